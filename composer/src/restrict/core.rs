//! A core module in the making: imports, functions, a memory, and names for backtraces.
//!
//! It knows instructions, not WIT; what the functions are for is decided where they are added.

use std::borrow::Cow;

use indexmap::{IndexMap, IndexSet};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataSection, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, InstructionSink,
    MemorySection, MemoryType, Module, NameMap, NameSection, TypeSection, ValType,
};
use wit_parser::abi::WasmType;

use super::value::Data;

/// The bytes of a page of memory.
const PAGE: usize = 65536;

/// How many pages a memory may have: so few that the address behind it is never zero again, and no
/// argument can be put where the answers are.
const LARGEST: u64 = 49_152;

/// The global with the address of the first free byte.
const TOP: u32 = 0;

/// Parameters and results of a function.
pub(super) type Signature = (Vec<ValType>, Vec<ValType>);

/// A core module in the making. Imports come before functions, because they share their numbers.
#[derive(Default)]
pub(super) struct CoreModule {
    types: IndexSet<Signature>,
    imports: IndexMap<(String, String), u32>,
    functions: Vec<CoreFunction>,
}

/// A function of a [`CoreModule`].
struct CoreFunction {
    name: String,
    ty: u32,
    export: Option<String>,
    code: Function,
}

impl CoreModule {
    fn ty(&mut self, signature: Signature) -> u32 {
        self.types.insert_full(signature).0 as u32
    }

    /// Imports a function; the same one is imported once.
    pub(super) fn import(&mut self, name: (String, String), signature: Signature) {
        let ty = self.ty(signature);
        self.imports.insert(name, ty);
    }

    /// The number of an imported function.
    pub(super) fn import_index(&self, name: &(String, String)) -> u32 {
        let index = self.imports.get_index_of(name);
        index.expect("what is called was imported before") as u32
    }

    /// Adds a function, which `write` gives its instructions, and returns its number. `name` is
    /// what a backtrace shows.
    pub(super) fn add(
        &mut self,
        (name, export): (String, Option<String>),
        signature: Signature,
        locals: u32,
        write: impl FnOnce(&mut InstructionSink<'_>),
    ) -> u32 {
        let ty = self.ty(signature);
        let mut code = Function::new((locals > 0).then_some((locals, ValType::I32)));
        let mut sink = code.instructions();
        write(&mut sink);
        sink.end();
        self.functions.push(CoreFunction {
            name,
            ty,
            export,
            code,
        });
        (self.imports.len() + self.functions.len() - 1) as u32
    }

    /// Adds the function by which the canonical ABI gets room for arguments.
    pub(super) fn add_realloc(&mut self) {
        let names = ("allocate".to_owned(), Some("cabi_realloc".to_owned()));
        let signature = (vec![ValType::I32; 4], vec![ValType::I32]);
        self.add(names, signature, 1, write_realloc);
    }

    /// Adds a function that compares as many bytes at two addresses as its third parameter says.
    pub(super) fn add_equal(&mut self) -> u32 {
        let signature = (vec![ValType::I32; 3], vec![ValType::I32]);
        self.add(("equal".to_owned(), None), signature, 0, write_equal)
    }

    /// Takes back all room for arguments.
    pub(super) fn write_reset(sink: &mut InstructionSink<'_>, heap: usize) {
        sink.i32_const(heap as i32).global_set(TOP);
    }

    /// The module's bytes, with `data` in its memory.
    pub(super) fn finish(self, data: &Data, heap: usize) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        for (params, results) in &self.types {
            types
                .ty()
                .function(params.iter().copied(), results.iter().copied());
        }
        let mut imports = ImportSection::new();
        for ((from, name), ty) in &self.imports {
            imports.import(from, name, EntityType::Function(*ty));
        }
        let (mut functions, mut exports, mut code) = Default::default();
        self.write_functions(&mut functions, &mut exports, &mut code);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: heap.div_ceil(PAGE).max(1) as u64,
            maximum: Some(LARGEST),
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        exports.export("memory", ExportKind::Memory, 0);
        let mut globals = GlobalSection::new();
        let mutable = GlobalType {
            val_type: ValType::I32,
            mutable: true,
            shared: false,
        };
        globals.global(mutable, &ConstExpr::i32_const(heap as i32));
        let mut contents = DataSection::new();
        let start = ConstExpr::i32_const(data.base() as i32);
        contents.active(0, &start, data.bytes().iter().copied());
        module.section(&types).section(&imports).section(&functions);
        module
            .section(&memories)
            .section(&globals)
            .section(&exports);
        module
            .section(&code)
            .section(&contents)
            .section(&self.names());
        module.finish()
    }

