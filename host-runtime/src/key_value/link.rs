//! The functions of `wasi:keyvalue` 0.2.0-draft as a component finds them.
//!
//! Their names and types are those of <https://github.com/WebAssembly/wasi-keyvalue/tree/v0.2.0-draft>.

use wasmtime::StoreContextMut;
use wasmtime::component::{ComponentType, Lift, Linker, Lower, Resource, ResourceType};
use wasmtime_wasi::WasiView as _;

use super::{Change, Failure, KeyValue};
use crate::Area;
use crate::host::Host;

const STORE: &str = "wasi:keyvalue/store@0.2.0-draft";
const ATOMICS: &str = "wasi:keyvalue/atomics@0.2.0-draft";
const BATCH: &str = "wasi:keyvalue/batch@0.2.0-draft";

/// How many bytes of values are read at once; the memory that holds them on the way is the host's.
const MAX_ANSWER: usize = 64 << 20;

/// An open store.
struct Bucket {
    name: String,
    store: KeyValue,
}

#[derive(ComponentType, Lift, Lower)]
#[component(variant)]
enum StoreError {
    #[component(name = "no-such-store")]
    NoSuchStore,
    #[component(name = "access-denied")]
    AccessDenied,
    #[component(name = "other")]
    Other(String),
}

#[derive(ComponentType, Lift, Lower)]
#[component(record)]
struct KeyResponse {
    keys: Vec<String>,
    cursor: Option<u64>,
}

type Context<'a> = StoreContextMut<'a, Host>;
type Answer<T> = wasmtime::Result<(Result<T, StoreError>,)>;
type Handle = Resource<Bucket>;

/// Checks that values of these lengths may be read at once. A single one always may.
pub(super) fn check_answer(lens: impl Iterator<Item = usize> + Clone) -> Result<(), Failure> {
    let is_single = lens.clone().filter(|len| *len > 0).count() < 2;
    if is_single || lens.fold(0, usize::saturating_add) <= MAX_ANSWER {
        return Ok(());
    }
    Err(Failure::Other(format!(
        "the values are more than the {MAX_ANSWER} bytes that are read at once; ask for fewer keys"
    )))
}

/// Provides the interfaces.
pub(crate) fn add_to_linker(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    let mut store = linker.instance(STORE)?;
    store.resource(
        "bucket",
        ResourceType::host::<Bucket>(),
        |mut context, rep| {
            context
                .data_mut()
                .ctx()
                .table
                .delete(Handle::new_own(rep))?;
            Ok(())
        },
    )?;
    store.func_wrap("open", open)?;
    store.func_wrap(
        "[method]bucket.get",
        |context: Context<'_>, (bucket, key): (Handle, String)| {
            using(context, &bucket, |store| {
                Ok(store.read(&[&key])?.pop().flatten())
            })
        },
    )?;
    store.func_wrap(
        "[method]bucket.set",
        |context: Context<'_>, (bucket, key, value): (Handle, String, Vec<u8>)| {
            using(context, &bucket, |store| {
                store.write(&[Change::Set(&key, &value)])
            })
        },
    )?;
    store.func_wrap(
        "[method]bucket.delete",
        |context: Context<'_>, (bucket, key): (Handle, String)| {
            using(context, &bucket, |store| {
                store.write(&[Change::Delete(&key)])
            })
        },
    )?;
    store.func_wrap(
        "[method]bucket.exists",
        |context: Context<'_>, (bucket, key): (Handle, String)| {
            using(context, &bucket, |store| store.has(&key))
        },
    )?;
    store.func_wrap(
        "[method]bucket.list-keys",
        |context: Context<'_>, (bucket, cursor): (Handle, Option<u64>)| {
            using(context, &bucket, |store| list_keys(store, cursor))
        },
    )?;
    linker.instance(ATOMICS)?.func_wrap(
        "increment",
        |context: Context<'_>, (bucket, key, delta): (Handle, String, u64)| {
            using(context, &bucket, |store| store.increment(&key, delta))
        },
    )?;
    add_batch(linker)
}

fn add_batch(linker: &mut Linker<Host>) -> wasmtime::Result<()> {
    let mut batch = linker.instance(BATCH)?;
    batch.func_wrap(
        "get-many",
        |context: Context<'_>, (bucket, keys): (Handle, Vec<String>)| {
            using(context, &bucket, |store| {
                let names: Vec<&str> = keys.iter().map(String::as_str).collect();
                let values = store.read(&names)?;
                let pairs = keys.into_iter().zip(values);
                Ok(pairs
                    .map(|(key, value)| value.map(|value| (key, value)))
                    .collect::<Vec<_>>())
            })
        },
    )?;
    batch.func_wrap(
        "set-many",
        |context: Context<'_>, (bucket, pairs): (Handle, Vec<(String, Vec<u8>)>)| {
            using(context, &bucket, |store| {
                let pairs = pairs.iter();
                let changes: Vec<_> = pairs.map(|(key, value)| Change::Set(key, value)).collect();
                store.write(&changes)
            })
        },
    )?;
    batch.func_wrap(
        "delete-many",
        |context: Context<'_>, (bucket, keys): (Handle, Vec<String>)| {
            using(context, &bucket, |store| {
                let changes: Vec<_> = keys.iter().map(|key| Change::Delete(key)).collect();
                store.write(&changes)
            })
        },
    )
}

fn open(mut context: Context<'_>, (name,): (String,)) -> Answer<Handle> {
    let (opened, table) = context.data_mut().opened_and_table();
    let Some(store) = opened.stores.get(&name).cloned() else {
        let what = format!("the key-value store `{name}`");
        opened.denials.note(Area::KeyValue, what);
        return Ok((Err(StoreError::NoSuchStore),));
    };
    let bucket = table.push(Bucket { name, store })?;
    Ok((Ok(bucket),))
}

fn list_keys(store: &KeyValue, cursor: Option<u64>) -> Result<KeyResponse, Failure> {
    let skip = cursor.unwrap_or(0);
    let (keys, has_more) = store.list(skip)?;
    let cursor = has_more.then(|| skip + keys.len() as u64);
    Ok(KeyResponse { keys, cursor })
}

/// Does something with an open store.
fn using<T>(
    mut context: Context<'_>,
    bucket: &Handle,
    body: impl FnOnce(&KeyValue) -> Result<T, Failure>,
) -> Answer<T> {
    let (opened, table) = context.data_mut().opened_and_table();
    let Bucket { name, store } = table.get(bucket)?;
    let error = match body(store) {
        Ok(value) => return Ok((Ok(value),)),
        Err(Failure::Other(message)) => StoreError::Other(message),
        Err(Failure::ReadOnly) => {
            let what = format!("a change of the key-value store `{name}`");
            opened.denials.note(Area::KeyValue, what);
            StoreError::AccessDenied
        }
    };
    Ok((Err(error),))
}
