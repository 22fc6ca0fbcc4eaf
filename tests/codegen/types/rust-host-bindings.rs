/// `point`
#[allow(dead_code, deprecated)]
pub type Point = imported_shapes::Point;
/// `failure`
#[allow(dead_code, deprecated)]
pub type Failure = imported_shapes::Failure;
/// The record `wrapped`.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Copy,
    ::wittgen::__private::ComponentType,
    ::wittgen::__private::Lift,
    ::wittgen::__private::Lower
)]
#[component(record)]
#[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
#[allow(dead_code, deprecated)]
pub struct Wrapped {
    /// The field `at`.
    #[component(name = "at")]
    pub at: Point,
}
/// Every kind of value.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod imported_shapes {
    /// A point.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        Copy,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Point {
        /// The field `x`.
        #[component(name = "x")]
        pub x: f64,
        /// The field `y`.
        #[component(name = "y")]
        pub y: f64,
    }
    /// The record `labelled`.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Labelled {
        /// The field `label`.
        #[component(name = "label")]
        pub label: ::std::string::String,
        /// The field `at`.
        #[component(name = "at")]
        pub at: Point,
        /// The field `tags`.
        #[component(name = "tags")]
        pub tags: ::std::vec::Vec<::std::string::String>,
        /// The field `blob`.
        #[component(name = "blob")]
        pub blob: ::std::vec::Vec<u8>,
    }
    /// The enum `colour`.
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
    pub enum Colour {
        /// The case `red`.
        #[component(name = "red")]
        Red,
        /// The case `green`.
        #[component(name = "green")]
        Green,
        /// The case `dark-blue`.
        #[component(name = "dark-blue")]
        DarkBlue,
    }
    #[doc(hidden)]
    #[allow(missing_docs, dead_code)]
    mod __flags_access {
        use ::wittgen::__private::wasmtime;
        wasmtime::component::flags! {
            Access { #[component(name = "read")] const READ; #[component(name = "write")]
            const WRITE; #[component(name = "execute")] const EXECUTE; }
        }
    }
    #[allow(unused_imports)]
    pub use __flags_access::Access;
    /// The variant `shape`.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(variant)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub enum Shape {
        /// The case `nothing`.
        #[component(name = "nothing")]
        Nothing,
        /// The case `dot`.
        #[component(name = "dot")]
        Dot(Point),
        /// The case `path`.
        #[component(name = "path")]
        Path(::std::vec::Vec<Point>),
        /// The case `nested`.
        #[component(name = "nested")]
        Nested(
            ::std::option::Option<::std::result::Result<::std::string::String, Colour>>,
        ),
    }
    /// `pair`
    #[allow(dead_code, deprecated)]
    pub type Pair = (u8, i64);
    /// The variant `failure`.
    #[derive(
        Clone,
        PartialEq,
        Eq,
        Hash,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(variant)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub enum Failure {
        /// The case `empty`.
        #[component(name = "empty")]
        Empty,
        /// The case `bad-colour`.
        #[component(name = "bad-colour")]
        BadColour(Colour),
        /// The case `text`.
        #[component(name = "text")]
        Text(::std::string::String),
        /// The case `both`.
        #[component(name = "both")]
        Both((u8, ::std::string::String)),
    }
    impl ::std::fmt::Debug for Failure {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(self, f)
        }
    }
    impl ::std::fmt::Display for Failure {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Empty => f.write_str("empty"),
                Self::BadColour(value) => write!(f, "bad colour: {:?}", value),
                Self::Text(value) => write!(f, "text: {}", value),
                Self::Both(value) => write!(f, "both: {:?}", value),
            }
        }
    }
    impl ::std::error::Error for Failure {}
    /// What the host provides as the interface `example:types/shapes@1.2.3`; see `wittgen::Builder::imports`.
    #[allow(dead_code, clippy::all)]
    pub trait Host: ::std::marker::Send + ::std::marker::Sync + 'static {
        /// Provides `scalars`.
        fn scalars(
            &self,
            a: bool,
            b: u8,
            c: i16,
            d: u32,
            e: i64,
            f: f32,
            g: char,
        ) -> Pair;
        /// Provides `texts`.
        fn texts(
            &self,
            one: &str,
            many: ::std::vec::Vec<::std::string::String>,
            bytes: &[u8],
            nested: ::std::vec::Vec<::std::vec::Vec<u8>>,
        ) -> ::std::vec::Vec<::std::string::String>;
        /// Provides `named`.
        fn named(
            &self,
            p: Point,
            l: Labelled,
            s: ::std::vec::Vec<Shape>,
            c: Colour,
            a: Access,
            o: ::std::option::Option<Labelled>,
        ) -> Shape;
        /// Provides `fails`.
        fn fails(&self) -> ::std::result::Result<Labelled, Failure>;
        /// Provides `fails-with-text`.
        fn fails_with_text(&self) -> ::std::result::Result<(), ::std::string::String>;
        /// Provides `fails-alone`.
        fn fails_alone(&self) -> ::std::result::Result<u32, ()>;
        /// Provides `nothing`.
        fn nothing(&self);
        /// Gone soon.
        ///
        /// Since version 1.0.0 of the package.
        #[deprecated(note = "since version 1.2.0 of the package")]
        fn old(&self);
    }
    #[doc(hidden)]
    #[allow(dead_code, deprecated, unused_variables, clippy::all)]
    pub fn __link<H: Host>(
        linker: &mut ::wittgen::__private::Linker<'_>,
        host: &::std::sync::Arc<H>,
    ) -> ::std::result::Result<(), ::wittgen::Error> {
        let mut scope = linker
            .scope(::std::option::Option::Some("example:types/shapes@1.2.3"))?;
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "scalars",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (
                            __p0,
                            __p1,
                            __p2,
                            __p3,
                            __p4,
                            __p5,
                            __p6,
                        ): (bool, u8, i16, u32, i64, f32, char)|
                    {
                        ::std::result::Result::Ok((
                            <H as Host>::scalars(
                                &__host,
                                __p0,
                                __p1,
                                __p2,
                                __p3,
                                __p4,
                                __p5,
                                __p6,
                            ),
                        ))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "texts",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (
                            __p0,
                            __p1,
                            __p2,
                            __p3,
                        ): (
                            ::wittgen::__private::WasmStr,
                            ::std::vec::Vec<::std::string::String>,
                            ::wittgen::__private::WasmList<u8>,
                            ::std::vec::Vec<::std::vec::Vec<u8>>,
                        )|
                    {
                        ::std::result::Result::Ok((
                            <H as Host>::texts(
                                &__host,
                                &__caller.str(&__p0)?,
                                __p1,
                                __caller.bytes(&__p2),
                                __p3,
                            ),
                        ))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "named",
                    move |
                        __caller: &::wittgen::__private::Caller<'_>,
                        (
                            __p0,
                            __p1,
                            __p2,
                            __p3,
                            __p4,
                            __p5,
                        ): (
                            Point,
                            Labelled,
                            ::std::vec::Vec<Shape>,
                            Colour,
                            Access,
                            ::std::option::Option<Labelled>,
                        )|
                    {
                        ::std::result::Result::Ok((
                            <H as Host>::named(
                                &__host,
                                __p0,
                                __p1,
                                __p2,
                                __p3,
                                __p4,
                                __p5,
                            ),
                        ))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "fails",
                    move |__caller: &::wittgen::__private::Caller<'_>, (): ()| {
                        ::std::result::Result::Ok((<H as Host>::fails(&__host),))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "fails-with-text",
                    move |__caller: &::wittgen::__private::Caller<'_>, (): ()| {
                        ::std::result::Result::Ok((
                            <H as Host>::fails_with_text(&__host),
                        ))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "fails-alone",
                    move |__caller: &::wittgen::__private::Caller<'_>, (): ()| {
                        ::std::result::Result::Ok((<H as Host>::fails_alone(&__host),))
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "nothing",
                    move |__caller: &::wittgen::__private::Caller<'_>, (): ()| {
                        <H as Host>::nothing(&__host);
                        ::std::result::Result::Ok(())
                    },
                )?;
        }
        {
            let __host = ::std::sync::Arc::clone(host);
            scope
                .func(
                    "old",
                    move |__caller: &::wittgen::__private::Caller<'_>, (): ()| {
                        <H as Host>::old(&__host);
                        ::std::result::Result::Ok(())
                    },
                )?;
        }
        ::std::result::Result::Ok(())
    }
}
/// Every kind of value.
#[allow(dead_code, unused_imports, deprecated, clippy::all)]
pub mod shapes {
    /// A point.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        Copy,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Point {
        /// The field `x`.
        #[component(name = "x")]
        pub x: f64,
        /// The field `y`.
        #[component(name = "y")]
        pub y: f64,
    }
    /// The record `labelled`.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(record)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub struct Labelled {
        /// The field `label`.
        #[component(name = "label")]
        pub label: ::std::string::String,
        /// The field `at`.
        #[component(name = "at")]
        pub at: Point,
        /// The field `tags`.
        #[component(name = "tags")]
        pub tags: ::std::vec::Vec<::std::string::String>,
        /// The field `blob`.
        #[component(name = "blob")]
        pub blob: ::std::vec::Vec<u8>,
    }
    /// The enum `colour`.
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
    pub enum Colour {
        /// The case `red`.
        #[component(name = "red")]
        Red,
        /// The case `green`.
        #[component(name = "green")]
        Green,
        /// The case `dark-blue`.
        #[component(name = "dark-blue")]
        DarkBlue,
    }
    #[doc(hidden)]
    #[allow(missing_docs, dead_code)]
    mod __flags_access {
        use ::wittgen::__private::wasmtime;
        wasmtime::component::flags! {
            Access { #[component(name = "read")] const READ; #[component(name = "write")]
            const WRITE; #[component(name = "execute")] const EXECUTE; }
        }
    }
    #[allow(unused_imports)]
    pub use __flags_access::Access;
    /// The variant `shape`.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(variant)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub enum Shape {
        /// The case `nothing`.
        #[component(name = "nothing")]
        Nothing,
        /// The case `dot`.
        #[component(name = "dot")]
        Dot(Point),
        /// The case `path`.
        #[component(name = "path")]
        Path(::std::vec::Vec<Point>),
        /// The case `nested`.
        #[component(name = "nested")]
        Nested(
            ::std::option::Option<::std::result::Result<::std::string::String, Colour>>,
        ),
    }
    /// `pair`
    #[allow(dead_code, deprecated)]
    pub type Pair = (u8, i64);
    /// The variant `failure`.
    #[derive(
        Clone,
        PartialEq,
        Eq,
        Hash,
        ::wittgen::__private::ComponentType,
        ::wittgen::__private::Lift,
        ::wittgen::__private::Lower
    )]
    #[component(variant)]
    #[component(wasmtime_crate = ::wittgen::__private::wasmtime)]
    #[allow(dead_code, deprecated)]
    pub enum Failure {
        /// The case `empty`.
        #[component(name = "empty")]
        Empty,
        /// The case `bad-colour`.
        #[component(name = "bad-colour")]
        BadColour(Colour),
        /// The case `text`.
        #[component(name = "text")]
        Text(::std::string::String),
        /// The case `both`.
        #[component(name = "both")]
        Both((u8, ::std::string::String)),
    }
    impl ::std::fmt::Debug for Failure {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(self, f)
        }
    }
    impl ::std::fmt::Display for Failure {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Empty => f.write_str("empty"),
                Self::BadColour(value) => write!(f, "bad colour: {:?}", value),
                Self::Text(value) => write!(f, "text: {}", value),
                Self::Both(value) => write!(f, "both: {:?}", value),
            }
        }
    }
    impl ::std::error::Error for Failure {}
    /// The functions of `example:types/shapes@1.2.3`, on one instance.
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
        /// Calls `scalars`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn scalars(
            &self,
            a: bool,
            b: u8,
            c: i16,
            d: u32,
            e: i64,
            f: f32,
            g: char,
        ) -> ::std::result::Result<Pair, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (Pair,),
            >(&self.__instance, 1usize, (a, b, c, d, e, f, g))
                .map(|(__result,)| __result)
        }
        /// Calls `texts`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn texts(
            &self,
            one: &str,
            many: &[&str],
            bytes: &[u8],
            nested: &[&[u8]],
        ) -> ::std::result::Result<
            ::std::vec::Vec<::std::string::String>,
            ::wittgen::Error,
        > {
            ::wittgen::__private::call::<
                _,
                (::std::vec::Vec<::std::string::String>,),
            >(&self.__instance, 2usize, (one, many, bytes, nested))
                .map(|(__result,)| __result)
        }
        /// Calls `named`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn named(
            &self,
            p: Point,
            l: &Labelled,
            s: &[Shape],
            c: Colour,
            a: Access,
            o: ::std::option::Option<&Labelled>,
        ) -> ::std::result::Result<Shape, ::wittgen::Error> {
            ::wittgen::__private::call::<
                _,
                (Shape,),
            >(&self.__instance, 3usize, (p, l, s, c, a, o))
                .map(|(__result,)| __result)
        }
        /// Calls `fails`.
        ///
        /// # Errors
        ///
        /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
        pub fn fails(
            &self,
        ) -> ::std::result::Result<Labelled, ::wittgen::CallError<Failure>> {
            ::wittgen::__private::call_result::<
                _,
                Labelled,
                Failure,
                Failure,
            >(&self.__instance, 4usize, ())
        }
        /// Calls `fails-with-text`.
        ///
        /// # Errors
        ///
        /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
        pub fn fails_with_text(
            &self,
        ) -> ::std::result::Result<(), ::wittgen::CallError<::std::string::String>> {
            ::wittgen::__private::call_result::<
                _,
                (),
                ::std::string::String,
                ::std::string::String,
            >(&self.__instance, 5usize, ())
        }
        /// Calls `fails-alone`.
        ///
        /// # Errors
        ///
        /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
        pub fn fails_alone(
            &self,
        ) -> ::std::result::Result<u32, ::wittgen::CallError<::wittgen::Unexplained>> {
            ::wittgen::__private::call_result::<
                _,
                u32,
                (),
                ::wittgen::Unexplained,
            >(&self.__instance, 6usize, ())
        }
        /// Calls `nothing`.
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn nothing(&self) -> ::std::result::Result<(), ::wittgen::Error> {
            ::wittgen::__private::call::<_, ()>(&self.__instance, 7usize, ())
        }
        /// Gone soon.
        ///
        /// Since version 1.0.0 of the package.
        #[deprecated(note = "since version 1.2.0 of the package")]
        ///
        /// # Errors
        ///
        /// When the function could not be run to its end.
        pub fn old(&self) -> ::std::result::Result<(), ::wittgen::Error> {
            ::wittgen::__private::call::<_, ()>(&self.__instance, 8usize, ())
        }
    }
}
/// The world `types`.
#[allow(dead_code)]
pub struct Types {
    __instance: ::wittgen::__private::Instance,
}
#[allow(dead_code, deprecated, clippy::all)]
impl Types {
    /// Begins loading a component of the world `types`; nothing is granted to it yet.
    pub fn builder() -> ::wittgen::Builder<Self> {
        ::wittgen::Builder::new()
    }
    /// The functions of the interface `example:types/shapes@1.2.3`.
    pub fn shapes(&self) -> shapes::Exports<'_> {
        shapes::Exports {
            __instance: &self.__instance,
        }
    }
    /// Calls `main`.
    ///
    /// # Errors
    ///
    /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
    pub fn main(
        &self,
        o: Wrapped,
    ) -> ::std::result::Result<Point, ::wittgen::CallError<Failure>> {
        ::wittgen::__private::call_result::<
            _,
            Point,
            Failure,
            Failure,
        >(&self.__instance, 0usize, (o,))
    }
    /// Calls `scalars`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn scalars(
        &self,
        a: bool,
        b: u8,
        c: i16,
        d: u32,
        e: i64,
        f: f32,
        g: char,
    ) -> ::std::result::Result<shapes::Pair, ::wittgen::Error> {
        ::wittgen::__private::call::<
            _,
            (shapes::Pair,),
        >(&self.__instance, 1usize, (a, b, c, d, e, f, g))
            .map(|(__result,)| __result)
    }
    /// Calls `texts`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn texts(
        &self,
        one: &str,
        many: &[&str],
        bytes: &[u8],
        nested: &[&[u8]],
    ) -> ::std::result::Result<
        ::std::vec::Vec<::std::string::String>,
        ::wittgen::Error,
    > {
        ::wittgen::__private::call::<
            _,
            (::std::vec::Vec<::std::string::String>,),
        >(&self.__instance, 2usize, (one, many, bytes, nested))
            .map(|(__result,)| __result)
    }
    /// Calls `named`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn named(
        &self,
        p: shapes::Point,
        l: &shapes::Labelled,
        s: &[shapes::Shape],
        c: shapes::Colour,
        a: shapes::Access,
        o: ::std::option::Option<&shapes::Labelled>,
    ) -> ::std::result::Result<shapes::Shape, ::wittgen::Error> {
        ::wittgen::__private::call::<
            _,
            (shapes::Shape,),
        >(&self.__instance, 3usize, (p, l, s, c, a, o))
            .map(|(__result,)| __result)
    }
    /// Calls `fails`.
    ///
    /// # Errors
    ///
    /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
    pub fn fails(
        &self,
    ) -> ::std::result::Result<shapes::Labelled, ::wittgen::CallError<shapes::Failure>> {
        ::wittgen::__private::call_result::<
            _,
            shapes::Labelled,
            shapes::Failure,
            shapes::Failure,
        >(&self.__instance, 4usize, ())
    }
    /// Calls `fails-with-text`.
    ///
    /// # Errors
    ///
    /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
    pub fn fails_with_text(
        &self,
    ) -> ::std::result::Result<(), ::wittgen::CallError<::std::string::String>> {
        ::wittgen::__private::call_result::<
            _,
            (),
            ::std::string::String,
            ::std::string::String,
        >(&self.__instance, 5usize, ())
    }
    /// Calls `fails-alone`.
    ///
    /// # Errors
    ///
    /// `CallError::Guest` with what the function itself fails with, `CallError::Host` when it could not be run to its end.
    pub fn fails_alone(
        &self,
    ) -> ::std::result::Result<u32, ::wittgen::CallError<::wittgen::Unexplained>> {
        ::wittgen::__private::call_result::<
            _,
            u32,
            (),
            ::wittgen::Unexplained,
        >(&self.__instance, 6usize, ())
    }
    /// Calls `nothing`.
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn nothing(&self) -> ::std::result::Result<(), ::wittgen::Error> {
        ::wittgen::__private::call::<_, ()>(&self.__instance, 7usize, ())
    }
    /// Gone soon.
    ///
    /// Since version 1.0.0 of the package.
    #[deprecated(note = "since version 1.2.0 of the package")]
    ///
    /// # Errors
    ///
    /// When the function could not be run to its end.
    pub fn old(&self) -> ::std::result::Result<(), ::wittgen::Error> {
        ::wittgen::__private::call::<_, ()>(&self.__instance, 8usize, ())
    }
}
#[allow(deprecated)]
impl ::wittgen::World for Types {
    const NAME: &'static str = "example:types/types@1.2.3";
    const ASYNC: bool = false;
    fn exports() -> &'static [::wittgen::__private::Export] {
        mod __signature {
            use ::wittgen::__private::signature::*;
            static POINT: Named = Named {
                name: "point",
                kind: Kind::Record(&[("x", Type::F64), ("y", Type::F64)]),
            };
            static WRAPPED: Named = Named {
                name: "wrapped",
                kind: Kind::Record(&[("at", Type::Named(&POINT))]),
            };
            static COLOUR: Named = Named {
                name: "colour",
                kind: Kind::Enum(&["red", "green", "dark-blue"]),
            };
            static FAILURE: Named = Named {
                name: "failure",
                kind: Kind::Variant(
                    &[
                        ("empty", None),
                        ("bad-colour", Some(Type::Named(&COLOUR))),
                        ("text", Some(Type::String)),
                        ("both", Some(Type::Tuple(&[Type::U8, Type::String]))),
                    ],
                ),
            };
            static PAIR: Named = Named {
                name: "pair",
                kind: Kind::Alias(Type::Tuple(&[Type::U8, Type::S64])),
            };
            static LABELLED: Named = Named {
                name: "labelled",
                kind: Kind::Record(
                    &[
                        ("label", Type::String),
                        ("at", Type::Named(&POINT)),
                        ("tags", Type::List(&Type::String)),
                        ("blob", Type::List(&Type::U8)),
                    ],
                ),
            };
            static SHAPE: Named = Named {
                name: "shape",
                kind: Kind::Variant(
                    &[
                        ("nothing", None),
                        ("dot", Some(Type::Named(&POINT))),
                        ("path", Some(Type::List(&Type::Named(&POINT)))),
                        (
                            "nested",
                            Some(
                                Type::Option(
                                    &Type::Result(
                                        Some(&Type::String),
                                        Some(&Type::Named(&COLOUR)),
                                    ),
                                ),
                            ),
                        ),
                    ],
                ),
            };
            static ACCESS: Named = Named {
                name: "access",
                kind: Kind::Flags(&["read", "write", "execute"]),
            };
            pub(super) static FUNCS: [Func; 9usize] = [
                Func {
                    interface: None,
                    name: "main",
                    is_async: false,
                    params: &[("o", Type::Named(&WRAPPED))],
                    result: Some(
                        Type::Result(
                            Some(&Type::Named(&POINT)),
                            Some(&Type::Named(&FAILURE)),
                        ),
                    ),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "scalars",
                    is_async: false,
                    params: &[
                        ("a", Type::Bool),
                        ("b", Type::U8),
                        ("c", Type::S16),
                        ("d", Type::U32),
                        ("e", Type::S64),
                        ("f", Type::F32),
                        ("g", Type::Char),
                    ],
                    result: Some(Type::Named(&PAIR)),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "texts",
                    is_async: false,
                    params: &[
                        ("one", Type::String),
                        ("many", Type::List(&Type::String)),
                        ("bytes", Type::List(&Type::U8)),
                        ("nested", Type::List(&Type::List(&Type::U8))),
                    ],
                    result: Some(Type::List(&Type::String)),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "named",
                    is_async: false,
                    params: &[
                        ("p", Type::Named(&POINT)),
                        ("l", Type::Named(&LABELLED)),
                        ("s", Type::List(&Type::Named(&SHAPE))),
                        ("c", Type::Named(&COLOUR)),
                        ("a", Type::Named(&ACCESS)),
                        ("o", Type::Option(&Type::Named(&LABELLED))),
                    ],
                    result: Some(Type::Named(&SHAPE)),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "fails",
                    is_async: false,
                    params: &[],
                    result: Some(
                        Type::Result(
                            Some(&Type::Named(&LABELLED)),
                            Some(&Type::Named(&FAILURE)),
                        ),
                    ),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "fails-with-text",
                    is_async: false,
                    params: &[],
                    result: Some(Type::Result(None, Some(&Type::String))),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "fails-alone",
                    is_async: false,
                    params: &[],
                    result: Some(Type::Result(Some(&Type::U32), None)),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "nothing",
                    is_async: false,
                    params: &[],
                    result: None,
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "old",
                    is_async: false,
                    params: &[],
                    result: None,
                },
            ];
        }
        static __EXPORTS: &[::wittgen::__private::Export] = &[
            ::wittgen::__private::Export::new::<
                (Wrapped,),
                (::std::result::Result<Point, Failure>,),
            >(&__signature::FUNCS[0usize]),
            ::wittgen::__private::Export::new::<
                (bool, u8, i16, u32, i64, f32, char),
                (shapes::Pair,),
            >(&__signature::FUNCS[1usize]),
            ::wittgen::__private::Export::new::<
                (
                    &'static str,
                    &'static [&'static str],
                    &'static [u8],
                    &'static [&'static [u8]],
                ),
                (::std::vec::Vec<::std::string::String>,),
            >(&__signature::FUNCS[2usize]),
            ::wittgen::__private::Export::new::<
                (
                    shapes::Point,
                    &'static shapes::Labelled,
                    &'static [shapes::Shape],
                    shapes::Colour,
                    shapes::Access,
                    ::std::option::Option<&'static shapes::Labelled>,
                ),
                (shapes::Shape,),
            >(&__signature::FUNCS[3usize]),
            ::wittgen::__private::Export::new::<
                (),
                (::std::result::Result<shapes::Labelled, shapes::Failure>,),
            >(&__signature::FUNCS[4usize]),
            ::wittgen::__private::Export::new::<
                (),
                (::std::result::Result<(), ::std::string::String>,),
            >(&__signature::FUNCS[5usize]),
            ::wittgen::__private::Export::new::<
                (),
                (::std::result::Result<u32, ()>,),
            >(&__signature::FUNCS[6usize]),
            ::wittgen::__private::Export::new::<(), ()>(&__signature::FUNCS[7usize]),
            ::wittgen::__private::Export::new::<(), ()>(&__signature::FUNCS[8usize]),
        ];
        __EXPORTS
    }
    #[allow(deprecated)]
    fn imports() -> &'static [::wittgen::__private::signature::Func] {
        mod __signature {
            use ::wittgen::__private::signature::*;
            static PAIR: Named = Named {
                name: "pair",
                kind: Kind::Alias(Type::Tuple(&[Type::U8, Type::S64])),
            };
            static POINT: Named = Named {
                name: "point",
                kind: Kind::Record(&[("x", Type::F64), ("y", Type::F64)]),
            };
            static LABELLED: Named = Named {
                name: "labelled",
                kind: Kind::Record(
                    &[
                        ("label", Type::String),
                        ("at", Type::Named(&POINT)),
                        ("tags", Type::List(&Type::String)),
                        ("blob", Type::List(&Type::U8)),
                    ],
                ),
            };
            static COLOUR: Named = Named {
                name: "colour",
                kind: Kind::Enum(&["red", "green", "dark-blue"]),
            };
            static SHAPE: Named = Named {
                name: "shape",
                kind: Kind::Variant(
                    &[
                        ("nothing", None),
                        ("dot", Some(Type::Named(&POINT))),
                        ("path", Some(Type::List(&Type::Named(&POINT)))),
                        (
                            "nested",
                            Some(
                                Type::Option(
                                    &Type::Result(
                                        Some(&Type::String),
                                        Some(&Type::Named(&COLOUR)),
                                    ),
                                ),
                            ),
                        ),
                    ],
                ),
            };
            static ACCESS: Named = Named {
                name: "access",
                kind: Kind::Flags(&["read", "write", "execute"]),
            };
            static FAILURE: Named = Named {
                name: "failure",
                kind: Kind::Variant(
                    &[
                        ("empty", None),
                        ("bad-colour", Some(Type::Named(&COLOUR))),
                        ("text", Some(Type::String)),
                        ("both", Some(Type::Tuple(&[Type::U8, Type::String]))),
                    ],
                ),
            };
            pub(super) static FUNCS: [Func; 8usize] = [
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "scalars",
                    is_async: false,
                    params: &[
                        ("a", Type::Bool),
                        ("b", Type::U8),
                        ("c", Type::S16),
                        ("d", Type::U32),
                        ("e", Type::S64),
                        ("f", Type::F32),
                        ("g", Type::Char),
                    ],
                    result: Some(Type::Named(&PAIR)),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "texts",
                    is_async: false,
                    params: &[
                        ("one", Type::String),
                        ("many", Type::List(&Type::String)),
                        ("bytes", Type::List(&Type::U8)),
                        ("nested", Type::List(&Type::List(&Type::U8))),
                    ],
                    result: Some(Type::List(&Type::String)),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "named",
                    is_async: false,
                    params: &[
                        ("p", Type::Named(&POINT)),
                        ("l", Type::Named(&LABELLED)),
                        ("s", Type::List(&Type::Named(&SHAPE))),
                        ("c", Type::Named(&COLOUR)),
                        ("a", Type::Named(&ACCESS)),
                        ("o", Type::Option(&Type::Named(&LABELLED))),
                    ],
                    result: Some(Type::Named(&SHAPE)),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "fails",
                    is_async: false,
                    params: &[],
                    result: Some(
                        Type::Result(
                            Some(&Type::Named(&LABELLED)),
                            Some(&Type::Named(&FAILURE)),
                        ),
                    ),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "fails-with-text",
                    is_async: false,
                    params: &[],
                    result: Some(Type::Result(None, Some(&Type::String))),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "fails-alone",
                    is_async: false,
                    params: &[],
                    result: Some(Type::Result(Some(&Type::U32), None)),
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "nothing",
                    is_async: false,
                    params: &[],
                    result: None,
                },
                Func {
                    interface: Some("example:types/shapes@1.2.3"),
                    name: "old",
                    is_async: false,
                    params: &[],
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
impl ::wittgen::__private::HasInstance for Types {
    fn instance(&self) -> &::wittgen::__private::Instance {
        &self.__instance
    }
}
#[allow(deprecated)]
impl<H> ::wittgen::Imports<H> for Types
where
    H: imported_shapes::Host,
{
    fn link(
        linker: &mut ::wittgen::__private::Linker<'_>,
        host: &::std::sync::Arc<H>,
    ) -> ::std::result::Result<(), ::wittgen::Error> {
        imported_shapes::__link(linker, host)?;
        ::std::result::Result::Ok(())
    }
}
