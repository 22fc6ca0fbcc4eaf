//! Drawings of compositions: as a tree for a terminal, as a diagram, or for other programs to lay
//! out.
//!
//! A [`Drawing`] is made of a graph that is being built or of a finished component, and says who
//! gets what from whom. What is inside an instance is not drawn.

mod build;
mod dot;
mod layout;
mod mermaid;
mod read;
mod svg;
mod tree;

use std::fmt;
use std::str::FromStr;

use crate::component::Component;
use crate::graph::Graph;
use crate::inspect::InspectError;

/// A drawing's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Text for a terminal.
    Tree,
    /// A picture on its own, for light and dark pages.
    Svg,
    /// Mermaid's flowcharts, which many pages show.
    Mermaid,
    /// The language of Graphviz.
    Dot,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Tree, Self::Svg, Self::Mermaid, Self::Dot];
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tree => "tree",
            Self::Svg => "svg",
            Self::Mermaid => "mermaid",
            Self::Dot => "dot",
        })
    }
}

/// A drawing's format that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{format}` is no format of drawings\nhelp: write `tree`, `svg`, `mermaid` or `dot`")]
pub struct UnknownFormat {
    /// What was given.
    pub format: String,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let known = Self::ALL
            .into_iter()
            .find(|format| format.to_string() == text);
        known.ok_or_else(|| UnknownFormat {
            format: text.to_owned(),
        })
    }
}

/// Who gets what from whom in a composition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Node {
    role: Role,
    name: String,
    /// The version and size of an instance's component.
    version: Option<String>,
    size: Option<u64>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// An export of the composition.
    Export,
    /// An instance of a component.
    Instance,
    /// Types that are made on the spot.
    Types,
    /// An import of the composition.
    Import,
    /// All that is imported of WASI.
    Wasi,
}

/// One node gets something from another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edge {
    from: usize,
    to: usize,
    /// What it gets, a line for each; nothing where the nodes' names say it.
    labels: Vec<String>,
}

/// Draws a composition that is being built, with all imports from WASI as one.
///
/// ```
/// # let plugin = wat::parse_str(r#"(component
/// #     (import "a:b/c" (instance (export "f" (func)))))"#).unwrap();
/// use wittgen_composer::{Component, Format, Graph, draw};
///
/// let mut graph = Graph::new();
/// let plugin = graph.add(Component::named("plugin", &plugin[..]))?;
/// graph.instantiate(plugin);
/// assert_eq!(draw(&graph, Format::Tree), "plugin (36 bytes)\n└── open: a:b/c\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn draw(graph: &Graph<'_>, format: Format) -> String {
    Drawing::of_graph(graph).fold_wasi().render(format)
}

impl Drawing {
    /// Draws a composition that is being built.
    #[must_use]
    pub fn of_graph(graph: &Graph<'_>) -> Self {
        build::draw_graph(graph)
    }

    /// Draws a finished component: the components that it is made of, or itself alone where it has
    /// code of its own. Names and versions are those of its name section and its provenance.
    ///
    /// # Errors
    /// The bytes are no valid component.
    pub fn of_component<'a>(component: impl Into<Component<'a>>) -> Result<Self, InspectError> {
        read::draw_component(&component.into())
    }

    /// Makes one node of all that is imported of WASI.
    #[must_use]
    pub fn fold_wasi(self) -> Self {
        build::fold_wasi(self)
    }

    /// Writes the drawing.
    #[must_use]
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Tree => tree::write(self),
            Format::Svg => svg::write(self),
            Format::Mermaid => mermaid::write(self),
            Format::Dot => dot::write(self),
        }
    }
}

impl Node {
    fn new(role: Role, name: impl Into<String>) -> Self {
        Self {
            role,
            name: name.into(),
            version: None,
            size: None,
        }
    }

    /// What is said of it below its name.
    fn details(&self) -> String {
        let size = self.size.map(crate::text::size_text);
        let role = match self.role {
            Role::Export => Some("export".to_owned()),
            Role::Import => Some("import".to_owned()),
            Role::Types => Some("types".to_owned()),
            Role::Instance | Role::Wasi => None,
        };
        let all = role.into_iter().chain(self.version.clone()).chain(size);
        all.collect::<Vec<_>>().join(", ")
    }
}
