//! Wasmer, with the core module of the guest: it has no components. What the module imports is there and not called,
//! but for nothing that is measured.

use std::any::Any;

use tempfile::NamedTempFile;
use wasmer::sys::{Cranelift, EngineBuilder};
use wasmer::{
    Engine, ExternType, Function, Imports, Instance, Module, RuntimeError, Store, TypedFunction,
};
use wasmparser::{Parser, Payload};
use wittgen_bench_guests::CALLS;

use crate::Result;
use crate::candidate::{Call, Candidate, Load};

/// The name of the guest's `add` in its core module.
const ADD: &str = "wittgen:calls/guest@0.1.0#add";

type Add = TypedFunction<(u32, u32), u32>;

/// The core module that has the guest's functions.
fn module() -> Result<&'static [u8]> {
    for payload in Parser::new(0).parse_all(CALLS) {
        if let Payload::ModuleSection {
            unchecked_range, ..
        } = payload?
        {
            let range =
                usize::try_from(unchecked_range.start)?..usize::try_from(unchecked_range.end)?;
            let bytes = &CALLS[range];
            let exports = |payload| match payload {
                Ok(Payload::ExportSection(exports)) => exports
                    .into_iter()
                    .flatten()
                    .any(|export| export.name == ADD),
                _ => false,
            };
            if Parser::new(0).parse_all(bytes).any(exports) {
                return Ok(bytes);
            }
        }
    }
    Err("the component has no such module".into())
}

/// The module.
pub(crate) struct Wasmer {
    engine: Engine,
    module: Module,
}

impl Wasmer {
    pub(crate) fn new() -> Result<Self> {
        let engine: Engine = engine();
        Ok(Self {
            module: Module::new(&engine, module()?)?,
            engine,
        })
    }
}

fn engine() -> Engine {
    EngineBuilder::new(Cranelift::default()).engine().into()
}

fn instance(engine: &Engine, module: &Module) -> Result<(Store, Instance, Add)> {
    let mut store = Store::new(engine.clone());
    let mut imports = Imports::new();
    for import in module.imports() {
        if let ExternType::Function(ty) = import.ty() {
            let absent = Function::new(&mut store, ty, |_| Err(RuntimeError::new("not there")));
            imports.define(import.module(), import.name(), absent);
        }
    }
    let instance = Instance::new(&mut store, module, &imports)?;
    let add = instance.exports.get_typed_function(&store, ADD)?;
    Ok((store, instance, add))
}

impl Candidate for Wasmer {
    fn warm(&self) -> Result<Call> {
        let (mut store, instance, add) = instance(&self.engine, &self.module)?;
        Ok(Box::new(move |left, right| {
            let _keep = &instance;
            Ok(add.call(&mut store, left, right)?)
        }))
    }

    fn fresh(&self) -> Result<Call> {
        let (engine, module) = (self.engine.clone(), self.module.clone());
        Ok(Box::new(move |left, right| {
            let (mut store, _instance, add) = instance(&engine, &module)?;
            Ok(add.call(&mut store, left, right)?)
        }))
    }

    fn loads(&self) -> Result<[Option<Load>; 3]> {
        let file = NamedTempFile::new()?;
        self.module.serialize_to_file(file.path())?;
        let serialized = self.module.serialize()?;
        let start = |engine: &Engine, module: &Module| instance(engine, module).map(drop);
        Ok([
            Some(Box::new(move || {
                let engine = engine();
                start(&engine, &Module::new(&engine, module()?)?)
            })),
            Some(Box::new(move || {
                let engine = engine();
                // SAFETY: it was written above.
                let module = unsafe { Module::deserialize_from_file(&engine, file.path())? };
                start(&engine, &module)
            })),
            Some(Box::new(move || {
                let engine = engine();
                // SAFETY: it was made above.
                let module = unsafe { Module::deserialize(&engine, serialized.clone())? };
                start(&engine, &module)
            })),
        ])
    }

    fn idle(&self, count: usize) -> Result<Vec<Box<dyn Any>>> {
        let make = |_| {
            let (mut store, instance, add) = instance(&self.engine, &self.module)?;
            add.call(&mut store, 1, 2)?;
            Ok(Box::new((store, instance, add)) as Box<dyn Any>)
        };
        (0..count).map(make).collect()
    }
}
