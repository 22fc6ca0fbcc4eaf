//! Drawings in the language of Graphviz.

use std::fmt::Write as _;

use super::{Drawing, Role};

pub(super) fn write(drawing: &Drawing) -> String {
    let mut text = String::from(
        "digraph composition {\n  node [shape=box, style=rounded, fontname=\"monospace\"];\n  \
         edge [fontname=\"monospace\", fontsize=10];\n",
    );
    for (index, node) in drawing.nodes.iter().enumerate() {
        let shape = match node.role {
            Role::Instance => "",
            Role::Export => ", shape=ellipse, style=solid",
            Role::Types => ", style=dotted",
            Role::Import | Role::Wasi => ", style=\"rounded,dashed\"",
        };
        let label = [escape(&node.name), escape(&node.details())];
        let label = label.join("\\n");
        let label = label.trim_end_matches("\\n");
        let _ = writeln!(text, "  n{index} [label=\"{label}\"{shape}];");
    }
    for edge in &drawing.edges {
        let _ = write!(text, "  n{} -> n{}", edge.from, edge.to);
        if !edge.labels.is_empty() {
            let labels: Vec<_> = edge.labels.iter().map(|label| escape(label)).collect();
            let _ = write!(text, " [label=\"{}\"]", labels.join("\\n"));
        }
        text.push_str(";\n");
    }
    text + "}\n"
}

/// The inside of a quoted string. A backslash would begin an escape, a line would end in the code.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn strings_can_not_be_left() {
        assert_eq!(escape(r#"a" \ b"#), r#"a\" \\ b"#);
        assert_eq!(escape("a\nb\0"), "a\u{fffd}b\u{fffd}");
        assert_eq!(escape("\\\""), "\\\\\\\"");
    }
}
