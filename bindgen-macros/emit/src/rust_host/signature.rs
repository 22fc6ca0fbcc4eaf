//! What functions are expected to look like, as data: `static` tables that the runtime holds against a component
//! when it is loaded.
//!
//! They come from the IR and not from Rust's types, since `with` puts any type of the user's in the place of what
//! WIT names. Only the types that the functions reach are written, each once.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use wittgen_ir::{Case, Func, FuncKind, InterfaceId, Type, TypeId, TypeKind, TypeOwner, World};

use super::Emitter;

impl Emitter<'_> {
    /// The module `__signature`, in which `FUNCS` describes `funcs` in their order; nothing where there are none.
    pub(super) fn emit_signatures<'f>(
        &self,
        funcs: impl Iterator<Item = (Option<InterfaceId>, &'f Func)>,
    ) -> Option<TokenStream> {
        let rt = &self.rt;
        let mut tables = Tables::new(self.world);
        let funcs: Vec<TokenStream> = funcs
            .map(|(interface, func)| tables.emit_func(interface, func))
            .collect();
        if funcs.is_empty() {
            return None;
        }
        let (types, len) = (tables.items, funcs.len());
        Some(quote! {
            mod __signature {
                use #rt::signature::*;
                #(#types)*
                pub(super) static FUNCS: [Func; #len] = [#(#funcs),*];
            }
        })
    }
}

/// The tables of one module.
struct Tables<'a> {
    world: &'a World,
    /// The `static` of each named type that was met.
    named: HashMap<TypeId, Ident>,
    taken: HashSet<String>,
    items: Vec<TokenStream>,
}

impl<'a> Tables<'a> {
    fn new(world: &'a World) -> Self {
        Self {
            world,
            named: HashMap::new(),
            taken: HashSet::from(["FUNCS".to_string()]),
            items: Vec::new(),
        }
    }

