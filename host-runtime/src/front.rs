//! Puts a core module in front of the functions that a component exports, which makes calling them cheaper.
//!
//! wasmtime looks for the machine code of a function whenever the host calls it, which takes a third of the time of the
//! smallest call, unless the function is one that its core instance has imported. So the exported functions are taken
//! from an instance that imports them all and exports them again. There is no code in its module. Making that instance
//! takes a fifth of the time of the others, for which reason those that serve one call each go without.
//!
//! ```text
//! (core instance $main (instantiate ..))         (core instance $main (instantiate ..))
//!                                                (core instance $front (instantiate $re-exports (with "" $main)))
//! (alias core export $main "add" ..)             (alias core export $front "add" ..)
//! (func (canon lift ..))                         (func (canon lift ..))
//! ```
//!
//! No index changes. What is inside of components inside a component stays as it is: calls between them are compiled
//! for the very function that is called. So does whatever is not in the order in which tools write components.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use wasm_encoder::{
    Alias, ComponentSection, ComponentSectionId, Encode, EntityType, ExportKind, ExportSection,
    ImportSection, InstanceSection, Module, ModuleArg, ModuleSection, RawSection, TypeSection,
    ValType,
};
use wasmparser::{
    CanonicalFunction, Chunk, ComponentAlias, ComponentAliasSectionReader, ComponentTypeRef,
    ExternalKind, FuncType, Instance, Parser, Payload, TypeRef,
};

/// Changes with what this module does, for what is kept of earlier versions.
pub(crate) const VERSION: &[u8] = b"front 1";

/// The component with the module, or none where it is to stay as it is. What is wrong with it is not said here.
pub(crate) fn put_in_front(bytes: &[u8]) -> Option<Vec<u8>> {
    let component = Outline::read(bytes)?;
    let (main, names) = component.called()?;
    let module = *component.instances.get(main as usize)?;
    let module = component.modules.get(module? as usize)?.clone()?;
    let types = function_types(bytes.get(module)?)?;
    let mut front = Vec::new();
    ModuleSection(&re_exports(&names, &types)?).append_to_component(&mut front);
    let mut instances = InstanceSection::new();
    let index = u32::try_from(component.modules.len()).ok()?;
    instances.instantiate(index, [("", ModuleArg::Instance(main))]);
    instances.append_to_component(&mut front);

    let mut out = Vec::with_capacity(bytes.len() + front.len());
    let index = u32::try_from(component.instances.len()).ok()?;
    let mut at = 0;
    for (range, aliases) in component.aliases {
        let mut changed = false;
        let data = redirect(bytes, range.end, aliases, |instance, name| {
            let redirected = instance == main && names.contains(name);
            changed |= redirected;
            redirected.then_some(index)
        })?;
        if changed {
            out.extend(&bytes[at..range.start]);
            out.append(&mut front);
            let id = ComponentSectionId::Alias.into();
            RawSection { id, data: &data }.append_to_component(&mut out);
            at = range.end;
        }
    }
    out.extend(&bytes[at..]);
    Some(out)
}

