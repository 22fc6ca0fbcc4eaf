//! From a graph to the bytes of one component.
//!
//! The inputs' bytes go in unchanged, each once. What is added: imports for what nobody
//! provides, the instantiations and exports, a `producers` section, and the provenance. The
//! result is validated again, except for the function bodies, which came in valid.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wac_graph::{EncodeOptions, NodeId, Processor};
use wasm_encoder::{CustomSection, Encode, Section};
use wasmparser::{Parser, Payload};

use crate::check::validate_structure;
use crate::graph::{Graph, NodeIndex};
use crate::provenance::{Connection, Provenance, SECTION, Tool};

/// Why a graph can't become a component.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// Two components import the same interface with types that can't be merged.
    #[error(
        "`{first}` and `{second}` both import `{import}`, but not with the same types: \
         {message}\nhelp: build both against the same version of its WIT"
    )]
    ImportConflict {
        /// The import that both leave open.
        import: String,
        /// The component that imports it first.
        first: String,
        /// The component that imports it differently.
        second: String,
        /// What differs.
        message: String,
    },
    /// Two connected items don't fit, which the types alone did not show.
    #[error("`{export}` of `{provider}` can't be linked: {message}")]
    Refused {
        /// The component that exports it.
        provider: String,
        /// The export.
        export: String,
        /// What the graph says.
        message: String,
    },
    /// The result would not be a valid component: most often two instances of one resource type
    /// meet where one is needed.
    #[error(
        "the parts fit one by one but not together: {message} (at byte {offset:#x} of the \
         result)\nhelp: let every part that shares a resource get it from the same component"
    )]
    Invalid {
        /// Which rule of the component model is violated.
        message: String,
        /// Where, in bytes from the start of the result.
        offset: u64,
    },
    /// The open imports have types that can't be written as imports of the result.
    #[error(
        "the imports that stay open can't be carried over to the result, because they have types \
         that WIT can't express\nhelp: give a provider for them"
    )]
    Inexpressible,
}

/// Encodes `graph`. The provenance lists `parts` and `connections` in their order.
pub(crate) fn encode(
    graph: &Graph,
    parts: &[NodeIndex],
    connections: &[Connection],
) -> Result<Vec<u8>, EncodeError> {
    let tool = Tool::this();
    let options = EncodeOptions {
        define_components: true,
        // Done below, without the function bodies and in the newest version of the format.
        validate: false,
        processor: Some(Processor {
            name: &tool.name,
            version: &tool.version,
        }),
    };
    // As where components are added, types beyond WIT's can make the library panic.
    let mut bytes = catch_unwind(AssertUnwindSafe(|| graph.wac.encode(options)))
        .map_err(|_| EncodeError::Inexpressible)?
        .map_err(|error| explain(graph, error))?;

    let provenance = Provenance {
        tool,
        parts: parts.iter().map(|&node| graph.part(node).clone()).collect(),
        connections: connections.to_vec(),
    };
    append_section(&mut bytes, SECTION, &provenance.to_json());

    validate_structure(&bytes).map_err(|error| EncodeError::Invalid {
        message: error.message().to_owned(),
        offset: error.offset(),
    })?;
    Ok(bytes)
}

/// The names of what a valid component imports and exports.
pub(crate) fn list_names(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    let mut depth = 0u32;
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        match payload {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 1 => {
                imports.extend(
                    section
                        .into_iter()
                        .flatten()
                        .map(|i| i.name.name.to_owned()),
                );
            }
            Payload::ComponentExportSection(section) if depth == 1 => {
                exports.extend(
                    section
                        .into_iter()
                        .flatten()
                        .map(|e| e.name.name.to_owned()),
                );
            }
            _ => {}
        }
    }
    (imports, exports)
}

/// Appends a custom section to a module or component.
fn append_section(bytes: &mut Vec<u8>, name: &str, data: &[u8]) {
    let section = CustomSection {
        name: name.into(),
        data: data.into(),
    };
    bytes.push(section.id());
    section.encode(bytes);
}

/// Names the components where the library names graph nodes.
fn explain(graph: &Graph, error: wac_graph::EncodeError) -> EncodeError {
    let name = |id: NodeId| graph.wac[id].name().unwrap_or("a component").to_owned();
    match error {
        wac_graph::EncodeError::ImportTypeMergeConflict {
            import,
            first,
            second,
            source,
        } => EncodeError::ImportConflict {
            import,
            first: name(first),
            second: name(second),
            message: format!("{source:#}"),
        },
        wac_graph::EncodeError::ImplicitImportConflict {
            name: import,
            instantiation,
            package,
            ..
        } => EncodeError::ImportConflict {
            import,
            first: name(instantiation),
            second: package.name().to_owned(),
            message: "both are open".into(),
        },
        wac_graph::EncodeError::ValidationFailure { source } => EncodeError::Invalid {
            message: source.message().to_owned(),
            offset: source.offset(),
        },
        wac_graph::EncodeError::GraphContainsCycle { node } => EncodeError::Refused {
            provider: name(node),
            export: String::new(),
            message: "it needs itself".into(),
        },
    }
}
