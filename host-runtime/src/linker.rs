//! Links a component to what the host provides: WASI, and what the user implements.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use wasmtime::Engine;
use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component, InstancePre, Linker};

use crate::component::Compiled;
use crate::engine::Settings;
use crate::error::short;
use crate::host::Host;
use crate::linked::{Latest, Provided};
use crate::version::is_compatible;
use crate::{Dynamic, Error, ErrorKind};

/// How many of what is missing an error names.
const FEW: usize = 8;

/// Adds what the host provides beyond WASI.
pub(crate) type Provide = dyn Fn(&mut crate::import::Linker<'_>) -> Result<(), Error> + Send + Sync;

/// The parts of WASI that few components import, and which of them one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Areas {
    config: bool,
    key_value: bool,
    http: bool,
}

impl Areas {
    fn of(component: &Component) -> Self {
        Self {
            config: imports(component, "wasi:config/"),
            key_value: imports(component, "wasi:keyvalue/"),
            http: imports(component, HTTP),
        }
    }
}

/// Links a component, after making sure that the host has all that it imports.
pub(crate) fn link(
    compiled: &Compiled,
    provide: &[Arc<Provide>],
    links: &[Dynamic],
    latest: &Latest,
) -> Result<InstancePre<Host>, Error> {
    let component = &compiled.component;
    refuse_unbuilt(component)?;
    let areas = Areas::of(component);
    let provided = latest.get_or_provide(compiled, areas, || provided(compiled, areas, provide))?;
    if links.is_empty() {
        return link_with(compiled, &provided.linker, &provided.names);
    }
    let (mut linker, mut names) = (provided.linker.clone(), provided.names.clone());
    let linked =
        crate::link::add_to_linker(&mut linker, component, links, compiled.settings.is_async)?;
    names.extend(linked);
    link_with(compiled, &linker, &names)
}

/// What a component with these needs is linked with, but for other components.
fn provided(
    compiled: &Compiled,
    areas: Areas,
    provide: &[Arc<Provide>],
) -> Result<Provided, Error> {
    let settings = compiled.settings;
    let mut linker = wasi(compiled)
        .and_then(|mut linker| {
            add_areas(&mut linker, areas, settings.is_async)?;
            Ok(linker)
        })
        .map_err(|error| Error::new(ErrorKind::Host, format!("cannot set up WASI: {error:#}")))?;
    let mut own = crate::import::Linker::new(&mut linker);
    for provide in provide {
        provide(&mut own)?;
    }
    let names = own.into_names();
    Ok(Provided {
        settings,
        areas,
        linker,
        names,
    })
}

fn link_with(
    compiled: &Compiled,
    linker: &Linker<Host>,
    names: &BTreeSet<String>,
) -> Result<InstancePre<Host>, Error> {
    let component = &compiled.component;
    refuse_unknown(component.engine(), component, names)?;
    linker.instantiate_pre(component).map_err(|error| {
        Error::new(
            ErrorKind::MissingImport,
            format!("the component imports what this host does not have: {error:#}"),
        )
        .with_help(if compiled.settings.is_async {
            "this host has WASI 0.2 and 0.3; build the component for one of them"
        } else {
            "this host has WASI 0.2; build the component for that version"
        })
    })
}

/// WASI for an engine. It is made once for an engine that the process keeps: setting it up takes longer than the rest of
/// linking, and what all components have of it is the same.
fn wasi(compiled: &Compiled) -> wasmtime::Result<Linker<Host>> {
    static LINKERS: LazyLock<Mutex<HashMap<Settings, Linker<Host>>>> =
        LazyLock::new(Mutex::default);
    let settings = compiled.settings;
    let mut linkers = LINKERS.lock().unwrap_or_else(PoisonError::into_inner);
    if compiled.shares_engine
        && let Some(linker) = linkers.get(&settings)
    {
        return Ok(linker.clone());
    }
    let mut linker = Linker::new(compiled.component.engine());
    add_wasi(&mut linker, settings)?;
    if compiled.shares_engine {
        linkers.insert(settings, linker.clone());
    }
    Ok(linker)
}

