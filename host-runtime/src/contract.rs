//! What is expected of a component, and whether it keeps it.

use wasmtime::AsContextMut;
use wasmtime::component::{
    ComponentExportIndex, ComponentNamedList, Func, Instance as WasmInstance, Lift, Lower,
};

use crate::instance::Instance;
use crate::{Error, ErrorKind};

/// A world whose components can be loaded. `wittgen::bindgen!` implements it.
pub trait World: Sized {
    /// The world's full name: `wittgen:notes/notes@0.1.0`.
    const NAME: &'static str;

    /// Whether some function, stream or future of the world is asynchronous.
    #[doc(hidden)]
    const ASYNC: bool = false;

    /// The functions that a component of the world exports.
    #[doc(hidden)]
    fn exports() -> &'static [Export];

    /// The world on an instance that has been checked.
    #[doc(hidden)]
    fn new(instance: Instance) -> Self;
}

/// An exported function, with the Rust types by which it is called.
#[doc(hidden)]
pub struct Export {
    interface: Option<&'static str>,
    name: &'static str,
    check: fn(&Func, &wasmtime::StoreContextMut<'_, crate::host::Host>) -> wasmtime::Result<()>,
}

impl Export {
    /// The function `name` of `interface`, or of the world itself.
    pub const fn new<P, R>(interface: Option<&'static str>, name: &'static str) -> Self
    where
        P: ComponentNamedList + Lower + 'static,
        R: ComponentNamedList + Lift + 'static,
    {
        Self {
            interface,
            name,
            check: |func, store| func.typed::<P, R>(store).map(drop),
        }
    }

    /// The function's name for errors: `wittgen:notes/store#search`.
    pub(crate) fn full_name(&self) -> String {
        full_name(self.interface, self.name)
    }

    /// Finds the function in an instance and compares its type.
    pub(crate) fn bind(
        &self,
        instance: &WasmInstance,
        mut store: impl AsContextMut<Data = crate::host::Host>,
    ) -> Result<Func, Error> {
        let mut store = store.as_context_mut();
        let scope = match self.interface {
            None => None,
            Some(interface) => match instance.get_export_index(&mut store, None, interface) {
                Some(index) => Some(index),
                None => {
                    return Err(mismatch(format!(
                        "the component does not export the interface `{interface}`"
                    )));
                }
            },
        };
        let Some(func) = find(instance, &mut store, scope.as_ref(), self.name) else {
            return Err(mismatch(format!(
                "the component does not export the function `{}`",
                self.full_name()
            )));
        };
        (self.check)(&func, &store).map_err(|error| {
            mismatch(format!(
                "the component exports the function `{}` with another type: {error:#}",
                self.full_name()
            ))
        })?;
        Ok(func)
    }
}

/// The function `name` in `scope`, or among the component's own.
pub(crate) fn find(
    instance: &WasmInstance,
    mut store: impl AsContextMut,
    scope: Option<&ComponentExportIndex>,
    name: &str,
) -> Option<Func> {
    let index = instance.get_export_index(&mut store, scope, name)?;
    instance.get_func(&mut store, index)
}

pub(crate) fn full_name(interface: Option<&str>, name: &str) -> String {
    match interface {
        Some(interface) => format!("{interface}#{name}"),
        None => name.to_string(),
    }
}

fn mismatch(message: String) -> Error {
    Error::new(ErrorKind::Mismatch, message).with_help(
        "load a component of the same world and version; `wittgen inspect` shows what one exports",
    )
}

/// What a component would be asked for: the names of its functions, as errors write them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// The world's full name.
    pub world: &'static str,
    /// Its functions: `wittgen:notes/store@0.1.0#search`.
    pub functions: Vec<String>,
}

impl Contract {
    /// The contract of a world.
    pub fn of<W: World>() -> Self {
        Self {
            world: W::NAME,
            functions: W::exports().iter().map(Export::full_name).collect(),
        }
    }
}
