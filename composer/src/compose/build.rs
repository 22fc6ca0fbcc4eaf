//! From files to a graph.

use std::path::{Path, PathBuf};

use super::files::Files;
use super::{Compose, ComposeError, Composed};
use crate::encode::EncodeOptions;
use crate::graph::{ComponentId, Graph, NodeId};
use crate::manifest::Manifest;

use crate::plug::{PlugError, Wire, check_closed, list_open};
use crate::wac::read_wac;
use crate::yaml::Configuration;

type Result<T> = std::result::Result<T, ComposeError>;

/// What a file says, by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Component,
    Manifest,
    Wac,
    Configuration,
}

impl Kind {
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("toml") => Self::Manifest,
            Some("wac") => Self::Wac,
            Some("yml" | "yaml") => Self::Configuration,
            _ => Self::Component,
        }
    }
}

pub(super) fn build(compose: &Compose) -> Result<Composed> {
    let files = compose.files.iter();
    let (components, documents): (Vec<&PathBuf>, Vec<&PathBuf>) =
        files.partition(|path| Kind::of(path) == Kind::Component);
    let Some(&document) = documents.first() else {
        return components_alone(compose, &components);
    };
    if let Some(&other) = documents.get(1) {
        return Err(beside(document, other, "compose them one after the other"));
    }
    match (Kind::of(document), components.as_slice()) {
        (Kind::Configuration, [] | [_]) => configuration(compose, document, components.first()),
        (Kind::Configuration, [_, other, ..]) => Err(beside(
            document,
            other,
            "give the root alone, and name the others in the configuration",
        )),
        (_, [other, ..]) => Err(beside(document, other, "name the component in it")),
        (Kind::Wac, []) => wac(compose, document),
        (_, []) => manifest(compose, document),
    }
}

fn beside(path: &Path, other: &Path, help: &'static str) -> ComposeError {
    ComposeError::Beside {
        path: path.to_owned(),
        other: other.to_owned(),
        help,
    }
}

fn components_alone(compose: &Compose, paths: &[&PathBuf]) -> Result<Composed> {
    let mut files = Files::default();
    let mut read = Vec::new();
    for (number, path) in paths.iter().enumerate() {
        read.push((number, files.component(path)?));
    }
    // In an order of their own, so that the result doesn't depend on the given one.
    read.sort_by(|(_, a), (_, b)| (a.name(), a.bytes()).cmp(&(b.name(), b.bytes())));
    let mut graph = Graph::new();
    let mut first = None;
    for (number, component) in read {
        let id = graph.add(component)?;
        if number == 0 {
            first = Some(id);
        }
    }
    let first = first.ok_or(ComposeError::NoFile)?;
    let roots = find_roots(compose, &graph, first)?;
    let mut wire = Wire::new();
    wire.instances = compose.instances.unwrap_or_default();
    wire.exposed.clone_from(&compose.exposed);
    wire.closed = compose.closed;
    wire.restrictions.clone_from(&compose.restrictions);
    let wired = graph.wire(&roots, &wire)?;
    Ok(Composed {
        graph,
        instances: wired.instances,
        open: wired.open,
        options: compose.options.clone(),
        inputs: files.read,
        output: None,
    })
}

/// The components whose exports the result has.
fn find_roots(
    compose: &Compose,
    graph: &Graph<'static>,
    first: ComponentId,
) -> Result<Vec<ComponentId>> {
    let name_of = |id: ComponentId| graph.part(id).name.clone();
    if !compose.roots.is_empty() {
        let roots = compose.roots.iter().map(|name| {
            let mut components = graph.components();
            let found = components.find(|&id| graph.part(id).name == *name);
            found.ok_or_else(|| ComposeError::NoRoot {
                name: name.clone(),
                components: graph.components().map(name_of).collect(),
            })
        });
        return roots.collect();
    }
    let roots = graph.roots();
    match roots.as_slice() {
        _ if roots.contains(&first) => Ok(vec![first]),
        [only] => Ok(vec![*only]),
        [] => {
            let roots = graph.components().map(name_of).collect();
            Err(PlugError::Roots { roots }.into())
        }
        several => {
            let roots = several.iter().copied().map(name_of).collect();
            Err(PlugError::Roots { roots }.into())
        }
    }
}

fn manifest(compose: &Compose, path: &Path) -> Result<Composed> {
    let mut files = Files::default();
    let text = files.text(path)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let wrong = |error| ComposeError::Manifest {
        path: path.to_owned(),
        text: text.clone(),
        error,
    };
    let mut manifest = Manifest::read(&text).map_err(wrong)?;
    manifest.take_over(
        &compose.roots,
        &compose.exposed,
        &compose.restrictions,
        compose.instances,
        compose.closed,
    );
    let described = manifest
        .build(folder, &mut |path| files.component(path))
        .map_err(wrong)?;
    for part in manifest.components.values() {
        for (_, host) in &part.restrictions.mounts {
            files.note(&folder.join(host));
        }
    }
    let mut options = compose.options.clone();
    options.define_components &= !manifest.import_components;
    Ok(Composed {
        graph: described.graph,
        instances: described.wired.instances,
        open: described.wired.open,
        options,
        inputs: files.read,
        output: manifest.output.map(|output| folder.join(output)),
    })
}

fn wac(compose: &Compose, path: &Path) -> Result<Composed> {
    check_said(compose, path)?;
    let mut files = Files::default();
    let text = files.text(path)?;
    let beside = path.parent().unwrap_or(Path::new("")).join("deps");
    let folder = compose.packages_in.as_deref().unwrap_or(&beside);
    let graph = read_wac(&text, &mut |name| {
        files.package(name, &compose.packages, folder)
    });
    let graph = graph.map_err(|error| ComposeError::Wac {
        path: path.to_owned(),
        text,
        error,
    })?;
    finish(compose, graph, files, compose.options.clone())
}

fn configuration(compose: &Compose, path: &Path, root: Option<&&PathBuf>) -> Result<Composed> {
    check_said(compose, path)?;
    let mut files = Files::default();
    let text = files.text(path)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let root = root.map(|root| files.component(root)).transpose()?;
    let wrong = |error| ComposeError::Configuration {
        path: path.to_owned(),
        text: text.clone(),
        error,
    };
    let configuration = Configuration::read(&text).map_err(wrong)?;
    let graph = configuration
        .build(root, folder, &mut |path| files.component(path))
        .map_err(wrong)?;
    let mut options = compose.options.clone();
    options.define_components &= !configuration.import_components;
    finish(compose, graph, files, options)
}

/// Refuses options that a text or configuration has no room for.
fn check_said(compose: &Compose, path: &Path) -> Result<()> {
    let what = if !compose.roots.is_empty() || !compose.exposed.is_empty() {
        "what is exported"
    } else if compose.instances.is_some() {
        "which instances there are"
    } else if !compose.restrictions.is_empty() {
        "what is given to whom"
    } else {
        return Ok(());
    };
    Err(ComposeError::Said {
        path: path.to_owned(),
        what,
    })
}

fn finish(
    compose: &Compose,
    graph: Graph<'static>,
    files: Files,
    options: EncodeOptions,
) -> Result<Composed> {
    let exported = graph.exported().map(|(_, node)| node);
    let instances: Vec<NodeId> = graph.instances().chain(exported).collect();
    let own: Vec<NodeId> = graph.instances().collect();
    let open = list_open(&graph, &own);
    if compose.closed {
        check_closed(&graph, &own, &open)?;
    }
    Ok(Composed {
        graph,
        instances,
        open,
        options,
        inputs: files.read,
        output: None,
    })
}
