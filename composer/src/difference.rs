//! Where two component types differ: the path from an interface down to the type that does not
//! fit, with what was expected there and what was found.
//!
//! It explains and does not decide: whether an export fits an import is the graph's own check.
//! Core module types are not looked into.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;
use wac_graph::types::{
    DefinedTypeId, FuncType, FuncTypeId, InterfaceId, ItemKind, ResourceId, Type, Types,
};

mod describe;
mod value;
use describe::describe_kind;

/// Where an export's type differs from the type that an import demands.
///
/// Displayed as `function "put", parameter "entry", field "id": expected u64, found u32`, with
/// backticks for quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The way from the item itself to the difference, the outermost step first.
    pub path: Vec<Step>,
    /// What the importer expects there.
    pub expected: String,
    /// What the exporter has there.
    pub found: String,
}

/// One step on the way to a [`Difference`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Step {
    /// Into an instance exported by the instance.
    Instance(String),
    /// Into a function, by its name in WIT.
    Function(String),
    /// Into the type of this name.
    Type(String),
    /// Into a function's parameter.
    Parameter(String),
    /// Into a function's result.
    Result,
    /// Into a record's field.
    Field(String),
    /// Into a variant's, enum's or flags' case.
    Case(String),
    /// Into a tuple's element, counted from 0.
    Element(usize),
    /// Into the type that a `list`, `option`, `stream` or `future` holds.
    Item(&'static str),
    /// Into the `ok` type of a result.
    Ok,
    /// Into the `err` type of a result.
    Err,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Instance(name) => write!(f, "instance `{name}`"),
            Step::Function(name) => write!(f, "{}", describe::describe_function(name)),
            Step::Type(name) => write!(f, "type `{name}`"),
            Step::Parameter(name) => write!(f, "parameter `{name}`"),
            Step::Result => write!(f, "result"),
            Step::Field(name) => write!(f, "field `{name}`"),
            Step::Case(name) => write!(f, "case `{name}`"),
            Step::Element(index) => write!(f, "element {index}"),
            Step::Item(what) => write!(f, "inside `{what}`"),
            Step::Ok => write!(f, "`ok`"),
            Step::Err => write!(f, "`err`"),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.path.iter().enumerate() {
            write!(f, "{}{step}", if i == 0 { "" } else { ", " })?;
        }
        let colon = if self.path.is_empty() { "" } else { ": " };
        write!(f, "{colon}expected {}, found {}", self.expected, self.found)
    }
}

/// All differences that keep `found` from being given where `expected` is wanted, in the order
/// of the expected type. A type that is used in several places is explained at the first.
pub(crate) fn differences(types: &Types, found: ItemKind, expected: ItemKind) -> Vec<Difference> {
    let mut comparison = Comparison::new(types);
    comparison.compare_items(found, expected);
    comparison.differences
}

/// A walk through two types side by side.
struct Comparison<'t> {
    types: &'t Types,
    path: Vec<Step>,
    /// Pairs of types that were compared already: types are shared, so a walk without this could
    /// take exponential time.
    seen: HashSet<(DefinedTypeId, DefinedTypeId)>,
    differences: Vec<Difference>,
}

impl<'t> Comparison<'t> {
    fn new(types: &'t Types) -> Self {
        Self {
            types,
            path: Vec::new(),
            seen: HashSet::new(),
            differences: Vec::new(),
        }
    }

    fn report(&mut self, expected: impl Into<String>, found: impl Into<String>) {
        self.differences.push(Difference {
            path: self.path.clone(),
            expected: expected.into(),
            found: found.into(),
        });
    }

    fn within(&mut self, step: Step, compare: impl FnOnce(&mut Self)) {
        self.path.push(step);
        compare(self);
        self.path.pop();
    }

    fn compare_items(&mut self, found: ItemKind, expected: ItemKind) {
        match (found, expected) {
            (ItemKind::Instance(a), ItemKind::Instance(b)) => self.compare_instances(a, b),
            (ItemKind::Func(a), ItemKind::Func(b)) => self.compare_functions(a, b),
            (ItemKind::Type(a), ItemKind::Type(b)) => self.compare_types(a, b),
            (ItemKind::Value(a), ItemKind::Value(b)) => self.compare_values(a, b),
            (ItemKind::Component(_), ItemKind::Component(_))
            | (ItemKind::Module(_), ItemKind::Module(_)) => {}
            _ => self.report(
                describe_kind(self.types, expected),
                describe_kind(self.types, found),
            ),
        }
    }

    fn compare_instances(&mut self, found: InterfaceId, expected: InterfaceId) {
        let types = self.types;
        for (name, &expected) in &types[expected].exports {
            let step = match expected {
                ItemKind::Func(_) => Step::Function(name.clone()),
                ItemKind::Type(_) => Step::Type(name.clone()),
                _ => Step::Instance(name.clone()),
            };
            match types[found].exports.get(name) {
                Some(&found) => self.within(step, |c| c.compare_items(found, expected)),
                None => {
                    let kind = describe_kind(types, expected);
                    self.within(step, |c| c.report(kind, "nothing of this name"));
                }
            }
        }
    }

    fn compare_types(&mut self, found: Type, expected: Type) {
        match (found, expected) {
            (Type::Resource(a), Type::Resource(b)) => self.compare_resources(a, b),
            (Type::Value(a), Type::Value(b)) => self.compare_values(a, b),
            (Type::Func(a), Type::Func(b)) => self.compare_functions(a, b),
            (Type::Interface(a), Type::Interface(b)) => self.compare_instances(a, b),
            (Type::World(_), Type::World(_)) | (Type::Module(_), Type::Module(_)) => {}
            _ => self.report(
                describe_kind(self.types, ItemKind::Type(expected)),
                describe_kind(self.types, ItemKind::Type(found)),
            ),
        }
    }

    fn compare_resources(&mut self, found: ResourceId, expected: ResourceId) {
        let name = |id| &self.types[self.types.resolve_resource(id)].name;
        let (found, expected) = (name(found), name(expected));
        if found != expected {
            self.report(
                format!("resource `{expected}`"),
                format!("resource `{found}`"),
            );
        }
    }

    fn compare_functions(&mut self, found: FuncTypeId, expected: FuncTypeId) {
        let types = self.types;
        let (found, expected) = (&types[found], &types[expected]);
        if found.is_async != expected.is_async {
            let name = |is_async| {
                if is_async {
                    "an async function"
                } else {
                    "a function"
                }
            };
            self.report(name(expected.is_async), name(found.is_async));
        }
        let names =
            |function: &FuncType| -> Vec<String> { function.params.keys().cloned().collect() };
        if self.compare_names("parameter", &names(found), &names(expected)) {
            for ((name, &found), &expected) in found.params.iter().zip(expected.params.values()) {
                self.within(Step::Parameter(name.clone()), |c| {
                    c.compare_values(found, expected)
                });
            }
        }
        self.within(Step::Result, |c| {
            c.compare_optional(found.result, expected.result)
        });
    }

    /// Compares lists of names, which must agree in order too. Returns whether they do; if not,
    /// the first difference is reported.
    fn compare_names(&mut self, what: &str, found: &[String], expected: &[String]) -> bool {
        let len = found.len().max(expected.len());
        let Some(i) = (0..len).find(|&i| found.get(i) != expected.get(i)) else {
            return true;
        };
        let describe = |names: &[String]| match names.get(i) {
            Some(name) => format!("{what} `{name}`"),
            None => format!("no further {what}"),
        };
        self.report(describe(expected), describe(found));
        false
    }
}
