//! Files that become part of a composition: a filesystem between the importer and the host's, and a
//! component that has the files.
//!
//! The filesystem is the guest `guests/mount`, compiled; `mount.wasm` is what its build makes.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use wit_parser::WorldKey;

use super::denial::{Denial, deny};
use super::error::RestrictError;
use super::files::{Content, Files};
use super::generate::{Body, Plan, generate};
use super::importer::Importer;
use super::provision::{Link, Met, Provider, Provision};
use super::rule::Restriction;
use super::value::Value;
use crate::name::ExternName;

/// The filesystem: the world `mount` of `wit/mount`.
const MOUNT: &[u8] = include_bytes!("mount.wasm");

/// Where it takes its files from.
const FILES: &str = "wittgen:mount/files@0.1.0";

/// What has to be imported for a mount to be seen.
const PREOPENS: &str = "wasi:filesystem/preopens";

/// The package whose types everything shares; it grants nothing.
pub(super) const IO: &str = "wasi:io";

/// Files to mount, and the component that shows them.
pub(super) struct Mounts {
    files: Files,
    /// What is in them.
    bytes: Rc<[u8]>,
    component: Importer,
    /// What is met by the filesystem: the importer's imports and its exports.
    met: IndexMap<WorldKey, String>,
}

impl Mounts {
    /// Reads the folders of all mounts, if there are any.
    pub(super) fn read(
        importer: &Importer,
        restrictions: &[Restriction],
    ) -> Result<Option<Self>, RestrictError> {
        let mut files = Files::default();
        for restriction in restrictions {
            if let Restriction::Mount { guest, host } = restriction {
                files.add(guest, host)?;
            }
        }
        if files.places.is_empty() {
            return Ok(None);
        }
        let component = Importer::read("mount", MOUNT)?;
        let met = find_met(importer, &component)?;
        let bytes = std::mem::take(&mut files.bytes).into();
        Ok(Some(Self {
            files,
            bytes,
            component,
            met,
        }))
    }

    /// The imports that the filesystem meets.
    pub(super) fn keys(&self) -> impl Iterator<Item = &WorldKey> {
        self.met.keys()
    }

    /// Adds the filesystem, which has none of `denied` from the host, and its files.
    pub(super) fn provide(
        &self,
        importer: &Importer,
        denied: &IndexSet<WorldKey>,
        provision: &mut Provision,
    ) -> Result<(), RestrictError> {
        let filesystem = provision.providers.len();
        let name = &importer.name;
        provision
            .met
            .extend(self.met.iter().map(|(key, export)| Met {
                import: importer.import_name(key),
                provider: filesystem,
                export: export.clone(),
            }));
        provision.providers.push(Provider {
            name: format!("filesystem of {name}"),
            bytes: MOUNT.to_vec(),
        });
        let link = |provider, name: String| Link {
            importer: filesystem,
            import: name.clone(),
            provider,
            export: name,
        };
        provision.links.push(link(filesystem + 1, FILES.to_owned()));
        provision.providers.push(Provider {
            name: format!("files of {name}"),
            bytes: self.generate_files()?,
        });
        let unneeded = self.plan_unneeded(importer, denied);
        if !unneeded.is_empty() {
            let names = unneeded.keys().map(|key| self.component.import_name(key));
            provision
                .links
                .extend(names.map(|name| link(filesystem + 2, name)));
            provision.providers.push(Provider {
                name: format!("what the filesystem of {name} has not"),
                bytes: generate(&self.component, &unneeded)?,
            });
        }
        Ok(())
    }

    /// The export that stands in for an import of the name `import`.
    pub(super) fn export_for(&self, import: &str) -> Option<&str> {
        let import = ExternName::new(import);
        let mut exports = self.met.values();
        let fits = |export: &&String| ExternName::new(export).is_compatible_with(&import);
        exports.find(fits).map(String::as_str)
    }

