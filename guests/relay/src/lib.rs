//! Passes what it is given to the host, and returns what the host answers: the world `relay` of `wit/echo`, on
//! Wittgen's bindings.

mod bindings {
    //! What `wit/echo` becomes in Rust.

    wittgen::guest::bindgen!({ path: "../../wit/echo", world: "relay" });
}
mod relay;
#[path = "../../echo/src/witness.rs"]
mod witness;

use relay::Relay;

bindings::export!(Relay in bindings);
