//! Extism, by its crate for hosts.

use std::any::Any;
use std::sync::Arc;

use extism::{CompiledPlugin, PTR, Plugin, PluginBuilder, UserData, host_fn};
use tempfile::TempDir;
use wittgen_bench_guests::CALLS_EXTISM;

use crate::Result;
use crate::candidate::{Call, Candidate, Load};

host_fn!(add(left: u32, right: u32) -> u32 { Ok(left.wrapping_add(right)) });

fn builder() -> PluginBuilder<'static> {
    PluginBuilder::new(CALLS_EXTISM).with_function("add", [PTR, PTR], [PTR], UserData::new(()), add)
}

/// The plugin.
pub(crate) struct Extism {
    compiled: Arc<CompiledPlugin>,
}

impl Extism {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self {
            compiled: Arc::new(builder().with_cache_disabled().compile()?),
        })
    }
}

/// Two numbers as one.
fn join(left: u32, right: u32) -> u64 {
    u64::from(left) | u64::from(right) << 32
}

impl Candidate for Extism {
    fn warm(&self) -> Result<Call> {
        let mut plugin = Plugin::new_from_compiled(&self.compiled)?;
        Ok(Box::new(move |left, right| {
            Ok(plugin.call("add_two", join(left, right))?)
        }))
    }

    fn fresh(&self) -> Result<Call> {
        let compiled = Arc::clone(&self.compiled);
        Ok(Box::new(move |left, right| {
            let mut plugin = Plugin::new_from_compiled(&compiled)?;
            Ok(plugin.call("add_two", join(left, right))?)
        }))
    }

    fn loads(&self) -> Result<[Option<Load>; 3]> {
        let dir = TempDir::new()?;
        let config = dir.path().join("cache.toml");
        let text = format!("[cache]\ndirectory = {:?}\n", dir.path().join("cache"));
        std::fs::write(&config, text)?;
        let cached: Load = Box::new(move || {
            let _keep = &dir;
            builder().with_cache_config(&config).build()?;
            Ok(())
        });
        Ok([
            Some(Box::new(|| {
                builder().with_cache_disabled().build()?;
                Ok(())
            })),
            Some(cached),
            None,
        ])
    }

    fn idle(&self, count: usize) -> Result<Vec<Box<dyn Any>>> {
        let instance = |_| {
            let mut plugin = Plugin::new_from_compiled(&self.compiled)?;
            plugin.call::<_, u32>("add_two", join(1, 2))?;
            Ok(Box::new(plugin) as Box<dyn Any>)
        };
        (0..count).map(instance).collect()
    }
}
