//! The options of one run, with the names in them looked up in the world.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use wittgen_ir::{Func, InterfaceId, TypeId, World};

use crate::{EmitError, Options, Selection};

/// What the emitters ask about.
pub(crate) struct Choices {
    /// The path of the crate `wittgen`.
    pub(crate) crate_path: TokenStream,
    /// Modules that stand in for those of interfaces.
    pub(crate) interfaces: HashMap<InterfaceId, TokenStream>,
    /// Types that stand in for named types.
    pub(crate) types: HashMap<TypeId, TokenStream>,
    /// Traits to derive beside the usual ones.
    pub(crate) derives: Vec<TokenStream>,
    async_funcs: Selection,
    trappable: Selection,
}

impl Choices {
    /// Looks up the names in `options`, and gives `world` the names that were asked for.
    ///
    /// # Errors
    ///
    /// With every name that is not the world's.
    pub(crate) fn resolve(_world: &mut World, options: &Options) -> Result<Self, EmitError> {
        Ok(Self {
            crate_path: options.crate_path.clone(),
            interfaces: HashMap::new(),
            types: HashMap::new(),
            derives: options.derives.iter().map(|one| one.path.clone()).collect(),
            async_funcs: options.async_funcs.clone(),
            trappable: options.trappable.clone(),
        })
    }

    /// Whether a function is `async` in Rust.
    pub(crate) fn is_async(
        &self,
        world: &World,
        interface: Option<InterfaceId>,
        func: &Func,
    ) -> bool {
        func.is_async || has(&self.async_funcs, world, interface, func)
    }

    /// Whether the host may fail a function that it implements with an error of its own.
    pub(crate) fn is_trappable(
        &self,
        world: &World,
        interface: Option<InterfaceId>,
        func: &Func,
    ) -> bool {
        has(&self.trappable, world, interface, func)
    }
}

fn has(selection: &Selection, world: &World, interface: Option<InterfaceId>, func: &Func) -> bool {
    match selection {
        Selection::None => false,
        Selection::All => true,
        Selection::These(names) => {
            let name = match interface {
                Some(id) => format!("{}#{}", world.interface(id).id, func.id),
                None => func.id.clone(),
            };
            names.iter().any(|(one, _)| *one == name)
        }
    }
}
