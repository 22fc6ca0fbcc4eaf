//! Components that wasm-smith makes of the data: core modules, whose functions are lifted with types as flat as they are, and
//! whole components, most of which export nothing that could be called. Whatever is loaded and called comes to an end.

use arbitrary::{Arbitrary as _, Result, Unstructured};
use wasm_encoder::{
    CanonicalOption, ComponentBuilder, ComponentExportKind, ComponentValType, ExportKind,
    ModuleArg, PrimitiveValType,
};
use wasm_smith::{Component, Config, Module};
use wasmparser::types::EntityType;
use wasmparser::{FuncType, ValType, Validator};

use super::load::load;

/// What the engine has, and few of everything.
fn config(data: &mut Unstructured<'_>) -> Result<Config> {
    let config = Config::arbitrary(data)?;
    Ok(Config {
        max_imports: 0,
        min_imports: 0,
        available_imports: None,
        exports: None,
        module_shape: None,
        export_everything: true,
        max_funcs: config.max_funcs.clamp(1, 20),
        min_funcs: 1,
        max_instructions: config.max_instructions.min(200),
        max_memory32_bytes: config.max_memory32_bytes.min(1 << 20),
        max_memory64_bytes: config.max_memory64_bytes.min(1 << 20),
        max_table_elements: config.max_table_elements.min(20_000),
        max_type_size: config.max_type_size.min(100),
        allow_invalid_funcs: false,
        compact_imports_enabled: false,
        custom_descriptors_enabled: false,
        custom_page_sizes_enabled: false,
        exceptions_enabled: false,
        gc_enabled: false,
        reference_types_enabled: false,
        shared_everything_threads_enabled: false,
        threads_enabled: false,
        wide_arithmetic_enabled: false,
        ..config
    })
}

/// The type of the component model that is as flat as one of a core module's.
fn flat(ty: ValType) -> Option<ComponentValType> {
    let ty = match ty {
        ValType::I32 => PrimitiveValType::U32,
        ValType::I64 => PrimitiveValType::S64,
        ValType::F32 => PrimitiveValType::F32,
        ValType::F64 => PrimitiveValType::F64,
        ValType::V128 | ValType::Ref(_) => return None,
    };
    Some(ComponentValType::Primitive(ty))
}

/// A function's parameters and its result, if it can be lifted.
fn signature(ty: &FuncType) -> Option<(Vec<ComponentValType>, Option<ComponentValType>)> {
    if ty.params().len() > 16 || ty.results().len() > 1 {
        return None;
    }
    let params = ty
        .params()
        .iter()
        .map(|ty| flat(*ty))
        .collect::<Option<_>>()?;
    let result = match ty.results().first() {
        Some(ty) => Some(flat(*ty)?),
        None => None,
    };
    Some((params, result))
}

/// A component that exports the functions of a module.
fn lifted(module: &[u8]) -> Vec<u8> {
    let mut validator = Validator::new();
    let types = validator
        .validate_all(module)
        .unwrap_or_else(|error| panic!("wasm-smith made what is not valid: {error}"));
    let types = types.as_ref();
    let mut component = ComponentBuilder::default();
    let module = component.core_module_raw(None, module);
    let no_arguments: [(&str, ModuleArg); 0] = [];
    let instance = component.core_instantiate(None, module, no_arguments);
    for (number, (name, export)) in types.core_exports().into_iter().flatten().enumerate() {
        let EntityType::Func(id) = export else {
            continue;
        };
        let Some((params, result)) = signature(types[id].unwrap_func()) else {
            continue;
        };
        let names: Vec<String> = (0..params.len()).map(|index| format!("p{index}")).collect();
        let func = component.core_alias_export(None, instance, name, ExportKind::Func);
        let (ty, mut encoder) = component.type_function(None);
        encoder
            .params(names.iter().map(String::as_str).zip(params))
            .result(result);
        let no_options: [CanonicalOption; 0] = [];
        let func = component.lift_func(None, func, ty, no_options);
        component.export(
            &*format!("f{number}"),
            ComponentExportKind::Func,
            func,
            None,
        );
    }
    component.finish()
}

/// A component of the data; an error where there is too little of that.
fn component(data: &[u8]) -> Result<Vec<u8>> {
    let mut data = Unstructured::new(data);
    let config = config(&mut data)?;
    if data.ratio(1, 4)? {
        return Ok(Component::new(config, &mut data)?.to_bytes());
    }
    Ok(lifted(&Module::new(config, &mut data)?.to_bytes()))
}

/// Makes a component of the data, loads it and calls what it exports.
pub fn run(data: &[u8]) {
    if let Ok(component) = component(data) {
        load(&component);
    }
}
