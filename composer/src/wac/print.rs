//! Types in WAC as types in WIT: paths lead to what packages are called in their own WIT, and
//! names of functions' types, which WIT doesn't have, become these types.
//!
//! Whether the types are right is for WIT's parser to say.

use std::collections::HashMap;
use std::fmt::Write as _;

use wac_parser::{
    DocumentPrinter, ExternType, FuncType, FuncTypeRef, Ident, InterfaceItem, ItemTypeDecl,
    PackagePath, TypeAliasKind, TypeDecl, Use, UsePath, WorldItem, WorldItemPath, WorldRef,
};

/// What a text's own names stand for.
#[derive(Default)]
pub(super) struct Names<'d> {
    /// Functions' types.
    pub(super) functions: HashMap<&'d str, FuncRef<'d>>,
    /// Types of values, in their order.
    pub(super) values: Vec<(&'d str, &'d TypeDecl<'d>)>,
    pub(super) interfaces: HashMap<&'d str, &'d [InterfaceItem<'d>]>,
    pub(super) worlds: Vec<&'d str>,
    /// Paths into packages, by what they lead to.
    pub(super) paths: HashMap<&'d str, String>,
}

/// A function's type.
pub(super) type FuncRef<'d> = &'d FuncType<'d>;

impl<'d> Names<'d> {
    pub(super) fn function(&self, text: &str, ty: &FuncType<'_>) -> String {
        print(text, |printer| printer.func_type(ty))
    }

    /// A path as it is in WIT.
    pub(super) fn path(&self, path: &PackagePath<'_>) -> String {
        match self.paths.get(path.string) {
            Some(known) => known.clone(),
            // One of the text's own.
            None => format!("%{}", path.segments),
        }
    }

    /// The body of an interface.
    pub(super) fn interface(&self, text: &str, items: &[InterfaceItem<'_>]) -> String {
        let mut body = String::new();
        let mut own: Vec<&str> = Vec::new();
        let mut functions: HashMap<&str, &FuncType<'_>> = HashMap::new();
        for item in items {
            match item {
                InterfaceItem::Use(used) => {
                    for item in &used.items {
                        own.push(item.as_id.as_ref().unwrap_or(&item.id).string);
                    }
                    body.push_str(&self.used(used));
                }
                InterfaceItem::Type(ItemTypeDecl::Alias(alias)) => match &alias.kind {
                    TypeAliasKind::Func(ty) => drop(functions.insert(alias.id.string, ty)),
                    TypeAliasKind::Type(_) => {
                        own.push(alias.id.string);
                        body.push_str(&print(text, |printer| printer.type_alias(alias)));
                    }
                },
                InterfaceItem::Type(declared) => {
                    own.push(declared.id().string);
                    body.push_str(&print(text, |printer| printer.item_type_decl(declared)));
                }
                InterfaceItem::Export(export) => {
                    let ty = match &export.ty {
                        FuncTypeRef::Func(ty) => self.function(text, ty),
                        FuncTypeRef::Ident(id) => match functions.get(id.string) {
                            Some(ty) => self.function(text, ty),
                            None => self.named_function(text, id),
                        },
                    };
                    own.push(export.id.string);
                    let _ = write!(body, "%{}: {ty};", export.id.string);
                }
            }
            body.push('\n');
        }
        format!("{{\n{}{body}}}", self.outer_values(text, &body, &own))
    }

    /// The declarations of the text's own types of values that `body` mentions: an interface of WIT
    /// doesn't see what is outside of it.
    fn outer_values(&self, text: &str, body: &str, own: &[&str]) -> String {
        let mut wanted = String::from(body);
        let mut declarations = Vec::new();
        for (name, declared) in self.values.iter().rev() {
            if !own.contains(name) && mentions(&wanted, name) {
                let declaration = print(text, |printer| printer.type_decl(declared));
                wanted.push_str(&declaration);
                declarations.push(declaration);
            }
        }
        declarations.reverse();
        declarations.join("\n")
    }

    fn named_function(&self, text: &str, id: &Ident<'_>) -> String {
        match self.functions.get(id.string) {
            Some(ty) => self.function(text, ty),
            None => format!("%{}", id.string),
        }
    }

    fn used(&self, used: &Use<'_>) -> String {
        let path = match &used.path {
            UsePath::Package(path) => self.path(path),
            UsePath::Ident(id) => format!("%{}", id.string),
        };
        let items = used.items.iter().map(|item| match &item.as_id {
            Some(name) => format!("%{} as %{}", item.id.string, name.string),
            None => format!("%{}", item.id.string),
        });
        let items: Vec<_> = items.collect();
        format!("use {path}.{{{}}};", items.join(", "))
    }

    /// The body of a world.
    pub(super) fn world(&self, text: &str, items: &[WorldItem<'_>]) -> String {
        let mut body = String::new();
        let mut own = Vec::new();
        for item in items {
            let line = match item {
                WorldItem::Use(used) => {
                    for item in &used.items {
                        own.push(item.as_id.as_ref().unwrap_or(&item.id).string);
                    }
                    self.used(used)
                }
                WorldItem::Type(declared) => {
                    own.push(declared.id().string);
                    print(text, |printer| printer.item_type_decl(declared))
                }
                WorldItem::Import(import) => {
                    format!("import {}", self.world_item(text, &import.path))
                }
                WorldItem::Export(export) => {
                    format!("export {}", self.world_item(text, &export.path))
                }
                WorldItem::Include(include) => {
                    let world = match &include.world {
                        WorldRef::Ident(id) => format!("%{}", id.string),
                        WorldRef::Package(path) => self.path(path),
                    };
                    let with = include.with.iter().map(|renamed| {
                        format!("%{} as %{}", renamed.from.string, renamed.to.string)
                    });
                    let with: Vec<_> = with.collect();
                    match with.is_empty() {
                        true => format!("include {world};"),
                        false => format!("include {world} with {{ {} }}", with.join(", ")),
                    }
                }
            };
            let _ = writeln!(body, "{line}");
        }
        format!("{{\n{}{body}}}", self.outer_values(text, &body, &own))
    }

    fn world_item(&self, text: &str, path: &WorldItemPath<'_>) -> String {
        match path {
            WorldItemPath::Package(path) => format!("{};", self.path(path)),
            WorldItemPath::Ident(id) => format!("%{};", id.string),
            WorldItemPath::Named(named) => {
                let ty = match &named.ty {
                    ExternType::Func(ty) => self.function(text, ty),
                    ExternType::Interface(inline) => {
                        format!("interface {}", self.interface(text, &inline.items))
                    }
                    ExternType::Ident(id) => match self.interfaces.get(id.string) {
                        Some(items) => format!("interface {}", self.interface(text, items)),
                        None => self.named_function(text, id),
                    },
                };
                // An interface ends by itself.
                let end = if ty.ends_with('}') { "" } else { ";" };
                format!("%{}: {ty}{end}", named.id.string)
            }
        }
    }
}

/// Whether a text in WIT has `name` as a word, other than as that of a field or parameter.
fn mentions(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    text.match_indices(name).any(|(at, _)| {
        let after = &text[at + name.len()..];
        !text[..at].ends_with(is_word) && !after.starts_with(is_word) && !after.starts_with(':')
    })
}

/// The declaration of a type of values.
pub(super) fn value(text: &str, declared: &TypeDecl<'_>) -> String {
    print(text, |printer| printer.type_decl(declared))
}

/// What the parser's own printer makes of something.
fn print<'t>(
    text: &'t str,
    print: impl FnOnce(&mut DocumentPrinter<'t, &mut String>) -> std::fmt::Result,
) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = print(&mut DocumentPrinter::new(&mut out, text, None));
    out.push('\n');
    out.trim_end().to_owned()
}
