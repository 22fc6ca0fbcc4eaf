//! Key-value stores.

use std::cell::RefCell;

use crate::Client;
use crate::bindings::keyvalue_store::{Bucket, Error, open};
use crate::bindings::stores::Guest;
use crate::bindings::{atomics, batch};

type Answer<T> = Result<T, String>;

fn failed(error: Error) -> String {
    match error {
        Error::NoSuchStore => "no-such-store".to_string(),
        Error::AccessDenied => "access-denied".to_string(),
        Error::Other(message) => format!("other: {message}"),
    }
}

fn using<T>(store: &str, body: impl FnOnce(&Bucket) -> Result<T, Error>) -> Answer<T> {
    open(store).and_then(|bucket| body(&bucket)).map_err(failed)
}

thread_local! {
    static HELD: RefCell<Vec<Bucket>> = RefCell::default();
}

impl Guest for Client {
    fn get(store: String, key: String) -> Answer<Option<Vec<u8>>> {
        using(&store, |bucket| bucket.get(&key))
    }

    fn set(store: String, key: String, value: Vec<u8>) -> Answer<()> {
        using(&store, |bucket| bucket.set(&key, &value))
    }

    fn delete(store: String, key: String) -> Answer<()> {
        using(&store, |bucket| bucket.delete(&key))
    }

    fn exists(store: String, key: String) -> Answer<bool> {
        using(&store, |bucket| bucket.exists(&key))
    }

    fn keys(store: String) -> Answer<Vec<String>> {
        using(&store, |bucket| {
            let mut keys = Vec::new();
            let mut cursor = None;
            loop {
                let page = bucket.list_keys(cursor)?;
                keys.extend(page.keys);
                cursor = page.cursor;
                if cursor.is_none() {
                    return Ok(keys);
                }
            }
        })
    }

    fn page(store: String, cursor: Option<u64>) -> Answer<(u64, Option<u64>)> {
        using(&store, |bucket| {
            let page = bucket.list_keys(cursor)?;
            Ok((page.keys.len() as u64, page.cursor))
        })
    }

    fn increment(store: String, key: String, delta: u64) -> Answer<u64> {
        using(&store, |bucket| atomics::increment(bucket, &key, delta))
    }

    fn get_many(store: String, keys: Vec<String>) -> Answer<Vec<Option<(String, Vec<u8>)>>> {
        using(&store, |bucket| batch::get_many(bucket, &keys))
    }

    fn set_many(store: String, pairs: Vec<(String, Vec<u8>)>) -> Answer<()> {
        using(&store, |bucket| batch::set_many(bucket, &pairs))
    }

    fn delete_many(store: String, keys: Vec<String>) -> Answer<()> {
        using(&store, |bucket| batch::delete_many(bucket, &keys))
    }

    fn hold(store: String, times: u32) -> Answer<()> {
        for _ in 0..times {
            let bucket = open(&store).map_err(failed)?;
            HELD.with_borrow_mut(|held| held.push(bucket));
        }
        Ok(())
    }
}
