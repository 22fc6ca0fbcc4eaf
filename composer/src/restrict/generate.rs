//! A component that exports what another imports, each function of it with a body from a short list.
//!
//! The interfaces are those of the importer, in its versions and with its types, so what is
//! generated fits it by construction. Which function gets which body is decided elsewhere.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use wasm_encoder::ValType;
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::ResourceIntrinsic as Intrinsic;
use wit_parser::{
    Function, LiftLowerAbi, ManglingAndAbi, Resolve, Type, TypeId, WasmExport, WasmExportKind,
    WasmImport, World, WorldId, WorldItem, WorldKey,
};

use super::body::Answer;
use super::core::{CoreModule, core_types};
use super::error::RestrictError;
use super::handle::{Given, given};
use super::importer::Importer;
use super::value::{Data, Value};

/// Names and lifting are wit-bindgen's: those that every version of `wit_component` reads.
const ABI: ManglingAndAbi = ManglingAndAbi::Legacy(LiftLowerAbi::Sync);

/// What a generated function does.
#[derive(Clone, Debug)]
pub(super) enum Body {
    /// It traps.
    Trap,
    /// It returns a value.
    Answer(Value),
    /// It returns a new handle of a resource that is exported, too.
    Handle(TypeId),
    /// It returns the value of the key that is its one parameter, a string, or else another value.
    Lookup(Vec<(String, Value)>, Value),
    /// It calls the function that is imported under its own name.
    Forward,
    /// It returns the bytes from its first parameter on, as many as its second says, of these.
    Window(Rc<[u8]>),
}

/// What is exported, and how each function by its name behaves. The label is what a backtrace shows
/// before the function's name.
pub(super) type Plan = IndexMap<WorldKey, (&'static str, IndexMap<String, Body>)>;

/// Generates the component that exports the imports of `importer` that are in `plan`.
pub(super) fn generate(importer: &Importer, plan: &Plan) -> Result<Vec<u8>, RestrictError> {
    let unsupported = |message: String| RestrictError::Unsupported {
        importer: importer.name.clone(),
        message,
    };
    let mut resolve = importer.resolve.clone();
    let world = add_world(&mut resolve, importer, plan);
    let data = Data::new(&resolve);
    let data = data.ok_or_else(|| unsupported("it has types larger than any memory".into()))?;
    let mut generator = Generator {
        importer,
        resolve: &resolve,
        plan,
        module: CoreModule::default(),
        data,
    };
    let module = generator.generate();
    // A few worlds that no WIT makes let `wit_component` panic.
    catch_unwind(AssertUnwindSafe(|| encode(module, &resolve, world)))
        .map_err(|_| unsupported("it has types that can't be generated".into()))?
        .map_err(|error| unsupported(format!("{error:#}")))
}

/// Makes the component of a core module, with the library's own error.
fn encode(
    mut module: Vec<u8>,
    resolve: &Resolve,
    world: WorldId,
) -> Result<Vec<u8>, impl Display + use<>> {
    embed_component_metadata(&mut module, resolve, world, StringEncoding::UTF8, false)?;
    let mut encoder = ComponentEncoder::default();
    encoder.validate(true).module(&module)?.encode()
}

/// Adds the world of the generated component: its exports, and as imports whatever these, or what
/// is forwarded, take their types from.
fn add_world(resolve: &mut Resolve, importer: &Importer, plan: &Plan) -> WorldId {
    let original = &importer.resolve.worlds[importer.world];
    let mut needed = IndexSet::new();
    for (key, item) in original.imports.iter().rev() {
        let WorldItem::Interface { id, .. } = item else {
            continue;
        };
        let exported = plan.get(key);
        let forwards = |body: &Body| matches!(body, Body::Forward);
        if exported.is_some_and(|(_, bodies)| bodies.values().any(forwards)) {
            needed.insert(key.clone());
        }
        // What is depended on comes first in that order, so all who need this were seen.
        let as_import = needed.contains(key);
        if exported.is_some() || as_import {
            let homes = resolve.interface_direct_deps(*id);
            let homes = homes.filter_map(|id| importer.key_of(id));
            needed.extend(homes.filter(|home| as_import || !plan.contains_key(home)));
        }
    }
    let mut world = World {
        name: "restrictions".into(),
        ..original.clone()
    };
    world.imports.retain(|key, _| needed.contains(key));
    world.exports.clone_from(&original.imports);
    world.exports.retain(|key, _| plan.contains_key(key));
    let package = world.package;
    let id = resolve.worlds.alloc(world);
    if let Some(package) = package {
        resolve.packages[package]
            .worlds
            .insert("restrictions".into(), id);
    }
    id
}

/// A component's core module in the making.
pub(super) struct Generator<'a> {
    importer: &'a Importer,
    pub(super) resolve: &'a Resolve,
    plan: &'a Plan,
    pub(super) module: CoreModule,
    pub(super) data: Data,
}