fn add_wasi(linker: &mut Linker<Host>, settings: Settings) -> wasmtime::Result<()> {
    if settings.is_async {
        wasmtime_wasi::p2::add_to_linker_async(linker)?;
        wasmtime_wasi::p3::add_to_linker(linker)?;
    } else {
        wasmtime_wasi::p2::add_to_linker_sync(linker)?;
    }
    if settings.interruptible && !settings.is_async {
        crate::blocking::add_to_linker(linker)?;
    }
    crate::network::add_to_linker(linker, settings.is_async)?;
    crate::io_error::add_to_linker(linker)?;
    crate::filesystem::add_to_linker(linker, settings.is_async)
}

/// Adds the parts of WASI that few components import, for those that do.
fn add_areas(linker: &mut Linker<Host>, areas: Areas, is_async: bool) -> wasmtime::Result<()> {
    if areas.config {
        crate::config::add_to_linker(linker)?;
    }
    if areas.key_value {
        crate::key_value::add_to_linker(linker)?;
    }
    #[cfg(feature = "http")]
    if areas.http {
        crate::http::add_to_linker(linker, is_async)?;
    }
    #[cfg(not(feature = "http"))]
    let _ = is_async;
    Ok(())
}

/// How the names of HTTP's interfaces begin.
const HTTP: &str = "wasi:http/";

/// Whether a component imports an interface whose name begins so.
fn imports(component: &Component, start: &str) -> bool {
    let ty = component.component_type();
    ty.imports(component.engine())
        .any(|(name, _)| name.starts_with(start))
}

/// Refuses a component that imports what was left out when this crate was built.
fn refuse_unbuilt(component: &Component) -> Result<(), Error> {
    if cfg!(feature = "http") || !imports(component, HTTP) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::MissingImport,
        "the component imports `wasi:http`, and this program was built without HTTP",
    )
    .with_help("enable the feature `http` of the crate `wittgen`"))
}

/// Names every import that nobody provides, with all that the component needs of each.
fn refuse_unknown(
    engine: &Engine,
    component: &Component,
    provided: &BTreeSet<String>,
) -> Result<(), Error> {
    let ty = component.component_type();
    let unknown: Vec<String> = ty
        .imports(engine)
        .filter(|(name, item)| {
            !name.starts_with("wasi:")
                && !provided.iter().any(|one| is_compatible(one, name))
                && has_functions(engine, &item.ty)
        })
        .map(|(name, item)| describe(engine, name, &item.ty))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::MissingImport,
        format!(
            "the component imports what nobody provides: {}",
            few(&unknown, "; ")
        ),
    )
    .with_help("provide it with `Builder::imports` or by a loaded component with `Builder::link`, or link both into one: `wittgen compose app.wasm provider.wasm -o linked.wasm`"))
}

/// Whether there is anything to provide: an interface of types alone has no functions.
fn has_functions(engine: &Engine, item: &ComponentItem) -> bool {
    match item {
        ComponentItem::ComponentInstance(instance) => instance.exports(engine).any(|(_, item)| {
            matches!(
                item.ty,
                ComponentItem::ComponentFunc(_) | ComponentItem::Resource(_)
            )
        }),
        ComponentItem::Type(_) => false,
        _ => true,
    }
}

fn describe(engine: &Engine, name: &str, item: &ComponentItem) -> String {
    let ComponentItem::ComponentInstance(instance) = item else {
        return format!("`{}`", short(name));
    };
    let name = short(name);
    let funcs: Vec<String> = instance
        .exports(engine)
        .filter(|(_, item)| matches!(item.ty, ComponentItem::ComponentFunc(_)))
        .map(|(name, _)| short(name))
        .collect();
    if funcs.is_empty() {
        format!("`{name}`")
    } else {
        format!("`{name}` ({})", few(&funcs, ", "))
    }
}

/// The first of many names, and how many more there are.
fn few(names: &[String], separator: &str) -> String {
    let shown = names[..names.len().min(FEW)].join(separator);
    match names.len().saturating_sub(FEW) {
        0 => shown,
        more => format!("{shown}{separator}and {more} more"),
    }
}
