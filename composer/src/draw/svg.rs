//! Drawings as pictures that stand on their own, for light and dark pages.
//!
//! The colours are attributes, for viewers that know no style sheets; the style sheet has those for
//! dark pages.

use std::fmt::Write as _;

use super::layout::{Layout, Link, Route, Size, place};
use super::{Drawing, Edge, Node, Role};

/// The height of a line of text, and the width of a letter of a monospaced font, by its size.
const LINE: f64 = 1.35;
const LETTER: f64 = 0.61;
/// The sizes of fonts.
const NAME: f64 = 13.0;
const DETAIL: f64 = 11.0;
const LABEL: f64 = 11.0;
/// The space around everything.
const MARGIN: f64 = 16.0;
/// How many letters a name has before its middle is left out, and how many lines a label.
const LONGEST: usize = 48;
const MOST_LINES: usize = 4;

const STYLE: &str = "\
text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace}\
@media (prefers-color-scheme:dark){\
.page{fill:#0d1117}.instance{fill:#1c2733;stroke:#6b8299}.export{fill:#13301f;stroke:#4f9a6c}\
.types{fill:#1d1d22;stroke:#77777f}.import,.wasi{fill:#332814;stroke:#b08a3e}\
.name{fill:#e6edf3}.detail{fill:#9aa7b4}.label{fill:#b6c2cf}.edge{stroke:#7d8b99}.tip{fill:#7d8b99}}";

pub(super) fn write(drawing: &Drawing) -> String {
    let sizes: Vec<Size> = drawing.nodes.iter().map(node_size).collect();
    let labels: Vec<Vec<String>> = drawing.edges.iter().map(label_lines).collect();
    let links = drawing.edges.iter().zip(&labels).map(|(edge, lines)| Link {
        from: edge.from,
        to: edge.to,
        label: (!lines.is_empty()).then(|| text_size(lines, LABEL)),
    });
    let links: Vec<_> = links.collect();
    let is_sink = |node: &Node| matches!(node.role, Role::Import | Role::Wasi);
    let sinks: Vec<_> = drawing.nodes.iter().map(is_sink).collect();
    let Layout {
        size,
        nodes,
        routes,
    } = place(&sizes, &links, &sinks);

    let (width, height) = (size.0 + 2.0 * MARGIN, size.1 + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\">\n<title>What the composition \
         consists of</title>\n<style>{STYLE}</style>\n<rect class=\"page\" width=\"100%\" \
         height=\"100%\" fill=\"#ffffff\"/>\n<g transform=\"translate({MARGIN} {MARGIN})\">\n"
    );
    for (route, lines) in routes.iter().zip(&labels) {
        write_edge(&mut svg, route, lines);
    }
    for ((node, size), at) in drawing.nodes.iter().zip(&sizes).zip(&nodes) {
        write_node(&mut svg, node, *size, *at);
    }
    svg + "</g>\n</svg>\n"
}

fn node_size(node: &Node) -> Size {
    let name = text_size(&[shorten(&node.name)], NAME);
    let details = node.details();
    let detail = match details.is_empty() {
        true => (0.0, 0.0),
        false => text_size(&[shorten(&details)], DETAIL),
    };
    (name.0.max(detail.0) + 28.0, name.1 + detail.1 + 16.0)
}

fn label_lines(edge: &Edge) -> Vec<String> {
    let mut lines: Vec<_> = edge
        .labels
        .iter()
        .take(MOST_LINES)
        .map(|label| shorten(label))
        .collect();
    let more = edge.labels.len().saturating_sub(MOST_LINES);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}

/// The size of lines of text.
fn text_size(lines: &[String], font: f64) -> Size {
    let widest = lines.iter().map(|line| columns(line)).max().unwrap_or(0);
    (
        widest as f64 * font * LETTER,
        lines.len() as f64 * font * LINE,
    )
}

/// How many letters' widths a text is wide: those of East Asia are as wide as two.
fn columns(text: &str) -> usize {
    let width = |c: char| if u32::from(c) < 0x1100 { 1 } else { 2 };
    text.chars().map(width).sum()
}

/// A text without its middle where it is long.
fn shorten(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= LONGEST {
        return text.to_owned();
    }
    let (head, tail) = (
        &letters[..LONGEST / 2],
        &letters[letters.len() - LONGEST / 2 + 1..],
    );
    head.iter().chain(&['…']).chain(tail).collect()
}

