//! The options of the macros.
//!
//! What can't be read is remembered, and reading goes on behind the next comma: the user sees all errors at once.

use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Token, braced};
use wittgen_emit::{Options, Selection, did_you_mean};
use wittgen_ir::{Input, Unstable};

use crate::embed::Precompile;
use crate::value::{self, Features};

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

struct Reader {
    side: Side,
    seen: Vec<String>,
    paths: Option<(Vec<PathBuf>, Span)>,
    inline: Option<LitStr>,
    component: Option<LitStr>,
    world: Option<LitStr>,
    features: Option<(Features, Span)>,
    precompile: Option<Precompile>,
    emit: Options,
    errors: Vec<syn::Error>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            side: Side::Host,
            seen: Vec::new(),
            paths: None,
            inline: None,
            component: None,
            world: None,
            features: None,
            precompile: None,
            emit: Options::default(),
            errors: Vec::new(),
        }
    }
}

impl Reader {
    fn input(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.is_empty() {
            return Ok(());
        }
        if input.peek(LitStr) {
            // `bindgen!("notes")` is short for the world of that name in `wit/`.
            self.world = Some(input.parse()?);
            if input.peek(Token![in]) {
                input.parse::<Token![in]>()?;
                let path: LitStr = input.parse()?;
                self.paths = Some((vec![resolve(&path.value())], path.span()));
            }
        } else if input.peek(syn::token::Brace) {
            let entries;
            braced!(entries in input);
            self.entries(&entries)?;
        } else {
            return Err(refusal(
                input.span(),
                "expected options",
                "write `{ path: \"wit\", world: \"...\" }`, `\"world\"` or `\"world\" in \"path\"`",
            ));
        }
        if input.is_empty() {
            return Ok(());
        }
        let span = input.span();
        // What is left is not looked at any further.
        input.parse::<TokenStream>()?;
        Err(refusal(
            span,
            "nothing is expected here",
            "put all options between the braces: `{ path: \"wit\", world: \"...\" }`",
        ))
    }

