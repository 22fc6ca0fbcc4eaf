wittgen_macros::bindgen!({ inline: "package example:broken;\n\tworld broken { import log fun(); }" });

fn main() {}
