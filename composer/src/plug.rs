//! Plugging: a plugin's imports are met by providers, theirs by other providers, and what nobody
//! provides stays an import of the result.
//!
//! It decides by names, versions and types alone; wiring by hand is not done here.

mod error;
mod near;
mod select;
mod wiring;

pub use error::{Offer, Open, PlugError};
pub use near::{Likeness, Near};

use indexmap::IndexMap;

use crate::component::Component;
use crate::encode::EncodeOptions;
use crate::graph::{ComponentId, Graph, NodeId};
use crate::provenance::Connection;
use crate::restrict::Restriction;
use select::Selected;
use wiring::Wiring;
pub(crate) use wiring::{check_closed, list_open};

/// How many instances there are of a component that several others import from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Instances {
    /// One, whose state all of them share.
    #[default]
    Shared,
    /// One for each of them, with a state of its own.
    PerImporter,
}

/// Links `plugin` with the `providers` of its imports into one component.
///
/// The order of the providers doesn't matter. Each is instantiated once, however many parts use
/// it, and may have its own imports met by the others. A provider is matched by the name of an
/// interface and a semver-compatible version, the newest where there are several. The result
/// exports what the plugin exports, and imports what nobody provides.
///
/// ```no_run
/// # const NOTES: &[u8] = &[]; const SQLITE: &[u8] = &[];
/// let app = wittgen_composer::plug(NOTES, [SQLITE])?;
/// # Ok::<(), wittgen_composer::PlugError>(())
/// ```
///
/// # Errors
/// See [`PlugError`].
pub fn plug<'a>(
    plugin: impl Into<Component<'a>>,
    providers: impl IntoIterator<Item = impl Into<Component<'a>>>,
) -> Result<Vec<u8>, PlugError> {
    providers
        .into_iter()
        .fold(Plug::new(plugin), Plug::with)
        .compose()
}

/// [`plug`], with options.
///
/// ```no_run
/// # use wittgen_composer::{Component, Plug};
/// # const NOTES: &[u8] = &[]; const SQLITE: &[u8] = &[];
/// let app = Plug::new(Component::named("notes", NOTES))
///     .with(Component::named("sqlite", SQLITE))
///     .expose("wittgen:sqlite/database@0.1.0")
///     .compose()?;
/// # Ok::<(), wittgen_composer::PlugError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is linked before `compose`"]
pub struct Plug<'a> {
    plugin: Component<'a>,
    providers: Vec<Component<'a>>,
    exposed: Vec<String>,
    closed: bool,
    instances: Instances,
    restrictions: Vec<(String, Restriction)>,
}

/// A finished composition.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Composition {
    /// The component.
    pub bytes: Vec<u8>,
    /// Which import was met by which export, the plugin's first.
    pub connections: Vec<Connection>,
    /// Which import of which part nobody provides.
    pub open: Vec<Open>,
    /// The result's imports: the open ones, in one version each where several are compatible.
    pub imports: Vec<String>,
    /// The result's exports.
    pub exports: Vec<String>,
}

impl<'a> Plug<'a> {
    /// A composition that exports what `plugin` exports.
    pub fn new(plugin: impl Into<Component<'a>>) -> Self {
        let plugin = plugin.into();
        Self {
            plugin,
            providers: Vec::new(),
            exposed: Vec::new(),
            closed: false,
            instances: Instances::Shared,
            restrictions: Vec::new(),
        }
    }

    /// Adds a provider.
    pub fn with(mut self, provider: impl Into<Component<'a>>) -> Self {
        self.providers.push(provider.into());
        self
    }

    /// Exports an interface of a provider from the result as well, of the very instance that the
    /// plugin uses. The version may be left out where only one is offered.
    pub fn expose(mut self, interface: impl Into<String>) -> Self {
        self.exposed.push(interface.into());
        self
    }

    /// Refuses to leave any import open but WASI's.
    pub fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Gives each importer an instance of its own of what it imports, or all the same one, which
    /// is what happens without this.
    pub fn instances(mut self, instances: Instances) -> Self {
        self.instances = instances;
        self
    }

    /// Gives the part called `part` less than the rest, or something else.
    ///
    /// What makes it hold is inside the result, and needs nothing of a host.
    pub fn restrict(mut self, part: impl Into<String>, restriction: Restriction) -> Self {
        self.restrictions.push((part.into(), restriction));
        self
    }

    /// Links, and returns the component's bytes.
    ///
    /// # Errors
    /// See [`PlugError`].
    pub fn compose(&self) -> Result<Vec<u8>, PlugError> {
        Ok(self.compose_explained()?.bytes)
    }

    /// Links, and says what was connected and what stays open.
    ///
    /// # Errors
    /// See [`PlugError`].
    pub fn compose_explained(&self) -> Result<Composition, PlugError> {
        let mut graph = Graph::new();
        let plugin = graph.add(&self.plugin)?;
        // In an order of their own, so that the result doesn't depend on the given one.
        let mut providers: Vec<_> = self.providers.iter().collect();
        providers.sort_by_key(|provider| (provider.name(), provider.bytes()));
        for provider in providers {
            graph.add(provider)?;
        }
        let mut wire = Wire::new();
        wire.instances = self.instances;
        wire.exposed.clone_from(&self.exposed);
        wire.closed = self.closed;
        wire.restrictions.clone_from(&self.restrictions);
        let wired = graph.wire_components(&[plugin], &wire)?;

        let encoded = graph.encode_reached(wired.instances, &EncodeOptions::default())?;
        Ok(Composition {
            connections: encoded.connections,
            open: wired.open,
            imports: encoded.imports,
            exports: encoded.exports,
            bytes: encoded.bytes.to_vec(),
        })
    }
}

