//! This library: generated bindings, as a user has them.

use std::any::Any;
use std::sync::Arc;

use tempfile::TempDir;
use wittgen::{Builder, Component, Pool, Precompile};
use wittgen_bench_guests::CALLS;

use crate::Result;
use crate::candidate::{Call, Candidate, Load};

wittgen::bindgen!({ path: "../wit", world: "calls" });

/// What the guest imports.
pub(crate) struct Adder;

impl host::Host for Adder {
    fn add(&self, left: u32, right: u32) -> u32 {
        left.wrapping_add(right)
    }
}

pub(crate) fn builder() -> Builder<Calls> {
    Calls::builder().imports(Adder)
}

/// The guest as a library.
pub(crate) struct Native {
    component: Component,
    fresh: Arc<Calls>,
    _cache: TempDir,
    artifact: Arc<[u8]>,
    builder: Builder<Calls>,
}

impl Native {
    pub(crate) fn new() -> Result<Self> {
        let cache = tempfile::tempdir()?;
        let component = Component::read(CALLS)?;
        let builder = builder().cache_dir(cache.path());
        let pool = builder.clone().pool(Pool::fresh(4));
        Ok(Self {
            fresh: Arc::new(pool.load(&component)?),
            component,
            _cache: cache,
            artifact: Precompile::new().compile(CALLS)?.into_bytes().into(),
            builder,
        })
    }

    fn builder(&self) -> Builder<Calls> {
        self.builder.clone()
    }
}

impl Candidate for Native {
    fn warm(&self) -> Result<Call> {
        let calls = self.builder().load(&self.component)?;
        Ok(Box::new(move |left, right| Ok(calls.add(left, right)?)))
    }

    fn fresh(&self) -> Result<Call> {
        let calls = Arc::clone(&self.fresh);
        Ok(Box::new(move |left, right| Ok(calls.add(left, right)?)))
    }

    fn loads(&self) -> Result<[Option<Load>; 3]> {
        let cached = self.builder();
        let artifact = Arc::clone(&self.artifact);
        Ok([
            Some(Box::new(|| {
                builder().no_cache().load(CALLS)?;
                Ok(())
            })),
            Some(Box::new(move || {
                cached.clone().load(CALLS)?;
                Ok(())
            })),
            Some(Box::new(move || {
                // SAFETY: it was made above.
                let component = unsafe { Component::trusted(Arc::clone(&artifact))? };
                builder().load(&component)?;
                Ok(())
            })),
        ])
    }

    fn idle(&self, count: usize) -> Result<Vec<Box<dyn Any>>> {
        let instance = |_| {
            let calls = self.builder().load(&self.component)?;
            calls.add(1, 2)?;
            Ok(Box::new(calls) as Box<dyn Any>)
        };
        (0..count).map(instance).collect()
    }
}
