//! The command as a user runs it: output, exit status, and what is left behind.

mod build;
mod call;
mod compare;
mod compose;
mod grants;
mod inspect;
mod run;
mod support;
mod usage;
