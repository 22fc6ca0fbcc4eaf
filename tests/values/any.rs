//! Random values of every type, the borders of their ranges more often than chance would have it.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;

use proptest::collection::{hash_map, vec};
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use wittgen_shapes::Show;

/// How many items a list has at most. Lists are in lists, so it is not much.
const ITEMS: usize = 4;

/// A type with random values.
pub(crate) trait Any: Show + Debug + Sized + 'static {
    /// What makes them.
    fn any() -> BoxedStrategy<Self>;
}

macro_rules! integer {
    ($($ty:ty),*) => { $(
        impl Any for $ty {
            fn any() -> BoxedStrategy<Self> {
                let half = <$ty>::MAX / 2;
                let borders = [<$ty>::MIN, <$ty>::MAX, 0, 1, half, half + 1, <$ty>::MAX - 1];
                prop_oneof![2 => any::<$ty>(), 1 => select(borders.to_vec())].boxed()
            }
        }
    )* };
}

integer!(u8, u16, u32, u64, i8, i16, i32, i64);

macro_rules! float {
    ($ty:ident, $bits:ty) => {
        impl Any for $ty {
            fn any() -> BoxedStrategy<Self> {
                const SIGN: $bits = 1 << (<$bits>::BITS - 1);
                let quiet = $ty::NAN.to_bits();
                let infinite = $ty::INFINITY.to_bits();
                let special = [
                    0,
                    SIGN,
                    infinite,
                    infinite | SIGN,
                    quiet,
                    quiet | SIGN,
                    // With a payload, and signalling ones, down to the smallest payload.
                    quiet | 0x1234,
                    infinite | 1,
                    infinite | 0x4321 | SIGN,
                    $ty::MAX.to_bits(),
                    $ty::MIN.to_bits(),
                    $ty::MIN_POSITIVE.to_bits(),
                    // The smallest and the largest that are not normal.
                    1,
                    $ty::MIN_POSITIVE.to_bits() - 1,
                    $ty::EPSILON.to_bits(),
                ];
                prop_oneof![any::<$bits>(), select(special.to_vec())]
                    .prop_map($ty::from_bits)
                    .boxed()
            }
        }
    };
}

float!(f32, u32);
float!(f64, u64);

impl Any for () {
    fn any() -> BoxedStrategy<Self> {
        Just(()).boxed()
    }
}

impl Any for bool {
    fn any() -> BoxedStrategy<Self> {
        any::<bool>().boxed()
    }
}

impl Any for char {
    fn any() -> BoxedStrategy<Self> {
        // Where UTF-8 grows by a byte, the surrogates' borders, those of the planes, a combining accent, a joiner,
        // a mark of direction and of byte order, and some that are more than one `char` to the eye.
        let borders = "\0\u{1}\u{7f}\u{80}\u{7ff}\u{800}\u{d7ff}\u{e000}\u{fffd}\u{fffe}\u{ffff}\
                       \u{10000}\u{1ffff}\u{10ffff}\u{301}\u{200d}\u{202e}\u{feff}\u{1f1e9}\u{1f468}";
        prop_oneof![any::<char>(), select(borders.chars().collect::<Vec<_>>())].boxed()
    }
}

impl Any for String {
    fn any() -> BoxedStrategy<Self> {
        let known = [
            "",
            "plain",
            "e\u{301}\u{323}",
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
            "𝔸𝔹ℂ 🂡 𠀀𠀁",
            "\u{5d0}\u{5d1}\u{202e}abc",
            "a\0b",
        ];
        let random = vec(char::any(), 0..24).prop_map(String::from_iter);
        prop_oneof![3 => random, 1 => select(known.to_vec()).prop_map(String::from)].boxed()
    }
}

impl<T: Any> Any for Vec<T> {
    fn any() -> BoxedStrategy<Self> {
        vec(T::any(), 0..=ITEMS).boxed()
    }
}

impl<T: Any, const N: usize> Any for [T; N] {
    fn any() -> BoxedStrategy<Self> {
        vec(T::any(), N)
            .prop_map(|items| items.try_into().expect("as many as were asked for"))
            .boxed()
    }
}

impl<K: Any + Hash + Eq, V: Any> Any for HashMap<K, V> {
    fn any() -> BoxedStrategy<Self> {
        hash_map(K::any(), V::any(), 0..=ITEMS).boxed()
    }
}

impl<T: Any> Any for Option<T> {
    fn any() -> BoxedStrategy<Self> {
        option::of(T::any()).boxed()
    }
}

impl<T: Any, E: Any> Any for Result<T, E> {
    fn any() -> BoxedStrategy<Self> {
        prop_oneof![T::any().prop_map(Ok), E::any().prop_map(Err)].boxed()
    }
}

macro_rules! tuple {
    ($($name:ident),*) => {
        impl<$($name: Any),*> Any for ($($name,)*) {
            fn any() -> BoxedStrategy<Self> {
                ($($name::any(),)*).boxed()
            }
        }
    };
}

tuple!(A);
tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D, E, F);
tuple!(A, B, C, D, E, F, G, H, I, J, K);
tuple!(A, B, C, D, E, F, G, H, I, J, K, L);

/// Implements [`Any`] for the types of [`wittgen_shapes::types`].
macro_rules! any {
    () => {};
    (record $name:ident { $($field:ident),* $(,)? } $($rest:tt)*) => {
        impl $crate::any::Any for $name {
            fn any() -> BoxedStrategy<Self> {
                all!($($field)*).prop_map(|pairs!($($field)*)| Self { $($field),* }).boxed()
            }
        }
        any! { $($rest)* }
    };
    (variant $name:ident { $($case:ident $(($value:ident))?),* $(,)? } $($rest:tt)*) => {
        impl $crate::any::Any for $name {
            fn any() -> BoxedStrategy<Self> {
                Union::new([ $( case!($name $case $($value)?) ),* ]).boxed()
            }
        }
        any! { $($rest)* }
    };
    (flags $name:ident { $($flag:ident),* $(,)? } $($rest:tt)*) => {
        impl $crate::any::Any for $name {
            fn any() -> BoxedStrategy<Self> {
                let all = vec![$($name::$flag),*];
                let some = 0..=all.len();
                subsequence(all, some)
                    .prop_map(|flags| flags.into_iter().fold($name::empty(), |all, flag| all | flag))
                    .boxed()
            }
        }
        any! { $($rest)* }
    };
}

/// One case of a variant.
macro_rules! case {
    ($name:ident $case:ident) => {
        Just(()).prop_map(|()| $name::$case).boxed()
    };
    ($name:ident $case:ident $value:ident) => {
        $crate::any::Any::any().prop_map($name::$case).boxed()
    };
}

/// Strategies for a record's fields, in pairs because a tuple has no more than twelve.
macro_rules! all {
    () => { Just(()) };
    ($field:ident $($rest:ident)*) => { ($crate::any::Any::any(), all!($($rest)*)) };
}

/// The pattern of what [`all`] makes.
macro_rules! pairs {
    () => { () };
    ($field:ident $($rest:ident)*) => { ($field, pairs!($($rest)*)) };
}
