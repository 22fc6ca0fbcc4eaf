//! The folders that are there from the beginning, and the standard streams.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use crate::Mount;
use crate::bindings::exports::wasi::cli::{stderr, stdin, stdout};
use crate::bindings::exports::wasi::filesystem::preopens::{self, Descriptor as Handle};
use crate::bindings::exports::wasi::io::streams::{InputStream, OutputStream};
use crate::bindings::wasi::cli as host;
use crate::bindings::wasi::filesystem::preopens as granted;
use crate::bindings::wittgen::mount::files;
use crate::descriptor::Descriptor;
use crate::stream::{Input, Output};
use crate::tree::{Tree, compare};

impl preopens::Guest for Mount {
    /// The host's folders and what is inside. A folder of the host at the path of a mount gives way.
    fn get_directories() -> Vec<(Handle, String)> {
        let tree = Rc::new(Tree::new(files::mounts(), files::entries()));
        let is_mounted = |path: &str| {
            tree.mounts
                .iter()
                .any(|mount| compare(&mount.path, path).is_eq())
        };
        let host = granted::get_directories().into_iter();
        let host = host.filter(|(_, path)| !is_mounted(path.trim_end_matches('/')));
        let mut all: Vec<_> = host
            .map(|(descriptor, path)| (Handle::new(Descriptor::Host(descriptor)), path))
            .collect();
        all.extend(tree.mounts.iter().map(|mount| {
            let descriptor = Descriptor::Inside(Rc::clone(&tree), mount.folder);
            (Handle::new(descriptor), mount.path.clone())
        }));
        all
    }
}

impl stdin::Guest for Mount {
    fn get_stdin() -> InputStream {
        InputStream::new(Input::Host(host::stdin::get_stdin()))
    }
}

impl stdout::Guest for Mount {
    fn get_stdout() -> OutputStream {
        OutputStream::new(Output(host::stdout::get_stdout()))
    }
}

impl stderr::Guest for Mount {
    fn get_stderr() -> OutputStream {
        OutputStream::new(Output(host::stderr::get_stderr()))
    }
}
