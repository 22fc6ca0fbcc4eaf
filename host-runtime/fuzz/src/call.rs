//! A component that is made of the data: a function from one type to another, whose module gives room for the argument where
//! the data says, and returns what the data says. It is called with values of the type, and with the data as text.
//!
//! However the call ends, an error that ends the instance does so for good, and any other leaves it as it was.

use std::fmt::Write as _;

use wittgen_runtime::ErrorKind;

use super::load::builder;

/// The data, byte by byte; zero when there is no more.
struct Data<'a>(&'a [u8]);

impl Data<'_> {
    fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    fn below(&mut self, limit: u8) -> u8 {
        self.byte() % limit
    }

    fn number(&mut self) -> u32 {
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

enum Ty {
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
    fn new(data: &mut Data<'_>, depth: u8) -> Self {
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
    fn flat(&self, out: &mut Vec<&'static str>) {
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

    /// Writes its definition in front of `out`'s functions, and gives back what to call it.
    fn define(&self, out: &mut String, count: &mut usize) -> String {
        let definition = match self {
            Self::Plain(name) => return (*name).to_string(),
            Self::List(ty) => return format!("(list {})", ty.define(out, count)),
            Self::Option(ty) => return format!("(option {})", ty.define(out, count)),
            Self::Result(ok, err) => {
                let mut part = |ty: &Option<Box<Ty>>| ty.as_ref().map(|ty| ty.define(out, count));
                let ok = part(ok).unwrap_or_default();
                let err = part(err).map_or(String::new(), |err| format!("(error {err})"));
                return format!("(result {ok} {err})");
            }
            Self::Tuple(parts) => {
                let parts: Vec<String> = parts.iter().map(|it| it.define(out, count)).collect();
                return format!("(tuple {})", parts.join(" "));
            }
            Self::Record(parts) => {
                let mut text = "(record".to_string();
                for (index, part) in parts.iter().enumerate() {
                    let part = part.define(out, count);
                    let _ = write!(text, " (field \"f{index}\" {part})");
                }
                text + ")"
            }
            Self::Variant(cases) => {
                let mut text = "(variant".to_string();
                for (index, case) in cases.iter().enumerate() {
                    let case = case
                        .as_ref()
                        .map_or(String::new(), |it| it.define(out, count));
                    let _ = write!(text, " (case \"c{index}\" {case})");
                }
                text + ")"
            }
            Self::Enum(cases) => named("enum", *cases),
            Self::Flags(flags) => named("flags", *flags),
        };
        *count += 1;
        let _ = write!(
            out,
            "(type $d{count} {definition}) (export $t{count} \"t{count}\" (type $d{count}))"
        );
        format!("$t{count}")
    }

    /// A value in WAVE.
    fn value(&self, data: &mut Data<'_>, out: &mut String) {
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

/// The component's text.
fn text(data: &mut Data<'_>, param: &Ty, result: &Ty) -> String {
    let (mut flat_params, mut flat_results) = (Vec::new(), Vec::new());
    param.flat(&mut flat_params);
    result.flat(&mut flat_results);
    if flat_params.len() > 16 {
        flat_params = vec!["i32"];
    }
    if flat_results.len() > 1 {
        flat_results = vec!["i32"];
    }
    let returned = match (flat_results.first(), data.number()) {
        (None, _) => String::new(),
        (Some(&"f32"), number) => format!("(f32.reinterpret_i32 (i32.const {number}))"),
        (Some(&"f64"), number) => format!("(f64.convert_i32_u (i32.const {number}))"),
        // Where a result lies is mostly where the data is.
        (Some(&"i32"), number) if number % 3 == 0 => "(i32.const 0)".to_string(),
        (Some(ty), number) => format!("({ty}.const {number})"),
    };
    let realloc = match data.below(8) {
        0 => format!("(i32.const {})", data.number()),
        1 => "(unreachable)".to_string(),
        2 => "(drop (memory.grow (i32.const 1))) (i32.const 64)".to_string(),
        3 => "(loop (br 0)) (i32.const 0)".to_string(),
        _ => "(global.get $heap) (global.set $heap (i32.and (i32.const -16)
            (i32.add (i32.const 15) (i32.add (global.get $heap) (local.get 3)))))"
            .to_string(),
    };
    let cleanup = match data.below(6) {
        0 => "(unreachable)",
        _ => "",
    };
    let (mut types, mut count) = (String::new(), 0);
    let param = param.define(&mut types, &mut count);
    let result = result.define(&mut types, &mut count);
    let memory: String = data.0.iter().map(|byte| format!("\\{byte:02x}")).collect();
    let (params, results) = (flat_params.join(" "), flat_results.join(" "));
    format!(
        r#"(component
            (core module $m
                (memory (export "memory") 1)
                (data (i32.const 0) "{memory}")
                (global $heap (mut i32) (i32.const 8192))
                (func (export "realloc") (param i32 i32 i32 i32) (result i32) {realloc})
                (func (export "cleanup") (param {results}) {cleanup})
                (func (export "f") (param {params}) (result {results}) {returned}))
            (core instance $i (instantiate $m))
            {types}
            (func (export "f") (param "x" {param}) (result {result})
                (canon lift (core func $i "f") (memory (core memory $i "memory"))
                    (realloc (core func $i "realloc")) (post-return (core func $i "cleanup")))))"#
    )
}

/// Makes a component of the data, and calls it.
pub fn run(data: &[u8]) {
    let data = &mut Data(data);
    let (param, result) = (Ty::new(data, 3), Ty::new(data, 3));
    let mut argument = String::new();
    param.value(data, &mut argument);
    let noise = String::from_utf8_lossy(data.0).into_owned();
    let text = text(data, &param, &result);
    let component = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let loaded = match builder().load(&component[..]) {
        Ok(loaded) => loaded,
        Err(error) => panic!("{error}\n{text}"),
    };
    for call in [
        format!("f({argument})"),
        noise.clone(),
        format!("f({noise})"),
    ] {
        let Err(error) = loaded
            .call(&call)
            .map(|value| (value.to_wave(), value.to_json()))
        else {
            continue;
        };
        assert_ne!(*error.kind(), ErrorKind::Host, "{error}\n{text}\n{call}");
        let after = loaded.call(&call).err();
        let is_gone = after.is_some_and(|after| *after.kind() == ErrorKind::Gone);
        let refused = *error.kind() == ErrorKind::BadCall;
        // What can't be read is refused whether or not there is an instance.
        assert!(refused || is_gone, "{error}\n{text}\n{call}");
    }
}
