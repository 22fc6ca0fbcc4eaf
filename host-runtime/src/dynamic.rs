//! Calls without generated bindings: functions by name, values as text.

use std::sync::Arc;

use wasm_wave::parser::ParserError;
use wasm_wave::untyped::UntypedFuncCall;
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, Type, Val};

use crate::contract::{find, full_name};
use crate::error::short;
use crate::instance::Instance;
use crate::near::nearest;
use crate::written;
use crate::{Builder, Error, ErrorKind, Source, Value};

/// A component of any world. Clones are the same instance.
#[derive(Clone)]
pub struct Dynamic {
    pub(crate) instance: Instance,
    /// What the instance is one of.
    pub(crate) component: Component,
    pub(crate) bounded: Bounded,
    functions: Arc<[Function]>,
}

/// How calls that another component makes through a link can be bounded.
#[derive(Clone, Copy)]
pub(crate) struct Bounded {
    pub(crate) in_time: bool,
    pub(crate) in_fuel: bool,
}

/// A function that a component exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// The interface that it belongs to: `wittgen:notes/store@0.1.0`; none for the world's own.
    pub interface: Option<String>,
    /// Its name.
    pub name: String,
    /// Its type as WIT writes it, without the names of records and variants.
    pub signature: String,
}

impl Function {
    /// The function's name with its interface: `wittgen:notes/store@0.1.0#search`.
    pub fn full_name(&self) -> String {
        full_name(self.interface.as_deref(), &self.name)
    }

    /// Whether `scope` means the function's interface: by its full name, without the version, or by
    /// its last part.
    fn is_in(&self, scope: &str) -> bool {
        let Some(interface) = &self.interface else {
            return false;
        };
        let unversioned = interface.split('@').next().unwrap_or(interface);
        let plain = unversioned.rsplit('/').next().unwrap_or(unversioned);
        scope == interface || scope == unversioned || scope == plain
    }
}

impl Dynamic {
    /// Begins loading a component; nothing is granted to it yet.
    pub fn builder() -> Builder<Dynamic> {
        Builder::new()
    }

    /// The functions that the component exports, those of resources left out.
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// Makes a call that is written as WAVE: `search("milk", 10)`, `store.search("milk", 10)` or
    /// `wittgen:notes/store#search("milk", 10)`. The interface is needed where several have a function of
    /// that name.
    ///
    /// # Errors
    ///
    /// When there is no such function, the arguments don't fit, or the call fails. The failure of a
    /// `result` is a value, not an error; see [`Value::is_failure`].
    pub fn call(&self, expression: &str) -> Result<Value, Error> {
        let (scope, call) = split_scope(expression);
        let call = UntypedFuncCall::parse(call).map_err(|error| {
            bad_call(format!(
                "cannot read the call `{}`: {error}",
                short(expression)
            ))
            .with_help("write it as WAVE, for example `search(\"milk\", 10)`")
        })?;
        let function = self.find(scope, call.name())?;
        let full_name = function.full_name();
        self.instance.enter(
            || full_name.clone(),
            |live| {
                let scope = match &function.interface {
                    Some(interface) => {
                        live.instance
                            .get_export_index(&mut live.store, None, interface)
                    }
                    None => None,
                };
                let func = find(
                    &live.instance,
                    &mut live.store,
                    scope.as_ref(),
                    &function.name,
                );
                let Some(func) = func else {
                    wasmtime::bail!("the component no longer exports the function");
                };
                let ty = func.ty(&live.store);
                let params: Vec<Type> = ty.params().map(|(_, ty)| ty).collect();
                let params: Vec<Val> = match call.to_wasm_params(&params) {
                    Ok(params) => params,
                    Err(error) => {
                        return Ok(Err(misfit(call.source(), &error)
                            .with_function(&full_name)
                            .with_help(format!("it is `{}`", function.signature))));
                    }
                };
                let mut results = vec![Val::Bool(false); ty.results().len()];
                func.call(&mut live.store, &params, &mut results)?;
                Ok(Ok(Value::new(results.into_iter().next())))
            },
        )?
    }

