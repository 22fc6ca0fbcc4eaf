//! What is expected of a component, and whether it keeps it.
//!
//! A component is checked twice: its types against those of the world, which says where they differ, and then,
//! function by function, against the Rust types by which it is called, which is what makes the calls sound.

use wasmtime::component::{
    Component, ComponentExportIndex, ComponentNamedList, Func, Instance as WasmInstance, Lift,
    Lower,
};
use wasmtime::{AsContextMut, Store, StoreContextMut};

use crate::Error;
use crate::fit;
use crate::host::Host;
use crate::instance::Instance;
use crate::signature;

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

    /// The functions that the host has for a component of the world.
    #[doc(hidden)]
    fn imports() -> &'static [signature::Func] {
        &[]
    }

    /// The world on an instance that has been checked.
    #[doc(hidden)]
    fn new(instance: Instance) -> Self;
}

/// An exported function, with the Rust types by which it is called.
#[doc(hidden)]
pub struct Export {
    func: &'static signature::Func,
    check: fn(&Func, &StoreContextMut<'_, Host>) -> wasmtime::Result<()>,
}

impl Export {
    /// The function that `func` describes, called with `P` and returning `R`.
    pub const fn new<P, R>(func: &'static signature::Func) -> Self
    where
        P: ComponentNamedList + Lower + 'static,
        R: ComponentNamedList + Lift + 'static,
    {
        Self {
            func,
            check: |func, store| func.typed::<P, R>(store).map(drop),
        }
    }

    /// The function's name for errors: `wittgen:notes/store#search`.
    pub(crate) fn full_name(&self) -> String {
        self.func.full_name()
    }

    /// Finds the function in a component.
    fn find(&self, component: &Component) -> Result<ComponentExportIndex, Error> {
        let scope = match self.func.interface {
            None => Some(None),
            Some(interface) => component.get_export_index(None, interface).map(Some),
        };
        scope
            .and_then(|scope| component.get_export_index(scope.as_ref(), self.func.name))
            .ok_or_else(|| {
                mismatch(format!(
                    "the component does not export the function `{}`",
                    self.full_name()
                ))
            })
    }

    /// Compares the type of a function with the Rust types.
    fn check(&self, func: &Func, store: &StoreContextMut<'_, Host>) -> Result<(), Error> {
        (self.check)(func, store).map_err(|error| {
            mismatch(format!(
                "the component exports the function `{}` with another type: {error:#}",
                self.full_name()
            ))
        })
    }
}

/// Where the functions of a world are in a component, found once for all its instances.
pub(crate) struct Functions {
    exports: &'static [Export],
    indices: Vec<ComponentExportIndex>,
}

impl Functions {
    /// Finds the functions.
    ///
    /// # Errors
    ///
    /// When the component lacks one.
    pub(crate) fn find(exports: &'static [Export], component: &Component) -> Result<Self, Error> {
        let indices = exports.iter().map(|export| export.find(component));
        let indices = indices.collect::<Result<_, _>>()?;
        Ok(Self { exports, indices })
    }

    /// What was looked for.
    pub(crate) fn exports(&self) -> &'static [Export] {
        self.exports
    }

    /// The functions in an instance.
    ///
    /// # Errors
    ///
    /// Where `check` says that their types are to be compared with the Rust types: when they differ.
    pub(crate) fn bind(
        &self,
        instance: &WasmInstance,
        store: &mut Store<Host>,
        check: bool,
    ) -> Result<Vec<Func>, Error> {
        let funcs = (0..self.exports.len()).map(|number| {
            let func = self.bind_one(number, instance, store)?;
            if check {
                self.exports[number].check(&func, &store.as_context_mut())?;
            }
            Ok(func)
        });
        funcs.collect()
    }

    /// The function of this number in an instance.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub(crate) fn bind_one(
        &self,
        number: usize,
        instance: &WasmInstance,
        store: &mut Store<Host>,
    ) -> Result<Func, Error> {
        let func = instance.get_func(store, self.indices[number]);
        func.ok_or_else(|| {
            let name = self.exports[number].full_name();
            mismatch(format!("`{name}` is not a function"))
        })
    }
}

/// Holds a component against the world `W`, before any of it is run.
///
/// # Errors
///
/// With the path to the first difference.
pub(crate) fn check<W: World>(component: &Component) -> Result<(), Error> {
    fit::check_exports(
        W::NAME,
        W::exports().iter().map(|export| export.func),
        component,
    )?;
    fit::check_imports(W::NAME, W::imports(), component)
}

/// Explains why a component could not be compiled for the world `W`: one with asynchronous functions is not valid
/// where none are expected, so it is compiled once more, for the difference to be found.
#[cfg(feature = "compiler")]
pub(crate) fn explain<W: World>(error: Error, wasm: Option<&[u8]>) -> Error {
    use crate::ErrorKind;
    use crate::engine::{Settings, engine};
    if W::ASYNC || *error.kind() != ErrorKind::Invalid {
        return error;
    }
    let Some(component) = wasm
        .zip(engine(Settings::new(true)).ok())
        .and_then(|(wasm, engine)| Component::from_binary(engine, wasm).ok())
    else {
        return error;
    };
    check::<W>(&component).err().unwrap_or_else(|| {
        error.with_help(format!(
            "the component uses asynchronous functions, streams or futures; the world `{}` has none",
            W::NAME
        ))
    })
}

/// Without a compiler there is nothing to explain.
#[cfg(not(feature = "compiler"))]
pub(crate) fn explain<W: World>(error: Error, _: Option<&[u8]>) -> Error {
    error
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
    fit::mismatch(message, &fit::Hints::default())
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
