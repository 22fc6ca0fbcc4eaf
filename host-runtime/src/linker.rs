//! Links a component to what the host provides: WASI, and nothing else.

use wasmtime::Engine;
use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component, InstancePre, Linker};

use crate::host::Host;
use crate::{Error, ErrorKind};

/// Links `component`, after making sure that the host has all that it imports.
pub(crate) fn link(engine: &Engine, component: &Component) -> Result<InstancePre<Host>, Error> {
    refuse_unknown(engine, component)?;
    let mut linker = Linker::new(engine);
    wasmtime_wasi::p2::add_to_linker_sync(&mut linker)
        .and_then(|()| crate::filesystem::add_to_linker(&mut linker))
        .map_err(|error| Error::new(ErrorKind::Host, format!("cannot set up WASI: {error:#}")))?;
    linker.instantiate_pre(component).map_err(|error| {
        Error::new(
            ErrorKind::MissingImport,
            format!("the component imports what this host does not have: {error:#}"),
        )
        .with_help("this host has WASI 0.2; build the component for that version")
    })
}

/// Names every import that is not WASI's, with all that it needs of each.
fn refuse_unknown(engine: &Engine, component: &Component) -> Result<(), Error> {
    let ty = component.component_type();
    let unknown: Vec<String> = ty
        .imports(engine)
        .filter(|(name, _)| !name.starts_with("wasi:"))
        .map(|(name, item)| describe(engine, name, &item.ty))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::MissingImport,
        format!("the component imports what nobody provides: {}", unknown.join("; ")),
    )
    .with_help("link it with a component that exports that: `wittgen compose app.wasm provider.wasm -o linked.wasm`"))
}

fn describe(engine: &Engine, name: &str, item: &ComponentItem) -> String {
    let ComponentItem::ComponentInstance(instance) = item else {
        return format!("`{name}`");
    };
    let funcs: Vec<String> = instance
        .exports(engine)
        .filter(|(_, item)| matches!(item.ty, ComponentItem::ComponentFunc(_)))
        .map(|(name, _)| name.to_string())
        .collect();
    if funcs.is_empty() {
        format!("`{name}`")
    } else {
        format!("`{name}` ({})", funcs.join(", "))
    }
}
