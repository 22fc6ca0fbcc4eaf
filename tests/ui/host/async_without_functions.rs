wittgen_macros::bindgen!({ inline: "package example:none; world none {}", async: true });

fn main() {}
