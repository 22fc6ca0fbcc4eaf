//! The components of this repository as constants: the bytes of each, and the path of its file.
//! The build script builds them; there is no code here beyond their names.
//!
//! ```
//! assert_eq!(&wittgen_guests::NOTES[..4], b"\0asm");
//! assert_eq!(std::fs::read(wittgen_guests::SQLITE_PATH).unwrap(), wittgen_guests::SQLITE);
//! ```

include!(concat!(env!("OUT_DIR"), "/guests.rs"));
