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
use wittgen_ir::{Error, FeatureSet, Source, world_id};

use self::abi::Abi;
use self::facade::Facade;
use crate::choices::Choices;
use crate::prepare::prepare;
use crate::{EmitError, Options, Selection};

/// Writes guest bindings for the world that `options` names.
///
/// # Errors
///
/// When there is no such world, an option can't be followed, or wit-bindgen refuses the world.
pub fn guest_tokens(source: &Source, options: &Options) -> Result<TokenStream, EmitError> {
    let mut errors = refuse::sides(options);
    let both_sides = Options {
        async_funcs: Selection::None,
        trappable: Selection::None,
        ..options.clone()
    };
    let prepared = prepare(source, &both_sides, FeatureSet::ALL, "rust-guest");
    if let Ok((checked, choices)) = &prepared {
        errors.extend(refuse::world(checked.world(), choices, options));
    }
    let (checked, choices) = match (prepared, errors) {
        (Ok(prepared), errors) if errors.is_empty() => prepared,
        (Ok(_), errors) => return Err(EmitError::Options(errors)),
        (Err(error), errors) if errors.is_empty() => return Err(error),
        (Err(error), errors) => {
            return Err(EmitError::Several(vec![EmitError::Options(errors), error]));
        }
    };
    let found = refuse::unsupported(checked.world());
    if !found.is_empty() {
        return Err(Error::Unsupported(found).into());
    }
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
