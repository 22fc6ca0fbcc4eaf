//! The connections that follow from names and types: imports are followed from the roots on until
//! everything that is offered is connected.
//!
//! The order of everything here follows from the components themselves and not from the order in
//! which they were given, so that the result doesn't depend on it.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::near::find_near;
use super::select::{Selected, select_provider};
use super::{Instances, Offer, Open, PlugError};
use crate::component::Component;
use crate::graph::{ComponentId, Graph, NodeId};
use crate::name::{ExternName, is_wasi};
use crate::restrict::{Restriction, provide};

/// How instances get to what they import.
pub(super) struct Wiring<'g, 'a> {
    graph: &'g mut Graph<'a>,
    instances: Instances,
    /// The components that take part.
    providers: Vec<ComponentId>,
    /// What of components is restricted.
    restrictions: IndexMap<ComponentId, Vec<Restriction>>,
    /// The instances in the order in which they were reached, the roots first.
    reached: Vec<NodeId>,
    /// The one instance of each component, where it is shared.
    shared: HashMap<ComponentId, NodeId>,
    /// For whom an instance was made, where it is not shared.
    made_for: HashMap<NodeId, NodeId>,
    /// The instance that was made of a component for an importer: one, for all that it imports.
    made: HashMap<(NodeId, ComponentId), NodeId>,
}

impl<'g, 'a> Wiring<'g, 'a> {
    pub(super) fn new(
        graph: &'g mut Graph<'a>,
        instances: Instances,
        providers: Vec<ComponentId>,
        restrictions: IndexMap<ComponentId, Vec<Restriction>>,
    ) -> Self {
        Self {
            graph,
            instances,
            providers,
            restrictions,
            reached: Vec::new(),
            shared: HashMap::new(),
            made_for: HashMap::new(),
            made: HashMap::new(),
        }
    }

    /// Wires `roots` and what they need of the providers.
    pub(super) fn connect(mut self, roots: &[NodeId]) -> Result<Vec<NodeId>, PlugError> {
        for &root in roots {
            self.reach(root);
        }
        let mut next = 0;
        while let Some(&instance) = self.reached.get(next) {
            next += 1;
            self.restrict(instance)?;
            self.complete(instance)?;
        }
        self.break_cycles(roots)?;
        Ok(self.reached)
    }

    /// Gives an instance what makes its restrictions hold.
    fn restrict(&mut self, instance: NodeId) -> Result<(), PlugError> {
        let restrictions = self
            .graph
            .component_of(instance)
            .and_then(|component| Some((component, self.restrictions.get(&component)?)));
        let Some((component, restrictions)) = restrictions else {
            return Ok(());
        };
        let name = self.graph.part(component).name.clone();
        let provision = provide(&name, self.graph.bytes(component), restrictions)?;
        let mut made = Vec::new();
        for provider in provision.providers {
            let component = Component::named(provider.name, provider.bytes);
            let component = self.graph.add(component)?;
            made.push(self.graph.instantiate(component));
        }
        for link in provision.links {
            let source = self.take(made[link.provider], &link.export);
            self.graph
                .set_argument(made[link.importer], &link.import, source);
        }
        for met in provision.met {
            let source = self.take(made[met.provider], &met.export);
            self.graph.set_argument(instance, &met.import, source);
        }
        Ok(())
    }

    fn reach(&mut self, node: NodeId) {
        if let Some(component) = self.graph.component_of(node) {
            self.shared.entry(component).or_insert(node);
        }
        if !self.reached.contains(&node) {
            self.reached.push(node);
        }
    }

    /// Gives an instance what it still imports, as far as anybody offers it.
    fn complete(&mut self, instance: NodeId) -> Result<(), PlugError> {
        let given = self.graph.given(instance);
        let given = given
            .into_iter()
            .flat_map(|(_, arguments)| arguments.values());
        for source in given.copied().collect::<Vec<_>>() {
            let base = self.graph.base(source);
            if self.graph.component_of(base).is_some() {
                self.reach(base);
            }
        }
        let open: Vec<_> = self
            .graph
            .open(instance)
            .map(|(name, ty)| (name.to_owned(), ty))
            .collect();
        for (import, ty) in open {
            let selected = select_provider(self.graph, &self.providers, instance, &import, ty)?;
            if let Some(Selected { provider, export }) = selected {
                let source = match self.instance_of(provider, instance) {
                    Some(provider) => self.take(provider, &export),
                    None => self.make_types(instance, &import, provider)?,
                };
                self.graph.set_argument(instance, &import, source);
            } else if let Some(types) = self.own_types(instance, &import) {
                self.graph.set_argument(instance, &import, types);
            }
        }
        Ok(())
    }

    /// The types of an interface that a component exports itself, and needs before it exists.
    fn own_types(&mut self, instance: NodeId, import: &str) -> Option<NodeId> {
        let component = self.graph.component_of(instance)?;
        let wanted = ExternName::new(import);
        let exported = self
            .graph
            .exports(component)
            .any(|(export, _)| ExternName::new(export).is_compatible_with(&wanted));
        exported
            .then(|| self.graph.make_types(component, import))
            .flatten()
    }

