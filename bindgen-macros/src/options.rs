//! The options of the macros.

use std::path::PathBuf;

use proc_macro2::Span;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, braced, bracketed};
use wittgen_ir::Input;

/// The options' names, as the errors list them.
const NAMES: &str = "`path`, `inline`, `component`, `world` and `crate`";

/// What a macro was called with.
pub(crate) struct MacroOptions {
    /// Where the WIT is, and where that is said.
    pub(crate) input: Input,
    pub(crate) input_span: Span,
    /// The world, and where it is named.
    pub(crate) world: Option<LitStr>,
    /// The path of the crate `wittgen`.
    pub(crate) crate_path: Option<syn::Path>,
}

impl MacroOptions {
    /// Where an error about the world belongs.
    pub(crate) fn world_span(&self) -> Span {
        self.world.as_ref().map_or(self.input_span, LitStr::span)
    }
}

enum Value {
    Text(LitStr),
    Texts(Vec<LitStr>),
    Path(syn::Path),
}

struct Entry {
    name: Ident,
    value: Value,
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        // `crate` is a keyword, and an option.
        let name: Ident = input.call(syn::ext::IdentExt::parse_any)?;
        let text = name.to_string();
        if !["path", "inline", "component", "world", "crate"].contains(&text.as_str()) {
            return Err(syn::Error::new(
                name.span(),
                format!("there is no option `{text}`\nhelp: the options are {NAMES}"),
            ));
        }
        input.parse::<Token![:]>()?;
        let value = if text == "crate" {
            Value::Path(input.call(syn::Path::parse_mod_style)?)
        } else if text == "path" && input.peek(syn::token::Bracket) {
            let list;
            bracketed!(list in input);
            let texts = Punctuated::<LitStr, Token![,]>::parse_terminated(&list)?;
            Value::Texts(texts.into_iter().collect())
        } else {
            Value::Text(input.parse()?)
        };
        Ok(Self { name, value })
    }
}

impl Parse for MacroOptions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            // `bindgen!("notes")` is short for the world of that name in `wit/`.
            let world: LitStr = input.parse()?;
            return Ok(Self {
                input: Input::Paths(vec![resolve("wit")]),
                input_span: world.span(),
                world: Some(world),
                crate_path: None,
            });
        }
        let entries;
        if input.peek(syn::token::Brace) {
            braced!(entries in input);
        } else if input.is_empty() {
            return Self::collect(Vec::new());
        } else {
            return Err(input.error("expected `{ path: \"wit\", world: \"...\" }`"));
        }
        let entries = Punctuated::<Entry, Token![,]>::parse_terminated(&entries)?;
        Self::collect(entries.into_iter().collect())
    }
}

impl MacroOptions {
    fn collect(entries: Vec<Entry>) -> syn::Result<Self> {
        let mut input: Option<(Input, Span)> = None;
        let mut world = None;
        let mut crate_path = None;
        for Entry { name, value } in entries {
            let span = name.span();
            let found = match (name.to_string().as_str(), value) {
                ("path", Value::Text(text)) => Input::Paths(vec![resolve(&text.value())]),
                ("path", Value::Texts(texts)) => {
                    Input::Paths(texts.iter().map(|text| resolve(&text.value())).collect())
                }
                ("inline", Value::Text(text)) => Input::Inline(text.value()),
                ("component", Value::Text(text)) => Input::Component(resolve(&text.value())),
                ("world", Value::Text(text)) => {
                    refuse_second(world.replace(text).is_some(), &name)?;
                    continue;
                }
                (_, Value::Path(path)) => {
                    refuse_second(crate_path.replace(path).is_some(), &name)?;
                    continue;
                }
                (_, Value::Text(text)) => {
                    return Err(syn::Error::new(text.span(), "not expected here"));
                }
                (_, Value::Texts(_)) => return Err(syn::Error::new(span, "not expected here")),
            };
            if input.replace((found, span)).is_some() {
                return Err(syn::Error::new(
                    span,
                    "the WIT is given twice\nhelp: keep one of `path`, `inline` and `component`",
                ));
            }
        }
        let (input, input_span) =
            input.unwrap_or_else(|| (Input::Paths(vec![resolve("wit")]), Span::call_site()));
        Ok(Self {
            input,
            input_span,
            world,
            crate_path,
        })
    }
}

fn refuse_second(is_second: bool, name: &Ident) -> syn::Result<()> {
    if is_second {
        return Err(syn::Error::new_spanned(
            name.to_token_stream(),
            format!("the option `{name}` is given twice"),
        ));
    }
    Ok(())
}

/// A path of the macro's user is relative to the folder of the crate's `Cargo.toml`.
fn resolve(path: &str) -> PathBuf {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
    root.join(path)
}
