//! Components that are linked to one another and don't let go: providers that loop, recurse or are busy, for importers whose
//! limits say how long they may. The importer's call ends as it would without the link.

use std::thread;
use std::time::Duration;

use wittgen::{Cancel, Dynamic, ErrorKind, Pool};

use super::linked::{
    Importer, assert_ended, assert_serves, importer, provider, relay, try_importer,
};
use super::support::{assert_error, soon};

const LIMIT: Duration = Duration::from_millis(100);

/// A pair of an importer with `limit` and a provider that it can interrupt.
fn pair(
    limit: impl FnOnce(wittgen::Builder<Importer>) -> wittgen::Builder<Importer>,
) -> (Importer, Dynamic) {
    let provider = provider(Dynamic::builder().interruptible());
    let importer = importer(limit(Importer::builder()).link(&provider));
    assert_eq!(importer.quick(1).unwrap(), 2);
    (importer, provider)
}

#[test]
fn an_importers_deadline_ends_its_calls_in_the_provider() {
    let (neighbour, _) = pair(|builder| builder.deadline(Duration::from_secs(60)));
    let (importer, provider) = pair(|builder| builder.deadline(LIMIT));
    let error = soon(|| importer.spin().unwrap_err());
    assert_error(
        &error,
        ErrorKind::Deadline,
        &[
            "`test:link/run#spin`: in the linked `test:link/calls#spin`",
            "the call of `app` took longer than the 100ms",
            "Builder::deadline",
        ],
    );
    assert_ended(&importer, &provider);
    let error = provider.call("calls.quick(1)").unwrap_err();
    assert_error(&error, ErrorKind::Gone, &["the call of `app`", "#spin"]);
    assert_eq!(neighbour.quick(1).unwrap(), 2);
}

#[test]
fn an_importers_limit_of_cpu_time_ends_its_calls_in_the_provider() {
    let (importer, provider) = pair(|builder| builder.cpu_limit(LIMIT));
    let error = soon(|| importer.spin().unwrap_err());
    assert_error(
        &error,
        ErrorKind::CpuLimit,
        &[
            "in the linked",
            "the call of `app` computed for longer than the 100ms",
        ],
    );
    assert_ended(&importer, &provider);
}

#[test]
fn an_importer_is_cancelled_while_it_is_in_the_provider() {
    let cancel = Cancel::new();
    let (importer, provider) = pair(|builder| builder.cancel(&cancel));
    let error = thread::scope(|scope| {
        let call = scope.spawn(|| importer.spin().unwrap_err());
        thread::sleep(LIMIT);
        cancel.cancel();
        soon(|| call.join().unwrap())
    });
    assert_error(
        &error,
        ErrorKind::Cancelled,
        &["the call of `app` was cancelled"],
    );
    assert_ended(&importer, &provider);
}

#[test]
fn a_providers_own_limit_is_told_from_the_importers() {
    let provider = provider(Dynamic::builder().deadline(LIMIT));
    let importer = importer(
        Importer::builder()
            .deadline(Duration::from_secs(60))
            .link(&provider),
    );
    let error = soon(|| importer.spin().unwrap_err());
    assert_error(
        &error,
        ErrorKind::Deadline,
        &["in the linked `test:link/calls#spin`, the call took longer than the 100ms"],
    );
    assert_ended(&importer, &provider);
}

#[test]
fn fuel_is_used_up_in_the_provider_too() {
    let load = || {
        let provider = provider(Dynamic::builder().fuel(1_000_000));
        let builder = Importer::builder().fuel(1_000_000).link(&provider);
        (importer(builder), provider)
    };
    let (first, provider) = load();
    // Each call begins anew, and what is used in the provider is used.
    for _ in 0..3 {
        assert_eq!(first.work_twice(50_000).unwrap(), 0);
    }
    let error = first.work_twice(140_000).unwrap_err();
    assert_error(
        &error,
        ErrorKind::FuelLimit,
        &[
            "in the linked",
            "used up the fuel that `app` had left",
            "Builder::fuel",
        ],
    );
    assert_ended(&first, &provider);
    let (second, provider) = load();
    let error = soon(|| second.spin().unwrap_err());
    assert_error(&error, ErrorKind::FuelLimit, &["in the linked"]);
    assert_ended(&second, &provider);
}

#[test]
fn a_provider_that_could_not_be_ended_is_not_linked() {
    let unbounded = provider(Dynamic::builder());
    let cancel = Cancel::new();
    let importers = [
        Importer::builder().deadline(LIMIT),
        Importer::builder().cpu_limit(LIMIT),
        Importer::builder().cancel(&cancel),
        Importer::builder().interruptible(),
    ];
    for builder in importers {
        let error = try_importer(builder.link(&unbounded)).err().unwrap();
        assert_error(
            &error,
            ErrorKind::BadGrant,
            &["limit of time", "Builder::interruptible"],
        );
    }
    let error = try_importer(Importer::builder().fuel(1_000).link(&unbounded))
        .err()
        .unwrap();
    assert_error(
        &error,
        ErrorKind::BadGrant,
        &["limit of fuel", "Builder::fuel"],
    );
    assert_serves(&unbounded);
}

#[test]
fn an_importers_deadline_goes_through_those_between() {
    let last = provider(Dynamic::builder().interruptible());
    let middle = relay(Dynamic::builder().interruptible().link(&last));
    let builder = Importer::builder()
        .deadline(LIMIT)
        .link(&last)
        .link(&middle);
    let importer = importer(builder);
    assert_eq!(importer.quick(1).unwrap(), 2);
    let error = soon(|| importer.spin().unwrap_err());
    assert_error(
        &error,
        ErrorKind::Deadline,
        &[
            "in the linked `test:link/calls#spin`, in the linked",
            "the call of `app`",
        ],
    );
    assert_ended(&importer, &last);
    assert_ended(&importer, &middle);
}

