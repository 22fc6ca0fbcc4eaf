//! From restrictions to the components that make them hold.

use std::fmt;

use indexmap::{IndexMap, IndexSet};
use wasmparser::{Parser, Payload};
use wit_parser::WorldKey;

use super::constant::Constants;
use super::denial::{Denial, deny};
use super::error::RestrictError;
use super::generate::{Body, Plan, generate};
use super::importer::Importer;
use super::mount::{IO, Mounts};
use super::rule::{Pattern, Restriction};
use crate::name::ExternName;

/// Components that make restrictions hold, and how they are connected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provision {
    /// The components. The same restrictions on the same component give the same bytes.
    pub providers: Vec<Provider>,
    /// Which imports of the providers are met by which of their exports.
    ///
    /// An import of a provider that has no link is to be met by whatever would have met the
    /// restricted component's own import of that name, and stays open where that would have.
    pub links: Vec<Link>,
    /// Which imports of the restricted component are met, and by which exports.
    pub met: Vec<Met>,
}

/// A generated component.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provider {
    /// What to call it.
    pub name: String,
    /// The component.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = format_args!("{} bytes", self.bytes.len());
        let mut shown = f.debug_struct("Provider");
        shown
            .field("name", &self.name)
            .field("bytes", &size)
            .finish()
    }
}

/// An import of one provider that an export of another meets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// The number of the provider that imports.
    pub importer: usize,
    /// The name of its import.
    pub import: String,
    /// The number of the provider that exports.
    pub provider: usize,
    /// The name of the export.
    pub export: String,
}

/// An import of the restricted component that an export of a provider meets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Met {
    /// The name of the import.
    pub import: String,
    /// The number of the provider.
    pub provider: usize,
    /// The name of the export; it may differ from the import's in the version.
    pub export: String,
}

/// Generates what makes `restrictions` hold for the component `importer`, called `name`.
///
/// An import that several restrictions are about gets what the more particular one says: variables,
/// arguments, configuration and files are there although the interface is denied, and everything
/// else in it is denied. Variables and configuration that are given leave the rest of their
/// interface (the arguments, for example) to the host.
///
/// A denied function fails in the manner of its own: with the error that comes closest to "access
/// denied" where it returns a `result` with such a case or a text; without a value where it returns an
/// `option`, a list or a string; with a new handle where it returns a resource that is denied, too.
/// Everything else traps (bytes as well: too few random ones could go unnoticed), in a function that
/// a backtrace shows as `denied wasi:sockets/tcp@0.2.0#…`.
///
/// # Errors
/// See [`RestrictError`]. No restrictions give no providers.
pub fn provide(
    name: &str,
    importer: &[u8],
    restrictions: &[Restriction],
) -> Result<Provision, RestrictError> {
    let importer = Importer::read(name, importer)?;
    let (mut plan, mut constants) = (Plan::new(), Constants::default());
    for restriction in restrictions {
        constants.add(restriction);
        if let Restriction::Deny(pattern) = restriction {
            add_denied(&importer, pattern, &mut plan)?;
        }
    }
    let denied: IndexSet<_> = plan.keys().cloned().collect();
    constants.plan(&importer, &mut plan)?;
    let mounts = Mounts::read(&importer, restrictions)?;
    let mut taken: IndexSet<_> = plan.keys().cloned().collect();
    if let Some(mounts) = &mounts {
        check_streams(&importer, &denied)?;
        taken.extend(mounts.keys().cloned());
        // The mounts are there although the filesystem is denied: it is denied to what shows them.
        mounts.keys().for_each(|key| drop(plan.shift_remove(key)));
    }
    importer.check_apart(&taken, mounts.is_some())?;
    taken.iter().try_for_each(|key| importer.check_alone(key))?;
    fill_denied(&importer, &mut plan);
    sort(&importer, &mut plan);

    let mut provision = Provision::default();
    if let Some(mounts) = &mounts {
        mounts.provide(&importer, &denied, &mut provision)?;
    }
    if !plan.is_empty() {
        add_plan(&importer, &plan, mounts.as_ref(), &mut provision)?;
    }
    Ok(provision)
}

/// Checks that what mounted files are read with is not denied.
fn check_streams(importer: &Importer, denied: &IndexSet<WorldKey>) -> Result<(), RestrictError> {
    let names = denied.iter().map(|key| importer.import_name(key));
    match names
        .into_iter()
        .find(|name| ExternName::new(name).package() == Some(IO))
    {
        Some(denied) => Err(RestrictError::Contradiction {
            importer: importer.name.clone(),
            denied,
        }),
        None => Ok(()),
    }
}

/// Generates what a plan says, and connects it.
fn add_plan(
    importer: &Importer,
    plan: &Plan,
    mounts: Option<&Mounts>,
    provision: &mut Provision,
) -> Result<(), RestrictError> {
    let bytes = generate(importer, plan)?;
    let provider = provision.providers.len();
    provision
        .met
        .extend(plan.keys().map(|key| meet(importer, key, provider)));
    // The types of its functions are those that the importer has.
    for import in imports(&bytes) {
        let Some(export) = mounts.and_then(|mounts| mounts.export_for(&import)) else {
            continue;
        };
        provision.links.push(Link {
            importer: provider,
            export: export.to_owned(),
            import,
            // The filesystem comes first.
            provider: 0,
        });
    }
    provision.providers.push(Provider {
        name: format!("restrictions of {}", importer.name),
        bytes,
    });
    Ok(())
}

/// The names of what a component imports.
fn imports(bytes: &[u8]) -> Vec<String> {
    let mut depth = 0;
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        match payload {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 1 => {
                let imports = section.into_iter().flatten();
                names.extend(imports.map(|import| import.name.name.to_owned()));
            }
            _ => {}
        }
    }
    names
}

/// An import met by the export of the same name.
fn meet(importer: &Importer, key: &WorldKey, provider: usize) -> Met {
    let import = importer.import_name(key);
    Met {
        export: import.clone(),
        import,
        provider,
    }
}

/// Adds what a pattern means, for now without bodies.
fn add_denied(
    importer: &Importer,
    pattern: &Pattern,
    plan: &mut Plan,
) -> Result<(), RestrictError> {
    let keys = importer.find(|name| pattern.matches(name));
    if keys.is_empty() {
        return Err(RestrictError::InVain {
            importer: importer.name.clone(),
            wanted: pattern.to_string(),
            imports: importer.list_imports(),
            option: "--deny",
        });
    }
    for key in keys {
        plan.entry(key)
            .or_insert_with(|| ("denied", IndexMap::new()));
    }
    Ok(())
}

/// Brings the plan into the order of the imports, whatever the order of the restrictions.
fn sort(importer: &Importer, plan: &mut Plan) {
    let imports = &importer.resolve.worlds[importer.world].imports;
    plan.sort_by_cached_key(|key, _| imports.get_index_of(key));
}

/// Denies every function in the plan that has no body yet.
fn fill_denied(importer: &Importer, plan: &mut Plan) {
    let taken: IndexSet<_> = plan.keys().cloned().collect();
    let resolve = &importer.resolve;
    let is_own = |id| importer.home(id).is_some_and(|key| taken.contains(&key));
    for (key, (_, bodies)) in plan {
        for function in importer.functions(key) {
            bodies.entry(function.name.clone()).or_insert_with(|| {
                match deny(resolve, function, is_own) {
                    Denial::Answer(value) => Body::Answer(value),
                    Denial::Handle(resource) => Body::Handle(resource),
                    Denial::Trap => Body::Trap,
                }
            });
        }
    }
}
