//! Connecting to the first of several addresses that answers, as in RFC 8305 ("Happy Eyeballs"), sections 4 and 5.
//!
//! A name often has addresses of both families, and a machine a way out for only one of them. So attempts take turns
//! between the families, and the next begins when one has failed, or has not answered for a while. Whether an address may
//! be connected to is not asked here, and TLS is spoken with the one that answered.

use std::future::{pending, poll_fn};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::sleep;

/// How long an attempt has before the next begins beside it: the "Connection Attempt Delay".
const HEAD_START: Duration = Duration::from_millis(250);

/// How many attempts run at a time: whoever answers for a name may give out thousands of addresses.
const AT_A_TIME: usize = 4;

/// Attempts the addresses until the first succeeds; none where there are no addresses, the last failure where all fail.
pub(super) async fn first<T, E, A>(
    addresses: Vec<SocketAddr>,
    attempt: impl Fn(SocketAddr) -> A,
) -> Option<Result<T, E>>
where
    A: Future<Output = Result<T, E>>,
{
    let mut waiting = take_turns(addresses).into_iter();
    let mut running = Vec::new();
    let mut failure = None;
    loop {
        if running.len() < AT_A_TIME
            && let Some(address) = waiting.next()
        {
            running.push(Box::pin(attempt(address)));
        }
        if running.is_empty() {
            return failure;
        }
        let may_begin = waiting.len() > 0 && running.len() < AT_A_TIME;
        tokio::select! {
            biased;
            ended = any(&mut running) => match ended {
                Ok(value) => return Some(Ok(value)),
                Err(error) => failure = Some(Err(error)),
            },
            () = head_start(may_begin) => {}
        }
    }
}

/// What comes of the first attempt to end, which is one no more.
async fn any<A: Future>(running: &mut Vec<Pin<Box<A>>>) -> A::Output {
    poll_fn(|context| {
        for index in 0..running.len() {
            if let Poll::Ready(ended) = running[index].as_mut().poll(context) {
                drop(running.remove(index));
                return Poll::Ready(ended);
            }
        }
        Poll::Pending
    })
    .await
}

/// Ends when the next attempt may begin, if there is one.
async fn head_start(may_begin: bool) {
    match may_begin {
        true => sleep(HEAD_START).await,
        false => pending().await,
    }
}

/// The addresses with the families in turn, the family of the first before, each family in its order.
fn take_turns(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let begins = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (one, other): (Vec<_>, Vec<_>) = addresses
        .into_iter()
        .partition(|address| address.is_ipv6() == begins);
    let longest = one.len().max(other.len());
    (0..longest)
        .flat_map(|index| [one.get(index), other.get(index)])
        .flatten()
        .copied()
        .collect()
}

#[cfg(test)]
mod tests;
