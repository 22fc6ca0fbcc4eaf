//! Types and values that are made of the data, as the text of components and calls has them.

use std::fmt::Write as _;

/// The data, byte by byte; zero when there is no more.
pub(crate) struct Data<'a>(pub(crate) &'a [u8]);

impl Data<'_> {
    pub(crate) fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    pub(crate) fn below(&mut self, limit: u8) -> u8 {
        self.byte() % limit
    }

    pub(crate) fn number(&mut self) -> u32 {
        let bytes = [self.byte(), self.byte(), self.byte(), self.byte()];
        match bytes[0] % 4 {
            // Most lies are near the truth.
            0 => u32::from(bytes[1]),
            1 => 65_536 - u32::from(bytes[1]),
            2 => u32::MAX - u32::from(bytes[1]),
            _ => u32::from_le_bytes(bytes),
        }
    }
}

/// A type of WIT.
pub(crate) enum Ty {
    Plain(&'static str),
    List(Box<Ty>),
    Option(Box<Ty>),
    Result(Option<Box<Ty>>, Option<Box<Ty>>),
    Tuple(Vec<Ty>),
    Record(Vec<Ty>),
    Variant(Vec<Option<Ty>>),
    Enum(u8),
    Flags(u8),
}

const PLAIN: [&str; 13] = [
    "bool", "s8", "u8", "s16", "u16", "s32", "u32", "s64", "u64", "f32", "f64", "char", "string",
];

impl Ty {
    pub(crate) fn new(data: &mut Data<'_>, depth: u8) -> Self {
        let kind = data.below(if depth == 0 { 4 } else { 12 });
        let boxed = |data: &mut Data<'_>| Box::new(Self::new(data, depth.saturating_sub(1)));
        let some = |data: &mut Data<'_>| (0..=data.below(4)).map(|_| *boxed(data)).collect();
        match kind {
            0..=3 => Self::Plain(PLAIN[usize::from(data.below(13))]),
            4 | 5 => Self::List(boxed(data)),
            6 => Self::Option(boxed(data)),
            7 => {
                let which = data.byte();
                let part = |data: &mut Data<'_>, there: bool| there.then(|| boxed(data));
                let ok = part(data, which & 1 != 0);
                Self::Result(ok, part(data, which & 2 != 0))
            }
            8 => Self::Tuple(some(data)),
            9 => Self::Record(some(data)),
            10 => {
                let cases = 0..=data.below(4);
                Self::Variant(
                    cases
                        .map(|_| (data.below(2) == 0).then(|| *boxed(data)))
                        .collect(),
                )
            }
            _ => match data.below(2) {
                0 => Self::Enum(1 + data.below(200)),
                _ => Self::Flags(1 + data.below(32)),
            },
        }
    }

    /// The core types that it is made of, on the stack.
    pub(crate) fn flat(&self, out: &mut Vec<&'static str>) {
        match self {
            Self::Plain("s64" | "u64") => out.push("i64"),
            Self::Plain("f32") => out.push("f32"),
            Self::Plain("f64") => out.push("f64"),
            Self::Plain("string") | Self::List(_) => out.extend(["i32", "i32"]),
            Self::Plain(_) | Self::Enum(_) | Self::Flags(_) => out.push("i32"),
            Self::Option(ty) => flat_cases(&[None, Some(ty)], out),
            Self::Result(ok, err) => flat_cases(&[ok.as_deref(), err.as_deref()], out),
            Self::Tuple(parts) | Self::Record(parts) => parts.iter().for_each(|it| it.flat(out)),
            Self::Variant(cases) => {
                flat_cases(&cases.iter().map(Option::as_ref).collect::<Vec<_>>(), out);
            }
        }
    }

