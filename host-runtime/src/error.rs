//! What can go wrong on the host's side of a call.

use std::fmt;

/// A failure of the host: the component could not be loaded, or a call could not be run to its end.
///
/// What a function itself fails with, by returning WIT's `result`, is not one of these; see [`CallError`].
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    function: Option<String>,
    message: String,
    help: Option<String>,
    stderr: Option<String>,
    backtrace: Option<String>,
    /// Whether the instance can't be used any more.
    ends_instance: bool,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file of the component, or a directory to grant, can't be read.
    Read,
    /// Something can't be granted as it was written.
    BadGrant,
    /// The bytes are no component: something else, damaged, or invalid.
    Invalid,
    /// Machine code is not sealed with a key that is trusted here, or was changed after it was sealed.
    Untrusted,
    /// Machine code was compiled for other limits, by another version, or for another machine.
    Incompatible,
    /// The component has to be compiled, and this program was built without a compiler.
    NoCompiler,
    /// The component imports what nobody provides.
    MissingImport,
    /// The component lacks an export, or has it with another type.
    Mismatch,
    /// There is no function of that name, or its arguments don't fit.
    BadCall,
    /// The component trapped: it panicked, or did what WebAssembly forbids.
    Trap,
    /// The component needed more memory than it was given.
    OutOfMemory,
    /// The component needed a larger table than it was given.
    TableLimit,
    /// The component is made of more core instances, memories or tables than it may.
    InstanceLimit,
    /// The component held more resources than it may.
    ResourceLimit,
    /// The component handed more to the host at once than it may.
    TransferLimit,
    /// The component called itself more deeply than its stack allows.
    StackLimit,
    /// The component used up its fuel.
    FuelLimit,
    /// The call took longer than it may.
    Deadline,
    /// The component computed for longer than it may.
    CpuLimit,
    /// The call was cancelled.
    Cancelled,
    /// The component printed more than it may.
    OutputLimit,
    /// All instances of the pool were busy for as long as a call waits.
    Busy,
    /// The component ended itself with an exit status.
    Exit,
    /// An earlier call ended the instance.
    Gone,
    /// The host itself failed.
    Host,
}

impl ErrorKind {
    /// Whether the instance can't be used any more.
    pub fn ends_instance(self) -> bool {
        matches!(
            self,
            ErrorKind::Trap
                | ErrorKind::OutOfMemory
                | ErrorKind::TableLimit
                | ErrorKind::InstanceLimit
                | ErrorKind::ResourceLimit
                | ErrorKind::TransferLimit
                | ErrorKind::StackLimit
                | ErrorKind::FuelLimit
                | ErrorKind::Deadline
                | ErrorKind::CpuLimit
                | ErrorKind::Cancelled
                | ErrorKind::OutputLimit
                | ErrorKind::Exit
                | ErrorKind::Gone
        )
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            function: None,
            message: message.into(),
            help: None,
            stderr: None,
            backtrace: None,
            ends_instance: kind.ends_instance(),
        }))
    }

    /// A failure of a function that the host provides to a component, for the options that let one fail so
    /// (`trappable`). The call that the component was in the middle of ends with this error, and so does
    /// the instance.
    pub fn host(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::new(ErrorKind::Host, error.into().to_string())
    }

    /// The same error once more, for another who waits.
    pub(crate) fn share(&self) -> Self {
        Self(self.0.clone())
    }

    /// The same error, after which the instance can't be used.
    pub(crate) fn ending(mut self) -> Self {
        self.0.ends_instance = true;
        self
    }

    /// Whether the instance can't be used any more.
    pub(crate) fn ends_instance(&self) -> bool {
        self.0.ends_instance
    }

    /// The same error, which happened in the middle of something.
    pub(crate) fn during(mut self, what: &str) -> Self {
        self.0.message = format!("{what}, {}", self.0.message);
        self
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    pub(crate) fn with_function(mut self, function: impl Into<String>) -> Self {
        self.0.function = Some(function.into());
        self
    }

    /// Adds what a component said, to what another one has said that it called.
    pub(crate) fn with_stderr(mut self, stderr: String) -> Self {
        if !stderr.trim().is_empty() {
            self.0.stderr.get_or_insert_default().push_str(&stderr);
        }
        self
    }

    /// Adds calls, outside of those that it has.
    pub(crate) fn with_backtrace(mut self, backtrace: Option<String>) -> Self {
        if let Some(outer) = backtrace {
            let inner = self.0.backtrace.take();
            self.0.backtrace =
                Some(inner.map_or(outer.clone(), |inner| format!("{inner}\n{outer}")));
        }
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The function that was called, for example `wittgen:notes/store#search`.
    pub fn function(&self) -> Option<&str> {
        self.0.function.as_deref()
    }

    /// What went wrong, without the function, the help and what the guest said.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// The last lines that the component wrote to its standard error, with a panic's message among them.
    pub fn stderr(&self) -> Option<&str> {
        self.0.stderr.as_deref()
    }

    /// The calls inside the component at the moment of a trap, the innermost first.
    pub fn backtrace(&self) -> Option<&str> {
        self.0.backtrace.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        if let Some(function) = &inner.function {
            write!(f, "`{function}`: ")?;
        }
        f.write_str(&inner.message)?;
        if let Some(stderr) = &inner.stderr {
            write!(f, "\nthe component said: {}", stderr.trim_end())?;
        }
        if let Some(help) = &inner.help {
            write!(f, "\nhelp: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)?;
        if let Some(backtrace) = &self.0.backtrace {
            write!(f, "\n{backtrace}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// The beginning of a text that others made and may have made long, for a message.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 120;
    match text.char_indices().nth(LONGEST) {
        None => text.to_string(),
        Some((end, _)) => format!("{}..", &text[..end]),
    }
}

/// Why a function that returns WIT's `result` gave no value.
///
/// `Debug` writes what it holds and nothing around it: that is what `main` prints of an error that it returns.
pub enum CallError<E> {
    /// The function ran, and failed with this.
    Guest(E),
    /// The function could not be run to its end.
    Host(Error),
}

impl<E> CallError<E> {
    /// What the function failed with, if it ran.
    pub fn guest(&self) -> Option<&E> {
        match self {
            CallError::Guest(error) => Some(error),
            CallError::Host(_) => None,
        }
    }

    /// Why the function could not be run, if it was not.
    pub fn host(&self) -> Option<&Error> {
        match self {
            CallError::Guest(_) => None,
            CallError::Host(error) => Some(error),
        }
    }
}

impl<E> From<Error> for CallError<E> {
    fn from(error: Error) -> Self {
        CallError::Host(error)
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CallError::Guest(error) => error.fmt(f),
            CallError::Host(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CallError::Guest(error) => error.fmt(f),
            CallError::Host(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for CallError<E> {}

/// What a function whose type is `result<T>` fails with: it says no more than that it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unexplained;

impl From<()> for Unexplained {
    fn from((): ()) -> Self {
        Unexplained
    }
}

impl fmt::Display for Unexplained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the function failed without saying why")
    }
}

impl std::error::Error for Unexplained {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_word_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }
}
