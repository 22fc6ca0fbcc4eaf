wittgen_macros::bindgen!({
    inline: r"
        package example:app;
        package other:dep@0.1.0 { interface store { record entry { id: u32 } } }
        package other:dep@0.2.0 { interface store { record entry { id: u64 } } }
        world app {
            import other:dep/store@0.1.0;
            import other:dep/store@0.2.0;
        }
    ",
    with: {
        "other:dep/store": crate::store,
        "other:dep/store@0.3.0/entry": crate::Entry,
    },
});

fn main() {}
