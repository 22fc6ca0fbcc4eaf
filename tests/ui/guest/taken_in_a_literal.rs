wittgen::guest::bindgen!({
    inline: r"
        package example:taken;
        interface files {
            resource file {
                handle: func() -> u32;
            }
            type given = own<file>;
        }
        world taken {
            import files;
        }
    ",
});

fn main() {}
