//! What a component could ask for, with the options that grant it.

use std::fmt::Write as _;

use serde::Serialize;
use wittgen_composer::{Area, Need};

/// An area's imports and what grants them, for a program to read.
#[derive(Serialize)]
pub(crate) struct GrantedBy {
    #[serde(flatten)]
    need: Need,
    granted_by: &'static str,
}

/// How `wittgen run` and `wittgen call` grant an area.
pub(crate) fn granted_by(area: Area) -> &'static str {
    match area {
        Area::Files => "`--dir GUEST=HOST`, with `:ro` for reading only; no file without",
        Area::Network => {
            "`--tcp` and `--udp HOST:PORT`, `--listen-tcp` and `--listen-udp ADDRESS:PORT`"
        }
        Area::Environment => "`--env NAME=VALUE`; arguments of `wittgen run` come after `--`",
        Area::Streams => "`wittgen run`, which connects its own; `call` does not",
        Area::Clocks => "always there; the time of day in whole seconds",
        Area::Random => "always there; the same each time with `--seed NUMBER`",
        Area::Exit => "always there: it ends the component alone",
        Area::Io => "always there: what the other areas speak in",
        Area::Http => "`--http https://HOST/PATH`, as client; no server without",
        Area::Config => "`--config KEY=VALUE`; no key has a value without",
        Area::KeyValue => "`--key-value NAME` in memory, or `NAME=FILE`; no store without",
        Area::OtherWasi => "a component that exports it, linked with `wittgen compose`",
        _ => "a component that exports it, linked with `wittgen compose`, or the host's own code",
    }
}

/// The needs, each with what grants it.
pub(crate) fn with_grants(needs: Vec<Need>) -> Vec<GrantedBy> {
    let granted = |need: Need| GrantedBy {
        granted_by: granted_by(need.area),
        need,
    };
    needs.into_iter().map(granted).collect()
}

/// The needs in words.
pub(crate) fn describe(name: &str, needs: &[Need]) -> String {
    if needs.is_empty() {
        return format!("{name} imports nothing, so it can ask for nothing\n");
    }
    let mut text = format!("{name} could ask for\n");
    for need in needs {
        let _ = writeln!(text, "\n{}: {}", need.area, granted_by(need.area));
        for import in &need.imports {
            let _ = writeln!(text, "  {import}");
        }
    }
    text
}
