//! From types to the sections that declare them.
//!
//! A type is declared in a frame: the component itself, or the type of an instance or component
//! in it. A frame finds the types that it has names for by their ids, takes those of the frame
//! around it by an outer alias, those of an instance that it imports by an alias of the export, and
//! writes out by structure what nobody has a name for.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use wasm_encoder::{
    Alias, ComponentExportKind, ComponentOuterAliasKind, ComponentType, ComponentTypeEncoder,
    ComponentTypeRef, ComponentValType, InstanceType, TypeBounds,
};

use super::module::encode_module;
use super::{Def, Defined, FuncId, InterfaceId, Item, TypeId, Types, Val, WorldId};
use crate::encode::output::Output;

/// A type that can't be written: a core type of a proposal that is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inexpressible;

/// Declares types in the component that is being written, and below it.
pub(crate) struct Encoder<'t> {
    types: &'t Types,
    frames: Vec<Frame<'t>>,
}

struct Frame<'p> {
    body: Body<'p>,
    /// The indices of types that the frame has names for.
    names: HashMap<TypeId, u32>,
    /// Types that the frame's instances export: which instance, and the way to them.
    exported: HashMap<TypeId, (u32, Vec<String>)>,
    /// What the frame may take from around it.
    outside: Outside,
}

/// What a frame may take from the frame around it.
enum Outside {
    /// Every type.
    All,
    /// Resources other than these, which the frame declares: all other types of a component's type
    /// are its own.
    ResourcesBut(HashSet<TypeId>),
    /// Nothing.
    Nothing,
}

enum Body<'p> {
    Root(Output<'p>),
    Instance(InstanceType),
    Component(ComponentType),
}

impl Body<'_> {
    fn type_count(&self) -> u32 {
        match self {
            Self::Root(output) => output.type_count(),
            Self::Instance(ty) => ty.type_count(),
            Self::Component(ty) => ty.type_count(),
        }
    }

    fn define(&mut self) -> ComponentTypeEncoder<'_> {
        match self {
            Self::Root(output) => output.define(),
            Self::Instance(ty) => ty.ty(),
            Self::Component(ty) => ty.ty(),
        }
    }

    fn alias_outer(&mut self, index: u32) {
        let alias = Alias::Outer {
            kind: ComponentOuterAliasKind::Type,
            count: 1,
            index,
        };
        match self {
            Self::Root(_) => unreachable!("nothing is around the outermost component"),
            Self::Instance(ty) => drop(ty.alias(alias)),
            Self::Component(ty) => drop(ty.alias(alias)),
        }
    }

    /// Aliases an instance's export; the index where it is a type.
    fn alias_export(&mut self, instance: u32, kind: ComponentExportKind, name: &str) -> u32 {
        let alias = Alias::InstanceExport {
            instance,
            kind,
            name,
        };
        let is_instance = kind == ComponentExportKind::Instance;
        match self {
            Self::Root(output) => return output.alias(instance, kind, name),
            Self::Instance(ty) => drop(ty.alias(alias)),
            Self::Component(ty) => drop(ty.alias(alias)),
        }
        match self {
            Self::Instance(ty) if is_instance => ty.instance_count() - 1,
            Self::Component(ty) if is_instance => ty.instance_count() - 1,
            _ => self.type_count() - 1,
        }
    }
}

impl<'t> Encoder<'t> {
    /// An encoder that writes to `output`.
    pub(crate) fn new(types: &'t Types, output: Output<'t>) -> Self {
        let mut encoder = Self {
            types,
            frames: Vec::new(),
        };
        encoder.enter(Body::Root(output), Outside::Nothing);
        encoder
    }

