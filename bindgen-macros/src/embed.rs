//! Embeds a component as machine code: what `precompile` stands for.
//!
//! A macro doesn't know for which target the crate is compiled. So the machine code is there where that is what the
//! compiler itself runs on, and elsewhere the component, which is compiled when it is loaded.

use proc_macro2::{Span, TokenStream};
use wittgen_ir::Source;

use crate::options::MacroOptions;

/// What the option `precompile` says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Precompile {
    pub(crate) span: Span,
    /// For limits of time.
    pub(crate) interruptible: bool,
    /// For a limit of fuel.
    pub(crate) fuel: bool,
    /// For the very processor that compiles.
    pub(crate) native: bool,
}

/// An expression for the component of `parsed`, compiled; none where other errors are in the way.
#[cfg(feature = "precompile")]
pub(crate) fn expand_embedded(
    parsed: &MacroOptions,
    source: &Source,
    precompile: Precompile,
) -> Option<syn::Result<TokenStream>> {
    use quote::quote;

    let wittgen_ir::Input::Component(path) = &parsed.input else {
        return None;
    };
    let is_async = wittgen_emit::host_is_async(source, &parsed.emit).ok()?;
    let mut compile = wittgen_runtime::Precompile::new()
        .asynchronous(is_async)
        .interruptible(precompile.interruptible)
        .fuel(precompile.fuel);
    if !precompile.native {
        compile = compile.any_processor();
    }
    let embed = || {
        let artifact = compile.compile_to_embed(path)?;
        let path = path.canonicalize().map_err(wittgen_runtime::Error::host)?;
        Ok((artifact, path))
    };
    let files: Result<_, wittgen_runtime::Error> = embed();
    let (artifact, component) = match files {
        Ok(files) => files,
        Err(error) => return Some(Err(syn::Error::new(parsed.wit.span(), error))),
    };
    let (artifact, component) = (artifact.to_string_lossy(), component.to_string_lossy());
    let (arch, os) = (std::env::consts::ARCH, std::env::consts::OS);
    let here = quote!(all(target_arch = #arch, target_os = #os));
    let facade = &parsed.emit.crate_path;
    Some(Ok(quote! {
        #[cfg(#here)]
        // SAFETY: `bindgen!` compiled it, and it is part of the program like all other code.
        let component = unsafe { #facade::Component::embedded_artifact(include_bytes!(#artifact)) };
        #[cfg(not(#here))]
        let component = #facade::Component::embedded(include_bytes!(#component));
        component
    }))
}

/// There is no compiler in the macro.
#[cfg(not(feature = "precompile"))]
pub(crate) fn expand_embedded(
    _: &MacroOptions,
    _: &Source,
    precompile: Precompile,
) -> Option<syn::Result<TokenStream>> {
    let Precompile {
        span,
        interruptible: _,
        fuel: _,
        native: _,
    } = precompile;
    Some(Err(syn::Error::new(
        span,
        "`precompile` needs a compiler in the macro, which is not there\n\
         help: ask for the feature in `Cargo.toml`: `wittgen = { .., features = [\"precompile\"] }`",
    )))
}