    /// The export of an instance, which was found in its component's type before.
    fn take(&mut self, provider: NodeId, export: &str) -> NodeId {
        match self.graph.alias(provider, export) {
            Ok(source) => source,
            Err(error) => unreachable!("a selected export is there: {error}"),
        }
    }

    /// The instance of `provider` that `importer` uses. None if `importer` was made for an instance
    /// of that very component, and would be again without end.
    fn instance_of(&mut self, provider: ComponentId, importer: NodeId) -> Option<NodeId> {
        let instance = match self.instances {
            Instances::Shared => match self.shared.get(&provider) {
                Some(&shared) => shared,
                None => self.graph.instantiate(provider),
            },
            Instances::PerImporter => {
                let mut ancestor = Some(importer);
                while let Some(node) = ancestor {
                    if self.graph.component_of(node) == Some(provider) {
                        return None;
                    }
                    ancestor = self.made_for.get(&node).copied();
                }
                let graph = &mut *self.graph;
                let made = self.made.entry((importer, provider));
                let made = *made.or_insert_with(|| graph.instantiate(provider));
                self.made_for.insert(made, importer);
                made
            }
        };
        self.reach(instance);
        Some(instance)
    }

    fn make_types(
        &mut self,
        importer: NodeId,
        import: &str,
        provider: ComponentId,
    ) -> Result<NodeId, PlugError> {
        let component = self.graph.component_of(importer);
        let made = component.and_then(|component| self.graph.make_types(component, import));
        made.ok_or_else(|| PlugError::Cycle {
            cycle: vec![crate::provenance::Connection {
                importer: self.graph.name(importer).to_owned(),
                import: import.to_owned(),
                provider: self.graph.part(provider).name.clone(),
                export: import.to_owned(),
            }],
        })
    }

    /// Replaces connections that close a circle and are about nothing but types of values: whoever
    /// imports those gets an instance of the types alone.
    fn break_cycles(&mut self, roots: &[NodeId]) -> Result<(), PlugError> {
        while let Err(cycle) = self.graph.sort(roots.iter().copied()) {
            let breakable = cycle.0.iter().find_map(|(node, import)| {
                let component = self.graph.component_of(*node)?;
                let types = self.graph.make_types(component, import)?;
                Some((*node, import.clone(), types))
            });
            let Some((node, import, types)) = breakable else {
                let cycle = self.graph.describe_cycle(&cycle);
                return Err(PlugError::Cycle { cycle });
            };
            self.graph.set_argument(node, &import, types);
        }
        Ok(())
    }
}

/// The imports that nobody provides.
pub(crate) fn list_open(graph: &Graph<'_>, instances: &[NodeId]) -> Vec<Open> {
    let open = instances.iter().flat_map(|&instance| {
        graph.open(instance).map(move |(import, _)| Open {
            importer: graph.name(instance).to_owned(),
            import: import.to_owned(),
        })
    });
    open.collect()
}

/// Refuses components that were given and not reached.
pub(super) fn check_used(
    graph: &Graph<'_>,
    providers: &[ComponentId],
    instances: &[NodeId],
    open: &[Open],
) -> Result<(), PlugError> {
    let is_used = |component: &ComponentId| {
        instances
            .iter()
            .any(|&node| graph.component_of(node) == Some(*component))
    };
    let Some(&unused) = providers.iter().find(|component| !is_used(component)) else {
        return Ok(());
    };
    // WASI's imports are noise here, unless it is WASI that the provider is about.
    let offers: Vec<_> = graph
        .exports(unused)
        .map(|(name, _)| name.to_owned())
        .collect();
    let about_wasi = offers.iter().any(|name| is_wasi(name));
    let root = instances.first().and_then(|&root| graph.component_of(root));
    let wants = root.and_then(|root| {
        let wanted = graph
            .exports(root)
            .map(|(export, _)| export)
            .find(|export| {
                let export = ExternName::new(export);
                graph
                    .imports(unused)
                    .any(|(import, _)| ExternName::new(import).is_compatible_with(&export))
            });
        wanted.map(|export| {
            Box::new(Offer {
                provider: graph.part(root).name.clone(),
                export: export.to_owned(),
            })
        })
    });
    Err(PlugError::Unused {
        near: find_near(graph, instances, &[unused], |import| {
            about_wasi || !is_wasi(import)
        }),
        provider: graph.part(unused).name.clone(),
        open: open
            .iter()
            .filter(|open| about_wasi || !is_wasi(&open.import))
            .cloned()
            .collect(),
        offers,
        wants,
    })
}

/// Refuses open imports other than WASI's.
pub(crate) fn check_closed(
    graph: &Graph<'_>,
    instances: &[NodeId],
    open: &[Open],
) -> Result<(), PlugError> {
    let open: Vec<_> = open
        .iter()
        .filter(|open| !is_wasi(&open.import))
        .cloned()
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let offers = graph.components().flat_map(|component| {
        let provider = &graph.part(component).name;
        graph.exports(component).map(move |(export, _)| Offer {
            provider: provider.clone(),
            export: export.to_owned(),
        })
    });
    let components: Vec<_> = graph.components().collect();
    Err(PlugError::Unmet {
        near: find_near(graph, instances, &components, |import| !is_wasi(import)),
        open,
        offers: offers.collect(),
    })
}
