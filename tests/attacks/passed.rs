//! What goes through a link and should not: made-up handles, handles of what is gone, more values and resources than either
//! side may hold, and resources that don't come to an end.

use std::time::Duration;

use wittgen::{Dynamic, ErrorKind};

use super::linked::{Importer, assert_ended, assert_serves, importer, provider, provider_with};
use super::support::{assert_error, soon};

const LIMIT: Duration = Duration::from_millis(100);

/// The importer has ended, and the provider serves others.
#[track_caller]
fn assert_alone(importer: &Importer, provider: &Dynamic) {
    let error = importer.number(1).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Gone, "{error}");
    assert_serves(provider);
}

/// How many of the provider's things have come to their end.
fn dropped(provider: &Dynamic) -> u32 {
    let dropped = provider.call("things.dropped()").unwrap().to_wave();
    dropped.parse().unwrap()
}

#[test]
fn handles_that_are_none_do_not_get_to_the_provider() {
    type Attack = fn(&Importer, u32) -> Result<u32, wittgen::Error>;
    let attacks: [(Attack, &str); 6] = [
        (|it, handle| it.number(handle + 1), "unknown handle index"),
        (|it, handle| it.lend(handle + 1, 0), "unknown handle index"),
        (|it, _| it.number(u32::MAX), "unknown handle index"),
        (|it, handle| it.use_dropped(handle), "unknown handle index"),
        (
            |it, handle| {
                it.drop(handle)?;
                it.number(handle)
            },
            "unknown handle index",
        ),
        (
            |it, handle| {
                it.drop(handle)?;
                it.drop(handle).map(|()| 0)
            },
            "unknown handle index",
        ),
    ];
    let provider = provider(Dynamic::builder());
    for (attack, says) in attacks {
        let before = dropped(&provider);
        let importer = importer(Importer::builder().link(&provider));
        let handle = importer.make(5).unwrap();
        assert_eq!(importer.number(handle).unwrap(), 5);
        let error = attack(&importer, handle).unwrap_err();
        assert_error(&error, ErrorKind::Trap, &[says]);
        assert!(!error.message().contains("in the linked"), "{error}");
        // The one thing was dropped once, by the importer or for it; `assert_serves` drops another.
        assert_alone(&importer, &provider);
        assert_eq!(dropped(&provider), before + 2);
    }
}

#[test]
fn what_is_too_large_for_one_side_stays_there() {
    let small = provider(Dynamic::builder());
    let user = importer(Importer::builder().transfer_limit(1 << 20).link(&small));
    assert_eq!(user.take(1_000).unwrap(), 1_000);
    let error = user.take(3 << 20).unwrap_err();
    assert_error(&error, ErrorKind::TransferLimit, &["1048576 bytes"]);
    assert!(!error.message().contains("in the linked"), "{error}");
    assert_alone(&user, &small);

    let small = provider(Dynamic::builder().transfer_limit(1 << 20));
    let user = importer(Importer::builder().link(&small));
    assert_eq!(user.give(1_000).unwrap(), 1_000);
    let error = user.give(3 << 20).unwrap_err();
    assert_error(
        &error,
        ErrorKind::TransferLimit,
        &["in the linked", "1048576 bytes"],
    );
    assert_ended(&user, &small);

    // What the provider gives, and the importer has no room for.
    let large = provider(Dynamic::builder().transfer_limit(1 << 30));
    let user = importer(Importer::builder().link(&large));
    assert_eq!(user.give(1_000).unwrap(), 1_000);
    let error = user.give(63 << 16).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Trap, "{error}");
    assert!(!error.message().contains("in the linked"), "{error}");
    assert_alone(&user, &large);
}

#[test]
fn more_resources_than_an_importer_may_hold_are_dropped_again() {
    let provider = provider(Dynamic::builder());
    let user = importer(Importer::builder().resource_limit(100).link(&provider));
    assert_eq!(user.many(50).unwrap(), 50);
    let before = dropped(&provider);
    let error = user.many(5_000).unwrap_err();
    assert_error(&error, ErrorKind::ResourceLimit, &["than the 100"]);
    assert!(!error.message().contains("in the linked"), "{error}");
    assert_alone(&user, &provider);
    // Those from before, those that did not arrive, and the one of `assert_alone`.
    assert_eq!(dropped(&provider), before + 5_051);
}

