//! Whether a component's type mentions anything outside of the component.

use wasmparser::{
    ComponentAlias, ComponentType, ComponentTypeDeclaration, CoreType, InstanceTypeDeclaration,
    ModuleTypeDeclaration, OuterAliasKind,
};

/// Whether a type, `depth` levels inside a component, mentions nothing beyond that component.
pub(super) fn is_closed_type(ty: &ComponentType<'_>, depth: u32) -> bool {
    match ty {
        ComponentType::Component(declarations) => declarations.iter().all(|declaration| {
            let inner = depth + 1;
            match declaration {
                ComponentTypeDeclaration::CoreType(ty) => is_closed_core(ty, inner),
                ComponentTypeDeclaration::Type(ty) => is_closed_type(ty, inner),
                ComponentTypeDeclaration::Alias(alias) => is_closed_alias(alias, inner),
                _ => true,
            }
        }),
        ComponentType::Instance(declarations) => declarations.iter().all(|declaration| {
            let inner = depth + 1;
            match declaration {
                InstanceTypeDeclaration::CoreType(ty) => is_closed_core(ty, inner),
                InstanceTypeDeclaration::Type(ty) => is_closed_type(ty, inner),
                InstanceTypeDeclaration::Alias(alias) => is_closed_alias(alias, inner),
                _ => true,
            }
        }),
        _ => true,
    }
}

fn is_closed_core(ty: &CoreType<'_>, depth: u32) -> bool {
    match ty {
        CoreType::Rec(_) => true,
        CoreType::Module(declarations) => {
            declarations.iter().all(|declaration| match declaration {
                ModuleTypeDeclaration::OuterAlias {
                    kind: OuterAliasKind::Type,
                    count,
                    ..
                } => *count <= depth + 1,
                _ => true,
            })
        }
    }
}

fn is_closed_alias(alias: &ComponentAlias<'_>, depth: u32) -> bool {
    match alias {
        ComponentAlias::Outer { count, .. } => *count <= depth,
        _ => true,
    }
}