/// What is where in a component.
#[derive(Default)]
struct Outline<'a> {
    /// The core modules, by where their bytes are; those that come from elsewhere have none.
    modules: Vec<Option<Range<usize>>>,
    /// The modules of the core instances, if they have one.
    instances: Vec<Option<u32>>,
    /// The core functions: the instance and the name, and the section that has the alias.
    funcs: Vec<Option<(u32, &'a str, usize)>>,
    /// The sections of aliases, and where they are.
    aliases: Vec<(Range<usize>, ComponentAliasSectionReader<'a>)>,
    /// The core functions that are exported as the component's.
    lifted: Vec<u32>,
    /// How many sections of aliases stand before the last core module or instance.
    settled: usize,
}

impl<'a> Outline<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut outline = Self::default();
        let (mut parser, mut at) = (Parser::new(0), 0);
        loop {
            let Chunk::Parsed { consumed, payload } = parser.parse(&bytes[at..], true).ok()? else {
                return None;
            };
            let section = at..at + consumed;
            at = section.end;
            match payload {
                Payload::ModuleSection {
                    unchecked_range, ..
                } => {
                    let inner = inner(&unchecked_range, bytes)?;
                    at = inner.end;
                    outline.settled = outline.aliases.len();
                    outline.modules.push(Some(inner));
                }
                Payload::ComponentSection {
                    unchecked_range, ..
                } => {
                    at = inner(&unchecked_range, bytes)?.end;
                }
                Payload::End(_) => return Some(outline),
                payload => outline.add(section, payload)?,
            }
        }
    }

    fn add(&mut self, section: Range<usize>, payload: Payload<'a>) -> Option<()> {
        match payload {
            Payload::Version { encoding, .. } if encoding != wasmparser::Encoding::Component => {
                return None;
            }
            Payload::InstanceSection(instances) => {
                self.settled = self.aliases.len();
                for instance in instances {
                    self.instances.push(match instance.ok()? {
                        Instance::Instantiate { module_index, .. } => Some(module_index),
                        Instance::FromExports(_) => None,
                    });
                }
            }
            Payload::ComponentImportSection(imports) => {
                for import in imports {
                    if let ComponentTypeRef::Module(_) = import.ok()?.ty {
                        self.modules.push(None);
                    }
                }
            }
            Payload::ComponentAliasSection(aliases) => {
                for alias in aliases.clone() {
                    self.add_alias(alias.ok()?);
                }
                self.aliases.push((section, aliases));
            }
            Payload::ComponentCanonicalSection(funcs) => {
                for func in funcs {
                    match func.ok()? {
                        CanonicalFunction::Lift {
                            core_func_index, ..
                        } => self.lifted.push(core_func_index),
                        _ => self.funcs.push(None),
                    }
                }
            }
            _ => {}
        }
        Some(())
    }

    fn add_alias(&mut self, alias: ComponentAlias<'a>) {
        use wasmparser::{ComponentExternalKind, ComponentOuterAliasKind};
        match alias {
            ComponentAlias::CoreInstanceExport {
                kind: ExternalKind::Func,
                instance_index,
                name,
            } => {
                let section = self.aliases.len();
                self.funcs.push(Some((instance_index, name, section)));
            }
            ComponentAlias::InstanceExport {
                kind: ComponentExternalKind::Module,
                ..
            }
            | ComponentAlias::Outer {
                kind: ComponentOuterAliasKind::CoreModule,
                ..
            } => self.modules.push(None),
            _ => {}
        }
    }

    /// The core instance that has the exported functions, and their names there.
    fn called(&self) -> Option<(u32, BTreeSet<&'a str>)> {
        let mut main = None;
        let mut names = BTreeSet::new();
        for index in &self.lifted {
            let Some((instance, name, section)) = self.funcs.get(*index as usize)? else {
                continue;
            };
            if *main.get_or_insert(*instance) != *instance {
                continue;
            }
            // The front comes before the alias, and must be the last instance.
            if *section < self.settled {
                return None;
            }
            names.insert(*name);
        }
        Some((main?, names))
    }
}

fn inner(range: &Range<u64>, bytes: &[u8]) -> Option<Range<usize>> {
    let range = usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?;
    bytes.get(range.clone()).map(|_| range)
}

/// The types of the functions that a core module exports.
fn function_types(module: &[u8]) -> Option<HashMap<&str, FuncType>> {
    let (mut types, mut funcs, mut exported) = (Vec::new(), Vec::new(), HashMap::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload.ok()? {
            Payload::TypeSection(groups) => {
                for group in groups {
                    for ty in group.ok()?.into_types() {
                        types.push(match ty.composite_type.inner {
                            wasmparser::CompositeInnerType::Func(func) => Some(func),
                            _ => None,
                        });
                    }
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if let TypeRef::Func(ty) = import.ok()?.ty {
                        funcs.push(ty);
                    }
                }
            }
            Payload::FunctionSection(defined) => {
                for ty in defined {
                    funcs.push(ty.ok()?);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export.ok()?;
                    if export.kind == ExternalKind::Func {
                        exported.insert(export.name, export.index);
                    }
                }
                break;
            }
            _ => {}
        }
    }
    let found = exported.into_iter().filter_map(|(name, func)| {
        let ty = *funcs.get(func as usize)?;
        Some((name, types.get(ty as usize)?.clone()?))
    });
    Some(found.collect())
}

