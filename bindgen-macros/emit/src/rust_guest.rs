//! The target `rust-guest`: traits for what a component exports, functions and types for what it imports.
//!
//! wit-bindgen writes the canonical ABI, into a hidden module; around it stand modules of the same
//! names as in `rust-host`, so that code on both sides names a type alike. Resources, keyword escapes and
//! ownership are wit-bindgen's.

mod abi;
mod facade;
mod refuse;

use proc_macro2::TokenStream;
use quote::quote;
use wittgen_ir::{Error, FeatureSet, Source, lower, world_id};

use self::abi::Abi;
use self::facade::Facade;
use crate::choices::Choices;
use crate::prepare::prepare_world;
use crate::{EmitError, Options, Selection};

/// Writes guest bindings for the world that `options` names.
///
/// # Errors
///
/// When there is no such world, an option can't be followed, or wit-bindgen refuses the world.
pub fn guest_tokens(source: &Source, options: &Options) -> Result<TokenStream, EmitError> {
    let world = lower(source, options.world.as_deref())?;
    let mut errors = refuse::options(&world, options);
    // These are refused already.
    let options = &Options {
        async_funcs: Selection::None,
        trappable: Selection::None,
        ..options.clone()
    };
    let found = refuse::unsupported(&world);
    let (checked, choices) = match prepare_world(world, options, FeatureSet::ALL, "rust-guest") {
        Ok(prepared) if errors.is_empty() && found.is_empty() => prepared,
        outcome => {
            let mut all = Vec::new();
            match outcome {
                Err(EmitError::Options(more)) => errors.extend(more),
                Err(error) => all.push(error),
                Ok(_) => {}
            }
            if !errors.is_empty() {
                all.push(EmitError::Options(errors));
            }
            if !found.is_empty() {
                all.push(Error::Unsupported(found).into());
            }
            return Err(EmitError::Several(all));
        }
    };
    let id = world_id(source, options.world.as_deref())?;
    emit_guest(source, id, checked.world(), &choices)
}

fn emit_guest(
    source: &Source,
    id: wit_parser::WorldId,
    world: &wittgen_ir::World,
    choices: &Choices,
) -> Result<TokenStream, EmitError> {
    let abi = Abi::new(world, choices);
    let uses = abi.emit_uses();
    let tokens = abi.emit(&source.resolve, id).map_err(EmitError::Guest)?;
    let facade = Facade {
        resolve: &source.resolve,
        id,
        world,
        choices,
        abi: &abi,
    };
    let modules = facade.emit_modules();
    let items = facade.emit_items(&tokens);
    Ok(quote! {
        #uses
        #[doc(hidden)]
        #[allow(warnings, clippy::all)]
        pub mod __abi { #tokens }
        #(#modules)*
        #items
    })
}
