//! Drawings as Mermaid's flowcharts.

use std::fmt::Write as _;

use super::{Drawing, Role};

pub(super) fn write(drawing: &Drawing) -> String {
    let mut text = String::from("flowchart TD\n");
    for (index, node) in drawing.nodes.iter().enumerate() {
        let (open, close) = match node.role {
            Role::Instance => ("[", "]"),
            Role::Types => ("[/", "/]"),
            Role::Export => ("([", "])"),
            Role::Import | Role::Wasi => ("{{", "}}"),
        };
        let mut label = escape(&node.name);
        let details = node.details();
        if !details.is_empty() {
            let _ = write!(label, "<br/>{}", escape(&details));
        }
        let _ = writeln!(text, "  n{index}{open}\"{label}\"{close}");
    }
    for edge in &drawing.edges {
        let labels: Vec<_> = edge.labels.iter().map(|label| escape(label)).collect();
        let label = match &labels[..] {
            [] => String::new(),
            labels => format!("|\"{}\"|", labels.join("<br/>")),
        };
        let _ = writeln!(text, "  n{} -->{label} n{}", edge.from, edge.to);
    }
    text
}

/// The inside of a quoted label. Everything that means something to Mermaid, to its Markdown or to
/// HTML becomes a code of the character.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | '*' | '_' | '\\' | ';' | '~' => {
                let _ = write!(escaped, "#{};", u32::from(c));
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
    fn labels_can_not_be_left() {
        assert_eq!(escape(r#""]; click"#), "#34;]#59; click");
        assert_eq!(escape("<b>#1&`x`"), "#60;b#62;#35;1#38;#96;x#96;");
        assert_eq!(escape("a\nb"), "a\u{fffd}b");
        assert_eq!(escape("a:b/c@1.0.0"), "a:b/c@1.0.0");
    }
}
