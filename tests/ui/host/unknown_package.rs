wittgen_macros::bindgen!({ inline: "package example:app; world app { import other:things/store; }" });

fn main() {}
