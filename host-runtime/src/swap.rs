//! Components that are replaced while they are in use.
//!
//! ```text
//! current() ──► Arc of the version now ──► calls ──► dropped
//! swap()         load the new one, check it, then change the pointer: from there on `current` gives the new one
//! ```
//!
//! A version is there for as long as somebody has it, so that a call never finds its component gone.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;

use crate::{Builder, Dynamic, Error, ErrorKind, Source, World};

/// A loaded component that can be replaced by another version while threads call it.
///
/// ```no_run
/// # use wittgen_runtime::Dynamic;
/// # fn main() -> Result<(), wittgen_runtime::Error> {
/// let plugin = Dynamic::builder().pool(8).load_swappable("plugin-1.wasm")?;
/// plugin.current().call("greet()")?;
/// plugin.swap("plugin-2.wasm")?;
/// plugin.current().call("greet()")?;
/// plugin.roll_back()?;
/// # Ok(()) }
/// ```
///
/// What [`Swappable::current`] gave stays what it is: its calls, and the resources that they returned, end on the version
/// that they began on. A new version begins with empty memory; what is to outlast it belongs into a file or a store that
/// is granted to both.
pub struct Swappable<W> {
    current: ArcSwap<W>,
    previous: Mutex<Option<Arc<W>>>,
    builder: Builder<W>,
}

impl<W: Load> Swappable<W> {
    /// The version that is current now. Whoever makes several calls that belong together makes them on one of these.
    pub fn current(&self) -> Arc<W> {
        self.current.load_full()
    }

    /// Loads another version with the same grants and limits, and makes it the current one. The one before is kept for
    /// [`Swappable::roll_back`].
    ///
    /// It is loaded, checked against the contract and instantiated first, while calls go on; no call waits for that.
    ///
    /// # Errors
    ///
    /// Those of loading it; and where it is a [`Dynamic`], when it lacks a function of the one before, or has it with
    /// another type. The current version stays then.
    pub fn swap<'a>(&self, source: impl Into<Source<'a>>) -> Result<(), Error> {
        self.swap_with(self.builder.clone(), source)
    }

    /// The same, with other grants and limits.
    ///
    /// # Errors
    ///
    /// Those of [`Swappable::swap`].
    pub fn swap_with<'a>(
        &self,
        builder: Builder<W>,
        source: impl Into<Source<'a>>,
    ) -> Result<(), Error> {
        let next = W::load_with(builder, source.into())?;
        let mut previous = self.previous();
        next.succeeds(&self.current.load())?;
        let dropped = previous.replace(self.current.swap(Arc::new(next)));
        // It is the last reference, unless somebody is calling it: its end takes its time.
        drop(previous);
        drop(dropped);
        tracing::info!("a component was swapped");
        Ok(())
    }

    /// Makes the version before the current one again. Doing it twice changes nothing.
    ///
    /// # Errors
    ///
    /// When there is none before: nothing was swapped, or it was forgotten.
    pub fn roll_back(&self) -> Result<(), Error> {
        let mut previous = self.previous();
        let Some(before) = previous.take() else {
            return Err(Error::new(
                ErrorKind::Gone,
                "there is no version before this one to go back to",
            )
            .with_help("load it again with `Swappable::swap`"));
        };
        *previous = Some(self.current.swap(before));
        tracing::info!("a component was rolled back");
        Ok(())
    }

    /// Lets go of the version before the current one, whose memory is free once nobody calls it any more.
    pub fn forget_previous(&self) {
        let previous = self.previous().take();
        drop(previous);
    }

    fn previous(&self) -> MutexGuard<'_, Option<Arc<W>>> {
        self.previous.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Load> Builder<W> {
    /// Loads a component that can be replaced while it is in use.
    ///
    /// # Errors
    ///
    /// Those of [`Builder::load`].
    pub fn load_swappable<'a>(self, source: impl Into<Source<'a>>) -> Result<Swappable<W>, Error> {
        let first = W::load_with(self.clone(), source.into())?;
        Ok(Swappable {
            current: ArcSwap::from_pointee(first),
            previous: Mutex::new(None),
            builder: self,
        })
    }
}

/// What a [`Builder`] loads: the worlds of `bindgen!`, and [`Dynamic`].
pub trait Load: Sized {
    #[doc(hidden)]
    fn load_with(builder: Builder<Self>, source: Source<'_>) -> Result<Self, Error>;

    /// Whether it can stand in for `other`.
    #[doc(hidden)]
    fn succeeds(&self, other: &Self) -> Result<(), Error>;
}

impl<W: World> Load for W {
    fn load_with(builder: Builder<Self>, source: Source<'_>) -> Result<Self, Error> {
        builder.load(source)
    }

    fn succeeds(&self, _: &Self) -> Result<(), Error> {
        // Both were held against the world.
        Ok(())
    }
}

impl Load for Dynamic {
    fn load_with(builder: Builder<Self>, source: Source<'_>) -> Result<Self, Error> {
        builder.load(source)
    }

    fn succeeds(&self, other: &Self) -> Result<(), Error> {
        let lacking = other.functions().iter().find_map(|old| {
            let same = |new: &&crate::Function| new.full_name() == old.full_name();
            match self.functions().iter().find(same) {
                None => Some(format!("lacks the function `{}`", old.full_name())),
                Some(new) if new.signature != old.signature => Some(format!(
                    "has the function `{}` as `{}` instead of `{}`",
                    old.full_name(),
                    new.signature,
                    old.signature
                )),
                Some(_) => None,
            }
        });
        match lacking {
            None => Ok(()),
            Some(what) => Err(Error::new(
                ErrorKind::Mismatch,
                format!("the new version {what}, and callers of the current one may need it"),
            )
            .with_help(
                "load it on its own and move callers over, or give it what the current one has",
            )),
        }
    }
}
