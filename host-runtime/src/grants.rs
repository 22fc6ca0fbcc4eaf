//! The methods of [`Builder`] that grant.

use std::path::PathBuf;
use std::time::SystemTime;

use crate::Builder;
use crate::clock::Clock;
use crate::grant::{Access, Dir, Grants};
use crate::output::{Input, Output};

/// Grants. Nothing else can be touched.
impl<W> Builder<W> {
    /// Grants reading and writing in the directory `host` and below it; the component sees it as `guest`.
    pub fn dir(self, guest: impl Into<String>, host: impl Into<PathBuf>) -> Self {
        self.dir_with(guest, host, Access::ReadWrite)
    }

    /// Grants reading in the directory `host` and below it; the component sees it as `guest`.
    pub fn read_only_dir(self, guest: impl Into<String>, host: impl Into<PathBuf>) -> Self {
        self.dir_with(guest, host, Access::ReadOnly)
    }

    /// Grants `access` to the directory `host` and to what is below it; the component sees it as `guest`.
    pub fn dir_with(
        mut self,
        guest: impl Into<String>,
        host: impl Into<PathBuf>,
        access: Access,
    ) -> Self {
        self.grants.dirs.push(Dir {
            guest: guest.into(),
            host: host.into(),
            access,
        });
        self
    }

    /// Sets an environment variable of the component. None of the host's is visible to it.
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.grants.env.push((name.into(), value.into()));
        self
    }

    /// Sets the component's arguments, of which the first is by custom the program's name.
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.grants.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Lets the component use the host's standard input, output and error.
    pub fn inherit_stdio(self) -> Self {
        self.stdin(Input::inherit())
            .stdout(Output::stdout())
            .stderr(Output::stderr())
    }

    /// Lets the component write to the host's standard error.
    pub fn inherit_stderr(self) -> Self {
        self.stderr(Output::stderr())
    }

    /// What the component reads from its standard input: nothing unless set.
    pub fn stdin(mut self, input: Input) -> Self {
        self.grants.stdin = input;
        self
    }

    /// Where the component's standard output goes: nowhere unless set.
    pub fn stdout(mut self, output: Output) -> Self {
        self.grants.stdout = output;
        self
    }

    /// Where the component's standard error goes: nowhere unless set. Its end is part of errors either way.
    pub fn stderr(mut self, output: Output) -> Self {
        self.grants.stderr = output;
        self
    }

    /// Makes random numbers the same each time, all of an instance following from `seed`: for tests and
    /// replays. Whoever knows the seed knows them, so they are no secret.
    pub fn seed(mut self, seed: u64) -> Self {
        self.grants.seed = Some(seed);
        self
    }

    /// Grants TCP connections to a name or address, and port: `example.org:443`, `10.0.0.0/8:5432`, `[::1]:80-90`,
    /// `192.0.2.7:*`.
    ///
    /// A name stands for the addresses that the component's look-up of it gives, and never for one of the
    /// machine itself or its own network (loopback, private, link-local and the like), whatever the name's
    /// server says: those are granted as addresses. No other names can be looked up.
    pub fn tcp(mut self, peer: impl Into<String>) -> Self {
        self.grants.network.tcp.push(peer.into());
        self
    }

    /// Grants UDP datagrams to and from a name or address, and port, written as for [`Builder::tcp`].
    pub fn udp(mut self, peer: impl Into<String>) -> Self {
        self.grants.network.udp.push(peer.into());
        self
    }

    /// Grants listening for TCP connections, from anybody, at one of the machine's addresses: `127.0.0.1:8080`, or
    /// `0.0.0.0:8080` for all of them.
    pub fn listen_tcp(mut self, address: impl Into<String>) -> Self {
        self.grants.network.listen_tcp.push(address.into());
        self
    }

    /// Grants UDP datagrams from and to anybody, at one of the machine's addresses.
    pub fn listen_udp(mut self, address: impl Into<String>) -> Self {
        self.grants.network.listen_udp.push(address.into());
        self
    }

    /// Lets the component see the wall clock in full instead of in whole seconds.
    pub fn precise_clock(mut self) -> Self {
        self.grants.clock = Clock::Precise;
        self
    }

    /// Stops the component's clocks: the wall clock at this time, the monotonic one at zero. With a [`Builder::seed`], the
    /// component does the same each time; without a clock it can't time what it shares with others. Waiting
    /// still takes its time.
    pub fn stopped_clock(mut self, at: SystemTime) -> Self {
        self.grants.clock = Clock::Stopped(at);
        self
    }

    /// What has been granted so far.
    pub fn grants(&self) -> &Grants {
        &self.grants
    }
}
