wittgen_macros::bindgen!({
    inline: r"
        package example:broken;
        world broken {
            import log: func(text: strin);
        }
    ",
});

fn main() {}
