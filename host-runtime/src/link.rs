//! Linking at run time: what one loaded component exports satisfies what another imports.
//!
//! ```text
//! importer's store                        provider's store
//! call ──► func_new ──► carry values ──► Dynamic's instance ──► its function
//!   handle: dynamic host resource ◄──► `Linked` in the importer's table ◄──► `Handle` of the provider
//! ```
//!
//! Each keeps its own memory, limits and grants, and the importer's limits of time and fuel bound what it calls (see
//! `limit::allowance`); values are copied from the one to the other. What a component
//! hands out as a resource stays in it, and the other has a handle of the host's for it. Composing is faster
//! (`wittgen compose`); this is for components that are loaded one after the other, or live longer than
//! one another.

mod call;
mod carry;
mod compare;

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use wasmtime::Engine;
use wasmtime::component::types::{ComponentFunc, ComponentInstance, ComponentItem};
use wasmtime::component::{Component, ComponentExportIndex, Linker, ResourceType};

use self::call::Call;
use crate::host::Host;
use crate::limit::Limits;
use crate::linked::Latest;
use crate::version::find;
use crate::{Builder, Dynamic, Error, ErrorKind};

impl<W> Builder<W> {
    /// Satisfies what the component imports with what `provider` exports, an interface at a time, by name and compatible
    /// version. It comes before WASI and before [`Builder::imports`]; of several providers the last comes first.
    ///
    /// The provider stays a component of its own, with its own grants and limits, and with its own stack. What ends a call
    /// in it ends the call that came from here, and both instances. A provider from a pool serves each call with another
    /// instance, but for the methods of a resource, which go to the one that has it.
    ///
    /// The limits of time of this component ([`Builder::deadline`], [`Builder::cpu_limit`], [`Builder::cancel`]) bound its
    /// calls as a whole, also while they wait for the provider or are in it. Its fuel does too: what the provider uses is
    /// taken from both. A provider that is in the middle of such a call then ends with it, for all who link it: where they
    /// are not to depend on one another, give each a provider of its own, or one from a pool.
    ///
    /// For that the provider's code has to look at the clock, or count. So loading fails where this component has such
    /// limits, and the provider was loaded without: it needs limits of time too, or [`Builder::interruptible`]; and
    /// [`Builder::fuel`].
    ///
    /// What this component still has of the provider's resources when a limit ends it, is dropped with the provider's next
    /// call.
    ///
    /// Resources of the linked interfaces go across. Other resources (WASI's files and streams, say), streams and futures
    /// don't: loading a component that would pass them fails, and composing the two is the way.
    pub fn link(mut self, provider: &Dynamic) -> Self {
        self.links.push(provider.clone());
        self.latest = Latest::default();
        self
    }
}

/// Refuses providers whose calls the limits of an importer could not end.
pub(crate) fn refuse_unbounded(limits: &Limits, providers: &[Dynamic]) -> Result<(), Error> {
    for provider in providers {
        let bounded = provider.bounded;
        let refuse = |message: &str, help: &str| {
            Err(Error::new(ErrorKind::BadGrant, message).with_help(help))
        };
        if limits.interrupt() && !bounded.in_time {
            return refuse(
                "the component has a limit of time, which can't end its calls in a linked component that was loaded without",
                "give the linked component a limit of time too, or load it with `Builder::interruptible`",
            );
        }
        if limits.fuel.is_some() && !bounded.in_fuel {
            return refuse(
                "the component has a limit of fuel, and a linked component was loaded without, which does not count what it computes",
                "give the linked component a limit too, with `Builder::fuel`",
            );
        }
    }
    Ok(())
}

/// Puts what the providers have where `component` imports it; the names of what they provide.
pub(crate) fn add_to_linker(
    linker: &mut Linker<Host>,
    component: &Component,
    providers: &[Dynamic],
    is_async: bool,
) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    linker.allow_shadowing(true);
    for provider in providers {
        let link = Link::new(component, provider, is_async);
        for (name, exported, import) in &link.interfaces {
            link.add(linker, name, exported, import)?;
            names.push(name.clone());
        }
    }
    linker.allow_shadowing(false);
    Ok(names)
}

/// One provider and the component that it provides for.
struct Link<'a> {
    engine: &'a Engine,
    provider: &'a Dynamic,
    /// Whether the importer runs on threads that others run on.
    is_async: bool,
    /// The interfaces that both have: the importer's name, the provider's, and what the importer wants of it.
    interfaces: Vec<(String, String, ComponentInstance)>,
    /// The resources of those interfaces.
    resources: Vec<Known>,
    /// How many bytes of signatures may still be compared.
    left: Cell<usize>,
}

