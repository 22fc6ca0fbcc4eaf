//! The expression `new`, and what is given to the instance.

use std::ops::Range;

use indexmap::IndexMap;
use wac_parser::{
    Ident, InstantiationArgument, InstantiationArgumentName, NamedInstantiationArgument, NewExpr,
};

use super::resolve::{Resolver, Result, interface_called};
use super::{PackageName, WacError, bytes, ident_span};
use crate::graph::{ConnectError, NodeId};
use crate::name::ExternName;

/// What is given for imports, by their names, with its place in the text.
type Arguments = IndexMap<String, (NodeId, Range<usize>)>;

impl Resolver<'_, '_> {
    /// Makes an instance. It is called `name`, or as its package.
    pub(super) fn new_instance(&mut self, new: &NewExpr<'_>, name: Option<&str>) -> Result<NodeId> {
        let span = bytes!(new.package.span);
        let package = PackageName {
            name: new.package.name.to_owned(),
            version: new.package.version.clone(),
        };
        if package.name == self.own {
            let name = package.to_string();
            return Err(self.error(span, WacError::UnknownPackage { name }));
        }
        let component = self.found.component(&package, span.clone())?.clone();
        let component = self.graph.add(component);
        let component = component.map_err(|error| self.error(span.clone(), error))?;
        let imports = self.graph.imports(component);
        let imports: Vec<String> = imports.map(|(name, _)| name.to_owned()).collect();

        let (arguments, fill) = self.arguments(new, &imports)?;
        let name = name.unwrap_or(new.package.string);
        let instance = self.graph.instantiate_as(component, name);
        for (import, (node, span)) in &arguments {
            let connected = self.graph.connect(instance, import, *node);
            connected.map_err(|error| self.error(span.clone(), error))?;
        }
        let is_missing = |import: &&String| !arguments.contains_key(*import);
        let missing: Vec<String> = imports.iter().filter(is_missing).cloned().collect();
        if !fill && !missing.is_empty() {
            let error = WacError::Missing {
                package: package.to_string(),
                imports: missing,
            };
            return Err(self.error(span, error));
        }
        Ok(instance)
    }

    /// What is given, and whether the rest is to be imported.
    fn arguments(&mut self, new: &NewExpr<'_>, imports: &[String]) -> Result<(Arguments, bool)> {
        let mut arguments = Arguments::new();
        let mut fill = false;
        for (number, argument) in new.arguments.iter().enumerate() {
            let (import, node, span) = match argument {
                InstantiationArgument::Inferred(id) => self.inferred(id, imports)?,
                InstantiationArgument::Named(named) => self.named(named, imports)?,
                InstantiationArgument::Fill(span) => {
                    if number + 1 != new.arguments.len() {
                        return Err(self.error(bytes!(span), WacError::FillNotLast));
                    }
                    fill = true;
                    continue;
                }
                // After all others, whose imports it leaves alone.
                InstantiationArgument::Spread(_) => continue,
            };
            if let Some((first, _)) = arguments.get(&import) {
                let error = ConnectError::Taken {
                    importer: new.package.string.to_owned(),
                    import,
                    given: self.graph.name(*first).to_owned(),
                };
                return Err(self.error(span, error));
            }
            arguments.insert(import, (node, span));
        }
        for argument in &new.arguments {
            if let InstantiationArgument::Spread(id) = argument {
                self.spread(new, id, imports, &mut arguments)?;
            }
        }
        Ok((arguments, fill))
    }

    fn named(
        &mut self,
        argument: &NamedInstantiationArgument<'_>,
        imports: &[String],
    ) -> Result<(String, NodeId, Range<usize>)> {
        let node = self.expression(&argument.expr, None)?;
        let import = match &argument.name {
            InstantiationArgumentName::Ident(id) => {
                interface_called(id.string, imports).unwrap_or_else(|| id.string.to_owned())
            }
            InstantiationArgumentName::String(name) => name.value.to_owned(),
        };
        Ok((import, node, bytes!(argument.name.span())))
    }

    /// An argument whose import follows from what it is.
    fn inferred(
        &mut self,
        id: &Ident<'_>,
        imports: &[String],
    ) -> Result<(String, NodeId, Range<usize>)> {
        let node = self.node(id)?;
        let own = self.own_names(node).into_iter();
        let import = own
            .into_iter()
            .find(|name| imports.contains(name))
            .or_else(|| interface_called(id.string, imports))
            .unwrap_or_else(|| id.string.to_owned());
        Ok((import, node, ident_span(id)))
    }

    /// Gives what an instance exports for all imports that it fits by name, and nothing is given for.
    fn spread(
        &mut self,
        new: &NewExpr<'_>,
        id: &Ident<'_>,
        imports: &[String],
        arguments: &mut Arguments,
    ) -> Result<()> {
        let node = self.node(id)?;
        let span = ident_span(id);
        let exports = self.exports(node);
        let mut any = false;
        let mut open = Vec::new();
        for import in imports.iter().filter(|name| !arguments.contains_key(*name)) {
            let wanted = ExternName::new(import);
            let fits = |export: &&String| ExternName::new(export).is_compatible_with(&wanted);
            let exact = exports.iter().find(|export| *export == import);
            match exact.or_else(|| exports.iter().find(fits)) {
                Some(export) => open.push((import.clone(), Some(export.clone()))),
                None => open.push((import.clone(), None)),
            }
        }
        for (import, export) in &open {
            let Some(export) = export else { continue };
            let source = self.graph.alias(node, export);
            let source = source.map_err(|error| self.error(span.clone(), error))?;
            arguments.insert(import.clone(), (source, span.clone()));
            any = true;
        }
        if any {
            return Ok(());
        }
        if self.graph.item_type(node).kind() != "instance" {
            // The graph says what it is instead.
            if let Err(error) = self.graph.alias(node, "...") {
                return Err(self.error(span, error));
            }
        }
        let error = WacError::SpreadNothing {
            instance: self.graph.name(node).to_owned(),
            package: new.package.string.to_owned(),
            imports: open.into_iter().map(|(import, _)| import).collect(),
        };
        Err(self.error(span, error))
    }
}
