//! From a configuration to a graph.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use super::{Argument, Configuration, ConfigurationError, ROOT};
use crate::component::{Component, ReadError};
use crate::graph::{ComponentId, ConnectError, Graph, NodeId};
use crate::located::Located;
use crate::name::ExternName;

type Result<T> = std::result::Result<T, Located<ConfigurationError>>;
type Load<'l> = &'l mut dyn FnMut(&Path) -> std::result::Result<Component<'static>, ReadError>;

pub(super) fn build(
    configuration: &Configuration,
    root: Option<Component<'static>>,
    folder: &Path,
    load: Load<'_>,
) -> Result<Graph<'static>> {
    let mut builder = Builder {
        configuration,
        folder,
        load,
        graph: Graph::new(),
        components: HashMap::new(),
        instances: IndexMap::new(),
        definitions: Vec::new(),
    };
    if let Some(root) = root {
        let id = builder.add(root)?;
        builder.components.insert(ROOT.to_owned(), Some(id));
    }
    for path in &configuration.definitions {
        let component = builder.read(&folder.join(path))?;
        let id = builder.add(component)?;
        builder.definitions.push((id, None));
    }
    builder.build()
}

struct Builder<'c, 'l> {
    configuration: &'c Configuration,
    folder: &'c Path,
    load: Load<'l>,
    graph: Graph<'static>,
    /// Components by name; none for those that were not found.
    components: HashMap<String, Option<ComponentId>>,
    instances: IndexMap<String, NodeId>,
    definitions: Vec<(ComponentId, Option<NodeId>)>,
}