    fn entries(&mut self, entries: ParseStream<'_>) -> syn::Result<()> {
        while !entries.is_empty() {
            if let Err(error) = self.entry(entries) {
                self.errors.push(error);
                skip(entries)?;
            } else if !entries.is_empty() && !entries.peek(Token![,]) {
                self.errors
                    .push(syn::Error::new(entries.span(), "expected `,`"));
                skip(entries)?;
            }
            if !entries.is_empty() {
                entries.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    fn entry(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        // `crate` and `async` are keywords, and options.
        if !input.peek(Ident::peek_any) {
            let help = format!("the options are {}", self.list());
            return Err(refusal(input.span(), "expected an option", &help));
        }
        let name: Ident = input.call(Ident::parse_any)?;
        let text = name.to_string();
        let Some((_, shape)) = OPTIONS.iter().find(|(option, _)| *option == text) else {
            let message = format!("there is no option `{text}`");
            let help = match did_you_mean(&text, &self.side.options()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the options are {}", self.list()),
            };
            return Err(refusal(name.span(), &message, &help));
        };
        if self.seen.contains(&text) {
            let message = format!("the option `{text}` is given twice");
            return Err(refusal(name.span(), &message, "keep one of the two"));
        }
        self.seen.push(text.clone());
        let span = input.span();
        let read = input
            .parse::<Token![:]>()
            .and_then(|_| self.value(&text, name.span(), input));
        read.map_err(|error| {
            // An error within the value is told where it is.
            let at = if input.is_empty() { span } else { error.span() };
            refusal(at, &error.to_string(), &format!("`{text}` takes {shape}"))
        })
    }

    fn list(&self) -> String {
        let names = self.side.options();
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        match &names[..] {
            [init @ .., last] => format!("{} and {last}", init.join(", ")),
            [] => String::new(),
        }
    }

    fn value(&mut self, name: &str, span: Span, input: ParseStream<'_>) -> syn::Result<()> {
        let is_empty = match name {
            "path" => {
                let at = input.span();
                let paths = value::texts(input)?;
                let paths: Vec<PathBuf> = paths.iter().map(|it| resolve(&it.value())).collect();
                let is_empty = paths.is_empty();
                self.paths = Some((paths, at));
                is_empty
            }
            "inline" => {
                self.inline = Some(input.parse()?);
                false
            }
            "component" => {
                self.component = Some(input.parse()?);
                false
            }
            "world" => {
                self.world = Some(input.parse()?);
                false
            }
            "with" => {
                self.emit.with = value::with(input)?;
                self.emit.with.is_empty()
            }
            "derives" => {
                self.emit.derives = value::derives(input)?;
                self.emit.derives.is_empty()
            }
            "rename" => {
                self.emit.renames = value::renames(input)?;
                self.emit.renames.is_empty()
            }
            "async" => {
                self.emit.async_funcs = value::selection(input)?;
                chooses_nothing(&self.emit.async_funcs)
            }
            "trappable" => {
                self.emit.trappable = value::selection(input)?;
                chooses_nothing(&self.emit.trappable)
            }
            "precompile" => {
                self.precompile = value::precompile(span, input)?;
                self.precompile.is_none()
            }
            "features" => {
                let features: Features = input.parse()?;
                let is_empty = matches!(&features, Features::These(names) if names.is_empty());
                self.features = Some((features, span));
                is_empty
            }
            _ => {
                self.emit.crate_path = value::path(input)?;
                false
            }
        };
        if is_empty {
            let message = format!("the option `{name}` has no effect");
            self.errors.push(refusal(span, &message, "leave it out"));
        }
        Ok(())
    }

    fn finish(mut self) -> MacroOptions {
        let wit_folder = || vec![resolve("wit")];
        let (input, wit) = match (&self.component, &self.inline, &self.paths) {
            (Some(component), inline, paths) => {
                for (name, given) in [("inline", inline.is_some()), ("path", paths.is_some())] {
                    if given {
                        self.errors.push(refusal(
                            component.span(),
                            &format!("`component` is given together with `{name}`"),
                            "keep one of them: a component brings its WIT along",
                        ));
                    }
                }
                let path = resolve(&component.value());
                (Input::Component(path), Wit::Component(component.span()))
            }
            (None, Some(text), paths) => {
                let paths = paths
                    .as_ref()
                    .map_or_else(Vec::new, |(paths, _)| paths.clone());
                let input = Input::Inline {
                    text: text.value(),
                    paths,
                };
                (input, Wit::Inline(text.clone()))
            }
            (None, None, Some((paths, span))) if !paths.is_empty() => {
                (Input::Paths(paths.clone()), Wit::Paths(*span))
            }
            (None, None, _) => (Input::Paths(wit_folder()), Wit::Default),
        };
        if let Some(precompile) = &self.precompile
            && self.component.is_none()
        {
            self.errors.push(refusal(
                precompile.span,
                "`precompile` is given without `component`",
                "name the component that is to be part of the program: `component: \"app.wasm\"`",
            ));
            self.precompile = None;
        }
        self.emit.world = self.world.as_ref().map(LitStr::value);
        let features_span = match &self.features {
            Some((Features::All(span), _) | (Features::These(_), span)) => *span,
            None => Span::call_site(),
        };
        let (unstable, features) = match self.features.map(|(features, _)| features) {
            None => (Unstable::None, Vec::new()),
            Some(Features::All(_)) => (Unstable::All, Vec::new()),
            Some(Features::These(names)) if names.is_empty() => (Unstable::None, Vec::new()),
            Some(Features::These(names)) => {
                let features: Vec<(String, Span)> =
                    names.iter().map(|it| (it.value(), it.span())).collect();
                let names = features.iter().map(|(name, _)| name.clone()).collect();
                (Unstable::Features(names), features)
            }
        };
        MacroOptions {
            input,
            wit,
            world: self.world.map(|world| world.span()),
            unstable,
            features,
            features_span,
            emit: self.emit,
            precompile: self.precompile,
            errors: self.errors,
            is_readable: true,
        }
    }
}

fn chooses_nothing(selection: &Selection) -> bool {
    match selection {
        Selection::None => true,
        Selection::All(_) => false,
        Selection::These(names) => names.is_empty(),
    }
}

/// Goes on to the next comma.
fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
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
