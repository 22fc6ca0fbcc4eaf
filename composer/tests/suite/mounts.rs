//! Files mounted inside of a composition: what that takes, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};

use wittgen_composer::{Provision, RestrictError, Restriction, provide};

use crate::support::{component, outside};

/// WASI's packages, from the WIT of the filesystem that stands in for the host's.
fn wasi() -> &'static str {
    let all = include_str!("../../../wit/mount/mount.wit");
    &all[all.find("package wasi:io").expect("WASI's packages")..]
}

/// A component that imports `imports`.
#[track_caller]
fn importing(imports: &str) -> Vec<u8> {
    let http = "package wasi:http@0.2.0 { interface types {
        use wasi:io/streams@0.2.0.{input-stream};
        resource body { %stream: func() -> result<input-stream>; } } }";
    let wit = format!(
        "package a:b; world w {{ {imports} export run: func(); }} {http} {}",
        wasi()
    );
    component(&wit, "w")
}

/// The imports of a program that reads files.
const READER: &str = "import wasi:filesystem/preopens@0.2.0; import wasi:cli/stdout@0.2.0;";

/// A folder in the place for temporary files, by the name of the test; gone when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("wittgen-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("inside/sub")).expect("a folder for the test");
        let folder = Self(path);
        folder.write("inside/a.txt", "first");
        folder.write("inside/sub/b.txt", "second");
        folder
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).expect("a file for the test");
    }

    fn inside(&self) -> PathBuf {
        self.0.join("inside")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn mount(guest: &str, host: &Path) -> Restriction {
    Restriction::Mount {
        guest: guest.into(),
        host: host.into(),
    }
}

/// The provider by the beginning of its name: its number, imports and exports.
#[track_caller]
fn provider(provision: &Provision, name: &str) -> (usize, Vec<String>, Vec<String>) {
    let mut all = provision.providers.iter();
    let index = all.position(|provider| provider.name.starts_with(name));
    let index = index.unwrap_or_else(|| panic!("there is no {name}"));
    let (imports, exports) = outside(&provision.providers[index].bytes);
    (index, imports, exports)
}

#[test]
fn what_the_importer_lacks_is_denied_to_the_filesystem() {
    let folder = Folder::new("lacks");
    let provision = provide("it", &importing(READER), &[mount("/a", &folder.inside())]).unwrap();
    let met: Vec<_> = provision
        .met
        .iter()
        .map(|met| met.import.as_str())
        .collect();
    for name in [
        "wasi:io/streams@0.2.0",
        "wasi:filesystem/preopens@0.2.0",
        "wasi:cli/stdout@0.2.0",
    ] {
        assert!(met.contains(&name), "{name} is not in {met:?}");
    }
    assert!(provision.met.iter().all(|met| met.provider == 0));
    let (lacking, imports, exports) = provider(&provision, "what the filesystem");
    let expected = [
        "wasi:clocks/monotonic-clock",
        "wasi:cli/stdin",
        "wasi:cli/stderr",
    ];
    assert_eq!(exports, expected.map(|name| format!("{name}@0.2.0")));
    assert!(
        imports.iter().all(|name| name.starts_with("wasi:io/")),
        "{imports:?}"
    );

    // Every import of the filesystem is met, or one that the importer has, or types alone.
    let (filesystem, imports, _) = provider(&provision, "filesystem");
    let linked = |name: &String| {
        provision
            .links
            .iter()
            .any(|link| (link.importer, &link.import) == (filesystem, name))
    };
    let open: Vec<_> = imports.iter().filter(|name| !linked(name)).collect();
    let all = outside(&importing(READER)).0;
    let types = "wasi:clocks/wall-clock@0.2.0";
    assert!(
        open.iter().all(|name| all.contains(name) || *name == types),
        "{open:?}"
    );
    let links = provision
        .links
        .iter()
        .filter(|link| link.provider == lacking);
    assert_eq!(links.count(), 3);
}

#[test]
fn a_denied_filesystem_is_denied_behind_the_mount() {
    let folder = Folder::new("behind");
    let rules = [
        mount("/a", &folder.inside()),
        Restriction::deny("wasi:filesystem").unwrap(),
    ];
    let provision = provide("it", &importing(READER), &rules).unwrap();
    let (_, _, exports) = provider(&provision, "what the filesystem");
    for name in [
        "wasi:filesystem/types@0.2.0",
        "wasi:filesystem/preopens@0.2.0",
    ] {
        assert!(exports.contains(&name.to_owned()), "{exports:?}");
    }
    assert!(provision.met.iter().all(|met| met.provider == 0));
}

#[test]
fn what_else_is_denied_has_the_filesystem_s_streams() {
    let folder = Folder::new("else");
    let importer = importing(&format!("{READER} import wasi:http/types@0.2.0;"));
    let rules = [mount("/a", &folder.inside())];
    let error = provide("it", &importer, &rules).unwrap_err();
    let RestrictError::MountEntangled { kept, shared, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(kept, "`wasi:http/types@0.2.0`");
    assert_eq!(shared, "`wasi:io/streams@0.2.0`");

    let [mount] = rules;
    let rules = [Restriction::deny("wasi:http").unwrap(), mount];
    let provision = provide("it", &importer, &rules).unwrap();
    let (denied, imports, exports) = provider(&provision, "restrictions");
    assert_eq!(exports, ["wasi:http/types@0.2.0"]);
    assert!(
        imports.contains(&"wasi:io/streams@0.2.0".to_owned()),
        "{imports:?}"
    );
    let streams = provision
        .links
        .iter()
        .find(|link| link.importer == denied)
        .unwrap();
    assert_eq!(
        (streams.import.as_str(), streams.provider),
        ("wasi:io/streams@0.2.0", 0)
    );
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let (one, other) = (Folder::new("one"), Folder::new("other"));
    other.write("inside/z.txt", "later");
    fs::remove_file(other.inside().join("z.txt")).unwrap();
    let importer = importing(READER);
    let provided =
        |folder: &Folder| provide("it", &importer, &[mount("/a", &folder.inside())]).unwrap();
    assert!(provided(&one) == provided(&other));
    other.write("inside/sub/b.txt", "changed");
    assert!(provided(&one) != provided(&other));
}

#[test]
fn mounts_that_can_not_be_are_refused() {
    let folder = Folder::new("refused");
    let inside = folder.inside();
    let importer = importing(READER);
    let refuse = |importer: &[u8], rules: &[Restriction]| {
        let error = provide("it", importer, rules).expect_err("refused");
        assert!(error.to_string().contains("\nhelp: "), "{error}");
        error
    };
    let missing = refuse(&importer, &[mount("/a", Path::new("/nowhere/at-all"))]);
    assert!(
        matches!(missing, RestrictError::Unreadable { .. }),
        "{missing}"
    );
    let file = refuse(&importer, &[mount("/a", &inside.join("a.txt"))]);
    assert!(matches!(file, RestrictError::Unreadable { .. }), "{file}");
    let overlap = refuse(&importer, &[mount("/a", &inside), mount("/a/b", &inside)]);
    assert!(
        matches!(overlap, RestrictError::Overlap { .. }),
        "{overlap}"
    );
    let streams = Restriction::deny("wasi:io").unwrap();
    let contradiction = refuse(&importer, &[mount("/a", &inside), streams]);
    assert!(
        matches!(contradiction, RestrictError::Contradiction { .. }),
        "{contradiction}"
    );
    let vain = refuse(
        &importing("import wasi:cli/stdout@0.2.0;"),
        &[mount("/a", &inside)],
    );
    assert!(matches!(vain, RestrictError::InVain { .. }), "{vain}");
    let later = component(
        "package a:b; world w { import wasi:filesystem/preopens@0.3.0; }
        package wasi:filesystem@0.3.0 { interface preopens { get-directories: func() -> list<string>; } }",
        "w",
    );
    let later = refuse(&later, &[mount("/a", &inside)]);
    assert!(
        matches!(later, RestrictError::Unsupported { .. }),
        "{later}"
    );
}

#[cfg(unix)]
#[test]
fn links_stay_inside() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("links");
    folder.write("secret", "secret");
    let (inside, importer) = (folder.inside(), importing(READER));
    let provided = || provide("it", &importer, &[mount("/a", &inside)]);
    symlink("sub/b.txt", inside.join("to-file")).unwrap();
    symlink("sub", inside.join("to-folder")).unwrap();
    provided().unwrap();
    for target in ["../../secret", "..", ".", "/etc/passwd", "/dev/null"] {
        let link = inside.join("sub/link");
        symlink(target, &link).unwrap();
        let outcome = provided();
        fs::remove_file(&link).unwrap();
        match (target, outcome) {
            ("..", Err(RestrictError::Unmountable { why, .. })) => {
                assert!(why.contains("a folder that it is in"), "{why}");
            }
            (".", Err(RestrictError::Unmountable { why, .. })) => {
                assert!(why.contains("a folder that it is in"), "{why}");
            }
            (_, Err(RestrictError::Unmountable { path, why })) => {
                assert_eq!(path, link);
                assert!(why.contains("leads out"), "{why}");
            }
            (_, Ok(_)) => panic!("the link to {target} was followed"),
            (_, Err(error)) => panic!("{target}: {error}"),
        }
    }
    symlink("nowhere", inside.join("broken")).unwrap();
    assert!(matches!(provided(), Err(RestrictError::Unreadable { .. })));
}
