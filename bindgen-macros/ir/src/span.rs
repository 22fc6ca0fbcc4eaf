//! Places in the text of WIT.

use std::ops::Range;

use wit_parser::SourceMap;

/// Where an item is declared. [`crate::World::locate`] makes text of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span(pub(crate) wit_parser::Span);

impl From<wit_parser::Span> for Span {
    fn from(span: wit_parser::Span) -> Self {
        Self(span)
    }
}

/// A place in text that stands in no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The bytes of the text that are meant.
    pub range: Range<usize>,
}

impl Excerpt {
    /// The place of `span`, where that is in the source called `name`.
    pub(crate) fn new(map: &SourceMap, span: wit_parser::Span, name: &str) -> Option<Self> {
        let location = map.resolve_span(span)?;
        (location.path == name).then_some(Self {
            range: location.range,
        })
    }
}
