//! The options of the macros.
//!
//! How they are read is in `reader`, what they mean together in `together`; what a single value looks like is not said
//! here either.

mod reader;
mod together;

use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream};
use syn::LitStr;
use syn::parse::{ParseStream, Parser};
use wittgen_emit::Options;
use wittgen_ir::{Input, Unstable};

use crate::embed::Precompile;
use reader::Reader;

/// The side of the boundary that a macro is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Host,
    #[cfg(feature = "guest")]
    Guest,
}

/// Every option: its name, and what its value looks like.
const OPTIONS: &[(&str, &str)] = &[
    ("path", "a string or a list of strings: `path: \"wit\"`"),
    (
        "inline",
        "a string with WIT: `inline: \"package a:b; world c {}\"`",
    ),
    ("component", "a string: `component: \"app.wasm\"`"),
    ("world", "a string: `world: \"notes\"`"),
    (
        "with",
        "names of WIT with paths of Rust: `with: { \"a:b/types\": crate::types }`",
    ),
    ("derives", "a list of traits: `derives: [serde::Serialize]`"),
    (
        "rename",
        "names of WIT with names of Rust: `rename: { \"a:b/types/item\": Entry }`",
    ),
    (
        "async",
        "`true` or a list of functions: `async: [\"a:b/store#get\"]`",
    ),
    (
        "trappable",
        "`true` or a list of functions: `trappable: [\"a:b/store#get\"]`",
    ),
    (
        "features",
        "`all` or a list of strings: `features: [\"fancy\"]`",
    ),
    (
        "precompile",
        "`true` or what it is for: `precompile: { interruptible: true, fuel: true, native: true }`",
    ),
    ("crate", "a path: `crate: my_crate::wittgen`"),
];

impl Side {
    /// The options of the macro, as an error lists them.
    fn options(self) -> Vec<&'static str> {
        let names = OPTIONS.iter().map(|(name, _)| *name);
        names
            .filter(|name| {
                self == Side::Host || !["async", "trappable", "precompile"].contains(name)
            })
            .collect()
    }
}

/// How the WIT was given, for errors to point to.
pub(crate) enum Wit {
    /// Not at all: the folder `wit`.
    Default,
    /// By paths.
    Paths(Span),
    /// As text; its packages may come from paths.
    Inline(LitStr),
    /// By a component.
    Component(Span),
}

impl Wit {
    pub(crate) fn span(&self) -> Span {
        match self {
            Wit::Default => Span::call_site(),
            Wit::Paths(span) | Wit::Component(span) => *span,
            Wit::Inline(text) => text.span(),
        }
    }
}

/// What a macro was called with.
pub(crate) struct MacroOptions {
    pub(crate) input: Input,
    pub(crate) wit: Wit,
    pub(crate) world: Option<Span>,
    pub(crate) unstable: Unstable,
    /// The features, each with where it is named.
    pub(crate) features: Vec<(String, Span)>,
    pub(crate) features_span: Span,
    pub(crate) emit: Options,
    /// Whether the component is to be part of the program, and how.
    pub(crate) precompile: Option<Precompile>,
    pub(crate) errors: Vec<syn::Error>,
    /// Whether any of it could be read, so that it makes sense to go on.
    pub(crate) is_readable: bool,
}

impl MacroOptions {
    /// Where an error about the world belongs.
    pub(crate) fn world_span(&self) -> Span {
        self.world.unwrap_or_else(|| self.wit.span())
    }

    /// Reads a macro's input.
    pub(crate) fn parse(input: TokenStream, side: Side) -> Self {
        let mut read = Reader {
            side,
            ..Reader::default()
        };
        let result = (|input: ParseStream<'_>| read.input(input)).parse2(input);
        let is_readable = result.is_ok() || !read.seen.is_empty() || read.world.is_some();
        read.errors.extend(result.err());
        Self {
            is_readable,
            ..read.finish()
        }
    }
}

fn refusal(span: Span, message: &str, help: &str) -> syn::Error {
    syn::Error::new(span, format!("{message}\nhelp: {help}"))
}

/// The path that the macro's user means, which is relative to the folder of the crate's `Cargo.toml`.
///
/// Below the working directory it is given as seen from there, as the compiler does it.
fn resolve(path: &str) -> PathBuf {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
    let path = root.join(path);
    let here = std::env::current_dir().ok();
    match here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf)) {
        Some(below) if !below.as_os_str().is_empty() => below,
        _ => path,
    }
}
