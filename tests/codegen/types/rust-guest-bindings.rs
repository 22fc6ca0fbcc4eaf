#[doc(hidden)]
#[allow(warnings, clippy::all)]
pub mod __abi {
    pub type Point = example::types::shapes::Point;
    pub type Failure = example::types::shapes::Failure;
    #[repr(C)]
    #[derive(Clone, Copy)]
    #[derive(PartialEq)]
    pub struct Wrapped {
        pub at: Point,
    }
    impl ::core::fmt::Debug for Wrapped {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("Wrapped").field("at", &self.at).finish()
        }
    }
    #[doc(hidden)]
    #[allow(non_snake_case, unused_unsafe)]
    pub unsafe fn _export_main_cabi<T_: Guest>(arg0: f64, arg1: f64) -> *mut u8 {
        unsafe {
            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
            let result0 = {
                T_::main(Wrapped {
                    at: example::types::shapes::Point {
                        x: arg0,
                        y: arg1,
                    },
                })
            };
            let ptr1 = (&raw mut _RET_AREA.0).cast::<u8>();
            match result0 {
                Ok(e) => {
                    *ptr1.add(0).cast::<u8>() = (0i32) as u8;
                    let example::types::shapes::Point { x: x2, y: y2 } = e;
                    *ptr1.add(8).cast::<f64>() = _rt::as_f64(x2);
                    *ptr1.add(16).cast::<f64>() = _rt::as_f64(y2);
                }
                Err(e) => {
                    *ptr1.add(0).cast::<u8>() = (1i32) as u8;
                    use example::types::shapes::Failure as V6;
                    match e {
                        V6::Empty => {
                            *ptr1.add(8).cast::<u8>() = (0i32) as u8;
                        }
                        V6::BadColour(e) => {
                            *ptr1.add(8).cast::<u8>() = (1i32) as u8;
                            *ptr1
                                .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                .cast::<u8>() = (e.clone() as i32) as u8;
                        }
                        V6::Text(e) => {
                            *ptr1.add(8).cast::<u8>() = (2i32) as u8;
                            let vec3 = (e.into_bytes()).into_boxed_slice();
                            let ptr3 = vec3.as_ptr().cast::<u8>();
                            let len3 = vec3.len();
                            ::core::mem::forget(vec3);
                            *ptr1
                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                .cast::<usize>() = len3;
                            *ptr1
                                .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                .cast::<*mut u8>() = ptr3.cast_mut();
                        }
                        V6::Both(e) => {
                            *ptr1.add(8).cast::<u8>() = (3i32) as u8;
                            let (t4_0, t4_1) = e;
                            *ptr1
                                .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                .cast::<u8>() = (_rt::as_i32(t4_0)) as u8;
                            let vec5 = (t4_1.into_bytes()).into_boxed_slice();
                            let ptr5 = vec5.as_ptr().cast::<u8>();
                            let len5 = vec5.len();
                            ::core::mem::forget(vec5);
                            *ptr1
                                .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                .cast::<usize>() = len5;
                            *ptr1
                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                .cast::<*mut u8>() = ptr5.cast_mut();
                        }
                    }
                }
            };
            ptr1
        }
    }
    #[doc(hidden)]
    #[allow(non_snake_case)]
    pub unsafe fn __post_return_main<T_: Guest>(arg0: *mut u8) {
        unsafe {
            let l0 = i32::from(*arg0.add(0).cast::<u8>());
            match l0 {
                0 => {}
                _ => {
                    let l1 = i32::from(*arg0.add(8).cast::<u8>());
                    match l1 {
                        0 => {}
                        1 => {}
                        2 => {
                            let l2 = *arg0
                                .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                .cast::<*mut u8>();
                            let l3 = *arg0
                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                .cast::<usize>();
                            _rt::cabi_dealloc(l2, l3, 1);
                        }
                        _ => {
                            let l4 = *arg0
                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                .cast::<*mut u8>();
                            let l5 = *arg0
                                .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                .cast::<usize>();
                            _rt::cabi_dealloc(l4, l5, 1);
                        }
                    }
                }
            }
        }
    }
    pub trait Guest {
        #[allow(async_fn_in_trait)]
        fn main(o: Wrapped) -> ::core::result::Result<Point, Failure>;
    }
    #[doc(hidden)]
    macro_rules! __export_world_types_cabi {
        ($ty:ident with_types_in $($path_to_types:tt)*) => {
            const _ : () = { #[unsafe (export_name = "main")] unsafe extern "C" fn
            export_main(arg0 : f64, arg1 : f64,) -> * mut u8 { unsafe {
            $($path_to_types)*:: _export_main_cabi::<$ty > (arg0, arg1) } } #[unsafe
            (export_name = "cabi_post_main")] unsafe extern "C" fn _post_return_main(arg0
            : * mut u8,) { unsafe { $($path_to_types)*:: __post_return_main::<$ty >
            (arg0) } } };
        };
    }
    #[doc(hidden)]
    pub(crate) use __export_world_types_cabi;
    #[repr(align(8))]
    struct _RetArea(
        [::core::mem::MaybeUninit<u8>; 8 + 4 * ::core::mem::size_of::<*const u8>()],
    );
    static mut _RET_AREA: _RetArea = _RetArea(
        [::core::mem::MaybeUninit::uninit(); 8 + 4 * ::core::mem::size_of::<*const u8>()],
    );
    #[allow(dead_code, clippy::all)]
    pub mod example {
        pub mod types {
            /// Every kind of value.
            #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
            pub mod shapes {
                #[used]
                #[doc(hidden)]
                static __FORCE_SECTION_REF: fn() = super::super::super::__link_custom_section_describing_imports;
                use super::super::super::_rt;
                /// A point.
                #[repr(C)]
                #[derive(Clone, Copy)]
                #[derive(PartialEq)]
                pub struct Point {
                    pub x: f64,
                    pub y: f64,
                }
                impl ::core::fmt::Debug for Point {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.debug_struct("Point")
                            .field("x", &self.x)
                            .field("y", &self.y)
                            .finish()
                    }
                }
                #[derive(Clone)]
                #[derive(PartialEq)]
                pub struct Labelled {
                    pub label: _rt::String,
                    pub at: Point,
                    pub tags: _rt::Vec<_rt::String>,
                    pub blob: _rt::Vec<u8>,
                }
                impl ::core::fmt::Debug for Labelled {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.debug_struct("Labelled")
                            .field("label", &self.label)
                            .field("at", &self.at)
                            .field("tags", &self.tags)
                            .field("blob", &self.blob)
                            .finish()
                    }
                }
                #[repr(u8)]
                #[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
                #[derive(Hash)]
                pub enum Colour {
                    Red,
                    Green,
                    DarkBlue,
                }
                impl ::core::fmt::Debug for Colour {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        match self {
                            Colour::Red => f.debug_tuple("Colour::Red").finish(),
                            Colour::Green => f.debug_tuple("Colour::Green").finish(),
                            Colour::DarkBlue => {
                                f.debug_tuple("Colour::DarkBlue").finish()
                            }
                        }
                    }
                }
                impl Colour {
                    #[doc(hidden)]
                    pub unsafe fn _lift(val: u8) -> Colour {
                        if !cfg!(debug_assertions) {
                            return unsafe { ::core::mem::transmute(val) };
                        }
                        match val {
                            0 => Colour::Red,
                            1 => Colour::Green,
                            2 => Colour::DarkBlue,
                            _ => panic!("invalid enum discriminant"),
                        }
                    }
                }
                ::wittgen::guest::__private::rt::bitflags::bitflags! {
                    #[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Clone, Copy)]
                    pub struct Access : u8 { const READ = 1 << 0; const WRITE = 1 << 1;
                    const EXECUTE = 1 << 2; }
                }
                #[derive(Clone)]
                #[derive(PartialEq)]
                pub enum Shape {
                    Nothing,
                    Dot(Point),
                    Path(_rt::Vec<Point>),
                    Nested(
                        ::core::option::Option<
                            ::core::result::Result<_rt::String, Colour>,
                        >,
                    ),
                }
                impl ::core::fmt::Debug for Shape {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        match self {
                            Shape::Nothing => f.debug_tuple("Shape::Nothing").finish(),
                            Shape::Dot(e) => {
                                f.debug_tuple("Shape::Dot").field(e).finish()
                            }
                            Shape::Path(e) => {
                                f.debug_tuple("Shape::Path").field(e).finish()
                            }
                            Shape::Nested(e) => {
                                f.debug_tuple("Shape::Nested").field(e).finish()
                            }
                        }
                    }
                }
                pub type Pair = (u8, i64);
                #[derive(Clone)]
                #[derive(PartialEq, Eq, Hash)]
                pub enum Failure {
                    Empty,
                    BadColour(Colour),
                    Text(_rt::String),
                    Both((u8, _rt::String)),
                }
                impl ::core::fmt::Debug for Failure {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        match self {
                            Failure::Empty => f.debug_tuple("Failure::Empty").finish(),
                            Failure::BadColour(e) => {
                                f.debug_tuple("Failure::BadColour").field(e).finish()
                            }
                            Failure::Text(e) => {
                                f.debug_tuple("Failure::Text").field(e).finish()
                            }
                            Failure::Both(e) => {
                                f.debug_tuple("Failure::Both").field(e).finish()
                            }
                        }
                    }
                }
                impl ::core::fmt::Display for Failure {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        write!(f, "{:?}", self)
                    }
                }
                impl ::core::error::Error for Failure {}
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn scalars(
                    a: bool,
                    b: u8,
                    c: i16,
                    d: u32,
                    e: i64,
                    f: f32,
                    g: char,
                ) -> Pair {
                    unsafe {
                        #[repr(align(8))]
                        struct RetArea([::core::mem::MaybeUninit<u8>; 16]);
                        let mut ret_area = RetArea(
                            [::core::mem::MaybeUninit::uninit(); 16],
                        );
                        let ptr0 = ret_area.0.as_mut_ptr().cast::<u8>();
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:types/shapes@1.2.3")]
                        unsafe extern "C" {
                            #[link_name = "scalars"]
                            fn wit_import1(
                                _: i32,
                                _: i32,
                                _: i32,
                                _: i32,
                                _: i64,
                                _: f32,
                                _: i32,
                                _: *mut u8,
                            );
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import1(
                            _: i32,
                            _: i32,
                            _: i32,
                            _: i32,
                            _: i64,
                            _: f32,
                            _: i32,
                            _: *mut u8,
                        ) {
                            unreachable!()
                        }
                        wit_import1(
                            match &a {
                                true => 1,
                                false => 0,
                            },
                            _rt::as_i32(&b),
                            _rt::as_i32(&c),
                            _rt::as_i32(&d),
                            _rt::as_i64(&e),
                            _rt::as_f32(&f),
                            _rt::as_i32(&g),
                            ptr0,
                        );
                        let l2 = i32::from(*ptr0.add(0).cast::<u8>());
                        let l3 = *ptr0.add(8).cast::<i64>();
                        let result4 = (l2 as u8, l3);
                        result4
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn texts(
                    one: &str,
                    many: &[_rt::String],
                    bytes: &[u8],
                    nested: &[_rt::Vec<u8>],
                ) -> _rt::Vec<_rt::String> {
                    unsafe {
                        #[cfg_attr(target_pointer_width = "64", repr(align(8)))]
                        #[cfg_attr(target_pointer_width = "32", repr(align(4)))]
                        struct RetArea(
                            [::core::mem::MaybeUninit<
                                u8,
                            >; 2 * ::core::mem::size_of::<*const u8>()],
                        );
                        let mut ret_area = RetArea(
                            [::core::mem::MaybeUninit::uninit(); 2
                                * ::core::mem::size_of::<*const u8>()],
                        );
                        let vec0 = one;
                        let ptr0 = vec0.as_ptr().cast::<u8>();
                        let len0 = vec0.len();
                        let vec2 = many;
                        let len2 = vec2.len();
                        let layout2 = _rt::alloc::Layout::from_size_align(
                                vec2.len() * (2 * ::core::mem::size_of::<*const u8>()),
                                ::core::mem::size_of::<*const u8>(),
                            )
                            .unwrap();
                        let (result2, _cleanup2) = ::wittgen::guest::__private::rt::Cleanup::new(
                            layout2,
                        );
                        for (i, e) in vec2.into_iter().enumerate() {
                            let base = result2
                                .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                            {
                                let vec1 = e;
                                let ptr1 = vec1.as_ptr().cast::<u8>();
                                let len1 = vec1.len();
                                *base
                                    .add(::core::mem::size_of::<*const u8>())
                                    .cast::<usize>() = len1;
                                *base.add(0).cast::<*mut u8>() = ptr1.cast_mut();
                            }
                        }
                        let vec3 = bytes;
                        let ptr3 = vec3.as_ptr().cast::<u8>();
                        let len3 = vec3.len();
                        let vec5 = nested;
                        let len5 = vec5.len();
                        let layout5 = _rt::alloc::Layout::from_size_align(
                                vec5.len() * (2 * ::core::mem::size_of::<*const u8>()),
                                ::core::mem::size_of::<*const u8>(),
                            )
                            .unwrap();
                        let (result5, _cleanup5) = ::wittgen::guest::__private::rt::Cleanup::new(
                            layout5,
                        );
                        for (i, e) in vec5.into_iter().enumerate() {
                            let base = result5
                                .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                            {
                                let vec4 = e;
                                let ptr4 = vec4.as_ptr().cast::<u8>();
                                let len4 = vec4.len();
                                *base
                                    .add(::core::mem::size_of::<*const u8>())
                                    .cast::<usize>() = len4;
                                *base.add(0).cast::<*mut u8>() = ptr4.cast_mut();
                            }
                        }
                        let ptr6 = ret_area.0.as_mut_ptr().cast::<u8>();
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:types/shapes@1.2.3")]
                        unsafe extern "C" {
                            #[link_name = "texts"]
                            fn wit_import7(
                                _: *mut u8,
                                _: usize,
                                _: *mut u8,
                                _: usize,
                                _: *mut u8,
                                _: usize,
                                _: *mut u8,
                                _: usize,
                                _: *mut u8,
                            );
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import7(
                            _: *mut u8,
                            _: usize,
                            _: *mut u8,
                            _: usize,
                            _: *mut u8,
                            _: usize,
                            _: *mut u8,
                            _: usize,
                            _: *mut u8,
                        ) {
                            unreachable!()
                        }
                        wit_import7(
                            ptr0.cast_mut(),
                            len0,
                            result2,
                            len2,
                            ptr3.cast_mut(),
                            len3,
                            result5,
                            len5,
                            ptr6,
                        );
                        let l8 = *ptr6.add(0).cast::<*mut u8>();
                        let l9 = *ptr6
                            .add(::core::mem::size_of::<*const u8>())
                            .cast::<usize>();
                        let base13 = l8;
                        let len13 = l9;
                        let mut result13 = _rt::Vec::with_capacity(len13);
                        for i in 0..len13 {
                            let base = base13
                                .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                            let e13 = {
                                let l10 = *base.add(0).cast::<*mut u8>();
                                let l11 = *base
                                    .add(::core::mem::size_of::<*const u8>())
                                    .cast::<usize>();
                                let len12 = l11;
                                let bytes12 = _rt::Vec::from_raw_parts(
                                    l10.cast(),
                                    len12,
                                    len12,
                                );
                                _rt::string_lift(bytes12)
                            };
                            result13.push(e13);
                        }
                        _rt::cabi_dealloc(
                            base13,
                            len13 * (2 * ::core::mem::size_of::<*const u8>()),
                            ::core::mem::size_of::<*const u8>(),
                        );
                        let result14 = result13;
                        result14
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn named(
                    p: Point,
                    l: &Labelled,
                    s: &[Shape],
                    c: Colour,
                    a: Access,
                    o: ::core::option::Option<&Labelled>,
                ) -> Shape {
                    unsafe {
                        let mut cleanup_list = _rt::Vec::new();
                        #[repr(align(8))]
                        struct RetArea(
                            [::core::mem::MaybeUninit<
                                u8,
                            >; 64 + 14 * ::core::mem::size_of::<*const u8>()],
                        );
                        let mut ret_area = RetArea(
                            [::core::mem::MaybeUninit::uninit(); 64
                                + 14 * ::core::mem::size_of::<*const u8>()],
                        );
                        let ptr0 = ret_area.0.as_mut_ptr().cast::<u8>();
                        let Point { x: x1, y: y1 } = p;
                        *ptr0.add(0).cast::<f64>() = _rt::as_f64(x1);
                        *ptr0.add(8).cast::<f64>() = _rt::as_f64(y1);
                        let Labelled {
                            label: label2,
                            at: at2,
                            tags: tags2,
                            blob: blob2,
                        } = l;
                        let vec3 = label2;
                        let ptr3 = vec3.as_ptr().cast::<u8>();
                        let len3 = vec3.len();
                        *ptr0
                            .add(16 + 1 * ::core::mem::size_of::<*const u8>())
                            .cast::<usize>() = len3;
                        *ptr0.add(16).cast::<*mut u8>() = ptr3.cast_mut();
                        let Point { x: x4, y: y4 } = at2;
                        *ptr0
                            .add(16 + 2 * ::core::mem::size_of::<*const u8>())
                            .cast::<f64>() = _rt::as_f64(x4);
                        *ptr0
                            .add(24 + 2 * ::core::mem::size_of::<*const u8>())
                            .cast::<f64>() = _rt::as_f64(y4);
                        let vec6 = tags2;
                        let len6 = vec6.len();
                        let layout6 = _rt::alloc::Layout::from_size_align(
                                vec6.len() * (2 * ::core::mem::size_of::<*const u8>()),
                                ::core::mem::size_of::<*const u8>(),
                            )
                            .unwrap();
                        let (result6, _cleanup6) = ::wittgen::guest::__private::rt::Cleanup::new(
                            layout6,
                        );
                        for (i, e) in vec6.into_iter().enumerate() {
                            let base = result6
                                .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                            {
                                let vec5 = e;
                                let ptr5 = vec5.as_ptr().cast::<u8>();
                                let len5 = vec5.len();
                                *base
                                    .add(::core::mem::size_of::<*const u8>())
                                    .cast::<usize>() = len5;
                                *base.add(0).cast::<*mut u8>() = ptr5.cast_mut();
                            }
                        }
                        *ptr0
                            .add(32 + 3 * ::core::mem::size_of::<*const u8>())
                            .cast::<usize>() = len6;
                        *ptr0
                            .add(32 + 2 * ::core::mem::size_of::<*const u8>())
                            .cast::<*mut u8>() = result6;
                        let vec7 = blob2;
                        let ptr7 = vec7.as_ptr().cast::<u8>();
                        let len7 = vec7.len();
                        *ptr0
                            .add(32 + 5 * ::core::mem::size_of::<*const u8>())
                            .cast::<usize>() = len7;
                        *ptr0
                            .add(32 + 4 * ::core::mem::size_of::<*const u8>())
                            .cast::<*mut u8>() = ptr7.cast_mut();
                        let vec11 = s;
                        let len11 = vec11.len();
                        let layout11 = _rt::alloc::Layout::from_size_align(
                                vec11.len() * (8 + 4 * ::core::mem::size_of::<*const u8>()),
                                8,
                            )
                            .unwrap();
                        let (result11, _cleanup11) = ::wittgen::guest::__private::rt::Cleanup::new(
                            layout11,
                        );
                        for (i, e) in vec11.into_iter().enumerate() {
                            let base = result11
                                .add(i * (8 + 4 * ::core::mem::size_of::<*const u8>()));
                            {
                                match e {
                                    Shape::Nothing => {
                                        *base.add(0).cast::<u8>() = (0i32) as u8;
                                    }
                                    Shape::Dot(e) => {
                                        *base.add(0).cast::<u8>() = (1i32) as u8;
                                        let Point { x: x8, y: y8 } = e;
                                        *base.add(8).cast::<f64>() = _rt::as_f64(x8);
                                        *base.add(16).cast::<f64>() = _rt::as_f64(y8);
                                    }
                                    Shape::Path(e) => {
                                        *base.add(0).cast::<u8>() = (2i32) as u8;
                                        let vec9 = e;
                                        let ptr9 = vec9.as_ptr().cast::<u8>();
                                        let len9 = vec9.len();
                                        *base
                                            .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                            .cast::<usize>() = len9;
                                        *base.add(8).cast::<*mut u8>() = ptr9.cast_mut();
                                    }
                                    Shape::Nested(e) => {
                                        *base.add(0).cast::<u8>() = (3i32) as u8;
                                        match e {
                                            Some(e) => {
                                                *base.add(8).cast::<u8>() = (1i32) as u8;
                                                match e {
                                                    Ok(e) => {
                                                        *base
                                                            .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                            .cast::<u8>() = (0i32) as u8;
                                                        let vec10 = e;
                                                        let ptr10 = vec10.as_ptr().cast::<u8>();
                                                        let len10 = vec10.len();
                                                        *base
                                                            .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                                            .cast::<usize>() = len10;
                                                        *base
                                                            .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                            .cast::<*mut u8>() = ptr10.cast_mut();
                                                    }
                                                    Err(e) => {
                                                        *base
                                                            .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                            .cast::<u8>() = (1i32) as u8;
                                                        *base
                                                            .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                            .cast::<u8>() = (e.clone() as i32) as u8;
                                                    }
                                                };
                                            }
                                            None => {
                                                *base.add(8).cast::<u8>() = (0i32) as u8;
                                            }
                                        };
                                    }
                                }
                            }
                        }
                        *ptr0
                            .add(32 + 7 * ::core::mem::size_of::<*const u8>())
                            .cast::<usize>() = len11;
                        *ptr0
                            .add(32 + 6 * ::core::mem::size_of::<*const u8>())
                            .cast::<*mut u8>() = result11;
                        *ptr0
                            .add(32 + 8 * ::core::mem::size_of::<*const u8>())
                            .cast::<u8>() = (c.clone() as i32) as u8;
                        let flags12 = a;
                        *ptr0
                            .add(33 + 8 * ::core::mem::size_of::<*const u8>())
                            .cast::<u8>() = ((flags12.bits() >> 0) as i32) as u8;
                        match o {
                            Some(e) => {
                                *ptr0
                                    .add(40 + 8 * ::core::mem::size_of::<*const u8>())
                                    .cast::<u8>() = (1i32) as u8;
                                let Labelled {
                                    label: label13,
                                    at: at13,
                                    tags: tags13,
                                    blob: blob13,
                                } = e;
                                let vec14 = label13;
                                let ptr14 = vec14.as_ptr().cast::<u8>();
                                let len14 = vec14.len();
                                *ptr0
                                    .add(48 + 9 * ::core::mem::size_of::<*const u8>())
                                    .cast::<usize>() = len14;
                                *ptr0
                                    .add(48 + 8 * ::core::mem::size_of::<*const u8>())
                                    .cast::<*mut u8>() = ptr14.cast_mut();
                                let Point { x: x15, y: y15 } = at13;
                                *ptr0
                                    .add(48 + 10 * ::core::mem::size_of::<*const u8>())
                                    .cast::<f64>() = _rt::as_f64(x15);
                                *ptr0
                                    .add(56 + 10 * ::core::mem::size_of::<*const u8>())
                                    .cast::<f64>() = _rt::as_f64(y15);
                                let vec17 = tags13;
                                let len17 = vec17.len();
                                let layout17 = _rt::alloc::Layout::from_size_align(
                                        vec17.len() * (2 * ::core::mem::size_of::<*const u8>()),
                                        ::core::mem::size_of::<*const u8>(),
                                    )
                                    .unwrap();
                                let (result17, _cleanup17) = ::wittgen::guest::__private::rt::Cleanup::new(
                                    layout17,
                                );
                                cleanup_list.extend(_cleanup17);
                                for (i, e) in vec17.into_iter().enumerate() {
                                    let base = result17
                                        .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                    {
                                        let vec16 = e;
                                        let ptr16 = vec16.as_ptr().cast::<u8>();
                                        let len16 = vec16.len();
                                        *base
                                            .add(::core::mem::size_of::<*const u8>())
                                            .cast::<usize>() = len16;
                                        *base.add(0).cast::<*mut u8>() = ptr16.cast_mut();
                                    }
                                }
                                *ptr0
                                    .add(64 + 11 * ::core::mem::size_of::<*const u8>())
                                    .cast::<usize>() = len17;
                                *ptr0
                                    .add(64 + 10 * ::core::mem::size_of::<*const u8>())
                                    .cast::<*mut u8>() = result17;
                                let vec18 = blob13;
                                let ptr18 = vec18.as_ptr().cast::<u8>();
                                let len18 = vec18.len();
                                *ptr0
                                    .add(64 + 13 * ::core::mem::size_of::<*const u8>())
                                    .cast::<usize>() = len18;
                                *ptr0
                                    .add(64 + 12 * ::core::mem::size_of::<*const u8>())
                                    .cast::<*mut u8>() = ptr18.cast_mut();
                            }
                            None => {
                                *ptr0
                                    .add(40 + 8 * ::core::mem::size_of::<*const u8>())
                                    .cast::<u8>() = (0i32) as u8;
                            }
                        };
                        let ptr19 = ret_area.0.as_mut_ptr().cast::<u8>();
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:types/shapes@1.2.3")]
                        unsafe extern "C" {
                            #[link_name = "named"]
                            fn wit_import20(_: *mut u8, _: *mut u8);
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import20(_: *mut u8, _: *mut u8) {
                            unreachable!()
                        }
                        wit_import20(ptr0, ptr19);
                        let l21 = i32::from(*ptr19.add(0).cast::<u8>());
                        let v33 = match l21 {
                            0 => Shape::Nothing,
                            1 => {
                                let e33 = {
                                    let l22 = *ptr19.add(8).cast::<f64>();
                                    let l23 = *ptr19.add(16).cast::<f64>();
                                    Point { x: l22, y: l23 }
                                };
                                Shape::Dot(e33)
                            }
                            2 => {
                                let e33 = {
                                    let l24 = *ptr19.add(8).cast::<*mut u8>();
                                    let l25 = *ptr19
                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    let len26 = l25;
                                    <_ as From<
                                        _rt::Vec<_>,
                                    >>::from(_rt::Vec::from_raw_parts(l24.cast(), len26, len26))
                                };
                                Shape::Path(e33)
                            }
                            n => {
                                debug_assert_eq!(n, 3, "invalid enum discriminant");
                                let e33 = {
                                    let l27 = i32::from(*ptr19.add(8).cast::<u8>());
                                    match l27 {
                                        0 => None,
                                        1 => {
                                            let e = {
                                                let l28 = i32::from(
                                                    *ptr19
                                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<u8>(),
                                                );
                                                match l28 {
                                                    0 => {
                                                        let e = {
                                                            let l29 = *ptr19
                                                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                                .cast::<*mut u8>();
                                                            let l30 = *ptr19
                                                                .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                                                .cast::<usize>();
                                                            let len31 = l30;
                                                            let bytes31 = _rt::Vec::from_raw_parts(
                                                                l29.cast(),
                                                                len31,
                                                                len31,
                                                            );
                                                            _rt::string_lift(bytes31)
                                                        };
                                                        Ok(e)
                                                    }
                                                    1 => {
                                                        let e = {
                                                            let l32 = i32::from(
                                                                *ptr19
                                                                    .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                                    .cast::<u8>(),
                                                            );
                                                            Colour::_lift(l32 as u8)
                                                        };
                                                        Err(e)
                                                    }
                                                    _ => _rt::invalid_enum_discriminant(),
                                                }
                                            };
                                            Some(e)
                                        }
                                        _ => _rt::invalid_enum_discriminant(),
                                    }
                                };
                                Shape::Nested(e33)
                            }
                        };
                        let result34 = v33;
                        result34
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn fails() -> ::core::result::Result<Labelled, Failure> {
                    unsafe {
                        #[repr(align(8))]
                        struct RetArea(
                            [::core::mem::MaybeUninit<
                                u8,
                            >; 24 + 6 * ::core::mem::size_of::<*const u8>()],
                        );
                        let mut ret_area = RetArea(
                            [::core::mem::MaybeUninit::uninit(); 24
                                + 6 * ::core::mem::size_of::<*const u8>()],
                        );
                        let ptr0 = ret_area.0.as_mut_ptr().cast::<u8>();
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:types/shapes@1.2.3")]
                        unsafe extern "C" {
                            #[link_name = "fails"]
                            fn wit_import1(_: *mut u8);
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import1(_: *mut u8) {
                            unreachable!()
                        }
                        wit_import1(ptr0);
                        let l2 = i32::from(*ptr0.add(0).cast::<u8>());
                        let result27 = match l2 {
                            0 => {
                                let e = {
                                    let l3 = *ptr0.add(8).cast::<*mut u8>();
                                    let l4 = *ptr0
                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    let len5 = l4;
                                    let bytes5 = _rt::Vec::from_raw_parts(
                                        l3.cast(),
                                        len5,
                                        len5,
                                    );
                                    let l6 = *ptr0
                                        .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<f64>();
                                    let l7 = *ptr0
                                        .add(16 + 2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<f64>();
                                    let l8 = *ptr0
                                        .add(24 + 2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>();
                                    let l9 = *ptr0
                                        .add(24 + 3 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    let base13 = l8;
                                    let len13 = l9;
                                    let mut result13 = _rt::Vec::with_capacity(len13);
                                    for i in 0..len13 {
                                        let base = base13
                                            .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                        let e13 = {
                                            let l10 = *base.add(0).cast::<*mut u8>();
                                            let l11 = *base
                                                .add(::core::mem::size_of::<*const u8>())
                                                .cast::<usize>();
                                            let len12 = l11;
                                            let bytes12 = _rt::Vec::from_raw_parts(
                                                l10.cast(),
                                                len12,
                                                len12,
                                            );
                                            _rt::string_lift(bytes12)
                                        };
                                        result13.push(e13);
                                    }
                                    _rt::cabi_dealloc(
                                        base13,
                                        len13 * (2 * ::core::mem::size_of::<*const u8>()),
                                        ::core::mem::size_of::<*const u8>(),
                                    );
                                    let l14 = *ptr0
                                        .add(24 + 4 * ::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>();
                                    let l15 = *ptr0
                                        .add(24 + 5 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    let len16 = l15;
                                    Labelled {
                                        label: _rt::string_lift(bytes5),
                                        at: Point { x: l6, y: l7 },
                                        tags: result13,
                                        blob: <_ as From<
                                            _rt::Vec<_>,
                                        >>::from(_rt::Vec::from_raw_parts(l14.cast(), len16, len16)),
                                    }
                                };
                                Ok(e)
                            }
                            1 => {
                                let e = {
                                    let l17 = i32::from(*ptr0.add(8).cast::<u8>());
                                    let v26 = match l17 {
                                        0 => Failure::Empty,
                                        1 => {
                                            let e26 = {
                                                let l18 = i32::from(
                                                    *ptr0
                                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<u8>(),
                                                );
                                                Colour::_lift(l18 as u8)
                                            };
                                            Failure::BadColour(e26)
                                        }
                                        2 => {
                                            let e26 = {
                                                let l19 = *ptr0
                                                    .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<*mut u8>();
                                                let l20 = *ptr0
                                                    .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<usize>();
                                                let len21 = l20;
                                                let bytes21 = _rt::Vec::from_raw_parts(
                                                    l19.cast(),
                                                    len21,
                                                    len21,
                                                );
                                                _rt::string_lift(bytes21)
                                            };
                                            Failure::Text(e26)
                                        }
                                        n => {
                                            debug_assert_eq!(n, 3, "invalid enum discriminant");
                                            let e26 = {
                                                let l22 = i32::from(
                                                    *ptr0
                                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<u8>(),
                                                );
                                                let l23 = *ptr0
                                                    .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<*mut u8>();
                                                let l24 = *ptr0
                                                    .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<usize>();
                                                let len25 = l24;
                                                let bytes25 = _rt::Vec::from_raw_parts(
                                                    l23.cast(),
                                                    len25,
                                                    len25,
                                                );
                                                (l22 as u8, _rt::string_lift(bytes25))
                                            };
                                            Failure::Both(e26)
                                        }
                                    };
                                    v26
                                };
                                Err(e)
                            }
                            _ => _rt::invalid_enum_discriminant(),
                        };
                        result27
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn fails_with_text() -> ::core::result::Result<(), _rt::String> {
                    unsafe {
                        #[cfg_attr(target_pointer_width = "64", repr(align(8)))]
                        #[cfg_attr(target_pointer_width = "32", repr(align(4)))]
                        struct RetArea(
                            [::core::mem::MaybeUninit<
                                u8,
                            >; 3 * ::core::mem::size_of::<*const u8>()],
                        );
                        let mut ret_area = RetArea(
                            [::core::mem::MaybeUninit::uninit(); 3
                                * ::core::mem::size_of::<*const u8>()],
                        );
                        let ptr0 = ret_area.0.as_mut_ptr().cast::<u8>();
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:types/shapes@1.2.3")]
                        unsafe extern "C" {
                            #[link_name = "fails-with-text"]
                            fn wit_import1(_: *mut u8);
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import1(_: *mut u8) {
                            unreachable!()
                        }
                        wit_import1(ptr0);
                        let l2 = i32::from(*ptr0.add(0).cast::<u8>());
                        let result6 = match l2 {
                            0 => {
                                let e = ();
                                Ok(e)
                            }
                            1 => {
                                let e = {
                                    let l3 = *ptr0
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>();
                                    let l4 = *ptr0
                                        .add(2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    let len5 = l4;
                                    let bytes5 = _rt::Vec::from_raw_parts(
                                        l3.cast(),
                                        len5,
                                        len5,
                                    );
                                    _rt::string_lift(bytes5)
                                };
                                Err(e)
                            }
                            _ => _rt::invalid_enum_discriminant(),
                        };
                        result6
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn fails_alone() -> ::core::result::Result<u32, ()> {
                    unsafe {
                        #[repr(align(4))]
                        struct RetArea([::core::mem::MaybeUninit<u8>; 8]);
                        let mut ret_area = RetArea(
                            [::core::mem::MaybeUninit::uninit(); 8],
                        );
                        let ptr0 = ret_area.0.as_mut_ptr().cast::<u8>();
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:types/shapes@1.2.3")]
                        unsafe extern "C" {
                            #[link_name = "fails-alone"]
                            fn wit_import1(_: *mut u8);
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import1(_: *mut u8) {
                            unreachable!()
                        }
                        wit_import1(ptr0);
                        let l2 = i32::from(*ptr0.add(0).cast::<u8>());
                        let result4 = match l2 {
                            0 => {
                                let e = {
                                    let l3 = *ptr0.add(4).cast::<i32>();
                                    l3 as u32
                                };
                                Ok(e)
                            }
                            1 => {
                                let e = ();
                                Err(e)
                            }
                            _ => _rt::invalid_enum_discriminant(),
                        };
                        result4
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn nothing() -> () {
                    unsafe {
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:types/shapes@1.2.3")]
                        unsafe extern "C" {
                            #[link_name = "nothing"]
                            fn wit_import0();
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import0() {
                            unreachable!()
                        }
                        wit_import0();
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                /// Gone soon.
                #[allow(async_fn_in_trait)]
                pub fn old() -> () {
                    unsafe {
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:types/shapes@1.2.3")]
                        unsafe extern "C" {
                            #[link_name = "old"]
                            fn wit_import0();
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import0() {
                            unreachable!()
                        }
                        wit_import0();
                    }
                }
            }
        }
    }
    #[allow(dead_code, clippy::all)]
    pub mod exports {
        pub mod example {
            pub mod types {
                /// Every kind of value.
                #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
                pub mod shapes {
                    #[used]
                    #[doc(hidden)]
                    static __FORCE_SECTION_REF: fn() = super::super::super::super::__link_custom_section_describing_imports;
                    use super::super::super::super::_rt;
                    /// A point.
                    #[repr(C)]
                    #[derive(Clone, Copy)]
                    #[derive(PartialEq)]
                    pub struct Point {
                        pub x: f64,
                        pub y: f64,
                    }
                    impl ::core::fmt::Debug for Point {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.debug_struct("Point")
                                .field("x", &self.x)
                                .field("y", &self.y)
                                .finish()
                        }
                    }
                    #[derive(Clone)]
                    #[derive(PartialEq)]
                    pub struct Labelled {
                        pub label: _rt::String,
                        pub at: Point,
                        pub tags: _rt::Vec<_rt::String>,
                        pub blob: _rt::Vec<u8>,
                    }
                    impl ::core::fmt::Debug for Labelled {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.debug_struct("Labelled")
                                .field("label", &self.label)
                                .field("at", &self.at)
                                .field("tags", &self.tags)
                                .field("blob", &self.blob)
                                .finish()
                        }
                    }
                    #[repr(u8)]
                    #[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
                    #[derive(Hash)]
                    pub enum Colour {
                        Red,
                        Green,
                        DarkBlue,
                    }
                    impl ::core::fmt::Debug for Colour {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            match self {
                                Colour::Red => f.debug_tuple("Colour::Red").finish(),
                                Colour::Green => f.debug_tuple("Colour::Green").finish(),
                                Colour::DarkBlue => {
                                    f.debug_tuple("Colour::DarkBlue").finish()
                                }
                            }
                        }
                    }
                    impl Colour {
                        #[doc(hidden)]
                        pub unsafe fn _lift(val: u8) -> Colour {
                            if !cfg!(debug_assertions) {
                                return unsafe { ::core::mem::transmute(val) };
                            }
                            match val {
                                0 => Colour::Red,
                                1 => Colour::Green,
                                2 => Colour::DarkBlue,
                                _ => panic!("invalid enum discriminant"),
                            }
                        }
                    }
                    ::wittgen::guest::__private::rt::bitflags::bitflags! {
                        #[derive(PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Clone,
                        Copy)] pub struct Access : u8 { const READ = 1 << 0; const WRITE
                        = 1 << 1; const EXECUTE = 1 << 2; }
                    }
                    #[derive(Clone)]
                    #[derive(PartialEq)]
                    pub enum Shape {
                        Nothing,
                        Dot(Point),
                        Path(_rt::Vec<Point>),
                        Nested(
                            ::core::option::Option<
                                ::core::result::Result<_rt::String, Colour>,
                            >,
                        ),
                    }
                    impl ::core::fmt::Debug for Shape {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            match self {
                                Shape::Nothing => f.debug_tuple("Shape::Nothing").finish(),
                                Shape::Dot(e) => {
                                    f.debug_tuple("Shape::Dot").field(e).finish()
                                }
                                Shape::Path(e) => {
                                    f.debug_tuple("Shape::Path").field(e).finish()
                                }
                                Shape::Nested(e) => {
                                    f.debug_tuple("Shape::Nested").field(e).finish()
                                }
                            }
                        }
                    }
                    pub type Pair = (u8, i64);
                    #[derive(Clone)]
                    #[derive(PartialEq, Eq, Hash)]
                    pub enum Failure {
                        Empty,
                        BadColour(Colour),
                        Text(_rt::String),
                        Both((u8, _rt::String)),
                    }
                    impl ::core::fmt::Debug for Failure {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            match self {
                                Failure::Empty => f.debug_tuple("Failure::Empty").finish(),
                                Failure::BadColour(e) => {
                                    f.debug_tuple("Failure::BadColour").field(e).finish()
                                }
                                Failure::Text(e) => {
                                    f.debug_tuple("Failure::Text").field(e).finish()
                                }
                                Failure::Both(e) => {
                                    f.debug_tuple("Failure::Both").field(e).finish()
                                }
                            }
                        }
                    }
                    impl ::core::fmt::Display for Failure {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            write!(f, "{:?}", self)
                        }
                    }
                    impl ::core::error::Error for Failure {}
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_scalars_cabi<T_: Guest>(
                        arg0: i32,
                        arg1: i32,
                        arg2: i32,
                        arg3: i32,
                        arg4: i64,
                        arg5: f32,
                        arg6: i32,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = {
                                T_::scalars(
                                    _rt::bool_lift(arg0 as u8),
                                    arg1 as u8,
                                    arg2 as i16,
                                    arg3 as u32,
                                    arg4,
                                    arg5,
                                    _rt::char_lift(arg6 as u32),
                                )
                            };
                            let ptr1 = (&raw mut _RET_AREA.0).cast::<u8>();
                            let (t2_0, t2_1) = result0;
                            *ptr1.add(0).cast::<u8>() = (_rt::as_i32(t2_0)) as u8;
                            *ptr1.add(8).cast::<i64>() = _rt::as_i64(t2_1);
                            ptr1
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_texts_cabi<T_: Guest>(
                        arg0: *mut u8,
                        arg1: usize,
                        arg2: *mut u8,
                        arg3: usize,
                        arg4: *mut u8,
                        arg5: usize,
                        arg6: *mut u8,
                        arg7: usize,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result10 = {
                                let len0 = arg1;
                                let bytes0 = _rt::Vec::from_raw_parts(
                                    arg0.cast(),
                                    len0,
                                    len0,
                                );
                                let base4 = arg2;
                                let len4 = arg3;
                                let mut result4 = _rt::Vec::with_capacity(len4);
                                for i in 0..len4 {
                                    let base = base4
                                        .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                    let e4 = {
                                        let l1 = *base.add(0).cast::<*mut u8>();
                                        let l2 = *base
                                            .add(::core::mem::size_of::<*const u8>())
                                            .cast::<usize>();
                                        let len3 = l2;
                                        let bytes3 = _rt::Vec::from_raw_parts(
                                            l1.cast(),
                                            len3,
                                            len3,
                                        );
                                        _rt::string_lift(bytes3)
                                    };
                                    result4.push(e4);
                                }
                                _rt::cabi_dealloc(
                                    base4,
                                    len4 * (2 * ::core::mem::size_of::<*const u8>()),
                                    ::core::mem::size_of::<*const u8>(),
                                );
                                let len5 = arg5;
                                let base9 = arg6;
                                let len9 = arg7;
                                let mut result9 = _rt::Vec::with_capacity(len9);
                                for i in 0..len9 {
                                    let base = base9
                                        .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                    let e9 = {
                                        let l6 = *base.add(0).cast::<*mut u8>();
                                        let l7 = *base
                                            .add(::core::mem::size_of::<*const u8>())
                                            .cast::<usize>();
                                        let len8 = l7;
                                        <_ as From<
                                            _rt::Vec<_>,
                                        >>::from(_rt::Vec::from_raw_parts(l6.cast(), len8, len8))
                                    };
                                    result9.push(e9);
                                }
                                _rt::cabi_dealloc(
                                    base9,
                                    len9 * (2 * ::core::mem::size_of::<*const u8>()),
                                    ::core::mem::size_of::<*const u8>(),
                                );
                                T_::texts(
                                    _rt::string_lift(bytes0),
                                    result4,
                                    <_ as From<
                                        _rt::Vec<_>,
                                    >>::from(_rt::Vec::from_raw_parts(arg4.cast(), len5, len5)),
                                    result9,
                                )
                            };
                            let ptr11 = (&raw mut _RET_AREA.0).cast::<u8>();
                            let vec13 = result10;
                            let len13 = vec13.len();
                            let layout13 = _rt::alloc::Layout::from_size_align(
                                    vec13.len() * (2 * ::core::mem::size_of::<*const u8>()),
                                    ::core::mem::size_of::<*const u8>(),
                                )
                                .unwrap();
                            let (result13, _cleanup13) = ::wittgen::guest::__private::rt::Cleanup::new(
                                layout13,
                            );
                            if let Some(cleanup) = _cleanup13 {
                                cleanup.forget();
                            }
                            for (i, e) in vec13.into_iter().enumerate() {
                                let base = result13
                                    .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                {
                                    let vec12 = (e.into_bytes()).into_boxed_slice();
                                    let ptr12 = vec12.as_ptr().cast::<u8>();
                                    let len12 = vec12.len();
                                    ::core::mem::forget(vec12);
                                    *base
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len12;
                                    *base.add(0).cast::<*mut u8>() = ptr12.cast_mut();
                                }
                            }
                            *ptr11
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>() = len13;
                            *ptr11.add(0).cast::<*mut u8>() = result13;
                            ptr11
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_texts<T_: Guest>(arg0: *mut u8) {
                        unsafe {
                            let l0 = *arg0.add(0).cast::<*mut u8>();
                            let l1 = *arg0
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>();
                            let base4 = l0;
                            let len4 = l1;
                            for i in 0..len4 {
                                let base = base4
                                    .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                {
                                    let l2 = *base.add(0).cast::<*mut u8>();
                                    let l3 = *base
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    _rt::cabi_dealloc(l2, l3, 1);
                                }
                            }
                            _rt::cabi_dealloc(
                                base4,
                                len4 * (2 * ::core::mem::size_of::<*const u8>()),
                                ::core::mem::size_of::<*const u8>(),
                            );
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_named_cabi<T_: Guest>(
                        arg0: *mut u8,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result49 = {
                                let l0 = *arg0.add(0).cast::<f64>();
                                let l1 = *arg0.add(8).cast::<f64>();
                                let l2 = *arg0.add(16).cast::<*mut u8>();
                                let l3 = *arg0
                                    .add(16 + 1 * ::core::mem::size_of::<*const u8>())
                                    .cast::<usize>();
                                let len4 = l3;
                                let bytes4 = _rt::Vec::from_raw_parts(
                                    l2.cast(),
                                    len4,
                                    len4,
                                );
                                let l5 = *arg0
                                    .add(16 + 2 * ::core::mem::size_of::<*const u8>())
                                    .cast::<f64>();
                                let l6 = *arg0
                                    .add(24 + 2 * ::core::mem::size_of::<*const u8>())
                                    .cast::<f64>();
                                let l7 = *arg0
                                    .add(32 + 2 * ::core::mem::size_of::<*const u8>())
                                    .cast::<*mut u8>();
                                let l8 = *arg0
                                    .add(32 + 3 * ::core::mem::size_of::<*const u8>())
                                    .cast::<usize>();
                                let base12 = l7;
                                let len12 = l8;
                                let mut result12 = _rt::Vec::with_capacity(len12);
                                for i in 0..len12 {
                                    let base = base12
                                        .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                    let e12 = {
                                        let l9 = *base.add(0).cast::<*mut u8>();
                                        let l10 = *base
                                            .add(::core::mem::size_of::<*const u8>())
                                            .cast::<usize>();
                                        let len11 = l10;
                                        let bytes11 = _rt::Vec::from_raw_parts(
                                            l9.cast(),
                                            len11,
                                            len11,
                                        );
                                        _rt::string_lift(bytes11)
                                    };
                                    result12.push(e12);
                                }
                                _rt::cabi_dealloc(
                                    base12,
                                    len12 * (2 * ::core::mem::size_of::<*const u8>()),
                                    ::core::mem::size_of::<*const u8>(),
                                );
                                let l13 = *arg0
                                    .add(32 + 4 * ::core::mem::size_of::<*const u8>())
                                    .cast::<*mut u8>();
                                let l14 = *arg0
                                    .add(32 + 5 * ::core::mem::size_of::<*const u8>())
                                    .cast::<usize>();
                                let len15 = l14;
                                let l16 = *arg0
                                    .add(32 + 6 * ::core::mem::size_of::<*const u8>())
                                    .cast::<*mut u8>();
                                let l17 = *arg0
                                    .add(32 + 7 * ::core::mem::size_of::<*const u8>())
                                    .cast::<usize>();
                                let base31 = l16;
                                let len31 = l17;
                                let mut result31 = _rt::Vec::with_capacity(len31);
                                for i in 0..len31 {
                                    let base = base31
                                        .add(i * (8 + 4 * ::core::mem::size_of::<*const u8>()));
                                    let e31 = {
                                        let l18 = i32::from(*base.add(0).cast::<u8>());
                                        let v30 = match l18 {
                                            0 => Shape::Nothing,
                                            1 => {
                                                let e30 = {
                                                    let l19 = *base.add(8).cast::<f64>();
                                                    let l20 = *base.add(16).cast::<f64>();
                                                    Point { x: l19, y: l20 }
                                                };
                                                Shape::Dot(e30)
                                            }
                                            2 => {
                                                let e30 = {
                                                    let l21 = *base.add(8).cast::<*mut u8>();
                                                    let l22 = *base
                                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<usize>();
                                                    let len23 = l22;
                                                    <_ as From<
                                                        _rt::Vec<_>,
                                                    >>::from(_rt::Vec::from_raw_parts(l21.cast(), len23, len23))
                                                };
                                                Shape::Path(e30)
                                            }
                                            n => {
                                                debug_assert_eq!(n, 3, "invalid enum discriminant");
                                                let e30 = {
                                                    let l24 = i32::from(*base.add(8).cast::<u8>());
                                                    match l24 {
                                                        0 => None,
                                                        1 => {
                                                            let e = {
                                                                let l25 = i32::from(
                                                                    *base
                                                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                                        .cast::<u8>(),
                                                                );
                                                                match l25 {
                                                                    0 => {
                                                                        let e = {
                                                                            let l26 = *base
                                                                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                                                .cast::<*mut u8>();
                                                                            let l27 = *base
                                                                                .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                                                                .cast::<usize>();
                                                                            let len28 = l27;
                                                                            let bytes28 = _rt::Vec::from_raw_parts(
                                                                                l26.cast(),
                                                                                len28,
                                                                                len28,
                                                                            );
                                                                            _rt::string_lift(bytes28)
                                                                        };
                                                                        Ok(e)
                                                                    }
                                                                    1 => {
                                                                        let e = {
                                                                            let l29 = i32::from(
                                                                                *base
                                                                                    .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                                                    .cast::<u8>(),
                                                                            );
                                                                            Colour::_lift(l29 as u8)
                                                                        };
                                                                        Err(e)
                                                                    }
                                                                    _ => _rt::invalid_enum_discriminant(),
                                                                }
                                                            };
                                                            Some(e)
                                                        }
                                                        _ => _rt::invalid_enum_discriminant(),
                                                    }
                                                };
                                                Shape::Nested(e30)
                                            }
                                        };
                                        v30
                                    };
                                    result31.push(e31);
                                }
                                _rt::cabi_dealloc(
                                    base31,
                                    len31 * (8 + 4 * ::core::mem::size_of::<*const u8>()),
                                    8,
                                );
                                let l32 = i32::from(
                                    *arg0
                                        .add(32 + 8 * ::core::mem::size_of::<*const u8>())
                                        .cast::<u8>(),
                                );
                                let l33 = i32::from(
                                    *arg0
                                        .add(33 + 8 * ::core::mem::size_of::<*const u8>())
                                        .cast::<u8>(),
                                );
                                let l34 = i32::from(
                                    *arg0
                                        .add(40 + 8 * ::core::mem::size_of::<*const u8>())
                                        .cast::<u8>(),
                                );
                                T_::named(
                                    Point { x: l0, y: l1 },
                                    Labelled {
                                        label: _rt::string_lift(bytes4),
                                        at: Point { x: l5, y: l6 },
                                        tags: result12,
                                        blob: <_ as From<
                                            _rt::Vec<_>,
                                        >>::from(_rt::Vec::from_raw_parts(l13.cast(), len15, len15)),
                                    },
                                    result31,
                                    Colour::_lift(l32 as u8),
                                    Access::empty()
                                        | Access::from_bits_retain(((l33 as u8) << 0) as _),
                                    match l34 {
                                        0 => None,
                                        1 => {
                                            let e = {
                                                let l35 = *arg0
                                                    .add(48 + 8 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<*mut u8>();
                                                let l36 = *arg0
                                                    .add(48 + 9 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<usize>();
                                                let len37 = l36;
                                                let bytes37 = _rt::Vec::from_raw_parts(
                                                    l35.cast(),
                                                    len37,
                                                    len37,
                                                );
                                                let l38 = *arg0
                                                    .add(48 + 10 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<f64>();
                                                let l39 = *arg0
                                                    .add(56 + 10 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<f64>();
                                                let l40 = *arg0
                                                    .add(64 + 10 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<*mut u8>();
                                                let l41 = *arg0
                                                    .add(64 + 11 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<usize>();
                                                let base45 = l40;
                                                let len45 = l41;
                                                let mut result45 = _rt::Vec::with_capacity(len45);
                                                for i in 0..len45 {
                                                    let base = base45
                                                        .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                                    let e45 = {
                                                        let l42 = *base.add(0).cast::<*mut u8>();
                                                        let l43 = *base
                                                            .add(::core::mem::size_of::<*const u8>())
                                                            .cast::<usize>();
                                                        let len44 = l43;
                                                        let bytes44 = _rt::Vec::from_raw_parts(
                                                            l42.cast(),
                                                            len44,
                                                            len44,
                                                        );
                                                        _rt::string_lift(bytes44)
                                                    };
                                                    result45.push(e45);
                                                }
                                                _rt::cabi_dealloc(
                                                    base45,
                                                    len45 * (2 * ::core::mem::size_of::<*const u8>()),
                                                    ::core::mem::size_of::<*const u8>(),
                                                );
                                                let l46 = *arg0
                                                    .add(64 + 12 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<*mut u8>();
                                                let l47 = *arg0
                                                    .add(64 + 13 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<usize>();
                                                let len48 = l47;
                                                Labelled {
                                                    label: _rt::string_lift(bytes37),
                                                    at: Point { x: l38, y: l39 },
                                                    tags: result45,
                                                    blob: <_ as From<
                                                        _rt::Vec<_>,
                                                    >>::from(_rt::Vec::from_raw_parts(l46.cast(), len48, len48)),
                                                }
                                            };
                                            Some(e)
                                        }
                                        _ => _rt::invalid_enum_discriminant(),
                                    },
                                )
                            };
                            _rt::cabi_dealloc(
                                arg0,
                                64 + 14 * ::core::mem::size_of::<*const u8>(),
                                8,
                            );
                            let ptr50 = (&raw mut _RET_AREA.0).cast::<u8>();
                            match result49 {
                                Shape::Nothing => {
                                    *ptr50.add(0).cast::<u8>() = (0i32) as u8;
                                }
                                Shape::Dot(e) => {
                                    *ptr50.add(0).cast::<u8>() = (1i32) as u8;
                                    let Point { x: x51, y: y51 } = e;
                                    *ptr50.add(8).cast::<f64>() = _rt::as_f64(x51);
                                    *ptr50.add(16).cast::<f64>() = _rt::as_f64(y51);
                                }
                                Shape::Path(e) => {
                                    *ptr50.add(0).cast::<u8>() = (2i32) as u8;
                                    let vec52 = <_ as Into<_rt::Vec<_>>>::into(e)
                                        .into_boxed_slice();
                                    let ptr52 = vec52.as_ptr().cast::<u8>();
                                    let len52 = vec52.len();
                                    ::core::mem::forget(vec52);
                                    *ptr50
                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len52;
                                    *ptr50.add(8).cast::<*mut u8>() = ptr52.cast_mut();
                                }
                                Shape::Nested(e) => {
                                    *ptr50.add(0).cast::<u8>() = (3i32) as u8;
                                    match e {
                                        Some(e) => {
                                            *ptr50.add(8).cast::<u8>() = (1i32) as u8;
                                            match e {
                                                Ok(e) => {
                                                    *ptr50
                                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<u8>() = (0i32) as u8;
                                                    let vec53 = (e.into_bytes()).into_boxed_slice();
                                                    let ptr53 = vec53.as_ptr().cast::<u8>();
                                                    let len53 = vec53.len();
                                                    ::core::mem::forget(vec53);
                                                    *ptr50
                                                        .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<usize>() = len53;
                                                    *ptr50
                                                        .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<*mut u8>() = ptr53.cast_mut();
                                                }
                                                Err(e) => {
                                                    *ptr50
                                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<u8>() = (1i32) as u8;
                                                    *ptr50
                                                        .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<u8>() = (e.clone() as i32) as u8;
                                                }
                                            };
                                        }
                                        None => {
                                            *ptr50.add(8).cast::<u8>() = (0i32) as u8;
                                        }
                                    };
                                }
                            }
                            ptr50
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_named<T_: Guest>(arg0: *mut u8) {
                        unsafe {
                            let l0 = i32::from(*arg0.add(0).cast::<u8>());
                            match l0 {
                                0 => {}
                                1 => {}
                                2 => {
                                    let l1 = *arg0.add(8).cast::<*mut u8>();
                                    let l2 = *arg0
                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    let base3 = l1;
                                    let len3 = l2;
                                    _rt::cabi_dealloc(base3, len3 * 16, 8);
                                }
                                _ => {
                                    let l4 = i32::from(*arg0.add(8).cast::<u8>());
                                    match l4 {
                                        0 => {}
                                        _ => {
                                            let l5 = i32::from(
                                                *arg0
                                                    .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<u8>(),
                                            );
                                            match l5 {
                                                0 => {
                                                    let l6 = *arg0
                                                        .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<*mut u8>();
                                                    let l7 = *arg0
                                                        .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                                        .cast::<usize>();
                                                    _rt::cabi_dealloc(l6, l7, 1);
                                                }
                                                _ => {}
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_fails_cabi<T_: Guest>() -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = { T_::fails() };
                            let ptr1 = (&raw mut _RET_AREA.0).cast::<u8>();
                            match result0 {
                                Ok(e) => {
                                    *ptr1.add(0).cast::<u8>() = (0i32) as u8;
                                    let Labelled {
                                        label: label2,
                                        at: at2,
                                        tags: tags2,
                                        blob: blob2,
                                    } = e;
                                    let vec3 = (label2.into_bytes()).into_boxed_slice();
                                    let ptr3 = vec3.as_ptr().cast::<u8>();
                                    let len3 = vec3.len();
                                    ::core::mem::forget(vec3);
                                    *ptr1
                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len3;
                                    *ptr1.add(8).cast::<*mut u8>() = ptr3.cast_mut();
                                    let Point { x: x4, y: y4 } = at2;
                                    *ptr1
                                        .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<f64>() = _rt::as_f64(x4);
                                    *ptr1
                                        .add(16 + 2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<f64>() = _rt::as_f64(y4);
                                    let vec6 = tags2;
                                    let len6 = vec6.len();
                                    let layout6 = _rt::alloc::Layout::from_size_align(
                                            vec6.len() * (2 * ::core::mem::size_of::<*const u8>()),
                                            ::core::mem::size_of::<*const u8>(),
                                        )
                                        .unwrap();
                                    let (result6, _cleanup6) = ::wittgen::guest::__private::rt::Cleanup::new(
                                        layout6,
                                    );
                                    if let Some(cleanup) = _cleanup6 {
                                        cleanup.forget();
                                    }
                                    for (i, e) in vec6.into_iter().enumerate() {
                                        let base = result6
                                            .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                        {
                                            let vec5 = (e.into_bytes()).into_boxed_slice();
                                            let ptr5 = vec5.as_ptr().cast::<u8>();
                                            let len5 = vec5.len();
                                            ::core::mem::forget(vec5);
                                            *base
                                                .add(::core::mem::size_of::<*const u8>())
                                                .cast::<usize>() = len5;
                                            *base.add(0).cast::<*mut u8>() = ptr5.cast_mut();
                                        }
                                    }
                                    *ptr1
                                        .add(24 + 3 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len6;
                                    *ptr1
                                        .add(24 + 2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>() = result6;
                                    let vec7 = <_ as Into<_rt::Vec<_>>>::into(blob2)
                                        .into_boxed_slice();
                                    let ptr7 = vec7.as_ptr().cast::<u8>();
                                    let len7 = vec7.len();
                                    ::core::mem::forget(vec7);
                                    *ptr1
                                        .add(24 + 5 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len7;
                                    *ptr1
                                        .add(24 + 4 * ::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>() = ptr7.cast_mut();
                                }
                                Err(e) => {
                                    *ptr1.add(0).cast::<u8>() = (1i32) as u8;
                                    match e {
                                        Failure::Empty => {
                                            *ptr1.add(8).cast::<u8>() = (0i32) as u8;
                                        }
                                        Failure::BadColour(e) => {
                                            *ptr1.add(8).cast::<u8>() = (1i32) as u8;
                                            *ptr1
                                                .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                .cast::<u8>() = (e.clone() as i32) as u8;
                                        }
                                        Failure::Text(e) => {
                                            *ptr1.add(8).cast::<u8>() = (2i32) as u8;
                                            let vec8 = (e.into_bytes()).into_boxed_slice();
                                            let ptr8 = vec8.as_ptr().cast::<u8>();
                                            let len8 = vec8.len();
                                            ::core::mem::forget(vec8);
                                            *ptr1
                                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                .cast::<usize>() = len8;
                                            *ptr1
                                                .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                .cast::<*mut u8>() = ptr8.cast_mut();
                                        }
                                        Failure::Both(e) => {
                                            *ptr1.add(8).cast::<u8>() = (3i32) as u8;
                                            let (t9_0, t9_1) = e;
                                            *ptr1
                                                .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                .cast::<u8>() = (_rt::as_i32(t9_0)) as u8;
                                            let vec10 = (t9_1.into_bytes()).into_boxed_slice();
                                            let ptr10 = vec10.as_ptr().cast::<u8>();
                                            let len10 = vec10.len();
                                            ::core::mem::forget(vec10);
                                            *ptr1
                                                .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                                .cast::<usize>() = len10;
                                            *ptr1
                                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                .cast::<*mut u8>() = ptr10.cast_mut();
                                        }
                                    }
                                }
                            };
                            ptr1
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_fails<T_: Guest>(arg0: *mut u8) {
                        unsafe {
                            let l0 = i32::from(*arg0.add(0).cast::<u8>());
                            match l0 {
                                0 => {
                                    let l1 = *arg0.add(8).cast::<*mut u8>();
                                    let l2 = *arg0
                                        .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    _rt::cabi_dealloc(l1, l2, 1);
                                    let l3 = *arg0
                                        .add(24 + 2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>();
                                    let l4 = *arg0
                                        .add(24 + 3 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    let base7 = l3;
                                    let len7 = l4;
                                    for i in 0..len7 {
                                        let base = base7
                                            .add(i * (2 * ::core::mem::size_of::<*const u8>()));
                                        {
                                            let l5 = *base.add(0).cast::<*mut u8>();
                                            let l6 = *base
                                                .add(::core::mem::size_of::<*const u8>())
                                                .cast::<usize>();
                                            _rt::cabi_dealloc(l5, l6, 1);
                                        }
                                    }
                                    _rt::cabi_dealloc(
                                        base7,
                                        len7 * (2 * ::core::mem::size_of::<*const u8>()),
                                        ::core::mem::size_of::<*const u8>(),
                                    );
                                    let l8 = *arg0
                                        .add(24 + 4 * ::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>();
                                    let l9 = *arg0
                                        .add(24 + 5 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    let base10 = l8;
                                    let len10 = l9;
                                    _rt::cabi_dealloc(base10, len10 * 1, 1);
                                }
                                _ => {
                                    let l11 = i32::from(*arg0.add(8).cast::<u8>());
                                    match l11 {
                                        0 => {}
                                        1 => {}
                                        2 => {
                                            let l12 = *arg0
                                                .add(8 + 1 * ::core::mem::size_of::<*const u8>())
                                                .cast::<*mut u8>();
                                            let l13 = *arg0
                                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                .cast::<usize>();
                                            _rt::cabi_dealloc(l12, l13, 1);
                                        }
                                        _ => {
                                            let l14 = *arg0
                                                .add(8 + 2 * ::core::mem::size_of::<*const u8>())
                                                .cast::<*mut u8>();
                                            let l15 = *arg0
                                                .add(8 + 3 * ::core::mem::size_of::<*const u8>())
                                                .cast::<usize>();
                                            _rt::cabi_dealloc(l14, l15, 1);
                                        }
                                    }
                                }
                            }
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_fails_with_text_cabi<T_: Guest>() -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = { T_::fails_with_text() };
                            let ptr1 = (&raw mut _RET_AREA.0).cast::<u8>();
                            match result0 {
                                Ok(_) => {
                                    *ptr1.add(0).cast::<u8>() = (0i32) as u8;
                                }
                                Err(e) => {
                                    *ptr1.add(0).cast::<u8>() = (1i32) as u8;
                                    let vec2 = (e.into_bytes()).into_boxed_slice();
                                    let ptr2 = vec2.as_ptr().cast::<u8>();
                                    let len2 = vec2.len();
                                    ::core::mem::forget(vec2);
                                    *ptr1
                                        .add(2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len2;
                                    *ptr1
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>() = ptr2.cast_mut();
                                }
                            };
                            ptr1
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_fails_with_text<T_: Guest>(
                        arg0: *mut u8,
                    ) {
                        unsafe {
                            let l0 = i32::from(*arg0.add(0).cast::<u8>());
                            match l0 {
                                0 => {}
                                _ => {
                                    let l1 = *arg0
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>();
                                    let l2 = *arg0
                                        .add(2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    _rt::cabi_dealloc(l1, l2, 1);
                                }
                            }
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_fails_alone_cabi<T_: Guest>() -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = { T_::fails_alone() };
                            let ptr1 = (&raw mut _RET_AREA.0).cast::<u8>();
                            match result0 {
                                Ok(e) => {
                                    *ptr1.add(0).cast::<u8>() = (0i32) as u8;
                                    *ptr1.add(4).cast::<i32>() = _rt::as_i32(e);
                                }
                                Err(_) => {
                                    *ptr1.add(0).cast::<u8>() = (1i32) as u8;
                                }
                            };
                            ptr1
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_nothing_cabi<T_: Guest>() {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            { T_::nothing() };
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_old_cabi<T_: Guest>() {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            { T_::old() };
                        }
                    }
                    pub trait Guest {
                        #[allow(async_fn_in_trait)]
                        fn scalars(
                            a: bool,
                            b: u8,
                            c: i16,
                            d: u32,
                            e: i64,
                            f: f32,
                            g: char,
                        ) -> Pair;
                        #[allow(async_fn_in_trait)]
                        fn texts(
                            one: _rt::String,
                            many: _rt::Vec<_rt::String>,
                            bytes: _rt::Vec<u8>,
                            nested: _rt::Vec<_rt::Vec<u8>>,
                        ) -> _rt::Vec<_rt::String>;
                        #[allow(async_fn_in_trait)]
                        fn named(
                            p: Point,
                            l: Labelled,
                            s: _rt::Vec<Shape>,
                            c: Colour,
                            a: Access,
                            o: ::core::option::Option<Labelled>,
                        ) -> Shape;
                        #[allow(async_fn_in_trait)]
                        fn fails() -> ::core::result::Result<Labelled, Failure>;
                        #[allow(async_fn_in_trait)]
                        fn fails_with_text() -> ::core::result::Result<(), _rt::String>;
                        #[allow(async_fn_in_trait)]
                        fn fails_alone() -> ::core::result::Result<u32, ()>;
                        #[allow(async_fn_in_trait)]
                        fn nothing() -> ();
                        /// Gone soon.
                        #[allow(async_fn_in_trait)]
                        fn old() -> ();
                    }
                    #[doc(hidden)]
                    macro_rules! __export_example_types_shapes_1_2_3_cabi {
                        ($ty:ident with_types_in $($path_to_types:tt)*) => {
                            const _ : () = { #[unsafe (export_name =
                            "example:types/shapes@1.2.3#scalars")] unsafe extern "C" fn
                            export_scalars(arg0 : i32, arg1 : i32, arg2 : i32, arg3 :
                            i32, arg4 : i64, arg5 : f32, arg6 : i32,) -> * mut u8 {
                            unsafe { $($path_to_types)*:: _export_scalars_cabi::<$ty >
                            (arg0, arg1, arg2, arg3, arg4, arg5, arg6) } } #[unsafe
                            (export_name = "example:types/shapes@1.2.3#texts")] unsafe
                            extern "C" fn export_texts(arg0 : * mut u8, arg1 : usize,
                            arg2 : * mut u8, arg3 : usize, arg4 : * mut u8, arg5 : usize,
                            arg6 : * mut u8, arg7 : usize,) -> * mut u8 { unsafe {
                            $($path_to_types)*:: _export_texts_cabi::<$ty > (arg0, arg1,
                            arg2, arg3, arg4, arg5, arg6, arg7) } } #[unsafe (export_name
                            = "cabi_post_example:types/shapes@1.2.3#texts")] unsafe
                            extern "C" fn _post_return_texts(arg0 : * mut u8,) { unsafe {
                            $($path_to_types)*:: __post_return_texts::<$ty > (arg0) } }
                            #[unsafe (export_name = "example:types/shapes@1.2.3#named")]
                            unsafe extern "C" fn export_named(arg0 : * mut u8,) -> * mut
                            u8 { unsafe { $($path_to_types)*:: _export_named_cabi::<$ty >
                            (arg0) } } #[unsafe (export_name =
                            "cabi_post_example:types/shapes@1.2.3#named")] unsafe extern
                            "C" fn _post_return_named(arg0 : * mut u8,) { unsafe {
                            $($path_to_types)*:: __post_return_named::<$ty > (arg0) } }
                            #[unsafe (export_name = "example:types/shapes@1.2.3#fails")]
                            unsafe extern "C" fn export_fails() -> * mut u8 { unsafe {
                            $($path_to_types)*:: _export_fails_cabi::<$ty > () } }
                            #[unsafe (export_name =
                            "cabi_post_example:types/shapes@1.2.3#fails")] unsafe extern
                            "C" fn _post_return_fails(arg0 : * mut u8,) { unsafe {
                            $($path_to_types)*:: __post_return_fails::<$ty > (arg0) } }
                            #[unsafe (export_name =
                            "example:types/shapes@1.2.3#fails-with-text")] unsafe extern
                            "C" fn export_fails_with_text() -> * mut u8 { unsafe {
                            $($path_to_types)*:: _export_fails_with_text_cabi::<$ty > ()
                            } } #[unsafe (export_name =
                            "cabi_post_example:types/shapes@1.2.3#fails-with-text")]
                            unsafe extern "C" fn _post_return_fails_with_text(arg0 : *
                            mut u8,) { unsafe { $($path_to_types)*::
                            __post_return_fails_with_text::<$ty > (arg0) } } #[unsafe
                            (export_name = "example:types/shapes@1.2.3#fails-alone")]
                            unsafe extern "C" fn export_fails_alone() -> * mut u8 {
                            unsafe { $($path_to_types)*:: _export_fails_alone_cabi::<$ty
                            > () } } #[unsafe (export_name =
                            "example:types/shapes@1.2.3#nothing")] unsafe extern "C" fn
                            export_nothing() { unsafe { $($path_to_types)*::
                            _export_nothing_cabi::<$ty > () } } #[unsafe (export_name =
                            "example:types/shapes@1.2.3#old")] unsafe extern "C" fn
                            export_old() { unsafe { $($path_to_types)*::
                            _export_old_cabi::<$ty > () } } };
                        };
                    }
                    #[doc(hidden)]
                    pub(crate) use __export_example_types_shapes_1_2_3_cabi;
                    #[repr(align(8))]
                    struct _RetArea(
                        [::core::mem::MaybeUninit<
                            u8,
                        >; 24 + 6 * ::core::mem::size_of::<*const u8>()],
                    );
                    static mut _RET_AREA: _RetArea = _RetArea(
                        [::core::mem::MaybeUninit::uninit(); 24
                            + 6 * ::core::mem::size_of::<*const u8>()],
                    );
                }
            }
        }
    }
    mod _rt {
        #![allow(dead_code, unused_imports, clippy::all)]
        pub use alloc_crate::string::String;
        pub use alloc_crate::vec::Vec;
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
        pub fn as_i64<T: AsI64>(t: T) -> i64 {
            t.as_i64()
        }
        pub trait AsI64 {
            fn as_i64(self) -> i64;
        }
        impl<'a, T: Copy + AsI64> AsI64 for &'a T {
            fn as_i64(self) -> i64 {
                (*self).as_i64()
            }
        }
        impl AsI64 for i64 {
            #[inline]
            fn as_i64(self) -> i64 {
                self as i64
            }
        }
        impl AsI64 for u64 {
            #[inline]
            fn as_i64(self) -> i64 {
                self as i64
            }
        }
        pub fn as_f32<T: AsF32>(t: T) -> f32 {
            t.as_f32()
        }
        pub trait AsF32 {
            fn as_f32(self) -> f32;
        }
        impl<'a, T: Copy + AsF32> AsF32 for &'a T {
            fn as_f32(self) -> f32 {
                (*self).as_f32()
            }
        }
        impl AsF32 for f32 {
            #[inline]
            fn as_f32(self) -> f32 {
                self as f32
            }
        }
        pub use alloc_crate::alloc;
        pub unsafe fn string_lift(bytes: Vec<u8>) -> String {
            if cfg!(debug_assertions) {
                String::from_utf8(bytes).unwrap()
            } else {
                unsafe { String::from_utf8_unchecked(bytes) }
            }
        }
        pub unsafe fn cabi_dealloc(ptr: *mut u8, size: usize, align: usize) {
            if size == 0 {
                return;
            }
            unsafe {
                let layout = alloc::Layout::from_size_align_unchecked(size, align);
                alloc::dealloc(ptr, layout);
            }
        }
        pub fn as_f64<T: AsF64>(t: T) -> f64 {
            t.as_f64()
        }
        pub trait AsF64 {
            fn as_f64(self) -> f64;
        }
        impl<'a, T: Copy + AsF64> AsF64 for &'a T {
            fn as_f64(self) -> f64 {
                (*self).as_f64()
            }
        }
        impl AsF64 for f64 {
            #[inline]
            fn as_f64(self) -> f64 {
                self as f64
            }
        }
        pub unsafe fn invalid_enum_discriminant<T>() -> T {
            if cfg!(debug_assertions) {
                panic!("invalid enum discriminant")
            } else {
                unsafe { core::hint::unreachable_unchecked() }
            }
        }
        #[cfg(target_arch = "wasm32")]
        pub fn run_ctors_once() {
            ::wittgen::guest::__private::rt::run_ctors_once();
        }
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
        pub unsafe fn char_lift(val: u32) -> char {
            if cfg!(debug_assertions) {
                core::char::from_u32(val).unwrap()
            } else {
                unsafe { core::char::from_u32_unchecked(val) }
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
    macro_rules! __export_types_impl {
        ($ty:ident) => {
            self::export!($ty with_types_in self);
        };
        ($ty:ident with_types_in $($path_to_types_root:tt)*) => {
            $($path_to_types_root)*:: __export_world_types_cabi!($ty with_types_in
            $($path_to_types_root)*); $($path_to_types_root)*::
            exports::example::types::shapes::__export_example_types_shapes_1_2_3_cabi!($ty
            with_types_in $($path_to_types_root)*:: exports::example::types::shapes);
        };
    }
    #[doc(inline)]
    pub(crate) use __export_types_impl as export;
    #[cfg(target_arch = "wasm32")]
    #[unsafe(
        link_section = "component-type:wit-bindgen:0.63.0:example:types@1.2.3:types:encoded world"
    )]
    #[doc(hidden)]
    #[allow(clippy::octal_escapes)]
    pub static __WIT_BINDGEN_COMPONENT_TYPE: [u8; 1303] = *b"\
\0asm\x0d\0\x01\0\0\x19\x16wit-component-encoding\x04\0\x07\x9b\x09\x01A\x02\x01\
A\x0d\x01B)\x01r\x02\x01xu\x01yu\x04\0\x05point\x03\0\0\x01ps\x01p}\x01r\x04\x05\
labels\x02at\x01\x04tags\x02\x04blob\x03\x04\0\x08labelled\x03\0\x04\x01m\x03\x03\
red\x05green\x09dark-blue\x04\0\x06colour\x03\0\x06\x01n\x03\x04read\x05write\x07\
execute\x04\0\x06access\x03\0\x08\x01p\x01\x01j\x01s\x01\x07\x01k\x0b\x01q\x04\x07\
nothing\0\0\x03dot\x01\x01\0\x04path\x01\x0a\0\x06nested\x01\x0c\0\x04\0\x05shap\
e\x03\0\x0d\x01o\x02}x\x04\0\x04pair\x03\0\x0f\x01o\x02}s\x01q\x04\x05empty\0\0\x0a\
bad-colour\x01\x07\0\x04text\x01s\0\x04both\x01\x11\0\x04\0\x07failure\x03\0\x12\
\x01@\x07\x01a\x7f\x01b}\x01c|\x01dy\x01ex\x01fv\x01gt\0\x10\x04\0\x07scalars\x01\
\x14\x01p\x03\x01@\x04\x03ones\x04many\x02\x05bytes\x03\x06nested\x15\0\x02\x04\0\
\x05texts\x01\x16\x01p\x0e\x01k\x05\x01@\x06\x01p\x01\x01l\x05\x01s\x17\x01c\x07\
\x01a\x09\x01o\x18\0\x0e\x04\0\x05named\x01\x19\x01j\x01\x05\x01\x13\x01@\0\0\x1a\
\x04\0\x05fails\x01\x1b\x01j\0\x01s\x01@\0\0\x1c\x04\0\x0ffails-with-text\x01\x1d\
\x01j\x01y\0\x01@\0\0\x1e\x04\0\x0bfails-alone\x01\x1f\x01@\0\x01\0\x04\0\x07not\
hing\x01\x20\x04\0\x03old\x01\x20\x03\0\x1aexample:types/shapes@1.2.3\x05\0\x02\x03\
\0\0\x05point\x03\0\x05point\x03\0\x01\x02\x03\0\0\x07failure\x03\0\x07failure\x03\
\0\x03\x01r\x01\x02at\x02\x03\0\x07wrapped\x03\0\x05\x01j\x01\x02\x01\x04\x01@\x01\
\x01o\x06\0\x07\x04\0\x04main\x01\x08\x01B)\x01r\x02\x01xu\x01yu\x04\0\x05point\x03\
\0\0\x01ps\x01p}\x01r\x04\x05labels\x02at\x01\x04tags\x02\x04blob\x03\x04\0\x08l\
abelled\x03\0\x04\x01m\x03\x03red\x05green\x09dark-blue\x04\0\x06colour\x03\0\x06\
\x01n\x03\x04read\x05write\x07execute\x04\0\x06access\x03\0\x08\x01p\x01\x01j\x01\
s\x01\x07\x01k\x0b\x01q\x04\x07nothing\0\0\x03dot\x01\x01\0\x04path\x01\x0a\0\x06\
nested\x01\x0c\0\x04\0\x05shape\x03\0\x0d\x01o\x02}x\x04\0\x04pair\x03\0\x0f\x01\
o\x02}s\x01q\x04\x05empty\0\0\x0abad-colour\x01\x07\0\x04text\x01s\0\x04both\x01\
\x11\0\x04\0\x07failure\x03\0\x12\x01@\x07\x01a\x7f\x01b}\x01c|\x01dy\x01ex\x01f\
v\x01gt\0\x10\x04\0\x07scalars\x01\x14\x01p\x03\x01@\x04\x03ones\x04many\x02\x05\
bytes\x03\x06nested\x15\0\x02\x04\0\x05texts\x01\x16\x01p\x0e\x01k\x05\x01@\x06\x01\
p\x01\x01l\x05\x01s\x17\x01c\x07\x01a\x09\x01o\x18\0\x0e\x04\0\x05named\x01\x19\x01\
j\x01\x05\x01\x13\x01@\0\0\x1a\x04\0\x05fails\x01\x1b\x01j\0\x01s\x01@\0\0\x1c\x04\
\0\x0ffails-with-text\x01\x1d\x01j\x01y\0\x01@\0\0\x1e\x04\0\x0bfails-alone\x01\x1f\
\x01@\0\x01\0\x04\0\x07nothing\x01\x20\x04\0\x03old\x01\x20\x04\0\x1aexample:typ\
es/shapes@1.2.3\x05\x09\x04\0\x19example:types/types@1.2.3\x04\0\x0b\x0b\x01\0\x05\
types\x03\0\0\0G\x09producers\x01\x0cprocessed-by\x02\x0dwit-component\x070.262.\
0\x10wit-bindgen-rust\x060.63.0";
    #[inline(never)]
    #[doc(hidden)]
    pub fn __link_custom_section_describing_imports() {
        ::wittgen::guest::__private::rt::maybe_link_cabi_realloc();
    }
}
/// Every kind of value.
#[allow(unused_imports)]
pub mod shapes {
    pub use super::__abi::exports::example::types::shapes::*;
}
/// Every kind of value.
#[allow(unused_imports)]
pub mod imported_shapes {
    pub use super::__abi::example::types::shapes::*;
}
#[allow(unused_imports)]
pub use __abi::Point as Point;
#[allow(unused_imports)]
pub use __abi::Failure as Failure;
#[allow(unused_imports)]
pub use __abi::Wrapped as Wrapped;
#[allow(unused_imports)]
pub use __abi::Guest;
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __wittgen_export_types {
    ($component:ident) => {
        self::__abi::export!($component with_types_in self::__abi);
    };
    ($component:ident in $($path:ident)::+) => {
        $($path)::+ ::__abi::export!($component with_types_in $($path)::+ ::__abi);
    };
}
#[allow(unused_imports)]
pub(crate) use __wittgen_export_types as export;
