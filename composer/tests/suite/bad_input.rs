//! Bytes that are no component: each is refused with a reason, and nothing panics.

use wittgen_composer::{
    Component, ComponentError, Drawing, Format, InspectError, PlugError, ReadError, Wit, diff,
    inspect, plug, targets,
};

use crate::support::{FILES, NOTES, SQLITE, component, wat};

#[track_caller]
fn refuse(bytes: &[u8]) -> ComponentError {
    let error = match plug(Component::named("it", bytes), [] as [&[u8]; 0]) {
        Err(PlugError::Component(error)) => error,
        other => panic!("not refused: {other:?}"),
    };
    assert!(error.to_string().starts_with("`it`"), "{error}");
    error
}

#[test]
fn other_files_are_recognised() {
    assert!(matches!(refuse(b""), ComponentError::Empty { .. }));
    assert!(matches!(refuse(b"\0as"), ComponentError::Truncated { .. }));
    assert!(matches!(
        refuse(b"\0asm\x0d\0"),
        ComponentError::Truncated { .. }
    ));
    assert!(matches!(
        refuse(b"\0asm\x0e\0\x01\0"),
        ComponentError::Version { .. }
    ));
    assert!(matches!(
        refuse(b"  (component)"),
        ComponentError::Text { .. }
    ));
    let elf = refuse(b"\x7fELF and more");
    assert!(elf.to_string().contains("`7f 45 4c 46`"), "{elf}");
}

#[test]
fn a_core_module_is_recognised() {
    let error = refuse(&wat("(module)"));
    let text = error.to_string();
    assert!(
        text.contains("core module") && text.contains("embed its world"),
        "{text}"
    );
}

#[test]
fn an_invalid_component_says_where() {
    // A function that returns nothing although an integer is due.
    let error = refuse(&wat("(component (core module (func (result i32))))"));
    assert!(
        matches!(&error, ComponentError::Invalid { offset, .. } if *offset > 8),
        "{error}"
    );
}

#[test]
fn a_provider_is_checked_too() {
    let notes = component(NOTES, "notes");
    let error = plug(&notes, [Component::named("sqlite", &b"garbage"[..])]).unwrap_err();
    assert!(
        error.to_string().starts_with("`sqlite` is not WebAssembly"),
        "{error}"
    );
}

#[test]
fn no_truncation_panics() {
    let [notes, sqlite, files] = [
        component(NOTES, "notes"),
        component(SQLITE, "sqlite"),
        component(FILES, "provider"),
    ];
    let app = plug(&notes, [&sqlite, &files]).unwrap();
    // The provenance at the end is the only thing that can be lost without harm.
    let end = app.len() - 2;
    for cut in (0..end).step_by(64).chain(0..16) {
        let bytes = &app[..cut];
        let inspected = matches!(inspect(bytes), Err(InspectError::Component(_)));
        let is_boundary = plug(bytes, [] as [&[u8]; 0]).is_ok();
        assert!(inspected || is_boundary, "{cut} bytes");
    }
}

/// A small generator of pseudo-random numbers (xorshift), so that failures repeat.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// Compares and draws, whatever the bytes are.
fn look(bytes: &[u8], other: &[u8]) {
    let wit = Wit::binary("other", other);
    let _ = targets(bytes, &wit, None).map(|fit| fit.to_string());
    let _ = targets(other, &Wit::binary("it", bytes), None).map(|fit| fit.to_string());
    let _ = diff(bytes, other).map(|diff| diff.to_string());
    let _ = diff(other, bytes).map(|diff| diff.to_string());
    if let Ok(drawing) = Drawing::of_component(bytes) {
        let drawing = drawing.fold_wasi();
        for format in Format::ALL {
            assert_eq!(drawing.render(format), drawing.render(format));
        }
    }
}

#[test]
fn random_bytes_never_panic() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..2000 {
        let mut bytes: Vec<u8> = (0..random.next() % 300)
            .map(|_| random.next() as u8)
            .collect();
        if round % 2 == 0 {
            bytes.splice(0..0, *b"\0asm\x0d\0\x01\0");
        }
        let _ = inspect(&bytes);
        if round % 10 == 0 {
            look(&bytes, &bytes);
        }
        let _ = plug(&bytes, [&bytes]);
    }
}

#[test]
fn flipped_bits_never_panic() {
    let [notes, sqlite] = [component(NOTES, "notes"), component(SQLITE, "sqlite")];
    let mut random = Random(42);
    for round in 0..1000 {
        let mut bytes = sqlite.clone();
        let at = random.next() as usize % bytes.len();
        bytes[at] ^= 1 << (random.next() % 8);
        let _ = inspect(&bytes);
        if round % 5 == 0 {
            look(&bytes, &sqlite);
        }
        let _ = plug(&notes, [&bytes]);
        let _ = plug(&bytes, [] as [&[u8]; 0]);
    }
}

/// A package in binary form and a composition, of which single bits are wrong.
#[test]
fn flipped_bits_of_packages_never_panic() {
    let parts = [component(NOTES, "notes"), component(SQLITE, "sqlite")];
    let app = plug(&parts[0], [&parts[1]]).unwrap();
    let wit = Wit::text("it", SQLITE).unwrap();
    let wit = wit.package().unwrap().bytes().to_vec();
    let mut random = Random(7);
    for original in [&wit, &app] {
        for _ in 0..150 {
            let mut bytes = original.clone();
            let at = random.next() as usize % bytes.len();
            bytes[at] ^= 1 << (random.next() % 8);
            look(&bytes, original);
        }
    }
}

#[test]
fn unreadable_files_name_the_path() {
    let missing = Component::read("/nowhere/at-all.wasm").unwrap_err();
    assert!(
        missing.to_string().contains("`/nowhere/at-all.wasm`"),
        "{missing}"
    );
    let directory = Component::read(env!("CARGO_MANIFEST_DIR")).unwrap_err();
    assert!(
        matches!(directory, ReadError::Directory { .. }),
        "{directory}"
    );
}
