//! The components: each exports a function, and imports those of two others, so that all are one tree.

use std::path::{Path, PathBuf};

use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, ImportSection, MemorySection, MemoryType, Module, TypeSection, ValType,
};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// Where a component lies.
pub(crate) fn path(folder: &Path, i: usize) -> PathBuf {
    folder.join(format!("part-{i}.wasm"))
}

/// The name of a component's interface.
pub(crate) fn interface(i: usize) -> String {
    format!("t:p{i}/api@1.0.0")
}

/// The components that one imports from.
pub(crate) fn imports(i: usize, count: usize) -> impl Iterator<Item = usize> {
    [2 * i + 1, 2 * i + 2]
        .into_iter()
        .filter(move |&n| n < count)
}

/// A component of about `size` bytes, half code and half data.
pub(crate) fn component(i: usize, count: usize, size: usize) -> Vec<u8> {
    let mut wit = String::from("package t:me; world w {\n");
    for n in imports(i, count) {
        wit += &format!("import {};\n", interface(n));
    }
    wit += &format!("export {}; }}\n", interface(i));
    for n in imports(i, count).chain([i]) {
        wit += &format!("package t:p{n}@1.0.0 {{ interface api {{ f: func(x: u32) -> u32; }} }}\n");
    }
    let mut resolve = Resolve::default();
    let package = resolve.push_str("bench.wit", &wit).expect("WIT");
    let world = resolve.select_world(&[package], None).expect("a world");
    let mut module = module(i, count, size);
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)
        .expect("metadata");
    ComponentEncoder::default()
        .module(&module)
        .and_then(|encoder| encoder.encode())
        .expect("a component")
}

fn module(i: usize, count: usize, size: usize) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut imported = ImportSection::new();
    for n in imports(i, count) {
        imported.import(&interface(n), "f", EntityType::Function(0));
    }
    let first = imported.len();
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    let mut number = i as i32;
    while code.byte_len() < size / 2 {
        functions.function(0);
        let mut body = Function::new([]);
        let mut sink = body.instructions();
        sink.local_get(0);
        for callee in 0..first {
            sink.call(callee);
        }
        for _ in 0..200 {
            number = number.wrapping_mul(0x2545_f491).wrapping_add(99);
            sink.i32_const(number).i32_mul().local_get(0).i32_xor();
        }
        sink.end();
        code.function(&body);
    }
    let mut memory = MemorySection::new();
    memory.memory(MemoryType {
        minimum: (size as u64).div_ceil(1 << 16),
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = ExportSection::new();
    exports.export(&format!("{}#f", interface(i)), ExportKind::Func, first);
    exports.export("memory", ExportKind::Memory, 0);
    let bytes = (0..size / 2).map(|at| {
        (at as u32)
            .wrapping_mul(0x9e37_79b1 ^ i as u32)
            .to_le_bytes()[3]
    });
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(0), bytes);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imported)
        .section(&functions)
        .section(&memory);
    module.section(&exports).section(&code).section(&data);
    module.finish()
}
