//! A name as WIT writes it, and its usual spellings in target languages.
//!
//! Keywords are each target's own business; none are known here.

use std::fmt;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// A kebab-case name of WIT, and the identifier that stands for it where one was chosen.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    wit: String,
    chosen: Option<String>,
}

impl Name {
    /// The name as WIT has it, without the `%` that escapes keywords there.
    pub fn new(wit: impl Into<String>) -> Self {
        Self {
            wit: wit.into(),
            chosen: None,
        }
    }

    /// The same name of WIT, spelt `ident` in target languages wherever `ident` has the case that is asked for.
    pub fn renamed(&self, ident: impl Into<String>) -> Self {
        Self {
            wit: self.wit.clone(),
            chosen: Some(ident.into()),
        }
    }

    /// As in WIT: `last-insert-rowid`.
    pub fn wit(&self) -> &str {
        &self.wit
    }

    /// As a function or module: `last_insert_rowid`.
    pub fn snake(&self) -> String {
        self.spell(
            |ident| !ident.contains(char::is_uppercase),
            str::to_snake_case,
        )
    }

    /// As a type: `LastInsertRowid`.
    pub fn camel(&self) -> String {
        self.spell(
            |ident| ident.starts_with(char::is_uppercase) && !ident.contains('_'),
            str::to_upper_camel_case,
        )
    }

    /// As a constant: `LAST_INSERT_ROWID`.
    pub fn shouty(&self) -> String {
        self.spell(
            |ident| !ident.contains(char::is_lowercase),
            str::to_shouty_snake_case,
        )
    }

    /// A chosen identifier is left as it is where it has the right case: heck would make `HTTPServer` `HttpServer`.
    fn spell(&self, fits: impl Fn(&str) -> bool, convert: impl Fn(&str) -> String) -> String {
        match &self.chosen {
            Some(ident) if fits(ident) => ident.clone(),
            Some(ident) => convert(ident),
            None => convert(&self.wit),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.wit)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.wit)
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn a_chosen_identifier_keeps_its_letters() {
        let name = Name::new("http-server").renamed("HTTPServer");
        assert_eq!(name.camel(), "HTTPServer");
        assert_eq!(name.snake(), "http_server");
        assert_eq!(name.wit(), "http-server");
        let name = Name::new("add").renamed("add_2d");
        assert_eq!(name.snake(), "add_2d");
        assert_eq!(Name::new("add-all").camel(), "AddAll");
    }
}
