//! `wittgen inspect`.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use wittgen_composer::{Component, Drawing, Format, Inspection, Item, Kind, Provenance};
use wittgen_runtime::ArtifactInfo;

use crate::failure::{Class, Failure};
use crate::needs;
use crate::output::{self, human_size};
use crate::progress::Progress;

const AFTER_HELP: &str = "\
Examples:
  wittgen inspect app.wasm                 what it imports and exports, how large its pieces are,
                                           and what it was composed from
  wittgen inspect app.wasm --wit           its world and all interfaces as WIT text
  wittgen inspect app.wasm --needs         what it could ask for, and what grants it
  wittgen inspect app.wasm --graph tree    which of its parts gets what from whom
  wittgen inspect app.wasm --graph svg > app.svg
  wittgen inspect app.cwasm                what `wittgen build` built it for
  wittgen inspect app.wasm --json | jq .provenance.parts";

/// Show what a component imports and exports, and what is in it.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The component; a core module is described as far as it can be.
    component: PathBuf,

    /// Print the world as WIT, and nothing else.
    #[arg(long)]
    wit: bool,

    /// Print what it could ask for, in areas like files and network, and what grants it.
    #[arg(long, conflicts_with = "wit")]
    needs: bool,

    /// Draw what it is made of: as `tree`, `svg`, `mermaid` or `dot`.
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["wit", "needs", "json"])]
    graph: Option<Format>,

    /// Draw each import from WASI on its own.
    #[arg(long, requires = "graph")]
    each_wasi: bool,

    /// Print everything as JSON; with `--needs`, that.
    #[arg(long, conflicts_with = "wit")]
    json: bool,
}