    /// Writes its definition in front of `out`'s functions, and gives back what to call it. `name` writes how the type of a
    /// number gets its name.
    pub(crate) fn define(
        &self,
        out: &mut String,
        count: &mut usize,
        name: fn(usize) -> String,
    ) -> String {
        let definition = match self {
            Self::Plain(plain) => return (*plain).to_string(),
            Self::List(ty) => return format!("(list {})", ty.define(out, count, name)),
            Self::Option(ty) => return format!("(option {})", ty.define(out, count, name)),
            Self::Result(ok, err) => {
                let mut part =
                    |ty: &Option<Box<Ty>>| ty.as_ref().map(|ty| ty.define(out, count, name));
                let ok = part(ok).unwrap_or_default();
                let err = part(err).map_or(String::new(), |err| format!("(error {err})"));
                return format!("(result {ok} {err})");
            }
            Self::Tuple(parts) => {
                let parts: Vec<String> =
                    parts.iter().map(|it| it.define(out, count, name)).collect();
                return format!("(tuple {})", parts.join(" "));
            }
            Self::Record(parts) => {
                let mut text = "(record".to_string();
                for (index, part) in parts.iter().enumerate() {
                    let part = part.define(out, count, name);
                    let _ = write!(text, " (field \"f{index}\" {part})");
                }
                text + ")"
            }
            Self::Variant(cases) => {
                let mut text = "(variant".to_string();
                for (index, case) in cases.iter().enumerate() {
                    let case = case
                        .as_ref()
                        .map_or(String::new(), |it| it.define(out, count, name));
                    let _ = write!(text, " (case \"c{index}\" {case})");
                }
                text + ")"
            }
            Self::Enum(cases) => named("enum", *cases),
            Self::Flags(flags) => named("flags", *flags),
        };
        *count += 1;
        let _ = write!(out, "(type $d{count} {definition}) {}", name(*count));
        format!("$t{count}")
    }

    /// A value in WAVE.
    pub(crate) fn value(&self, data: &mut Data<'_>, out: &mut String) {
        let list = |data: &mut Data<'_>, out: &mut String, parts: &mut dyn Iterator<Item = &Ty>| {
            for (index, part) in parts.enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                part.value(data, out);
            }
        };
        let case = |data: &mut Data<'_>, out: &mut String, name: &str, ty: Option<&Ty>| {
            out.push_str(name);
            if let Some(ty) = ty {
                out.push('(');
                ty.value(data, out);
                out.push(')');
            }
        };
        match self {
            Self::Plain("bool") => out.push_str(if data.below(2) == 0 { "true" } else { "false" }),
            Self::Plain("char") => {
                out.push_str(["'a'", "'\\u{10ffff}'", "'\\''"][usize::from(data.below(3))])
            }
            Self::Plain("string") => {
                let _ = write!(out, "\"{}\"", "é".repeat(data.byte().into()));
            }
            Self::Plain("f32" | "f64") => {
                out.push_str(["nan", "-inf", "0.1", "1e30"][usize::from(data.below(4))]);
            }
            Self::Plain(_) => {
                let _ = write!(out, "{}", data.below(128));
            }
            Self::List(ty) => {
                let length = data.below(20);
                out.push('[');
                list(data, out, &mut (0..length).map(|_| &**ty));
                out.push(']');
            }
            Self::Option(ty) => match data.below(2) {
                0 => out.push_str("none"),
                _ => case(data, out, "some", Some(ty)),
            },
            Self::Result(ok, err) => match data.below(2) {
                0 => case(data, out, "ok", ok.as_deref()),
                _ => case(data, out, "err", err.as_deref()),
            },
            Self::Tuple(parts) => {
                out.push('(');
                list(data, out, &mut parts.iter());
                out.push(')');
            }
            Self::Record(parts) => {
                out.push('{');
                for (index, part) in parts.iter().enumerate() {
                    let _ = write!(out, "{}f{index}: ", if index > 0 { ", " } else { "" });
                    part.value(data, out);
                }
                out.push('}');
            }
            Self::Variant(cases) => {
                let index = usize::from(data.byte()) % cases.len();
                case(data, out, &format!("c{index}"), cases[index].as_ref());
            }
            Self::Enum(cases) => {
                let _ = write!(out, "c{}", data.below(*cases));
            }
            Self::Flags(flags) => {
                let _ = write!(out, "{{c{}}}", data.below(*flags));
            }
        }
    }
}

fn named(kind: &str, count: u8) -> String {
    let names: String = (0..count).map(|index| format!(" \"c{index}\"")).collect();
    format!("({kind}{names})")
}

/// A case's number, and what holds any of the cases.
fn flat_cases(cases: &[Option<&Ty>], out: &mut Vec<&'static str>) {
    let mut joined: Vec<&'static str> = Vec::new();
    for case in cases.iter().flatten() {
        let mut flat = Vec::new();
        case.flat(&mut flat);
        for (index, ty) in flat.into_iter().enumerate() {
            match joined.get_mut(index) {
                None => joined.push(ty),
                Some(one) if *one == ty => {}
                Some(one) if matches!((*one, ty), ("i32", "f32") | ("f32", "i32")) => *one = "i32",
                Some(one) => *one = "i64",
            }
        }
    }
    out.push("i32");
    out.extend(joined);
}
