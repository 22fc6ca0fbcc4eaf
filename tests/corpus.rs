//! Host bindings of every world that there is compile, without a warning.

#![deny(warnings)]
#![allow(missing_docs, unreachable_pub)]

include!(concat!(env!("OUT_DIR"), "/corpus.rs"));

#[test]
fn worlds_that_components_can_have_are_not_refused() {
    const { assert!(COUNT >= 3) };
    for (case, reason) in REFUSED {
        // No component can have a record without fields.
        assert!(reason.contains("empty record"), "{case}: {reason}");
    }
}
