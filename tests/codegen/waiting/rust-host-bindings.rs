/// The interface `example:waiting/source`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod source {
    /// The resource `door`.
    ///
    /// Any type that implements [`HostDoor`] makes one: `Door::new(value)`, or `value.into()`.
    #[allow(dead_code)]
    pub struct Door(::wittgen::Resource<dyn HostDoor>);
    ::wittgen::__private::host_resource!(Door, dyn HostDoor);
    #[allow(dead_code)]
    impl Door {
        /// Makes a resource of a value of the host's.
        pub fn new(value: impl HostDoor) -> Self {
            Self(::wittgen::Resource::from_arc(::std::sync::Arc::new(value)))
        }
        /// The value, if it is of the type `T`.
        pub fn downcast_ref<T: HostDoor>(&self) -> ::std::option::Option<&T> {
            let value: &dyn ::std::any::Any = &*self.0;
            value.downcast_ref::<T>()
        }
    }
    impl<T: HostDoor> ::std::convert::From<T> for Door {
        fn from(value: T) -> Self {
            Self::new(value)
        }
    }
    /// What the host provides as the interface `example:waiting/source`; see `wittgen::Builder::imports`.
    #[allow(dead_code, clippy::all)]
    pub trait Host: ::std::marker::Send + ::std::marker::Sync + 'static {
        /// Provides `[constructor]door`.
        fn door_new(&self, name: &str) -> Door;
        /// Provides `fetch`.
        fn fetch(
            &self,
            key: ::std::string::String,
        ) -> impl ::std::future::Future<
            Output = ::std::result::Result<::std::string::String, ::std::string::String>,
        > + ::std::marker::Send;
        /// Provides `items`.
        fn items(&self, of: &Door) -> ::wittgen::StreamReader<u8>;
    }
    /// What a value of the host's must do to be a `door`. Dropping it is the end of the resource.
    #[allow(dead_code, clippy::all)]
    pub trait HostDoor: ::std::any::Any + ::std::marker::Send + ::std::marker::Sync {
        /// Provides `[method]door.wait`.
        fn wait(&self) -> ::wittgen::BoxFuture<'_, u32>;
    }
    #[doc(hidden)]
    #[allow(dead_code, deprecated, unused_variables, clippy::all)]
    pub fn __link<H: Host>(
        linker: &mut ::wittgen::__private::Linker<'_>,
        host: &::std::sync::Arc<H>,
    ) -> ::std::result::Result<(), ::wittgen::Error> {
        let mut scope = linker
            .scope(::std::option::Option::Some("example:waiting/source"))?;
        scope.resource::<Door>("door")?;
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "[constructor]door",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (__p0,): (::wittgen::__private::WasmStr,)|
                    {
                        ::std::result::Result::Ok((
                            <H as Host>::door_new(&__host, &__caller.str(&__p0)?),
                        ))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func_concurrent(
                    "fetch",
                    move |(__p0,): (::std::string::String,)| {
                        let __host = ::std::sync::Arc::clone(&__host);
                        async move {
                            ::std::result::Result::Ok((
                                <H as Host>::fetch(&__host, __p0).await,
                            ))
                        }
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "items",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (__p0,): (::wittgen::Borrowed<Door>,)|
                    { ::std::result::Result::Ok((<H as Host>::items(&__host, &__p0),)) },
                )?;
        }
        {
            scope
                .func_concurrent(
                    "[method]door.wait",
                    move |(__this,): (::wittgen::Borrowed<Door>,)| {
                        async move {
                            ::std::result::Result::Ok((HostDoor::wait(&**__this).await,))
                        }
                    },
                )?;
        }
        ::std::result::Result::Ok(())
    }
}
/// The interface `example:waiting/feed`.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod feed {
    /// `door`
    #[allow(dead_code, deprecated)]
    pub type Door = super::source::Door;
    /// The record `part`.
    #[derive(
        Debug,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Part {
        /// The field `name`.
        #[component(name = "name")]
        pub name: ::std::string::String,
        /// The field `text`.
        #[component(name = "text")]
        pub text: ::wittgen::StreamReader<::std::string::String>,
        /// The field `end`.
        #[component(name = "end")]
        pub end: ::wittgen::FutureReader<
            ::std::result::Result<(), ::wittgen::ErrorContext>,
        >,
    }
    /// The resource `total`.
    #[allow(dead_code)]
    pub struct Total {
        __handle: ::wittgen::__private::Handle,
    }
    ::wittgen::__private::resource!(Total);
    /// The functions of `example:waiting/feed`, on one instance.
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
        /// Calls `parts`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub async fn parts(
            &self,
            of: ::std::vec::Vec<Door>,
        ) -> ::std::result::Result<::std::vec::Vec<Part>, ::wittgen::Error> {
            ::wittgen::__private::call_async::<
                (::std::vec::Vec<Door>,),
                (::std::vec::Vec<Part>,),
            >(&self.__instance, 0usize, (of,))
                .await
                .map(|(__result,)| __result)
        }
        /// Calls `enter`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn enter(
            &self,
            door: &Door,
            tick: ::wittgen::StreamReader<()>,
        ) -> ::std::result::Result<::wittgen::FutureReader<u32>, ::wittgen::Error> {
            ::wittgen::__private::call_blocking::<
                (::wittgen::Borrowed<Door>, ::wittgen::StreamReader<()>),
                (::wittgen::FutureReader<u32>,),
            >(&self.__instance, 1usize, (::wittgen::Borrowed::from(door), tick))
                .map(|(__result,)| __result)
        }
    }
    #[allow(dead_code, clippy::all)]
    impl Total {
        /// Calls `[method]total.add`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub async fn add(
            &self,
            numbers: ::wittgen::StreamReader<u32>,
        ) -> ::std::result::Result<u64, ::wittgen::Error> {
            ::wittgen::__private::call_async::<
                (::wittgen::Borrowed<Total>, ::wittgen::StreamReader<u32>),
                (u64,),
            >(
                    self.__handle.instance(),
                    2usize,
                    (::wittgen::Borrowed::from(self), numbers),
                )
                .await
                .map(|(__result,)| __result)
        }
    }
}
/// The world `waiting`.
#[allow(dead_code)]
pub struct Waiting {
    __instance: ::wittgen::__private::Instance,
}
#[allow(dead_code, deprecated, clippy::all)]
impl Waiting {
    /// Begins loading a component of the world `waiting`; nothing is granted to it yet.
    pub fn builder() -> ::wittgen::Builder<Self> {
        ::wittgen::Builder::new()
    }
    /// The functions of the interface `example:waiting/feed`.
    pub fn feed(&self) -> feed::Exports<'_> {
        feed::Exports {
            __instance: &self.__instance,
        }
    }
    /// Calls `parts`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub async fn parts(
        &self,
        of: ::std::vec::Vec<feed::Door>,
    ) -> ::std::result::Result<::std::vec::Vec<feed::Part>, ::wittgen::Error> {
        ::wittgen::__private::call_async::<
            (::std::vec::Vec<feed::Door>,),
            (::std::vec::Vec<feed::Part>,),
        >(&self.__instance, 0usize, (of,))
            .await
            .map(|(__result,)| __result)
    }
    /// Calls `enter`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn enter(
        &self,
        door: &feed::Door,
        tick: ::wittgen::StreamReader<()>,
    ) -> ::std::result::Result<::wittgen::FutureReader<u32>, ::wittgen::Error> {
        ::wittgen::__private::call_blocking::<
            (::wittgen::Borrowed<feed::Door>, ::wittgen::StreamReader<()>),
            (::wittgen::FutureReader<u32>,),
        >(&self.__instance, 1usize, (::wittgen::Borrowed::from(door), tick))
            .map(|(__result,)| __result)
    }
}
#[allow(deprecated)]
impl ::wittgen::World for Waiting {
    const NAME: &'static str = "example:waiting/waiting";
    const ASYNC: bool = true;
    fn exports() -> &'static [::wittgen::__private::Export] {
        mod __signature {
            use ::wittgen::__private::signature::*;
            static DOOR: Resource = Resource {
                interface: Some("example:waiting/source"),
                name: "door",
            };
            static PART: Named = Named {
                name: "part",
                kind: Kind::Record(
                    &[
                        ("name", Type::String),
                        ("text", Type::Stream(Some(&Type::String))),
                        (
                            "end",
                            Type::Future(
                                Some(&Type::Result(None, Some(&Type::ErrorContext))),
                            ),
                        ),
                    ],
                ),
            };
            static TOTAL: Resource = Resource {
                interface: Some("example:waiting/feed"),
                name: "total",
            };
            pub(super) static FUNCS: [Func; 3usize] = [
                Func {
                    interface: Some("example:waiting/feed"),
                    name: "parts",
                    is_async: true,
                    params: &[("of", Type::List(&Type::Own(&DOOR)))],
                    result: Some(Type::List(&Type::Named(&PART))),
                },
                Func {
                    interface: Some("example:waiting/feed"),
                    name: "enter",
                    is_async: false,
                    params: &[
                        ("door", Type::Borrow(&DOOR)),
                        ("tick", Type::Stream(None)),
                    ],
                    result: Some(Type::Future(Some(&Type::U32))),
                },
                Func {
                    interface: Some("example:waiting/feed"),
                    name: "[method]total.add",
                    is_async: true,
                    params: &[
                        ("self", Type::Borrow(&TOTAL)),
                        ("numbers", Type::Stream(Some(&Type::U32))),
                    ],
                    result: Some(Type::U64),
                },
            ];
        }
        static __EXPORTS: &[::wittgen::__private::Export] = &[
            ::wittgen::__private::Export::new::<
                (::std::vec::Vec<feed::Door>,),
                (::std::vec::Vec<feed::Part>,),
            >(&__signature::FUNCS[0usize]),
            ::wittgen::__private::Export::new::<
                (::wittgen::Borrowed<feed::Door>, ::wittgen::StreamReader<()>),
                (::wittgen::FutureReader<u32>,),
            >(&__signature::FUNCS[1usize]),
            ::wittgen::__private::Export::new::<
                (::wittgen::Borrowed<feed::Total>, ::wittgen::StreamReader<u32>),
                (u64,),
            >(&__signature::FUNCS[2usize]),
        ];
        __EXPORTS
    }
    #[allow(deprecated)]
    fn imports() -> &'static [::wittgen::__private::signature::Func] {
        mod __signature {
            use ::wittgen::__private::signature::*;
            static DOOR: Resource = Resource {
                interface: Some("example:waiting/source"),
                name: "door",
            };
            pub(super) static FUNCS: [Func; 4usize] = [
                Func {
                    interface: Some("example:waiting/source"),
                    name: "[constructor]door",
                    is_async: false,
                    params: &[("name", Type::String)],
                    result: Some(Type::Own(&DOOR)),
                },
                Func {
                    interface: Some("example:waiting/source"),
                    name: "[method]door.wait",
                    is_async: true,
                    params: &[("self", Type::Borrow(&DOOR))],
                    result: Some(Type::U32),
                },
                Func {
                    interface: Some("example:waiting/source"),
                    name: "fetch",
                    is_async: true,
                    params: &[("key", Type::String)],
                    result: Some(Type::Result(Some(&Type::String), Some(&Type::String))),
                },
                Func {
                    interface: Some("example:waiting/source"),
                    name: "items",
                    is_async: false,
                    params: &[("of", Type::Borrow(&DOOR))],
                    result: Some(Type::Stream(Some(&Type::U8))),
                },
            ];
        }
        &__signature::FUNCS
    }
    fn new(instance: ::wittgen::__private::Instance) -> Self {
        Self { __instance: instance }
    }
}
impl ::wittgen::__private::HasInstance for Waiting {
    fn instance(&self) -> &::wittgen::__private::Instance {
        &self.__instance
    }
}
#[allow(deprecated)]
impl<H> ::wittgen::Imports<H> for Waiting
where
    H: source::Host,
{
    fn link(
        linker: &mut ::wittgen::__private::Linker<'_>,
        host: &::std::sync::Arc<H>,
    ) -> ::std::result::Result<(), ::wittgen::Error> {
        source::__link(linker, host)?;
        ::std::result::Result::Ok(())
    }
}
