//! Given a document to what it says.

use std::ops::Range;

use indexmap::IndexMap;

use super::{Given, Manifest, ManifestError, Member, Restrictions};
use crate::document::{DocumentError, Key, Node, Reader, Value, read_toml};
use crate::located::Located;
use crate::plug::Instances;

type Result<T> = std::result::Result<T, Located<DocumentError>>;

/// The parts that a manifest may have. The others are the runtime's, and not looked into here.
const PARTS: [&str; 3] = ["compose", "grants", "limits"];

/// The keys of `[compose]`.
const KEYS: [&str; 9] = [
    "components",
    "root",
    "imports",
    "exports",
    "expose",
    "instances",
    "closed",
    "import-components",
    "output",
];

/// The keys of a component.
const PART_KEYS: [&str; 5] = ["path", "deny", "env", "config", "mount"];

pub(super) fn read_manifest(text: &str) -> std::result::Result<Manifest, Located<ManifestError>> {
    let manifest = read(text).map_err(|error| error.map(ManifestError::Document))?;
    check_names(&manifest)?;
    Ok(manifest)
}

fn read(text: &str) -> Result<Manifest> {
    let document = read_toml(text)?;
    let reader = Reader { text };
    for (key, _) in reader.table(&document, "the manifest")? {
        if !PARTS.contains(&key.name.as_str()) {
            return Err(reader.unknown(key, "the manifest", &PARTS));
        }
    }
    let compose = reader.required(&document, "the manifest", "compose")?;
    let mut manifest = Manifest {
        text: text.to_owned(),
        ..Manifest::default()
    };
    for (key, node) in reader.table(compose, "`[compose]`")? {
        read_key(reader, &mut manifest, key, node)?;
    }
    reader.required(compose, "`[compose]`", "components")?;
    Ok(manifest)
}

fn read_key(reader: Reader<'_>, manifest: &mut Manifest, key: &Key, node: &Node) -> Result<()> {
    let called = format!("`{}`", key.name);
    match key.name.as_str() {
        "components" => {
            for (name, node) in reader.table(node, &called)? {
                let part = part(reader, name, node)?;
                manifest.components.insert(name.name.clone(), part);
            }
        }
        "root" => {
            let roots = match &node.value {
                Value::List(_) => reader.texts(node, &called)?,
                _ => vec![(reader.text(node, &called)?, node.span.clone())],
            };
            (manifest.roots, manifest.root_spans) = roots.into_iter().unzip();
        }
        "imports" => {
            for (component, node) in reader.table(node, &called)? {
                let table = format!("`imports.{}`", component.name);
                let given = sources(reader, node, &table)?;
                manifest.imports.insert(component.name.clone(), given);
            }
        }
        "exports" => manifest.exports = Some(sources(reader, node, &called)?),
        "expose" => {
            let exposed = reader.texts(node, &called)?;
            manifest.expose = exposed.into_iter().map(|(name, _)| name).collect();
        }
        "instances" => manifest.instances = instances(reader, node)?,
        "closed" => manifest.closed = reader.flag(node, &called)?,
        "import-components" => manifest.import_components = reader.flag(node, &called)?,
        "output" => manifest.output = Some(reader.text(node, &called)?.into()),
        _ => return Err(reader.unknown(key, "`[compose]`", &KEYS)),
    }
    Ok(())
}

fn instances(reader: Reader<'_>, node: &Node) -> Result<Instances> {
    let word = reader.text(node, "`instances`")?;
    match word.as_str() {
        "shared" => Ok(Instances::Shared),
        "per-importer" => Ok(Instances::PerImporter),
        _ => {
            let error = DocumentError::Word {
                name: "`instances`".into(),
                found: word,
                known: vec!["shared".into(), "per-importer".into()],
            };
            Err(reader.error(node.span.clone(), error))
        }
    }
}

fn part(reader: Reader<'_>, name: &Key, node: &Node) -> Result<Member> {
    let called = format!("the component `{}`", name.name);
    let mut restrictions = Restrictions::default();
    let span = name.span.clone();
    let Value::Table(entries) = &node.value else {
        return Ok(Member {
            path: reader.text(node, &called)?.into(),
            restrictions,
            span,
        });
    };
    for (key, node) in entries {
        match key.name.as_str() {
            "path" => {}
            "deny" => {
                let deny = reader.texts(node, "`deny`")?;
                restrictions.deny = deny.into_iter().map(|(name, _)| name).collect();
            }
            "env" => restrictions.environment = pairs(reader, node, "`env`")?,
            "config" => restrictions.config = pairs(reader, node, "`config`")?,
            "mount" => {
                let mounts = pairs(reader, node, "`mount`")?.into_iter();
                restrictions.mounts = mounts.map(|(guest, host)| (guest, host.into())).collect();
            }
            _ => return Err(reader.unknown(key, &called, &PART_KEYS)),
        }
    }
    let path = reader.text(reader.required(node, &called, "path")?, "`path`")?;
    Ok(Member {
        path: path.into(),
        restrictions,
        span,
    })
}

fn pairs(reader: Reader<'_>, node: &Node, name: &str) -> Result<Vec<(String, String)>> {
    let entries = reader.table(node, name)?.iter();
    entries
        .map(|(key, node)| {
            let value = reader.text(node, &format!("`{}`", key.name))?;
            Ok((key.name.clone(), value))
        })
        .collect()
}

fn sources(reader: Reader<'_>, node: &Node, table: &str) -> Result<IndexMap<String, Given>> {
    let entries = reader.table(node, table)?.iter();
    entries
        .map(|(key, node)| Ok((key.name.clone(), source(reader, key, node)?)))
        .collect()
}

fn source(reader: Reader<'_>, key: &Key, node: &Node) -> Result<Given> {
    let called = format!("`{}`", key.name);
    let span = node.span.clone();
    let Value::Table(entries) = &node.value else {
        return Ok(Given {
            component: reader.text(node, &called)?,
            export: None,
            span,
        });
    };
    let mut export = None;
    for (key, node) in entries {
        match key.name.as_str() {
            "from" => {}
            "export" => export = Some(reader.text(node, "`export`")?),
            _ => return Err(reader.unknown(key, &called, &["from", "export"])),
        }
    }
    let component = reader.text(reader.required(node, &called, "from")?, "`from`")?;
    Ok(Given {
        component,
        export,
        span,
    })
}

/// Checks that all names of components are those of components.
fn check_names(manifest: &Manifest) -> std::result::Result<(), Located<ManifestError>> {
    let check = |name: &str, span: Range<usize>| {
        if manifest.components.contains_key(name) {
            return Ok(());
        }
        let error = ManifestError::NoComponent {
            name: name.to_owned(),
            components: manifest.components.keys().cloned().collect(),
        };
        Err(Located::new(&manifest.text, span, error))
    };
    for (root, span) in manifest.roots.iter().zip(&manifest.root_spans) {
        check(root, span.clone())?;
    }
    for (importer, given) in &manifest.imports {
        let first = given.values().next();
        check(importer, first.map_or(0..0, |from| from.span.clone()))?;
    }
    let given = manifest.imports.values().flat_map(IndexMap::values);
    let exported = manifest.exports.iter().flat_map(IndexMap::values);
    for from in given.chain(exported) {
        check(&from.component, from.span.clone())?;
    }
    Ok(())
}