    /// The component that is being written.
    pub(crate) fn output(&mut self) -> &mut Output<'t> {
        match &mut self.frames[0].body {
            Body::Root(output) => output,
            _ => unreachable!("the first frame is the component"),
        }
    }

    /// The component that was written.
    pub(crate) fn into_output(mut self) -> Output<'t> {
        match self.frames.swap_remove(0).body {
            Body::Root(output) => output,
            _ => unreachable!("the first frame is the component"),
        }
    }

    /// Declares an import of the component that is being written. It is what all of `items` are,
    /// together: an instance has what any of them has.
    pub(crate) fn import(&mut self, name: &str, items: &[Item]) -> Result<u32, Inexpressible> {
        let ty = self.item(items)?;
        let index = self.output().import(name, ty);
        self.declared(items, index);
        Ok(index)
    }

    /// The same for an import beside others: types that have names already keep them.
    pub(crate) fn import_beside(&mut self, name: &str, item: Item) -> Result<u32, Inexpressible> {
        let ty = self.item(&[item])?;
        let index = self.output().import(name, ty);
        let frame = self.frame();
        let (names, exported) = (frame.names.clone(), frame.exported.clone());
        self.declared(&[item], index);
        let frame = self.frame();
        frame.names.extend(names);
        frame.exported.extend(exported);
        Ok(index)
    }

    /// Remembers the names that an item brought into the innermost frame.
    pub(crate) fn declared(&mut self, items: &[Item], index: u32) {
        for item in items {
            match *item {
                Item::Type { of, name } => self.name(of, name, index),
                Item::Instance(interface) => self.exports(interface, index, &[]),
                _ => {}
            }
        }
    }

    /// The index of a type of values in the component that is being written.
    pub(crate) fn root_type(&mut self, id: TypeId) -> Result<u32, Inexpressible> {
        self.index(id)
    }

    fn enter(&mut self, body: Body<'t>, outside: Outside) {
        self.frames.push(Frame {
            body,
            names: HashMap::new(),
            exported: HashMap::new(),
            outside,
        });
    }

    fn leave(&mut self) -> Body<'t> {
        match self.frames.pop() {
            Some(frame) => frame.body,
            None => unreachable!("a frame is left that was entered"),
        }
    }

    fn frame(&mut self) -> &mut Frame<'t> {
        let innermost = self.frames.len() - 1;
        &mut self.frames[innermost]
    }

    fn name(&mut self, of: TypeId, name: TypeId, index: u32) {
        let resolved = self.types.resolve(of);
        // Whatever is found from now on is found by the name: an alias of something outside may not
        // stand in what the frame exports.
        let names = &mut self.frame().names;
        for id in [name, of, resolved] {
            names.insert(id, index);
        }
    }

    fn exports(&mut self, interface: InterfaceId, instance: u32, path: &[String]) {
        for (name, item) in &self.types[interface].exports {
            let path = [path, std::slice::from_ref(name)].concat();
            match *item {
                Item::Type { of, name } => {
                    let resolved = self.types.resolve(of);
                    let exported = &mut self.frame().exported;
                    exported.insert(name, (instance, path.clone()));
                    exported
                        .entry(of)
                        .or_insert_with(|| (instance, path.clone()));
                    exported.entry(resolved).or_insert((instance, path));
                }
                Item::Instance(inner) => self.exports(inner, instance, &path),
                _ => {}
            }
        }
    }

    /// Finds the index of a type in a frame, or in those around it.
    fn find(&mut self, level: usize, id: TypeId) -> Option<u32> {
        let frame = &mut self.frames[level];
        if let Some(&index) = frame.names.get(&id) {
            return Some(index);
        }
        let index = if let Some((instance, path)) = frame.exported.get(&id).cloned() {
            let (last, way) = path.split_last()?;
            let instance = way.iter().fold(instance, |instance, name| {
                frame
                    .body
                    .alias_export(instance, ComponentExportKind::Instance, name)
            });
            frame
                .body
                .alias_export(instance, ComponentExportKind::Type, last)
        } else {
            let resolved = self.types.resolve(id);
            let is_resource = self.types[resolved] == Def::Resource;
            let reachable = match &frame.outside {
                Outside::All => true,
                Outside::ResourcesBut(own) => is_resource && !own.contains(&resolved),
                Outside::Nothing => false,
            };
            if !reachable {
                return None;
            }
            let outer = self.find(level.checked_sub(1)?, id)?;
            let body = &mut self.frames[level].body;
            body.alias_outer(outer);
            body.type_count() - 1
        };
        self.frames[level].names.insert(id, index);
        Some(index)
    }

    /// Finds a type by its name or by any that it is an alias of.
    fn find_any(&mut self, mut id: TypeId) -> Option<u32> {
        let level = self.frames.len() - 1;
        loop {
            if let Some(index) = self.find(level, id) {
                return Some(index);
            }
            match self.types[id] {
                Def::Alias(next) => id = next,
                _ => return None,
            }
        }
    }

    /// The declaration of an item, with everything that it mentions declared before.
    fn item(&mut self, items: &[Item]) -> Result<ComponentTypeRef, Inexpressible> {
        Ok(match items[0] {
            Item::Func(id) => ComponentTypeRef::Func(self.func(id)?),
            Item::Value(val) => ComponentTypeRef::Value(self.val(val)?),
            Item::Module(id) => {
                let ty = encode_module(&self.types[id])?;
                ComponentTypeRef::Module(self.define_module(&ty))
            }
            Item::Component(id) => {
                let own = Outside::ResourcesBut(self.declared_resources(id));
                ComponentTypeRef::Component(self.component(id, own)?)
            }
            Item::Instance(_) => {
                let interfaces = items.iter().filter_map(|item| match item {
                    Item::Instance(id) => Some(*id),
                    _ => None,
                });
                let interfaces: Vec<_> = interfaces.collect();
                ComponentTypeRef::Instance(self.instance(&interfaces)?)
            }
            Item::Type { of, .. } => {
                let resource = self.types[self.types.resolve(of)] == Def::Resource;
                match self.find_any(of) {
                    Some(index) => ComponentTypeRef::Type(TypeBounds::Eq(index)),
                    None if resource => ComponentTypeRef::Type(TypeBounds::SubResource),
                    None => ComponentTypeRef::Type(TypeBounds::Eq(self.index(of)?)),
                }
            }
        })
    }

    fn define_module(&mut self, ty: &wasm_encoder::ModuleType) -> u32 {
        match &mut self.frame().body {
            Body::Root(output) => output.define_module(ty),
            Body::Instance(inner) => {
                inner.core_type().module(ty);
                inner.core_type_count() - 1
            }
            Body::Component(inner) => {
                inner.core_type().module(ty);
                inner.core_type_count() - 1
            }
        }
    }

    /// Defines the type of an instance that has what any of `interfaces` has.
    fn instance(&mut self, interfaces: &[InterfaceId]) -> Result<u32, Inexpressible> {
        let mut union: IndexMap<&str, Vec<Item>> = IndexMap::new();
        for &interface in interfaces {
            for (name, item) in &self.types[interface].exports {
                union.entry(name).or_default().push(*item);
            }
        }
        self.enter(Body::Instance(InstanceType::new()), Outside::All);
        for (name, items) in union {
            let ty = self.item(&items)?;
            let Body::Instance(body) = &mut self.frame().body else {
                unreachable!("an instance's frame was entered");
            };
            body.export(name, ty);
            let index = match ty {
                ComponentTypeRef::Type(_) => body.type_count() - 1,
                _ => body.instance_count().saturating_sub(1),
            };
            self.declared(&items, index);
        }
        let Body::Instance(body) = self.leave() else {
            unreachable!("an instance's frame was entered");
        };
        let body_of = self.frame();
        body_of.body.define().instance(&body);
        Ok(body_of.body.type_count() - 1)
    }

    /// The resources that a component's type declares.
    fn declared_resources(&self, world: WorldId) -> HashSet<TypeId> {
        fn walk(types: &Types, item: Item, declared: &mut HashSet<TypeId>) {
            match item {
                Item::Type { of, name } if of == name => {
                    declared.insert(types.resolve(of));
                }
                Item::Instance(interface) => {
                    for item in types[interface].exports.values() {
                        walk(types, *item, declared);
                    }
                }
                _ => {}
            }
        }
        let world = &self.types[world];
        let mut declared = HashSet::new();
        for item in world.imports.values().chain(world.exports.values()) {
            walk(self.types, *item, &mut declared);
        }
        declared
    }

    /// Declares the import of a whole component, of which nothing is about anything around it.
    pub(crate) fn import_component(
        &mut self,
        name: &str,
        world: WorldId,
    ) -> Result<u32, Inexpressible> {
        let ty = self.component(world, Outside::Nothing)?;
        Ok(self.output().import(name, ComponentTypeRef::Component(ty)))
    }

    /// Defines the type of a component.
    fn component(&mut self, world: WorldId, outside: Outside) -> Result<u32, Inexpressible> {
        let world = &self.types[world];
        self.enter(Body::Component(ComponentType::new()), outside);
        let imports = world.imports.iter().map(|(name, item)| (true, name, item));
        let exports = world.exports.iter().map(|(name, item)| (false, name, item));
        for (is_import, name, item) in imports.chain(exports) {
            let items = [*item];
            let ty = self.item(&items)?;
            let Body::Component(body) = &mut self.frame().body else {
                unreachable!("a component's frame was entered");
            };
            if is_import {
                body.import(name.as_str(), ty);
            } else {
                body.export(name.as_str(), ty);
            }
            let index = match ty {
                ComponentTypeRef::Type(_) => body.type_count() - 1,
                _ => body.instance_count().saturating_sub(1),
            };
            self.declared(&items, index);
        }
        let Body::Component(body) = self.leave() else {
            unreachable!("a component's frame was entered");
        };
        let frame = self.frame();
        frame.body.define().component(&body);
        Ok(frame.body.type_count() - 1)
    }

    fn func(&mut self, id: FuncId) -> Result<u32, Inexpressible> {
        let func = &self.types[id];
        let mut params = Vec::new();
        for (name, val) in &func.params {
            params.push((name.as_str(), self.val(*val)?));
        }
        let result = func.result.map(|val| self.val(val)).transpose()?;
        let body = &mut self.frame().body;
        let mut encoder = body.define().function();
        encoder.async_(func.is_async);
        encoder.params(params);
        encoder.result(result);
        Ok(body.type_count() - 1)
    }

    fn val(&mut self, val: Val) -> Result<ComponentValType, Inexpressible> {
        Ok(match val {
            Val::Primitive(primitive) => ComponentValType::Primitive(primitive.into()),
            Val::Type(id) => ComponentValType::Type(self.index(id)?),
        })
    }

    fn vals(&mut self, vals: &[Val]) -> Result<Vec<ComponentValType>, Inexpressible> {
        vals.iter().map(|val| self.val(*val)).collect()
    }

    fn optional(&mut self, val: Option<Val>) -> Result<Option<ComponentValType>, Inexpressible> {
        val.map(|val| self.val(val)).transpose()
    }

    /// The index of a type in the innermost frame, declared by structure if nothing has a name
    /// for it.
    fn index(&mut self, id: TypeId) -> Result<u32, Inexpressible> {
        if let Some(index) = self.find_any(id) {
            return Ok(index);
        }
        let resolved = self.types.resolve(id);
        let index = match &self.types[resolved] {
            Def::Value(defined) => {
                // A primitive is written in place of its definition everywhere else.
                self.defined(defined)?
            }
            Def::Func(func) => self.func(*func)?,
            Def::Instance(interface) => self.instance(&[*interface])?,
            Def::Component(world) => {
                let own = Outside::ResourcesBut(self.declared_resources(*world));
                self.component(*world, own)?
            }
            // Whoever mentions a resource has a name for it, or declares one.
            Def::Resource | Def::Alias(_) => return Err(Inexpressible),
        };
        self.frame().names.insert(resolved, index);
        Ok(index)
    }

    fn defined(&mut self, defined: &Defined) -> Result<u32, Inexpressible> {
        let body_define = |encoder: &mut Self| encoder.frames.len() - 1;
        macro_rules! define {
            ($($step:tt)*) => {{
                let innermost = body_define(self);
                self.frames[innermost].body.define().defined_type().$($step)*;
            }};
        }
        match defined {
            Defined::Primitive(primitive) => define!(primitive((*primitive).into())),
            Defined::Record(fields) => {
                let vals: Vec<_> = fields.iter().map(|(_, val)| *val).collect();
                let vals = self.vals(&vals)?;
                let names = fields.iter().map(|(name, _)| name.as_str());
                define!(record(names.zip(vals)));
            }
            Defined::Variant(cases) => {
                let mut encoded = Vec::new();
                for (name, val) in cases {
                    encoded.push((name.as_str(), self.optional(*val)?));
                }
                define!(variant(encoded));
            }
            Defined::List(val) => {
                let val = self.val(*val)?;
                define!(list(val));
            }
            Defined::FixedLengthList(val, length) => {
                let val = self.val(*val)?;
                define!(fixed_length_list(val, *length));
            }
            Defined::Map(key, value) => {
                let (key, value) = (self.val(*key)?, self.val(*value)?);
                define!(map(key, value));
            }
            Defined::Tuple(vals) => {
                let vals = self.vals(vals)?;
                define!(tuple(vals));
            }
            Defined::Flags(names) => define!(flags(names.iter().map(String::as_str))),
            Defined::Enum(names) => define!(enum_type(names.iter().map(String::as_str))),
            Defined::Option(val) => {
                let val = self.val(*val)?;
                define!(option(val));
            }
            Defined::Result(ok, err) => {
                let (ok, err) = (self.optional(*ok)?, self.optional(*err)?);
                define!(result(ok, err));
            }
            Defined::Own(id) => {
                let index = self.index(*id)?;
                define!(own(index));
            }
            Defined::Borrow(id) => {
                let index = self.index(*id)?;
                define!(borrow(index));
            }
            Defined::Future(val) => {
                let val = self.optional(*val)?;
                define!(future(val));
            }
            Defined::Stream(val) => {
                let val = self.optional(*val)?;
                define!(stream(val));
            }
        }
        Ok(self.frame().body.type_count() - 1)
    }
}
