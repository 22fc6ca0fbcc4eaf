//! The components that only tests need, as constants: the bytes of each, and the path of its file.
//! The build script of `guests` builds them; there is no code here beyond their names.

include!(concat!(env!("OUT_DIR"), "/guests.rs"));
