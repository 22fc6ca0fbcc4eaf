//! Types as WIT writes them, without the names of records and variants.

use std::fmt::{self, Write};

use wasm_wave::wasm::DisplayType;
use wasmtime::component::types::ComponentFunc;
use wasmtime::component::{ResourceType, Type};

/// What a resource is called, where that is known.
pub(crate) type Names<'a> = dyn Fn(&ResourceType) -> Option<String> + 'a;

/// How long a signature that is only shown may be, in bytes.
const SHOWN: usize = 1_000;

/// A function: `search(text: string) -> list<u32>`. None where it gets longer than so many bytes: types share parts, so
/// it can be much longer than the component.
pub(crate) fn signature(
    name: &str,
    func: &ComponentFunc,
    names: &Names<'_>,
    longest: usize,
) -> Option<String> {
    let mut out = Out::new(longest);
    write_signature(&mut out, name, func, names).ok()?;
    Some(out.text)
}

/// The same, cut off where it gets long.
pub(crate) fn short_signature(name: &str, func: &ComponentFunc) -> String {
    let mut out = Out::new(SHOWN);
    if write_signature(&mut out, name, func, &|_| None).is_err() {
        out.text.push_str("..");
    }
    out.text
}

/// A signature to be shown, cut off where it gets long.
pub(crate) fn shortened(signature: &str) -> String {
    let end = signature.floor_char_boundary(SHOWN);
    if end == signature.len() {
        return signature.to_string();
    }
    format!("{}..", &signature[..end])
}

/// A text that does not get longer than it may.
struct Out {
    text: String,
    longest: usize,
}

impl Out {
    fn new(longest: usize) -> Self {
        Self {
            text: String::new(),
            longest,
        }
    }
}

impl Write for Out {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let room = self.longest - self.text.len();
        let fits = part.floor_char_boundary(room);
        self.text.push_str(&part[..fits]);
        if fits < part.len() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

fn write_signature(
    out: &mut Out,
    name: &str,
    func: &ComponentFunc,
    names: &Names<'_>,
) -> fmt::Result {
    write!(out, "{name}(")?;
    write_list(out, func.params(), |out, (name, ty)| {
        write!(out, "{name}: ")?;
        write_type(out, &ty, names)
    })?;
    out.write_str(")")?;
    if func.results().len() > 0 {
        out.write_str(" -> ")?;
    }
    write_list(out, func.results(), |out, ty| write_type(out, &ty, names))
}

/// Writes what is in a list, with commas between.
fn write_list<T>(
    out: &mut Out,
    items: impl Iterator<Item = T>,
    mut item: impl FnMut(&mut Out, T) -> fmt::Result,
) -> fmt::Result {
    for (index, it) in items.enumerate() {
        if index > 0 {
            out.write_str(", ")?;
        }
        item(out, it)?;
    }
    Ok(())
}

fn write_handle(out: &mut Out, kind: &str, name: Option<String>) -> fmt::Result {
    match name {
        Some(name) => write!(out, "{kind}<{name}>"),
        None => out.write_str(kind),
    }
}

/// Writes a type; `name` names resources.
fn write_type(out: &mut Out, ty: &Type, name: &Names<'_>) -> fmt::Result {
    match ty {
        Type::Own(resource) => write_handle(out, "own", name(resource)),
        Type::Borrow(resource) => write_handle(out, "borrow", name(resource)),
        Type::Future(_) => out.write_str("future"),
        Type::Stream(_) => out.write_str("stream"),
        Type::ErrorContext => out.write_str("error-context"),
        Type::Option(option) => {
            out.write_str("option<")?;
            write_type(out, &option.ty(), name)?;
            out.write_str(">")
        }
        Type::List(list) => {
            out.write_str("list<")?;
            write_type(out, &list.ty(), name)?;
            out.write_str(">")
        }
        Type::Result(result) => {
            out.write_str("result<")?;
            write_list(
                out,
                [result.ok(), result.err()].into_iter(),
                |out, ty| match ty {
                    Some(ty) => write_type(out, &ty, name),
                    None => out.write_str("_"),
                },
            )?;
            out.write_str(">")
        }
        Type::Tuple(tuple) => {
            out.write_str("tuple<")?;
            write_list(out, tuple.types(), |out, ty| write_type(out, &ty, name))?;
            out.write_str(">")
        }
        Type::Record(record) => {
            out.write_str("record { ")?;
            write_list(out, record.fields(), |out, field| {
                write!(out, "{}: ", field.name)?;
                write_type(out, &field.ty, name)
            })?;
            out.write_str(" }")
        }
        Type::Variant(variant) => {
            out.write_str("variant { ")?;
            write_list(out, variant.cases(), |out, case| {
                out.write_str(case.name)?;
                let Some(ty) = &case.ty else {
                    return Ok(());
                };
                out.write_str("(")?;
                write_type(out, ty, name)?;
                out.write_str(")")
            })?;
            out.write_str(" }")
        }
        other => write!(out, "{}", DisplayType(other)),
    }
}
