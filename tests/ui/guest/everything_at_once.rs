wittgen::guest::bindgen!({
    inline: r"
        package example:notes@0.1.0;
        interface store {
            record note { id: u64 }
            variant failure { full, other(string) }
            resource cursor {
                constructor();
                next: func() -> option<note>;
            }
            add: func(text: string) -> result<u64, failure>;
            get: func(id: u64) -> note;
        }
        interface other {
            use store.{note};
            copy: func(a: note) -> note;
        }
        interface extra {
            ping: func();
        }
        world notes {
            import other;
            export store;
            export extra;
        }
    ",
    colour: "red",
    derives: [serde::Serialize, serde::Serialize],
    rename: { "example:notes/store/note": entry },
    with: { "example:notes/stor/note": crate::Note },
    trappable: true,
});

fn main() {}
