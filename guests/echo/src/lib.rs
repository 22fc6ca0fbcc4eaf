//! Returns what it is given: the world `echo` of `wit/echo`, on Wittgen's bindings.

mod bindings {
    //! What `wit/echo` becomes in Rust.

    wittgen::guest::bindgen!({ path: "../../wit/echo", world: "echo" });
}
mod echo;
mod witness;

use echo::Echo;

bindings::export!(Echo in bindings);
