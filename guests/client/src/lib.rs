//! A client of HTTP servers, key-value stores and configuration: the world `client` of `wit/client`.

mod bindings {
    //! What `wit/client` becomes in Rust.

    wittgen::guest::bindgen!({ path: "../../wit/client", world: "client" });
}

mod http;
mod store;

struct Client;

bindings::export!(Client in bindings);

impl bindings::settings::Guest for Client {
    fn get(key: String) -> Option<String> {
        bindings::config_store::get(&key).expect("the host has it at hand")
    }

    fn get_all() -> Vec<(String, String)> {
        bindings::config_store::get_all().expect("the host has it at hand")
    }
}
