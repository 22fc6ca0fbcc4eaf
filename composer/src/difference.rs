//! Where two component types differ: the path from an interface down to the type that does not
//! fit, with what was expected there and what was found.
//!
//! It is what decides whether an export fits an import: it does where there is no difference. The
//! rule is the component model's subtyping: an instance may have more exports than are wanted, a
//! component fewer imports and more exports, and everything else is equal. Resources are equal if
//! they are the same, which in one pair of types alone means: where the one
//! stands, the same other stands everywhere.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::Serialize;

use crate::types::{Def, Func, FuncId, InterfaceId, Item, TypeId, Types, Val, WorldId};

mod describe;
mod module;
mod value;
use describe::{describe_kind, describe_type};

type Items = indexmap::IndexMap<String, Item>;

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

/// Which resource is which: by the type that stands for it in a component, the resource of the
/// graph that it is.
pub(crate) type Identities<K> = HashMap<TypeId, K>;

/// All differences that keep `found` from being given where `expected` is wanted, in the order
/// of the expected type. A type that is used in several places is explained at the first.
pub(crate) fn differences(types: &Types, found: Item, expected: Item) -> Vec<Difference> {
    let none = Identities::<()>::new();
    differences_between(types, (found, &none), (expected, &none))
}

/// The same, where it is known of some resources on both sides which they are.
pub(crate) fn differences_between<K: PartialEq>(
    types: &Types,
    (found, found_identities): (Item, &Identities<K>),
    (expected, expected_identities): (Item, &Identities<K>),
) -> Vec<Difference> {
    let mut comparison = Comparison::new(types, found_identities, expected_identities);
    comparison.compare_items(found, expected);
    comparison.differences
}

/// The same, for two types that are to become one with everything that either has: what only
/// one of them has is no difference.
pub(crate) fn common_differences_between<K: PartialEq>(
    types: &Types,
    (found, found_identities): (Item, &Identities<K>),
    (expected, expected_identities): (Item, &Identities<K>),
) -> Vec<Difference> {
    let mut comparison = Comparison::new(types, found_identities, expected_identities);
    comparison.common = true;
    comparison.compare_items(found, expected);
    comparison.differences
}

/// Differences as the end of a sentence: one in its line, several in a list.
pub(crate) fn explain(differences: &[Difference]) -> String {
    match differences {
        [] => String::new(),
        [only] => format!(": {only}"),
        several => {
            let shown = several
                .iter()
                .take(5)
                .map(|difference| format!("\n  - {difference}"));
            let more = several.len().saturating_sub(5);
            let more = if more > 0 {
                format!("\n  - and {more} more")
            } else {
                String::new()
            };
            format!(":{}{more}", shown.collect::<String>())
        }
    }
}

/// A walk through two types side by side.
struct Comparison<'t, K> {
    types: &'t Types,
    found: &'t Identities<K>,
    expected: &'t Identities<K>,
    /// Which found resource was met first where an expected one stands.
    bound: HashMap<TypeId, TypeId>,
    /// Whether only what both have is compared.
    common: bool,
    path: Vec<Step>,
    /// Pairs of types that were compared already: types are shared, so a walk without this could
    /// take exponential time.
    seen: HashSet<(TypeId, TypeId)>,
    differences: Vec<Difference>,
}