    fn emit_func(&mut self, interface: Option<InterfaceId>, func: &Func) -> TokenStream {
        let interface = self.emit_interface(interface);
        let (name, is_async) = (&func.id, func.is_async);
        let this = match func.kind {
            FuncKind::Method(id) => {
                let resource = self.emit_named(id);
                Some(quote!(("self", Type::Borrow(&#resource)),))
            }
            FuncKind::Free | FuncKind::Constructor(_) | FuncKind::Static(_) => None,
        };
        let params: Vec<TokenStream> = func
            .params
            .iter()
            .map(|param| {
                let (name, ty) = (param.name.wit(), self.emit_type(&param.ty));
                quote!((#name, #ty))
            })
            .collect();
        let result = self.emit_optional(func.result.as_ref());
        quote! {
            Func {
                interface: #interface,
                name: #name,
                is_async: #is_async,
                params: &[#this #(#params),*],
                result: #result,
            }
        }
    }

    fn emit_interface(&self, id: Option<InterfaceId>) -> TokenStream {
        match id {
            Some(id) => {
                let id = &self.world.interface(id).id;
                quote!(Some(#id))
            }
            None => quote!(None),
        }
    }

    fn emit_type(&mut self, ty: &Type) -> TokenStream {
        match ty {
            Type::Bool => quote!(Type::Bool),
            Type::U8 => quote!(Type::U8),
            Type::U16 => quote!(Type::U16),
            Type::U32 => quote!(Type::U32),
            Type::U64 => quote!(Type::U64),
            Type::S8 => quote!(Type::S8),
            Type::S16 => quote!(Type::S16),
            Type::S32 => quote!(Type::S32),
            Type::S64 => quote!(Type::S64),
            Type::F32 => quote!(Type::F32),
            Type::F64 => quote!(Type::F64),
            Type::Char => quote!(Type::Char),
            Type::String => quote!(Type::String),
            Type::ErrorContext => quote!(Type::ErrorContext),
            Type::List(ty) => {
                let ty = self.emit_type(ty);
                quote!(Type::List(&#ty))
            }
            Type::FixedList(ty, len) => {
                let ty = self.emit_type(ty);
                quote!(Type::FixedList(&#ty, #len))
            }
            Type::Map(key, value) => {
                let (key, value) = (self.emit_type(key), self.emit_type(value));
                quote!(Type::Map(&#key, &#value))
            }
            Type::Option(ty) => {
                let ty = self.emit_type(ty);
                quote!(Type::Option(&#ty))
            }
            Type::Result { ok, err } => {
                let (ok, err) = (self.emit_part(ok), self.emit_part(err));
                quote!(Type::Result(#ok, #err))
            }
            Type::Tuple(types) => {
                let types: Vec<_> = types.iter().map(|ty| self.emit_type(ty)).collect();
                quote!(Type::Tuple(&[#(#types),*]))
            }
            Type::Stream(ty) => {
                let ty = self.emit_part(ty);
                quote!(Type::Stream(#ty))
            }
            Type::Future(ty) => {
                let ty = self.emit_part(ty);
                quote!(Type::Future(#ty))
            }
            Type::Named(id) if self.is_resource(*id) => self.emit_type(&Type::Own(*id)),
            Type::Named(id) => {
                let name = self.emit_named(*id);
                quote!(Type::Named(&#name))
            }
            Type::Own(id) => {
                let name = self.emit_named(*id);
                quote!(Type::Own(&#name))
            }
            Type::Borrow(id) => {
                let name = self.emit_named(*id);
                quote!(Type::Borrow(&#name))
            }
        }
    }

    /// A type behind a reference, where there is one.
    fn emit_part(&mut self, ty: &Option<Box<Type>>) -> TokenStream {
        match ty {
            Some(ty) => {
                let ty = self.emit_type(ty);
                quote!(Some(&#ty))
            }
            None => quote!(None),
        }
    }

    fn emit_optional(&mut self, ty: Option<&Type>) -> TokenStream {
        match ty {
            Some(ty) => {
                let ty = self.emit_type(ty);
                quote!(Some(#ty))
            }
            None => quote!(None),
        }
    }

    fn is_resource(&self, id: TypeId) -> bool {
        matches!(self.world.resolve(id).kind, TypeKind::Resource)
    }

    /// The `static` of a named type, an alias of another as that other.
    fn emit_named(&mut self, mut id: TypeId) -> Ident {
        while let TypeKind::Alias(Type::Named(next)) = self.world.ty(id).kind {
            id = next;
        }
        if let Some(name) = self.named.get(&id) {
            return name.clone();
        }
        let def = self.world.ty(id);
        let item = match &def.kind {
            TypeKind::Resource => {
                let interface = match def.owner {
                    TypeOwner::Interface(owner) => self.emit_interface(Some(owner)),
                    TypeOwner::World => quote!(None),
                };
                let name = def.name.wit();
                quote!(Resource = Resource { interface: #interface, name: #name, })
            }
            kind => {
                let (name, kind) = (def.name.wit(), self.emit_kind(kind));
                quote!(Named = Named { name: #name, kind: #kind, })
            }
        };
        let ident = self.free_name(&def.name.shouty());
        self.items.push(quote!(static #ident: #item;));
        self.named.insert(id, ident.clone());
        ident
    }

    fn emit_kind(&mut self, kind: &TypeKind) -> TokenStream {
        match kind {
            TypeKind::Record(fields) => {
                let fields: Vec<_> = fields
                    .iter()
                    .map(|field| {
                        let (name, ty) = (field.name.wit(), self.emit_type(&field.ty));
                        quote!((#name, #ty))
                    })
                    .collect();
                quote!(Kind::Record(&[#(#fields),*]))
            }
            TypeKind::Variant(cases) => {
                let cases: Vec<_> = cases
                    .iter()
                    .map(|case| {
                        let (name, ty) = (case.name.wit(), self.emit_optional(case.ty.as_ref()));
                        quote!((#name, #ty))
                    })
                    .collect();
                quote!(Kind::Variant(&[#(#cases),*]))
            }
            TypeKind::Enum(cases) => {
                let names = names(cases);
                quote!(Kind::Enum(&[#(#names),*]))
            }
            TypeKind::Flags(cases) => {
                let names = names(cases);
                quote!(Kind::Flags(&[#(#names),*]))
            }
            TypeKind::Alias(ty) => {
                let ty = self.emit_type(ty);
                quote!(Kind::Alias(#ty))
            }
            TypeKind::Resource => unreachable!("a resource has a table of its own kind"),
        }
    }

    /// `name`, or with a number behind it where two types of different interfaces have it.
    fn free_name(&mut self, name: &str) -> Ident {
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let free = std::iter::once(name.to_string())
            .chain(numbered)
            .find(|name| self.taken.insert(name.clone()))
            .expect("there is always a next number");
        Ident::new(&free, Span::call_site())
    }
}

fn names(cases: &[Case]) -> impl Iterator<Item = &str> {
    cases.iter().map(|case| case.name.wit())
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use wittgen_ir::{Input, World, lower, read};

    use super::Tables;

    fn world(wit: &str) -> World {
        let source = read(&Input::inline(wit)).expect("WIT");
        lower(&source, None).expect("one world")
    }

    /// The tables for the world's own exports, and the descriptions of these.
    fn tables(world: &World) -> (Vec<String>, Vec<String>) {
        let mut tables = Tables::new(world);
        let funcs = world
            .exported_funcs
            .iter()
            .map(|func| tables.emit_func(None, func).to_string())
            .collect();
        (
            tables.items.iter().map(ToString::to_string).collect(),
            funcs,
        )
    }

    #[test]
    fn every_type_has_a_description() {
        let world = world(
            "package a:b;
            world w { export f: async func(
                a: list<u8, 4>, b: map<string, list<u8>>, c: stream<u8>, d: stream, e: future<string>,
                f: future, g: error-context, h: result<_, f32>, i: option<tuple<char, bool>>,
            ) -> result; }",
        );
        let (items, funcs) = tables(&world);
        assert!(items.is_empty(), "{items:?}");
        let expected = quote! {
            Func {
                interface: None,
                name: "f",
                is_async: true,
                params: &[
                    ("a", Type::FixedList(&Type::U8, 4u32)),
                    ("b", Type::Map(&Type::String, &Type::List(&Type::U8))),
                    ("c", Type::Stream(Some(&Type::U8))),
                    ("d", Type::Stream(None)),
                    ("e", Type::Future(Some(&Type::String))),
                    ("f", Type::Future(None)),
                    ("g", Type::ErrorContext),
                    ("h", Type::Result(None, Some(&Type::F32))),
                    ("i", Type::Option(&Type::Tuple(&[Type::Char, Type::Bool])))
                ],
                result: Some(Type::Result(None, None)),
            }
        };
        assert_eq!(funcs, [expected.to_string()]);
    }

    #[test]
    fn only_what_functions_reach_is_written_and_once() {
        let world = world(
            "package a:b;
            interface one { record note { id: u64 } record huge { notes: list<note> } }
            interface two { enum note { a, b } type other = note; resource blob; }
            world w {
                use one.{note};
                use two.{other, note as second, blob};
                export f: func(a: note, b: second, c: other) -> list<note>;
                export g: func(a: note, b: borrow<blob>) -> blob;
            }",
        );
        let (items, funcs) = tables(&world);
        let expected = [
            quote!(
                static NOTE: Named = Named {
                    name: "note",
                    kind: Kind::Record(&[("id", Type::U64)]),
                };
            ),
            quote!(
                static NOTE_2: Named = Named {
                    name: "note",
                    kind: Kind::Enum(&["a", "b"]),
                };
            ),
            quote!(
                static BLOB: Resource = Resource {
                    interface: Some("a:b/two"),
                    name: "blob",
                };
            ),
        ];
        assert_eq!(items, expected.map(|item| item.to_string()));
        assert!(funcs[0].contains("Type :: Named (& NOTE_2)"), "{funcs:?}");
        assert!(
            funcs[1].contains("Some (Type :: Own (& BLOB))"),
            "{funcs:?}"
        );
    }

    #[test]
    fn aliases_of_aliases_do_not_grow() {
        let mut wit = "package a:b; world w { type t0 = tuple<u8, u8>; ".to_string();
        for level in 1..16 {
            let below = level - 1;
            wit.push_str(&format!("type t{level} = tuple<t{below}, t{below}>; "));
        }
        wit.push_str("export f: func(t: t15); }");
        let (items, _) = tables(&world(&wit));
        assert_eq!(items.len(), 16);
        assert!(items.iter().all(|item| item.len() < 200), "{items:?}");
    }
}
