//! What a core module says of itself: imports, exports and the custom sections that matter.
//!
//! The module is valid already. Whether its functions fit its WIT is left to `wit_component`.

use indexmap::IndexSet;
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

use super::{Adapter, ModuleError};
use crate::check::invalid;
use crate::cycle::Packages;

/// The module of preview 1's functions.
const PREVIEW1: &str = "wasi_snapshot_preview1";

/// How many imports or exports a message names.
const SHOWN: usize = 4;

/// What is known of a module.
pub(super) struct Survey<'a> {
    name: &'a str,
    /// Imports by module and name, without memories from `env`, which are provided.
    imports: IndexSet<(&'a str, &'a str)>,
    functions: IndexSet<&'a str>,
    /// The sections `component-type*`: a world each, as a component.
    wit: Vec<&'a [u8]>,
    shared_library: bool,
    /// Whether it was made by Go, which takes all memory for its own.
    go: bool,
    /// The names of what its WIT imports.
    world: Vec<String>,
}

impl<'a> Survey<'a> {
    /// Reads the module `bytes`, which is valid.
    pub(super) fn new(name: &'a str, bytes: &'a [u8]) -> Result<Self, ModuleError> {
        let mut survey = Self {
            name,
            imports: IndexSet::new(),
            functions: IndexSet::new(),
            wit: Vec::new(),
            shared_library: false,
            go: false,
            world: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(bytes) {
            let read = payload.and_then(|payload| survey.read(payload));
            read.map_err(|error| invalid(name, bytes, &error))?;
        }
        survey.world = survey.read_wit()?;
        Ok(survey)
    }

    /// The names of what the worlds that it carries import, all read once so that later stages meet
    /// nothing that `wit_component` could stumble over.
    fn read_wit(&self) -> Result<Vec<String>, ModuleError> {
        let mut names = Vec::new();
        let mut packages = Packages::default();
        for section in &self.wit {
            let (resolve, world) = wit_parser::decoding::decode_world(section)
                .map_err(|error| self.refused(format!("its WIT can't be read: {error:#}")))?;
            let imports = resolve.worlds[world].imports.keys();
            names.extend(imports.map(|key| resolve.name_world_key(key)));
            packages.add(&resolve);
        }
        match packages.find_circle() {
            Some(name) => {
                Err(self.refused(format!("the package `{name}` of its WIT needs itself")))
            }
            None => Ok(names),
        }
    }

    /// Takes in one section.
    fn read(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        match payload {
            Payload::CustomSection(section) => {
                if section.name().starts_with("component-type") {
                    self.wit.push(section.data());
                }
                self.go |= section.name() == "go:buildid";
                self.shared_library |= matches!(section.name(), "dylink" | "dylink.0");
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    let memory = matches!(import.ty, TypeRef::Memory(_));
                    if !(memory && (import.module, import.name) == ("env", "memory")) {
                        self.imports.insert((import.module, import.name));
                    }
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.functions.insert(export.name);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Refuses what can't become a component, in words of the module's source.
    pub(super) fn check(&self) -> Result<(), ModuleError> {
        let module = || self.name.to_owned();
        if self.shared_library {
            return Err(ModuleError::SharedLibrary { module: module() });
        }
        let foreign = self
            .imports
            .iter()
            .filter(|(from, _)| self.is_foreign(from));
        let foreign: Vec<_> = foreign.copied().collect();
        if let Some(help) = advise(&foreign) {
            let names = foreign.iter().map(|(from, name)| format!("{from}.{name}"));
            return Err(ModuleError::Imports {
                module: module(),
                imports: list(names),
                help,
            });
        }
        if !self.carries_wit() && !self.is_command() {
            return Err(ModuleError::NoWit {
                module: module(),
                what: self.uncallable(),
            });
        }
        Ok(())
    }

    /// The adapter that it needs.
    pub(super) fn adapter(&self) -> Option<Adapter> {
        let runs = |name: &&str| {
            name.starts_with("wasi:cli/run@") || name.starts_with("cm32p2|wasi:cli/run@")
        };
        if self.is_command() && !self.functions.iter().any(runs) {
            Some(Adapter::Command)
        } else {
            let imported = self.imports.iter().any(|(from, _)| *from == PREVIEW1);
            imported.then_some(Adapter::Reactor)
        }
    }

    fn carries_wit(&self) -> bool {
        !self.wit.is_empty()
    }

    /// Whether the adapter's memory would be overwritten, and the module has no function to get any
    /// from.
    pub(super) fn takes_all_memory(&self) -> bool {
        let reallocs = [
            "cabi_realloc",
            "cabi_realloc_adapter",
            "canonical_abi_realloc",
        ];
        let provides = reallocs.iter().any(|name| self.functions.contains(name));
        self.go && !provides && self.adapter().is_some()
    }

    /// Whether it is a program.
    fn is_command(&self) -> bool {
        self.functions.contains("_start")
    }

    /// Whether nothing that can be given is in the module `from`. A name in the manner of an
    /// interface's is known to the WIT or refused by `wit_component`.
    fn is_foreign(&self, from: &str) -> bool {
        let known = from == PREVIEW1
            || self.carries_wit()
                && (from.starts_with("cm32p2")
                    || from.starts_with("[export]")
                    || from == "$root"
                    || from == "__main_module__"
                    || self.world.iter().any(|name| name == from)
                    || from.contains(':') && !from.contains("::"));
        !known
    }

    /// What follows from the lack of WIT.
    fn uncallable(&self) -> String {
        let plumbing = |name: &str| {
            name == "_initialize" || name.starts_with("__") || name.starts_with("cabi_")
        };
        let own = self.functions.iter().filter(|name| !plumbing(name));
        let own: Vec<_> = own.map(|name| (*name).to_owned()).collect();
        if own.is_empty() {
            "nothing of it could be called: it exports no functions".into()
        } else {
            format!(
                "its functions could not be called: {}",
                list(own.into_iter())
            )
        }
    }

    fn refused(&self, message: String) -> ModuleError {
        ModuleError::Refused {
            module: self.name.to_owned(),
            message,
        }
    }
}

/// The first few of `names` in backticks, and how many more there are.
fn list(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(SHOWN);
    let mut shown: Vec<_> = names.take(SHOWN).map(|name| format!("`{name}`")).collect();
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join(", ")
}

/// What to do about imports from nowhere, by the first that says where it comes from; none where
/// there are no such imports.
fn advise(imports: &[(&str, &str)]) -> Option<&'static str> {
    let specific = imports.iter().find_map(|(from, name)| match *from {
        "wasi_unstable" => Some("build it with a current SDK: that is WASI before preview 1"),
        "wasi" if *name == "thread-spawn" => Some("build it without threads"),
        "GOT.mem" | "GOT.func" => Some("link it statically: these are the imports of a shared library"),
        "gojs" | "go" => Some("build it with `GOOS=wasip1`: these are the imports of Go for browsers"),
        "wbg" | "__wbindgen_placeholder__" => {
            Some("build it without wasm-bindgen: these are the imports of JavaScript's glue")
        }
        from if from.starts_with("extism:") => Some("build it as a component: this is a plugin of Extism"),
        from if name.starts_with("emscripten_") || from == "env" && name.starts_with("invoke_") => {
            Some("build it with wasi-sdk or `-sSTANDALONE_WASM`: these are Emscripten's imports")
        }
        from if from.contains(':') => Some(
            "embed the WIT that has these interfaces: `wasm-tools component embed world.wit module.wasm`",
        ),
        _ => None,
    });
    let general = "define these functions when it is linked, or declare them in WIT and build it with \
                   bindings of wit-bindgen";
    (!imports.is_empty()).then(|| specific.unwrap_or(general))
}
