//! Whose turn it is: a lock around an instance that knows the thread that has it.
//!
//! A turn is taken by one exchange and given back by one store, where the standard library's lock needs an exchange for
//! both, and a thread that has it already is refused instead of waiting for itself. Who has to wait may miss that
//! the turn is free, for which reason it looks again after a while by itself.

use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::limit::Allowance;
use crate::scope::Thread;

/// How often a thread that waits looks for itself.
const LOOK: Duration = Duration::from_millis(1);

/// A value that one thread has at a time.
pub(crate) struct Turn<T> {
    /// The thread that has the value, or 0.
    holder: AtomicU64,
    /// The only thread that may have it, or 0.
    owner: u64,
    waiting: AtomicU32,
    queue: Mutex<()>,
    given_back: Condvar,
    value: UnsafeCell<T>,
    /// What becomes of a value that a panic has left in the middle of things.
    panicked: fn() -> T,
}

// SAFETY: `value` is touched by nobody but the thread that has its number in `holder`, one after the other: with an
// owner it is always the same one, else each acquires what the one before has released.
unsafe impl<T: Send> Sync for Turn<T> {}

/// Why a thread can't have a turn.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It has it already.
    Busy,
    /// Another thread owns the value.
    NotOwner,
    /// Others had it for longer than the call which waits may go on.
    Over,
}

impl<T> Turn<T> {
    /// Any thread may have the value.
    pub(crate) fn shared(value: T, panicked: fn() -> T) -> Self {
        Self::with_owner(value, panicked, 0)
    }

    /// The thread `owner` alone may have the value, for which it needs no exchange.
    pub(crate) fn owned(value: T, panicked: fn() -> T, owner: Thread) -> Self {
        Self::with_owner(value, panicked, owner.number())
    }

    fn with_owner(value: T, panicked: fn() -> T, owner: u64) -> Self {
        Self {
            holder: AtomicU64::new(0),
            owner,
            waiting: AtomicU32::new(0),
            queue: Mutex::new(()),
            given_back: Condvar::new(),
            value: UnsafeCell::new(value),
            panicked,
        }
    }

    /// The value, which no thread can have.
    pub(crate) fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// Waits for the value, for as long as the call may go on which the thread is making.
    #[inline]
    pub(crate) fn take(&self, thread: Thread) -> Result<Taken<'_, T>, Refused> {
        match self.try_take(thread) {
            Ok(Some(taken)) => Ok(taken),
            Ok(None) => self.wait(thread),
            Err(refused) => Err(refused),
        }
    }

    /// The value, if nobody has it.
    #[inline]
    pub(crate) fn try_take(&self, thread: Thread) -> Result<Option<Taken<'_, T>>, Refused> {
        let number = thread.number();
        if self.owner == 0 {
            let taken =
                self.holder
                    .compare_exchange(0, number, Ordering::Acquire, Ordering::Relaxed);
            return match taken {
                Ok(_) => Ok(Some(Taken::new(self))),
                Err(holder) if holder == number => Err(Refused::Busy),
                Err(_) => Ok(None),
            };
        }
        if self.owner != number {
            return Err(Refused::NotOwner);
        }
        // No other thread takes it.
        if self.holder.load(Ordering::Acquire) != 0 {
            return Err(Refused::Busy);
        }
        self.holder.store(number, Ordering::Relaxed);
        Ok(Some(Taken::new(self)))
    }

    #[cold]
    fn wait(&self, thread: Thread) -> Result<Taken<'_, T>, Refused> {
        let allowance = Allowance::current();
        let is_over = || allowance.as_ref().is_some_and(|it| it.check().is_some());
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = loop {
            if is_over() {
                break Err(Refused::Over);
            }
            // Nothing but its being another's can keep it from this thread, which `try_take` has found out.
            if let Ok(Some(taken)) = self.try_take(thread) {
                break Ok(taken);
            }
            let waited = self.given_back.wait_timeout(queue, LOOK);
            queue = waited.unwrap_or_else(PoisonError::into_inner).0;
        };
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        taken
    }

    #[cold]
    fn wake(&self) {
        // Whoever is about to wait has not looked yet, or is waiting when the lock is free.
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner));
        self.given_back.notify_one();
    }
}

/// The value, until this is dropped.
pub(crate) struct Taken<'a, T> {
    turn: &'a Turn<T>,
    finished: bool,
}

impl<'a, T> Taken<'a, T> {
    #[inline]
    fn new(turn: &'a Turn<T>) -> Self {
        Self {
            turn,
            finished: false,
        }
    }

    /// Gives the value back as it is. Dropped otherwise, it is taken for left by a panic.
    #[inline]
    pub(crate) fn finish(mut self) {
        self.finished = true;
    }
}

impl<T> Deref for Taken<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: this thread has the value, by `holder`, and there is one `Taken` at a time.
        unsafe { &*self.turn.value.get() }
    }
}

impl<T> DerefMut for Taken<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { &mut *self.turn.value.get() }
    }
}

impl<T> Drop for Taken<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if !self.finished {
            **self = (self.turn.panicked)();
        }
        self.turn.holder.store(0, Ordering::Release);
        if self.turn.waiting.load(Ordering::Relaxed) != 0 {
            self.turn.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;

    use super::*;
    use crate::scope::{Here, here};

    fn me() -> Thread {
        here(Here::thread)
    }

    #[test]
    fn threads_take_turns() {
        let turn = Turn::shared(0_u64, || 0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for count in 0..20_000 {
                        let mut value = turn.take(me()).expect("it has it not yet");
                        *value += 1;
                        if count % 1_000 == 0 {
                            thread::yield_now();
                        }
                        value.finish();
                    }
                });
            }
        });
        assert_eq!(*turn.take(me()).expect("nobody has it"), 80_000);
    }

    #[test]
    fn who_has_it_is_refused() {
        for turn in [Turn::shared((), || ()), Turn::owned((), || (), me())] {
            let taken = turn.take(me());
            assert_eq!(turn.take(me()).err(), Some(Refused::Busy));
            taken.expect("nobody had it").finish();
            assert!(turn.take(me()).is_ok());
        }
    }

    #[test]
    fn an_owner_is_alone() {
        let turn = Turn::owned((), || (), me());
        let refused = thread::scope(|scope| scope.spawn(|| turn.take(me()).err()).join());
        assert_eq!(refused.ok(), Some(Some(Refused::NotOwner)));
    }

    #[test]
    fn a_panic_leaves_what_stands_for_it() {
        let turn = Turn::shared("fine", || "panicked");
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let _taken = turn.take(me());
            panic!("in the middle");
        }));
        assert!(caught.is_err());
        let value = turn.take(me()).expect("it was given back");
        assert_eq!(*value, "panicked");
    }
}