    fn find(&self, scope: Option<&str>, name: &str) -> Result<&Function, Error> {
        let found: Vec<&Function> = self
            .functions
            .iter()
            .filter(|function| function.name == name)
            .filter(|function| scope.is_none_or(|scope| function.is_in(scope)))
            .collect();
        match (found[..].first(), found.len()) {
            (Some(one), 1) => Ok(one),
            (None, _) => {
                let message = format!("the component has no function `{}`", short(name));
                let near = self.functions.iter().map(|function| &*function.name);
                let help = match nearest(name, near) {
                    Some(near) => format!("write `{near}` if that is meant"),
                    None => format!("it has {}", list(self.functions.iter())),
                };
                Err(bad_call(message).with_help(help))
            }
            (Some(_), _) => Err(bad_call(format!("several functions are called `{name}`"))
                .with_help(format!("write one of {}", list(found.into_iter())))),
        }
    }
}

impl Builder<Dynamic> {
    /// Loads a component of any world: a file's path, or its bytes.
    ///
    /// # Errors
    ///
    /// When the file can't be read, is no component, or imports what nobody provides; and when a granted
    /// directory can't be opened.
    pub fn load<'a>(self, source: impl Into<Source<'a>>) -> Result<Dynamic, Error> {
        let (counters, _span) = self.begin_load("component");
        let (code, compiled) = self.open(source.into())?;
        let functions = functions(&compiled.component)?;
        let instance = self.start(&code, &compiled, &[], counters)?;
        let component = instance.pooled_component().cloned();
        Ok(Dynamic {
            instance,
            bounded: Bounded {
                in_time: self.limits.interrupt(),
                in_fuel: self.limits.fuel.is_some(),
            },
            component: component.unwrap_or(compiled.component),
            functions: functions.into(),
        })
    }
}

fn functions(component: &Component) -> Result<Vec<Function>, Error> {
    let engine = component.engine();
    let mut functions = Vec::new();
    for (name, item) in component.component_type().exports(engine) {
        match &item.ty {
            ComponentItem::ComponentFunc(func) => functions.push(function(None, name, func)),
            ComponentItem::ComponentInstance(instance) => {
                for (func_name, item) in instance.exports(engine) {
                    if let ComponentItem::ComponentFunc(func) = &item.ty
                        && !func_name.starts_with('[')
                    {
                        functions.push(function(Some(name), func_name, func));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(functions)
}

fn function(interface: Option<&str>, name: &str, func: &ComponentFunc) -> Function {
    Function {
        interface: interface.map(str::to_string),
        name: name.to_string(),
        signature: written::short_signature(name, func),
    }
}

/// Splits `store.search(..)` or `wittgen:notes/store#search(..)` into the interface and the rest.
fn split_scope(expression: &str) -> (Option<&str>, &str) {
    let expression = expression.trim();
    let name = expression.split('(').next().unwrap_or(expression);
    // A version has dots too, so `#` goes first.
    match name.rfind('#').or_else(|| name.rfind('.')) {
        Some(at) => (Some(&expression[..at]), &expression[at + 1..]),
        None => (None, expression),
    }
}

fn list<'a>(functions: impl Iterator<Item = &'a Function>) -> String {
    let names: Vec<String> = functions
        .map(|function| format!("`{}`", function.full_name()))
        .collect();
    match names.len() {
        0 => "no functions".to_string(),
        1..=20 => names.join(", "),
        more => format!("{} and {} more", names[..20].join(", "), more - 20),
    }
}

/// Says which part of a call's text does not fit the function's type.
fn misfit(source: &str, error: &ParserError) -> Error {
    let part = source.get(error.span()).unwrap_or_default();
    let detail = error
        .detail()
        .map_or(String::new(), |detail| format!(" ({detail})"));
    bad_call(format!(
        "the arguments don't fit: {}{detail} at `{}`",
        error.kind(),
        short(part)
    ))
}

fn bad_call(message: String) -> Error {
    Error::new(ErrorKind::BadCall, message)
}

#[cfg(test)]
mod tests {
    use super::split_scope;

    #[test]
    fn the_interface_stands_before_a_hash_or_the_last_dot() {
        assert_eq!(split_scope("f(1.5)"), (None, "f(1.5)"));
        assert_eq!(
            split_scope("store.f(\"a#b\")"),
            (Some("store"), "f(\"a#b\")")
        );
        assert_eq!(split_scope("a:b/c@0.1.0#f()"), (Some("a:b/c@0.1.0"), "f()"));
    }
}
