//! The types that a text declares and imports: a package of WIT, with a world that imports all that
//! the text gives a type to.

mod path;

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use semver::Version;
use wac_parser::{
    Document, ImportStatement, ImportType, PackagePath, Statement, TypeAliasKind, TypeDecl,
    TypeStatement,
};

use super::print::{self, Names};
use super::wit::{Found, Target};
use super::{WacError, bytes, ident_span};
use crate::graph::{Graph, ItemType};
use crate::located::Located;

/// The name of the world that imports everything.
const WORLD: &str = "everything-that-is-declared";

/// What a text gives a type to.
#[derive(Default)]
pub(super) struct Declared {
    /// The types of imports, by the places of their names.
    imports: HashMap<usize, Import>,
    /// The types of everything that is imported, by name.
    types: HashMap<String, ItemType>,
    /// All of it as a package of WIT, in its binary form; empty where there is nothing.
    pub(super) package: Vec<u8>,
}

/// The type of an import statement.
#[derive(Clone)]
pub(super) struct Import {
    /// The name in the world.
    key: String,
    /// The interface's own name, where it has one.
    pub(super) id: Option<String>,
    /// The way from there.
    rest: Vec<String>,
}

/// What goes into the package, in its order.
enum Part {
    /// Beside the world.
    Outside(String),
    /// In the world.
    Inside(String),
}

type Result<T> = std::result::Result<T, Located<WacError>>;

impl Declared {
    /// The type of an import statement; none for one that takes the type of something else.
    pub(super) fn import(&self, statement: &ImportStatement<'_>) -> Option<&Import> {
        self.imports.get(&statement.id.span.offset())
    }

    pub(super) fn ty(&self, graph: &Graph<'_>, import: &Import) -> Option<ItemType> {
        let mut ty = *self.types.get(&import.key)?;
        for name in &import.rest {
            let exports = graph.exports_of(ty);
            ty = exports.into_iter().find(|(export, _)| export == name)?.1;
        }
        Some(ty)
    }
}

/// Declares in `graph` what `document` declares.
pub(super) fn declare<'d>(
    text: &'d str,
    document: &'d Document<'d>,
    found: &mut Found<'_>,
    graph: &mut Graph<'static>,
) -> Result<Declared> {
    let mut declarer = Declarer {
        text,
        own: document.directive.package.name,
        version: document.directive.package.version.as_ref(),
        found,
        names: Names::default(),
        parts: Vec::new(),
        declared: Declared::default(),
    };
    for statement in &document.statements {
        match statement {
            Statement::Type(statement) => declarer.statement(statement)?,
            Statement::Import(import) => declarer.import(import)?,
            Statement::Let(_) | Statement::Export(_) => {}
        }
    }
    declarer.finish(document, graph)
}

struct Declarer<'d, 'f, 'p> {
    text: &'d str,
    /// The name of the text's own package.
    own: &'d str,
    version: Option<&'d Version>,
    found: &'f mut Found<'p>,
    names: Names<'d>,
    parts: Vec<(Range<usize>, Part)>,
    declared: Declared,
}

impl<'d> Declarer<'d, '_, '_> {
    fn statement(&mut self, statement: &'d TypeStatement<'d>) -> Result<()> {
        let (span, part) = match statement {
            TypeStatement::Interface(interface) => {
                self.interface_paths(&interface.items)?;
                let name = interface.id.string;
                self.names.interfaces.insert(name, &interface.items);
                let body = self.names.interface(self.text, &interface.items);
                (
                    ident_span(&interface.id),
                    Part::Outside(format!("interface %{name} {body}")),
                )
            }
            TypeStatement::World(world) => {
                self.world_paths(&world.items)?;
                let name = world.id.string;
                self.names.worlds.push(name);
                let body = self.names.world(self.text, &world.items);
                (
                    ident_span(&world.id),
                    Part::Outside(format!("world %{name} {body}")),
                )
            }
            TypeStatement::Type(declared) => {
                if let TypeDecl::Alias(alias) = declared
                    && let Some(ty) = self.function_of(&alias.kind)
                {
                    self.names.functions.insert(alias.id.string, ty);
                    // Nothing takes it from here; it is there to be checked.
                    let key = format!("import-n{}", self.parts.len());
                    let ty = self.names.function(self.text, ty);
                    let line = Part::Inside(format!("import {key}: {ty};"));
                    self.parts.push((ident_span(&alias.id), line));
                    return Ok(());
                }
                self.names.values.push((declared.id().string, declared));
                let line = Part::Inside(print::value(self.text, declared));
                (ident_span(declared.id()), line)
            }
        };
        self.parts.push((span, part));
        Ok(())
    }

    /// The function's type that an alias is of.
    fn function_of(&self, kind: &'d TypeAliasKind<'d>) -> Option<&'d wac_parser::FuncType<'d>> {
        match kind {
            TypeAliasKind::Func(ty) => Some(ty),
            TypeAliasKind::Type(wac_parser::Type::Ident(id)) => {
                self.names.functions.get(id.string).copied()
            }
            TypeAliasKind::Type(_) => None,
        }
    }

