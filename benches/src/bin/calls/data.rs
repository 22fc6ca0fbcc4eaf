//! What is sent.

/// How many records.
pub(crate) const ITEMS: usize = 1_000;

/// A text of so many bytes, not all of it ASCII.
pub(crate) fn text(bytes: usize) -> String {
    let mut text = "buy oat milk, á ".repeat(bytes.div_ceil(17));
    while text.len() > bytes {
        text.pop();
    }
    // The last letter may have been one of two bytes.
    text.extend(std::iter::repeat_n('.', bytes - text.len()));
    text
}

/// Bytes of all values.
pub(crate) fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|index| (index * 31 >> 3) as u8).collect()
}

/// A record's parts: its number, text, score and tags.
pub(crate) type Parts = (u64, String, f64, Vec<String>);

/// The records, each made by `make` of its parts.
pub(crate) fn items<T>(make: impl Fn(Parts) -> T) -> Vec<T> {
    (0..ITEMS as u64)
        .map(|id| {
            let text = format!("note {id}: buy oat milk and \"bread\"");
            let tags = vec!["home".to_owned(), format!("week-{}", id % 52)];
            make((id * 1_000_003, text, id as f64 / 7.0, tags))
        })
        .collect()
}
