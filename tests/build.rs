//! Writes host bindings for every world of the corpora, for `tests/corpus.rs` to compile.
//!
//! The worlds are the project's own (`tests/codegen`, `tests/worlds`) and, where the folder is there, those that others wrote
//! (`../shared/corpus/wit`).

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use wittgen_emit::{Options, Target};
use wittgen_ir::{Input, Source, read};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut corpus = Corpus::default();
    corpus.add_all(&root.join("codegen"));
    corpus.add_all(&root.join("worlds"));
    corpus.add_all(&root.join("../../shared/corpus/wit"));
    for folder in wasi_packages() {
        corpus.add_packages(&folder);
    }
    corpus.write(&out);
}

/// The packages of WASI, in the sources of crates that cargo has fetched anyway.
fn wasi_packages() -> Vec<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let crates = registries
        .into_iter()
        .flatten()
        .filter_map(|registry| fs::read_dir(registry.ok()?.path()).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<PathBuf> = crates
        .flat_map(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let folders: &[&str] = if name.starts_with("wasmtime-wasi-48.") {
                &["src/p2/wit/deps", "src/p3/wit/deps"]
            } else if name.starts_with("wasip2-2.") {
                &["wit/deps"]
            } else {
                &[]
            };
            folders.iter().map(move |folder| path.join(folder))
        })
        .filter(|folder| folder.is_dir())
        .collect();
    found.sort();
    found
}

#[derive(Default)]
struct Corpus {
    modules: Vec<String>,
    /// What was refused: the case, and why.
    refused: Vec<(String, String)>,
}

impl Corpus {
    /// Adds every `.wit` file in `folder` and below it, and every folder of them that is a package.
    fn add_all(&mut self, folder: &Path) {
        println!("cargo::rerun-if-changed={}", folder.display());
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                // A folder with `deps/` is one package, others hold cases.
                if path.join("deps").is_dir() || path.ends_with("single-version-package") {
                    self.add(&path);
                } else {
                    self.add_all(&path);
                }
            } else if path.extension().is_some_and(|extension| extension == "wit") {
                self.add(&path);
            }
        }
    }

    /// Adds a folder of packages that use each other.
    fn add_packages(&mut self, folder: &Path) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort();
        self.add_paths(folder, paths);
    }

    fn add(&mut self, path: &Path) {
        self.add_paths(path, vec![path.to_owned()]);
    }

    fn add_paths(&mut self, path: &Path, paths: Vec<PathBuf>) {
        let case = path
            .components()
            .rev()
            .take(3)
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>();
        let case = case.into_iter().rev().collect::<Vec<_>>().join("/");
        let source = match read(&Input::Paths(paths)) {
            Ok(source) => source,
            Err(error) => {
                let error = error.to_string();
                self.refused
                    .push((case, error.lines().next().unwrap_or_default().to_string()));
                return;
            }
        };
        for world in worlds(&source) {
            self.add_world(&format!("{case} {world}"), &source, world);
        }
    }

    fn add_world(&mut self, case: &str, source: &Source, world: String) {
        let target = Target::find("rust-host").expect("it is there");
        let options = Options {
            world: Some(world),
            ..Options::default()
        };
        match target.emit(source, &options) {
            Ok(files) => self.modules.extend(
                files
                    .into_iter()
                    .map(|file| format!("// {case}\n{}", file.text)),
            ),
            Err(error) => self.refused.push((case.to_string(), error.to_string())),
        }
    }

    fn write(&self, out: &Path) {
        let mut text = String::new();
        for (index, module) in self.modules.iter().enumerate() {
            let _ = writeln!(text, "mod case_{index} {{\n{module}\n}}");
        }
        let _ = writeln!(text, "const COUNT: usize = {};", self.modules.len());
        let _ = writeln!(
            text,
            "const REFUSED: &[(&str, &str)] = &{:?};",
            self.refused
        );
        fs::write(out.join("corpus.rs"), text).expect("the build's folder can be written");
    }
}

/// The full names of a source's worlds.
fn worlds(source: &Source) -> Vec<String> {
    let resolve = &source.resolve;
    source
        .packages
        .iter()
        .flat_map(|package| {
            let names = resolve.packages[*package].worlds.keys();
            names.map(|name| resolve.id_of_name(*package, name))
        })
        .collect()
}
