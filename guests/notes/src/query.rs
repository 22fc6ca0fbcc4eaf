//! The language of search queries, and what it means to SQLite's full-text search.
//!
//! Words and phrases in quotes are looked for, all of them; `-` leaves out what has one, `tag:`
//! keeps to a tag. Nothing in a query reaches SQLite as anything but a quoted string, so that none
//! of FTS5's own operators can be meant by accident.

use std::str::FromStr;

/// A query that was understood.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Query {
    /// An FTS5 expression that must match, if words are looked for.
    pub(crate) wanted: Option<String>,
    /// An FTS5 expression that must not match, if words are left out.
    pub(crate) unwanted: Option<String>,
    /// Tags that a note must have.
    pub(crate) tags: Vec<String>,
    /// Tags that it must not have.
    pub(crate) unwanted_tags: Vec<String>,
}

impl FromStr for Query {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.contains('\0') {
            return Err("a query can't contain a zero byte".to_owned());
        }
        let mut query = Self::default();
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (negative, term) = match rest.strip_prefix('-') {
                Some(term) => (true, term),
                None => (false, rest),
            };
            rest = if let Some(tag) = term.strip_prefix("tag:") {
                let (tag, _, rest) = split(tag)?;
                if tag.trim().is_empty() {
                    return Err("`tag:` needs a tag, as in `tag:home`".to_owned());
                }
                let tags = if negative {
                    &mut query.unwanted_tags
                } else {
                    &mut query.tags
                };
                tags.push(tag.trim().to_owned());
                rest
            } else {
                let (words, quoted, rest) = split(term)?;
                let expressions = if negative { &mut unwanted } else { &mut wanted };
                expressions.push(expression(words, quoted)?);
                rest
            }
            .trim_start();
        }
        query.wanted = (!wanted.is_empty()).then(|| wanted.join(" AND "));
        query.unwanted = (!unwanted.is_empty()).then(|| unwanted.join(" OR "));
        if query == Self::default() {
            return Err("there is nothing to search for".to_owned());
        }
        Ok(query)
    }
}

/// Takes one word or quoted phrase off the front: its text, whether it was quoted, and the rest.
fn split(text: &str) -> Result<(&str, bool, &str), String> {
    if let Some(text) = text.strip_prefix('"') {
        let (phrase, rest) = text
            .split_once('"')
            .ok_or("a quotation mark is not closed")?;
        return Ok((phrase, true, rest));
    }
    let end = text
        .find(|c: char| c.is_whitespace() || c == '"')
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    Ok((word, false, rest))
}

/// A quoted string of FTS5: a phrase as it is, a word by its beginning.
fn expression(words: &str, quoted: bool) -> Result<String, String> {
    if !words.contains(char::is_alphanumeric) {
        return Err(format!("`{words}` has no letter or digit to search for"));
    }
    let beginning = if quoted { "" } else { " *" };
    Ok(format!("\"{}\"{beginning}", words.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Query {
        text.parse().expect(text)
    }

    #[test]
    fn words_are_looked_for_by_their_beginnings() {
        assert_eq!(
            parse("oat  mil").wanted.as_deref(),
            Some(r#""oat" * AND "mil" *"#)
        );
        assert_eq!(
            parse(" \"oat milk\" ").wanted.as_deref(),
            Some(r#""oat milk""#)
        );
    }

    #[test]
    fn operators_of_fts5_are_words() {
        assert_eq!(
            parse("a NEAR(b) OR^").wanted.as_deref(),
            Some(r#""a" * AND "NEAR(b)" * AND "OR^" *"#)
        );
        assert_eq!(parse("text:a*").wanted.as_deref(), Some(r#""text:a*" *"#));
        assert_eq!(
            parse(r#"a"b"c"#).wanted.as_deref(),
            Some(r#""a" * AND "b" AND "c" *"#)
        );
    }

    #[test]
    fn words_and_tags_can_be_left_out() {
        let query = parse(r#"milk -soy -"rice milk" tag:home -tag:"not now""#);
        assert_eq!(query.wanted.as_deref(), Some(r#""milk" *"#));
        assert_eq!(query.unwanted.as_deref(), Some(r#""soy" * OR "rice milk""#));
        assert_eq!(query.tags, ["home"]);
        assert_eq!(query.unwanted_tags, ["not now"]);
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for text in [
            "",
            "  ",
            "-",
            "--",
            "tag:",
            "tag:\" \"",
            "\"open",
            "!?",
            "a\0b",
            "\"\"",
        ] {
            assert!(text.parse::<Query>().is_err(), "`{text}`");
        }
    }
}
