/// The interface `other`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod other {
    /// What the host provides as the interface `other`; see `wittgen::Builder::imports`.
    #[allow(dead_code, clippy::all)]
    pub trait Host: ::std::marker::Send + ::std::marker::Sync + 'static {
        /// Provides `log`.
        fn log(&self, text: &str);
    }
    #[doc(hidden)]
    #[allow(dead_code, deprecated, unused_variables, clippy::all)]
    pub fn __link<H: Host>(
        linker: &mut ::wittgen::__private::Linker<'_>,
        host: &::std::sync::Arc<H>,
    ) -> ::std::result::Result<(), ::wittgen::Error> {
        let mut scope = linker.scope(::std::option::Option::Some("other"))?;
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "log",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (__p0,): (::wittgen::__private::WasmStr,)|
                    {
                        <H as Host>::log(&__host, &__caller.str(&__p0)?);
                        ::std::result::Result::Ok(())
                    },
                )?;
        }
        ::std::result::Result::Ok(())
    }
}
/// The interface `example:names/store@0.1.0`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod store {
    /// The functions of `example:names/store@0.1.0`, on one instance.
    #[derive(Clone, Copy)]
    pub struct Exports<'a> {
        #[doc(hidden)]
        pub __instance: &'a ::wittgen::__private::Instance,
    }
    impl ::wittgen::__private::HasInstance for Exports<'_> {
        fn instance(&self) -> &::wittgen::__private::Instance {
            self.__instance
        }
    }
    #[allow(dead_code, clippy::all)]
    impl Exports<'_> {
        /// Calls `add`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn add(
            &self,
            type_: &str,
            match_: u32,
        ) -> ::std::result::Result<u32, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (u32,),
            >(&self.__instance, 1usize, (type_, match_))
                .map(|(__result,)| __result)
        }
        /// Calls `both`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn both(&self) -> ::std::result::Result<(), ::wittgen::Error> {
            ::wittgen::__private::call::<_, ()>(&self.__instance, 2usize, ())
        }
    }
}
/// The interface `example:names/keywords@0.1.0`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod keywords {
    /// The record `record`.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        Eq,
        Hash,
        Copy,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Record {
        /// The field `type`.
        #[component(name = "type")]
        pub type_: u8,
        /// The field `self`.
        #[component(name = "self")]
        pub self_: u8,
        /// The field `async`.
        #[component(name = "async")]
        pub async_: bool,
    }
    /// The variant `option`.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        Eq,
        Hash,
        Copy,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(variant)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub enum Option_ {
        /// The case `none`.
        #[component(name = "none")]
        None,
        /// The case `some`.
        #[component(name = "some")]
        Some(Record),
    }
    /// The enum `result`.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        Eq,
        Hash,
        Copy,
        PartialOrd,
        Ord,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(enum)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[repr(u8)]
    #[allow(dead_code, deprecated)]
    pub enum Result {
        /// The case `ok`.
        #[component(name = "ok")]
        Ok,
        /// The case `err`.
        #[component(name = "err")]
        Err,
    }
    /// The functions of `example:names/keywords@0.1.0`, on one instance.
    #[derive(Clone, Copy)]
    pub struct Exports<'a> {
        #[doc(hidden)]
        pub __instance: &'a ::wittgen::__private::Instance,
    }
    impl ::wittgen::__private::HasInstance for Exports<'_> {
        fn instance(&self) -> &::wittgen::__private::Instance {
            self.__instance
        }
    }
    #[allow(dead_code, clippy::all)]
    impl Exports<'_> {
        /// Calls `list`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn list(
            &self,
            enum_: Option_,
        ) -> ::std::result::Result<Result, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (Result,),
            >(&self.__instance, 3usize, (enum_,))
                .map(|(__result,)| __result)
        }
        /// Calls `both`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn both(&self) -> ::std::result::Result<(), ::wittgen::Error> {
            ::wittgen::__private::call::<_, ()>(&self.__instance, 4usize, ())
        }
    }
}
/// The world `names`.
#[allow(dead_code)]
pub struct Names {
    __instance: ::wittgen::__private::Instance,
}
#[allow(dead_code, deprecated, clippy::all)]
impl Names {
    /// Begins loading a component of the world `names`; nothing is granted to it yet.
    pub fn builder() -> ::wittgen::Builder<Self> {
        ::wittgen::Builder::new()
    }
    /// The functions of the interface `example:names/store@0.1.0`.
    pub fn store(&self) -> store::Exports<'_> {
        store::Exports {
            __instance: &self.__instance,
        }
    }
    /// The functions of the interface `example:names/keywords@0.1.0`.
    pub fn keywords(&self) -> keywords::Exports<'_> {
        keywords::Exports {
            __instance: &self.__instance,
        }
    }
    /// Calls `builder`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn builder_(&self) -> ::std::result::Result<(), ::wittgen::Error> {
        ::wittgen::__private::call::<_, ()>(&self.__instance, 0usize, ())
    }
    /// Calls `add`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn add(
        &self,
        type_: &str,
        match_: u32,
    ) -> ::std::result::Result<u32, ::wittgen::Error> {
        ::wittgen::__private::call::<
            _,
            (u32,),
        >(&self.__instance, 1usize, (type_, match_))
            .map(|(__result,)| __result)
    }
    /// Calls `list`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn list(
        &self,
        enum_: keywords::Option_,
    ) -> ::std::result::Result<keywords::Result, ::wittgen::Error> {
        ::wittgen::__private::call::<
            _,
            (keywords::Result,),
        >(&self.__instance, 3usize, (enum_,))
            .map(|(__result,)| __result)
    }
}
#[allow(deprecated)]
impl ::wittgen::World for Names {
    const NAME: &'static str = "example:names/names@0.1.0";
    const ASYNC: bool = false;
    fn exports() -> &'static [::wittgen::__private::Export] {
        mod __signature {
            use ::wittgen::__private::signature::*;
            static RECORD: Named = Named {
                name: "record",
                kind: Kind::Record(
                    &[("type", Type::U8), ("self", Type::U8), ("async", Type::Bool)],
                ),
            };
            static OPTION: Named = Named {
                name: "option",
                kind: Kind::Variant(
                    &[("none", None), ("some", Some(Type::Named(&RECORD)))],
                ),
            };
            static RESULT: Named = Named {
                name: "result",
                kind: Kind::Enum(&["ok", "err"]),
            };
            pub(super) static FUNCS: [Func; 5usize] = [
                Func {
                    interface: None,
                    name: "builder",
                    is_async: false,
                    params: &[],
                    result: None,
                },
                Func {
                    interface: Some("example:names/store@0.1.0"),
                    name: "add",
                    is_async: false,
                    params: &[("type", Type::String), ("match", Type::U32)],
                    result: Some(Type::U32),
                },
                Func {
                    interface: Some("example:names/store@0.1.0"),
                    name: "both",
                    is_async: false,
                    params: &[],
                    result: None,
                },
                Func {
                    interface: Some("example:names/keywords@0.1.0"),
                    name: "list",
                    is_async: false,
                    params: &[("enum", Type::Named(&OPTION))],
                    result: Some(Type::Named(&RESULT)),
                },
                Func {
                    interface: Some("example:names/keywords@0.1.0"),
                    name: "both",
                    is_async: false,
                    params: &[],
                    result: None,
                },
            ];
        }
        static __EXPORTS: &[::wittgen::__private::Export] = &[
            ::wittgen::__private::Export::new::<(), ()>(&__signature::FUNCS[0usize]),
            ::wittgen::__private::Export::new::<
                (&'static str, u32),
                (u32,),
            >(&__signature::FUNCS[1usize]),
            ::wittgen::__private::Export::new::<(), ()>(&__signature::FUNCS[2usize]),
            ::wittgen::__private::Export::new::<
                (keywords::Option_,),
                (keywords::Result,),
            >(&__signature::FUNCS[3usize]),
            ::wittgen::__private::Export::new::<(), ()>(&__signature::FUNCS[4usize]),
        ];
        __EXPORTS
    }
    #[allow(deprecated)]
    fn imports() -> &'static [::wittgen::__private::signature::Func] {
        mod __signature {
            use ::wittgen::__private::signature::*;
            pub(super) static FUNCS: [Func; 1usize] = [
                Func {
                    interface: Some("other"),
                    name: "log",
                    is_async: false,
                    params: &[("text", Type::String)],
                    result: None,
                },
            ];
        }
        &__signature::FUNCS
    }
    fn new(instance: ::wittgen::__private::Instance) -> Self {
        Self { __instance: instance }
    }
}
impl ::wittgen::__private::HasInstance for Names {
    fn instance(&self) -> &::wittgen::__private::Instance {
        &self.__instance
    }
}
#[allow(deprecated)]
impl<H> ::wittgen::Imports<H> for Names
where
    H: other::Host,
{
    fn link(
        linker: &mut ::wittgen::__private::Linker<'_>,
        host: &::std::sync::Arc<H>,
    ) -> ::std::result::Result<(), ::wittgen::Error> {
        other::__link(linker, host)?;
        ::std::result::Result::Ok(())
    }
}
