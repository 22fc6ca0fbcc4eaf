//! Where a component's function differs from what is expected of it: the path down to the type that does not fit,
//! with what was expected there and what was found.
//!
//! The names of parameters are no part of the comparison: nothing is called by them.

use std::fmt;

use wasmtime::component::Type as Found;
use wasmtime::component::types::ComponentFunc;

use crate::signature::{self, Func, Kind, Named, Split, Type};

mod describe;
mod names;
mod resource;

pub(crate) use resource::Resources;

use describe::{describe, describe_params};
use names::compare_names;

/// Displayed as `func search, result, record note, field id: expected u64, found u32`.
#[derive(Debug)]
pub(crate) struct Difference {
    /// The way from the interface to the difference, the outermost step first.
    pub(crate) path: Vec<String>,
    pub(crate) expected: String,
    pub(crate) found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            expected,
            found,
        } = self;
        write!(f, "{}: expected {expected}, found {found}", path.join(", "))
    }
}

/// The steps that lead to a function: its interface, and its name as WIT's author knows it.
pub(crate) fn path_to(interface: Option<&str>, name: &str) -> Vec<String> {
    let mut path = Vec::new();
    path.extend(interface.map(|interface| format!("interface {interface}")));
    let (resource, step) = match signature::split(name) {
        Split::Free => (None, format!("func {name}")),
        Split::Constructor(resource) => (Some(resource), "constructor".to_string()),
        Split::Method(resource, name) => (Some(resource), format!("method {name}")),
        Split::Static(resource, name) => (Some(resource), format!("static func {name}")),
    };
    path.extend(resource.map(|resource| format!("resource {resource}")));
    path.push(step);
    path
}

/// The first difference between a function and what is expected of it.
pub(crate) fn compare(
    expected: &Func,
    found: &ComponentFunc,
    resources: &Resources<'_>,
) -> Option<Difference> {
    let mut walk = Walk {
        resources,
        path: Vec::new(),
    };
    let unlike = walk.compare_funcs(expected, found).err()?;
    let mut path = path_to(expected.interface, expected.name);
    path.extend(walk.path.iter().map(ToString::to_string));
    Some(Difference {
        path,
        expected: unlike.expected,
        found: unlike.found,
    })
}

/// One step from a function into its types.
enum Step {
    /// `list element`
    Into(&'static str),
    /// `field id`
    Named(&'static str, &'static str),
    /// `tuple element 1`, counted from 0.
    Element(usize),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Into(what) => f.write_str(what),
            Step::Named(what, name) => write!(f, "{what} {name}"),
            Step::Element(index) => write!(f, "tuple element {index}"),
        }
    }
}

/// What ends a walk: two types that are not alike.
struct Unlike {
    expected: String,
    found: String,
}

impl Unlike {
    fn new<T>(expected: impl Into<String>, found: impl Into<String>) -> Result<T, Self> {
        Err(Self {
            expected: expected.into(),
            found: found.into(),
        })
    }
}

type Outcome = Result<(), Unlike>;

/// A walk through two types side by side. It ends at the first difference, to which `path` then leads.
struct Walk<'a> {
    resources: &'a Resources<'a>,
    path: Vec<Step>,
}

