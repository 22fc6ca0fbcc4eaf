//! The notation: two values are written alike if, and only if, they are the same, where every NaN
//! is the same as every other, as the canonical ABI has it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{Debug, Write};

/// A value that can be written down.
pub trait Show {
    /// Writes it at the end of `out`.
    fn show(&self, out: &mut String);
}

/// A value as text.
pub fn text(value: &impl Show) -> String {
    let mut out = String::new();
    value.show(&mut out);
    out
}

/// As the standard library writes it: exactly, floats included.
fn write(value: &impl Debug, out: &mut String) {
    // Writing to a string can't fail.
    let _ = write!(out, "{value:?}");
}

macro_rules! as_debug {
    ($($ty:ty),*) => { $(
        impl Show for $ty {
            fn show(&self, out: &mut String) {
                write(self, out);
            }
        }
    )* };
}

as_debug!((), bool, u8, u16, u32, u64, i8, i16, i32, i64, char, String);

macro_rules! float {
    ($($ty:ty),*) => { $(
        impl Show for $ty {
            fn show(&self, out: &mut String) {
                if self.is_nan() {
                    out.push_str("NaN");
                } else {
                    write(self, out);
                }
            }
        }
    )* };
}

float!(f32, f64);

fn show_all<'a, T: Show + 'a>(values: impl IntoIterator<Item = &'a T>, out: &mut String) {
    out.push('[');
    for value in values {
        value.show(out);
        out.push_str(", ");
    }
    out.push(']');
}

impl<T: Show> Show for Vec<T> {
    fn show(&self, out: &mut String) {
        show_all(self, out);
    }
}

impl<T: Show, const N: usize> Show for [T; N] {
    fn show(&self, out: &mut String) {
        show_all(self, out);
    }
}

/// The order of a map's entries is no part of its value.
fn show_map<'a, K: Show + 'a, V: Show + 'a>(
    entries: impl IntoIterator<Item = (&'a K, &'a V)>,
    out: &mut String,
) {
    let mut entries: Vec<_> = entries
        .into_iter()
        .map(|(key, value)| format!("{}: {}, ", text(key), text(value)))
        .collect();
    entries.sort_unstable();
    out.push('{');
    out.extend(entries);
    out.push('}');
}

impl<K: Show, V: Show> Show for HashMap<K, V> {
    fn show(&self, out: &mut String) {
        show_map(self, out);
    }
}

impl<K: Show, V: Show> Show for BTreeMap<K, V> {
    fn show(&self, out: &mut String) {
        show_map(self, out);
    }
}

fn show_case(name: &str, value: &impl Show, out: &mut String) {
    out.push_str(name);
    out.push('(');
    value.show(out);
    out.push(')');
}

impl<T: Show> Show for Option<T> {
    fn show(&self, out: &mut String) {
        match self {
            Some(value) => show_case("Some", value, out),
            None => out.push_str("None"),
        }
    }
}

impl<T: Show, E: Show> Show for Result<T, E> {
    fn show(&self, out: &mut String) {
        match self {
            Ok(value) => show_case("Ok", value, out),
            Err(error) => show_case("Err", error, out),
        }
    }
}

macro_rules! tuple {
    ($($name:ident),*) => {
        impl<$($name: Show),*> Show for ($($name,)*) {
            #[allow(non_snake_case)]
            fn show(&self, out: &mut String) {
                let ($($name,)*) = self;
                out.push('(');
                $( $name.show(out); out.push_str(", "); )*
                out.push(')');
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

/// Implements [`Show`] for the types of [`types`](crate::types).
#[macro_export]
macro_rules! show {
    () => {};
    (record $name:ident { $($field:ident),* $(,)? } $($rest:tt)*) => {
        impl $crate::Show for $name {
            fn show(&self, out: &mut String) {
                out.push_str(concat!(stringify!($name), " {"));
                $(
                    out.push_str(concat!(" ", stringify!($field), ": "));
                    $crate::Show::show(&self.$field, out);
                )*
                out.push_str(" }");
            }
        }
        $crate::show! { $($rest)* }
    };
    (variant $name:ident { $($case:ident $(($value:ident))?),* $(,)? } $($rest:tt)*) => {
        impl $crate::Show for $name {
            fn show(&self, out: &mut String) {
                match self {
                    $( Self::$case $(($value))? => {
                        out.push_str(concat!(stringify!($name), "::", stringify!($case), " "));
                        $( $crate::Show::show($value, out); )?
                    } )*
                }
            }
        }
        $crate::show! { $($rest)* }
    };
    (flags $name:ident { $($flag:ident),* $(,)? } $($rest:tt)*) => {
        impl $crate::Show for $name {
            fn show(&self, out: &mut String) {
                out.push_str(stringify!($name));
                $( if self.contains(Self::$flag) {
                    out.push_str(concat!(" ", stringify!($flag)));
                } )*
            }
        }
        $crate::show! { $($rest)* }
    };
}
