//! Why restrictions can't be put on a component.

use std::path::PathBuf;

use crate::check::ComponentError;

/// Why restrictions can't be put on a component. Each message ends with a line that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RestrictError {
    /// The bytes are no component.
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// The component's types are beyond what WIT says, or what can be generated.
    #[error(
        "`{importer}` can't be restricted: {message}\nhelp: restrict the parts that it is made of, or \
         don't grant it what it is not to have"
    )]
    Unsupported {
        /// The component's name.
        importer: String,
        /// What stands against it.
        message: String,
    },
    /// A restriction is about something that the component doesn't import.
    #[error(
        "`{importer}` imports nothing of `{wanted}`{imports}\nhelp: leave `{option}` out, or correct the name"
    )]
    InVain {
        /// The component's name.
        importer: String,
        /// What the restriction is about.
        wanted: String,
        /// What it imports instead, as the rest of the sentence.
        imports: String,
        /// The command line's option.
        option: &'static str,
    },
    /// What stays has resources in it of what is denied, so the two have to come from one place.
    #[error(
        "`{importer}` can't be denied {denied} alone: {kept} hand out or take its \
         resources\nhelp: deny {kept} as well, or not {denied}"
    )]
    Entangled {
        /// The component's name.
        importer: String,
        /// The interfaces that are denied and shared, in backticks.
        denied: String,
        /// The interfaces that need them, in backticks.
        kept: String,
    },
    /// What stays the host's has the streams in it that files are read with.
    #[error(
        "`{importer}` can't have files mounted: {kept} hand out or take resources of {shared}, which \
         would be the mount's\nhelp: deny {kept} as well"
    )]
    MountEntangled {
        /// The component's name.
        importer: String,
        /// The interfaces that the mount provides and that are shared, in backticks.
        shared: String,
        /// The interfaces that need them, in backticks.
        kept: String,
    },
    /// Streams are denied, and files are mounted that are read with them.
    #[error(
        "`{importer}` can't be denied `{denied}` and have files mounted\nhelp: leave out one of the two"
    )]
    Contradiction {
        /// The component's name.
        importer: String,
        /// The interface that is denied.
        denied: String,
    },
    /// A folder or file of a mount can't be read.
    #[error("`{}` can't be read: {message}\nhelp: name a folder whose files can be read", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// Why not.
        message: String,
    },
    /// Something in a mounted folder is not a file, folder or link within it.
    #[error("`{}` can't be part of a mount: {why}\nhelp: take it out of the folder", path.display())]
    Unmountable {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: &'static str,
    },
    /// A mounted folder has too much in it.
    #[error("`{}` is too large to become part of a component: {what}\nhelp: mount a smaller folder, or grant it when the component is run", path.display())]
    TooLarge {
        /// The folder.
        path: PathBuf,
        /// What is too much, and what the limit is.
        what: String,
    },
    /// Two mounts at the same path, or one within the other.
    #[error(
        "the mounts `{first}` and `{second}` overlap\nhelp: mount one folder that has both in it"
    )]
    Overlap {
        /// The one path.
        first: String,
        /// The other.
        second: String,
    },
}
