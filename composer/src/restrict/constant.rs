//! Imports that answer with what was given when the component was made: environment variables,
//! arguments and configuration.
//!
//! Other functions of these interfaces are left to the host: they are forwarded.

use indexmap::IndexMap;
use wit_parser::{Function, Type, WorldKey};

use super::denial::kind;
use super::error::RestrictError;
use super::generate::{Body, Plan};
use super::importer::Importer;
use super::rule::Restriction;
use super::value::Value;

/// The interface of variables and arguments.
const ENVIRONMENT: &str = "wasi:cli/environment";

/// The interface of configuration, under its name and the one that it had before.
const CONFIGURATION: [&str; 2] = ["wasi:config/store", "wasi:config/runtime"];

/// What one restricted component sees, taken together from all its restrictions.
#[derive(Default)]
pub(super) struct Constants {
    environment: Option<IndexMap<String, String>>,
    arguments: Option<Vec<String>>,
    configuration: Option<IndexMap<String, String>>,
}

impl Constants {
    /// Takes in what a restriction says of constants.
    pub(super) fn add(&mut self, restriction: &Restriction) {
        match restriction {
            Restriction::Environment(pairs) => {
                let environment = self.environment.get_or_insert_default();
                environment.extend(pairs.iter().cloned());
            }
            Restriction::Configuration(pairs) => {
                let configuration = self.configuration.get_or_insert_default();
                configuration.extend(pairs.iter().cloned());
            }
            Restriction::Arguments(arguments) => {
                self.arguments
                    .get_or_insert_default()
                    .extend(arguments.iter().cloned());
            }
            Restriction::Deny(_) | Restriction::Mount { .. } => {}
        }
    }

    /// Puts the functions that answer with constants into the plan.
    pub(super) fn plan(&self, importer: &Importer, plan: &mut Plan) -> Result<(), RestrictError> {
        let environment = |option| Meant {
            interfaces: &[ENVIRONMENT],
            option,
        };
        if let Some(variables) = &self.environment {
            let answer = |_: &Function| Body::Answer(pairs(variables));
            let function = ("get-environment", &answer as Answer<'_>);
            environment("--env").plan(importer, plan, &[function])?;
        }
        if let Some(arguments) = &self.arguments {
            let texts = Value::List(arguments.iter().cloned().map(Value::Text).collect());
            let answer = |_: &Function| Body::Answer(texts.clone());
            let function = ("get-arguments", &answer as Answer<'_>);
            environment("--arg").plan(importer, plan, &[function])?;
        }
        if let Some(entries) = &self.configuration {
            let all = |_: &Function| Body::Answer(Value::case(0, pairs(entries)));
            let one = |_: &Function| lookup(entries);
            let functions = [("get", &one as Answer<'_>), ("get-all", &all)];
            let configuration = Meant {
                interfaces: &CONFIGURATION,
                option: "--config",
            };
            configuration.plan(importer, plan, &functions)?;
        }
        Ok(())
    }
}

/// Makes the body of a function.
type Answer<'a> = &'a dyn Fn(&Function) -> Body;

fn without_version(name: &str) -> &str {
    name.split_once('@').map_or(name, |(base, _)| base)
}

/// A list of names and values.
fn pairs(pairs: &IndexMap<String, String>) -> Value {
    let pair = |(name, value): (&String, &String)| {
        Value::Record(vec![Value::Text(name.clone()), Value::Text(value.clone())])
    };
    Value::List(pairs.iter().map(pair).collect())
}

/// `get: func(key: string) -> result<option<string>, error>`.
fn lookup(entries: &IndexMap<String, String>) -> Body {
    let found = |(key, value): (&String, &String)| {
        let some = Value::case(1, Value::Text(value.clone()));
        (key.clone(), Value::case(0, some))
    };
    let none = Value::case(0, Value::Case(0, None));
    Body::Lookup(entries.iter().map(found).collect(), none)
}

/// Which interfaces are meant, and by which option of the command line.
struct Meant {
    interfaces: &'static [&'static str],
    option: &'static str,
}

impl Meant {
    /// Gives `functions` of the imports that are meant their bodies. All else in an interface that
    /// was not denied is forwarded.
    fn plan(
        &self,
        importer: &Importer,
        plan: &mut Plan,
        functions: &[(&str, Answer<'_>)],
    ) -> Result<(), RestrictError> {
        let mut in_vain = true;
        for key in importer.find(|name| self.interfaces.contains(&without_version(name))) {
            let mut bodies = IndexMap::new();
            for function in importer.functions(&key) {
                let known = functions.iter().find(|(name, _)| *name == function.name);
                if let Some((_, answer)) = known {
                    let body = answer(function);
                    check(importer, &key, function, &body)?;
                    bodies.insert(function.name.clone(), body);
                }
            }
            if bodies.is_empty() {
                continue;
            }
            in_vain = false;
            let forwarded = || {
                let names = importer.functions(&key).into_iter();
                let bodies = names.map(|function| (function.name.clone(), Body::Forward));
                ("given", bodies.collect())
            };
            plan.entry(key.clone())
                .or_insert_with(forwarded)
                .1
                .extend(bodies);
        }
        if in_vain {
            return Err(RestrictError::InVain {
                importer: importer.name.clone(),
                wanted: self.interfaces[0].to_owned(),
                imports: importer.list_imports(),
                option: self.option,
            });
        }
        Ok(())
    }
}

/// Checks that a function has the type that its body is made for: anybody may call an interface
/// WASI's.
fn check(
    importer: &Importer,
    key: &WorldKey,
    function: &Function,
    body: &Body,
) -> Result<(), RestrictError> {
    let resolve = &importer.resolve;
    let returns = |value: &Value| {
        let result = function.result.as_ref();
        result.is_some_and(|result| value.fits(resolve, result))
    };
    let types: Vec<_> = function.params.iter().map(|param| param.ty).collect();
    let is_text =
        |ty: &Type| kind(resolve, ty).is_none() && Value::Text(String::new()).fits(resolve, ty);
    let fits = match body {
        Body::Answer(value) => types.is_empty() && returns(value),
        Body::Lookup(entries, otherwise) => {
            let all = entries
                .iter()
                .map(|(_, value)| value)
                .chain([otherwise])
                .all(returns);
            matches!(&types[..], [key] if is_text(key)) && all
        }
        _ => true,
    };
    if fits {
        return Ok(());
    }
    let (interface, function) = (importer.import_name(key), &function.name);
    Err(RestrictError::Unsupported {
        importer: importer.name.clone(),
        message: format!(
            "the function `{function}` of its `{interface}` has not the type that WASI's has"
        ),
    })
}