    fn import(&mut self, statement: &'d ImportStatement<'d>) -> Result<()> {
        let number = self.parts.len();
        let key = format!("import-n{number}");
        let (ty, import) = match &statement.ty {
            ImportType::Package(path) => return self.import_path(statement, path),
            ImportType::Func(ty) => (self.names.function(self.text, ty), None),
            ImportType::Interface(inline) => {
                self.interface_paths(&inline.items)?;
                let body = self.names.interface(self.text, &inline.items);
                (format!("interface {body}"), None)
            }
            ImportType::Ident(id) => {
                if let Some(ty) = self.names.functions.get(id.string) {
                    (self.names.function(self.text, ty), None)
                } else if self.names.interfaces.contains_key(id.string) {
                    (String::new(), Some(id.string))
                } else {
                    return self.check_importable(id);
                }
            }
        };
        let span = ident_span(&statement.id);
        let line = match import {
            Some(interface) => format!("import %{interface};"),
            None if ty.ends_with('}') => format!("import {key}: {ty}"),
            None => format!("import {key}: {ty};"),
        };
        self.parts.push((span, Part::Inside(line)));
        let id = import.map(|interface| self.own_id(interface));
        let import = Import {
            key: id.clone().unwrap_or(key),
            id,
            rest: Vec::new(),
        };
        let at = statement.id.span.offset();
        self.declared.imports.insert(at, import);
        Ok(())
    }

    /// Refuses an import of something that is no type of anything.
    fn check_importable(&self, id: &wac_parser::Ident<'_>) -> Result<()> {
        let is_value = self.names.values.iter().any(|(name, _)| *name == id.string);
        let kind = match self.names.worlds.contains(&id.string) {
            true => "world",
            false if is_value => "type of values",
            // Something that the composition has, or nothing; both are seen later.
            false => return Ok(()),
        };
        let error = WacError::NotImportable {
            name: id.string.to_owned(),
            kind,
        };
        Err(Located::new(self.text, ident_span(id), error))
    }

    fn import_path(
        &mut self,
        statement: &'d ImportStatement<'d>,
        path: &'d PackagePath<'d>,
    ) -> Result<()> {
        self.path(path)?;
        let mut segments = path.segment_spans();
        let (first, span) = segments.next().unwrap_or(("", path.span));
        let is_world = match self.names.paths.get(path.string) {
            Some(_) => matches!(self.found.target(path)?, Target::World(_)),
            None => self.names.worlds.contains(&first),
        };
        let id = match self.names.paths.get(path.string) {
            _ if is_world => {
                let error = WacError::NotImportable {
                    name: path.string.to_owned(),
                    kind: "world",
                };
                return Err(Located::new(self.text, bytes!(span), error));
            }
            Some(id) => id.clone(),
            None => self.own_id(first),
        };
        let line = format!("import {};", self.names.path(path));
        let part = (bytes!(path.span), Part::Inside(line));
        self.parts.push(part);
        let rest: Vec<String> = segments.map(|(name, _)| name.to_owned()).collect();
        let import = Import {
            key: id.clone(),
            id: rest.is_empty().then_some(id),
            rest,
        };
        let at = statement.id.span.offset();
        self.declared.imports.insert(at, import);
        Ok(())
    }

    /// The full name of one of the text's own interfaces.
    fn own_id(&self, interface: &str) -> String {
        let version = self.version.map(|version| format!("@{version}"));
        let version = version.unwrap_or_default();
        format!("{}/{interface}{version}", package_name(self.own))
    }

    /// The package up to a part.
    fn package(&self, parts: usize) -> String {
        let version = self.version.map(|version| format!("@{version}"));
        let version = version.unwrap_or_default();
        let mut text = format!("package {}{version};\n", package_name(self.own));
        let mut inside = String::new();
        let mut imports = HashSet::new();
        for (_, part) in &self.parts[..parts] {
            match part {
                Part::Outside(part) => drop(writeln!(text, "{part}")),
                // An interface may be imported under several names, but once in a world.
                Part::Inside(part) if !imports.insert(part) => {}
                Part::Inside(part) => drop(writeln!(inside, "{part}")),
            }
        }
        let _ = write!(text, "world {WORLD} {{\n{inside}}}\n");
        text
    }

    /// Reads the package and adds its types to the graph.
    fn finish(mut self, document: &Document<'_>, graph: &mut Graph<'static>) -> Result<Declared> {
        if self.parts.is_empty() {
            return Ok(self.declared);
        }
        let all = self.parts.len();
        let mut resolve = self.found.resolve.clone();
        let package = resolve.push_str("composition.wac", &self.package(all));
        let package = match package {
            Ok(package) => package,
            Err(error) => return Err(self.locate(&format!("{error:#}"))),
        };
        let wrong = |message: String| Located::from(WacError::Types { message });
        let bytes = wit_component::encode(&resolve, package, false)
            .map_err(|error| wrong(format!("{error:#}")))?;
        let declared = graph
            .declare(document.directive.package.string, &bytes, WORLD)
            .map_err(WacError::from)?;
        self.declared.package = bytes;
        for (name, ty) in graph.imports(declared) {
            self.declared.types.insert(name.to_owned(), ty);
        }
        Ok(self.declared)
    }

    /// Finds the first part with which the package is wrong.
    fn locate(&self, message: &str) -> Located<WacError> {
        let first = (0..=self.parts.len()).find(|&parts| {
            let mut resolve = self.found.resolve.clone();
            let text = self.package(parts);
            resolve.push_str("composition.wac", &text).is_err()
        });
        let message = message.lines().next().unwrap_or_default().to_owned();
        let error = WacError::Types { message };
        let part = first.and_then(|parts| self.parts.get(parts.checked_sub(1)?));
        match part {
            Some((span, _)) => Located::new(self.text, span.clone(), error),
            None => error.into(),
        }
    }
}

/// A package's name in WIT, which has no further `:`.
fn package_name(name: &str) -> String {
    match name.matches(':').count() {
        1 => name.to_owned(),
        _ => "wac:composition".to_owned(),
    }
}
