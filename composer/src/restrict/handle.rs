//! The handles among a function's arguments, which it has to give back or drop.
//!
//! A handle of a resource that the generated component defines itself arrives as a number of its
//! own when it is lent; every other arrives in its table and has to leave it.

use wit_parser::abi::{AbiVariant, FlatTypes};
use wit_parser::{Function, Handle, Resolve, Type, TypeDefKind, TypeId};

use super::denial::{home, kind};
use super::importer::resources_in;

/// More parameters than this are passed in memory.
const FLAT: usize = 16;

/// The handles that a function is given.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// The parameters, by their number in core WebAssembly, that are handles to drop.
    pub(super) drops: Vec<(u32, TypeId)>,
    /// Whether there may be borrowed handles inside of other values. Owned ones there stay until
    /// the instance ends.
    pub(super) hidden: bool,
}

/// Finds the handles among the parameters of `function`. `is_own` says whether a resource is
/// defined by the component that the function is in.
pub(super) fn given(
    resolve: &Resolve,
    function: &Function,
    is_own: impl Fn(TypeId) -> bool,
) -> Given {
    let signature = resolve.wasm_signature(AbiVariant::GuestExport, function);
    let mut given = Given::default();
    let mut local = 0;
    for param in &function.params {
        match kind(resolve, &param.ty) {
            Some(TypeDefKind::Handle(handle)) if !signature.indirect_params => {
                let (Handle::Own(id) | Handle::Borrow(id)) = *handle;
                let id = home(resolve, id);
                if matches!(handle, Handle::Own(_)) || !is_own(id) {
                    given.drops.push((local, id));
                }
            }
            _ => given.hidden |= lends_foreign(resolve, &param.ty, &is_own),
        }
        local += flat_length(resolve, &param.ty);
    }
    given
}

/// Whether handles of foreign resources may be lent inside a value.
fn lends_foreign(resolve: &Resolve, ty: &Type, is_own: &impl Fn(TypeId) -> bool) -> bool {
    resources_in(resolve, ty).into_iter().any(|id| !is_own(id))
}

/// How many values a type is in core WebAssembly.
fn flat_length(resolve: &Resolve, ty: &Type) -> u32 {
    let mut storage = [wit_parser::abi::WasmType::I32; FLAT];
    let mut flat = FlatTypes::new(&mut storage);
    resolve.push_flat(ty, &mut flat);
    flat.to_vec().len() as u32
}