/// How [`Graph::wire`] connects components.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Wire {
    /// How many instances there are of what several import from.
    pub instances: Instances,
    /// Interfaces of components that are exported as well, by name; the version may be left out
    /// where only one is offered.
    pub exposed: Vec<String>,
    /// Whether it is an error if any import stays open but WASI's.
    pub closed: bool,
    /// What parts get less of than the rest: the part's name, and what of.
    pub restrictions: Vec<(String, Restriction)>,
}

impl Wire {
    /// One instance of each component, nothing exposed, and imports may stay open.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// What [`Graph::wire`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Wired {
    /// The instances that are part of the composition, the roots' first.
    pub instances: Vec<NodeId>,
    /// Which import of which instance nobody provides.
    pub open: Vec<Open>,
}

impl Graph<'_> {
    /// The components that nobody imports from: those that the others are for.
    #[must_use]
    pub fn roots(&self) -> Vec<ComponentId> {
        use crate::name::ExternName;
        let is_wanted = |component: ComponentId| {
            self.components()
                .filter(|&other| other != component)
                .any(|other| {
                    self.imports(other).any(|(import, _)| {
                        let import = ExternName::new(import);
                        let mut exports = self.exports(component);
                        exports
                            .any(|(export, _)| ExternName::new(export).is_compatible_with(&import))
                    })
                })
        };
        self.components().filter(|&id| !is_wanted(id)).collect()
    }

    /// Instantiates `roots`, connects what they import with what the other components export,
    /// theirs with each other's, and exports what the roots export.
    ///
    /// An instance that is there already is used, with what is connected to it. An import is met
    /// by the export of its name and the newest compatible version whose type fits. Where
    /// components need each other in a circle through an interface that has types of values and
    /// nothing else, these types are made on the spot.
    ///
    /// # Errors
    /// See [`PlugError`].
    pub fn wire(&mut self, roots: &[ComponentId], options: &Wire) -> Result<Wired, PlugError> {
        self.wire_components(roots, options)
    }

    fn wire_components(
        &mut self,
        roots: &[ComponentId],
        options: &Wire,
    ) -> Result<Wired, PlugError> {
        let exposed = select::select_exposed(self, roots, &options.exposed)?;
        let mut starts: Vec<NodeId> = Vec::new();
        for &component in roots.iter().chain(exposed.iter().map(|s| &s.provider)) {
            let known = self
                .instances()
                .find(|&n| self.component_of(n) == Some(component));
            let start = match known {
                Some(known) => known,
                None => self.instantiate(component),
            };
            if !starts.contains(&start) {
                starts.push(start);
            }
        }
        let providers: Vec<_> = self.components().collect();
        let restrictions = self.find_restrictions(&options.restrictions)?;
        let wiring = Wiring::new(self, options.instances, providers.clone(), restrictions);
        let instances = wiring.connect(&starts)?;
        let open = wiring::list_open(self, &instances);
        wiring::check_used(self, &providers, &instances, &open)?;
        if options.closed {
            wiring::check_closed(self, &instances, &open)?;
        }
        self.export_all(roots, exposed, &starts)?;
        Ok(Wired { instances, open })
    }

    /// What of each component is restricted.
    fn find_restrictions(
        &self,
        restrictions: &[(String, Restriction)],
    ) -> Result<IndexMap<ComponentId, Vec<Restriction>>, PlugError> {
        let mut found: IndexMap<_, Vec<_>> = IndexMap::new();
        for (name, restriction) in restrictions {
            let component = self.components().find(|&id| self.part(id).name == *name);
            let Some(component) = component else {
                let parts = self.components().map(|id| self.part(id).name.clone());
                return Err(PlugError::NoPart {
                    name: name.clone(),
                    parts: parts.collect(),
                });
            };
            let of = found.entry(component).or_default();
            of.push(restriction.clone());
        }
        Ok(found)
    }

    /// Exports what the result is to export: all that the roots do, and what was asked for.
    fn export_all(
        &mut self,
        roots: &[ComponentId],
        exposed: Vec<Selected>,
        starts: &[NodeId],
    ) -> Result<(), PlugError> {
        let own = roots.iter().flat_map(|&root| {
            self.exports(root)
                .map(move |(name, _)| (root, name.to_owned()))
        });
        let exposed = exposed.into_iter().map(|s| (s.provider, s.export));
        let all: Vec<(ComponentId, String)> = own.chain(exposed).collect();
        for (component, name) in all {
            let start = starts
                .iter()
                .find(|&&n| self.component_of(n) == Some(component));
            let Some(&instance) = start else { continue };
            let is_exported = self.exported().any(|(exported, _)| exported == name);
            match self.alias(instance, &name) {
                Ok(node) if is_exported && self.exported().any(|(_, n)| n == node) => {}
                Ok(node) => self.export(node, &name)?,
                Err(error) => unreachable!("a component's own export is there: {error}"),
            }
        }
        Ok(())
    }
}
