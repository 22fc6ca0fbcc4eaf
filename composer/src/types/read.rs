//! From a validated component to its types.

use std::collections::HashMap;

use wasmparser::component_types::{
    ComponentAnyTypeId, ComponentCoreModuleTypeId, ComponentDefinedType, ComponentDefinedTypeId,
    ComponentEntityType, ComponentFuncTypeId, ComponentInstanceTypeId, ComponentItem,
    ComponentTypeId, ComponentValType, ResourceId,
};
use wasmparser::types::Types as Validated;

use super::module::read_module;
use crate::dependency::Disguise;

use super::{Def, Defined, Func, FuncId, Interface, InterfaceId, Item, ModuleId};
use super::{TypeId, Types, Val, World, WorldId};

/// Reads the world of a component from what its validation left, which knows the imports and
/// exports by the names `imports` and `exports`.
pub(crate) fn read_world<'n>(
    types: &mut Types,
    validated: &Validated,
    imports: impl Iterator<Item = &'n str>,
    exports: impl Iterator<Item = &'n str>,
    disguise: &Disguise,
) -> WorldId {
    let mut reader = Reader {
        types,
        validated,
        defs: HashMap::new(),
        resources: HashMap::new(),
        funcs: HashMap::new(),
        interfaces: HashMap::new(),
        worlds: HashMap::new(),
        modules: HashMap::new(),
        disguise,
    };
    let mut world = World::default();
    for name in imports {
        if let Some(item) = validated.as_ref().component_item_for_import(name) {
            world
                .imports
                .insert(reader.restore(name), reader.item(name, item));
        }
    }
    for name in exports {
        if let Some(item) = validated.as_ref().component_item_for_export(name) {
            world
                .exports
                .insert(reader.restore(name), reader.item(name, item));
        }
    }
    reader.types.add_world(world)
}

/// A component's types on their way into the arena. Each is read once, whatever mentions it.
struct Reader<'a> {
    types: &'a mut Types,
    validated: &'a Validated,
    defs: HashMap<ComponentAnyTypeId, TypeId>,
    resources: HashMap<ResourceId, TypeId>,
    funcs: HashMap<ComponentFuncTypeId, FuncId>,
    interfaces: HashMap<ComponentInstanceTypeId, InterfaceId>,
    worlds: HashMap<ComponentTypeId, WorldId>,
    modules: HashMap<ComponentCoreModuleTypeId, ModuleId>,
    disguise: &'a Disguise,
}