fn write_edge(svg: &mut String, route: &Route, lines: &[String]) {
    let mut path = String::new();
    for (number, [(x, y), (to_x, to_y)]) in route.lines.iter().enumerate() {
        // After the first line there is the label; elsewhere a line passes a layer.
        if number == 0 || number == 1 && route.label.is_some() {
            let _ = write!(path, "M{x:.1} {y:.1}");
        } else {
            let _ = write!(path, "V{y:.1}");
        }
        let middle = (y + to_y) / 2.0;
        let _ = write!(
            path,
            "C{x:.1} {middle:.1} {to_x:.1} {middle:.1} {to_x:.1} {to_y:.1}"
        );
    }
    let _ = writeln!(
        svg,
        "<path class=\"edge\" d=\"{path}\" fill=\"none\" stroke=\"#8a97a4\" stroke-width=\"1.3\"/>"
    );
    let tip = match route.is_up {
        true => route.lines.first().map(|[tip, _]| (tip, 8)),
        false => route.lines.last().map(|[_, tip]| (tip, -8)),
    };
    if let Some(((x, y), back)) = tip {
        let _ = writeln!(
            svg,
            "<path class=\"tip\" d=\"M{x:.1} {y:.1}l-3.5 {back}h7z\" fill=\"#8a97a4\"/>"
        );
    }
    if let Some((x, y)) = route.label {
        let top = y - lines.len() as f64 * LABEL * LINE / 2.0;
        for (number, line) in lines.iter().enumerate() {
            let y = top + (number as f64 + 0.78) * LABEL * LINE;
            write_text(svg, "label", "#3d4852", LABEL, (x, y), line);
        }
    }
}

fn write_node(svg: &mut String, node: &Node, (width, height): Size, (x, y): (f64, f64)) {
    let (class, fill, stroke, more) = match node.role {
        Role::Instance => ("instance", "#eef3f8", "#5b7590", ""),
        Role::Export => ("export", "#e6f4ea", "#3f8f5f", ""),
        Role::Types => ("types", "#f4f4f5", "#8b8b93", " stroke-dasharray=\"2 3\""),
        Role::Import => ("import", "#fdf4e0", "#b98a2f", " stroke-dasharray=\"6 4\""),
        Role::Wasi => ("wasi", "#fdf4e0", "#b98a2f", " stroke-dasharray=\"6 4\""),
    };
    let (left, top) = (x - width / 2.0, y - height / 2.0);
    let radius = if node.role == Role::Export {
        height / 2.0
    } else {
        6.0
    };
    let _ = writeln!(
        svg,
        "<g><title>{}</title><rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" \
         width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{radius:.1}\" fill=\"{fill}\" \
         stroke=\"{stroke}\" stroke-width=\"1.3\"{more}/>",
        escape(&node.name)
    );
    let name_y = top + 8.0 + 0.78 * NAME * LINE;
    write_text(
        svg,
        "name",
        "#16202a",
        NAME,
        (x, name_y),
        &shorten(&node.name),
    );
    let details = node.details();
    if !details.is_empty() {
        let y = top + 8.0 + NAME * LINE + 0.78 * DETAIL * LINE;
        write_text(svg, "detail", "#5c6b7a", DETAIL, (x, y), &shorten(&details));
    }
    svg.push_str("</g>\n");
}

fn write_text(
    svg: &mut String,
    class: &str,
    fill: &str,
    font: f64,
    (x, y): (f64, f64),
    text: &str,
) {
    let _ = writeln!(
        svg,
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" font-family=\"monospace\" \
         font-size=\"{font}\" text-anchor=\"middle\" fill=\"{fill}\">{}</text>",
        escape(text)
    );
}

/// Text in XML. What XML can't have at all becomes the sign for that.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, escape, shorten};

    #[test]
    fn elements_can_not_be_left() {
        assert_eq!(escape("</text><script>"), "&lt;/text&gt;&lt;script&gt;");
        assert_eq!(
            escape("a & \"b' \u{0}\u{ffff}"),
            "a &amp; &quot;b&#39; \u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn long_names_lose_their_middle() {
        let long = "ä".repeat(400);
        assert_eq!(shorten(&long).chars().count(), LONGEST);
        assert_eq!(shorten("short"), "short");
    }
}
