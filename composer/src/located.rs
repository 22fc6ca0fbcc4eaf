//! Where in a text an error is.

use std::fmt;
use std::ops::Range;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The bytes of it.
    pub span: Range<usize>,
    /// The line in which it begins, counted from 1.
    pub line: usize,
    /// The character of that line at which it begins, counted from 1.
    pub column: usize,
}

impl Place {
    /// The place of these bytes in `text`.
    #[must_use]
    pub fn new(text: &str, span: Range<usize>) -> Self {
        let mut start = span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            span,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// An error in a text, with its place.
///
/// Displayed as `line 3, column 5: what is wrong`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<E> {
    /// Where; nothing where all of the text is meant.
    pub place: Option<Place>,
    /// What is wrong.
    pub error: Box<E>,
}

impl<E> Located<E> {
    /// An error at these bytes of `text`.
    pub fn new(text: &str, span: Range<usize>, error: impl Into<E>) -> Self {
        Self {
            place: Some(Place::new(text, span)),
            error: Box::new(error.into()),
        }
    }

    /// The same place with another error.
    pub fn map<F>(self, f: impl FnOnce(E) -> F) -> Located<F> {
        Located {
            place: self.place,
            error: Box::new(f(*self.error)),
        }
    }
}

impl<E> From<E> for Located<E> {
    fn from(error: E) -> Self {
        Self {
            place: None,
            error: Box::new(error),
        }
    }
}

impl<E: fmt::Display> fmt::Display for Located<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        self.error.fmt(f)
    }
}

impl<E: std::error::Error> std::error::Error for Located<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn lines_and_columns_are_counted_from_one_in_characters() {
        let text = "a\nüb\n";
        let place = Place::new(text, 4..5);
        assert_eq!((place.line, place.column), (2, 2));
        assert_eq!(Place::new(text, 0..1).to_string(), "line 1, column 1");
    }
}