/// A resource that goes across.
struct Known {
    /// Its interface, as the provider names it, and its name.
    name: String,
    /// The importer's type.
    wanted: ResourceType,
    /// The provider's type, and where it exports it.
    offered: Option<(ResourceType, ComponentExportIndex)>,
    /// Its number as a resource of the host, which no other of the process has.
    number: u32,
}

impl<'a> Link<'a> {
    fn new(component: &'a Component, provider: &'a Dynamic, is_async: bool) -> Self {
        static NUMBERS: AtomicU32 = AtomicU32::new(0);
        let engine = component.engine();
        let theirs = provider.component.component_type();
        let exports: Vec<String> = theirs
            .exports(provider.component.engine())
            .filter(|(_, item)| matches!(item.ty, ComponentItem::ComponentInstance(_)))
            .map(|(name, _)| name.to_string())
            .collect();
        let (mut interfaces, mut resources) = (Vec::new(), Vec::new());
        for (name, item) in component.component_type().imports(engine) {
            let ComponentItem::ComponentInstance(import) = item.ty else {
                continue;
            };
            let Some(exported) = find(name, exports.iter().map(String::as_str)) else {
                continue;
            };
            for (resource, item) in import.exports(engine) {
                if let ComponentItem::Resource(wanted) = item.ty {
                    let offered = match export(provider, exported, resource) {
                        Some((ComponentItem::Resource(ty), index)) => Some((ty, index)),
                        _ => None,
                    };
                    resources.push(Known {
                        name: format!("{exported}/{resource}"),
                        wanted,
                        offered,
                        number: NUMBERS.fetch_add(1, Ordering::Relaxed),
                    });
                }
            }
            interfaces.push((name.to_string(), exported.to_string(), import));
        }
        Self {
            engine,
            provider,
            is_async,
            interfaces,
            resources,
            left: Cell::new(compare::SIGNATURES),
        }
    }

    /// Provides an interface.
    fn add(
        &self,
        linker: &mut Linker<Host>,
        name: &str,
        exported: &str,
        import: &ComponentInstance,
    ) -> Result<(), Error> {
        let mut scope = linker
            .instance(name)
            .map_err(|error| cannot(name, &error))?;
        let is_async = self.is_async;
        for (item_name, item) in import.exports(self.engine) {
            let added = match &item.ty {
                ComponentItem::ComponentFunc(func) => {
                    let call = Arc::new(self.call(exported, item_name, func)?);
                    scope.func_new(item_name, move |store, _, params, results| {
                        call.make(store, params, results)
                    })
                }
                ComponentItem::Resource(ty) => match self.known(ty) {
                    Some(known) => scope.resource(
                        item_name,
                        ResourceType::host_dynamic(known.number),
                        move |store, index| call::drop_resource(store, index, is_async),
                    ),
                    None => Ok(()),
                },
                _ => Ok(()),
            };
            added.map_err(|error| cannot(name, &error))?;
        }
        Ok(())
    }

    fn known(&self, ty: &ResourceType) -> Option<&Known> {
        self.resources.iter().find(|known| known.wanted == *ty)
    }

    /// A function, after making sure that both mean the same by it.
    fn call(&self, exported: &str, name: &str, wanted: &ComponentFunc) -> Result<Call, Error> {
        let full_name = format!("{exported}#{name}");
        let Some((ComponentItem::ComponentFunc(offered), index)) =
            export(self.provider, exported, name)
        else {
            return Err(mismatch(format!(
                "the linked component has no function `{full_name}`"
            )));
        };
        self.compare(&full_name, wanted, &offered)?;
        let mut types = wanted.params().map(|(_, ty)| ty).chain(wanted.results());
        let resources = self.resources.iter().filter_map(|known| {
            let (_, index) = known.offered.as_ref()?;
            Some((*index, known.number))
        });
        Ok(Call {
            name: full_name,
            instance: self.provider.instance.clone(),
            index,
            is_async: self.is_async,
            results: wanted.results().len(),
            resources: types
                .any(|ty| carry::has_resources(&ty))
                .then(|| resources.collect()),
        })
    }
}

/// What a provider exports in an interface.
fn export(
    provider: &Dynamic,
    interface: &str,
    name: &str,
) -> Option<(ComponentItem, ComponentExportIndex)> {
    let (_, interface) = provider.component.get_export(None, interface)?;
    provider.component.get_export(Some(&interface), name)
}

fn mismatch(message: String) -> Error {
    Error::new(ErrorKind::Mismatch, message)
        .with_help("compare the two with `wittgen inspect` or `wittgen diff`")
}

fn cannot(name: &str, error: &wasmtime::Error) -> Error {
    Error::new(ErrorKind::Host, format!("cannot link `{name}`: {error:#}"))
}
