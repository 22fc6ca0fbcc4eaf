//! Returns what it is given: the world `echo` of `wit/echo`, on wit-bindgen's own bindings. The code is that of
//! `guests/echo`, so the two differ in nothing else.

mod bindings {
    //! What `wit/echo` becomes in Rust, under the names that it has in Wittgen.

    wit_bindgen::generate!({
        path: "../../wit/echo",
        world: "echo",
        generate_all,
    });
    pub(crate) use exports::wittgen::echo::{arrays, maps, parameters, resources, shapes};
    pub(crate) use wittgen::echo::types;
}
#[path = "../../echo/src/echo.rs"]
mod echo;
#[path = "../../echo/src/witness.rs"]
mod witness;

use echo::Echo;

bindings::export!(Echo with_types_in bindings);
