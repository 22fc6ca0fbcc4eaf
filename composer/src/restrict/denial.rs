//! How a denied function says so: by its own error where it has one, with nothing where nothing is
//! an answer, and else by a trap.
//!
//! It is decided by types and the names of their cases alone, so it holds for interfaces that
//! nobody here has heard of.

use wit_parser::{Function, Handle, Resolve, Type, TypeDefKind, TypeId, Variant};

use super::value::Value;

/// What stands in for a message.
const MESSAGE: &str = "denied";

/// Names of cases that say it, the best first. A `*` stands for anything.
const CASES: [&str; 15] = [
    "access-denied",
    "access",
    "not-permitted",
    "denied",
    "*denied",
    "forbidden",
    "unauthorized",
    "not-supported",
    "unsupported",
    "closed",
    "internal-error",
    "other",
    "unknown",
    "io",
    "upstream",
];

/// What a function does instead of what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Denial {
    /// It returns a value.
    Answer(Value),
    /// It returns a new handle of a resource, all of whose functions are denied in turn.
    Handle(TypeId),
    /// It traps.
    Trap,
}

/// How `function` is denied. `is_own` says whether a resource is one that the generated component
/// defines itself.
pub(super) fn deny(
    resolve: &Resolve,
    function: &Function,
    is_own: impl Fn(TypeId) -> bool,
) -> Denial {
    let Some(result) = &function.result else {
        return Denial::Trap;
    };
    match kind(resolve, result) {
        Some(TypeDefKind::Handle(Handle::Own(id))) => {
            let id = home(resolve, *id);
            if is_own(id) {
                Denial::Handle(id)
            } else {
                Denial::Trap
            }
        }
        Some(TypeDefKind::Result(result)) => match &result.err {
            None => Denial::Answer(Value::Case(1, None)),
            Some(error) => error_value(resolve, error)
                .map_or(Denial::Trap, |error| Denial::Answer(Value::case(1, error))),
        },
        Some(TypeDefKind::Option(_)) => Denial::Answer(Value::Case(0, None)),
        // Bytes are data, random ones for example, and an empty list of them is often no answer.
        Some(TypeDefKind::List(Type::U8)) => Denial::Trap,
        Some(TypeDefKind::List(_) | TypeDefKind::Map(..)) => {
            Denial::Answer(Value::List(Vec::new()))
        }
        None if resolve_alias(resolve, result) == Type::String => {
            Denial::Answer(Value::Text(String::new()))
        }
        _ => Denial::Trap,
    }
}

/// The error that says it, if the type of the error has one.
fn error_value(resolve: &Resolve, error: &Type) -> Option<Value> {
    match kind(resolve, error) {
        Some(TypeDefKind::Enum(error)) => {
            let best = best_case(error.cases.iter().map(|case| case.name.as_str()))?;
            Some(Value::Case(best, None))
        }
        Some(TypeDefKind::Variant(error)) => variant_value(resolve, error),
        // A code and a message, in this order or another.
        Some(TypeDefKind::Record(_)) => fill(resolve, error),
        None if resolve_alias(resolve, error) == Type::String => Some(Value::Text(MESSAGE.into())),
        _ => None,
    }
}

fn variant_value(resolve: &Resolve, variant: &Variant) -> Option<Value> {
    // Those cases whose contents can be made up.
    let payload = |index: usize| match &variant.cases[index].ty {
        None => Some(None),
        Some(ty) => fill(resolve, ty).map(|value| Some(Box::new(value))),
    };
    let possible: Vec<_> = (0..variant.cases.len())
        .filter_map(|index| Some((index, payload(index)?)))
        .collect();
    let names = possible
        .iter()
        .map(|(index, _)| variant.cases[*index].name.as_str());
    let says_why = |(index, _): &&(usize, _)| {
        let ty = variant.cases[*index].ty.as_ref();
        ty.is_some_and(|ty| resolve_alias(resolve, ty) == Type::String)
    };
    let (index, payload) = match best_case(names) {
        Some(best) => &possible[best as usize],
        None => possible.iter().find(says_why)?,
    };
    Some(Value::Case(*index as u32, payload.clone()))
}

/// The number of the name that says it best.
fn best_case<'n>(names: impl Iterator<Item = &'n str>) -> Option<u32> {
    let names: Vec<_> = names.map(str::to_ascii_lowercase).collect();
    let position = CASES.iter().find_map(|wanted| {
        let says = |name: &String| match wanted.strip_prefix('*') {
            Some(end) => name.ends_with(end),
            None => name == wanted,
        };
        names.iter().position(says)
    })?;
    Some(position as u32)
}

/// A value to go with an error: no numbers, no lists, and the message for strings.
fn fill(resolve: &Resolve, ty: &Type) -> Option<Value> {
    let Some(kind) = kind(resolve, ty) else {
        return match resolve_alias(resolve, ty) {
            Type::String => Some(Value::Text(MESSAGE.into())),
            Type::ErrorContext => None,
            _ => Some(Value::Zero),
        };
    };
    let all = |types: &mut dyn Iterator<Item = &Type>| {
        let values: Option<Vec<_>> = types.map(|ty| fill(resolve, ty)).collect();
        values.map(Value::Record)
    };
    match kind {
        TypeDefKind::Record(record) => all(&mut record.fields.iter().map(|field| &field.ty)),
        TypeDefKind::Tuple(tuple) => all(&mut tuple.types.iter()),
        TypeDefKind::Option(ty) => match resolve_alias(resolve, ty) {
            Type::String => Some(Value::case(1, Value::Text(MESSAGE.into()))),
            _ => Some(Value::Case(0, None)),
        },
        TypeDefKind::List(_) | TypeDefKind::Map(..) => Some(Value::List(Vec::new())),
        TypeDefKind::Flags(_) => Some(Value::Zero),
        TypeDefKind::Enum(_) | TypeDefKind::Variant(_) => error_value(resolve, ty),
        _ => None,
    }
}

/// The definition behind a type's names; none for a type without one.
pub(super) fn kind<'r>(resolve: &'r Resolve, ty: &Type) -> Option<&'r TypeDefKind> {
    match resolve_alias(resolve, ty) {
        Type::Id(id) => Some(&resolve.types[id].kind),
        _ => None,
    }
}

/// The resource behind its names.
pub(super) fn home(resolve: &Resolve, id: TypeId) -> TypeId {
    match resolve_alias(resolve, &Type::Id(id)) {
        Type::Id(id) => id,
        _ => id,
    }
}

/// The type behind its names.
fn resolve_alias(resolve: &Resolve, ty: &Type) -> Type {
    let mut ty = *ty;
    while let Type::Id(id) = ty {
        match resolve.types[id].kind {
            TypeDefKind::Type(behind) => ty = behind,
            _ => break,
        }
    }
    ty
}
