//! The types of core modules, as far as components import and export modules.

use super::encode::Inexpressible;
use wasmparser::component_types::ComponentCoreModuleTypeId;
use wasmparser::types::{CoreTypeId, EntityType, Types as Validated};
use wasmparser::{FuncType, GlobalType, MemoryType, TableType};

/// What a core module imports and exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ModuleType {
    /// By the names of module and field.
    pub(crate) imports: Vec<(String, String, CoreItem)>,
    pub(crate) exports: Vec<(String, CoreItem)>,
}

/// What a core module's import or export is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CoreItem {
    Func(FuncType),
    Table(TableType),
    Memory(MemoryType),
    Global(GlobalType),
    Tag(FuncType),
    /// A type of a proposal that is not looked into.
    Other,
}

/// Reads a module's type from what validation left.
pub(super) fn read_module(validated: &Validated, id: ComponentCoreModuleTypeId) -> ModuleType {
    let ty = &validated[id];
    let imports = ty.imports.iter();
    let exports = ty.exports.iter();
    ModuleType {
        imports: imports
            .map(|((module, field), item)| (module.clone(), field.clone(), read(validated, item)))
            .collect(),
        exports: exports
            .map(|(name, item)| (name.clone(), read(validated, item)))
            .collect(),
    }
}

fn read(validated: &Validated, item: &EntityType) -> CoreItem {
    match item {
        EntityType::Func(id) => {
            func(validated, *id).map_or(CoreItem::Other, |func| CoreItem::Func(func.clone()))
        }
        EntityType::Table(ty) => CoreItem::Table(*ty),
        EntityType::Memory(ty) => CoreItem::Memory(*ty),
        EntityType::Global(ty) => CoreItem::Global(*ty),
        EntityType::Tag(id) => {
            func(validated, *id).map_or(CoreItem::Other, |func| CoreItem::Tag(func.clone()))
        }
        EntityType::FuncExact(_) => CoreItem::Other,
    }
}

fn func(validated: &Validated, id: CoreTypeId) -> Option<&FuncType> {
    match &validated[id].composite_type.inner {
        wasmparser::CompositeInnerType::Func(func) => Some(func),
        _ => None,
    }
}

/// The declaration of a core module's type.
pub(super) fn encode_module(ty: &ModuleType) -> Result<wasm_encoder::ModuleType, Inexpressible> {
    let mut encoded = wasm_encoder::ModuleType::new();
    for (module, field, item) in &ty.imports {
        let item = encode_item(&mut encoded, item)?;
        encoded.import(module, field, item);
    }
    for (name, item) in &ty.exports {
        let item = encode_item(&mut encoded, item)?;
        encoded.export(name, item);
    }
    Ok(encoded)
}

fn encode_item(
    ty: &mut wasm_encoder::ModuleType,
    item: &CoreItem,
) -> Result<wasm_encoder::EntityType, Inexpressible> {
    use wasm_encoder::EntityType;
    use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
    let mut reencode = RoundtripReencoder;
    Ok(match item {
        CoreItem::Func(func) => EntityType::Function(encode_func(ty, func)?),
        CoreItem::Tag(func) => EntityType::Tag(wasm_encoder::TagType {
            kind: wasm_encoder::TagKind::Exception,
            func_type_idx: encode_func(ty, func)?,
        }),
        CoreItem::Table(table) => {
            EntityType::Table(reencode.table_type(*table).map_err(|_| Inexpressible)?)
        }
        CoreItem::Memory(memory) => {
            EntityType::Memory(reencode.memory_type(*memory).map_err(|_| Inexpressible)?)
        }
        CoreItem::Global(global) => {
            EntityType::Global(reencode.global_type(*global).map_err(|_| Inexpressible)?)
        }
        CoreItem::Other => return Err(Inexpressible),
    })
}

fn encode_func(ty: &mut wasm_encoder::ModuleType, func: &FuncType) -> Result<u32, Inexpressible> {
    let vals = |vals: &[wasmparser::ValType]| -> Result<Vec<wasm_encoder::ValType>, Inexpressible> {
        vals.iter()
            .map(|val| (*val).try_into().map_err(|_| Inexpressible))
            .collect()
    };
    let (params, results) = (vals(func.params())?, vals(func.results())?);
    ty.ty().function(params, results);
    Ok(ty.type_count() - 1)
}
