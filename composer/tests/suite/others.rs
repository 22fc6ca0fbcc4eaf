//! Denying the worlds that others wrote, where they are at hand.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use wit_parser::Resolve;
use wittgen_composer::{RestrictError, Restriction, provide};

use crate::restrictions::only;
use crate::support::dummy;

/// Denies all imports of the worlds at `path`, whose exports are made imports as well, and each alone.
/// Returns how many worlds that were.
#[track_caller]
fn deny_worlds(path: &Path) -> usize {
    let mut resolve = Resolve::default();
    let Ok((package, _)) = resolve.push_path(path) else {
        return 0;
    };
    let worlds: Vec<_> = resolve.packages[package]
        .worlds
        .clone()
        .into_iter()
        .collect();
    let mut count = 0;
    for (world, id) in worlds {
        let mut resolve = resolve.clone();
        // What can't be imported, or is beyond the tools that make the importer, is no case for us.
        let module = catch_unwind(AssertUnwindSafe(|| {
            resolve.importize(id, Some("all".into())).expect("imports");
            dummy(&resolve, package, Some("all"))
        }));
        let Ok(importer) = module else { continue };
        let imports = wittgen_composer::inspect(&importer)
            .expect("a component")
            .imports;
        let imports = imports.into_iter().filter(|import| import.kind != "type");
        let imports: Vec<_> = imports.map(|import| import.name).collect();
        let shown = format!("{}: {world}", path.display());
        let rules: Vec<_> = imports.iter().map(|name| Restriction::deny(name)).collect();
        let rules: Vec<_> = rules.into_iter().map(|rule| rule.expect(&shown)).collect();
        match provide("it", &importer, &rules) {
            Ok(provision) if !provision.providers.is_empty() => {
                assert_eq!(only(&provision).1, [] as [&str; 0], "{shown}");
                assert_eq!(only(&provision).0.len(), rules.len(), "{shown}");
            }
            Ok(_) => assert!(imports.is_empty(), "{shown}"),
            Err(RestrictError::Unsupported { message, .. }) => println!("{shown}: {message}"),
            Err(error) => panic!("{shown}: {error}"),
        }
        for rule in rules {
            match provide("it", &importer, std::slice::from_ref(&rule)) {
                Ok(provision) => drop(only(&provision)),
                Err(RestrictError::Entangled { .. } | RestrictError::Unsupported { .. }) => {}
                Err(error) => panic!("{shown}: {error}"),
            }
        }
        count += 1;
    }
    count
}

#[test]
fn worlds_that_others_wrote_can_be_denied() {
    let corpus = std::env::var_os("WITTGEN_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let mut count = 0;
    for folder in ["wit/wit-bindgen", "wit/wasmtime"] {
        let Ok(entries) = std::fs::read_dir(corpus.join(folder)) else {
            println!("skipped: there is no `{folder}` in `{}`", corpus.display());
            return;
        };
        for entry in entries {
            count += deny_worlds(&entry.expect("an entry").path());
        }
    }
    assert!(count > 40, "{count} worlds");
}
