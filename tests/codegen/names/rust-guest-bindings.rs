#[doc(hidden)]
#[allow(warnings, clippy::all)]
pub mod __abi {
    #[doc(hidden)]
    #[allow(non_snake_case, unused_unsafe)]
    pub unsafe fn _export_builder_cabi<T_: Guest>() {
        unsafe {
            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
            { T_::builder() };
        }
    }
    pub trait Guest {
        #[allow(async_fn_in_trait)]
        fn builder() -> ();
    }
    #[doc(hidden)]
    macro_rules! __export_world_names_cabi {
        ($ty:ident with_types_in $($path_to_types:tt)*) => {
            const _ : () = { #[unsafe (export_name = "builder")] unsafe extern "C" fn
            export_builder() { unsafe { $($path_to_types)*:: _export_builder_cabi::<$ty >
            () } } };
        };
    }
    #[doc(hidden)]
    pub(crate) use __export_world_names_cabi;
    #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
    pub mod other {
        #[used]
        #[doc(hidden)]
        static __FORCE_SECTION_REF: fn() = super::__link_custom_section_describing_imports;
        #[allow(unused_unsafe, clippy::all)]
        #[allow(async_fn_in_trait)]
        pub fn log(text: &str) -> () {
            unsafe {
                let vec0 = text;
                let ptr0 = vec0.as_ptr().cast::<u8>();
                let len0 = vec0.len();
                #[cfg(target_arch = "wasm32")]
                #[link(wasm_import_module = "other")]
                unsafe extern "C" {
                    #[link_name = "log"]
                    fn wit_import1(_: *mut u8, _: usize);
                }
                #[cfg(not(target_arch = "wasm32"))]
                unsafe extern "C" fn wit_import1(_: *mut u8, _: usize) {
                    unreachable!()
                }
                wit_import1(ptr0.cast_mut(), len0);
            }
        }
    }
    #[allow(dead_code, clippy::all)]
    pub mod exports {
        pub mod example {
            pub mod names {
                #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
                pub mod store {
                    #[used]
                    #[doc(hidden)]
                    static __FORCE_SECTION_REF: fn() = super::super::super::super::__link_custom_section_describing_imports;
                    use super::super::super::super::_rt;
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_add_cabi<T_: Guest>(
                        arg0: *mut u8,
                        arg1: usize,
                        arg2: i32,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result1 = {
                                let len0 = arg1;
                                let bytes0 = _rt::Vec::from_raw_parts(
                                    arg0.cast(),
                                    len0,
                                    len0,
                                );
                                T_::add(_rt::string_lift(bytes0), arg2 as u32)
                            };
                            _rt::as_i32(result1)
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_both_cabi<T_: Guest>() {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            { T_::both() };
                        }
                    }
                    pub trait Guest {
                        #[allow(async_fn_in_trait)]
                        fn add(type_: _rt::String, match_: u32) -> u32;
                        #[allow(async_fn_in_trait)]
                        fn both() -> ();
                    }
                    #[doc(hidden)]
                    macro_rules! __export_example_names_store_0_1_0_cabi {
                        ($ty:ident with_types_in $($path_to_types:tt)*) => {
                            const _ : () = { #[unsafe (export_name =
                            "example:names/store@0.1.0#add")] unsafe extern "C" fn
                            export_add(arg0 : * mut u8, arg1 : usize, arg2 : i32,) -> i32
                            { unsafe { $($path_to_types)*:: _export_add_cabi::<$ty >
                            (arg0, arg1, arg2) } } #[unsafe (export_name =
                            "example:names/store@0.1.0#both")] unsafe extern "C" fn
                            export_both() { unsafe { $($path_to_types)*::
                            _export_both_cabi::<$ty > () } } };
                        };
                    }
                    #[doc(hidden)]
                    pub(crate) use __export_example_names_store_0_1_0_cabi;
                }
                #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
                pub mod keywords {
                    #[used]
                    #[doc(hidden)]
                    static __FORCE_SECTION_REF: fn() = super::super::super::super::__link_custom_section_describing_imports;
                    use super::super::super::super::_rt;
                    #[repr(C)]
                    #[derive(Clone, Copy)]
                    #[derive(PartialEq, Eq, Hash)]
                    pub struct Record {
                        pub type_: u8,
                        pub self_: u8,
                        pub async_: bool,
                    }
                    impl ::core::fmt::Debug for Record {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.debug_struct("Record")
                                .field("type", &self.type_)
                                .field("self", &self.self_)
                                .field("async", &self.async_)
                                .finish()
                        }
                    }
                    #[derive(Clone, Copy)]
                    #[derive(PartialEq, Eq, Hash)]
                    pub enum Option {
                        None,
                        Some(Record),
                    }
                    impl ::core::fmt::Debug for Option {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            match self {
                                Option::None => f.debug_tuple("Option::None").finish(),
                                Option::Some(e) => {
                                    f.debug_tuple("Option::Some").field(e).finish()
                                }
                            }
                        }
                    }
                    #[repr(u8)]
                    #[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
                    #[derive(Hash)]
                    pub enum Result {
                        Ok,
                        Err,
                    }
                    impl ::core::fmt::Debug for Result {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            match self {
                                Result::Ok => f.debug_tuple("Result::Ok").finish(),
                                Result::Err => f.debug_tuple("Result::Err").finish(),
                            }
                        }
                    }
                    impl Result {
                        #[doc(hidden)]
                        pub unsafe fn _lift(val: u8) -> Result {
                            if !cfg!(debug_assertions) {
                                return unsafe { ::core::mem::transmute(val) };
                            }
                            match val {
                                0 => Result::Ok,
                                1 => Result::Err,
                                _ => panic!("invalid enum discriminant"),
                            }
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_list_cabi<T_: Guest>(
                        arg0: i32,
                        arg1: i32,
                        arg2: i32,
                        arg3: i32,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result1 = {
                                let v0 = match arg0 {
                                    0 => Option::None,
                                    n => {
                                        debug_assert_eq!(n, 1, "invalid enum discriminant");
                                        let e0 = Record {
                                            type_: arg1 as u8,
                                            self_: arg2 as u8,
                                            async_: _rt::bool_lift(arg3 as u8),
                                        };
                                        Option::Some(e0)
                                    }
                                };
                                T_::list(v0)
                            };
                            result1.clone() as i32
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_both_cabi<T_: Guest>() {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            { T_::both() };
                        }
                    }
                    pub trait Guest {
                        #[allow(async_fn_in_trait)]
                        fn list(enum_: Option) -> Result;
                        #[allow(async_fn_in_trait)]
                        fn both() -> ();
                    }
                    #[doc(hidden)]
                    macro_rules! __export_example_names_keywords_0_1_0_cabi {
                        ($ty:ident with_types_in $($path_to_types:tt)*) => {
                            const _ : () = { #[unsafe (export_name =
                            "example:names/keywords@0.1.0#list")] unsafe extern "C" fn
                            export_list(arg0 : i32, arg1 : i32, arg2 : i32, arg3 : i32,)
                            -> i32 { unsafe { $($path_to_types)*::
                            _export_list_cabi::<$ty > (arg0, arg1, arg2, arg3) } }
                            #[unsafe (export_name = "example:names/keywords@0.1.0#both")]
                            unsafe extern "C" fn export_both() { unsafe {
                            $($path_to_types)*:: _export_both_cabi::<$ty > () } } };
                        };
                    }
                    #[doc(hidden)]
                    pub(crate) use __export_example_names_keywords_0_1_0_cabi;
                }
            }
        }
    }
    mod _rt {
        #![allow(dead_code, unused_imports, clippy::all)]
        #[cfg(target_arch = "wasm32")]
        pub fn run_ctors_once() {
            ::wittgen::guest::__private::rt::run_ctors_once();
        }
        pub use alloc_crate::vec::Vec;
        pub unsafe fn string_lift(bytes: Vec<u8>) -> String {
            if cfg!(debug_assertions) {
                String::from_utf8(bytes).unwrap()
            } else {
                unsafe { String::from_utf8_unchecked(bytes) }
            }
        }
        pub fn as_i32<T: AsI32>(t: T) -> i32 {
            t.as_i32()
        }
        pub trait AsI32 {
            fn as_i32(self) -> i32;
        }
        impl<'a, T: Copy + AsI32> AsI32 for &'a T {
            fn as_i32(self) -> i32 {
                (*self).as_i32()
            }
        }
        impl AsI32 for i32 {
            #[inline]
            fn as_i32(self) -> i32 {
                self as i32
            }
        }
        impl AsI32 for u32 {
            #[inline]
            fn as_i32(self) -> i32 {
                self as i32
            }
        }
        impl AsI32 for i16 {
            #[inline]
            fn as_i32(self) -> i32 {
                self as i32
            }
        }
        impl AsI32 for u16 {
            #[inline]
            fn as_i32(self) -> i32 {
                self as i32
            }
        }
        impl AsI32 for i8 {
            #[inline]
            fn as_i32(self) -> i32 {
                self as i32
            }
        }
        impl AsI32 for u8 {
            #[inline]
            fn as_i32(self) -> i32 {
                self as i32
            }
        }
        impl AsI32 for char {
            #[inline]
            fn as_i32(self) -> i32 {
                self as i32
            }
        }
        impl AsI32 for usize {
            #[inline]
            fn as_i32(self) -> i32 {
                self as i32
            }
        }
        pub use alloc_crate::string::String;
        pub unsafe fn bool_lift(val: u8) -> bool {
            if cfg!(debug_assertions) {
                match val {
                    0 => false,
                    1 => true,
                    _ => panic!("invalid bool discriminant"),
                }
            } else {
                val != 0
            }
        }
        extern crate alloc as alloc_crate;
    }
    /// Generates `#[unsafe(no_mangle)]` functions to export the specified type as
    /// the root implementation of all generated traits.
    ///
    /// For more information see the documentation of `wit_bindgen::generate!`.
    ///
    /// ```rust
    /// # macro_rules! export{ ($($t:tt)*) => (); }
    /// # trait Guest {}
    /// struct MyType;
    ///
    /// impl Guest for MyType {
    ///     // ...
    /// }
    ///
    /// export!(MyType);
    /// ```
    #[allow(unused_macros)]
    #[doc(hidden)]
    macro_rules! __export_names_impl {
        ($ty:ident) => {
            self::export!($ty with_types_in self);
        };
        ($ty:ident with_types_in $($path_to_types_root:tt)*) => {
            $($path_to_types_root)*:: __export_world_names_cabi!($ty with_types_in
            $($path_to_types_root)*); $($path_to_types_root)*::
            exports::example::names::store::__export_example_names_store_0_1_0_cabi!($ty
            with_types_in $($path_to_types_root)*:: exports::example::names::store);
            $($path_to_types_root)*::
            exports::example::names::keywords::__export_example_names_keywords_0_1_0_cabi!($ty
            with_types_in $($path_to_types_root)*:: exports::example::names::keywords);
        };
    }
    #[doc(inline)]
    pub(crate) use __export_names_impl as export;
    #[cfg(target_arch = "wasm32")]
    #[unsafe(
        link_section = "component-type:wit-bindgen:0.63.0:example:names@0.1.0:names:encoded world"
    )]
    #[doc(hidden)]
    #[allow(clippy::octal_escapes)]
    pub static __WIT_BINDGEN_COMPONENT_TYPE: [u8; 438] = *b"\
\0asm\x0d\0\x01\0\0\x19\x16wit-component-encoding\x04\0\x07\xba\x02\x01A\x02\x01\
A\x08\x01B\x02\x01@\x01\x04texts\x01\0\x04\0\x03log\x01\0\x03\0\x05other\x05\0\x01\
@\0\x01\0\x04\0\x07builder\x01\x01\x01B\x04\x01@\x02\x04types\x05matchy\0y\x04\0\
\x03add\x01\0\x01@\0\x01\0\x04\0\x04both\x01\x01\x04\0\x19example:names/store@0.\
1.0\x05\x02\x01B\x0a\x01r\x03\x04type}\x04self}\x05async\x7f\x04\0\x06record\x03\
\0\0\x01q\x02\x04none\0\0\x04some\x01\x01\0\x04\0\x06option\x03\0\x02\x01m\x02\x02\
ok\x03err\x04\0\x06result\x03\0\x04\x01@\x01\x04enum\x03\0\x05\x04\0\x04list\x01\
\x06\x01@\0\x01\0\x04\0\x04both\x01\x07\x04\0\x1cexample:names/keywords@0.1.0\x05\
\x03\x04\0\x19example:names/names@0.1.0\x04\0\x0b\x0b\x01\0\x05names\x03\0\0\0G\x09\
producers\x01\x0cprocessed-by\x02\x0dwit-component\x070.262.0\x10wit-bindgen-rus\
t\x060.63.0";
    #[inline(never)]
    #[doc(hidden)]
    pub fn __link_custom_section_describing_imports() {
        ::wittgen::guest::__private::rt::maybe_link_cabi_realloc();
    }
}
/// The interface `example:names/store@0.1.0`.
#[allow(unused_imports)]
pub mod store {
    pub use super::__abi::exports::example::names::store::*;
}
/// The interface `example:names/keywords@0.1.0`.
#[allow(unused_imports)]
pub mod keywords {
    pub use super::__abi::exports::example::names::keywords::*;
}
/// The interface `other`.
#[allow(unused_imports)]
pub mod other {
    pub use super::__abi::other::*;
}
#[allow(unused_imports)]
pub use __abi::Guest;
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __wittgen_export_names {
    ($component:ident) => {
        self::__abi::export!($component with_types_in self::__abi);
    };
    ($component:ident in $($path:ident)::+) => {
        $($path)::+ ::__abi::export!($component with_types_in $($path)::+ ::__abi);
    };
}
#[allow(unused_imports)]
pub(crate) use __wittgen_export_names as export;
