//! The values of options.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitBool, LitStr, Path, Token, braced, bracketed};
use wittgen_emit::{Derive, Rename, Selection, With};

use crate::embed::Precompile;

/// `"a"` or `["a", "b"]`.
pub(crate) fn texts(input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    if input.peek(syn::token::Bracket) {
        list(input)
    } else {
        Ok(vec![input.parse()?])
    }
}

/// `[a, b]`
fn list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let items;
    bracketed!(items in input);
    let parsed = Punctuated::<T, Token![,]>::parse_terminated(&items);
    leave(&items)?;
    Ok(parsed?.into_iter().collect())
}

/// Takes what is left, which else would be an error of its own.
fn leave(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<TokenStream>().map(drop)
}

/// `{ "a": b, "c": d }`
fn map<T>(
    input: ParseStream<'_>,
    value: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<(LitStr, T)>> {
    let entries;
    braced!(entries in input);
    let mut found = Vec::new();
    let mut read = || {
        while !entries.is_empty() {
            let key: LitStr = entries.parse()?;
            entries.parse::<Token![:]>()?;
            found.push((key, value(&entries)?));
            if !entries.is_empty() {
                entries.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    let read: syn::Result<()> = read();
    leave(&entries)?;
    read.map(|()| found)
}

/// The entries of `with`.
pub(crate) fn with(input: ParseStream<'_>) -> syn::Result<Vec<With>> {
    let entries = map(input, Path::parse_mod_style)?;
    let entries = entries.into_iter().map(|(key, path)| With {
        wit: key.value(),
        path: path.to_token_stream(),
        span: key.span(),
    });
    Ok(entries.collect())
}

/// The entries of `rename`.
pub(crate) fn renames(input: ParseStream<'_>) -> syn::Result<Vec<Rename>> {
    // Keywords are refused with the other names that can't be.
    let entries = map(input, Ident::parse_any)?;
    let entries = entries.into_iter().map(|(key, ident)| Rename {
        wit: key.value(),
        rust: ident.to_string(),
        span: key.span(),
    });
    Ok(entries.collect())
}

/// The traits of `derives`.
pub(crate) fn derives(input: ParseStream<'_>) -> syn::Result<Vec<Derive>> {
    let paths: Vec<Path> = list(input)?;
    let derives = paths.into_iter().map(|path| Derive {
        span: path
            .segments
            .first()
            .map_or_else(Span::call_site, |first| first.ident.span()),
        path: path.to_token_stream(),
    });
    Ok(derives.collect())
}

/// `true`, or a list of functions.
pub(crate) fn selection(input: ParseStream<'_>) -> syn::Result<Selection> {
    if input.peek(syn::token::Bracket) {
        let names: Vec<LitStr> = list(input)?;
        let names = names.into_iter().map(|name| (name.value(), name.span()));
        return Ok(Selection::These(names.collect()));
    }
    let all: LitBool = input.parse()?;
    if all.value {
        Ok(Selection::All(all.span()))
    } else {
        Ok(Selection::None)
    }
}

/// `all`, or a list of features.
pub(crate) enum Features {
    All(Span),
    These(Vec<LitStr>),
}

impl Parse for Features {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Ident) {
            let word: Ident = input.parse()?;
            if word == "all" {
                return Ok(Features::All(word.span()));
            }
            return Err(syn::Error::new(word.span(), "expected `all`"));
        }
        Ok(Features::These(list(input)?))
    }
}

/// `true`, or what the machine code is for.
pub(crate) fn precompile(span: Span, input: ParseStream<'_>) -> syn::Result<Option<Precompile>> {
    let mut precompile = Precompile {
        span,
        interruptible: false,
        fuel: false,
        native: false,
    };
    if !input.peek(syn::token::Brace) {
        let yes: LitBool = input.parse()?;
        return Ok(yes.value.then_some(precompile));
    }
    let entries;
    braced!(entries in input);
    let mut read = || {
        while !entries.is_empty() {
            let name: Ident = entries.parse()?;
            entries.parse::<Token![:]>()?;
            let is_so = entries.parse::<LitBool>()?.value;
            match &*name.to_string() {
                "interruptible" => precompile.interruptible = is_so,
                "fuel" => precompile.fuel = is_so,
                "native" => precompile.native = is_so,
                other => {
                    let text = format!("there is no `{other}` here");
                    return Err(syn::Error::new(name.span(), text));
                }
            }
            if !entries.is_empty() {
                entries.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    let read = read();
    leave(&entries)?;
    read.map(|()| Some(precompile))
}

/// The tokens of a path, for `crate`.
pub(crate) fn path(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    Ok(Path::parse_mod_style(input)?.to_token_stream())
}
