//! From the macro's input to its output.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use wittgen_emit::{EmitError, Options};
use wittgen_ir::{Error, Source, read};

use crate::options::MacroOptions;

/// Expands `wittgen::bindgen!`.
pub(crate) fn expand_host(input: TokenStream) -> TokenStream {
    expand(input, wittgen_emit::host_tokens)
}

/// Expands `wittgen::guest::bindgen!`.
#[cfg(feature = "guest")]
pub(crate) fn expand_guest(input: TokenStream) -> TokenStream {
    expand(input, wittgen_emit::guest_tokens)
}

fn expand(
    input: TokenStream,
    emit: impl Fn(&Source, &Options) -> Result<TokenStream, EmitError>,
) -> TokenStream {
    let parsed = match syn::parse2::<MacroOptions>(input) {
        Ok(parsed) => parsed,
        Err(error) => return error.into_compile_error(),
    };
    let source = match read(&parsed.input) {
        Ok(source) => source,
        Err(error) => return compile_error(parsed.input_span, &error.to_string()),
    };
    let mut options = Options {
        world: parsed.world.as_ref().map(syn::LitStr::value),
        ..Options::default()
    };
    if let Some(path) = &parsed.crate_path {
        options.crate_path = path.to_token_stream();
    }
    match emit(&source, &options) {
        Ok(tokens) => {
            let watched = watch(&source);
            quote!(#watched #tokens)
        }
        Err(EmitError::Wit(Error::Unsupported(found))) => found
            .iter()
            .map(|one| {
                let text = format!("{}: {}\nhelp: {}", one.path, one.message, one.help);
                compile_error(parsed.world_span(), &text)
            })
            .collect(),
        Err(error) => compile_error(parsed.world_span(), &error.to_string()),
    }
}

/// Names the files that were read, so that an edit to one of them compiles the crate anew.
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

fn compile_error(span: Span, message: &str) -> TokenStream {
    syn::Error::new(span, message).into_compile_error()
}