#[test]
fn fuel_goes_through_those_between() {
    let last = provider(Dynamic::builder().fuel(u64::MAX));
    let middle = relay(Dynamic::builder().fuel(u64::MAX).link(&last));
    let builder = Importer::builder()
        .fuel(1_000_000)
        .link(&last)
        .link(&middle);
    let importer = importer(builder);
    assert_eq!(importer.work_twice(50_000).unwrap(), 0);
    let error = soon(|| importer.spin().unwrap_err());
    assert_error(
        &error,
        ErrorKind::FuelLimit,
        &["the fuel that `app` had left"],
    );
    assert_ended(&importer, &middle);
}

#[test]
fn a_pool_that_is_busy_says_so_or_meets_the_deadline() {
    let pool = Pool::fresh(1).wait(Duration::ZERO);
    let one = provider(Dynamic::builder().interruptible().pool(pool));
    let user = importer(Importer::builder().link(&one));
    // A thing keeps its instance.
    let thing = user.make(1).unwrap();
    assert_eq!(user.number(thing).unwrap(), 1);
    let error = user.quick(1).unwrap_err();
    assert_error(
        &error,
        ErrorKind::Busy,
        &["in the linked", "all 1 instances", "Pool::wait"],
    );
    let after = user.number(thing).unwrap_err();
    assert_eq!(*after.kind(), ErrorKind::Gone, "{after}");
    // What the importer had is given back.
    assert_serves(&one);

    let patient = provider(Dynamic::builder().interruptible().pool(Pool::fresh(1)));
    let user = importer(Importer::builder().deadline(LIMIT).link(&patient));
    user.make(1).unwrap();
    let error = soon(|| user.quick(1).unwrap_err());
    assert_error(
        &error,
        ErrorKind::Deadline,
        &["in the linked", "the call of `app`"],
    );
    assert_serves(&patient);
}

#[test]
fn a_pool_loses_no_more_than_the_instance_that_looped() {
    let many = provider(Dynamic::builder().interruptible().pool(4));
    for _ in 0..6 {
        let user = importer(Importer::builder().deadline(LIMIT).link(&many));
        let error = soon(|| user.spin().unwrap_err());
        assert_eq!(*error.kind(), ErrorKind::Deadline, "{error}");
        assert_serves(&many);
    }
}

#[test]
fn a_provider_that_has_ended_is_named() {
    let gone = provider(Dynamic::builder());
    let (first, second) = (
        importer(Importer::builder().link(&gone)),
        importer(Importer::builder().link(&gone)),
    );
    let error = first.fail().unwrap_err();
    assert_error(
        &error,
        ErrorKind::Trap,
        &["in the linked `test:link/calls#fail`, the component panicked"],
    );
    let error = second.quick(1).unwrap_err();
    assert_error(
        &error,
        ErrorKind::Gone,
        &[
            "`test:link/run#quick`: in the linked `test:link/calls#quick`, the instance has ended",
            "`test:link/calls#fail`",
        ],
    );
    assert_ended(&second, &gone);
    assert_serves(&provider(Dynamic::builder()));
}

/// How many frames of `dive` a stack of 1 MiB has room for, about: two thirds of it at least.
fn frames() -> u32 {
    let mut frames = 1_000;
    loop {
        let more = frames / 2 * 3;
        let provider = provider(Dynamic::builder());
        match provider.call(&format!("calls.dive({more}, 0)")) {
            Ok(_) => frames = more,
            Err(error) => {
                assert_eq!(*error.kind(), ErrorKind::StackLimit, "{error}");
                return frames;
            }
        }
    }
}

#[test]
fn each_has_a_stack_of_its_own() {
    let frames = frames();
    let last = provider(Dynamic::builder());
    let mut all = vec![last.clone()];
    for _ in 0..10 {
        let next = relay(Dynamic::builder().link(&all[all.len() - 1]));
        all.push(next);
    }
    let user = importer(Importer::builder().link(&last).link(&all[10]));
    // Together that is several times what this thread has.
    assert_eq!(soon(|| user.dive(frames, 11).unwrap()), 12 * frames);
    let error = soon(|| user.dive(frames * 2, 11).unwrap_err());
    assert_error(&error, ErrorKind::StackLimit, &["1024 KiB"]);
    // The importer itself went too deep; the others have nothing to do with that.
    assert_eq!(last.call("calls.quick(1)").unwrap().to_wave(), "2");
    let error = soon(|| all[10].call(&format!("calls.dive({frames}, 10)")));
    assert_eq!(error.unwrap().to_wave(), (11 * frames).to_string());
}

#[test]
fn importers_and_threads_take_turns_with_a_provider() {
    for builder in [Dynamic::builder(), Dynamic::builder().pool(Pool::reused(2))] {
        let shared = provider(builder);
        soon(|| {
            thread::scope(|scope| {
                for _ in 0..6 {
                    let user = importer(Importer::builder().link(&shared));
                    scope.spawn(move || {
                        for number in 0..100 {
                            assert_eq!(user.quick(number).unwrap(), number + 1);
                        }
                    });
                }
            });
        });
        assert_serves(&shared);
    }
}

#[test]
fn a_provider_that_another_thread_owns_is_refused() {
    let owned = provider(Dynamic::builder().owned());
    assert_serves(&owned);
    let user = importer(Importer::builder().link(&owned));
    let error = thread::scope(|scope| scope.spawn(|| user.quick(1).unwrap_err()).join());
    assert_error(
        &error.unwrap(),
        ErrorKind::Host,
        &["in the linked", "belongs to the thread", "Builder::owned"],
    );
    assert_serves(&owned);
}
