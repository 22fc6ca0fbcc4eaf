//! From a graph to the bytes of one component.
//!
//! The path of the data:
//!
//! ```text
//! Graph ──► sort ──► roots ──► check ──► declare imports ──► components ──► instances ──► exports
//!           each     what      resources  types of what       the inputs'    each after     and
//!           after    stays     are the    stays open,         bytes, once    what it gets   provenance
//!           what     open,     same where merged              each
//!           it gets  merged    they meet
//! ```
//!
//! Imports that several instances leave open are one import of the result: of the highest version
//! that any of them names, with everything that any of them uses. What several inputs
//! contain is in the result once, and all else of them as it is. The result is validated again, except for the functions' bodies, which came in
//! valid.

mod error;
mod names;
pub(crate) mod output;
mod resources;
mod roots;
mod writer;

pub use error::EncodeError;
pub(crate) use error::explain_cycle;
pub use output::Bytes;
pub(crate) use roots::mentioned;

use std::collections::HashSet;

use crate::graph::{Graph, NodeId};
use crate::provenance::Connection;
use crate::shrink::{Shared, Shrink};
use resources::check_resources;
use roots::Roots;
use writer::{Writer, graph_parts};

/// How a graph becomes a component.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EncodeOptions {
    /// Whether the components are in the result. If not, it imports them, by their names in words of
    /// lower-case letters: `example-sqlite` for `example:sqlite`.
    pub define_components: bool,
    /// Whether the result says in its own name section what its instances are called, and keeps what
    /// the inputs have of names and debug information. Without, they are smaller, and a trap's
    /// backtrace has numbers in place of names.
    pub names: bool,
    /// Whether a core module or component that is in several places of the inputs is in the result
    /// once. Then the inputs are not in it byte for byte.
    pub share: bool,
    /// Whether the result says what it was composed from.
    pub provenance: bool,
}

impl Default for EncodeOptions {
    fn default() -> Self {
        Self {
            define_components: true,
            names: true,
            share: true,
            provenance: true,
        }
    }
}

/// A finished composition.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Encoded<'p> {
    /// The component.
    pub bytes: Bytes<'p>,
    /// What was given for which import, in the order of instantiation.
    pub connections: Vec<Connection>,
    /// The result's imports.
    pub imports: Vec<String>,
    /// The result's exports.
    pub exports: Vec<String>,
}

impl Graph<'_> {
    /// Encodes all instances and exports of the graph.
    ///
    /// # Errors
    /// See [`EncodeError`].
    pub fn encode(&self, options: &EncodeOptions) -> Result<Encoded<'_>, EncodeError> {
        let roots: Vec<_> = self
            .instances()
            .chain(self.exported().map(|(_, node)| node))
            .collect();
        self.encode_reached(roots, options)
    }

    /// Encodes the exports of the graph, and the instances that these are made with.
    ///
    /// # Errors
    /// See [`EncodeError`].
    pub fn encode_exports(&self, options: &EncodeOptions) -> Result<Encoded<'_>, EncodeError> {
        let roots: Vec<_> = self.exported().map(|(_, node)| node).collect();
        self.encode_reached(roots, options)
    }

    pub(crate) fn encode_reached(
        &self,
        reached: Vec<NodeId>,
        options: &EncodeOptions,
    ) -> Result<Encoded<'_>, EncodeError> {
        let sorted = self.sort(reached.iter().copied());
        let order = sorted.map_err(|cycle| EncodeError::Cycle {
            cycle: self.describe_cycle(&cycle),
        })?;
        let roots = Roots::find(self, &order)?;
        check_resources(self, &order, &roots)?;
        let mut writer = Writer::new(self, &roots);
        let used = graph_parts(self, &order);
        let shared = match options.share && options.define_components {
            true => Shared::find(&used),
            false => Shared::default(),
        };
        let shrink = Shrink {
            shared: &shared,
            strip: !options.names,
        };
        writer.shared(shrink);
        writer.imports()?;
        writer.components(&order, options, shrink)?;
        for &instance in &order {
            writer.instance(instance)?;
        }
        for (name, node) in self.exported() {
            writer.export(name, node)?;
        }
        // To be read, what the rest is for comes first.
        let mut untold: HashSet<NodeId> = order.iter().copied().collect();
        let first = reached.iter().map(|&node| self.base(node));
        let told: Vec<NodeId> = first
            .chain(order.iter().rev().copied())
            .filter(|node| untold.remove(node))
            .collect();
        writer.finish(&told, options)
    }
}
