//! From the macro's input to its output.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use wittgen_emit::{EmitError, Options};
use wittgen_ir::{Diagnostic, Error, Source, read_with};

use crate::embed::expand_embedded;
use crate::inline::inline_error;
use crate::options::{MacroOptions, Side, Wit};

/// Expands `wittgen::bindgen!`.
pub(crate) fn expand_host(input: TokenStream) -> TokenStream {
    expand(input, Side::Host, wittgen_emit::host_tokens)
}

/// Expands `wittgen::guest::bindgen!`.
#[cfg(feature = "guest")]
pub(crate) fn expand_guest(input: TokenStream) -> TokenStream {
    expand(input, Side::Guest, wittgen_emit::guest_tokens)
}

fn expand(
    input: TokenStream,
    side: Side,
    emit: impl Fn(&Source, &Options) -> Result<TokenStream, EmitError>,
) -> TokenStream {
    let mut parsed = MacroOptions::parse(input, side);
    let mut errors = std::mem::take(&mut parsed.errors);
    if !parsed.is_readable {
        return compile_errors(&errors);
    }
    let source = match read_with(&parsed.input, &parsed.unstable) {
        Ok(source) => source,
        Err(error) => {
            errors.extend(wit_errors(&parsed, &error));
            return compile_errors(&errors);
        }
    };
    let watched = watch(&source);
    if let Some(precompile) = parsed.precompile {
        let embedded = expand_embedded(&parsed, &source, precompile);
        let embedded = embedded.map(|embedded| {
            embedded.unwrap_or_else(|error| {
                errors.push(error);
                quote!(::core::unreachable!())
            })
        });
        parsed.emit.embedded = embedded;
    }
    match emit(&source, &parsed.emit) {
        Ok(tokens) => {
            // Together with the code, so that nothing is said to be missing besides.
            let errors = compile_errors(&errors);
            quote!(#watched #tokens #errors)
        }
        Err(error) => {
            emit_errors(&parsed, &error, &mut errors);
            let errors = compile_errors(&errors);
            quote!(#watched #errors)
        }
    }
}

fn emit_errors(parsed: &MacroOptions, error: &EmitError, out: &mut Vec<syn::Error>) {
    match error {
        EmitError::Wit(error) => out.extend(wit_errors(parsed, error)),
        EmitError::Options(errors) => out.extend(
            errors
                .iter()
                .map(|error| syn::Error::new(error.span, &error.message)),
        ),
        EmitError::Several(errors) => {
            for error in errors {
                emit_errors(parsed, error, out);
            }
        }
        other => out.push(syn::Error::new(parsed.world_span(), other)),
    }
}

fn wit_errors(parsed: &MacroOptions, error: &Error) -> Vec<syn::Error> {
    let at = |span: Span| vec![syn::Error::new(span, error)];
    match error {
        Error::Read { .. } => vec![read_error(parsed, error)],
        Error::Parse {
            message,
            rendered,
            excerpt,
        } => match (&parsed.wit, excerpt) {
            (Wit::Inline(text), Some(excerpt)) => {
                vec![inline_error(text, &excerpt.range, message, None)]
            }
            _ => vec![syn::Error::new(parsed.wit.span(), rendered)],
        },
        Error::Features { unknown, known } if !unknown.is_empty() => {
            let named = parsed.features.iter();
            let named = named.filter(|(name, _)| unknown.contains(name));
            named
                .map(|(name, span)| {
                    let error = Error::Features {
                        unknown: vec![name.clone()],
                        known: known.clone(),
                    };
                    syn::Error::new(*span, error)
                })
                .collect()
        }
        Error::Features { .. } => at(parsed.features_span),
        Error::Unsupported(found) => found.iter().map(|one| unsupported(parsed, one)).collect(),
        Error::World { .. } => at(parsed.world_span()),
        _ => at(parsed.wit.span()),
    }
}

fn unsupported(parsed: &MacroOptions, diagnostic: &Diagnostic) -> syn::Error {
    match (&parsed.wit, &diagnostic.excerpt) {
        (Wit::Inline(text), Some(excerpt)) => {
            let message = format!("{}: {}", diagnostic.path, diagnostic.message);
            inline_error(text, &excerpt.range, &message, Some(&diagnostic.help))
        }
        _ => syn::Error::new(parsed.world_span(), diagnostic),
    }
}

fn read_error(parsed: &MacroOptions, error: &Error) -> syn::Error {
    let help = match parsed.wit {
        Wit::Default => {
            "put the WIT there, or say where it is with `path`, `inline` or `component`"
        }
        _ => "a path is relative to the folder of `Cargo.toml`",
    };
    let text = format!("{error}\nhelp: {help}");
    syn::Error::new(parsed.wit.span(), text)
}

/// Names the files that were read, so that an edit to one of them compiles the crate anew.
///
/// A file that is added to a folder is not noticed: macros can name files to the compiler, and no folders.
fn watch(source: &Source) -> TokenStream {
    let files = source.files.iter().filter_map(|file| {
        let file = file.canonicalize().ok()?;
        let file = file.to_str()?.to_string();
        Some(quote!(
            const _: &[u8] = include_bytes!(#file);
        ))
    });
    quote!(#(#files)*)
}

fn compile_errors(errors: &[syn::Error]) -> TokenStream {
    errors.iter().map(syn::Error::to_compile_error).collect()
}
