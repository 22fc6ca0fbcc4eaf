//! The options that give one part of a composition less than the rest.

use clap::Args;
use wittgen_composer::{Compose, Restriction, RestrictionError};

/// What single parts get less of. What makes it hold is inside the result, so it holds wherever the
/// result runs.
#[derive(Args)]
#[command(next_help_heading = "What single parts may touch")]
pub(super) struct RestrictArguments {
    /// Deny an import to a part: `notes=wasi:sockets`, or one interface, `notes=wasi:sockets/tcp`.
    #[arg(long, value_name = "PART=IMPORT", value_parser = parse_deny)]
    deny: Vec<(String, Restriction)>,

    /// Give a part this environment variable, and none but those named like this.
    #[arg(long, value_name = "PART:NAME=VALUE", value_parser = parse_env)]
    env: Vec<(String, Restriction)>,

    /// Give a part this entry of its configuration (`wasi:config`), and none but those named like this.
    #[arg(long, value_name = "PART:KEY=VALUE", value_parser = parse_config)]
    config: Vec<(String, Restriction)>,

    /// Put the files of a folder into the result, for a part to read at a path.
    #[arg(long, value_name = "PART:/PATH=FOLDER[:ro]", value_parser = parse_mount)]
    mount: Vec<(String, Restriction)>,
}

impl RestrictArguments {
    /// Adds the restrictions.
    pub(super) fn apply(&self, compose: Compose) -> Compose {
        let all = [&self.deny, &self.env, &self.config, &self.mount];
        all.into_iter()
            .flatten()
            .fold(compose, |compose, (part, restriction)| {
                compose.restrict(part, restriction.clone())
            })
    }
}

type Parsed = Result<(String, Restriction), String>;

fn parse_deny(text: &str) -> Parsed {
    parse(text, '=', "notes=wasi:sockets", Restriction::deny)
}

fn parse_env(text: &str) -> Parsed {
    parse(text, ':', "notes:LANG=en", Restriction::environment)
}

fn parse_config(text: &str) -> Parsed {
    parse(text, ':', "notes:level=3", Restriction::configuration)
}

fn parse_mount(text: &str) -> Parsed {
    parse(text, ':', "notes:/assets=./assets", Restriction::mount)
}

/// Splits the part's name off.
fn parse(
    text: &str,
    separator: char,
    example: &str,
    read: impl Fn(&str) -> Result<Restriction, RestrictionError>,
) -> Parsed {
    let (part, rest) = text
        .split_once(separator)
        .filter(|(part, _)| !part.is_empty())
        .ok_or_else(|| format!("it does not say for which part; write it like `{example}`"))?;
    match read(rest) {
        Ok(restriction) => Ok((part.to_owned(), restriction)),
        Err(error) => Err(error.to_string().replace("\nhelp: ", "; ")),
    }
}
