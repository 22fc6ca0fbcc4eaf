//! The options that say what a component may touch.

mod announcement;
mod parse;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use clap::Args;
use wittgen_runtime::{ArtifactKey, Builder, Dynamic, KeyValue};

use crate::failure::{Class, Failure};
use crate::limit::LimitArguments;
use crate::output;
use crate::progress::Later;
use announcement::Announcement;
use parse::{DirGrant, KeyValueGrant, parse_config, parse_dir, parse_env, parse_key_value};

/// What a component may touch: nothing but what is named here.
#[derive(Args)]
#[command(next_help_heading = "What the component may touch")]
pub(crate) struct GrantArguments {
    /// Grant and limit what a manifest says: the parts `[grants]` and `[limits]` of a `wittgen.toml`.
    ///
    /// It is read only where this names it. Host paths in it are relative to it. The options beside are granted
    /// too; a limit given here takes the place of the manifest's.
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,

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

    /// Let it send requests to HTTP servers.
    ///
    /// For example `https://api.example.org`, `https://*.example.org/v1/*` or `http://127.0.0.1:8080`. A name never stands
    /// for an address of this machine or its network: name those as addresses. Methods and sizes are bounded in
    /// a manifest. Repeat the option for several.
    #[arg(long, value_name = "URL")]
    http: Vec<String>,

    /// Trust the authorities in a PEM file for `https`, beside those that browsers trust.
    #[arg(long, value_name = "FILE")]
    http_root_certificate: Vec<PathBuf>,

    /// Give it a configuration value (`wasi:config`).
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_config)]
    config: Vec<(String, String)>,

    /// Let it use a key-value store (`wasi:keyvalue`): empty and in memory, or kept in FILE.
    ///
    /// With `:ro` at the end it may only read. Repeat the option for several.
    #[arg(long, value_name = "NAME[=FILE[:ro]]", value_parser = parse_key_value)]
    key_value: Vec<KeyValueGrant>,

    /// Let it see the wall clock in full instead of in whole seconds.
    #[arg(long)]
    precise_clock: bool,

    /// Stop its clocks, the wall clock at so many seconds after the beginning of 1970.
    #[arg(long, value_name = "SECONDS", conflicts_with = "precise_clock")]
    stopped_clock: Option<u32>,

    /// Give it the same random numbers each time.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,

    /// Print to standard error what is granted and how much it may use, before the component runs.
    #[arg(long, alias = "print-limits")]
    print_grants: bool,

    #[command(flatten)]
    limits: LimitArguments,

    /// Satisfy its imports with what another component exports, which runs beside it with the same grants and limits of
    /// its own.
    ///
    /// `wittgen compose` makes one component of the two, which is faster; this needs no file in between. Repeat the
    /// option for several: a later one may import what those before it export.
    #[arg(long = "link", value_name = "FILE", help_heading = "Loading")]
    links: Vec<PathBuf>,

    /// Compile the component anew and keep nothing in the cache.
    #[arg(long, help_heading = "Loading")]
    no_cache: bool,

    /// The key that an artifact (`.cwasm`) must be sealed with. Your own key unless named.
    #[arg(long, value_name = "FILE", help_heading = "Loading")]
    key: Option<PathBuf>,
}

impl GrantArguments {
    /// Adds what is linked to a builder.
    pub(crate) fn link<W>(&self, builder: Builder<W>) -> Result<Builder<W>, Failure> {
        let mut providers: Vec<Dynamic> = Vec::new();
        for path in &self.links {
            let builder = self.apply(Dynamic::builder())?;
            let builder = providers.iter().fold(builder, Builder::link);
            let compiling = Later::default();
            let spinner = compiling.clone();
            let builder =
                builder.on_compile(move || spinner.start("compiling what is linked, once"));
            let provider = builder.load(path);
            compiling.end();
            providers.push(provider?);
        }
        Ok(providers.iter().fold(builder, Builder::link))
    }

    /// Adds the grants and limits to a builder.
    pub(crate) fn apply<W>(&self, mut builder: Builder<W>) -> Result<Builder<W>, Failure> {
        if let Some(manifest) = &self.manifest {
            builder = builder.manifest(manifest)?;
        }
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
        builder = self.apply_services(builder)?;
        if self.precise_clock {
            builder = builder.precise_clock();
        }
        if let Some(seconds) = self.stopped_clock {
            let since = Duration::from_secs(seconds.into());
            builder = builder.stopped_clock(SystemTime::UNIX_EPOCH + since);
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
        Ok(self.limits.apply(builder))
    }

    fn apply_services<W>(&self, mut builder: Builder<W>) -> Result<Builder<W>, Failure> {
        for servers in &self.http {
            builder = builder.http(servers);
        }
        for path in &self.http_root_certificate {
            let pem = std::fs::read(path).map_err(|error| {
                let message = format!("cannot read `{}`: {error}", path.display());
                Failure::new(Class::File, message)
            })?;
            builder = builder.http_root_certificate(pem);
        }
        for (key, value) in &self.config {
            builder = builder.config(key, value);
        }
        for grant in &self.key_value {
            let mut store = match &grant.file {
                None => KeyValue::memory(),
                Some(file) => KeyValue::file(file)?,
            };
            if grant.read_only {
                store = store.read_only();
            }
            builder = builder.key_value(&grant.name, store);
        }
        Ok(builder)
    }

    /// Prints what is granted and the limits, where that is asked for.
    pub(crate) fn announce<W>(&self, builder: &Builder<W>, json: bool) -> Result<(), Failure> {
        if !self.print_grants {
            return Ok(());
        }
        let text = match json {
            true => output::to_json(&Announcement::of(builder))?,
            false => Announcement::of(builder).to_string(),
        };
        eprint!("{text}");
        Ok(())
    }
}