impl Builder<'_, '_> {
    fn build(mut self) -> Result<Graph<'static>> {
        let Some((root, _)) = self.instance(ROOT)? else {
            let searched = self.candidates(ROOT);
            return Err(ConfigurationError::NoRoot { searched }.into());
        };
        let imports = self.imports(root);
        if imports.iter().all(|(_, is_instance)| !is_instance) {
            let root = self.graph.name(root).to_owned();
            return Err(ConfigurationError::NoImports { root }.into());
        }
        let mut pending = VecDeque::from([(ROOT.to_owned(), root)]);
        while let Some((name, instance)) = pending.pop_front() {
            self.complete(&name, instance, &mut pending)?;
        }
        if self.graph.instances().count() == 1 {
            return Err(ConfigurationError::NothingFound {
                root: self.graph.name(root).to_owned(),
                imports: imports.into_iter().map(|(name, _)| name).collect(),
            }
            .into());
        }
        for name in self.exports(root) {
            let node = self.alias(root, &name)?;
            self.graph
                .export(node, &name)
                .map_err(ConfigurationError::from)?;
        }
        Ok(self.graph)
    }

    /// Gives an instance what it imports, as far as there is anything for it.
    fn complete(
        &mut self,
        name: &str,
        instance: NodeId,
        pending: &mut VecDeque<(String, NodeId)>,
    ) -> Result<()> {
        let configuration = self.configuration;
        let arguments = configuration.instantiations.get(name).map(|i| &i.arguments);
        let imports = self.imports(instance);
        for (import, is_instance) in &imports {
            let argument = arguments.and_then(|arguments| arguments.get(import));
            if !is_instance && argument.is_none() || self.define(instance, import)? {
                continue;
            }
            let provider = argument.map_or(import, |argument| &argument.instance);
            match self.instance(provider)? {
                Some((node, is_new)) => {
                    self.give(instance, import, node, argument)
                        .map_err(|error| self.locate(error, argument))?;
                    if is_new {
                        pending.push_back((provider.clone(), node));
                    }
                }
                None => self
                    .check_missing(instance, import, provider, argument)
                    .map_err(|error| self.locate(error, argument))?,
            }
        }
        for (import, argument) in arguments.into_iter().flatten() {
            if !imports.iter().any(|(known, _)| known == import) {
                let error = ConnectError::NoImport {
                    importer: self.graph.name(instance).to_owned(),
                    import: import.clone(),
                    imports: imports.into_iter().map(|(name, _)| name).collect(),
                };
                return Err(self.locate(error.into(), Some(argument)));
            }
        }
        Ok(())
    }

    /// Connects an import with a definition, if one has it.
    fn define(&mut self, instance: NodeId, import: &str) -> Result<bool> {
        for index in 0..self.definitions.len() {
            let (component, made) = self.definitions[index];
            let has_it = self
                .graph
                .exports(component)
                .any(|(name, ty)| name == import && ty.kind() == "instance");
            if !has_it || made == Some(instance) {
                continue;
            }
            let definition = made.unwrap_or_else(|| self.graph.instantiate(component));
            self.definitions[index].1 = Some(definition);
            let export = self.alias(definition, import)?;
            let connected = self.graph.connect(instance, import, export);
            connected.map_err(ConfigurationError::from)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Gives an instance or the one of its exports that is named or fits.
    fn give(
        &mut self,
        importer: NodeId,
        import: &str,
        provider: NodeId,
        argument: Option<&Argument>,
    ) -> std::result::Result<(), ConfigurationError> {
        if let Some(export) = argument.and_then(|argument| argument.export.as_deref()) {
            let source = self.graph.alias(provider, export)?;
            return Ok(self.graph.connect(importer, import, source)?);
        }
        if self.graph.connect(importer, import, provider).is_ok() {
            return Ok(());
        }
        let mut exports = self.exports(provider);
        // The one of the import's own name first.
        let wanted = ExternName::new(import);
        exports.sort_by_key(|name| !ExternName::new(name).is_compatible_with(&wanted));
        for export in &exports {
            let source = self.graph.alias(provider, export)?;
            match self.graph.connect(importer, import, source) {
                Ok(()) => return Ok(()),
                // Of an export of that very name it is worth saying what is wrong with it.
                Err(error) if ExternName::new(export).is_compatible_with(&wanted) => {
                    return Err(error.into());
                }
                Err(_) => {}
            }
        }
        Err(ConfigurationError::NothingFits {
            importer: self.graph.name(importer).to_owned(),
            import: import.to_owned(),
            provider: self.graph.name(provider).to_owned(),
            exports,
        })
    }

    /// Refuses what can't be without the component that was not found.
    fn check_missing(
        &self,
        importer: NodeId,
        import: &str,
        provider: &str,
        argument: Option<&Argument>,
    ) -> std::result::Result<(), ConfigurationError> {
        let component = self.configuration.component_of(provider).to_owned();
        if self.configuration.disallow_imports {
            return Err(ConfigurationError::NotFound {
                importer: self.graph.name(importer).to_owned(),
                import: import.to_owned(),
                searched: self.candidates(&component),
                component,
            });
        }
        match argument.and_then(|argument| argument.export.clone()) {
            Some(export) => Err(ConfigurationError::ExportOfNothing {
                export,
                instance: provider.to_owned(),
                component,
            }),
            None => Ok(()),
        }
    }

    /// The instance of this name, and whether it is new; none where its component is not found.
    fn instance(&mut self, name: &str) -> Result<Option<(NodeId, bool)>> {
        if let Some(&known) = self.instances.get(name) {
            return Ok(Some((known, false)));
        }
        let Some(component) = self.component(self.configuration.component_of(name))? else {
            return Ok(None);
        };
        let node = self.graph.instantiate_as(component, name);
        self.instances.insert(name.to_owned(), node);
        Ok(Some((node, true)))
    }

    fn component(&mut self, name: &str) -> Result<Option<ComponentId>> {
        if let Some(&known) = self.components.get(name) {
            return Ok(known);
        }
        let path = match self.configuration.dependencies.get(name) {
            Some(path) => Some(self.folder.join(path)),
            None => self
                .candidates(name)
                .into_iter()
                .find(|path| path.is_file()),
        };
        let found = match path {
            Some(path) => {
                let component = self.read(&path)?;
                Some(self.add(component.renamed(name.to_owned()))?)
            }
            None => None,
        };
        self.components.insert(name.to_owned(), found);
        Ok(found)
    }

    /// Where a component of this name would be found.
    fn candidates(&self, name: &str) -> Vec<PathBuf> {
        let others = self.configuration.search_paths.iter();
        let folders = others.map(|path| self.folder.join(path));
        let mut found = Vec::new();
        for folder in std::iter::once(self.folder.to_owned()).chain(folders) {
            for extension in ["wasm", "wat"] {
                found.push(folder.join(format!("{name}.{extension}")));
                // `wasm-compose` puts the extension in place of what follows the last dot.
                let replaced = folder.join(name).with_extension(extension);
                if !found.contains(&replaced) {
                    found.push(replaced);
                }
            }
        }
        found
    }

    fn read(&mut self, path: &Path) -> Result<Component<'static>> {
        (self.load)(path).map_err(|error| ConfigurationError::from(error).into())
    }

    fn add(&mut self, component: Component<'static>) -> Result<ComponentId> {
        let id = self.graph.add(component);
        id.map_err(|error| ConfigurationError::from(error).into())
    }

    fn alias(&mut self, instance: NodeId, export: &str) -> Result<NodeId> {
        let node = self.graph.alias(instance, export);
        node.map_err(|error| ConfigurationError::from(error).into())
    }

    /// The names of an instance's imports, and whether they are instances.
    fn imports(&self, instance: NodeId) -> Vec<(String, bool)> {
        self.graph
            .open(instance)
            .map(|(name, ty)| (name.to_owned(), ty.kind() == "instance"))
            .collect()
    }

    fn exports(&self, instance: NodeId) -> Vec<String> {
        let component = self.graph.component_of(instance);
        component
            .into_iter()
            .flat_map(|component| self.graph.exports(component))
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    fn locate(
        &self,
        error: ConfigurationError,
        argument: Option<&Argument>,
    ) -> Located<ConfigurationError> {
        match argument {
            Some(argument) => Located::new(&self.configuration.text, argument.span.clone(), error),
            None => error.into(),
        }
    }
}
