//! What a command fails with: the class of the failure, which is the exit status, and its text.

use std::fmt;
use std::ops::Range;
use std::process::ExitCode;

use miette::{Diagnostic, LabeledSpan, MietteHandlerOpts, NamedSource, Report, SourceCode};
use wittgen_composer::{
    ComposeError, DiffError, EncodeError, InspectError, PlugError, ReadError, TargetsError,
    WitError,
};
use wittgen_emit::EmitError;
use wittgen_runtime::ErrorKind;

/// The classes of failures, by exit status. The command's help lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// The component's function returned a failure.
    Guest = 1,
    /// The command was used wrongly.
    Usage = 2,
    /// The input is not what it should be.
    Input = 3,
    /// A file or directory can't be read or written.
    File = 4,
    /// The component ended abnormally.
    Trap = 5,
    /// A comparison found what it was to fail at.
    Breaking = 6,
}

impl From<Class> for ExitCode {
    fn from(class: Class) -> Self {
        ExitCode::from(class as u8)
    }
}

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub(crate) struct Failure {
    class: Class,
    message: String,
    help: Option<String>,
    snippet: Option<Box<Snippet>>,
}

/// The place of a text that is wrong.
#[derive(Debug)]
struct Snippet {
    text: NamedSource<String>,
    span: Range<usize>,
}

impl Failure {
    /// A failure with this text. What follows `help: ` at the beginning of a line is the help.
    pub(crate) fn new(class: Class, text: impl Into<String>) -> Self {
        let text = text.into();
        match text.split_once("\nhelp: ") {
            Some((message, help)) => Self {
                class,
                message: message.into(),
                help: Some(help.into()),
                snippet: None,
            },
            None => Self {
                class,
                message: text,
                help: None,
                snippet: None,
            },
        }
    }

    /// Prints the failure and gives the exit status.
    pub(crate) fn report(self) -> ExitCode {
        let class = self.class;
        eprintln!("{:?}", Report::new(self));
        class.into()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl Diagnostic for Failure {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        let snippet = self.snippet.as_ref()?;
        Some(&snippet.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let snippet = self.snippet.as_ref()?;
        let label = LabeledSpan::new_with_span(None, snippet.span.clone());
        Some(Box::new(std::iter::once(label)))
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let class = match error {
            ReadError::TooLarge { .. } | ReadError::Wit { .. } => Class::Input,
            _ => Class::File,
        };
        Self::new(class, error.to_string())
    }
}

impl From<ComposeError> for Failure {
    fn from(error: ComposeError) -> Self {
        let class = match &error {
            ComposeError::NoFile
            | ComposeError::NoRoot { .. }
            | ComposeError::Beside { .. }
            | ComposeError::Said { .. } => Class::Usage,
            ComposeError::Plug(error) if matches!(**error, PlugError::NoPart { .. }) => {
                Class::Usage
            }
            ComposeError::Write { .. } => Class::File,
            _ => match error.read_error() {
                Some(ReadError::TooLarge { .. } | ReadError::Wit { .. }) | None => Class::Input,
                Some(_) => Class::File,
            },
        };
        let Some((path, text, place, message)) = error.in_text() else {
            return Self::new(class, error.to_string());
        };
        let snippet = Snippet {
            text: NamedSource::new(path.to_string_lossy(), text.to_owned()),
            span: place.span.clone(),
        };
        Self {
            snippet: Some(Box::new(snippet)),
            ..Self::new(class, message)
        }
    }
}

impl From<EncodeError> for Failure {
    fn from(error: EncodeError) -> Self {
        Self::new(Class::Input, error.to_string())
    }
}

impl From<InspectError> for Failure {
    fn from(error: InspectError) -> Self {
        Self::new(Class::Input, error.to_string())
    }
}

impl From<WitError> for Failure {
    fn from(error: WitError) -> Self {
        let class = match &error {
            WitError::Io { .. } => Class::File,
            WitError::NoWorld { .. }
            | WitError::SeveralWorlds { .. }
            | WitError::SeveralPackages { .. } => Class::Usage,
            _ => Class::Input,
        };
        match error {
            WitError::Read(error) => error.into(),
            error => Self::new(class, error.to_string()),
        }
    }
}

impl From<TargetsError> for Failure {
    fn from(error: TargetsError) -> Self {
        match error {
            TargetsError::Wit(error) => error.into(),
            error => Self::new(Class::Input, error.to_string()),
        }
    }
}

impl From<DiffError> for Failure {
    fn from(error: DiffError) -> Self {
        Self::new(Class::Input, error.to_string())
    }
}

impl From<EmitError> for Failure {
    fn from(error: EmitError) -> Self {
        let class = match &error {
            EmitError::Wit(wittgen_ir::Error::Read { .. }) => Class::File,
            EmitError::Options(_)
            | EmitError::Wit(
                wittgen_ir::Error::Features { .. } | wittgen_ir::Error::World { .. },
            ) => Class::Usage,
            _ => Class::Input,
        };
        Self::new(class, error.to_string())
    }
}

impl From<wittgen_runtime::Error> for Failure {
    fn from(error: wittgen_runtime::Error) -> Self {
        let class = match error.kind() {
            ErrorKind::Read => Class::File,
            ErrorKind::BadCall | ErrorKind::BadGrant => Class::Usage,
            ErrorKind::Invalid
            | ErrorKind::MissingImport
            | ErrorKind::Mismatch
            | ErrorKind::Untrusted
            | ErrorKind::Incompatible
            | ErrorKind::NoCompiler => Class::Input,
            ErrorKind::Exit => Class::Guest,
            _ => Class::Trap,
        };
        let mut failure = Self::new(class, error.to_string());
        if let Some(backtrace) = error.backtrace() {
            failure
                .message
                .push_str(&format!("\n{}", backtrace.trim_end()));
        }
        failure
    }
}

/// Sets how failures are drawn.
pub(crate) fn install_reporter() {
    // This fails only where a reporter is installed already, which then does as well.
    let _ = miette::set_hook(Box::new(|_| {
        let options = MietteHandlerOpts::new()
            .terminal_links(false)
            .break_words(false);
        Box::new(options.width(100).build())
    }));
}