/// Describes a component.
pub(crate) fn inspect(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if is_artifact(&arguments.component) {
        return inspect_artifact(arguments);
    }
    let component = Component::read(&arguments.component)?;
    if let Some(format) = arguments.graph {
        let drawing = Drawing::of_component(&component)?;
        let drawing = match arguments.each_wasi {
            true => drawing,
            false => drawing.fold_wasi(),
        };
        output::print(&drawing.render(format))?;
        return Ok(ExitCode::SUCCESS);
    }
    let inspection = {
        let _progress = Progress::start("inspecting");
        wittgen_composer::inspect(component)?
    };
    if arguments.needs {
        print_needs(arguments, &inspection)?;
    } else if arguments.json {
        output::print_json(&inspection)?;
    } else if arguments.wit {
        let text = "it has no world that WIT can express\nhelp: leave out `--wit`";
        let no_world = || Failure::new(Class::Input, text);
        output::print(inspection.wit.as_deref().ok_or_else(no_world)?)?;
    } else {
        output::print(&describe(
            &arguments.component.to_string_lossy(),
            &inspection,
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a file is machine code, as `wittgen build` writes it.
pub(crate) fn is_artifact(path: &Path) -> bool {
    let mut begin = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut begin));
    read.is_ok() && ArtifactInfo::is_machine_code(&begin)
}

/// Says what an artifact says about itself.
fn inspect_artifact(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let info = ArtifactInfo::read(&arguments.component)?;
    if arguments.wit || arguments.needs || arguments.graph.is_some() {
        let text = "this is machine code, and what it was built from is not in it\nhelp: inspect the component";
        return Err(Failure::new(Class::Usage, text));
    }
    if arguments.json {
        output::print_json(&info)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut limits = Vec::new();
    for (is_so, what) in [
        (info.is_async, "asynchronous functions"),
        (info.interruptible, "limits of time"),
        (info.fuel, "a limit of fuel"),
    ] {
        limits.extend(is_so.then_some(what));
    }
    let key = match info.is_of_user() {
        true => "your own key",
        false => "another key than your own",
    };
    output::print(&format!(
        "{}: machine code, built by Wittgen {}\n\n  for        {}\n  with       {}\n  code       {}\n  \
         component  {}, BLAKE3 {}\n  sealed     with {key}: {}\n",
        arguments.component.display(),
        info.version,
        info.target,
        match &limits[..] {
            [] => "no limits of time or fuel".to_string(),
            limits => limits.join(", "),
        },
        human_size(info.code),
        match info.source {
            0 => "not included".to_string(),
            size => format!("included, {}", human_size(size)),
        },
        info.component,
        info.key,
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn print_needs(arguments: &Arguments, inspection: &Inspection) -> Result<(), Failure> {
    let needs = inspection.needs();
    if arguments.json {
        return output::print_json(&needs::with_grants(needs));
    }
    let name = arguments.component.to_string_lossy();
    output::print(&needs::describe(&name, &needs))
}

fn describe(name: &str, inspection: &Inspection) -> String {
    let kind = match inspection.kind {
        Kind::CoreModule => "a core module",
        _ => "a component",
    };
    let mut text = format!("{name}: {kind}, {}\n", human_size(inspection.census.size));
    describe_items(&mut text, "imports", &inspection.imports, false);
    describe_items(&mut text, "exports", &inspection.exports, true);
    describe_sizes(&mut text, inspection);
    if let Some(provenance) = &inspection.provenance {
        let tool = &provenance.tool;
        let _ = writeln!(text, "\ncomposed by {} {} from", tool.name, tool.version);
        describe_parts(&mut text, provenance, 1);
        for connection in &provenance.connections {
            let _ = writeln!(
                text,
                "  {} gets {} from {}",
                connection.importer, connection.import, connection.provider
            );
        }
    }
    if let Some(wit) = &inspection.wit {
        // The packages after the first are those of the interfaces, which `--wit` shows.
        let world = wit.split("\npackage ").next().unwrap_or(wit);
        let _ = write!(text, "\n{}\n", world.trim_end());
    }
    text
}

fn describe_items(text: &mut String, title: &str, items: &[Item], with_functions: bool) {
    let _ = writeln!(
        text,
        "\n{title}{}",
        if items.is_empty() { " nothing" } else { "" }
    );
    for item in items {
        match (item.kind, &item.functions[..]) {
            ("function", [function]) => {
                let _ = writeln!(text, "  {}: {}", item.name, function.signature);
            }
            ("interface", functions) => {
                let _ = writeln!(text, "  {}", item.name);
                for function in functions.iter().filter(|_| with_functions) {
                    let _ = writeln!(text, "    {}: {}", function.name, function.signature);
                }
            }
            (kind, _) => {
                let _ = writeln!(text, "  {} ({kind})", item.name);
            }
        }
    }
}

fn describe_sizes(text: &mut String, inspection: &Inspection) {
    let census = &inspection.census;
    let _ = writeln!(text, "\npieces");
    // Adapters of a few hundred bytes are many and say nothing.
    let mut modules: Vec<_> = census.modules.iter().collect();
    modules.sort_by_key(|module| std::cmp::Reverse(module.size));
    let is_large = |size: u64| size >= census.size / 100;
    for module in modules.iter().filter(|module| is_large(module.size)) {
        let name = module.name.as_deref().unwrap_or("without a name");
        let _ = writeln!(
            text,
            "  {:>10}  core module {name}: {} functions, code {}, data {}",
            human_size(module.size),
            module.functions,
            human_size(module.code),
            human_size(module.data),
        );
    }
    let rest: Vec<_> = modules
        .iter()
        .filter(|module| !is_large(module.size))
        .collect();
    if !rest.is_empty() {
        let size = rest.iter().map(|module| module.size).sum();
        let _ = writeln!(
            text,
            "  {:>10}  {} small core modules",
            human_size(size),
            rest.len()
        );
    }
    for section in census
        .custom_sections
        .iter()
        .filter(|section| is_large(section.size))
    {
        let size = human_size(section.size);
        let _ = writeln!(text, "  {size:>10}  custom sections `{}`", section.name);
    }
}

fn describe_parts(text: &mut String, provenance: &Provenance, depth: usize) {
    for part in &provenance.parts {
        let version = part.version.as_deref().unwrap_or("");
        let name = format!("{} {version}", part.name);
        let _ = writeln!(
            text,
            "{:indent$}{:<32} {:>10}  sha256 {}",
            "",
            name.trim_end(),
            human_size(part.size),
            part.sha256,
            indent = depth * 2,
        );
        if let Some(composition) = &part.composition {
            describe_parts(text, composition, depth + 1);
        }
    }
}
