//! A component's world in WIT, and a core module's imports and exports.

use wasmparser::{ComponentExternalKind, ExternalKind, Parser, Payload, TypeRef};
use wit_component::{DecodedWasm, WitPrinter};
use wit_parser::{FunctionKind, Resolve, Type, WorldId, WorldItem, WorldKey};

use super::{Function, InspectError, Item};
use crate::check::{ComponentError, invalid};
use crate::cycle::Packages;

/// What could be said about a binary's outside.
pub(super) struct Description {
    pub(super) wit: Option<String>,
    pub(super) imports: Vec<Item>,
    pub(super) exports: Vec<Item>,
}

/// Describes a valid component.
pub(super) fn describe_component(bytes: &[u8]) -> Result<Description, InspectError> {
    // The decoder has assertions that some valid components fail, such as one that exports what it
    // imports; nothing is kept of what it was working on.
    let circle = Packages::of_component(bytes).find_circle();
    let decoded = match circle {
        Some(_) => None,
        None => std::panic::catch_unwind(|| wit_component::decode(bytes)).ok(),
    };
    let decoded = decoded.and_then(Result::ok);
    let Some(decoded) = decoded else {
        // Valid, but beyond WIT: the names are still there.
        let (imports, exports) = list_items(bytes);
        return Ok(Description {
            wit: None,
            imports,
            exports,
        });
    };
    match decoded {
        DecodedWasm::Component(resolve, world) => {
            let mut description = describe_world(&resolve, world)?;
            let (imports, exports) = list_items(bytes);
            complete(&mut description.imports, imports);
            complete(&mut description.exports, exports);
            Ok(description)
        }
        // A WIT package: its worlds and interfaces are types, not imports or exports.
        DecodedWasm::WitPackage(resolve, package) => {
            let nested = packages_beside(&resolve, package);
            let mut printer = WitPrinter::default();
            printer
                .print(&resolve, package, &nested)
                .map_err(print_error)?;
            let wit = Some(printer.output.to_string());
            Ok(Description {
                wit,
                imports: Vec::new(),
                exports: Vec::new(),
            })
        }
    }
}

fn print_error(error: impl std::fmt::Display) -> InspectError {
    InspectError::Print {
        message: format!("{error:#}"),
    }
}

fn packages_beside(resolve: &Resolve, main: wit_parser::PackageId) -> Vec<wit_parser::PackageId> {
    resolve
        .packages
        .iter()
        .map(|(id, _)| id)
        .filter(|&id| id != main)
        .collect()
}

fn describe_world(resolve: &Resolve, world: WorldId) -> Result<Description, InspectError> {
    let mut printer = WitPrinter::default();
    let wit = match resolve.worlds[world].package {
        Some(package) => {
            let nested = packages_beside(resolve, package);
            printer
                .print(resolve, package, &nested)
                .map_err(print_error)?;
            Some(printer.output.to_string())
        }
        None => None,
    };
    let world = &resolve.worlds[world];
    let items = |items: &indexmap::IndexMap<WorldKey, WorldItem>| {
        items
            .iter()
            .map(|(key, item)| describe_item(resolve, key, item))
            .collect::<Result<_, _>>()
    };
    Ok(Description {
        wit,
        imports: items(&world.imports)?,
        exports: items(&world.exports)?,
    })
}

fn describe_item(
    resolve: &Resolve,
    key: &WorldKey,
    item: &WorldItem,
) -> Result<Item, InspectError> {
    let name = resolve.name_world_key(key);
    let (kind, functions) = match item {
        WorldItem::Interface { id, .. } => {
            let functions = resolve.interfaces[*id].functions.values();
            let functions = functions.map(|function| describe_function(resolve, function));
            ("interface", functions.collect::<Result<_, _>>()?)
        }
        WorldItem::Function(function) => ("function", vec![describe_function(resolve, function)?]),
        WorldItem::Type { .. } => ("type", Vec::new()),
    };
    Ok(Item {
        name,
        kind,
        functions,
    })
}

