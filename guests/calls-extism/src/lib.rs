//! What `guests/calls` does, as a plugin of Extism, with its own kit for Rust: parameters and results are
//! bytes, two numbers are eight of them, and records are JSON.

// The kit's imports are there in WebAssembly alone.
#![cfg(target_arch = "wasm32")]
// Its macros write functions without documentation, and unsafe code.
#![allow(missing_docs, clippy::undocumented_unsafe_blocks)]

use std::cell::RefCell;

use extism_pdk::{FnResult, Json, host_fn, plugin_fn};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Item {
    id: u64,
    text: String,
    score: f64,
    tags: Vec<String>,
}

thread_local! {
    /// Extism has no resources: a counter is its place in here.
    static COUNTERS: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

#[host_fn("extism:host/user")]
extern "ExtismHost" {
    fn add(left: u32, right: u32) -> u32;
}

#[plugin_fn]
pub fn add_two(both: u64) -> FnResult<u32> {
    let (left, right) = halves(both);
    Ok(left.wrapping_add(right))
}

#[plugin_fn]
pub fn echo_text(text: String) -> FnResult<String> {
    Ok(text)
}

#[plugin_fn]
pub fn echo_bytes(bytes: Vec<u8>) -> FnResult<Vec<u8>> {
    Ok(bytes)
}

#[plugin_fn]
pub fn echo_items(Json(items): Json<Vec<Item>>) -> FnResult<Json<Vec<Item>>> {
    Ok(Json(items))
}

#[plugin_fn]
pub fn sum(below: u32) -> FnResult<u32> {
    let mut sum = 0;
    for number in 0..below {
        // SAFETY: the host has a function of this type.
        sum = unsafe { add(sum, number)? };
    }
    Ok(sum)
}

#[plugin_fn]
pub fn counter_new() -> FnResult<u32> {
    COUNTERS.with_borrow_mut(|counters| {
        counters.push(0);
        Ok((counters.len() - 1) as u32)
    })
}

#[plugin_fn]
pub fn counter_add(both: u64) -> FnResult<u32> {
    let (counter, by) = halves(both);
    COUNTERS.with_borrow_mut(|counters| {
        let number = &mut counters[counter as usize];
        *number = number.wrapping_add(by);
        Ok(*number)
    })
}

/// Two numbers that come as one.
fn halves(both: u64) -> (u32, u32) {
    (both as u32, (both >> 32) as u32)
}
