//! The options that say what a component may touch.

use std::path::PathBuf;

use clap::Args;
use wittgen_runtime::{ArtifactKey, Builder};

use crate::failure::Failure;

/// What a component may touch: nothing but what is named here.
#[derive(Args)]
#[command(next_help_heading = "What the component may touch")]
pub(crate) struct GrantArguments {
    /// Let it use a directory: GUEST is the path that it sees, HOST the directory meant.
    ///
    /// With `:ro` at the end it may only read. Repeat the option for several.
    #[arg(long = "dir", value_name = "GUEST=HOST[:ro]", value_parser = parse_dir)]
    dirs: Vec<DirGrant>,

    /// Set an environment variable. None of yours is visible to it.
    #[arg(long = "env", value_name = "NAME=VALUE", value_parser = parse_env)]
    env: Vec<(String, String)>,

    /// Let it connect by TCP to a name or address, and port.
    ///
    /// For example `example.org:443`, `10.0.0.0/8:5432`, `[::1]:80-90` or `192.0.2.7:*`. A name never stands for an
    /// address of this machine or its network: name those as addresses. Repeat the option for several.
    #[arg(long, value_name = "HOST:PORT")]
    tcp: Vec<String>,

    /// Let it exchange UDP datagrams with a name or address, and port.
    #[arg(long, value_name = "HOST:PORT")]
    udp: Vec<String>,

    /// Let it listen for TCP connections at an address of this machine.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen_tcp: Vec<String>,

    /// Let it wait for UDP datagrams at an address of this machine.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen_udp: Vec<String>,

    /// Give it the same random numbers each time.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,

    /// Let it use this much memory, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 512)]
    memory: usize,

    /// Compile the component anew and keep nothing in the cache.
    #[arg(long, help_heading = "Loading")]
    no_cache: bool,

    /// The key that an artifact (`.cwasm`) must be sealed with. Your own key unless named.
    #[arg(long, value_name = "FILE", help_heading = "Loading")]
    key: Option<PathBuf>,
}

/// A directory to grant.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DirGrant {
    guest: String,
    host: PathBuf,
    read_only: bool,
}

impl GrantArguments {
    /// Adds the grants to a builder.
    pub(crate) fn apply<W>(&self, mut builder: Builder<W>) -> Result<Builder<W>, Failure> {
        for DirGrant {
            guest,
            host,
            read_only,
        } in &self.dirs
        {
            builder = if *read_only {
                builder.read_only_dir(guest, host)
            } else {
                builder.dir(guest, host)
            };
        }
        for (name, value) in &self.env {
            builder = builder.env(name, value);
        }
        for peer in &self.tcp {
            builder = builder.tcp(peer);
        }
        for peer in &self.udp {
            builder = builder.udp(peer);
        }
        for address in &self.listen_tcp {
            builder = builder.listen_tcp(address);
        }
        for address in &self.listen_udp {
            builder = builder.listen_udp(address);
        }
        if let Some(seed) = self.seed {
            builder = builder.seed(seed);
        }
        if self.no_cache {
            builder = builder.no_cache();
        }
        if let Some(path) = &self.key {
            builder = builder.artifact_key(&ArtifactKey::read(path)?);
        }
        Ok(builder.memory_limit(self.memory.saturating_mul(1 << 20)))
    }
}

fn parse_dir(text: &str) -> Result<DirGrant, String> {
    let (guest, host) = text
        .split_once('=')
        .filter(|(guest, host)| !guest.is_empty() && !host.is_empty())
        .ok_or("it has no `=`; write `--dir /data=./data`")?;
    let (host, read_only) = match host.strip_suffix(":ro") {
        Some(host) => (host, true),
        None => (host.strip_suffix(":rw").unwrap_or(host), false),
    };
    Ok(DirGrant {
        guest: guest.into(),
        host: host.into(),
        read_only,
    })
}

fn parse_env(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("it has no `=`; write `--env NAME=value`")?;
    if name.is_empty() {
        return Err("there is no name before `=`; write `--env NAME=value`".into());
    }
    Ok((name.into(), value.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_are_read() {
        let grant = |guest: &str, host: &str, read_only| DirGrant {
            guest: guest.into(),
            host: host.into(),
            read_only,
        };
        assert_eq!(
            parse_dir("/data=./data"),
            Ok(grant("/data", "./data", false))
        );
        assert_eq!(
            parse_dir("/data=./data:ro"),
            Ok(grant("/data", "./data", true))
        );
        assert_eq!(
            parse_dir(r"/d=C:\x=y:rw"),
            Ok(grant("/d", r"C:\x=y", false))
        );
        assert!(
            parse_dir("./data")
                .unwrap_err()
                .contains("--dir /data=./data")
        );
        assert!(parse_dir("=x").is_err());
    }

    #[test]
    fn variables_are_read() {
        assert_eq!(parse_env("A=b=c"), Ok(("A".into(), "b=c".into())));
        assert_eq!(parse_env("A="), Ok(("A".into(), String::new())));
        assert!(parse_env("A").is_err() && parse_env("=b").is_err());
    }
}