fn describe_function(
    resolve: &Resolve,
    function: &wit_parser::Function,
) -> Result<Function, InspectError> {
    let text = |ty: &Type| {
        let mut printer = WitPrinter::default();
        printer.print_type_name(resolve, ty).map_err(print_error)?;
        Ok::<_, InspectError>(printer.output.to_string())
    };
    let is_method = matches!(
        function.kind,
        FunctionKind::Method(_) | FunctionKind::AsyncMethod(_)
    );
    let mut params = Vec::new();
    // A method's receiver is not written in WIT.
    for param in function.params.iter().skip(usize::from(is_method)) {
        params.push(format!("{}: {}", param.name, text(&param.ty)?));
    }
    let keyword = match function.kind {
        FunctionKind::Constructor(_) => "constructor",
        FunctionKind::Static(_) => "static func",
        FunctionKind::AsyncStatic(_) => "static async func",
        FunctionKind::AsyncFreestanding | FunctionKind::AsyncMethod(_) => "async func",
        _ => "func",
    };
    let mut signature = format!("{keyword}({})", params.join(", "));
    if let Some(result) = &function.result
        && !matches!(function.kind, FunctionKind::Constructor(_))
    {
        signature.push_str(&format!(" -> {}", text(result)?));
    }
    Ok(Function {
        name: function_name(&function.name),
        signature,
    })
}

/// `connection.prepare` for `[method]connection.prepare`.
fn function_name(name: &str) -> String {
    let plain = name.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    plain.map_or(name, |(_, rest)| rest).to_owned()
}

/// The imports and exports that a component's binary lists, which may be more than WIT can say.
fn list_items(bytes: &[u8]) -> (Vec<Item>, Vec<Item>) {
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    let mut depth = 0u32;
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        match payload {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 1 => {
                let items = section.into_iter().flatten();
                imports.extend(items.map(|i| plain_item(i.name.name, i.ty.kind())));
            }
            Payload::ComponentExportSection(section) if depth == 1 => {
                let items = section.into_iter().flatten();
                exports.extend(items.map(|e| plain_item(e.name.name, e.kind)));
            }
            _ => {}
        }
    }
    (imports, exports)
}

fn plain_item(name: &str, kind: ComponentExternalKind) -> Item {
    let kind = match kind {
        ComponentExternalKind::Module => "core module",
        ComponentExternalKind::Func => "function",
        ComponentExternalKind::Value => "value",
        ComponentExternalKind::Type => "type",
        ComponentExternalKind::Instance => "interface",
        ComponentExternalKind::Component => "component",
    };
    Item {
        name: name.to_owned(),
        kind,
        functions: Vec::new(),
    }
}

/// Adds to `items` those of `listed` whose names are not among them.
fn complete(items: &mut Vec<Item>, listed: Vec<Item>) {
    for item in listed {
        if !items.iter().any(|known| known.name == item.name) {
            items.push(item);
        }
    }
}

/// Describes a valid core module.
pub(super) fn describe_module(name: &str, bytes: &[u8]) -> Result<Description, ComponentError> {
    let failed = |error| invalid(name, bytes, &error);
    let item = |name: String, kind| Item {
        name,
        kind,
        functions: Vec::new(),
    };
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(failed)? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.map_err(failed)?;
                    let kind = match import.ty {
                        TypeRef::Func(_) | TypeRef::FuncExact(_) => "function",
                        TypeRef::Table(_) => "table",
                        TypeRef::Memory(_) => "memory",
                        TypeRef::Global(_) => "global",
                        TypeRef::Tag(_) => "tag",
                    };
                    imports.push(item(format!("{}.{}", import.module, import.name), kind));
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export.map_err(failed)?;
                    let kind = match export.kind {
                        ExternalKind::Func | ExternalKind::FuncExact => "function",
                        ExternalKind::Table => "table",
                        ExternalKind::Memory => "memory",
                        ExternalKind::Global => "global",
                        ExternalKind::Tag => "tag",
                    };
                    exports.push(item(export.name.to_owned(), kind));
                }
            }
            _ => {}
        }
    }
    Ok(Description {
        wit: None,
        imports,
        exports,
    })
}
