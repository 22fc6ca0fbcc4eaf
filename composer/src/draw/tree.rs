//! Drawings as trees of text: below each instance what it gets, and from whom.
//!
//! What several get is drawn out where it stands first, and named afterwards.

use std::fmt::Write as _;

use super::{Drawing, Role};

pub(super) fn write(drawing: &Drawing) -> String {
    let mut tree = Tree {
        drawing,
        below: vec![Vec::new(); drawing.nodes.len()],
        drawn: vec![false; drawing.nodes.len()],
        text: String::new(),
    };
    for (index, edge) in drawing.edges.iter().enumerate() {
        tree.below[edge.from].push(index);
    }
    for root in tree.roots() {
        if !tree.drawn[root] {
            tree.root(root);
        }
    }
    tree.text
}

struct Tree<'d> {
    drawing: &'d Drawing,
    /// The edges from each node.
    below: Vec<Vec<usize>>,
    drawn: Vec<bool>,
    text: String,
}

impl Tree<'_> {
    /// What stands at the left edge: what is exported, then what nobody gets anything from, then
    /// the rest.
    fn roots(&self) -> Vec<usize> {
        let is_export = |node: usize| self.drawing.nodes[node].role == Role::Export;
        let edges = &self.drawing.edges;
        let mut gives = vec![false; self.drawing.nodes.len()];
        for edge in edges {
            gives[edge.to] = true;
        }
        let exported = edges
            .iter()
            .filter(|edge| is_export(edge.from))
            .map(|edge| edge.to);
        let all = 0..self.drawing.nodes.len();
        let alone = all.clone().filter(|&node| !gives[node]);
        exported
            .chain(alone)
            .chain(all)
            .filter(|&node| !is_export(node))
            .collect()
    }

    fn root(&mut self, root: usize) {
        let title = self.title(root);
        let _ = writeln!(self.text, "{title}");
        self.drawn[root] = true;
        let exports =
            self.drawing.edges.iter().filter(|edge| {
                edge.to == root && self.drawing.nodes[edge.from].role == Role::Export
            });
        let exports: Vec<_> = exports
            .map(|edge| clean(&self.drawing.nodes[edge.from].name))
            .collect();
        let more = !self.below[root].is_empty();
        for (index, export) in exports.iter().enumerate() {
            let last = index + 1 == exports.len() && !more;
            let branch = if last { "└──" } else { "├──" };
            let _ = writeln!(self.text, "{branch} exports {export}");
        }
        self.walk(root);
    }

    /// Draws what is below a node, without recursion: a chain may be long.
    fn walk(&mut self, root: usize) {
        let mut left = vec![(root, 0)];
        while let Some((node, next)) = left.last_mut() {
            let Some(&edge) = self.below[*node].get(*next) else {
                left.pop();
                continue;
            };
            *next += 1;
            let to = self.drawing.edges[edge].to;
            self.line(&left, edge, to);
            if !self.drawn[to] {
                self.drawn[to] = true;
                left.push((to, 0));
            }
        }
    }

    fn line(&mut self, path: &[(usize, usize)], edge: usize, to: usize) {
        let is_done = |(node, next): &(usize, usize)| self.below[*node].len() == *next;
        let mut line = String::new();
        if let Some((last, above)) = path.split_last() {
            line.extend(
                above
                    .iter()
                    .map(|level| if is_done(level) { "    " } else { "│   " }),
            );
            line.push_str(if is_done(last) {
                "└── "
            } else {
                "├── "
            });
        }
        let labels: Vec<_> = self.drawing.edges[edge]
            .labels
            .iter()
            .map(|l| clean(l))
            .collect();
        let labels = labels.join(", ");
        let title = self.title(to);
        let again = self.drawn[to] && !self.below[to].is_empty();
        let again = if again { " (see above)" } else { "" };
        let text = match (self.drawing.nodes[to].role, labels.is_empty()) {
            (Role::Import | Role::Wasi, true) => format!("open: {title}"),
            (Role::Import, false) => format!("open: {labels}, imported as {title}"),
            (Role::Wasi, false) => format!("open: {labels} of WASI"),
            (_, true) => format!("{title}{again}"),
            (_, false) => format!("{labels} from {title}{again}"),
        };
        line.push_str(&text);
        self.text.push_str(&line);
        self.text.push('\n');
    }

    /// A node with its version and size: the size only where it stands first.
    fn title(&self, index: usize) -> String {
        let node = &self.drawing.nodes[index];
        let mut text = clean(&node.name);
        if let Some(version) = &node.version {
            let _ = write!(text, " {}", clean(version));
        }
        match node.size {
            Some(size) if !self.drawn[index] => {
                let _ = write!(text, " ({})", crate::text::size_text(size));
            }
            _ => {}
        }
        text
    }
}

/// A name without what would move a terminal's cursor.
fn clean(text: &str) -> String {
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().map(clean).collect()
}