#[test]
fn more_resources_than_a_provider_may_hold_end_both() {
    let provider = provider(Dynamic::builder().resource_limit(100));
    let user = importer(Importer::builder().link(&provider));
    assert_eq!(user.many(50).unwrap(), 50);
    let error = user.many(5_000).unwrap_err();
    assert_error(
        &error,
        ErrorKind::ResourceLimit,
        &["in the linked", "than the 100"],
    );
    assert_ended(&user, &provider);
}

#[test]
fn resources_of_a_provider_that_has_ended_can_be_dropped() {
    let gone = provider(Dynamic::builder());
    let user = importer(Importer::builder().link(&gone));
    let (first, second) = (user.make(1).unwrap(), user.make(2).unwrap());
    let error = gone.call("calls.fail()").unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Trap, "{error}");
    user.drop(first).unwrap();
    let error = user.number(second).unwrap_err();
    assert_error(&error, ErrorKind::Gone, &["in the linked", "#fail"]);
    assert_ended(&user, &gone);
}

#[test]
fn a_provider_fails_while_it_has_a_loan() {
    let neighbour = provider(Dynamic::builder());
    for (how, kind) in [(1, ErrorKind::Trap), (2, ErrorKind::Deadline)] {
        let lent = provider(Dynamic::builder().interruptible());
        let user = importer(Importer::builder().deadline(LIMIT).link(&lent));
        let other = importer(Importer::builder().link(&lent));
        let (thing, others) = (user.make(1).unwrap(), other.make(2).unwrap());
        assert_eq!(user.lend(thing, 0).unwrap(), 1);
        let error = soon(|| user.lend(thing, how).unwrap_err());
        assert_error(&error, kind, &["in the linked `test:link/things#lend`"]);
        assert_ended(&user, &lent);
        // The other importer is told when it asks, and may drop what it has.
        other.drop(others).unwrap();
        let error = other.quick(1).unwrap_err();
        assert_error(&error, ErrorKind::Gone, &["in the linked", "#lend"]);
        assert_serves(&neighbour);
    }
}

#[test]
fn a_resource_that_does_not_end_is_within_the_importers_limits() {
    let dropping = provider_with(Dynamic::builder().interruptible(), "(call $spin)");
    let user = importer(Importer::builder().deadline(LIMIT).link(&dropping));
    let thing = user.make(1).unwrap();
    // Its end ends the provider; the importer's time is over too, by then or with its next look.
    let error = soon(|| match user.drop(thing) {
        Ok(()) => user.quick(1).unwrap_err(),
        Err(error) => error,
    });
    assert!(
        matches!(error.kind(), ErrorKind::Deadline | ErrorKind::Gone),
        "{error}"
    );
    let error = dropping.call("calls.quick(1)").unwrap_err();
    assert_error(
        &error,
        ErrorKind::Gone,
        &["while a resource was dropped", "`app`"],
    );
}

#[test]
fn resources_of_an_importer_that_was_ended_come_to_their_end_later() {
    let dropping = provider_with(Dynamic::builder().interruptible(), "(call $spin)");
    let user = importer(Importer::builder().deadline(LIMIT).link(&dropping));
    user.make(1).unwrap();
    // The importer ends in time, whatever it leaves.
    let error = soon(|| user.spin_here().unwrap_err());
    assert_error(
        &error,
        ErrorKind::Deadline,
        &["the call took longer than the 100ms"],
    );
    // Whoever calls next has the same limit.
    let next = importer(Importer::builder().deadline(LIMIT).link(&dropping));
    let error = soon(|| next.quick(1).unwrap_err());
    assert_error(
        &error,
        ErrorKind::Deadline,
        &[
            "in the linked",
            "while a resource was dropped",
            "the call of `app`",
        ],
    );
    assert_ended(&next, &dropping);
}
