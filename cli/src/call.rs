//! `wittgen call`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use wittgen_composer::Component;
use wittgen_runtime::Dynamic;

use crate::failure::{Class, Failure};
use crate::grant::GrantArguments;
use crate::inspect;
use crate::output;
use crate::progress::Later;
use crate::refusals::Refusals;
use crate::stack::with_stack;

const AFTER_HELP: &str = "\
The call is written as WAVE, the text format for values of the component model: numbers, \
\"strings\", [lists], {field: records}, cases(with-a-value), some(1), none, ok(1), err(\"why\"). \
The function's name alone is enough where only one interface has it.

Examples:
  wittgen call app.wasm                                  list the functions
  wittgen call app.wasm 'add(\"buy oat milk\", [\"home\"])' --dir /data=./data
  wittgen call app.wasm 'store.search(\"milk\", 10)' --dir /data=./data:ro
  wittgen call app.wasm 'wittgen:notes/store#tags()' --dir /data=./data --json
  wittgen call plugin.wasm 'fetch()' --http https://api.example.org --deadline 2s --memory 64MiB
  wittgen call plugin.wasm 'fetch()' --manifest wittgen.toml --print-grants

A function that returns a failure (`err`) gives exit status 1; its value is printed all the same.";

/// Call a function of a component.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The component, or what `wittgen build` made of it.
    component: PathBuf,

    /// The call, for example `search("milk", 10)`; left out, the functions are listed.
    call: Option<String>,

    /// Print the result as JSON.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    grants: GrantArguments,
}

/// Calls a function and prints what it returns.
pub(crate) fn call(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Some(call) = &arguments.call else {
        return list(arguments);
    };
    let compiling = Later::default();
    let spinner = compiling.clone();
    let refusals = Refusals::default();
    let builder = refusals
        .listen(arguments.grants.apply(Dynamic::builder())?)
        .on_compile(move || spinner.start("compiling the component, once"));
    arguments.grants.announce(&builder, arguments.json)?;
    let value = with_stack(builder.limits().stack(), || {
        let loaded = arguments.grants.link(builder)?.load(&arguments.component);
        compiling.end();
        Ok(loaded?.call(call)?)
    })?;
    if arguments.json {
        output::print_json(&value.to_json())?;
    } else if !value.is_none() {
        output::print(&(value.to_wave() + "\n"))?;
    }
    if value.is_failure() {
        refusals.tell();
    }
    Ok(if value.is_failure() {
        Class::Guest.into()
    } else {
        ExitCode::SUCCESS
    })
}

/// Prints the functions that can be called, as calls to be filled in.
fn list(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if inspect::is_artifact(&arguments.component) {
        let text = "the functions of machine code are not listed\nhelp: name the component that it was built from, or \
                    write the call";
        return Err(Failure::new(Class::Usage, text));
    }
    let inspection = wittgen_composer::inspect(Component::read(&arguments.component)?)?;
    if arguments.json {
        output::print_json(&inspection.exports)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = String::new();
    for export in &inspection.exports {
        // Functions of resources need a resource first, which a single call has not.
        for function in export
            .functions
            .iter()
            .filter(|function| !function.name.contains('.'))
        {
            if export.kind == "interface" {
                let _ = write!(text, "{}#", export.name);
            }
            let _ = writeln!(text, "{}: {}", function.name, function.signature);
        }
    }
    if text.is_empty() {
        let text = format!("`{}` exports no functions", arguments.component.display());
        return Err(Failure::new(Class::Input, text));
    }
    output::print(&text)?;
    Ok(ExitCode::SUCCESS)
}
