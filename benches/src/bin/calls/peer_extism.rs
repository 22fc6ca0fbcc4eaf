//! Extism, by its crate for hosts and its kit for guests, as their documentation has it.

use extism::convert::Json;
use extism::{PTR, Plugin, PluginBuilder, UserData, host_fn};
use serde::{Deserialize, Serialize};
use wittgen_bench_guests::CALLS_EXTISM;

use crate::candidate::Candidate;
use crate::{Result, data};

#[derive(Serialize, Deserialize)]
struct Item {
    id: u64,
    text: String,
    score: f64,
    tags: Vec<String>,
}

host_fn!(add(left: u32, right: u32) -> u32 { Ok(left.wrapping_add(right)) });

/// The plugin.
pub(crate) struct Extism {
    plugin: Plugin,
    items: Vec<Item>,
    counter: u32,
}

impl Extism {
    pub(crate) fn new() -> Result<Self> {
        let mut plugin = PluginBuilder::new(CALLS_EXTISM)
            .with_cache_disabled()
            .with_function("add", [PTR, PTR], [PTR], UserData::new(()), add)
            .build()?;
        Ok(Self {
            counter: plugin.call("counter_new", ())?,
            items: data::items(|(id, text, score, tags)| Item {
                id,
                text,
                score,
                tags,
            }),
            plugin,
        })
    }
}

/// Two numbers as one.
fn join(left: u32, right: u32) -> u64 {
    u64::from(left) | u64::from(right) << 32
}

impl Candidate for Extism {
    fn add(&mut self, left: u32, right: u32) -> Result<u32> {
        Ok(self.plugin.call("add_two", join(left, right))?)
    }

    fn echo_text(&mut self, text: &str) -> Result<String> {
        Ok(self.plugin.call("echo_text", text)?)
    }

    fn echo_bytes(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        Ok(self.plugin.call("echo_bytes", bytes)?)
    }

    fn echo_items(&mut self) -> Result<usize> {
        let Json(items) = self
            .plugin
            .call::<_, Json<Vec<Item>>>("echo_items", Json(&self.items))?;
        Ok(items.len())
    }

    fn sum(&mut self, below: u32) -> Result<u32> {
        Ok(self.plugin.call("sum", below)?)
    }

    fn count(&mut self, by: u32) -> Result<u32> {
        Ok(self.plugin.call("counter_add", join(self.counter, by))?)
    }
}
