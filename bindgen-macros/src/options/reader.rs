//! Reads options.
//!
//! What can't be read is remembered, and reading goes on behind the next comma: the user sees all errors at once.

use std::path::PathBuf;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token, braced};
use wittgen_emit::{Options, Selection, did_you_mean};

use super::{OPTIONS, Side, refusal, resolve};
use crate::embed::Precompile;
use crate::value::{self, Features};

/// What was read so far.
pub(super) struct Reader {
    pub(super) side: Side,
    pub(super) seen: Vec<String>,
    pub(super) paths: Option<(Vec<PathBuf>, Span)>,
    pub(super) inline: Option<LitStr>,
    pub(super) component: Option<LitStr>,
    pub(super) world: Option<LitStr>,
    pub(super) features: Option<(Features, Span)>,
    pub(super) precompile: Option<Precompile>,
    pub(super) emit: Options,
    pub(super) errors: Vec<syn::Error>,
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
    pub(super) fn input(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
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