/// A function on its way into the module.
pub(super) struct Task<'a> {
    key: &'a WorldKey,
    function: &'a Function,
    label: &'a str,
    pub(super) body: &'a Body,
    pub(super) given: Given,
    /// The type of the result where it is returned in memory.
    pub(super) in_memory: Option<Type>,
    pub(super) params: Vec<ValType>,
    pub(super) results: Vec<ValType>,
}

impl<'a> Generator<'a> {
    /// Makes the module.
    fn generate(&mut self) -> Vec<u8> {
        let tasks = self.tasks();
        for task in &tasks {
            self.add_imports(task);
        }
        let answers: Vec<_> = tasks.iter().map(|task| self.lay_out(task)).collect();
        let heap = self.data.end().next_multiple_of(16);
        self.module.add_realloc();
        let is_lookup = |answer: &Answer| matches!(answer, Answer::Lookup(..));
        let equal = answers
            .iter()
            .any(is_lookup)
            .then(|| self.module.add_equal());
        for (task, answer) in tasks.iter().zip(&answers) {
            self.add_function(task, answer, heap, equal.unwrap_or_default());
        }
        std::mem::take(&mut self.module).finish(&self.data, heap)
    }

    /// All functions, with what is known before any is written.
    fn tasks(&self) -> Vec<Task<'a>> {
        let mut tasks = Vec::new();
        for (key, (label, bodies)) in self.plan {
            for function in self.importer.functions(key) {
                let signature = self.resolve.wasm_signature(ABI.export_variant(), function);
                let given = given(self.resolve, function, |id| self.is_own(id));
                let body = bodies.get(&function.name).unwrap_or(&Body::Trap);
                tasks.push(Task {
                    key,
                    function,
                    label,
                    // What was lent inside of other values can't be given back before returning.
                    body: if given.hidden { &Body::Trap } else { body },
                    given,
                    in_memory: function.result.filter(|_| signature.retptr),
                    params: core_types(&signature.params),
                    results: core_types(&signature.results),
                });
            }
        }
        tasks
    }

    /// Whether a resource is defined by the generated component.
    fn is_own(&self, resource: TypeId) -> bool {
        let key = self.importer.home(resource);
        key.is_some_and(|key| self.plan.contains_key(&key))
    }

    /// The name of a function that deals with handles of a resource.
    pub(super) fn intrinsic(&self, resource: TypeId, new: bool) -> (String, String) {
        let interface = self.importer.home(resource);
        let intrinsic = match (new, self.is_own(resource)) {
            (true, _) => Intrinsic::ExportedNew,
            (false, true) => Intrinsic::ExportedDrop,
            (false, false) => Intrinsic::ImportedDrop,
        };
        let import = WasmImport::ResourceIntrinsic {
            interface: interface.as_ref(),
            resource,
            intrinsic,
        };
        self.resolve.wasm_import_name(ABI, import)
    }

    /// The function that a function is forwarded to.
    pub(super) fn forwarded(&self, task: &Task<'_>) -> (String, String) {
        let interface = (!self.is_function(task.key)).then_some(task.key);
        let func = task.function;
        self.resolve
            .wasm_import_name(ABI, WasmImport::Func { interface, func })
    }

    /// Whether an import is a function and no interface.
    fn is_function(&self, key: &WorldKey) -> bool {
        let imports = &self.importer.resolve.worlds[self.importer.world].imports;
        matches!(imports.get(key), Some(WorldItem::Function(_)))
    }

    /// What a function is called in backtraces, and the names of its export and of the function to
    /// call after it.
    pub(super) fn names(&self, task: &Task<'_>) -> (String, String, String) {
        let interface = (!self.is_function(task.key)).then_some(task.key);
        let export = |kind| {
            let func = task.function;
            let export = WasmExport::Func {
                interface,
                func,
                kind,
            };
            self.resolve.wasm_export_name(ABI, export)
        };
        let normal = export(WasmExportKind::Normal);
        let name = format!("{} {normal}", task.label);
        (name, normal, export(WasmExportKind::PostReturn))
    }

    /// Imports what a function will call.
    fn add_imports(&mut self, task: &Task<'_>) {
        match task.body {
            Body::Trap => return,
            Body::Handle(resource) => {
                let signature = (vec![ValType::I32], vec![ValType::I32]);
                self.module
                    .import(self.intrinsic(*resource, true), signature);
            }
            Body::Forward => {
                let signature = self
                    .resolve
                    .wasm_signature(ABI.import_variant(), task.function);
                let signature = (
                    core_types(&signature.params),
                    core_types(&signature.results),
                );
                self.module.import(self.forwarded(task), signature);
            }
            Body::Answer(_) | Body::Lookup(..) | Body::Window(_) => {}
        }
        for (_, resource) in &task.given.drops {
            let name = self.intrinsic(*resource, false);
            self.module.import(name, (vec![ValType::I32], Vec::new()));
        }
    }
}
