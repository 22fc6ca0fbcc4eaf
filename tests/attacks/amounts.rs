//! Components that hand the host more than it may bear, small as it is in them, and that are made of more parts than anybody
//! needs.

use wittgen::{Dynamic, Error, ErrorKind};

use super::excess::{Attack, assert_stopped, builder, load};
use super::liar::{self, Liar};
use super::support::{assert_error, component, encode};

/// What is tried.
type Lie = fn(&Liar) -> Result<(), Error>;

#[test]
fn what_is_handed_over_is_bounded() {
    // One mebibyte of the component's memory, again and again: little there, and a gibibyte here.
    let load = |limit: Option<usize>| {
        let wit = liar::WIT;
        let module = liar::MODULE.replace(
            r#"(memory (export "memory") 2)"#,
            r#"(memory (export "memory") 32)"#,
        );
        let builder = Liar::builder().no_cache();
        let builder = match limit {
            Some(limit) => builder.transfer_limit(limit),
            None => builder,
        };
        let liar = builder.load(encode(wit, &module)).unwrap();
        for number in 0..1024 {
            liar.poke(8192 + number * 8, 65_536).unwrap();
            liar.poke(8192 + number * 8 + 4, 1 << 20).unwrap();
        }
        liar
    };
    let too_much: [(&str, Lie); 4] = [
        ("texts", |it| it.texts(8192, 1024).map(drop)),
        ("text", |it| it.text(65_536, 1 << 20).map(drop)),
        ("text", |it| it.text_with(65_536, 1 << 20, |_| ())),
        ("bytes", |it| it.bytes_with(65_536, 1 << 20, |_| ())),
    ];
    for (name, attack) in too_much {
        let limited = load(Some((1 << 20) - 1));
        let error = attack(&limited).unwrap_err();
        let says = ["1048575 bytes", "Builder::transfer_limit", name];
        assert_error(&error, ErrorKind::TransferLimit, &says);
        assert_eq!(*limited.small(1, 0).unwrap_err().kind(), ErrorKind::Gone);
    }
    // Without a limit of one's own there is one.
    let liar = load(None);
    assert_eq!(liar.text(65_536, 1 << 20).unwrap().len(), 1 << 20);
    assert_eq!(liar.texts(8192, 64).unwrap().len(), 64);
    let error = liar.texts(8192, 1024).unwrap_err();
    assert_error(&error, ErrorKind::TransferLimit, &["134217728 bytes"]);
    // Elements count as large as they are on the host, not as in the component: empty texts there are 8 bytes.
    let liar = load(Some(20_000));
    assert!(liar.texts(0, 100).is_ok());
    let error = liar.texts(0, 1_000).unwrap_err();
    assert_error(&error, ErrorKind::TransferLimit, &["20000 bytes"]);
    // The same without bindings, where each value is larger still.
    let dynamic = Dynamic::builder()
        .no_cache()
        .transfer_limit(20_000)
        .load(liar::component());
    let dynamic = dynamic.unwrap();
    assert!(dynamic.call("bytes(0, 100)").is_ok());
    let error = dynamic.call("bytes(0, 10000)").unwrap_err();
    assert_error(&error, ErrorKind::TransferLimit, &["20000 bytes", "bytes"]);
    assert_eq!(
        *dynamic.call("small(1, 0)").unwrap_err().kind(),
        ErrorKind::Gone
    );
}

#[test]
fn what_functions_of_the_host_are_handed_is_bounded() {
    let attacks: [(Attack, &str); 2] = [
        (|it| it.hand_over(5_000).map(drop), "hand-over"),
        (|it| it.hand_bytes(20_001).map(drop), "hand-bytes"),
    ];
    for (attack, place) in attacks {
        let victim = load(builder().transfer_limit(20_000));
        assert_eq!(victim.hand_over(4_000).unwrap(), 4_001);
        assert_eq!(victim.hand_bytes(20_000).unwrap(), 20_000);
        let says = ["20000 bytes", "Builder::transfer_limit"];
        assert_stopped(&victim, attack, ErrorKind::TransferLimit, &says, place);
    }
}

#[test]
fn what_a_component_is_made_of_is_bounded() {
    let parts = |module: &str, count: usize| {
        let instances = "(core instance (instantiate $m))".repeat(count);
        component(&format!(
            "(component (core module $m {module}) {instances})"
        ))
    };
    let load = |component: &[u8], limit: Option<usize>| {
        let builder = Dynamic::builder().no_cache();
        match limit {
            Some(limit) => builder.instance_limit(limit).load(component),
            None => builder.load(component),
        }
    };
    let many = parts("", 50);
    assert!(load(&many, Some(50)).is_ok());
    let error = load(&many, Some(49)).err().unwrap();
    let says = ["core instances than the 49", "Builder::instance_limit"];
    assert_error(&error, ErrorKind::InstanceLimit, &says);
    for (module, says) in [
        ("(memory 0) (memory 0) (memory 0)", "memories than the 120"),
        (
            "(table 0 funcref) (table 0 funcref) (table 0 funcref)",
            "tables than the 120",
        ),
    ] {
        assert!(load(&parts(module, 40), Some(120)).is_ok());
        let error = load(&parts(module, 41), Some(120)).err().unwrap();
        assert_error(&error, ErrorKind::InstanceLimit, &[says]);
    }
    // There is a limit without one.
    let error = load(&parts("", 1_001), None).err().unwrap();
    assert_error(
        &error,
        ErrorKind::InstanceLimit,
        &["core instances than the 1000"],
    );
    let inner = "(core instance (instantiate $m))".repeat(101);
    let outer = "(instance (instantiate $c))".repeat(10);
    let nested = component(&format!(
        "(component (component $c (core module $m) {inner}) {outer})"
    ));
    let error = load(&nested, None).err().unwrap();
    assert_error(
        &error,
        ErrorKind::InstanceLimit,
        &["core instances than the 1000"],
    );
    // All tables together are within the limit of tables, where each would be.
    let builder = Dynamic::builder().no_cache().table_limit(1_000);
    let many = parts("(table 300 funcref) (table 300 funcref)", 2);
    let error = builder.load(many).err().unwrap();
    assert_error(
        &error,
        ErrorKind::TableLimit,
        &["1200", "1000", "Builder::table_limit"],
    );
    // What each instance has of a module counts as often as there are instances.
    let globals = "(global i64 (i64.const 0))".repeat(20_000);
    let error = load(&parts(&globals, 51), None).err().unwrap();
    assert_error(
        &error,
        ErrorKind::InstanceLimit,
        &["more than 1000000 items"],
    );
    assert!(load(&parts(&globals, 5), None).is_ok());
    // All memories together are within the limit of memory.
    let builder = Dynamic::builder().no_cache().memory_limit(1 << 20);
    let error = builder.load(parts("(memory 1)", 17)).err().unwrap();
    assert_error(
        &error,
        ErrorKind::OutOfMemory,
        &["1 MiB", "Builder::memory_limit"],
    );
}
