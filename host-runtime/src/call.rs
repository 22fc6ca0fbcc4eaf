//! What generated code calls: a function of an instance, by its number in the world's table.
//!
//! How the instance is had for that, and what a failure does to it, is in `instance`.

use wasmtime::component::{ComponentNamedList, Lift, Lower, TypedFunc};

use crate::arguments::Arguments;
use crate::instance::Instance;
use crate::{CallError, Error};

/// Calls the function of this number in the world's table.
///
/// `P` and `R` have the types by which the function was checked when the component was loaded, up to
/// lifetimes; generated code sees to that.
pub fn call<P, R>(instance: &Instance, index: usize, params: P) -> Result<R, Error>
where
    P: ComponentNamedList + Lower,
    R: ComponentNamedList + Lift,
{
    let name = move || instance.name(index);
    instance.enter(name, move |live| {
        // SAFETY: generated code calls with the types that it put into the table under this number, and those were
        // compared with the function's when the component was first instantiated (`Live::new`).
        let func = unsafe { TypedFunc::<Arguments<P>, R>::new_unchecked(live.func(index)?) };
        func.call(&mut live.store, Arguments(params))
    })
}

/// Calls a function that returns WIT's `result`, and flattens what comes back.
pub fn call_result<P, T, L, E>(
    instance: &Instance,
    index: usize,
    params: P,
) -> Result<T, CallError<E>>
where
    P: ComponentNamedList + Lower,
    T: Lift,
    L: Lift + Into<E>,
{
    flatten(call::<P, (Result<T, L>,)>(instance, index, params))
}

/// Makes one result of how a call went and what WIT's `result` says.
pub fn flatten<T, L: Into<E>, E>(
    result: Result<(Result<T, L>,), Error>,
) -> Result<T, CallError<E>> {
    match result {
        Ok((Ok(value),)) => Ok(value),
        Ok((Err(error),)) => Err(CallError::Guest(error.into())),
        Err(error) => Err(CallError::Host(error)),
    }
}
