//! A test for each shape, with both guests. This file is compiled for each host, whose `Host`, types and `call!`
//! it finds above itself.

use proptest::prelude::{BoxedStrategy, Just, Strategy};
use proptest::sample::subsequence;
use proptest::strategy::Union;
use wittgen_shapes::{shapes, show, types};
use wittgen_test_guests::{ECHO, ECHO_PLAIN};

use super::*;
use crate::check::check;

types!(show);
types!(any);

macro_rules! tests {
    ($($name:ident $plain_name:ident($x:ident: $ty:ty) $lend:expr;)*) => { $(
        #[test]
        fn $name() {
            for guest in [ECHO, ECHO_PLAIN] {
                let host = Host::load(guest);
                check(&host, &|$x: &$ty| -> $ty {
                    call!(host, $name, $plain_name, $lend).answer()
                });
            }
        }
    )* };
}

shapes!(tests);