    /// What the filesystem imports although the importer doesn't, or is denied.
    fn plan_unneeded(&self, importer: &Importer, denied: &IndexSet<WorldKey>) -> Plan {
        let has = |name: &str| {
            let wanted = ExternName::new(name);
            let compatible = |name: &str| ExternName::new(name).is_compatible_with(&wanted);
            importer
                .find(compatible)
                .iter()
                .any(|key| !denied.contains(key))
        };
        let unneeded = self.component.imports().map(|(key, _)| key).filter(|key| {
            let name = self.component.import_name(key);
            let is_shared = ExternName::new(&name).package() == Some(IO) || name == FILES;
            // What has no functions grants nothing.
            !is_shared && !self.component.functions(key).is_empty() && !has(&name)
        });
        let unneeded = self.component.close(unneeded.cloned().collect());
        let is_own = |id| {
            self.component
                .home(id)
                .is_some_and(|key| unneeded.contains(&key))
        };
        let body = |function| match deny(&self.component.resolve, function, is_own) {
            Denial::Answer(value) => Body::Answer(value),
            Denial::Handle(resource) => Body::Handle(resource),
            Denial::Trap => Body::Trap,
        };
        let bodies = unneeded.iter().map(|key| {
            let functions = self.component.functions(key).into_iter();
            let bodies = functions.map(|function| (function.name.clone(), body(function)));
            (key.clone(), ("denied", bodies.collect()))
        });
        bodies.collect()
    }

    /// Generates the component that has the files.
    fn generate_files(&self) -> Result<Vec<u8>, RestrictError> {
        let place = |(path, folder): &(String, u32)| {
            Value::Record(vec![
                Value::Text(path.clone()),
                Value::Number((*folder).into()),
            ])
        };
        let pair = |case, first: u64, second: u64| {
            Value::case(
                case,
                Value::Record(vec![Value::Number(first), Value::Number(second)]),
            )
        };
        let entries = self.files.entries.iter().map(|entry| {
            let content = match entry.content {
                Content::Folder(first, count) => pair(0, first.into(), count.into()),
                Content::File(start, size) => pair(1, start, size),
            };
            Value::Record(vec![Value::Text(entry.name.clone()), content])
        });
        let bodies = [
            (
                "mounts",
                Body::Answer(Value::List(self.files.places.iter().map(place).collect())),
            ),
            ("entries", Body::Answer(Value::List(entries.collect()))),
            ("read", Body::Window(Rc::clone(&self.bytes))),
        ];
        let bodies = bodies.map(|(name, body)| (name.to_owned(), body));
        let key = self.component.find(|name| name == FILES);
        let plan = key
            .into_iter()
            .map(|key| (key, ("mounted", bodies.clone().into())));
        generate(&self.component, &plan.collect())
    }
}

/// The imports of `importer` that the filesystem meets.
fn find_met(
    importer: &Importer,
    component: &Importer,
) -> Result<IndexMap<WorldKey, String>, RestrictError> {
    let exports = &component.resolve.worlds[component.world].exports;
    let mut met = IndexMap::new();
    for (key, _) in importer.imports() {
        let import = importer.import_name(key);
        let import = ExternName::new(&import);
        let exports = exports.keys().map(|key| component.import_name(key));
        for export in exports.filter(|export| ExternName::new(export).base == import.base) {
            if !ExternName::new(&export).is_compatible_with(&import) {
                return Err(RestrictError::Unsupported {
                    importer: importer.name.clone(),
                    message: format!(
                        "files can be mounted for `{export}`, and it imports `{}`",
                        importer.import_name(key)
                    ),
                });
            }
            met.insert(key.clone(), export);
        }
    }
    if !met
        .values()
        .any(|export| ExternName::new(export).base == PREOPENS)
    {
        return Err(RestrictError::InVain {
            importer: importer.name.clone(),
            wanted: PREOPENS.to_owned(),
            imports: importer.list_imports(),
            option: "--mount",
        });
    }
    Ok(met)
}
