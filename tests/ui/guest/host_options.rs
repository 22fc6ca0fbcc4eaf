wittgen::guest::bindgen!({
    inline: "package example:tiny; world tiny { export f: func(); }",
    async: true,
    trappable: ["f"],
});

fn main() {}