impl Reader<'_> {
    fn restore(&self, name: &str) -> String {
        self.disguise.restore(name).to_owned()
    }

    fn item(&mut self, name: &str, item: &ComponentItem) -> Item {
        let item = self.entity(item);
        self.types.set_label(name, &item);
        item
    }

    fn entity(&mut self, item: &ComponentItem) -> Item {
        match item.ty {
            ComponentEntityType::Func(id) => Item::Func(self.func(id)),
            ComponentEntityType::Instance(id) => Item::Instance(self.interface(id)),
            ComponentEntityType::Component(id) => Item::Component(self.world(id)),
            ComponentEntityType::Module(id) => Item::Module(self.module(id)),
            ComponentEntityType::Value(val) => Item::Value(self.val(val)),
            ComponentEntityType::Type {
                referenced,
                created,
            } => {
                let of = self.any(referenced);
                let name = self.any(created);
                Item::Type { of, name }
            }
        }
    }

    fn any(&mut self, id: ComponentAnyTypeId) -> TypeId {
        if let Some(&known) = self.defs.get(&id) {
            return known;
        }
        let def = match (self.validated.as_ref().peel_alias(id), id) {
            (Some(inner), _) => Def::Alias(self.any(inner)),
            (None, ComponentAnyTypeId::Resource(resource)) => {
                match self.resources.get(&resource.resource()) {
                    Some(&first) => Def::Alias(first),
                    None => Def::Resource,
                }
            }
            (None, ComponentAnyTypeId::Defined(id)) => Def::Value(self.defined(id)),
            (None, ComponentAnyTypeId::Func(id)) => Def::Func(self.func(id)),
            (None, ComponentAnyTypeId::Instance(id)) => Def::Instance(self.interface(id)),
            (None, ComponentAnyTypeId::Component(id)) => Def::Component(self.world(id)),
        };
        let is_new_resource = def == Def::Resource;
        let read = self.types.add_def(def);
        if let (true, ComponentAnyTypeId::Resource(resource)) = (is_new_resource, id) {
            self.resources.insert(resource.resource(), read);
        }
        self.defs.insert(id, read);
        read
    }

    fn val(&mut self, val: ComponentValType) -> Val {
        match val {
            ComponentValType::Primitive(primitive) => Val::Primitive(primitive),
            ComponentValType::Type(id) => Val::Type(self.any(ComponentAnyTypeId::Defined(id))),
        }
    }

    fn optional(&mut self, val: Option<ComponentValType>) -> Option<Val> {
        val.map(|val| self.val(val))
    }

    fn defined(&mut self, id: ComponentDefinedTypeId) -> Defined {
        let validated = self.validated;
        match &validated[id] {
            ComponentDefinedType::Primitive(primitive) => Defined::Primitive(*primitive),
            ComponentDefinedType::Record(record) => {
                let fields = record.fields.iter();
                Defined::Record(
                    fields
                        .map(|(name, ty)| (name.to_string(), self.val(*ty)))
                        .collect(),
                )
            }
            ComponentDefinedType::Variant(variant) => {
                let cases = variant.cases.iter();
                Defined::Variant(
                    cases
                        .map(|(name, case)| (name.to_string(), self.optional(case.ty)))
                        .collect(),
                )
            }
            ComponentDefinedType::List { element, .. } => Defined::List(self.val(*element)),
            ComponentDefinedType::FixedLengthList {
                element, length, ..
            } => Defined::FixedLengthList(self.val(*element), *length),
            ComponentDefinedType::Map { key, value, .. } => {
                let key = self.val(*key);
                Defined::Map(key, self.val(*value))
            }
            ComponentDefinedType::Tuple(tuple) => {
                Defined::Tuple(tuple.types.iter().map(|ty| self.val(*ty)).collect())
            }
            ComponentDefinedType::Flags(names) => {
                Defined::Flags(names.iter().map(ToString::to_string).collect())
            }
            ComponentDefinedType::Enum(names) => {
                Defined::Enum(names.iter().map(ToString::to_string).collect())
            }
            ComponentDefinedType::Option { ty, .. } => Defined::Option(self.val(*ty)),
            ComponentDefinedType::Result { ok, err, .. } => {
                let ok = self.optional(*ok);
                Defined::Result(ok, self.optional(*err))
            }
            ComponentDefinedType::Own(id) => {
                Defined::Own(self.any(ComponentAnyTypeId::Resource(*id)))
            }
            ComponentDefinedType::Borrow(id) => {
                Defined::Borrow(self.any(ComponentAnyTypeId::Resource(*id)))
            }
            ComponentDefinedType::Future { ty, .. } => Defined::Future(self.optional(*ty)),
            ComponentDefinedType::Stream { ty, .. } => Defined::Stream(self.optional(*ty)),
        }
    }

    fn func(&mut self, id: ComponentFuncTypeId) -> FuncId {
        if let Some(&known) = self.funcs.get(&id) {
            return known;
        }
        let validated = self.validated;
        let ty = &validated[id];
        let params = ty.params.iter();
        let func = Func {
            is_async: ty.async_,
            params: params
                .map(|(name, ty)| (name.to_string(), self.val(*ty)))
                .collect(),
            result: self.optional(ty.result),
        };
        let read = self.types.add_func(func);
        self.funcs.insert(id, read);
        read
    }

    fn interface(&mut self, id: ComponentInstanceTypeId) -> InterfaceId {
        if let Some(&known) = self.interfaces.get(&id) {
            return known;
        }
        let validated = self.validated;
        let exports = validated[id].exports.iter();
        let interface = Interface {
            exports: exports
                .map(|(name, item)| (self.restore(name), self.item(name, item)))
                .collect(),
        };
        let read = self.types.add_interface(interface);
        self.interfaces.insert(id, read);
        read
    }

    fn world(&mut self, id: ComponentTypeId) -> WorldId {
        if let Some(&known) = self.worlds.get(&id) {
            return known;
        }
        let validated = self.validated;
        let ty = &validated[id];
        let imports = ty.imports.iter();
        let imports = imports.map(|(name, item)| (self.restore(name), self.item(name, item)));
        let imports = imports.collect();
        let exports = ty.exports.iter();
        let exports = exports.map(|(name, item)| (self.restore(name), self.item(name, item)));
        let exports = exports.collect();
        let world = World { imports, exports };
        let read = self.types.add_world(world);
        self.worlds.insert(id, read);
        read
    }

    fn module(&mut self, id: ComponentCoreModuleTypeId) -> ModuleId {
        if let Some(&known) = self.modules.get(&id) {
            return known;
        }
        let read = read_module(self.validated, id);
        let read = self.types.add_module(read);
        self.modules.insert(id, read);
        read
    }
}
