//! What the tests share: the components, their bindings, and the folder of cases from elsewhere.

use std::path::PathBuf;
use std::sync::OnceLock;

use wittgen::compose::Plug;
use wittgen_guests::{NOTES, SQLITE};

/// Bindings for the world `sqlite`.
#[allow(missing_docs)]
pub mod sqlite {
    wittgen::bindgen!({ path: "../wit", world: "sqlite" });
}

/// Bindings for the world `notes`.
#[allow(missing_docs)]
pub mod notes {
    wittgen::bindgen!({ path: "../wit", world: "notes" });
}

/// The notes plugin with SQLite linked into it. SQLite's interface is exported too, so that a test can reach
/// it where the plugin has it: inside the composition.
pub fn notes_with_sqlite() -> &'static [u8] {
    static APP: OnceLock<Vec<u8>> = OnceLock::new();
    APP.get_or_init(|| {
        Plug::new(NOTES)
            .with(SQLITE)
            .expose("wittgen:sqlite/database@0.1.0")
            .compose()
            .expect("the guests of this repository fit together")
            .bytes
    })
}

/// The folder of cases that others wrote, where this machine has it: what `WITTGEN_CORPUS` names, or
/// `shared/corpus` beside the repository.
pub fn corpus(part: &str) -> Option<PathBuf> {
    let root = match std::env::var_os("WITTGEN_CORPUS") {
        Some(root) => PathBuf::from(root),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
    };
    Some(root.join(part)).filter(|path| path.is_dir())
}