    fn write_functions(
        &self,
        functions: &mut FunctionSection,
        exports: &mut ExportSection,
        code: &mut CodeSection,
    ) {
        for (index, function) in (self.imports.len() as u32..).zip(&self.functions) {
            functions.function(function.ty);
            code.function(&function.code);
            if let Some(export) = &function.export {
                exports.export(export, ExportKind::Func, index);
            }
        }
    }

    fn names(&self) -> NameSection {
        let imports = self
            .imports
            .keys()
            .map(|(from, name)| Cow::from(format!("{from}#{name}")));
        let functions = self
            .functions
            .iter()
            .map(|function| Cow::from(&function.name));
        let mut map = NameMap::new();
        for (index, name) in (0..).zip(imports.chain(functions)) {
            map.append(index, &name);
        }
        let mut names = NameSection::new();
        names.module("restrictions");
        names.functions(&map);
        names
    }
}

/// How a type of the canonical ABI is written in core WebAssembly.
pub(super) fn core_types(types: &[WasmType]) -> Vec<ValType> {
    let core = types.iter().map(|ty| match ty {
        WasmType::I32 | WasmType::Pointer | WasmType::Length => ValType::I32,
        WasmType::I64 | WasmType::PointerOrI64 => ValType::I64,
        WasmType::F32 => ValType::F32,
        WasmType::F64 => ValType::F64,
    });
    core.collect()
}

/// `realloc(old, old size, alignment, new size)`: takes the next free bytes and copies what was at
/// the old address. Nothing is freed one by one.
fn write_realloc(sink: &mut InstructionSink<'_>) {
    const ADDRESS: u32 = 4;
    // The address: the first free byte, aligned.
    sink.global_get(TOP).local_get(2).i32_add();
    sink.i32_const(1).i32_sub();
    sink.i32_const(0).local_get(2).i32_sub();
    sink.i32_and().local_set(ADDRESS);
    // In pages, rounded up, and in 64 bits on the way: the end may lie beyond what 32 can say.
    let end = |sink: &mut InstructionSink<'_>| {
        sink.local_get(ADDRESS).i64_extend_i32_u();
        sink.local_get(3).i64_extend_i32_u().i64_add();
        sink.i64_const(PAGE as i64 - 1).i64_add();
        sink.i64_const(16).i64_shr_u().i32_wrap_i64();
    };
    end(sink);
    sink.memory_size(0).i32_gt_u().if_(BlockType::Empty);
    end(sink);
    sink.memory_size(0).i32_sub().memory_grow(0);
    sink.i32_const(-1).i32_eq();
    sink.if_(BlockType::Empty).unreachable().end().end();
    sink.local_get(ADDRESS).local_get(3).i32_add();
    sink.global_set(TOP);
    // The smaller of the two sizes is copied.
    sink.local_get(ADDRESS).local_get(0);
    sink.local_get(1).local_get(3);
    sink.local_get(1).local_get(3).i32_lt_u().select();
    sink.memory_copy(0, 0).local_get(ADDRESS);
}

/// `equal(a, b, length)`.
fn write_equal(sink: &mut InstructionSink<'_>) {
    sink.loop_(BlockType::Empty);
    sink.local_get(2)
        .i32_eqz()
        .if_(BlockType::Empty)
        .i32_const(1)
        .return_()
        .end();
    sink.local_get(0)
        .i32_load8_u(byte())
        .local_get(1)
        .i32_load8_u(byte());
    sink.i32_ne()
        .if_(BlockType::Empty)
        .i32_const(0)
        .return_()
        .end();
    for address in [0, 1] {
        sink.local_get(address)
            .i32_const(1)
            .i32_add()
            .local_set(address);
    }
    sink.local_get(2)
        .i32_const(1)
        .i32_sub()
        .local_set(2)
        .br(0)
        .end();
    sink.unreachable();
}

/// An access to one byte.
fn byte() -> wasm_encoder::MemArg {
    wasm_encoder::MemArg {
        offset: 0,
        align: 0,
        memory_index: 0,
    }
}
