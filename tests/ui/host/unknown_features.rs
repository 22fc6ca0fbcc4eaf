wittgen_macros::bindgen!({
    inline: r"
        package example:gates@0.1.0;
        world gates {
            @unstable(feature = fancy)
            export f: func();
            @unstable(feature = plain)
            export g: func();
        }
    ",
    features: ["fancy", "fany", "other"],
});

fn main() {}
