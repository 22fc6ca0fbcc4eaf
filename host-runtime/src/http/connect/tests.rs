use std::cell::RefCell;
use std::io::{Error, ErrorKind};
use std::time::Instant;

use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use super::*;

/// How long a test waits for what takes a quarter of a second: machines may be slow.
const LONG: Duration = Duration::from_secs(60);

fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { timeout(LONG, test).await.expect("it comes to an end") })
}

fn addresses(texts: &[&str]) -> Vec<SocketAddr> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn families_take_turns() {
    let found = ["[::1]:1", "[::2]:1", "[::3]:1", "1.0.0.1:1", "1.0.0.2:1"];
    let turns = ["[::1]:1", "1.0.0.1:1", "[::2]:1", "1.0.0.2:1", "[::3]:1"];
    assert_eq!(take_turns(addresses(&found)), addresses(&turns));
    let found = ["1.0.0.1:1", "[::1]:1", "[::2]:1"];
    assert_eq!(take_turns(addresses(&found)), addresses(&found));
    assert_eq!(take_turns(vec![]), vec![]);
}

#[test]
fn an_address_that_never_answers_is_passed_over() {
    run(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let answers = listener.local_addr().unwrap();
        let silent = addresses(&["[::1]:9"])[0];
        let begun = Instant::now();
        let connected = first(vec![silent, answers], async |address| {
            match address == silent {
                true => pending().await,
                false => TcpStream::connect(address).await,
            }
        });
        let stream = connected.await.unwrap().unwrap();
        assert_eq!(stream.peer_addr().unwrap(), answers);
        assert!(begun.elapsed() >= HEAD_START, "{:?}", begun.elapsed());
    });
}

#[test]
fn an_address_that_answers_late_is_not_given_up() {
    run(async {
        let found = addresses(&["[::1]:9", "127.0.0.1:9"]);
        let came = first(found.clone(), async |address| {
            match address == found[0] {
                // The other was begun meanwhile.
                true => sleep(HEAD_START * 2).await,
                false => pending().await,
            }
            Ok::<_, Error>(address)
        });
        assert_eq!(came.await.unwrap().unwrap(), found[0]);
    });
}

#[test]
fn a_failure_begins_the_next_at_once() {
    run(async {
        // A head start for each would take longer than this test may.
        let mut found = addresses(&["[::1]:9"; 1_000]);
        found.extend(addresses(&["127.0.0.1:9", "127.0.0.2:9"]));
        let came = first(found.clone(), async |address| {
            match Some(&address) == found.last() {
                true => Ok(address),
                false => Err(Error::from(ErrorKind::ConnectionRefused)),
            }
        });
        assert_eq!(came.await.unwrap().unwrap(), found[1_001]);
    });
}

#[test]
fn the_last_failure_is_told() {
    run(async {
        let found = addresses(&["[::1]:9", "127.0.0.1:9"]);
        let came = first(found, async |address: SocketAddr| match address.is_ipv6() {
            true => Err::<(), _>(Error::from(ErrorKind::NetworkUnreachable)),
            false => Err(Error::from(ErrorKind::ConnectionRefused)),
        });
        let error = came.await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
        let nothing = first(vec![], async |_| Ok::<_, Error>(())).await;
        assert!(nothing.is_none());
    });
}

#[test]
fn few_attempts_run_at_a_time() {
    run(async {
        let begun = RefCell::new(0);
        let attempts = first(addresses(&["127.0.0.1:9"; 100]), |_| {
            *begun.borrow_mut() += 1;
            pending::<Result<(), Error>>()
        });
        let waited = timeout(HEAD_START * (AT_A_TIME as u32 + 4), attempts).await;
        assert!(waited.is_err());
        let begun = *begun.borrow();
        assert!(begun > 1 && begun <= AT_A_TIME, "{begun}");
    });
}
