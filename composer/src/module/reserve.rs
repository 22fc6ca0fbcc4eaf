//! Room for the adapter beside a runtime that takes all memory for its own.
//!
//! The adapter keeps two pages of the module's memory, which it gets by `memory.grow`. Go's runtime
//! takes everything from its data to the end of the memory and whatever follows, and overwrites them.
//! So the memory has its largest size from the beginning, the last pages of it are the adapter's, and
//! the module's own `memory.size` and `memory.grow` see the rest as it would have grown. A page that
//! nobody touches costs nothing but address space.
//!
//! Which modules need it is decided elsewhere.

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, ExportKind, ExportSection, Function, FunctionSection, GlobalSection,
    GlobalType, Instruction, InstructionSink, MemoryType, Module, TypeSection, ValType,
};
use wasmparser::{Operator, Parser, Payload, TypeRef};

/// The pages of the memory, 256 MiB.
const PAGES: u64 = 4096;

/// How many of them are the adapter's: it asks for two.
const RESERVED: u64 = 4;

/// The bytes of a page.
const PAGE: u64 = 65536;

/// The export by which `wit_component` has the adapter get memory.
const REALLOC: &str = "cabi_realloc_adapter";

/// Reserves room in the module `bytes`. None where it has no memory of its own that could be
/// changed, or one that is too large.
pub(super) fn reserve(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reserver = Reserver::default();
    let mut memories = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        reserver.read(payload.ok()?, &mut memories)?;
    }
    let [memory] = memories[..] else { return None };
    let largest = memory.maximum.unwrap_or(u64::MAX).min(PAGES);
    if memory.memory64 || memory.shared || memory.initial + RESERVED > largest {
        return None;
    }
    reserver.limit = largest - RESERVED;
    reserver.size = memory.initial;
    let mut module = Module::new();
    reserver
        .parse_core_module(&mut module, Parser::new(0), bytes)
        .ok()?;
    // A section that is missing would have been where something was to be added.
    (reserver.added == 5).then(|| module.finish())
}

/// A module on its way through, and the numbers of what is added to it.
#[derive(Default)]
struct Reserver {
    types: u32,
    functions: u32,
    globals: u32,
    /// How many pages the module has at first, and how many it may have.
    size: u64,
    limit: u64,
    /// To how many sections something was added.
    added: u32,
}

impl Reserver {
    /// Counts what there is; none where the memory is not its own.
    fn read(
        &mut self,
        payload: Payload<'_>,
        memories: &mut Vec<wasmparser::MemoryType>,
    ) -> Option<()> {
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    self.types += group.ok()?.types().len() as u32;
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    match import.ok()?.ty {
                        TypeRef::Func(_) => self.functions += 1,
                        TypeRef::Global(_) => self.globals += 1,
                        TypeRef::Memory(_) => return None,
                        _ => {}
                    }
                }
            }
            Payload::FunctionSection(section) => self.functions += section.count(),
            Payload::GlobalSection(section) => self.globals += section.count(),
            Payload::MemorySection(section) => {
                memories.extend(section.into_iter().flatten());
            }
            _ => {}
        }
        Some(())
    }

    /// The global with the number of pages that the module has.
    fn pages(&self) -> u32 {
        self.globals
    }

    /// The global with the next address for the adapter.
    fn next(&self) -> u32 {
        self.globals + 1
    }

    /// `memory.grow`: the number of pages before, or -1 where there is no room.
    fn write_grow(&self, sink: &mut InstructionSink<'_>) {
        let limit = self.limit as i32;
        sink.local_get(0)
            .i32_const(limit)
            .global_get(self.pages())
            .i32_sub()
            .i32_gt_u();
        sink.if_(wasm_encoder::BlockType::Empty)
            .i32_const(-1)
            .return_()
            .end();
        sink.global_get(self.pages());
        sink.global_get(self.pages())
            .local_get(0)
            .i32_add()
            .global_set(self.pages());
        sink.end();
    }

    /// `realloc(old, old size, alignment, new size)`: the next of the reserved bytes, in multiples of
    /// 16. Nothing is freed; the adapter doesn't.
    fn write_realloc(&self, sink: &mut InstructionSink<'_>) {
        let end = ((self.limit + RESERVED) * PAGE) as i32;
        sink.local_get(3)
            .i32_const(end)
            .global_get(self.next())
            .i32_sub()
            .i32_gt_u();
        sink.local_get(0)
            .i32_or()
            .local_get(2)
            .i32_const(16)
            .i32_gt_u()
            .i32_or();
        sink.if_(wasm_encoder::BlockType::Empty).unreachable().end();
        sink.global_get(self.next());
        sink.global_get(self.next()).local_get(3).i32_add();
        sink.i32_const(15)
            .i32_add()
            .i32_const(-16)
            .i32_and()
            .global_set(self.next());
        sink.end();
    }
}

/// What the library's steps return.
type Outcome = Result<(), Error>;

impl Reencode for Reserver {
    type Error = std::convert::Infallible;

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        match operator {
            Operator::MemorySize { .. } => Ok(Instruction::GlobalGet(self.pages())),
            Operator::MemoryGrow { .. } => Ok(Instruction::Call(self.functions)),
            operator => utils::instruction(self, operator),
        }
    }

    fn memory_type(&mut self, memory: wasmparser::MemoryType) -> Result<MemoryType, Error> {
        let mut memory = utils::memory_type(self, memory);
        memory.minimum = self.limit + RESERVED;
        Ok(memory)
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Outcome {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([ValType::I32], [ValType::I32]);
        types.ty().function([ValType::I32; 4], [ValType::I32]);
        self.added += 1;
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Outcome {
        utils::parse_function_section(self, functions, section)?;
        functions.function(self.types).function(self.types + 1);
        self.added += 1;
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Outcome {
        utils::parse_global_section(self, globals, section)?;
        let mutable = GlobalType {
            val_type: ValType::I32,
            mutable: true,
            shared: false,
        };
        globals.global(mutable, &ConstExpr::i32_const(self.size as i32));
        globals.global(mutable, &ConstExpr::i32_const((self.limit * PAGE) as i32));
        self.added += 1;
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Outcome {
        utils::parse_export_section(self, exports, section)?;
        exports.export(REALLOC, ExportKind::Func, self.functions + 1);
        self.added += 1;
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: wasmparser::CodeSectionReader<'_>,
    ) -> Outcome {
        utils::parse_code_section(self, code, section)?;
        let (mut grow, mut realloc) = (Function::new([]), Function::new([]));
        self.write_grow(&mut grow.instructions());
        self.write_realloc(&mut realloc.instructions());
        code.function(&grow).function(&realloc);
        self.added += 1;
        Ok(())
    }
}