impl Walk<'_> {
    fn within(&mut self, step: Step, compare: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        self.path.push(step);
        compare(self)?;
        self.path.pop();
        Ok(())
    }

    fn compare_funcs(&mut self, expected: &Func, found: &ComponentFunc) -> Outcome {
        if expected.is_async != found.async_() {
            let words = |is_async| {
                if is_async {
                    "an async function"
                } else {
                    "a function"
                }
            };
            return Unlike::new(words(expected.is_async), words(found.async_()));
        }
        let params: Vec<(&str, Found)> = found.params().collect();
        if params.len() != expected.params.len() {
            let names = expected.params.iter().map(|(name, _)| *name);
            return Unlike::new(
                describe_params(names),
                describe_params(params.iter().map(|(name, _)| *name)),
            );
        }
        for ((name, expected), (_, found)) in expected.params.iter().zip(&params) {
            self.within(Step::Named("param", name), |walk| {
                walk.compare(expected, found)
            })?;
        }
        let result = found.results().next();
        self.within(Step::Into("result"), |walk| {
            walk.compare_optional(expected.result.as_ref(), result.as_ref())
        })
    }

    fn compare_optional(&mut self, expected: Option<&Type>, found: Option<&Found>) -> Outcome {
        match (expected, found) {
            (Some(expected), Some(found)) => self.compare(expected, found),
            (None, None) => Ok(()),
            (Some(expected), None) => Unlike::new(title(expected), "nothing"),
            (None, Some(found)) => Unlike::new("nothing", describe(found, self.resources)),
        }
    }

    fn compare(&mut self, expected: &Type, found: &Found) -> Outcome {
        match (expected, found) {
            (Type::Bool, Found::Bool)
            | (Type::U8, Found::U8)
            | (Type::U16, Found::U16)
            | (Type::U32, Found::U32)
            | (Type::U64, Found::U64)
            | (Type::S8, Found::S8)
            | (Type::S16, Found::S16)
            | (Type::S32, Found::S32)
            | (Type::S64, Found::S64)
            | (Type::F32, Found::Float32)
            | (Type::F64, Found::Float64)
            | (Type::Char, Found::Char)
            | (Type::String, Found::String)
            | (Type::ErrorContext, Found::ErrorContext) => Ok(()),
            (Type::List(expected), Found::List(found)) => self
                .within(Step::Into("list element"), |walk| {
                    walk.compare(expected, &found.ty())
                }),
            (Type::FixedList(expected, len), Found::FixedLengthList(found))
                if *len == found.len() =>
            {
                self.within(Step::Into("list element"), |walk| {
                    walk.compare(expected, &found.ty())
                })
            }
            (Type::Map(key, value), Found::Map(found)) => {
                self.within(Step::Into("map key"), |walk| {
                    walk.compare(key, &found.key())
                })?;
                self.within(Step::Into("map value"), |walk| {
                    walk.compare(value, &found.value())
                })
            }
            (Type::Option(expected), Found::Option(found)) => self
                .within(Step::Into("option value"), |walk| {
                    walk.compare(expected, &found.ty())
                }),
            (Type::Result(ok, err), Found::Result(found)) => {
                self.within(Step::Into("ok"), |walk| {
                    walk.compare_optional(*ok, found.ok().as_ref())
                })?;
                self.within(Step::Into("err"), |walk| {
                    walk.compare_optional(*err, found.err().as_ref())
                })
            }
            (Type::Tuple(expected), Found::Tuple(found))
                if expected.len() == found.types().len() =>
            {
                for (index, (expected, found)) in expected.iter().zip(found.types()).enumerate() {
                    self.within(Step::Element(index), |walk| walk.compare(expected, &found))?;
                }
                Ok(())
            }
            (Type::Stream(expected), Found::Stream(found)) => self
                .within(Step::Into("stream element"), |walk| {
                    walk.compare_optional(*expected, found.ty().as_ref())
                }),
            (Type::Future(expected), Found::Future(found)) => self
                .within(Step::Into("future value"), |walk| {
                    walk.compare_optional(*expected, found.ty().as_ref())
                }),
            (Type::Own(expected), Found::Own(found))
            | (Type::Borrow(expected), Found::Borrow(found))
                if self.resources.may_be(expected, *found) =>
            {
                Ok(())
            }
            (Type::Named(named), found) => self.compare_named(named, found),
            (expected, found) => self.unlike(expected, found),
        }
    }

    /// Two types of different kinds, or two resources.
    fn unlike(&self, expected: &Type, found: &Found) -> Outcome {
        let mut words = (expected.to_string(), describe(found, self.resources));
        if let (Type::Own(expected) | Type::Borrow(expected), Found::Own(ty) | Found::Borrow(ty)) =
            (expected, found)
            && words.0 == words.1
        {
            if let Some(interface) = expected.interface {
                words.0.push_str(&format!(" of {interface}"));
            }
            words.1 = self.resources.origin_of(*ty);
        }
        Unlike::new(words.0, words.1)
    }

    fn compare_named(&mut self, named: &Named, found: &Found) -> Outcome {
        let step = Step::Named(named.keyword(), named.name);
        match (&named.kind, found) {
            (Kind::Alias(ty), found) => self.compare(ty, found),
            (Kind::Record(fields), Found::Record(found)) => self.within(step, |walk| {
                let found: Vec<_> = found.fields().collect();
                let names = found.iter().map(|field| field.name);
                compare_names("field", fields.iter().map(|field| field.0), names)?;
                for ((name, expected), found) in fields.iter().zip(&found) {
                    walk.within(Step::Named("field", name), |walk| {
                        walk.compare(expected, &found.ty)
                    })?;
                }
                Ok(())
            }),
            (Kind::Variant(cases), Found::Variant(found)) => self.within(step, |walk| {
                let found: Vec<_> = found.cases().collect();
                let names = found.iter().map(|case| case.name);
                compare_names("case", cases.iter().map(|case| case.0), names)?;
                for ((name, expected), found) in cases.iter().zip(&found) {
                    walk.within(Step::Named("case", name), |walk| {
                        walk.compare_optional(expected.as_ref(), found.ty.as_ref())
                    })?;
                }
                Ok(())
            }),
            (Kind::Enum(cases), Found::Enum(found)) => self.within(step, |_| {
                compare_names("case", cases.iter().copied(), found.names())
            }),
            (Kind::Flags(flags), Found::Flags(found)) => self.within(step, |_| {
                compare_names("flag", flags.iter().copied(), found.names())
            }),
            _ => Unlike::new(step.to_string(), describe(found, self.resources)),
        }
    }
}

/// A type where it stands by itself: `record note`, `list<note>`.
fn title(ty: &Type) -> String {
    match ty {
        Type::Named(named) => format!("{} {}", named.keyword(), named.name),
        ty => ty.to_string(),
    }
}

#[cfg(test)]
mod tests;
