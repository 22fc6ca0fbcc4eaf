//! What wit-bindgen writes, told what the options choose.
//!
//! A path of the user's is right where the macro stands, and wit-bindgen puts it deeper. So it gets an alias
//! instead, and once the code is written every alias is reached from the module that it is in.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::str;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use wit_bindgen_core::{Files, WorldGenerator};
use wit_bindgen_rust::{Opts, WithOption};
use wit_parser::{Resolve, WorldId};
use wittgen_ir::{InterfaceId, Type, TypeDef, TypeId, TypeKind, TypeOwner, World};

use crate::choices::{Choices, spell};
use crate::rust::{is_keyword, parse};

/// wit-bindgen's part.
pub(super) struct Abi<'a> {
    world: &'a World,
    choices: &'a Choices,
    /// The user's paths, by the aliases for them.
    aliases: Vec<(Ident, TokenStream)>,
    /// The aliases of interfaces and types.
    pub(super) interfaces: HashMap<InterfaceId, Ident>,
    pub(super) types: HashMap<TypeId, Ident>,
}

impl<'a> Abi<'a> {
    pub(super) fn new(world: &'a World, choices: &'a Choices) -> Self {
        let mut aliases = Vec::new();
        let mut alias = |path: &TokenStream| {
            let ident = format_ident!("__with_{}", aliases.len());
            aliases.push((ident.clone(), path.clone()));
            ident
        };
        let interfaces = world
            .interface_ids()
            .filter_map(|id| Some((id, alias(choices.interfaces.get(&id)?))))
            .collect();
        let types = world
            .type_ids()
            .filter_map(|id| Some((id, alias(choices.types.get(&id)?))))
            .collect();
        Self {
            world,
            choices,
            aliases,
            interfaces,
            types,
        }
    }

    /// The aliases, beside the hidden module.
    pub(super) fn emit_uses(&self) -> TokenStream {
        let uses = self.aliases.iter().map(|(alias, path)| {
            quote! {
                #[doc(hidden)]
                #[allow(unused_imports)]
                use #path as #alias;
            }
        });
        quote!(#(#uses)*)
    }

    /// The contents of the hidden module.
    pub(super) fn emit(&self, resolve: &Resolve, id: WorldId) -> Result<TokenStream, String> {
        let crate_path = spell(&self.choices.crate_path);
        let opts = Opts {
            generate_all: true,
            generate_unused_types: true,
            runtime_path: Some(format!("{crate_path}::guest::__private::rt")),
            bitflags_path: Some(format!("{crate_path}::guest::__private::rt::bitflags")),
            with: self.with(),
            additional_type_attributes: self.attributes(),
            ..Opts::default()
        };
        let mut resolve = resolve.clone();
        let mut files = Files::default();
        opts.build()
            .generate(&mut resolve, id, &mut files)
            .map_err(|error| format!("{error:#}"))?;
        let mut tokens = TokenStream::new();
        for (_, bytes) in files.iter() {
            let text = str::from_utf8(bytes).map_err(|error| error.to_string())?;
            tokens.extend(parse(text)?);
        }
        let aliases: HashSet<String> = self
            .aliases
            .iter()
            .map(|(alias, _)| alias.to_string())
            .collect();
        if aliases.is_empty() && !has_keyword_package(&resolve) {
            return Ok(tokens);
        }
        Ok(mend(tokens, &aliases, 1))
    }

    fn with(&self) -> Vec<(String, WithOption)> {
        let interfaces = self.interfaces.iter().map(|(id, alias)| {
            let name = self.world.interface(*id).id.clone();
            (name, WithOption::Path(alias.to_string()))
        });
        let types = self.types.iter().map(|(id, alias)| {
            let name = self.selector(self.world.ty(*id));
            (name, WithOption::Path(alias.to_string()))
        });
        // In an order of its own: the code must not vary from run to run.
        let sorted: BTreeMap<String, WithOption> = interfaces.chain(types).collect();
        sorted.into_iter().collect()
    }

    /// wit-bindgen's name for a type.
    fn selector(&self, def: &TypeDef) -> String {
        match def.owner {
            TypeOwner::World => format!("{}/{}", self.world.name, def.name),
            TypeOwner::Interface(id) => {
                let interface = self.world.interface(id);
                let interface = interface.implements.as_ref().unwrap_or(&interface.id);
                if interface.contains(':') {
                    format!("{interface}/{}", def.name)
                } else {
                    def.name.to_string()
                }
            }
        }
    }

    /// The traits that each type derives beside what wit-bindgen derives, so that it has those of the host's.
    fn attributes(&self) -> Vec<(String, String)> {
        let mut attributes: BTreeMap<String, Option<String>> = BTreeMap::new();
        for id in self.world.type_ids() {
            let def = self.world.ty(id);
            if !self.is_generated(id) {
                continue;
            }
            let derives = self.derives(def);
            let attribute =
                (!derives.is_empty()).then(|| format!("#[derive({})]", derives.join(", ")));
            // Types of interfaces in place have no other name than their own, so that several may share it.
            attributes
                .entry(self.selector(def))
                .and_modify(|other| {
                    if *other != attribute {
                        *other = None;
                    }
                })
                .or_insert(attribute);
        }
        attributes
            .into_iter()
            .filter_map(|(selector, attribute)| Some((selector, attribute?)))
            .collect()
    }

    fn is_generated(&self, id: TypeId) -> bool {
        let with_interface = match self.world.ty(id).owner {
            TypeOwner::World => false,
            TypeOwner::Interface(owner) => self.interfaces.contains_key(&owner),
        };
        !with_interface && !self.types.contains_key(&id)
    }

    fn derives(&self, def: &TypeDef) -> Vec<String> {
        let is_enum = matches!(def.kind, TypeKind::Enum(_));
        if !is_enum && !matches!(def.kind, TypeKind::Record(_) | TypeKind::Variant(_)) {
            return Vec::new();
        }
        // What holds a resource is itself alone.
        if self.kind_any(&def.kind, &is_handle) {
            return Vec::new();
        }
        let strict = !self.kind_any(&def.kind, &|ty| matches!(ty, Type::F32 | Type::F64));
        let mut derives: Vec<String> = Vec::new();
        if !is_enum {
            derives.push("PartialEq".to_string());
            if strict {
                derives.push("Eq".to_string());
            }
        }
        if strict {
            derives.push("Hash".to_string());
        }
        let more = self.choices.more_derives(is_enum, strict);
        derives.extend(more.iter().map(spell));
        derives
    }

    fn any(&self, ty: &Type, test: &dyn Fn(&Type) -> bool) -> bool {
        test(ty)
            || match ty {
                Type::Named(id) => self.kind_any(&self.world.ty(*id).kind, test),
                _ => ty.parts().into_iter().any(|part| self.any(part, test)),
            }
    }

    fn kind_any(&self, kind: &TypeKind, test: &dyn Fn(&Type) -> bool) -> bool {
        match kind {
            TypeKind::Record(fields) => fields.iter().any(|field| self.any(&field.ty, test)),
            TypeKind::Variant(cases) => cases
                .iter()
                .filter_map(|case| case.ty.as_ref())
                .any(|ty| self.any(ty, test)),
            TypeKind::Alias(ty) => self.any(ty, test),
            // Met where it is named as a type by itself.
            TypeKind::Resource => test(&Type::Stream(None)),
            TypeKind::Enum(_) | TypeKind::Flags(_) => false,
        }
    }
}

fn is_handle(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Own(_) | Type::Borrow(_) | Type::Stream(_) | Type::Future(_) | Type::ErrorContext
    )
}

