//! What a component imports, held against what the host has for it.

use wasmtime::component::Component;
use wasmtime::component::types::{ComponentFunc, ComponentItem};

use super::{HELP, Hints};
use crate::difference::{Resources, compare, path_to};
use crate::signature::Func;
use crate::version::{self, Versioned};
use crate::{Error, ErrorKind};

/// Holds what a component imports against `funcs`, which the host has for components of `world`. What is of other
/// interfaces is left to those who link.
///
/// # Errors
///
/// With the first function that the host does not have, or has with another type.
pub(crate) fn check_imports(
    world: &str,
    funcs: &'static [Func],
    component: &Component,
) -> Result<(), Error> {
    if funcs.is_empty() {
        return Ok(());
    }
    let (engine, ty) = (component.engine(), component.component_type());
    let imports = Imports {
        world,
        funcs,
        resources: Resources::of(&ty, engine),
    };
    for (name, item) in ty.imports(engine) {
        match item.ty {
            ComponentItem::ComponentFunc(found) => imports.check(None, name, &found)?,
            ComponentItem::ComponentInstance(instance) => {
                for (func, item) in instance.exports(engine) {
                    if let ComponentItem::ComponentFunc(found) = item.ty {
                        imports.check(Some(name), func, &found)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

struct Imports<'a> {
    world: &'a str,
    funcs: &'static [Func],
    resources: Resources<'a>,
}

impl Imports<'_> {
    /// Checks a function that the component imports.
    fn check(
        &self,
        interface: Option<&str>,
        name: &str,
        found: &ComponentFunc,
    ) -> Result<(), Error> {
        let mut provided = self.interface(interface).peekable();
        let Some(expected) = provided.peek() else {
            return self.check_version(interface);
        };
        let hints = match (expected.interface, interface) {
            (Some(expected), Some(interface)) => Hints::default().versions(expected, interface),
            _ => Hints::default(),
        };
        let mut names = Vec::new();
        for func in provided {
            if func.name == name {
                let Some(difference) = compare(func, found, &self.resources) else {
                    return Ok(());
                };
                let message = format!(
                    "the component imports what the host of the world `{}` has with another type: {difference}",
                    self.world
                );
                return Err(Error::new(ErrorKind::Mismatch, message).with_help(hints.before(HELP)));
            }
            names.push(func.name);
        }
        if interface.is_none() {
            return Ok(());
        }
        let path = path_to(interface, name).join(", ");
        Err(self.missing(&path, &hints.names("the host has", name, names.into_iter())))
    }

    /// What the host has of the interface that stands in for `interface`.
    fn interface(&self, interface: Option<&str>) -> impl Iterator<Item = &'static Func> {
        self.funcs
            .iter()
            .filter(move |func| match (func.interface, interface) {
                (Some(expected), Some(interface)) => version::is_compatible(expected, interface),
                (expected, interface) => expected == interface,
            })
    }

    /// Refuses an interface of which the host has an incompatible version.
    fn check_version(&self, interface: Option<&str>) -> Result<(), Error> {
        let Some(interface) = interface else {
            return Ok(());
        };
        let found = Versioned::new(interface);
        let others = self.funcs.iter().filter_map(|func| func.interface);
        let mut others = others.filter(|other| Versioned::new(other).base == found.base);
        let Some(expected) = others.next() else {
            return Ok(());
        };
        let path = format!(
            "interface {interface}: expected {}, found {}",
            Versioned::new(expected).words(),
            found.words()
        );
        Err(self.missing(&path, &Hints::default().versions(expected, interface)))
    }

    fn missing(&self, path: &str, hints: &Hints) -> Error {
        let message = format!(
            "the component imports what the host of the world `{}` does not have: {path}",
            self.world
        );
        Error::new(ErrorKind::MissingImport, message).with_help(hints.before(HELP))
    }
}

#[cfg(test)]
mod tests {
    use wasmtime::Engine;
    use wasmtime::component::Component;

    use super::check_imports;
    use crate::signature::{Func, Type};
    use crate::{Error, ErrorKind};

    static HOST: [Func; 3] = [
        Func {
            interface: Some("test:host/log@0.2.3"),
            name: "log",
            is_async: false,
            params: &[("level", Type::U8), ("text", Type::String)],
            result: None,
        },
        Func {
            interface: Some("test:host/log@0.2.3"),
            name: "flush",
            is_async: false,
            params: &[],
            result: None,
        },
        Func {
            interface: None,
            name: "now",
            is_async: false,
            params: &[],
            result: Some(Type::U64),
        },
    ];

    fn check(text: &str) -> Result<(), Error> {
        let bytes = wat::parse_str(text).expect("a component");
        let component = Component::from_binary(&Engine::default(), &bytes).expect("a component");
        check_imports("test:host/world", &HOST, &component)
    }

    #[track_caller]
    fn refused(text: &str, kind: ErrorKind, message: &str, help: &str) {
        let error = check(text).expect_err("it is refused");
        assert_eq!(*error.kind(), kind, "{error}");
        assert!(error.message().ends_with(message), "{error}");
        assert!(error.help().expect("help").contains(help), "{error}");
    }

    #[test]
    fn what_the_host_has_may_be_imported_in_part_and_in_compatible_versions() {
        for version in ["0.2.3", "0.2.0", "0.2.9"] {
            check(&format!(
                r#"(component
                    (import "test:host/log@{version}" (instance
                        (export "log" (func (param "level" u8) (param "text" string)))))
                    (import "now" (func (result u64)))
                    (import "test:other/clock" (instance (export "log" (func))))
                    (import "later" (func)))"#
            ))
            .unwrap();
        }
    }

    #[test]
    fn a_function_of_another_type_is_refused() {
        refused(
            r#"(component (import "test:host/log@0.2.3" (instance
                (export "log" (func (param "level" u8) (param "text" (list u8)))))))"#,
            ErrorKind::Mismatch,
            "interface test:host/log@0.2.3, func log, param text: expected string, found list<u8>",
            "of the same world",
        );
        refused(
            r#"(component (import "now" (func (result f64))))"#,
            ErrorKind::Mismatch,
            "func now, result: expected u64, found f64",
            "of the same world",
        );
    }

    #[test]
    fn a_function_that_the_host_lacks_is_refused() {
        refused(
            r#"(component (import "test:host/log@0.2.4" (instance (export "logs" (func)))))"#,
            ErrorKind::MissingImport,
            "does not have: interface test:host/log@0.2.4, func logs",
            "version 0.2.4 of the interface, which is newer than 0.2.3; did you mean `log`? the host has `log`, `flush`",
        );
    }

    #[test]
    fn an_interface_of_another_version_is_refused() {
        refused(
            r#"(component (import "test:host/log@0.3.0" (instance (export "log" (func)))))"#,
            ErrorKind::MissingImport,
            "does not have: interface test:host/log@0.3.0: expected version 0.2.3, found version 0.3.0",
            "version 0.3.0 does not stand in for 0.2.3",
        );
    }
}
