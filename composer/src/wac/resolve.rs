//! From statements to a graph.

use std::collections::HashMap;
use std::ops::Range;

use indexmap::IndexMap;
use wac_parser::{
    Document, ExportOptions, ExportStatement, Expr, Ident, ImportStatement, ImportType,
    PostfixExpr, PrimaryExpr, Statement, TypeStatement,
};

use super::declare::{Declared, declare};
use super::wit::Found;
use super::{Packages, WacError, bytes, ident_span, target};
use crate::graph::{ExportError, Graph, NodeId, NodeKind};
use crate::located::{Located, Place};

pub(super) type Result<T> = std::result::Result<T, Located<WacError>>;

/// Resolves a document.
pub(super) fn resolve(
    text: &str,
    document: &Document<'_>,
    packages: Packages<'_>,
) -> Result<Graph<'static>> {
    let mut graph = Graph::new();
    let mut found = Found::new(text, packages);
    let declared = declare(text, document, &mut found, &mut graph)?;
    let mut resolver = Resolver {
        text,
        own: document.directive.package.name,
        graph,
        found,
        names: IndexMap::new(),
        ids: HashMap::new(),
        places: HashMap::new(),
    };
    for statement in &document.statements {
        match statement {
            Statement::Import(import) => resolver.import(import, &declared)?,
            Statement::Let(let_statement) => {
                let name = let_statement.id.string;
                let node = resolver.expression(&let_statement.expr, Some(name))?;
                resolver.name(&let_statement.id, Name::Node(node))?;
            }
            Statement::Export(export) => resolver.export(export)?,
            Statement::Type(TypeStatement::Interface(declared)) => {
                resolver.name(&declared.id, Name::Type)?;
            }
            Statement::Type(TypeStatement::Type(declared)) => {
                resolver.name(declared.id(), Name::Type)?;
            }
            Statement::Type(TypeStatement::World(world)) => {
                resolver.name(&world.id, Name::World)?;
            }
        }
    }
    if let Some(path) = &document.directive.targets {
        target::check_target(&mut resolver, path, &declared.package)?;
    }
    Ok(resolver.graph)
}

/// What a name stands for.
#[derive(Clone, Copy)]
pub(super) enum Name {
    Node(NodeId),
    Type,
    World,
}

pub(super) struct Resolver<'t, 'p> {
    pub(super) text: &'t str,
    /// The name of the text's own package.
    pub(super) own: &'t str,
    pub(super) graph: Graph<'static>,
    pub(super) found: Found<'p>,
    /// The text's names, with their places.
    names: IndexMap<String, (Name, Range<usize>)>,
    /// The interfaces that imports are of, where they have names of their own.
    ids: HashMap<NodeId, String>,
    /// Where imports and exports come from, by their names.
    pub(super) places: HashMap<String, Range<usize>>,
}

impl Resolver<'_, '_> {
    pub(super) fn error(
        &self,
        span: Range<usize>,
        error: impl Into<WacError>,
    ) -> Located<WacError> {
        Located::new(self.text, span, error)
    }

    fn name(&mut self, id: &Ident<'_>, name: Name) -> Result<()> {
        let span = ident_span(id);
        // Types share their names with exports, as if they were exported themselves.
        let exported = self.graph.exported().any(|(name, _)| name == id.string);
        let place = match name {
            Name::Type | Name::World if exported => self.places.get(id.string),
            _ => None,
        };
        let known = self.names.get(id.string).map(|(_, first)| first);
        if let Some(first) = known.or(place) {
            let error = WacError::Redefined {
                name: id.string.to_owned(),
                line: Place::new(self.text, first.clone()).line,
            };
            return Err(self.error(span, error));
        }
        self.names.insert(id.string.to_owned(), (name, span));
        Ok(())
    }

    fn import(&mut self, statement: &ImportStatement<'_>, declared: &Declared) -> Result<()> {
        let import = declared.import(statement);
        let span = ident_span(&statement.id);
        let (ty, id) = match (import, &statement.ty) {
            (Some(import), _) => {
                let ty = declared.ty(&self.graph, import).ok_or_else(|| {
                    let message = format!("`{}` leads to nothing", statement.id.string);
                    self.error(span.clone(), WacError::Types { message })
                })?;
                (ty, import.id.clone())
            }
            (None, ImportType::Ident(id)) => {
                let node = self.node(id)?;
                (self.graph.item_type(node), self.ids.get(&node).cloned())
            }
            // Whatever declares a type has one.
            (None, _) => return Err(self.error(span, WacError::NeedsName)),
        };
        let name = match (&statement.name, &statement.ty) {
            (Some(name), _) => name.as_str().to_owned(),
            (None, ImportType::Package(path)) => path.string.to_owned(),
            (None, _) => id.clone().unwrap_or_else(|| statement.id.string.to_owned()),
        };
        let span = match (&statement.name, &statement.ty) {
            (Some(name), _) => bytes!(name.span()),
            (None, ImportType::Package(path)) => bytes!(path.span),
            (None, _) => span,
        };
        let ty = self.graph.promote(ty);
        let node = self.graph.import(&name, ty);
        let node = node.map_err(|error| self.error(span.clone(), error))?;
        self.places.insert(name, span);
        if let Some(id) = id {
            self.ids.insert(node, id);
        }
        self.name(&statement.id, Name::Node(node))
    }