/// Whether a package is named by a keyword, which wit-bindgen takes for the name of a module.
fn has_keyword_package(resolve: &Resolve) -> bool {
    let mut names = resolve.package_names.keys();
    names.any(|package| is_keyword(&package.name.replace('-', "_")))
}

/// Puts `super::` before each alias, once for every module that it stands in, and an underscore behind modules that
/// are named by a keyword.
fn mend(tokens: TokenStream, aliases: &HashSet<String>, depth: usize) -> TokenStream {
    let mut out = TokenStream::new();
    let mut last: [Option<TokenTree>; 2] = [None, None];
    for token in tokens {
        let is_module = matches!(&last[0], Some(TokenTree::Ident(ident)) if ident == "mod");
        match &token {
            TokenTree::Ident(ident) if aliases.contains(&ident.to_string()) => {
                let supers = (0..depth).map(|_| quote!(super::));
                quote!(#(#supers)* #ident).to_tokens(&mut out);
            }
            TokenTree::Ident(ident) if names_module(&last, ident) => {
                format_ident!("{ident}_").to_tokens(&mut out);
            }
            TokenTree::Group(group) => {
                let inside = is_module && group.delimiter() == Delimiter::Brace;
                let stream = mend(group.stream(), aliases, depth + usize::from(inside));
                let mut new = Group::new(group.delimiter(), stream);
                new.set_span(group.span());
                new.to_tokens(&mut out);
            }
            _ => token.to_tokens(&mut out),
        }
        last = [last[1].take(), Some(token)];
    }
    out
}

/// Whether `ident` is a keyword where a module's name is expected: behind `mod` or `::`.
fn names_module(before: &[Option<TokenTree>; 2], ident: &Ident) -> bool {
    let is_colon = |token: &Option<TokenTree>| matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == ':');
    let after_mod = matches!(&before[1], Some(TokenTree::Ident(it)) if it == "mod");
    let expected = after_mod || before.iter().all(is_colon);
    let text = ident.to_string();
    expected && is_keyword(&text) && !["self", "Self", "super", "crate"].contains(&text.as_str())
}
