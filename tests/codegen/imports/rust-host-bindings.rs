/// What the host provides as the functions of the world `imports`; see `wittgen::Builder::imports`.
#[allow(dead_code, clippy::all)]
pub trait Host: ::std::marker::Send + ::std::marker::Sync + 'static {
    /// Provides `now`.
    fn now(&self) -> u64;
}
#[doc(hidden)]
#[allow(dead_code, deprecated, unused_variables, clippy::all)]
pub fn __link<H: Host>(
    linker: &mut ::wittgen::__private::Linker<'_>,
    host: &::std::sync::Arc<H>,
) -> ::std::result::Result<(), ::wittgen::Error> {
    let mut scope = linker.scope(::std::option::Option::None)?;
    {
        let __host = ::std::sync::Arc::clone(host);
        scope
            .func(
                "now",
                move |__caller: &::wittgen::__private::Caller<'_>, (): ()| {
                    ::std::result::Result::Ok((<H as Host>::now(&__host),))
                },
            )?;
    }
    ::std::result::Result::Ok(())
}
/// The interface `example:imports/shelves@0.1.0`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod imported_shelves {
    /// A place for things.
    ///
    /// Any type that implements [`HostShelf`] makes one: `Shelf::new(value)`, or `value.into()`.
    #[allow(dead_code)]
    pub struct Shelf(::wittgen::Resource<dyn HostShelf>);
    ::wittgen::__private::host_resource!(Shelf, dyn HostShelf);
    #[allow(dead_code)]
    impl Shelf {
        /// Makes a resource of a value of the host's.
        pub fn new(value: impl HostShelf) -> Self {
            Self(::wittgen::Resource::from_arc(::std::sync::Arc::new(value)))
        }
        /// The value, if it is of the type `T`.
        pub fn downcast_ref<T: HostShelf>(&self) -> ::std::option::Option<&T> {
            let value: &dyn ::std::any::Any = &*self.0;
            value.downcast_ref::<T>()
        }
    }
    impl<T: HostShelf> ::std::convert::From<T> for Shelf {
        fn from(value: T) -> Self {
            Self::new(value)
        }
    }
    /// The enum `problem`.
    #[derive(
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
    pub enum Problem {
        /// The case `full`.
        #[component(name = "full")]
        Full,
        /// The case `gone`.
        #[component(name = "gone")]
        Gone,
    }
    impl ::std::fmt::Debug for Problem {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(self, f)
        }
    }
    impl ::std::fmt::Display for Problem {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Full => f.write_str("full"),
                Self::Gone => f.write_str("gone"),
            }
        }
    }
    impl ::std::error::Error for Problem {}
    /// A shelf with a remark.
    #[derive(
        Debug,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Lent {
        /// The field `shelf`.
        #[component(name = "shelf")]
        pub shelf: ::wittgen::Borrowed<Shelf>,
        /// The field `remark`.
        #[component(name = "remark")]
        pub remark: ::std::option::Option<::std::string::String>,
    }
    /// What the host provides as the interface `example:imports/shelves@0.1.0`; see `wittgen::Builder::imports`.
    #[allow(dead_code, clippy::all)]
    pub trait Host: ::std::marker::Send + ::std::marker::Sync + 'static {
        /// Provides `[constructor]shelf`.
        fn shelf_new(&self, name: &str) -> Shelf;
        /// Provides `[static]shelf.merge`.
        fn shelf_merge(&self, a: Shelf, b: Shelf) -> Shelf;
        /// Provides `find`.
        fn find(&self, name: &str) -> ::std::option::Option<Shelf>;
        /// Provides `count`.
        fn count(&self, shelves: ::std::vec::Vec<::wittgen::Borrowed<Shelf>>) -> u32;
        /// Provides `look`.
        fn look(
            &self,
            at: Lent,
        ) -> ::std::collections::HashMap<::std::string::String, [u32; 2usize]>;
    }
    /// What a value of the host's must do to be a `shelf`. Dropping it is the end of the resource.
    #[allow(dead_code, clippy::all)]
    pub trait HostShelf: ::std::any::Any + ::std::marker::Send + ::std::marker::Sync {
        /// Puts something there.
        fn put(&self, item: &[u8]) -> ::std::result::Result<u32, Problem>;
        /// Whether both hold the same.
        fn same(&self, other: &Shelf) -> bool;
    }
    #[doc(hidden)]
    #[allow(dead_code, deprecated, unused_variables, clippy::all)]
    pub fn __link<H: Host>(
        linker: &mut ::wittgen::__private::Linker<'_>,
        host: &::std::sync::Arc<H>,
    ) -> ::std::result::Result<(), ::wittgen::Error> {
        let mut scope = linker
            .scope(::std::option::Option::Some("example:imports/shelves@0.1.0"))?;
        scope.resource::<Shelf>("shelf")?;
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "[constructor]shelf",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (__p0,): (::wittgen::__private::WasmStr,)|
                    {
                        ::std::result::Result::Ok((
                            <H as Host>::shelf_new(&__host, &__caller.str(&__p0)?),
                        ))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "[static]shelf.merge",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (__p0, __p1): (Shelf, Shelf)|
                    {
                        ::std::result::Result::Ok((
                            <H as Host>::shelf_merge(&__host, __p0, __p1),
                        ))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "find",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (__p0,): (::wittgen::__private::WasmStr,)|
                    {
                        ::std::result::Result::Ok((
                            <H as Host>::find(&__host, &__caller.str(&__p0)?),
                        ))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "count",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (__p0,): (::std::vec::Vec<::wittgen::Borrowed<Shelf>>,)|
                    { ::std::result::Result::Ok((<H as Host>::count(&__host, __p0),)) },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "look",
                    move |__caller: &::wittgen::__private::Caller<'_>, (__p0,): (Lent,)| {
                        ::std::result::Result::Ok((<H as Host>::look(&__host, __p0),))
                    },
                )?;
        }
        {
            scope
                .func(
                    "[method]shelf.put",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (
                            __this,
                            __p0,
                        ): (
                            ::wittgen::Borrowed<Shelf>,
                            ::wittgen::__private::WasmList<u8>,
                        )|
                    {
                        ::std::result::Result::Ok((
                            HostShelf::put(&**__this, __caller.bytes(&__p0)),
                        ))
                    },
                )?;
        }
        {
            scope
                .func(
                    "[method]shelf.same",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (
                            __this,
                            __p0,
                        ): (::wittgen::Borrowed<Shelf>, ::wittgen::Borrowed<Shelf>)|
                    { ::std::result::Result::Ok((HostShelf::same(&**__this, &__p0),)) },
                )?;
        }
        ::std::result::Result::Ok(())
    }
}
/// The interface `example:imports/shelves@0.1.0`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod shelves {
    /// A place for things.
    #[allow(dead_code)]
    pub struct Shelf {
        __handle: ::wittgen::__private::Handle,
    }
    ::wittgen::__private::resource!(Shelf);
    /// The enum `problem`.
    #[derive(
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
    pub enum Problem {
        /// The case `full`.
        #[component(name = "full")]
        Full,
        /// The case `gone`.
        #[component(name = "gone")]
        Gone,
    }
    impl ::std::fmt::Debug for Problem {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(self, f)
        }
    }
    impl ::std::fmt::Display for Problem {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Full => f.write_str("full"),
                Self::Gone => f.write_str("gone"),
            }
        }
    }
    impl ::std::error::Error for Problem {}
    /// A shelf with a remark.
    #[derive(Debug, ::wittgen::__private::ComponentType, ::wittgen::__private::Lower)]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Lent<'a> {
        /// The field `shelf`.
        #[component(name = "shelf")]
        pub shelf: &'a Shelf,
        /// The field `remark`.
        #[component(name = "remark")]
        pub remark: ::std::option::Option<::std::string::String>,
    }
    /// The functions of `example:imports/shelves@0.1.0`, on one instance.
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
        /// Calls `find`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn find(
            &self,
            name: &str,
        ) -> ::std::result::Result<::std::option::Option<Shelf>, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (::std::option::Option<Shelf>,),
            >(&self.__instance, 4usize, (name,))
                .map(|(__result,)| __result)
        }
        /// Calls `count`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn count(
            &self,
            shelves: &[&Shelf],
        ) -> ::std::result::Result<u32, ::wittgen::Error> {
            ::wittgen::__private::call::<_, (u32,)>(&self.__instance, 5usize, (shelves,))
                .map(|(__result,)| __result)
        }
        /// Calls `look`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn look(
            &self,
            at: &Lent,
        ) -> ::std::result::Result<
            ::std::collections::HashMap<::std::string::String, [u32; 2usize]>,
            ::wittgen::Error,
        > {
            ::wittgen::__private::call::<
                _,
                (::std::collections::HashMap<::std::string::String, [u32; 2usize]>,),
            >(&self.__instance, 6usize, (at,))
                .map(|(__result,)| __result)
        }
    }
    #[allow(dead_code, clippy::all)]
    impl Shelf {
        /// Calls `[constructor]shelf`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn new(
            __on: &impl ::wittgen::__private::HasInstance,
            name: &str,
        ) -> ::std::result::Result<Shelf, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (Shelf,),
            >(::wittgen::__private::HasInstance::instance(__on), 0usize, (name,))
                .map(|(__result,)| __result)
        }
        /// Puts something there.
        ///
        /// # Errors
        ///
        /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
        pub fn put(
            &self,
            item: &[u8],
        ) -> ::std::result::Result<u32, ::wittgen::CallError<Problem>> {
            ::wittgen::__private::call_result::<
                _,
                u32,
                Problem,
                Problem,
            >(self.__handle.instance(), 1usize, (&self.__handle, item))
        }
        /// Whether both hold the same.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn same(
            &self,
            other: &Shelf,
        ) -> ::std::result::Result<bool, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (bool,),
            >(self.__handle.instance(), 2usize, (&self.__handle, other))
                .map(|(__result,)| __result)
        }
        /// Calls `[static]shelf.merge`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn merge(
            __on: &impl ::wittgen::__private::HasInstance,
            a: Shelf,
            b: Shelf,
        ) -> ::std::result::Result<Shelf, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (Shelf,),
            >(::wittgen::__private::HasInstance::instance(__on), 3usize, (a, b))
                .map(|(__result,)| __result)
        }
    }
}
/// The interface `example:imports/rooms@0.1.0`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod rooms {
    /// `shelf`
    #[allow(dead_code, deprecated)]
    pub type Shelf = super::shelves::Shelf;
    /// A room of the component's.
    #[allow(dead_code)]
    pub struct Room {
        __handle: ::wittgen::__private::Handle,
    }
    ::wittgen::__private::resource!(Room);
    /// A room with a remark.
    #[derive(Debug, ::wittgen::__private::ComponentType, ::wittgen::__private::Lower)]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Seen<'a> {
        /// The field `room`.
        #[component(name = "room")]
        pub room: &'a Room,
        /// The field `remark`.
        #[component(name = "remark")]
        pub remark: ::std::string::String,
    }
    /// The functions of `example:imports/rooms@0.1.0`, on one instance.
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
        /// Calls `describe`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn describe(
            &self,
            seen: &Seen,
        ) -> ::std::result::Result<::std::string::String, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (::std::string::String,),
            >(&self.__instance, 10usize, (seen,))
                .map(|(__result,)| __result)
        }
        /// As [`describe`](Self::describe), but calls `look` with the result where it is, in the component's memory, without copying it.
        ///
        /// # Errors
        ///
        /// As there.
        pub fn describe_with<__R>(
            &self,
            seen: &Seen,
            __look: impl ::std::ops::FnOnce(&str) -> __R,
        ) -> ::std::result::Result<__R, ::wittgen::Error> {
            ::wittgen::__private::call_view::<
                _,
                str,
                __R,
            >(&self.__instance, 10usize, (seen,), __look)
        }
        /// Calls `furnish`.
        ///
        /// # Errors
        ///
        /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
        pub fn furnish(
            &self,
            room: &Room,
            shelf: &Shelf,
        ) -> ::std::result::Result<
            ::std::vec::Vec<u8>,
            ::wittgen::CallError<::std::string::String>,
        > {
            ::wittgen::__private::call_result::<
                _,
                ::std::vec::Vec<u8>,
                ::std::string::String,
                ::std::string::String,
            >(&self.__instance, 11usize, (room, shelf))
        }
        /// As [`furnish`](Self::furnish), but calls `look` with the result where it is, in the component's memory, without copying it.
        ///
        /// # Errors
        ///
        /// As there.
        pub fn furnish_with<__R>(
            &self,
            room: &Room,
            shelf: &Shelf,
            __look: impl ::std::ops::FnOnce(&[u8]) -> __R,
        ) -> ::std::result::Result<__R, ::wittgen::CallError<::std::string::String>> {
            ::wittgen::__private::call_result_view::<
                _,
                [u8],
                ::std::string::String,
                ::std::string::String,
                __R,
            >(&self.__instance, 11usize, (room, shelf), __look)
        }
    }
    #[allow(dead_code, clippy::all)]
    impl Room {
        /// Calls `[constructor]room`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn new(
            __on: &impl ::wittgen::__private::HasInstance,
        ) -> ::std::result::Result<Room, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (Room,),
            >(::wittgen::__private::HasInstance::instance(__on), 7usize, ())
                .map(|(__result,)| __result)
        }
        /// Calls `[method]room.add`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn add(&self, shelf: Shelf) -> ::std::result::Result<(), ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (),
            >(self.__handle.instance(), 8usize, (&self.__handle, shelf))
        }
        /// Calls `[method]room.compare`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn compare(
            &self,
            others: &[&Room],
        ) -> ::std::result::Result<u32, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (u32,),
            >(self.__handle.instance(), 9usize, (&self.__handle, others))
                .map(|(__result,)| __result)
        }
    }
}
/// The world `imports`.
#[allow(dead_code)]
pub struct Imports {
    __instance: ::wittgen::__private::Instance,
}
#[allow(dead_code, deprecated, clippy::all)]
impl Imports {
    /// Begins loading a component of the world `imports`; nothing is granted to it yet.
    pub fn builder() -> ::wittgen::Builder<Self> {
        ::wittgen::Builder::new()
    }
    /// The functions of the interface `example:imports/shelves@0.1.0`.
    pub fn shelves(&self) -> shelves::Exports<'_> {
        shelves::Exports {
            __instance: &self.__instance,
        }
    }
    /// The functions of the interface `example:imports/rooms@0.1.0`.
    pub fn rooms(&self) -> rooms::Exports<'_> {
        rooms::Exports {
            __instance: &self.__instance,
        }
    }
    /// Calls `find`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn find(
        &self,
        name: &str,
    ) -> ::std::result::Result<::std::option::Option<shelves::Shelf>, ::wittgen::Error> {
        ::wittgen::__private::call::<
            _,
            (::std::option::Option<shelves::Shelf>,),
        >(&self.__instance, 4usize, (name,))
            .map(|(__result,)| __result)
    }
    /// Calls `count`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn count(
        &self,
        shelves: &[&shelves::Shelf],
    ) -> ::std::result::Result<u32, ::wittgen::Error> {
        ::wittgen::__private::call::<_, (u32,)>(&self.__instance, 5usize, (shelves,))
            .map(|(__result,)| __result)
    }
    /// Calls `look`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn look(
        &self,
        at: &shelves::Lent,
    ) -> ::std::result::Result<
        ::std::collections::HashMap<::std::string::String, [u32; 2usize]>,
        ::wittgen::Error,
    > {
        ::wittgen::__private::call::<
            _,
            (::std::collections::HashMap<::std::string::String, [u32; 2usize]>,),
        >(&self.__instance, 6usize, (at,))
            .map(|(__result,)| __result)
    }
    /// Calls `describe`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn describe(
        &self,
        seen: &rooms::Seen,
    ) -> ::std::result::Result<::std::string::String, ::wittgen::Error> {
        ::wittgen::__private::call::<
            _,
            (::std::string::String,),
        >(&self.__instance, 10usize, (seen,))
            .map(|(__result,)| __result)
    }
    /// As [`describe`](Self::describe), but calls `look` with the result where it is, in the component's memory, without copying it.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn describe_with<__R>(
        &self,
        seen: &rooms::Seen,
        __look: impl ::std::ops::FnOnce(&str) -> __R,
    ) -> ::std::result::Result<__R, ::wittgen::Error> {
        ::wittgen::__private::call_view::<
            _,
            str,
            __R,
        >(&self.__instance, 10usize, (seen,), __look)
    }
    /// Calls `furnish`.
    ///
    /// # Errors
    ///
    /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
    pub fn furnish(
        &self,
        room: &rooms::Room,
        shelf: &rooms::Shelf,
    ) -> ::std::result::Result<
        ::std::vec::Vec<u8>,
        ::wittgen::CallError<::std::string::String>,
    > {
        ::wittgen::__private::call_result::<
            _,
            ::std::vec::Vec<u8>,
            ::std::string::String,
            ::std::string::String,
        >(&self.__instance, 11usize, (room, shelf))
    }
    /// As [`furnish`](Self::furnish), but calls `look` with the result where it is, in the component's memory, without copying it.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn furnish_with<__R>(
        &self,
        room: &rooms::Room,
        shelf: &rooms::Shelf,
        __look: impl ::std::ops::FnOnce(&[u8]) -> __R,
    ) -> ::std::result::Result<__R, ::wittgen::CallError<::std::string::String>> {
        ::wittgen::__private::call_result_view::<
            _,
            [u8],
            ::std::string::String,
            ::std::string::String,
            __R,
        >(&self.__instance, 11usize, (room, shelf), __look)
    }
}
#[allow(deprecated)]
impl ::wittgen::World for Imports {
    const NAME: &'static str = "example:imports/imports@0.1.0";
    const ASYNC: bool = false;
    fn exports() -> &'static [::wittgen::__private::Export] {
        mod __signature {
            use ::wittgen::__private::signature::*;
            static SHELF: Resource = Resource {
                interface: Some("example:imports/shelves@0.1.0"),
                name: "shelf",
            };
            static PROBLEM: Named = Named {
                name: "problem",
                kind: Kind::Enum(&["full", "gone"]),
            };
            static LENT: Named = Named {
                name: "lent",
                kind: Kind::Record(
                    &[
                        ("shelf", Type::Borrow(&SHELF)),
                        ("remark", Type::Option(&Type::String)),
                    ],
                ),
            };
            static ROOM: Resource = Resource {
                interface: Some("example:imports/rooms@0.1.0"),
                name: "room",
            };
            static SEEN: Named = Named {
                name: "seen",
                kind: Kind::Record(
                    &[("room", Type::Borrow(&ROOM)), ("remark", Type::String)],
                ),
            };
            pub(super) static FUNCS: [Func; 12usize] = [
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "[constructor]shelf",
                    is_async: false,
                    params: &[("name", Type::String)],
                    result: Some(Type::Own(&SHELF)),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "[method]shelf.put",
                    is_async: false,
                    params: &[
                        ("self", Type::Borrow(&SHELF)),
                        ("item", Type::List(&Type::U8)),
                    ],
                    result: Some(
                        Type::Result(Some(&Type::U32), Some(&Type::Named(&PROBLEM))),
                    ),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "[method]shelf.same",
                    is_async: false,
                    params: &[
                        ("self", Type::Borrow(&SHELF)),
                        ("other", Type::Borrow(&SHELF)),
                    ],
                    result: Some(Type::Bool),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "[static]shelf.merge",
                    is_async: false,
                    params: &[("a", Type::Own(&SHELF)), ("b", Type::Own(&SHELF))],
                    result: Some(Type::Own(&SHELF)),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "find",
                    is_async: false,
                    params: &[("name", Type::String)],
                    result: Some(Type::Option(&Type::Own(&SHELF))),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "count",
                    is_async: false,
                    params: &[("shelves", Type::List(&Type::Borrow(&SHELF)))],
                    result: Some(Type::U32),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "look",
                    is_async: false,
                    params: &[("at", Type::Named(&LENT))],
                    result: Some(
                        Type::Map(&Type::String, &Type::FixedList(&Type::U32, 2u32)),
                    ),
                },
                Func {
                    interface: Some("example:imports/rooms@0.1.0"),
                    name: "[constructor]room",
                    is_async: false,
                    params: &[],
                    result: Some(Type::Own(&ROOM)),
                },
                Func {
                    interface: Some("example:imports/rooms@0.1.0"),
                    name: "[method]room.add",
                    is_async: false,
                    params: &[
                        ("self", Type::Borrow(&ROOM)),
                        ("shelf", Type::Own(&SHELF)),
                    ],
                    result: None,
                },
                Func {
                    interface: Some("example:imports/rooms@0.1.0"),
                    name: "[method]room.compare",
                    is_async: false,
                    params: &[
                        ("self", Type::Borrow(&ROOM)),
                        ("others", Type::List(&Type::Borrow(&ROOM))),
                    ],
                    result: Some(Type::U32),
                },
                Func {
                    interface: Some("example:imports/rooms@0.1.0"),
                    name: "describe",
                    is_async: false,
                    params: &[("seen", Type::Named(&SEEN))],
                    result: Some(Type::String),
                },
                Func {
                    interface: Some("example:imports/rooms@0.1.0"),
                    name: "furnish",
                    is_async: false,
                    params: &[
                        ("room", Type::Borrow(&ROOM)),
                        ("shelf", Type::Borrow(&SHELF)),
                    ],
                    result: Some(
                        Type::Result(Some(&Type::List(&Type::U8)), Some(&Type::String)),
                    ),
                },
            ];
        }
        static __EXPORTS: &[::wittgen::__private::Export] = &[
            ::wittgen::__private::Export::new::<
                (&'static str,),
                (shelves::Shelf,),
            >(&__signature::FUNCS[0usize]),
            ::wittgen::__private::Export::new::<
                (&'static ::wittgen::__private::Handle, &'static [u8]),
                (::std::result::Result<u32, shelves::Problem>,),
            >(&__signature::FUNCS[1usize]),
            ::wittgen::__private::Export::new::<
                (&'static ::wittgen::__private::Handle, &'static shelves::Shelf),
                (bool,),
            >(&__signature::FUNCS[2usize]),
            ::wittgen::__private::Export::new::<
                (shelves::Shelf, shelves::Shelf),
                (shelves::Shelf,),
            >(&__signature::FUNCS[3usize]),
            ::wittgen::__private::Export::new::<
                (&'static str,),
                (::std::option::Option<shelves::Shelf>,),
            >(&__signature::FUNCS[4usize]),
            ::wittgen::__private::Export::new::<
                (&'static [&'static shelves::Shelf],),
                (u32,),
            >(&__signature::FUNCS[5usize]),
            ::wittgen::__private::Export::new::<
                (&'static shelves::Lent<'static>,),
                (::std::collections::HashMap<::std::string::String, [u32; 2usize]>,),
            >(&__signature::FUNCS[6usize]),
            ::wittgen::__private::Export::new::<
                (),
                (rooms::Room,),
            >(&__signature::FUNCS[7usize]),
            ::wittgen::__private::Export::new::<
                (&'static ::wittgen::__private::Handle, rooms::Shelf),
                (),
            >(&__signature::FUNCS[8usize]),
            ::wittgen::__private::Export::new::<
                (&'static ::wittgen::__private::Handle, &'static [&'static rooms::Room]),
                (u32,),
            >(&__signature::FUNCS[9usize]),
            ::wittgen::__private::Export::new::<
                (&'static rooms::Seen<'static>,),
                (::std::string::String,),
            >(&__signature::FUNCS[10usize]),
            ::wittgen::__private::Export::new::<
                (&'static rooms::Room, &'static rooms::Shelf),
                (::std::result::Result<::std::vec::Vec<u8>, ::std::string::String>,),
            >(&__signature::FUNCS[11usize]),
        ];
        __EXPORTS
    }
    #[allow(deprecated)]
    fn imports() -> &'static [::wittgen::__private::signature::Func] {
        mod __signature {
            use ::wittgen::__private::signature::*;
            static SHELF: Resource = Resource {
                interface: Some("example:imports/shelves@0.1.0"),
                name: "shelf",
            };
            static PROBLEM: Named = Named {
                name: "problem",
                kind: Kind::Enum(&["full", "gone"]),
            };
            static LENT: Named = Named {
                name: "lent",
                kind: Kind::Record(
                    &[
                        ("shelf", Type::Borrow(&SHELF)),
                        ("remark", Type::Option(&Type::String)),
                    ],
                ),
            };
            pub(super) static FUNCS: [Func; 8usize] = [
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "[constructor]shelf",
                    is_async: false,
                    params: &[("name", Type::String)],
                    result: Some(Type::Own(&SHELF)),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "[method]shelf.put",
                    is_async: false,
                    params: &[
                        ("self", Type::Borrow(&SHELF)),
                        ("item", Type::List(&Type::U8)),
                    ],
                    result: Some(
                        Type::Result(Some(&Type::U32), Some(&Type::Named(&PROBLEM))),
                    ),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "[method]shelf.same",
                    is_async: false,
                    params: &[
                        ("self", Type::Borrow(&SHELF)),
                        ("other", Type::Borrow(&SHELF)),
                    ],
                    result: Some(Type::Bool),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "[static]shelf.merge",
                    is_async: false,
                    params: &[("a", Type::Own(&SHELF)), ("b", Type::Own(&SHELF))],
                    result: Some(Type::Own(&SHELF)),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "find",
                    is_async: false,
                    params: &[("name", Type::String)],
                    result: Some(Type::Option(&Type::Own(&SHELF))),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "count",
                    is_async: false,
                    params: &[("shelves", Type::List(&Type::Borrow(&SHELF)))],
                    result: Some(Type::U32),
                },
                Func {
                    interface: Some("example:imports/shelves@0.1.0"),
                    name: "look",
                    is_async: false,
                    params: &[("at", Type::Named(&LENT))],
                    result: Some(
                        Type::Map(&Type::String, &Type::FixedList(&Type::U32, 2u32)),
                    ),
                },
                Func {
                    interface: None,
                    name: "now",
                    is_async: false,
                    params: &[],
                    result: Some(Type::U64),
                },
            ];
        }
        &__signature::FUNCS
    }
    fn new(instance: ::wittgen::__private::Instance) -> Self {
        Self { __instance: instance }
    }
}
impl ::wittgen::__private::HasInstance for Imports {
    fn instance(&self) -> &::wittgen::__private::Instance {
        &self.__instance
    }
}
#[allow(deprecated)]
impl<H> ::wittgen::Imports<H> for Imports
where
    H: imported_shelves::Host + Host,
{
    fn link(
        linker: &mut ::wittgen::__private::Linker<'_>,
        host: &::std::sync::Arc<H>,
    ) -> ::std::result::Result<(), ::wittgen::Error> {
        imported_shelves::__link(linker, host)?;
        __link(linker, host)?;
        ::std::result::Result::Ok(())
    }
}
