//! Whether both sides of a link mean the same by a function.

use wasmtime::component::ResourceType;
use wasmtime::component::types::ComponentFunc;

use super::{Link, carry, mismatch};
use crate::{Error, ErrorKind, written};

/// How long the signatures of all functions that are linked may be together, in bytes. Types share parts, so that those of a small
/// component may be longer than there is memory.
pub(super) const SIGNATURES: usize = 16 << 20;

impl Link<'_> {
    /// Holds the types of both sides against each other.
    pub(super) fn compare(
        &self,
        name: &str,
        wanted: &ComponentFunc,
        offered: &ComponentFunc,
    ) -> Result<(), Error> {
        let ours = |ty: &ResourceType| self.known(ty).map(|known| known.name.clone());
        let theirs = |ty: &ResourceType| {
            let known = self.resources.iter().find(|known| {
                let offered = known.offered.as_ref();
                offered.is_some_and(|(offered, _)| offered == ty)
            });
            known.map(|known| known.name.clone())
        };
        for ty in wanted.params().map(|(_, ty)| ty).chain(wanted.results()) {
            if let Some(what) = carry::obstacle(&ty, &|ty| self.known(ty).is_some()) {
                return Err(Error::new(
                    ErrorKind::MissingImport,
                    format!(
                        "`{name}` passes {what}, which can't go from one loaded component to another"
                    ),
                )
                .with_help("link the two into one instead: `wittgen compose app.wasm provider.wasm -o linked.wasm`"));
            }
        }
        let longest = self.left.get();
        let wanted = written::signature("func", wanted, &ours, longest);
        let offered = written::signature("func", offered, &theirs, longest);
        let (Some(wanted), Some(offered)) = (wanted, offered) else {
            return Err(too_large(name));
        };
        self.left.set(longest - wanted.len());
        if wanted == offered {
            return Ok(());
        }
        let (wanted, offered) = (written::shortened(&wanted), written::shortened(&offered));
        Err(mismatch(format!(
            "`{name}` is wanted as `{wanted}`, and the linked component has it as `{offered}`"
        )))
    }
}

fn too_large(name: &str) -> Error {
    Error::new(
        ErrorKind::Mismatch,
        format!(
            "the types of the functions to link, `{name}` among them, are longer than the {} MiB that are compared",
            SIGNATURES >> 20
        ),
    )
    .with_help("link the two into one instead: `wittgen compose app.wasm provider.wasm -o linked.wasm`")
}
