//! What the user of a target can choose.

use std::str::FromStr;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

/// How code is generated.
#[derive(Clone, Debug)]
pub struct Options {
    /// The path of the crate `wittgen` in the code that is written.
    pub crate_path: TokenStream,
    /// The world, by any of its names; none where there is only one.
    pub world: Option<String>,
    /// Rust items that stand in for what would be generated.
    pub with: Vec<With>,
    /// Traits to derive for every record, variant and enum that holds no resource, beside the usual ones.
    pub derives: Vec<Derive>,
    /// Other Rust names for what WIT names.
    pub renames: Vec<Rename>,
    /// Functions that are `async` in Rust, beside those that are so in WIT.
    pub async_funcs: Selection,
    /// Imported functions that the host may fail with an error of its own.
    pub trappable: Selection,
    /// The body of a function that returns the component that is part of the program, if one is.
    pub embedded: Option<TokenStream>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            crate_path: quote!(::wittgen),
            world: None,
            with: Vec::new(),
            derives: Vec::new(),
            renames: Vec::new(),
            async_funcs: Selection::default(),
            trappable: Selection::default(),
            embedded: None,
        }
    }
}

/// An item of the user's for an interface, or for a type of one.
#[derive(Clone, Debug)]
pub struct With {
    /// `wasi:clocks/types` for an interface, `wasi:clocks/types/duration` for a type of it, a plain
    /// name for what the world itself declares. The package's version (`wasi:clocks/types@0.2.0/duration`) may be
    /// left out where it is clear.
    pub wit: String,
    /// The module that stands in for the interface's, or the type.
    pub path: TokenStream,
    /// Where it was said.
    pub span: Span,
}

impl FromStr for With {
    type Err = String;

    /// Reads `NAME=PATH`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (wit, path) = pair(text)?;
        Ok(Self {
            wit: wit.to_string(),
            path: path_tokens(path)?,
            span: Span::call_site(),
        })
    }
}

/// A trait to derive.
#[derive(Clone, Debug)]
pub struct Derive {
    /// The path of its derive macro.
    pub path: TokenStream,
    /// Where it was said.
    pub span: Span,
}

impl FromStr for Derive {
    type Err = String;

    /// Reads a path.
    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self {
            path: path_tokens(text)?,
            span: Span::call_site(),
        })
    }
}

/// Another name.
#[derive(Clone, Debug)]
pub struct Rename {
    /// As in [`With::wit`], a function as in [`Selection::These`], or the world.
    pub wit: String,
    /// The identifier in Rust, in the case that Rust has for such a thing.
    pub rust: String,
    /// Where it was said.
    pub span: Span,
}

impl FromStr for Rename {
    type Err = String;

    /// Reads `NAME=IDENT`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (wit, rust) = pair(text)?;
        Ok(Self {
            wit: wit.to_string(),
            rust: rust.to_string(),
            span: Span::call_site(),
        })
    }
}

fn pair(text: &str) -> Result<(&str, &str), String> {
    let pair = text.split_once('=').map(|(a, b)| (a.trim(), b.trim()));
    pair.filter(|(wit, rust)| !wit.is_empty() && !rust.is_empty())
        .ok_or_else(|| format!("`{text}` has no `=` between a name of WIT and one of Rust"))
}

/// The tokens of a path of Rust.
///
/// # Errors
///
/// When it is none.
pub fn path_tokens(text: &str) -> Result<TokenStream, String> {
    let parse = syn::Path::parse_mod_style;
    let path = syn::parse::Parser::parse_str(parse, text);
    path.map(ToTokens::into_token_stream)
        .map_err(|_| format!("`{text}` is no path of Rust"))
}

/// Some of a world's functions.
#[derive(Clone, Debug, Default)]
pub enum Selection {
    /// None of them.
    #[default]
    None,
    /// All of them, and where that was said.
    All(Span),
    /// These, by names such as `wittgen:notes/store#add`, with the interface's name in front and, for a function of
    /// a resource, the name that components have for it: `wittgen:sqlite/database#[method]connection.prepare`, in
    /// which `[method]` and `[static]` may be left out.
    These(Vec<(String, Span)>),
}

impl Selection {
    /// The functions of these names; all of them if one of the names is `all`.
    pub fn of(names: &[String]) -> Self {
        if names.is_empty() {
            Selection::None
        } else if names.iter().any(|name| name == "all") {
            Selection::All(Span::call_site())
        } else {
            let names = names.iter().map(|name| (name.clone(), Span::call_site()));
            Selection::These(names.collect())
        }
    }
}

/// An option that can't be followed.
#[derive(Clone, Debug)]
pub struct OptionError {
    /// What is wrong, and what to write instead.
    pub message: String,
    /// Where the option was given.
    pub span: Span,
}

impl OptionError {
    /// An error with a line of help.
    pub(crate) fn new(span: Span, message: impl Into<String>, help: impl AsRef<str>) -> Self {
        Self {
            message: format!("{}\nhelp: {}", message.into(), help.as_ref()),
            span,
        }
    }
}
