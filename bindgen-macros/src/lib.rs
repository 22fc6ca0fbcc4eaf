//! The face of Wittgen's macros: options in, tokens out.
//!
//! What the macros mean is documented where they are re-exported, in the crate `wittgen`. No type of WIT
//! is handled here.

mod embed;
mod expand;
mod inline;
mod options;
mod value;

use proc_macro::TokenStream;

/// Host bindings; see `wittgen::bindgen!`.
#[proc_macro]
pub fn bindgen(input: TokenStream) -> TokenStream {
    expand::expand_host(input.into()).into()
}

/// Guest bindings; see `wittgen::guest::bindgen!`.
#[cfg(feature = "guest")]
#[proc_macro]
pub fn guest_bindgen(input: TokenStream) -> TokenStream {
    expand::expand_guest(input.into()).into()
}
