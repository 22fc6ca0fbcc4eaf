//! Why the file system refused something, in words.
//!
//! SQLite's own messages name no file; the latest failure is kept here, so that an error can
//! say which file it was and why. Nothing here decides on a result code: `crate::ffi` does.

use std::cell::RefCell;
use std::fmt;

use wasip2::filesystem::types::ErrorCode;

thread_local! {
    static LATEST: RefCell<Option<Failure>> = const { RefCell::new(None) };
}

/// What the file system said no to.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    path: String,
    cause: Cause,
}

/// Why it said no.
#[derive(Clone, Debug)]
pub(crate) enum Cause {
    /// Another connection of this component has the file.
    BusyHere,
    /// Another instance or process has the file.
    BusyElsewhere,
    /// The path is not absolute.
    Relative,
    /// The path lies in none of these granted directories.
    Outside(Vec<String>),
    /// A symbolic link leads out of the granted directories, or in circles.
    Link(String),
    /// There is a directory of this name.
    Directory,
    /// The connection only reads.
    ReadOnly,
    /// Anything else.
    System(ErrorCode),
}

impl Failure {
    /// A failure at `path`, kept as the latest one.
    pub(crate) fn new(path: &str, cause: Cause) -> Self {
        let failure = Self {
            path: path.to_owned(),
            cause,
        };
        LATEST.with(|latest| *latest.borrow_mut() = Some(failure.clone()));
        failure
    }

    /// A failure that the host reported.
    pub(crate) fn system(path: &str, code: ErrorCode) -> Self {
        let cause = match code {
            ErrorCode::Busy | ErrorCode::WouldBlock => Cause::BusyElsewhere,
            ErrorCode::IsDirectory => Cause::Directory,
            code => Cause::System(code),
        };
        Self::new(path, cause)
    }

    /// Why.
    pub(crate) fn cause(&self) -> &Cause {
        &self.cause
    }

    /// Whether the host does not let this component write there.
    pub(crate) fn is_denied(&self) -> bool {
        use ErrorCode::{Access, NotPermitted, ReadOnly};
        matches!(
            self.cause,
            Cause::System(Access | NotPermitted | ReadOnly) | Cause::ReadOnly
        )
    }

    /// Takes the latest failure, if there was one since `forget`.
    pub(crate) fn take_latest() -> Option<Self> {
        LATEST.with(|latest| latest.borrow_mut().take())
    }

    /// Forgets the latest failure; done when a call begins.
    pub(crate) fn forget() {
        LATEST.with(|latest| *latest.borrow_mut() = None);
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.cause {
            Cause::BusyHere => write!(f, "`{path}` is in use by another connection"),
            Cause::BusyElsewhere => {
                write!(f, "`{path}` is in use by another process or instance")
            }
            Cause::Relative => {
                write!(
                    f,
                    "`{path}` is not an absolute path; write it like `/data/{path}`"
                )
            }
            Cause::Outside(granted) if granted.is_empty() => {
                write!(f, "`{path}` is out of reach: no directory is granted")
            }
            Cause::Outside(granted) => {
                let granted = granted.join("`, `");
                write!(
                    f,
                    "`{path}` is not inside a granted directory (`{granted}`)"
                )
            }
            Cause::Link(target) => {
                write!(
                    f,
                    "`{path}` is a link to `{target}`, which can't be followed"
                )
            }
            Cause::Directory => write!(f, "`{path}` is a directory, not a file"),
            Cause::ReadOnly => write!(f, "`{path}` was opened for reading only"),
            Cause::System(code) => write!(f, "`{path}`: {}", reason(*code)),
        }
    }
}

/// The host's error code as a phrase.
fn reason(code: ErrorCode) -> String {
    let phrase = match code {
        ErrorCode::NoEntry => "no such file or directory",
        ErrorCode::NotDirectory => "a part of the path is not a directory",
        ErrorCode::NotPermitted => "not permitted (denied by the host, or outside what it granted)",
        ErrorCode::Access => "permission denied",
        ErrorCode::ReadOnly => "the file system is read-only",
        ErrorCode::InsufficientSpace => "no space left on the disk",
        ErrorCode::Quota => "the disk quota is used up",
        ErrorCode::FileTooLarge => "the file would be larger than allowed",
        ErrorCode::Loop => "too many symbolic links",
        ErrorCode::NameTooLong => "the name is too long",
        ErrorCode::InsufficientMemory => "the host has no memory left",
        ErrorCode::Io => "input or output failed",
        other => return format!("the host reported `{}`", other.name()),
    };
    phrase.to_owned()
}
