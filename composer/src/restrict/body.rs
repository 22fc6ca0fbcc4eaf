//! The instructions of generated functions.
//!
//! Everything that a function returns lies in memory before it is called, so that none of it needs
//! more than to say where.

use wasm_encoder::{BlockType, InstructionSink, MemArg, ValType};

use wit_parser::TypeId;

use super::core::CoreModule;
use super::generate::{Body, Generator, Task};
use super::value::Value;

/// A [`Body`] whose values have found their place.
pub(super) enum Answer {
    /// Trap.
    Trap,
    /// Return this number, or address.
    Number(i32),
    /// Make a handle with the function of this number.
    Handle,
    /// Compare with the keys at these addresses and of these lengths, and return what is beside the
    /// one that is equal, else the last.
    Lookup(Vec<(usize, usize, usize)>, usize),
    /// Call the imported function, with this address for its result.
    Forward(Option<usize>),
    /// Return a part of so many bytes at an address, described at another.
    Window(usize, usize, usize),
}

impl Generator<'_> {
    /// Puts what a function returns into memory.
    pub(super) fn lay_out(&mut self, task: &Task<'_>) -> Answer {
        let resolve = self.resolve;
        match (task.body, &task.in_memory) {
            (Body::Answer(value), Some(ty)) => {
                Answer::Number(self.data.add(resolve, ty, value) as i32)
            }
            (Body::Answer(value), None) if task.results.len() == 1 => Answer::Number(number(value)),
            (Body::Handle(_), None) => Answer::Handle,
            (Body::Lookup(entries, otherwise), Some(ty)) => {
                let entries = entries.iter().map(|(key, value)| {
                    let result = self.data.add(resolve, ty, value);
                    (self.data.add_bytes(key.as_bytes()), key.len(), result)
                });
                let entries = entries.collect();
                Answer::Lookup(entries, self.data.add(resolve, ty, otherwise))
            }
            (Body::Forward, ty) => {
                let data = &mut self.data;
                Answer::Forward(ty.map(|ty| data.reserve(data.size(&ty), data.align(&ty))))
            }
            (Body::Window(bytes), Some(ty)) => {
                let address = self.data.add_bytes(bytes);
                let result = self.data.reserve(self.data.size(ty), self.data.align(ty));
                Answer::Window(address, bytes.len(), result)
            }
            _ => Answer::Trap,
        }
    }

    /// Adds the function. `heap` is where room for arguments begins, `equal` the function that
    /// compares.
    pub(super) fn add_function(
        &mut self,
        task: &Task<'_>,
        answer: &Answer,
        heap: usize,
        equal: u32,
    ) {
        let (name, export, after) = self.names(task);
        let drop = |(local, resource): &(u32, TypeId)| {
            let drop = self.intrinsic(*resource, false);
            (*local, self.module.import_index(&drop))
        };
        let drops: Vec<_> = match answer {
            Answer::Trap => Vec::new(),
            _ => task.given.drops.iter().map(drop).collect(),
        };
        let called = match (task.body, answer) {
            // A function of its own, which a runtime that inlines calls between modules leaves as
            // it is: a backtrace has to show it.
            (_, Answer::Trap) => self.add_trap(&name),
            (Body::Handle(resource), _) => {
                self.module.import_index(&self.intrinsic(*resource, true))
            }
            (Body::Forward, _) => self.module.import_index(&self.forwarded(task)),
            _ => equal,
        };
        let signature = (task.params.clone(), task.results.clone());
        let write = |sink: &mut InstructionSink<'_>| {
            for (local, drop) in drops {
                sink.local_get(local).call(drop);
            }
            // What is forwarded returns what was allocated; all else is done with its arguments.
            if !matches!(answer, Answer::Forward(_) | Answer::Trap) {
                CoreModule::write_reset(sink, heap);
            }
            write_answer(sink, task, answer, called);
        };
        self.module.add((name, Some(export)), signature, 0, write);
        if matches!(answer, Answer::Forward(_)) {
            let signature = (task.results.clone(), Vec::new());
            let reset = |sink: &mut InstructionSink<'_>| CoreModule::write_reset(sink, heap);
            self.module
                .add(("free".into(), Some(after)), signature, 0, reset);
        }
    }

    /// Adds a function that traps, under the name of another, and returns its number.
    fn add_trap(&mut self, name: &str) -> u32 {
        let names = (name.to_owned(), None);
        let trap = |sink: &mut InstructionSink<'_>| _ = sink.unreachable();
        self.module.add(names, (Vec::new(), Vec::new()), 0, trap)
    }
}

/// A value as the one number that it is in core WebAssembly.
fn number(value: &Value) -> i32 {
    match value {
        Value::Case(index, None) => *index as i32,
        Value::Record(values) => values.first().map_or(0, number),
        _ => 0,
    }
}

fn write_answer(sink: &mut InstructionSink<'_>, task: &Task<'_>, answer: &Answer, called: u32) {
    match *answer {
        Answer::Trap => _ = sink.call(called).unreachable(),
        Answer::Number(number) => match task.results[..] {
            [ValType::I64] => _ = sink.i64_const(number.into()),
            [ValType::F32] => _ = sink.f32_const(0.0.into()),
            [ValType::F64] => _ = sink.f64_const(0.0.into()),
            _ => _ = sink.i32_const(number),
        },
        // The number by which the component knows the resource; it has nothing to tell apart.
        Answer::Handle => _ = sink.i32_const(1).call(called),
        Answer::Lookup(ref entries, otherwise) => {
            for &(key, length, result) in entries {
                sink.local_get(1)
                    .i32_const(length as i32)
                    .i32_eq()
                    .if_(BlockType::Empty);
                sink.local_get(0)
                    .i32_const(key as i32)
                    .i32_const(length as i32)
                    .call(called);
                sink.if_(BlockType::Empty)
                    .i32_const(result as i32)
                    .return_()
                    .end()
                    .end();
            }
            sink.i32_const(otherwise as i32);
        }
        Answer::Forward(result) => {
            for local in 0..task.params.len() as u32 {
                sink.local_get(local);
            }
            if let Some(result) = result {
                sink.i32_const(result as i32)
                    .call(called)
                    .i32_const(result as i32);
            } else {
                sink.call(called);
            }
        }
        Answer::Window(address, length, result) => write_window(sink, address, length, result),
    }
}

/// The bytes from the first parameter on, as many as the second says, both in 64 bits and cut to
/// what there is.
fn write_window(sink: &mut InstructionSink<'_>, address: usize, length: usize, result: usize) {
    const OFFSET: u32 = 0;
    const WANTED: u32 = 1;
    let length = length as i64;
    sink.local_get(OFFSET)
        .i64_const(length)
        .local_get(OFFSET)
        .i64_const(length)
        .i64_lt_u();
    sink.select().local_set(OFFSET);
    let rest =
        |sink: &mut InstructionSink<'_>| _ = sink.i64_const(length).local_get(OFFSET).i64_sub();
    sink.local_get(WANTED);
    rest(sink);
    sink.local_get(WANTED);
    rest(sink);
    sink.i64_lt_u().select().local_set(WANTED);
    sink.i32_const(result as i32);
    sink.local_get(OFFSET)
        .i32_wrap_i64()
        .i32_const(address as i32)
        .i32_add()
        .i32_store(word());
    sink.i32_const(result as i32 + 4)
        .local_get(WANTED)
        .i32_wrap_i64()
        .i32_store(word());
    sink.i32_const(result as i32);
}

/// An access to four bytes.
fn word() -> MemArg {
    MemArg {
        offset: 0,
        align: 2,
        memory_index: 0,
    }
}
