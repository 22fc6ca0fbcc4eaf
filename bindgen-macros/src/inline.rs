//! Places in WIT that stands in a string literal.

use std::fmt::Write;
use std::ops::Range;

use proc_macro2::Span;
use syn::LitStr;

/// An error about the bytes `range` of the literal's value.
///
/// The literal is where the error points to. A part of it can be named by the compiler's nightly versions alone, so
/// the text says the line as well.
pub(crate) fn inline_error(
    literal: &LitStr,
    range: &Range<usize>,
    message: &str,
    help: Option<&str>,
) -> syn::Error {
    let value = literal.value();
    let start = range.start.min(value.len());
    let line_start = value[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_index = value[..start].matches('\n').count();
    let column = value[line_start..start].chars().count();
    let line = value[line_start..].lines().next().unwrap_or_default();

    let place = Place::of(literal);
    let (location, number) = match &place {
        Some(place) => {
            let number = place.line + line_index;
            let shift = if line_index == 0 { place.column } else { 0 };
            let text = format!("{}:{number}:{}", place.file, shift + column + 1);
            (text, number)
        }
        None => {
            let number = line_index + 1;
            (format!("inline:{number}:{}", column + 1), number)
        }
    };
    let gutter = " ".repeat(number.to_string().len());
    let end = range.end.clamp(start, line_start + line.len());
    let carets = value
        .get(start..end)
        .map_or(1, |it| it.chars().count())
        .max(1);
    let mut text = message.to_string();
    // Writing to a string can't fail.
    let _ = write!(
        text,
        "\n{gutter}--> {location}\n{gutter} |\n{number} | {line}\n{gutter} | {}{}",
        " ".repeat(column),
        "^".repeat(carets),
    );
    if let Some(help) = help {
        let _ = write!(text, "\nhelp: {help}");
    }
    let span = place
        .and_then(|place| {
            let range = place.open + range.start..place.open + range.end;
            literal.token().subspan(range)
        })
        .unwrap_or_else(|| literal.span());
    syn::Error::new(span, text)
}

/// Where a literal's text begins, if it is the same in the file as in the value.
struct Place {
    file: String,
    line: usize,
    column: usize,
    /// The bytes before the text: quote, `r` and `#`.
    open: usize,
}

impl Place {
    fn of(literal: &LitStr) -> Option<Self> {
        let token = literal.token().to_string();
        let open = token.find('"')? + 1;
        let close = token.rfind('"')?;
        if token.get(open..close) != Some(&*literal.value()) {
            return None;
        }
        let span: Span = literal.span();
        let start = span.start();
        Some(Self {
            file: span.file(),
            line: start.line,
            column: start.column + open,
            open,
        })
    }
}
