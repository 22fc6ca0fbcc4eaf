//! Passes what it is given to the host, and returns what the host answers: the world `relay` of `wit/echo`, on
//! wit-bindgen's own bindings. The code is that of `guests/relay`, so the two differ in nothing else.

mod bindings {
    //! What `wit/echo` becomes in Rust, under the names that it has in Wittgen.

    wit_bindgen::generate!({
        path: "../../wit/echo",
        world: "relay",
        generate_all,
    });
    pub(crate) use exports::wittgen::echo::{arrays, maps, parameters, resources, shapes};
    pub(crate) use wittgen::echo::types;
    pub(crate) use wittgen::echo::{
        arrays as imported_arrays, maps as imported_maps, parameters as imported_parameters,
        resources as imported_resources, shapes as imported_shapes,
    };
}
#[path = "../../relay/src/relay.rs"]
mod relay;
#[path = "../../echo/src/witness.rs"]
mod witness;

use relay::Relay;

bindings::export!(Relay with_types_in bindings);
