//! From restrictions to the components that make them hold.

use indexmap::{IndexMap, IndexSet};
use wit_parser::WorldKey;

use super::constant::Constants;
use super::denial::{Denial, deny};
use super::error::RestrictError;
use super::generate::{Body, Plan, generate};
use super::importer::Importer;
use super::rule::{Pattern, Restriction};

/// Components that make restrictions hold, and how they are connected.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provider {
    /// What to call it.
    pub name: String,
    /// The component.
    pub bytes: Vec<u8>,
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
/// else in it is denied.
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
    constants.plan(&importer, &mut plan)?;
    fill_denied(&importer, &mut plan);
    sort(&importer, &mut plan);
    importer.check_apart(&plan.keys().cloned().collect())?;
    let mut provision = Provision {
        providers: Vec::new(),
        links: Vec::new(),
        met: Vec::new(),
    };
    if !plan.is_empty() {
        provision.met = plan.keys().map(|key| meet(&importer, key, 0)).collect();
        provision.providers.push(Provider {
            name: format!("restrictions of {name}"),
            bytes: generate(&importer, &plan)?,
        });
    }
    Ok(provision)
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
    let is_own = |id| {
        let wit_parser::TypeOwner::Interface(home) = resolve.types[id].owner else {
            return false;
        };
        importer
            .key_of(home)
            .is_some_and(|key| taken.contains(&key))
    };
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