impl<'t, K: PartialEq> Comparison<'t, K> {
    fn new(types: &'t Types, found: &'t Identities<K>, expected: &'t Identities<K>) -> Self {
        Self {
            types,
            found,
            expected,
            bound: HashMap::new(),
            common: false,
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

    fn compare_items(&mut self, found: Item, expected: Item) {
        match (found, expected) {
            (Item::Instance(a), Item::Instance(b)) => self.compare_instances(a, b),
            (Item::Func(a), Item::Func(b)) => self.compare_functions(a, b),
            (Item::Type { name: a, .. }, Item::Type { name: b, .. }) => self.compare_types(a, b),
            (Item::Value(a), Item::Value(b)) => self.compare_values(a, b),
            (Item::Component(a), Item::Component(b)) => self.compare_components(a, b),
            (Item::Module(a), Item::Module(b)) => {
                if let Some((expected, found)) = module::differ(&self.types[a], &self.types[b]) {
                    self.report(expected, found);
                }
            }
            _ => self.report(
                describe_kind(self.types, expected),
                describe_kind(self.types, found),
            ),
        }
    }

    fn compare_instances(&mut self, found: InterfaceId, expected: InterfaceId) {
        let types = self.types;
        self.compare_exports(&types[found].exports, &types[expected].exports);
    }

    fn compare_exports(&mut self, found: &'t Items, expected: &'t Items) {
        let types = self.types;
        for (name, &expected) in expected {
            let step = match expected {
                Item::Func(_) => Step::Function(name.clone()),
                Item::Type { .. } => Step::Type(name.clone()),
                _ => Step::Instance(name.clone()),
            };
            match found.get(name) {
                Some(&found) => self.within(step, |c| c.compare_items(found, expected)),
                None if self.common => {}
                None => {
                    let kind = describe_kind(types, expected);
                    self.within(step, |c| c.report(kind, "nothing of this name"));
                }
            }
        }
    }

    /// A component fits that imports no more, of no narrower types, and exports no less.
    fn compare_components(&mut self, found: WorldId, expected: WorldId) {
        let types = self.types;
        let (found, expected) = (&types[found], &types[expected]);
        for (name, &wanted) in &found.imports {
            match expected.imports.get(name) {
                Some(&given) => self.within(Step::Instance(name.clone()), |c| {
                    c.compare_items(given, wanted);
                }),
                None => {
                    let kind = describe_kind(types, wanted);
                    self.within(Step::Instance(name.clone()), |c| {
                        c.report("no import of this name", format!("an import of {kind}"));
                    });
                }
            }
        }
        self.compare_exports(&found.exports, &expected.exports);
    }

    fn compare_types(&mut self, found: TypeId, expected: TypeId) {
        let (found, expected) = (self.types.resolve(found), self.types.resolve(expected));
        match (&self.types[found], &self.types[expected]) {
            (Def::Resource, Def::Resource) => self.compare_resources(found, expected),
            (Def::Value(_), Def::Value(_)) => {
                self.compare_values(Val::Type(found), Val::Type(expected));
            }
            (Def::Func(a), Def::Func(b)) => self.compare_functions(*a, *b),
            (Def::Instance(a), Def::Instance(b)) => self.compare_instances(*a, *b),
            (Def::Component(a), Def::Component(b)) => self.compare_components(*a, *b),
            _ => self.report(
                describe_type(self.types, expected),
                describe_type(self.types, found),
            ),
        }
    }

    fn compare_resources(&mut self, found: TypeId, expected: TypeId) {
        let (found, expected) = (self.types.resolve(found), self.types.resolve(expected));
        let same = match (self.found.get(&found), self.expected.get(&expected)) {
            (Some(found), Some(expected)) => found == expected,
            _ => *self.bound.entry(expected).or_insert(found) == found,
        };
        if !same {
            let (a, b) = (self.types.label(found), self.types.label(expected));
            let (expected, found) = if a == b {
                let found = format!("another resource of the name `{a}`");
                (format!("resource `{b}`"), found)
            } else {
                (format!("resource `{b}`"), format!("resource `{a}`"))
            };
            self.report(expected, found);
        }
    }

    fn compare_functions(&mut self, found: FuncId, expected: FuncId) {
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
        let names = |function: &Func| -> Vec<String> {
            function
                .params
                .iter()
                .map(|(name, _)| name.clone())
                .collect()
        };
        if self.compare_names("parameter", &names(found), &names(expected)) {
            for ((name, found), (_, expected)) in found.params.iter().zip(&expected.params) {
                self.within(Step::Parameter(name.clone()), |c| {
                    c.compare_values(*found, *expected)
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
