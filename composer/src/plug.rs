//! Plugging: a plugin's imports are met by providers, theirs by other providers, and what nobody
//! provides stays an import of the result.
//!
//! It decides by names, versions and types alone; wiring by hand is not done here.

mod error;
mod select;
mod wiring;

pub use error::{Offer, Open, PlugError};

use crate::component::Component;
use crate::graph::{Graph, NodeIndex};
use crate::provenance::Connection;
use wiring::Wiring;

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
        let mut graph = Graph::default();
        let plugin = graph.add(&self.plugin)?;
        // In an order of their own, so that the result doesn't depend on the given one.
        let mut providers: Vec<_> = self.providers.iter().collect();
        providers.sort_by_key(|provider| (provider.name(), provider.bytes()));
        for provider in providers {
            graph.add(provider)?;
        }

        let exposed = select::select_exposed(&graph, plugin, &self.exposed)?;
        let roots = std::iter::once(plugin).chain(exposed.iter().map(|(node, _)| *node));
        let wiring = Wiring::new(&graph, plugin, roots)?;
        let open = wiring.open(&graph);
        wiring.check_used(&graph, &open)?;
        let sorted = wiring.sort(&graph)?;
        if self.closed {
            wiring::check_closed(&graph, &open)?;
        }

        let exports = exports(&graph, plugin, exposed);
        wiring.connect(&mut graph, &sorted)?;
        for (node, name) in exports {
            graph.export(node, &name)?;
        }
        let connections = wiring.connections(&graph);
        let bytes = crate::encode::encode(&graph, wiring.parts(), &connections)?;
        let (imports, exports) = crate::encode::list_names(&bytes);
        Ok(Composition {
            bytes,
            connections,
            open,
            imports,
            exports,
        })
    }
}

/// What the result exports: all that the plugin does, and what was asked for.
fn exports(
    graph: &Graph,
    plugin: NodeIndex,
    exposed: Vec<(NodeIndex, String)>,
) -> Vec<(NodeIndex, String)> {
    let own = graph
        .exports(plugin)
        .map(|(name, _)| (plugin, name.to_owned()));
    own.chain(exposed).collect()
}
