//! What the Rust targets share: identifiers, documentation, and paths between modules.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use wittgen_ir::{Docs, Name};

/// Keywords of Rust 2024, strict and reserved, from the Rust reference's chapter on keywords.
///
/// A name among them gets an underscore behind it, as wit-bindgen does it, so that host and guest agree.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "super", "struct", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether `text` is a keyword, and so no identifier.
pub(crate) fn is_keyword(text: &str) -> bool {
    KEYWORDS.contains(&text)
}

/// The identifier of a function, parameter, field or module.
pub(crate) fn snake(name: &Name) -> Ident {
    ident(&name.snake())
}

/// The identifier of a type or case.
pub(crate) fn camel(name: &Name) -> Ident {
    ident(&name.camel())
}

/// Names that a generated type on the host can't have: the derives of wasmtime write `Option` and mean
/// the standard library's, and `Exports` holds an interface's functions.
const TAKEN: &[&str] = &["Option", "Exports"];

/// The identifier of a type that the host's bindings define.
pub(crate) fn host_type(name: &Name) -> Ident {
    let text = name.camel();
    if TAKEN.contains(&text.as_str()) {
        Ident::new(&format!("{text}_"), Span::call_site())
    } else {
        ident(&text)
    }
}

/// The identifier `text`, escaped where it is a keyword.
pub(crate) fn ident(text: &str) -> Ident {
    if is_keyword(text) {
        Ident::new(&format!("{text}_"), Span::call_site())
    } else {
        Ident::new(text, Span::call_site())
    }
}

/// `#[doc]` and `#[deprecated]` for an item; `fallback` stands in where WIT says nothing.
pub(crate) fn docs(docs: &Docs, fallback: &str) -> TokenStream {
    let mut text = docs.text.trim_end().to_string();
    if text.is_empty() {
        text = fallback.to_string();
    }
    if let Some(since) = &docs.stability.since {
        text.push_str(&format!("\n\nSince version {since} of the package."));
    }
    if let Some(feature) = &docs.stability.unstable {
        text.push_str(&format!("\n\nUnstable: part of the feature `{feature}`."));
    }
    let lines = text.lines().map(|line| {
        // A leading space is how `///` comments come out.
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #line])
    });
    let deprecated = docs.stability.deprecated.as_ref().map(|version| {
        let note = format!("since version {version} of the package");
        quote!(#[deprecated(note = #note)])
    });
    quote!(#(#lines)* #deprecated)
}

/// Formats tokens as a file. Text that is no Rust file is returned as it is.
pub(crate) fn format(tokens: &TokenStream) -> String {
    let text = tokens.to_string();
    match syn::parse_file(&text) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => text,
    }
}

/// Puts the text of a file into tokens. Nothing comes of text that is no Rust.
#[cfg(feature = "guest")]
pub(crate) fn parse(text: &str) -> Result<TokenStream, String> {
    text.parse::<TokenStream>()
        .map_err(|error| error.to_string())
}
