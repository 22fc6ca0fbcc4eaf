/// The interface `example:resources/store`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod store {
    /// The resource `blob`.
    #[allow(dead_code)]
    pub struct Blob {
        __handle: ::wittgen::__private::Handle,
    }
    ::wittgen::__private::resource!(Blob);
    /// The record `entry`.
    #[derive(
        Debug,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Entry {
        /// The field `name`.
        #[component(name = "name")]
        pub name: ::std::string::String,
        /// The field `content`.
        #[component(name = "content")]
        pub content: Blob,
    }
    /// The functions of `example:resources/store`, on one instance.
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
        /// Calls `list-all`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn list_all(
            &self,
        ) -> ::std::result::Result<::std::vec::Vec<Entry>, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (::std::vec::Vec<Entry>,),
            >(&self.__instance, 5usize, ())
                .map(|(__result,)| __result)
        }
        /// Calls `put`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn put(
            &self,
            entries: ::std::vec::Vec<Entry>,
            first: ::std::option::Option<Blob>,
        ) -> ::std::result::Result<(), ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (),
            >(&self.__instance, 6usize, (entries, first))
        }
    }
    #[allow(dead_code, clippy::all)]
    impl Blob {
        /// Calls `[constructor]blob`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn new(
            __on: &impl ::wittgen::__private::HasInstance,
            init: &[u8],
        ) -> ::std::result::Result<Blob, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (Blob,),
            >(::wittgen::__private::HasInstance::instance(__on), 0usize, (init,))
                .map(|(__result,)| __result)
        }
        /// Calls `[static]blob.open`.
        ///
        /// # Errors
        ///
        /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
        pub fn open(
            __on: &impl ::wittgen::__private::HasInstance,
            path: &str,
        ) -> ::std::result::Result<Blob, ::wittgen::CallError<::std::string::String>> {
            ::wittgen::__private::call_result::<
                _,
                Blob,
                ::std::string::String,
                ::std::string::String,
            >(::wittgen::__private::HasInstance::instance(__on), 1usize, (path,))
        }
        /// Calls `[static]blob.merge`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn merge(
            __on: &impl ::wittgen::__private::HasInstance,
            left: &Blob,
            right: Blob,
        ) -> ::std::result::Result<Blob, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (Blob,),
            >(::wittgen::__private::HasInstance::instance(__on), 2usize, (left, right))
                .map(|(__result,)| __result)
        }
        /// Calls `[method]blob.read`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn read(
            &self,
            n: u32,
        ) -> ::std::result::Result<::std::vec::Vec<u8>, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (::std::vec::Vec<u8>,),
            >(self.__handle.instance(), 3usize, (&self.__handle, n))
                .map(|(__result,)| __result)
        }
        /// As [`read`](Self::read), but calls `look` with the result where it is, in the component's memory, without copying it.
        ///
        /// # Errors
        ///
        /// As there.
        pub fn read_with<__R>(
            &self,
            n: u32,
            __look: impl ::std::ops::FnOnce(&[u8]) -> __R,
        ) -> ::std::result::Result<__R, ::wittgen::Error> {
            ::wittgen::__private::call_view::<
                _,
                [u8],
                __R,
            >(self.__handle.instance(), 3usize, (&self.__handle, n), __look)
        }
        /// Calls `[method]blob.append`.
        ///
        /// # Errors
        ///
        /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
        pub fn append(
            &self,
            other: &Blob,
        ) -> ::std::result::Result<(), ::wittgen::CallError<::std::string::String>> {
            ::wittgen::__private::call_result::<
                _,
                (),
                ::std::string::String,
                ::std::string::String,
            >(self.__handle.instance(), 4usize, (&self.__handle, other))
        }
    }
}
/// The interface `example:resources/user`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod user {
    /// `data`
    #[allow(dead_code, deprecated)]
    pub type Data = super::store::Blob;
    /// The functions of `example:resources/user`, on one instance.
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
        /// Calls `size`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn size(&self, of: &Data) -> ::std::result::Result<u64, ::wittgen::Error> {
            ::wittgen::__private::call::<_, (u64,)>(&self.__instance, 7usize, (of,))
                .map(|(__result,)| __result)
        }
    }
}
/// The world `resources`.
#[allow(dead_code)]
pub struct Resources {
    __instance: ::wittgen::__private::Instance,
}
#[allow(dead_code, deprecated, clippy::all)]
impl Resources {
    /// Begins loading a component of the world `resources`; nothing is granted to it yet.
    pub fn builder() -> ::wittgen::Builder<Self> {
        ::wittgen::Builder::new()
    }
    /// The functions of the interface `example:resources/store`.
    pub fn store(&self) -> store::Exports<'_> {
        store::Exports {
            __instance: &self.__instance,
        }
    }
    /// The functions of the interface `example:resources/user`.
    pub fn user(&self) -> user::Exports<'_> {
        user::Exports {
            __instance: &self.__instance,
        }
    }
    /// Calls `list-all`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn list_all(
        &self,
    ) -> ::std::result::Result<::std::vec::Vec<store::Entry>, ::wittgen::Error> {
        ::wittgen::__private::call::<
            _,
            (::std::vec::Vec<store::Entry>,),
        >(&self.__instance, 5usize, ())
            .map(|(__result,)| __result)
    }
    /// Calls `put`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn put(
        &self,
        entries: ::std::vec::Vec<store::Entry>,
        first: ::std::option::Option<store::Blob>,
    ) -> ::std::result::Result<(), ::wittgen::Error> {
        ::wittgen::__private::call::<_, ()>(&self.__instance, 6usize, (entries, first))
    }
    /// Calls `size`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn size(&self, of: &user::Data) -> ::std::result::Result<u64, ::wittgen::Error> {
        ::wittgen::__private::call::<_, (u64,)>(&self.__instance, 7usize, (of,))
            .map(|(__result,)| __result)
    }
}
#[allow(deprecated)]
impl ::wittgen::World for Resources {
    const NAME: &'static str = "example:resources/resources";
    const ASYNC: bool = false;
    fn exports() -> &'static [::wittgen::__private::Export] {
        mod __signature {
            use ::wittgen::__private::signature::*;
            static BLOB: Resource = Resource {
                interface: Some("example:resources/store"),
                name: "blob",
            };
            static ENTRY: Named = Named {
                name: "entry",
                kind: Kind::Record(
                    &[("name", Type::String), ("content", Type::Own(&BLOB))],
                ),
            };
            pub(super) static FUNCS: [Func; 8usize] = [
                Func {
                    interface: Some("example:resources/store"),
                    name: "[constructor]blob",
                    is_async: false,
                    params: &[("init", Type::List(&Type::U8))],
                    result: Some(Type::Own(&BLOB)),
                },
                Func {
                    interface: Some("example:resources/store"),
                    name: "[static]blob.open",
                    is_async: false,
                    params: &[("path", Type::String)],
                    result: Some(
                        Type::Result(Some(&Type::Own(&BLOB)), Some(&Type::String)),
                    ),
                },
                Func {
                    interface: Some("example:resources/store"),
                    name: "[static]blob.merge",
                    is_async: false,
                    params: &[
                        ("left", Type::Borrow(&BLOB)),
                        ("right", Type::Own(&BLOB)),
                    ],
                    result: Some(Type::Own(&BLOB)),
                },
                Func {
                    interface: Some("example:resources/store"),
                    name: "[method]blob.read",
                    is_async: false,
                    params: &[("self", Type::Borrow(&BLOB)), ("n", Type::U32)],
                    result: Some(Type::List(&Type::U8)),
                },
                Func {
                    interface: Some("example:resources/store"),
                    name: "[method]blob.append",
                    is_async: false,
                    params: &[
                        ("self", Type::Borrow(&BLOB)),
                        ("other", Type::Borrow(&BLOB)),
                    ],
                    result: Some(Type::Result(None, Some(&Type::String))),
                },
                Func {
                    interface: Some("example:resources/store"),
                    name: "list-all",
                    is_async: false,
                    params: &[],
                    result: Some(Type::List(&Type::Named(&ENTRY))),
                },
                Func {
                    interface: Some("example:resources/store"),
                    name: "put",
                    is_async: false,
                    params: &[
                        ("entries", Type::List(&Type::Named(&ENTRY))),
                        ("first", Type::Option(&Type::Own(&BLOB))),
                    ],
                    result: None,
                },
                Func {
                    interface: Some("example:resources/user"),
                    name: "size",
                    is_async: false,
                    params: &[("of", Type::Borrow(&BLOB))],
                    result: Some(Type::U64),
                },
            ];
        }
        static __EXPORTS: &[::wittgen::__private::Export] = &[
            ::wittgen::__private::Export::new::<
                (&'static [u8],),
                (store::Blob,),
            >(&__signature::FUNCS[0usize]),
            ::wittgen::__private::Export::new::<
                (&'static str,),
                (::std::result::Result<store::Blob, ::std::string::String>,),
            >(&__signature::FUNCS[1usize]),
            ::wittgen::__private::Export::new::<
                (&'static store::Blob, store::Blob),
                (store::Blob,),
            >(&__signature::FUNCS[2usize]),
            ::wittgen::__private::Export::new::<
                (&'static ::wittgen::__private::Handle, u32),
                (::std::vec::Vec<u8>,),
            >(&__signature::FUNCS[3usize]),
            ::wittgen::__private::Export::new::<
                (&'static ::wittgen::__private::Handle, &'static store::Blob),
                (::std::result::Result<(), ::std::string::String>,),
            >(&__signature::FUNCS[4usize]),
            ::wittgen::__private::Export::new::<
                (),
                (::std::vec::Vec<store::Entry>,),
            >(&__signature::FUNCS[5usize]),
            ::wittgen::__private::Export::new::<
                (::std::vec::Vec<store::Entry>, ::std::option::Option<store::Blob>),
                (),
            >(&__signature::FUNCS[6usize]),
            ::wittgen::__private::Export::new::<
                (&'static user::Data,),
                (u64,),
            >(&__signature::FUNCS[7usize]),
        ];
        __EXPORTS
    }
    fn new(instance: ::wittgen::__private::Instance) -> Self {
        Self { __instance: instance }
    }
}
impl ::wittgen::__private::HasInstance for Resources {
    fn instance(&self) -> &::wittgen::__private::Instance {
        &self.__instance
    }
}