/// A module that imports functions and exports them under the same names.
fn re_exports(names: &BTreeSet<&str>, found: &HashMap<&str, FuncType>) -> Option<Module> {
    let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
    let mut exports = ExportSection::new();
    for (index, name) in (0..).zip(names) {
        let ty = found.get(name)?;
        let part = |types: &[wasmparser::ValType]| -> Option<Vec<ValType>> {
            types.iter().map(|ty| value_type(*ty)).collect()
        };
        types.ty().function(part(ty.params())?, part(ty.results())?);
        imports.import("", name, EntityType::Function(index));
        exports.export(name, ExportKind::Func, index);
    }
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&exports);
    Some(module)
}

/// A type that parameters and results of a component's functions have in a core module.
fn value_type(ty: wasmparser::ValType) -> Option<ValType> {
    match ty {
        wasmparser::ValType::I32 => Some(ValType::I32),
        wasmparser::ValType::I64 => Some(ValType::I64),
        wasmparser::ValType::F32 => Some(ValType::F32),
        wasmparser::ValType::F64 => Some(ValType::F64),
        _ => None,
    }
}

/// A section of aliases, as it ends at `end`, in which functions of an instance may be of another one.
fn redirect(
    bytes: &[u8],
    end: usize,
    aliases: ComponentAliasSectionReader<'_>,
    mut other: impl FnMut(u32, &str) -> Option<u32>,
) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    aliases.count().encode(&mut data);
    let mut items = aliases.into_iter_with_offsets().peekable();
    while let Some(item) = items.next() {
        let (start, alias) = item.ok()?;
        let end = match items.peek() {
            Some(Ok((next, _))) => usize::try_from(*next).ok()?,
            Some(Err(_)) => return None,
            None => end,
        };
        if let ComponentAlias::CoreInstanceExport {
            kind: ExternalKind::Func,
            instance_index,
            name,
        } = alias
            && let Some(instance) = other(instance_index, name)
        {
            Alias::CoreInstanceExport {
                instance,
                kind: ExportKind::Func,
                name,
            }
            .encode(&mut data);
        } else {
            data.extend(bytes.get(usize::try_from(start).ok()?..end)?);
        }
    }
    Some(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Vec<u8> {
        wat::parse_str(text).expect("the text is a component")
    }

    #[test]
    fn exported_functions_come_from_the_module_in_front() {
        let component = parse(
            r#"(component
                (core module $m
                    (memory (export "memory") 1)
                    (func (export "add") (param i32 i32) (result i32) local.get 0)
                    (func (export "neg") (param f64) (result f64) local.get 0)
                    (func (export "other")))
                (core instance $i (instantiate $m))
                (alias core export $i "memory" (core memory $memory))
                (alias core export $i "other" (core func $other))
                (alias core export $i "add" (core func $add))
                (func (export "add") (param "a" u32) (param "b" u32) (result u32)
                    (canon lift (core func $add)))
                (alias core export $i "neg" (core func $neg))
                (func (export "neg") (param "a" f64) (result f64) (canon lift (core func $neg))))"#,
        );
        let changed = put_in_front(&component).expect("it has exported functions");
        let engine =
            crate::engine::engine(crate::engine::Settings::new(false)).expect("the engine starts");
        wasmtime::component::Component::from_binary(engine, &changed).expect("it is valid");
        let outline = Outline::read(&changed).expect("it is a component");
        assert_eq!(outline.modules.len(), 2);
        assert_eq!(
            outline
                .funcs
                .iter()
                .flatten()
                .map(|it| (it.0, it.1))
                .collect::<Vec<_>>(),
            [(0, "other"), (1, "add"), (1, "neg")]
        );
        assert_eq!(
            put_in_front(&changed).map(|it| it.len() > changed.len()),
            Some(true)
        );
    }

    #[test]
    fn what_is_in_another_order_stays_as_it_is() {
        let component = parse(
            r#"(component
                (core module $m (func (export "f")))
                (core instance $i (instantiate $m))
                (alias core export $i "f" (core func $f))
                (core instance $later (instantiate $m))
                (func (export "f") (canon lift (core func $f))))"#,
        );
        assert!(put_in_front(&component).is_none());
        assert!(put_in_front(&parse("(component)")).is_none());
        assert!(put_in_front(&parse("(module)")).is_none());
        assert!(put_in_front(&component[..component.len() - 3]).is_none());
        assert!(put_in_front(b"nothing").is_none());
    }
}
