//! Writes a [`World`] as text, for tests that hold lowering against a golden file.

use std::fmt::Write;

use crate::{Func, Type, TypeKind, World};

/// The world, an item a line.
pub fn dump(world: &World) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "world {}", world.name);
    for id in &world.world_types {
        dump_type(world, world.ty(*id), &mut out);
    }
    dump_funcs(world, "import", &world.imported_funcs, &mut out);
    dump_funcs(world, "export", &world.exported_funcs, &mut out);
    for interface in &world.interfaces {
        let import = if interface.imported { " import" } else { "" };
        let export = if interface.exported { " export" } else { "" };
        let _ = writeln!(
            out,
            "interface {} mod {}{import}{export}",
            interface.id, interface.module
        );
        for id in &interface.types {
            dump_type(world, world.ty(*id), &mut out);
        }
        dump_funcs(world, "func", &interface.funcs, &mut out);
    }
    out
}

fn dump_funcs(world: &World, word: &str, funcs: &[Func], out: &mut String) {
    for func in funcs {
        let is_async = if func.is_async { "async " } else { "" };
        let params: Vec<String> = func
            .params
            .iter()
            .map(|param| format!("{}: {}", param.name, type_name(world, &param.ty)))
            .collect();
        let result = func
            .result
            .as_ref()
            .map_or(String::new(), |ty| format!(" -> {}", type_name(world, ty)));
        let _ = writeln!(
            out,
            "  {word} {is_async}{}({}){result}",
            func.id,
            params.join(", ")
        );
    }
}

fn dump_type(world: &World, def: &crate::TypeDef, out: &mut String) {
    let (word, body) = match &def.kind {
        TypeKind::Record(fields) => (
            "record",
            fields
                .iter()
                .map(|field| format!("{}: {}", field.name, type_name(world, &field.ty)))
                .collect::<Vec<_>>(),
        ),
        TypeKind::Variant(cases) => (
            "variant",
            cases
                .iter()
                .map(|case| match &case.ty {
                    Some(ty) => format!("{}({})", case.name, type_name(world, ty)),
                    None => case.name.to_string(),
                })
                .collect(),
        ),
        TypeKind::Enum(cases) => (
            "enum",
            cases.iter().map(|case| case.name.to_string()).collect(),
        ),
        TypeKind::Flags(cases) => (
            "flags",
            cases.iter().map(|case| case.name.to_string()).collect(),
        ),
        TypeKind::Resource => ("resource", Vec::new()),
        TypeKind::Alias(ty) => ("alias", vec![type_name(world, ty)]),
    };
    let error = if def.is_error { " error" } else { "" };
    let _ = writeln!(
        out,
        "  {word} {}{error} {{ {} }}",
        def.name,
        body.join(", ")
    );
}

/// A type as WIT would write it.
pub(crate) fn type_name(world: &World, ty: &Type) -> String {
    let name = |ty: &Type| type_name(world, ty);
    let optional = |ty: &Option<Box<Type>>| ty.as_ref().map_or("_".to_string(), |ty| name(ty));
    match ty {
        Type::Bool => "bool".into(),
        Type::U8 => "u8".into(),
        Type::U16 => "u16".into(),
        Type::U32 => "u32".into(),
        Type::U64 => "u64".into(),
        Type::S8 => "s8".into(),
        Type::S16 => "s16".into(),
        Type::S32 => "s32".into(),
        Type::S64 => "s64".into(),
        Type::F32 => "f32".into(),
        Type::F64 => "f64".into(),
        Type::Char => "char".into(),
        Type::String => "string".into(),
        Type::ErrorContext => "error-context".into(),
        Type::List(ty) => format!("list<{}>", name(ty)),
        Type::FixedList(ty, len) => format!("list<{}, {len}>", name(ty)),
        Type::Map(key, value) => format!("map<{}, {}>", name(key), name(value)),
        Type::Option(ty) => format!("option<{}>", name(ty)),
        Type::Result { ok, err } => format!("result<{}, {}>", optional(ok), optional(err)),
        Type::Tuple(types) => {
            format!(
                "tuple<{}>",
                types.iter().map(name).collect::<Vec<_>>().join(", ")
            )
        }
        Type::Named(id) => world.ty(*id).name.to_string(),
        Type::Own(id) => format!("own<{}>", world.ty(*id).name),
        Type::Borrow(id) => format!("borrow<{}>", world.ty(*id).name),
        Type::Stream(ty) => format!("stream<{}>", optional(ty)),
        Type::Future(ty) => format!("future<{}>", optional(ty)),
    }
}