    /// Whether a name is that of a world.
    pub(super) fn is_world(&self, name: &str) -> bool {
        matches!(self.names.get(name), Some((Name::World, _)))
    }

    /// The node of a name.
    pub(super) fn node(&self, id: &Ident<'_>) -> Result<NodeId> {
        match self.names.get(id.string) {
            Some((Name::Node(node), _)) => Ok(*node),
            Some((Name::Type | Name::World, _)) => {
                let name = id.string.to_owned();
                Err(self.error(ident_span(id), WacError::IsType { name }))
            }
            None => {
                let error = WacError::Undefined {
                    name: id.string.to_owned(),
                    names: self.names.keys().cloned().collect(),
                };
                Err(self.error(ident_span(id), error))
            }
        }
    }

    /// The node of an expression. An instance is called `name` where there is one.
    pub(super) fn expression(&mut self, expr: &Expr<'_>, name: Option<&str>) -> Result<NodeId> {
        let name = name.filter(|_| expr.postfix.is_empty());
        let mut node = match &expr.primary {
            PrimaryExpr::New(new) => self.new_instance(new, name)?,
            PrimaryExpr::Nested(nested) => self.expression(&nested.inner, name)?,
            PrimaryExpr::Ident(id) => self.node(id)?,
        };
        for postfix in &expr.postfix {
            let (export, span) = match postfix {
                PostfixExpr::Access(access) => {
                    let exports = self.exports(node);
                    let interface = interface_called(access.id.string, &exports);
                    let export = interface.unwrap_or_else(|| access.id.string.to_owned());
                    (export, bytes!(access.id.span))
                }
                PostfixExpr::NamedAccess(access) => {
                    let export = access.string.value.to_owned();
                    (export, bytes!(access.string.span))
                }
            };
            let found = self.graph.alias(node, &export);
            node = found.map_err(|error| self.error(span, error))?;
        }
        Ok(node)
    }

    /// The names of what a node exports.
    pub(super) fn exports(&self, node: NodeId) -> Vec<String> {
        let exports = self.graph.exports_of(self.graph.item_type(node));
        exports.into_iter().map(|(name, _)| name).collect()
    }

    /// The name that a node has by itself: that of its interface, or that under which it is
    /// imported or exported.
    pub(super) fn own_names(&self, node: NodeId) -> Vec<String> {
        let mut names: Vec<String> = self.ids.get(&node).cloned().into_iter().collect();
        match self.graph.kind(node) {
            NodeKind::Import { name } => names.push(name.clone()),
            NodeKind::Alias { export, .. } => names.push(export.clone()),
            _ => {}
        }
        names
    }

    fn export(&mut self, statement: &ExportStatement<'_>) -> Result<()> {
        let node = self.expression(&statement.expr, None)?;
        let span = bytes!(statement.expr.span);
        match &statement.options {
            ExportOptions::None => {
                let Some(name) = self.own_names(node).into_iter().next() else {
                    return Err(self.error(span, WacError::NeedsName));
                };
                self.export_as(node, &name, span)
            }
            ExportOptions::Rename(name) => {
                let span = bytes!(name.span());
                self.export_as(node, name.as_str(), span)
            }
            ExportOptions::Spread(_) => self.export_all(node, span),
        }
    }

    fn export_all(&mut self, node: NodeId, span: Range<usize>) -> Result<()> {
        let is_instance = self.graph.item_type(node).kind() == "instance";
        if !is_instance {
            // The graph says what it is instead.
            let error = self.graph.alias(node, "...");
            return match error {
                Err(error) => Err(self.error(span, error)),
                Ok(_) => Ok(()),
            };
        }
        let mut any = false;
        for name in self.exports(node) {
            if self.graph.exported().any(|(known, _)| known == name) {
                continue;
            }
            let export = self.graph.alias(node, &name);
            let export = export.map_err(|error| self.error(span.clone(), error))?;
            self.export_as(export, &name, span.clone())?;
            any = true;
        }
        if any {
            return Ok(());
        }
        let instance = self.graph.name(node).to_owned();
        Err(self.error(span, WacError::ExportNothing { instance }))
    }

    fn export_as(&mut self, node: NodeId, name: &str, span: Range<usize>) -> Result<()> {
        if let Some((Name::Type | Name::World, first)) = self.names.get(name) {
            let error = WacError::Redefined {
                name: name.to_owned(),
                line: Place::new(self.text, first.clone()).line,
            };
            return Err(self.error(span, error));
        }
        let exported: std::result::Result<(), ExportError> = self.graph.export(node, name);
        exported.map_err(|error| self.error(span.clone(), error))?;
        self.places.insert(name.to_owned(), span);
        Ok(())
    }
}

/// The only interface among `names` that is called `name` without package and version; none where
/// something is called that outright.
pub(super) fn interface_called(name: &str, names: &[String]) -> Option<String> {
    if names.iter().any(|known| known == name) {
        return None;
    }
    let mut found = names.iter().filter(|known| {
        let interface = known.rsplit_once('/').map(|(_, interface)| interface);
        interface.is_some_and(|interface| interface.split('@').next() == Some(name))
    });
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}
