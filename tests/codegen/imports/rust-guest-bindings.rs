#[doc(hidden)]
#[allow(warnings, clippy::all)]
pub mod __abi {
    #[allow(unused_unsafe, clippy::all)]
    #[allow(async_fn_in_trait)]
    pub fn now() -> u64 {
        unsafe {
            #[cfg(target_arch = "wasm32")]
            #[link(wasm_import_module = "$root")]
            unsafe extern "C" {
                #[link_name = "now"]
                fn wit_import0() -> i64;
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn wit_import0() -> i64 {
                unreachable!()
            }
            let ret = wit_import0();
            ret as u64
        }
    }
    #[allow(dead_code, clippy::all)]
    pub mod example {
        pub mod imports {
            #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
            pub mod shelves {
                #[used]
                #[doc(hidden)]
                static __FORCE_SECTION_REF: fn() = super::super::super::__link_custom_section_describing_imports;
                use super::super::super::_rt;
                /// A place for things.
                #[derive(Debug)]
                #[repr(transparent)]
                pub struct Shelf {
                    handle: _rt::Resource<Shelf>,
                }
                impl Shelf {
                    #[doc(hidden)]
                    pub unsafe fn from_handle(handle: u32) -> Self {
                        Self {
                            handle: unsafe { _rt::Resource::from_handle(handle) },
                        }
                    }
                    #[doc(hidden)]
                    pub fn take_handle(&self) -> u32 {
                        _rt::Resource::take_handle(&self.handle)
                    }
                    #[doc(hidden)]
                    pub fn handle(&self) -> u32 {
                        _rt::Resource::handle(&self.handle)
                    }
                }
                unsafe impl _rt::WasmResource for Shelf {
                    #[inline]
                    unsafe fn drop(_handle: u32) {
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:imports/shelves@0.1.0")]
                        unsafe extern "C" {
                            #[link_name = "[resource-drop]shelf"]
                            fn drop(_: i32);
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn drop(_: i32) {
                            unreachable!()
                        }
                        unsafe {
                            drop(_handle as i32);
                        }
                    }
                }
                #[repr(u8)]
                #[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
                #[derive(Hash)]
                pub enum Problem {
                    Full,
                    Gone,
                }
                impl Problem {
                    pub fn name(&self) -> &'static str {
                        match self {
                            Problem::Full => "full",
                            Problem::Gone => "gone",
                        }
                    }
                    pub fn message(&self) -> &'static str {
                        match self {
                            Problem::Full => "",
                            Problem::Gone => "",
                        }
                    }
                }
                impl ::core::fmt::Debug for Problem {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.debug_struct("Problem")
                            .field("code", &(*self as i32))
                            .field("name", &self.name())
                            .field("message", &self.message())
                            .finish()
                    }
                }
                impl ::core::fmt::Display for Problem {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        write!(f, "{} (error {})", self.name(), * self as i32)
                    }
                }
                impl ::core::error::Error for Problem {}
                impl Problem {
                    #[doc(hidden)]
                    pub unsafe fn _lift(val: u8) -> Problem {
                        if !cfg!(debug_assertions) {
                            return unsafe { ::core::mem::transmute(val) };
                        }
                        match val {
                            0 => Problem::Full,
                            1 => Problem::Gone,
                            _ => panic!("invalid enum discriminant"),
                        }
                    }
                }
                /// A shelf with a remark.
                pub struct Lent<'a> {
                    pub shelf: &'a Shelf,
                    pub remark: ::core::option::Option<_rt::String>,
                }
                impl<'a> ::core::fmt::Debug for Lent<'a> {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.debug_struct("Lent")
                            .field("shelf", &self.shelf)
                            .field("remark", &self.remark)
                            .finish()
                    }
                }
                impl Shelf {
                    #[allow(unused_unsafe, clippy::all)]
                    #[allow(async_fn_in_trait)]
                    pub fn new(name: &str) -> Self {
                        unsafe {
                            let vec0 = name;
                            let ptr0 = vec0.as_ptr().cast::<u8>();
                            let len0 = vec0.len();
                            #[cfg(target_arch = "wasm32")]
                            #[link(wasm_import_module = "example:imports/shelves@0.1.0")]
                            unsafe extern "C" {
                                #[link_name = "[constructor]shelf"]
                                fn wit_import1(_: *mut u8, _: usize) -> i32;
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn wit_import1(
                                _: *mut u8,
                                _: usize,
                            ) -> i32 {
                                unreachable!()
                            }
                            let ret = wit_import1(ptr0.cast_mut(), len0);
                            Shelf::from_handle(ret as u32)
                        }
                    }
                }
                impl Shelf {
                    #[allow(unused_unsafe, clippy::all)]
                    /// Puts something there.
                    #[allow(async_fn_in_trait)]
                    pub fn put(
                        &self,
                        item: &[u8],
                    ) -> ::core::result::Result<u32, Problem> {
                        unsafe {
                            #[repr(align(4))]
                            struct RetArea([::core::mem::MaybeUninit<u8>; 8]);
                            let mut ret_area = RetArea(
                                [::core::mem::MaybeUninit::uninit(); 8],
                            );
                            let vec0 = item;
                            let ptr0 = vec0.as_ptr().cast::<u8>();
                            let len0 = vec0.len();
                            let ptr1 = ret_area.0.as_mut_ptr().cast::<u8>();
                            #[cfg(target_arch = "wasm32")]
                            #[link(wasm_import_module = "example:imports/shelves@0.1.0")]
                            unsafe extern "C" {
                                #[link_name = "[method]shelf.put"]
                                fn wit_import2(_: i32, _: *mut u8, _: usize, _: *mut u8);
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn wit_import2(
                                _: i32,
                                _: *mut u8,
                                _: usize,
                                _: *mut u8,
                            ) {
                                unreachable!()
                            }
                            wit_import2(
                                (self).handle() as i32,
                                ptr0.cast_mut(),
                                len0,
                                ptr1,
                            );
                            let l3 = i32::from(*ptr1.add(0).cast::<u8>());
                            let result6 = match l3 {
                                0 => {
                                    let e = {
                                        let l4 = *ptr1.add(4).cast::<i32>();
                                        l4 as u32
                                    };
                                    Ok(e)
                                }
                                1 => {
                                    let e = {
                                        let l5 = i32::from(*ptr1.add(4).cast::<u8>());
                                        Problem::_lift(l5 as u8)
                                    };
                                    Err(e)
                                }
                                _ => _rt::invalid_enum_discriminant(),
                            };
                            result6
                        }
                    }
                }
                impl Shelf {
                    #[allow(unused_unsafe, clippy::all)]
                    /// Whether both hold the same.
                    #[allow(async_fn_in_trait)]
                    pub fn same(&self, other: &Shelf) -> bool {
                        unsafe {
                            #[cfg(target_arch = "wasm32")]
                            #[link(wasm_import_module = "example:imports/shelves@0.1.0")]
                            unsafe extern "C" {
                                #[link_name = "[method]shelf.same"]
                                fn wit_import0(_: i32, _: i32) -> i32;
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn wit_import0(_: i32, _: i32) -> i32 {
                                unreachable!()
                            }
                            let ret = wit_import0(
                                (self).handle() as i32,
                                (other).handle() as i32,
                            );
                            _rt::bool_lift(ret as u8)
                        }
                    }
                }
                impl Shelf {
                    #[allow(unused_unsafe, clippy::all)]
                    #[allow(async_fn_in_trait)]
                    pub fn merge(a: Shelf, b: Shelf) -> Shelf {
                        unsafe {
                            #[cfg(target_arch = "wasm32")]
                            #[link(wasm_import_module = "example:imports/shelves@0.1.0")]
                            unsafe extern "C" {
                                #[link_name = "[static]shelf.merge"]
                                fn wit_import0(_: i32, _: i32) -> i32;
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn wit_import0(_: i32, _: i32) -> i32 {
                                unreachable!()
                            }
                            let ret = wit_import0(
                                (&a).take_handle() as i32,
                                (&b).take_handle() as i32,
                            );
                            Shelf::from_handle(ret as u32)
                        }
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn find(name: &str) -> ::core::option::Option<Shelf> {
                    unsafe {
                        #[repr(align(4))]
                        struct RetArea([::core::mem::MaybeUninit<u8>; 8]);
                        let mut ret_area = RetArea(
                            [::core::mem::MaybeUninit::uninit(); 8],
                        );
                        let vec0 = name;
                        let ptr0 = vec0.as_ptr().cast::<u8>();
                        let len0 = vec0.len();
                        let ptr1 = ret_area.0.as_mut_ptr().cast::<u8>();
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:imports/shelves@0.1.0")]
                        unsafe extern "C" {
                            #[link_name = "find"]
                            fn wit_import2(_: *mut u8, _: usize, _: *mut u8);
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import2(
                            _: *mut u8,
                            _: usize,
                            _: *mut u8,
                        ) {
                            unreachable!()
                        }
                        wit_import2(ptr0.cast_mut(), len0, ptr1);
                        let l3 = i32::from(*ptr1.add(0).cast::<u8>());
                        let result5 = match l3 {
                            0 => None,
                            1 => {
                                let e = {
                                    let l4 = *ptr1.add(4).cast::<i32>();
                                    Shelf::from_handle(l4 as u32)
                                };
                                Some(e)
                            }
                            _ => _rt::invalid_enum_discriminant(),
                        };
                        result5
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn count(shelves: &[&Shelf]) -> u32 {
                    unsafe {
                        let vec0 = shelves;
                        let len0 = vec0.len();
                        let layout0 = _rt::alloc::Layout::from_size_align(
                                vec0.len() * 4,
                                4,
                            )
                            .unwrap();
                        let (result0, _cleanup0) = ::wittgen::guest::__private::rt::Cleanup::new(
                            layout0,
                        );
                        for (i, e) in vec0.into_iter().enumerate() {
                            let base = result0.add(i * 4);
                            {
                                *base.add(0).cast::<i32>() = (e).handle() as i32;
                            }
                        }
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:imports/shelves@0.1.0")]
                        unsafe extern "C" {
                            #[link_name = "count"]
                            fn wit_import1(_: *mut u8, _: usize) -> i32;
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import1(_: *mut u8, _: usize) -> i32 {
                            unreachable!()
                        }
                        let ret = wit_import1(result0, len0);
                        ret as u32
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn look(
                    at: &Lent<'_>,
                ) -> ::wittgen::guest::__private::rt::Map<_rt::String, [u32; 2]> {
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
                        let Lent { shelf: shelf0, remark: remark0 } = at;
                        let (result2_0, result2_1, result2_2) = match remark0 {
                            Some(e) => {
                                let vec1 = e;
                                let ptr1 = vec1.as_ptr().cast::<u8>();
                                let len1 = vec1.len();
                                (1i32, ptr1.cast_mut(), len1)
                            }
                            None => (0i32, ::core::ptr::null_mut(), 0usize),
                        };
                        let ptr3 = ret_area.0.as_mut_ptr().cast::<u8>();
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:imports/shelves@0.1.0")]
                        unsafe extern "C" {
                            #[link_name = "look"]
                            fn wit_import4(
                                _: i32,
                                _: i32,
                                _: *mut u8,
                                _: usize,
                                _: *mut u8,
                            );
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import4(
                            _: i32,
                            _: i32,
                            _: *mut u8,
                            _: usize,
                            _: *mut u8,
                        ) {
                            unreachable!()
                        }
                        wit_import4(
                            (shelf0).handle() as i32,
                            result2_0,
                            result2_1,
                            result2_2,
                            ptr3,
                        );
                        let l5 = *ptr3.add(0).cast::<*mut u8>();
                        let l6 = *ptr3
                            .add(::core::mem::size_of::<*const u8>())
                            .cast::<usize>();
                        let base12 = l5;
                        let len12 = l6;
                        let mut result12 = ::wittgen::guest::__private::rt::WitMap::wit_map_new(
                            len12,
                        );
                        for i in 0..len12 {
                            let base = base12
                                .add(i * (8 + 2 * ::core::mem::size_of::<*const u8>()));
                            let (map_key, map_value) = {
                                let l7 = *base.add(0).cast::<*mut u8>();
                                let l8 = *base
                                    .add(::core::mem::size_of::<*const u8>())
                                    .cast::<usize>();
                                let len9 = l8;
                                let bytes9 = _rt::Vec::from_raw_parts(
                                    l7.cast(),
                                    len9,
                                    len9,
                                );
                                let array11: [_; 2] = core::array::from_fn(|idx11| {
                                    let base = base.add(idx11 * 4);
                                    {
                                        let l10 = *base
                                            .add(2 * ::core::mem::size_of::<*const u8>())
                                            .cast::<i32>();
                                        l10 as u32
                                    }
                                });
                                (_rt::string_lift(bytes9), array11)
                            };
                            ::wittgen::guest::__private::rt::WitMap::wit_map_push(
                                &mut result12,
                                map_key,
                                map_value,
                            );
                        }
                        _rt::cabi_dealloc(
                            base12,
                            len12 * (8 + 2 * ::core::mem::size_of::<*const u8>()),
                            ::core::mem::size_of::<*const u8>(),
                        );
                        let result13 = result12;
                        result13
                    }
                }
            }
        }
    }
    #[allow(dead_code, clippy::all)]
    pub mod exports {
        pub mod example {
            pub mod imports {
                #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
                pub mod shelves {
                    #[used]
                    #[doc(hidden)]
                    static __FORCE_SECTION_REF: fn() = super::super::super::super::__link_custom_section_describing_imports;
                    use super::super::super::super::_rt;
                    /// A place for things.
                    #[derive(Debug)]
                    #[repr(transparent)]
                    pub struct Shelf {
                        handle: _rt::Resource<Shelf>,
                    }
                    impl Shelf {
                        /// Creates a new resource from the specified representation.
                        ///
                        /// This function will create a new resource handle by moving `val` onto
                        /// the heap and then passing that heap pointer to the component model to
                        /// create a handle. The owned handle is then returned as `Shelf`.
                        pub fn new<T: GuestShelf>(val: T) -> Self {
                            Self::type_guard::<T>();
                            let rep = <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                T,
                            >>::rep_new(val);
                            unsafe {
                                let ptr = T::resource_into_raw_(rep);
                                Self::from_handle(T::_resource_new(ptr.cast()))
                            }
                        }
                        /// Gets access to the underlying `T` which represents this resource.
                        pub fn get<T: GuestShelf>(&self) -> &T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_ref(ptr)
                            }
                        }
                        /// Gets mutable access to the underlying `T` which represents this
                        /// resource.
                        pub fn get_mut<T: GuestShelf>(&mut self) -> &mut T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_mut(ptr)
                            }
                        }
                        /// Consumes this resource and returns the underlying `T`.
                        pub fn into_inner<T: GuestShelf>(self) -> T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_take(ptr)
                            }
                        }
                        #[doc(hidden)]
                        pub unsafe fn from_handle(handle: u32) -> Self {
                            Self {
                                handle: unsafe { _rt::Resource::from_handle(handle) },
                            }
                        }
                        #[doc(hidden)]
                        pub fn take_handle(&self) -> u32 {
                            _rt::Resource::take_handle(&self.handle)
                        }
                        #[doc(hidden)]
                        pub fn handle(&self) -> u32 {
                            _rt::Resource::handle(&self.handle)
                        }
                        #[doc(hidden)]
                        fn type_guard<T: ::wittgen::guest::__private::rt::Resource>() {
                            use core::any::TypeId;
                            static mut LAST_TYPE: Option<TypeId> = None;
                            unsafe {
                                assert!(! cfg!(target_feature = "atomics"));
                                let id = TypeId::of::<T>();
                                match LAST_TYPE {
                                    Some(ty) => {
                                        assert!(
                                            ty == id, "cannot use two types with this resource type"
                                        )
                                    }
                                    None => LAST_TYPE = Some(id),
                                }
                            }
                        }
                        #[doc(hidden)]
                        pub unsafe fn dtor<T: GuestShelf>(handle: *mut u8) {
                            Self::type_guard::<T>();
                            unsafe {
                                let _rep = T::resource_from_raw_(handle.cast());
                            }
                        }
                        fn as_ptr<T: GuestShelf>(&self) -> *mut T::Rep {
                            Shelf::type_guard::<T>();
                            T::_resource_rep(self.handle()).cast()
                        }
                    }
                    /// A borrowed version of [`Shelf`] which represents a borrowed value
                    /// with the lifetime `'a`.
                    #[derive(Debug)]
                    #[repr(transparent)]
                    pub struct ShelfBorrow<'a> {
                        rep: *const u8,
                        _marker: core::marker::PhantomData<&'a Shelf>,
                    }
                    impl<'a> ShelfBorrow<'a> {
                        #[doc(hidden)]
                        pub unsafe fn lift(rep: *const u8) -> Self {
                            Self {
                                rep,
                                _marker: core::marker::PhantomData,
                            }
                        }
                        /// Gets access to the underlying `T` in this resource.
                        pub fn get<T: GuestShelf>(&self) -> &'a T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_ref(ptr)
                            }
                        }
                        fn as_ptr<T: GuestShelf>(&self) -> *const T::Rep {
                            Shelf::type_guard::<T>();
                            self.rep.cast()
                        }
                    }
                    unsafe impl _rt::WasmResource for Shelf {
                        #[inline]
                        unsafe fn drop(_handle: u32) {
                            #[cfg(target_arch = "wasm32")]
                            #[link(
                                wasm_import_module = "[export]example:imports/shelves@0.1.0"
                            )]
                            unsafe extern "C" {
                                #[link_name = "[resource-drop]shelf"]
                                fn drop(_: i32);
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn drop(_: i32) {
                                unreachable!()
                            }
                            unsafe {
                                drop(_handle as i32);
                            }
                        }
                    }
                    #[repr(u8)]
                    #[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
                    #[derive(Hash)]
                    pub enum Problem {
                        Full,
                        Gone,
                    }
                    impl Problem {
                        pub fn name(&self) -> &'static str {
                            match self {
                                Problem::Full => "full",
                                Problem::Gone => "gone",
                            }
                        }
                        pub fn message(&self) -> &'static str {
                            match self {
                                Problem::Full => "",
                                Problem::Gone => "",
                            }
                        }
                    }
                    impl ::core::fmt::Debug for Problem {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.debug_struct("Problem")
                                .field("code", &(*self as i32))
                                .field("name", &self.name())
                                .field("message", &self.message())
                                .finish()
                        }
                    }
                    impl ::core::fmt::Display for Problem {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            write!(f, "{} (error {})", self.name(), * self as i32)
                        }
                    }
                    impl ::core::error::Error for Problem {}
                    impl Problem {
                        #[doc(hidden)]
                        pub unsafe fn _lift(val: u8) -> Problem {
                            if !cfg!(debug_assertions) {
                                return unsafe { ::core::mem::transmute(val) };
                            }
                            match val {
                                0 => Problem::Full,
                                1 => Problem::Gone,
                                _ => panic!("invalid enum discriminant"),
                            }
                        }
                    }
                    /// A shelf with a remark.
                    pub struct Lent<'a> {
                        pub shelf: ShelfBorrow<'a>,
                        pub remark: ::core::option::Option<_rt::String>,
                    }
                    impl<'a> ::core::fmt::Debug for Lent<'a> {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.debug_struct("Lent")
                                .field("shelf", &self.shelf)
                                .field("remark", &self.remark)
                                .finish()
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_constructor_shelf_cabi<T_: GuestShelf>(
                        arg0: *mut u8,
                        arg1: usize,
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
                                Shelf::new(T_::new(_rt::string_lift(bytes0)))
                            };
                            (result1).take_handle() as i32
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_method_shelf_put_cabi<T_: GuestShelf>(
                        arg0: *mut u8,
                        arg1: *mut u8,
                        arg2: usize,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result1 = {
                                let len0 = arg2;
                                T_::put(
                                    ShelfBorrow::lift(
                                            core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                        )
                                        .get(),
                                    <_ as From<
                                        _rt::Vec<_>,
                                    >>::from(_rt::Vec::from_raw_parts(arg1.cast(), len0, len0)),
                                )
                            };
                            let ptr2 = (&raw mut _RET_AREA.0).cast::<u8>();
                            match result1 {
                                Ok(e) => {
                                    *ptr2.add(0).cast::<u8>() = (0i32) as u8;
                                    *ptr2.add(4).cast::<i32>() = _rt::as_i32(e);
                                }
                                Err(e) => {
                                    *ptr2.add(0).cast::<u8>() = (1i32) as u8;
                                    *ptr2.add(4).cast::<u8>() = (e.clone() as i32) as u8;
                                }
                            };
                            ptr2
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_method_shelf_same_cabi<T_: GuestShelf>(
                        arg0: *mut u8,
                        arg1: i32,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = {
                                T_::same(
                                    ShelfBorrow::lift(
                                            core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                        )
                                        .get(),
                                    ShelfBorrow::lift(
                                        core::ptr::with_exposed_provenance(arg1 as u32 as usize),
                                    ),
                                )
                            };
                            match result0 {
                                true => 1,
                                false => 0,
                            }
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_static_shelf_merge_cabi<T_: GuestShelf>(
                        arg0: i32,
                        arg1: i32,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = {
                                T_::merge(
                                    Shelf::from_handle(arg0 as u32),
                                    Shelf::from_handle(arg1 as u32),
                                )
                            };
                            (result0).take_handle() as i32
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_find_cabi<T_: Guest>(
                        arg0: *mut u8,
                        arg1: usize,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result1 = {
                                let len0 = arg1;
                                let bytes0 = _rt::Vec::from_raw_parts(
                                    arg0.cast(),
                                    len0,
                                    len0,
                                );
                                T_::find(_rt::string_lift(bytes0))
                            };
                            let ptr2 = (&raw mut _RET_AREA.0).cast::<u8>();
                            match result1 {
                                Some(e) => {
                                    *ptr2.add(0).cast::<u8>() = (1i32) as u8;
                                    *ptr2.add(4).cast::<i32>() = (e).take_handle() as i32;
                                }
                                None => {
                                    *ptr2.add(0).cast::<u8>() = (0i32) as u8;
                                }
                            };
                            ptr2
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_count_cabi<T_: Guest>(
                        arg0: *mut u8,
                        arg1: usize,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result2 = {
                                let base1 = arg0;
                                let len1 = arg1;
                                let mut result1 = _rt::Vec::with_capacity(len1);
                                for i in 0..len1 {
                                    let base = base1.add(i * 4);
                                    let e1 = {
                                        let l0 = *base.add(0).cast::<i32>();
                                        ShelfBorrow::lift(
                                            core::ptr::with_exposed_provenance(l0 as u32 as usize),
                                        )
                                    };
                                    result1.push(e1);
                                }
                                _rt::cabi_dealloc(base1, len1 * 4, 4);
                                T_::count(result1)
                            };
                            _rt::as_i32(result2)
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_look_cabi<T_: Guest>(
                        arg0: i32,
                        arg1: i32,
                        arg2: *mut u8,
                        arg3: usize,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result1 = {
                                T_::look(Lent {
                                    shelf: ShelfBorrow::lift(
                                        core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                    ),
                                    remark: match arg1 {
                                        0 => None,
                                        1 => {
                                            let e = {
                                                let len0 = arg3;
                                                let bytes0 = _rt::Vec::from_raw_parts(
                                                    arg2.cast(),
                                                    len0,
                                                    len0,
                                                );
                                                _rt::string_lift(bytes0)
                                            };
                                            Some(e)
                                        }
                                        _ => _rt::invalid_enum_discriminant(),
                                    },
                                })
                            };
                            let ptr2 = (&raw mut _RET_AREA.0).cast::<u8>();
                            let map4 = result1;
                            let len4 = {
                                use ::wittgen::guest::__private::rt::WitMap as _;
                                map4.wit_map_len()
                            };
                            let layout4 = _rt::alloc::Layout::from_size_align(
                                    len4 * (8 + 2 * ::core::mem::size_of::<*const u8>()),
                                    ::core::mem::size_of::<*const u8>(),
                                )
                                .unwrap();
                            let (result4, _cleanup4) = ::wittgen::guest::__private::rt::Cleanup::new(
                                layout4,
                            );
                            if let Some(cleanup) = _cleanup4 {
                                cleanup.forget();
                            }
                            for (i, (map_key, map_value)) in map4.into_iter().enumerate()
                            {
                                let base = result4
                                    .add(i * (8 + 2 * ::core::mem::size_of::<*const u8>()));
                                {
                                    let vec3 = (map_key.into_bytes()).into_boxed_slice();
                                    let ptr3 = vec3.as_ptr().cast::<u8>();
                                    let len3 = vec3.len();
                                    ::core::mem::forget(vec3);
                                    *base
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len3;
                                    *base.add(0).cast::<*mut u8>() = ptr3.cast_mut();
                                    for (i, e) in map_value.into_iter().enumerate() {
                                        let base = base.add(i * 4);
                                        {
                                            *base
                                                .add(2 * ::core::mem::size_of::<*const u8>())
                                                .cast::<i32>() = _rt::as_i32(e);
                                        }
                                    }
                                }
                            }
                            *ptr2
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>() = len4;
                            *ptr2.add(0).cast::<*mut u8>() = result4;
                            ptr2
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_look<T_: Guest>(arg0: *mut u8) {
                        unsafe {
                            let l0 = *arg0.add(0).cast::<*mut u8>();
                            let l1 = *arg0
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>();
                            let base4 = l0;
                            let len4 = l1;
                            for i in 0..len4 {
                                let base = base4
                                    .add(i * (8 + 2 * ::core::mem::size_of::<*const u8>()));
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
                                len4 * (8 + 2 * ::core::mem::size_of::<*const u8>()),
                                ::core::mem::size_of::<*const u8>(),
                            );
                        }
                    }
                    pub trait Guest {
                        type Shelf: GuestShelf;
                        #[allow(async_fn_in_trait)]
                        fn find(name: _rt::String) -> ::core::option::Option<Shelf>;
                        #[allow(async_fn_in_trait)]
                        fn count(shelves: _rt::Vec<ShelfBorrow<'_>>) -> u32;
                        #[allow(async_fn_in_trait)]
                        fn look(
                            at: Lent<'_>,
                        ) -> ::wittgen::guest::__private::rt::Map<_rt::String, [u32; 2]>;
                    }
                    pub trait GuestShelf: ::wittgen::guest::__private::rt::Resource {
                        #[doc(hidden)]
                        unsafe fn _resource_new(val: *mut u8) -> u32
                        where
                            Self: Sized,
                        {
                            #[cfg(target_arch = "wasm32")]
                            #[link(
                                wasm_import_module = "[export]example:imports/shelves@0.1.0"
                            )]
                            unsafe extern "C" {
                                #[link_name = "[resource-new]shelf"]
                                fn new(_: *mut u8) -> i32;
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn new(_: *mut u8) -> i32 {
                                unreachable!()
                            }
                            unsafe { new(val) as u32 }
                        }
                        #[doc(hidden)]
                        fn _resource_rep(handle: u32) -> *mut u8
                        where
                            Self: Sized,
                        {
                            #[cfg(target_arch = "wasm32")]
                            #[link(
                                wasm_import_module = "[export]example:imports/shelves@0.1.0"
                            )]
                            unsafe extern "C" {
                                #[link_name = "[resource-rep]shelf"]
                                fn rep(_: i32) -> *mut u8;
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn rep(_: i32) -> *mut u8 {
                                unreachable!()
                            }
                            unsafe { rep(handle as i32) }
                        }
                        /// Place this resource's representation into a location with a stable pointer,
                        /// returning a pointer to that location.
                        ///
                        /// This method is used to place `val` on the heap, for example, or possibly in
                        /// an arena. The returned pointer must remain valid for the lifetime of this
                        /// resource. The default implementation of this metho will place `val` onto the
                        /// heap with `Box`. The returned pointer will be deallocated by the sibling
                        /// `resource_from_raw_` function.
                        ///
                        /// # Safety
                        ///
                        /// Note that this method is not `unsafe` to call, but it is `unsafe` to
                        /// define. When overriding this method you must additionally override the
                        /// `resource_from_raw_` to insert an appropriate deallocation for the returned
                        /// pointer. In the future this might become a default associated trait bound,
                        /// but that's not stable in Rust right now.
                        #[doc(hidden)]
                        unsafe fn resource_into_raw_(val: Self::Rep) -> *mut Self::Rep {
                            _rt::Box::into_raw(_rt::Box::new(val))
                        }
                        /// Consumes and deallocates a pointer previously returned by
                        /// `resource_into_raw_`.
                        ///
                        /// This function is used to deallocate resources and allocations associated
                        /// with the allocation routine when creating a resource. The default
                        /// implementation of this method will read `handle`'s value and deallocate it
                        /// as a `Box`.
                        ///
                        /// Note that when overriding this method you'll almost surely want to override
                        /// `resource_into_raw_` as well.
                        ///
                        /// # Safety
                        ///
                        /// This method is only safe to call with pointers previously created by
                        /// `resource_into_raw_`. For more information see `Box::from_raw` for examples.
                        #[doc(hidden)]
                        unsafe fn resource_from_raw_(
                            handle: *mut Self::Rep,
                        ) -> Self::Rep {
                            *unsafe { _rt::Box::from_raw(handle) }
                        }
                        #[allow(async_fn_in_trait)]
                        fn new(name: _rt::String) -> Self;
                        /// Puts something there.
                        #[allow(async_fn_in_trait)]
                        fn put(
                            &self,
                            item: _rt::Vec<u8>,
                        ) -> ::core::result::Result<u32, Problem>;
                        /// Whether both hold the same.
                        #[allow(async_fn_in_trait)]
                        fn same(&self, other: ShelfBorrow<'_>) -> bool;
                        #[allow(async_fn_in_trait)]
                        fn merge(a: Shelf, b: Shelf) -> Shelf;
                    }
                    #[doc(hidden)]
                    macro_rules! __export_example_imports_shelves_0_1_0_cabi {
                        ($ty:ident with_types_in $($path_to_types:tt)*) => {
                            const _ : () = { #[unsafe (export_name =
                            "example:imports/shelves@0.1.0#[constructor]shelf")] unsafe
                            extern "C" fn export_constructor_shelf(arg0 : * mut u8, arg1
                            : usize,) -> i32 { unsafe { $($path_to_types)*::
                            _export_constructor_shelf_cabi::<<$ty as $($path_to_types)*::
                            Guest >::Shelf > (arg0, arg1) } } #[unsafe (export_name =
                            "example:imports/shelves@0.1.0#[method]shelf.put")] unsafe
                            extern "C" fn export_method_shelf_put(arg0 : * mut u8, arg1 :
                            * mut u8, arg2 : usize,) -> * mut u8 { unsafe {
                            $($path_to_types)*:: _export_method_shelf_put_cabi::<<$ty as
                            $($path_to_types)*:: Guest >::Shelf > (arg0, arg1, arg2) } }
                            #[unsafe (export_name =
                            "example:imports/shelves@0.1.0#[method]shelf.same")] unsafe
                            extern "C" fn export_method_shelf_same(arg0 : * mut u8, arg1
                            : i32,) -> i32 { unsafe { $($path_to_types)*::
                            _export_method_shelf_same_cabi::<<$ty as $($path_to_types)*::
                            Guest >::Shelf > (arg0, arg1) } } #[unsafe (export_name =
                            "example:imports/shelves@0.1.0#[static]shelf.merge")] unsafe
                            extern "C" fn export_static_shelf_merge(arg0 : i32, arg1 :
                            i32,) -> i32 { unsafe { $($path_to_types)*::
                            _export_static_shelf_merge_cabi::<<$ty as
                            $($path_to_types)*:: Guest >::Shelf > (arg0, arg1) } }
                            #[unsafe (export_name =
                            "example:imports/shelves@0.1.0#find")] unsafe extern "C" fn
                            export_find(arg0 : * mut u8, arg1 : usize,) -> * mut u8 {
                            unsafe { $($path_to_types)*:: _export_find_cabi::<$ty >
                            (arg0, arg1) } } #[unsafe (export_name =
                            "example:imports/shelves@0.1.0#count")] unsafe extern "C" fn
                            export_count(arg0 : * mut u8, arg1 : usize,) -> i32 { unsafe
                            { $($path_to_types)*:: _export_count_cabi::<$ty > (arg0,
                            arg1) } } #[unsafe (export_name =
                            "example:imports/shelves@0.1.0#look")] unsafe extern "C" fn
                            export_look(arg0 : i32, arg1 : i32, arg2 : * mut u8, arg3 :
                            usize,) -> * mut u8 { unsafe { $($path_to_types)*::
                            _export_look_cabi::<$ty > (arg0, arg1, arg2, arg3) } }
                            #[unsafe (export_name =
                            "cabi_post_example:imports/shelves@0.1.0#look")] unsafe
                            extern "C" fn _post_return_look(arg0 : * mut u8,) { unsafe {
                            $($path_to_types)*:: __post_return_look::<$ty > (arg0) } }
                            const _ : () = { #[doc(hidden)] #[unsafe (export_name =
                            "example:imports/shelves@0.1.0#[dtor]shelf")]
                            #[allow(non_snake_case)] unsafe extern "C" fn dtor(rep : *
                            mut u8) { unsafe { $($path_to_types)*:: Shelf::dtor::< <$ty
                            as $($path_to_types)*:: Guest >::Shelf > (rep) } } }; };
                        };
                    }
                    #[doc(hidden)]
                    pub(crate) use __export_example_imports_shelves_0_1_0_cabi;
                    #[cfg_attr(target_pointer_width = "64", repr(align(8)))]
                    #[cfg_attr(target_pointer_width = "32", repr(align(4)))]
                    struct _RetArea(
                        [::core::mem::MaybeUninit<
                            u8,
                        >; 2 * ::core::mem::size_of::<*const u8>()],
                    );
                    static mut _RET_AREA: _RetArea = _RetArea(
                        [::core::mem::MaybeUninit::uninit(); 2
                            * ::core::mem::size_of::<*const u8>()],
                    );
                }
                #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
                pub mod rooms {
                    #[used]
                    #[doc(hidden)]
                    static __FORCE_SECTION_REF: fn() = super::super::super::super::__link_custom_section_describing_imports;
                    use super::super::super::super::_rt;
                    pub type Shelf = super::super::super::super::exports::example::imports::shelves::Shelf;
                    pub type ShelfBorrow<'a> = super::super::super::super::exports::example::imports::shelves::ShelfBorrow<
                        'a,
                    >;
                    /// A room of the component's.
                    #[derive(Debug)]
                    #[repr(transparent)]
                    pub struct Room {
                        handle: _rt::Resource<Room>,
                    }
                    impl Room {
                        /// Creates a new resource from the specified representation.
                        ///
                        /// This function will create a new resource handle by moving `val` onto
                        /// the heap and then passing that heap pointer to the component model to
                        /// create a handle. The owned handle is then returned as `Room`.
                        pub fn new<T: GuestRoom>(val: T) -> Self {
                            Self::type_guard::<T>();
                            let rep = <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                T,
                            >>::rep_new(val);
                            unsafe {
                                let ptr = T::resource_into_raw_(rep);
                                Self::from_handle(T::_resource_new(ptr.cast()))
                            }
                        }
                        /// Gets access to the underlying `T` which represents this resource.
                        pub fn get<T: GuestRoom>(&self) -> &T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_ref(ptr)
                            }
                        }
                        /// Gets mutable access to the underlying `T` which represents this
                        /// resource.
                        pub fn get_mut<T: GuestRoom>(&mut self) -> &mut T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_mut(ptr)
                            }
                        }
                        /// Consumes this resource and returns the underlying `T`.
                        pub fn into_inner<T: GuestRoom>(self) -> T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_take(ptr)
                            }
                        }
                        #[doc(hidden)]
                        pub unsafe fn from_handle(handle: u32) -> Self {
                            Self {
                                handle: unsafe { _rt::Resource::from_handle(handle) },
                            }
                        }
                        #[doc(hidden)]
                        pub fn take_handle(&self) -> u32 {
                            _rt::Resource::take_handle(&self.handle)
                        }
                        #[doc(hidden)]
                        pub fn handle(&self) -> u32 {
                            _rt::Resource::handle(&self.handle)
                        }
                        #[doc(hidden)]
                        fn type_guard<T: ::wittgen::guest::__private::rt::Resource>() {
                            use core::any::TypeId;
                            static mut LAST_TYPE: Option<TypeId> = None;
                            unsafe {
                                assert!(! cfg!(target_feature = "atomics"));
                                let id = TypeId::of::<T>();
                                match LAST_TYPE {
                                    Some(ty) => {
                                        assert!(
                                            ty == id, "cannot use two types with this resource type"
                                        )
                                    }
                                    None => LAST_TYPE = Some(id),
                                }
                            }
                        }
                        #[doc(hidden)]
                        pub unsafe fn dtor<T: GuestRoom>(handle: *mut u8) {
                            Self::type_guard::<T>();
                            unsafe {
                                let _rep = T::resource_from_raw_(handle.cast());
                            }
                        }
                        fn as_ptr<T: GuestRoom>(&self) -> *mut T::Rep {
                            Room::type_guard::<T>();
                            T::_resource_rep(self.handle()).cast()
                        }
                    }
                    /// A borrowed version of [`Room`] which represents a borrowed value
                    /// with the lifetime `'a`.
                    #[derive(Debug)]
                    #[repr(transparent)]
                    pub struct RoomBorrow<'a> {
                        rep: *const u8,
                        _marker: core::marker::PhantomData<&'a Room>,
                    }
                    impl<'a> RoomBorrow<'a> {
                        #[doc(hidden)]
                        pub unsafe fn lift(rep: *const u8) -> Self {
                            Self {
                                rep,
                                _marker: core::marker::PhantomData,
                            }
                        }
                        /// Gets access to the underlying `T` in this resource.
                        pub fn get<T: GuestRoom>(&self) -> &'a T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_ref(ptr)
                            }
                        }
                        fn as_ptr<T: GuestRoom>(&self) -> *const T::Rep {
                            Room::type_guard::<T>();
                            self.rep.cast()
                        }
                    }
                    unsafe impl _rt::WasmResource for Room {
                        #[inline]
                        unsafe fn drop(_handle: u32) {
                            #[cfg(target_arch = "wasm32")]
                            #[link(
                                wasm_import_module = "[export]example:imports/rooms@0.1.0"
                            )]
                            unsafe extern "C" {
                                #[link_name = "[resource-drop]room"]
                                fn drop(_: i32);
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn drop(_: i32) {
                                unreachable!()
                            }
                            unsafe {
                                drop(_handle as i32);
                            }
                        }
                    }
                    /// A room with a remark.
                    pub struct Seen<'a> {
                        pub room: RoomBorrow<'a>,
                        pub remark: _rt::String,
                    }
                    impl<'a> ::core::fmt::Debug for Seen<'a> {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.debug_struct("Seen")
                                .field("room", &self.room)
                                .field("remark", &self.remark)
                                .finish()
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_constructor_room_cabi<T_: GuestRoom>() -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = { Room::new(T_::new()) };
                            (result0).take_handle() as i32
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_method_room_add_cabi<T_: GuestRoom>(
                        arg0: *mut u8,
                        arg1: i32,
                    ) {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            {
                                T_::add(
                                    RoomBorrow::lift(
                                            core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                        )
                                        .get(),
                                    super::super::super::super::exports::example::imports::shelves::Shelf::from_handle(
                                        arg1 as u32,
                                    ),
                                )
                            };
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_method_room_compare_cabi<T_: GuestRoom>(
                        arg0: *mut u8,
                        arg1: *mut u8,
                        arg2: usize,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result2 = {
                                let base1 = arg1;
                                let len1 = arg2;
                                let mut result1 = _rt::Vec::with_capacity(len1);
                                for i in 0..len1 {
                                    let base = base1.add(i * 4);
                                    let e1 = {
                                        let l0 = *base.add(0).cast::<i32>();
                                        RoomBorrow::lift(
                                            core::ptr::with_exposed_provenance(l0 as u32 as usize),
                                        )
                                    };
                                    result1.push(e1);
                                }
                                _rt::cabi_dealloc(base1, len1 * 4, 4);
                                T_::compare(
                                    RoomBorrow::lift(
                                            core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                        )
                                        .get(),
                                    result1,
                                )
                            };
                            _rt::as_i32(result2)
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_describe_cabi<T_: Guest>(
                        arg0: i32,
                        arg1: *mut u8,
                        arg2: usize,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result1 = {
                                let len0 = arg2;
                                let bytes0 = _rt::Vec::from_raw_parts(
                                    arg1.cast(),
                                    len0,
                                    len0,
                                );
                                T_::describe(Seen {
                                    room: RoomBorrow::lift(
                                        core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                    ),
                                    remark: _rt::string_lift(bytes0),
                                })
                            };
                            let ptr2 = (&raw mut _RET_AREA.0).cast::<u8>();
                            let vec3 = (result1.into_bytes()).into_boxed_slice();
                            let ptr3 = vec3.as_ptr().cast::<u8>();
                            let len3 = vec3.len();
                            ::core::mem::forget(vec3);
                            *ptr2
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>() = len3;
                            *ptr2.add(0).cast::<*mut u8>() = ptr3.cast_mut();
                            ptr2
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_describe<T_: Guest>(arg0: *mut u8) {
                        unsafe {
                            let l0 = *arg0.add(0).cast::<*mut u8>();
                            let l1 = *arg0
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>();
                            _rt::cabi_dealloc(l0, l1, 1);
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_furnish_cabi<T_: Guest>(
                        arg0: i32,
                        arg1: i32,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = {
                                T_::furnish(
                                    RoomBorrow::lift(
                                        core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                    ),
                                    super::super::super::super::exports::example::imports::shelves::ShelfBorrow::lift(
                                        core::ptr::with_exposed_provenance(arg1 as u32 as usize),
                                    ),
                                )
                            };
                            let ptr1 = (&raw mut _RET_AREA.0).cast::<u8>();
                            match result0 {
                                Ok(e) => {
                                    *ptr1.add(0).cast::<u8>() = (0i32) as u8;
                                    let vec2 = <_ as Into<_rt::Vec<_>>>::into(e)
                                        .into_boxed_slice();
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
                                Err(e) => {
                                    *ptr1.add(0).cast::<u8>() = (1i32) as u8;
                                    let vec3 = (e.into_bytes()).into_boxed_slice();
                                    let ptr3 = vec3.as_ptr().cast::<u8>();
                                    let len3 = vec3.len();
                                    ::core::mem::forget(vec3);
                                    *ptr1
                                        .add(2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len3;
                                    *ptr1
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>() = ptr3.cast_mut();
                                }
                            };
                            ptr1
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_furnish<T_: Guest>(arg0: *mut u8) {
                        unsafe {
                            let l0 = i32::from(*arg0.add(0).cast::<u8>());
                            match l0 {
                                0 => {
                                    let l1 = *arg0
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>();
                                    let l2 = *arg0
                                        .add(2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    let base3 = l1;
                                    let len3 = l2;
                                    _rt::cabi_dealloc(base3, len3 * 1, 1);
                                }
                                _ => {
                                    let l4 = *arg0
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>();
                                    let l5 = *arg0
                                        .add(2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>();
                                    _rt::cabi_dealloc(l4, l5, 1);
                                }
                            }
                        }
                    }
                    pub trait Guest {
                        type Room: GuestRoom;
                        #[allow(async_fn_in_trait)]
                        fn describe(seen: Seen<'_>) -> _rt::String;
                        #[allow(async_fn_in_trait)]
                        fn furnish(
                            room: RoomBorrow<'_>,
                            shelf: ShelfBorrow<'_>,
                        ) -> ::core::result::Result<_rt::Vec<u8>, _rt::String>;
                    }
                    pub trait GuestRoom: ::wittgen::guest::__private::rt::Resource {
                        #[doc(hidden)]
                        unsafe fn _resource_new(val: *mut u8) -> u32
                        where
                            Self: Sized,
                        {
                            #[cfg(target_arch = "wasm32")]
                            #[link(
                                wasm_import_module = "[export]example:imports/rooms@0.1.0"
                            )]
                            unsafe extern "C" {
                                #[link_name = "[resource-new]room"]
                                fn new(_: *mut u8) -> i32;
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn new(_: *mut u8) -> i32 {
                                unreachable!()
                            }
                            unsafe { new(val) as u32 }
                        }
                        #[doc(hidden)]
                        fn _resource_rep(handle: u32) -> *mut u8
                        where
                            Self: Sized,
                        {
                            #[cfg(target_arch = "wasm32")]
                            #[link(
                                wasm_import_module = "[export]example:imports/rooms@0.1.0"
                            )]
                            unsafe extern "C" {
                                #[link_name = "[resource-rep]room"]
                                fn rep(_: i32) -> *mut u8;
                            }
                            #[cfg(not(target_arch = "wasm32"))]
                            unsafe extern "C" fn rep(_: i32) -> *mut u8 {
                                unreachable!()
                            }
                            unsafe { rep(handle as i32) }
                        }
                        /// Place this resource's representation into a location with a stable pointer,
                        /// returning a pointer to that location.
                        ///
                        /// This method is used to place `val` on the heap, for example, or possibly in
                        /// an arena. The returned pointer must remain valid for the lifetime of this
                        /// resource. The default implementation of this metho will place `val` onto the
                        /// heap with `Box`. The returned pointer will be deallocated by the sibling
                        /// `resource_from_raw_` function.
                        ///
                        /// # Safety
                        ///
                        /// Note that this method is not `unsafe` to call, but it is `unsafe` to
                        /// define. When overriding this method you must additionally override the
                        /// `resource_from_raw_` to insert an appropriate deallocation for the returned
                        /// pointer. In the future this might become a default associated trait bound,
                        /// but that's not stable in Rust right now.
                        #[doc(hidden)]
                        unsafe fn resource_into_raw_(val: Self::Rep) -> *mut Self::Rep {
                            _rt::Box::into_raw(_rt::Box::new(val))
                        }
                        /// Consumes and deallocates a pointer previously returned by
                        /// `resource_into_raw_`.
                        ///
                        /// This function is used to deallocate resources and allocations associated
                        /// with the allocation routine when creating a resource. The default
                        /// implementation of this method will read `handle`'s value and deallocate it
                        /// as a `Box`.
                        ///
                        /// Note that when overriding this method you'll almost surely want to override
                        /// `resource_into_raw_` as well.
                        ///
                        /// # Safety
                        ///
                        /// This method is only safe to call with pointers previously created by
                        /// `resource_into_raw_`. For more information see `Box::from_raw` for examples.
                        #[doc(hidden)]
                        unsafe fn resource_from_raw_(
                            handle: *mut Self::Rep,
                        ) -> Self::Rep {
                            *unsafe { _rt::Box::from_raw(handle) }
                        }
                        #[allow(async_fn_in_trait)]
                        fn new() -> Self;
                        #[allow(async_fn_in_trait)]
                        fn add(&self, shelf: Shelf) -> ();
                        #[allow(async_fn_in_trait)]
                        fn compare(&self, others: _rt::Vec<RoomBorrow<'_>>) -> u32;
                    }
                    #[doc(hidden)]
                    macro_rules! __export_example_imports_rooms_0_1_0_cabi {
                        ($ty:ident with_types_in $($path_to_types:tt)*) => {
                            const _ : () = { #[unsafe (export_name =
                            "example:imports/rooms@0.1.0#[constructor]room")] unsafe
                            extern "C" fn export_constructor_room() -> i32 { unsafe {
                            $($path_to_types)*:: _export_constructor_room_cabi::<<$ty as
                            $($path_to_types)*:: Guest >::Room > () } } #[unsafe
                            (export_name =
                            "example:imports/rooms@0.1.0#[method]room.add")] unsafe
                            extern "C" fn export_method_room_add(arg0 : * mut u8, arg1 :
                            i32,) { unsafe { $($path_to_types)*::
                            _export_method_room_add_cabi::<<$ty as $($path_to_types)*::
                            Guest >::Room > (arg0, arg1) } } #[unsafe (export_name =
                            "example:imports/rooms@0.1.0#[method]room.compare")] unsafe
                            extern "C" fn export_method_room_compare(arg0 : * mut u8,
                            arg1 : * mut u8, arg2 : usize,) -> i32 { unsafe {
                            $($path_to_types)*:: _export_method_room_compare_cabi::<<$ty
                            as $($path_to_types)*:: Guest >::Room > (arg0, arg1, arg2) }
                            } #[unsafe (export_name =
                            "example:imports/rooms@0.1.0#describe")] unsafe extern "C" fn
                            export_describe(arg0 : i32, arg1 : * mut u8, arg2 : usize,)
                            -> * mut u8 { unsafe { $($path_to_types)*::
                            _export_describe_cabi::<$ty > (arg0, arg1, arg2) } } #[unsafe
                            (export_name =
                            "cabi_post_example:imports/rooms@0.1.0#describe")] unsafe
                            extern "C" fn _post_return_describe(arg0 : * mut u8,) {
                            unsafe { $($path_to_types)*:: __post_return_describe::<$ty >
                            (arg0) } } #[unsafe (export_name =
                            "example:imports/rooms@0.1.0#furnish")] unsafe extern "C" fn
                            export_furnish(arg0 : i32, arg1 : i32,) -> * mut u8 { unsafe
                            { $($path_to_types)*:: _export_furnish_cabi::<$ty > (arg0,
                            arg1) } } #[unsafe (export_name =
                            "cabi_post_example:imports/rooms@0.1.0#furnish")] unsafe
                            extern "C" fn _post_return_furnish(arg0 : * mut u8,) { unsafe
                            { $($path_to_types)*:: __post_return_furnish::<$ty > (arg0) }
                            } const _ : () = { #[doc(hidden)] #[unsafe (export_name =
                            "example:imports/rooms@0.1.0#[dtor]room")]
                            #[allow(non_snake_case)] unsafe extern "C" fn dtor(rep : *
                            mut u8) { unsafe { $($path_to_types)*:: Room::dtor::< <$ty as
                            $($path_to_types)*:: Guest >::Room > (rep) } } }; };
                        };
                    }
                    #[doc(hidden)]
                    pub(crate) use __export_example_imports_rooms_0_1_0_cabi;
                    #[cfg_attr(target_pointer_width = "64", repr(align(8)))]
                    #[cfg_attr(target_pointer_width = "32", repr(align(4)))]
                    struct _RetArea(
                        [::core::mem::MaybeUninit<
                            u8,
                        >; 3 * ::core::mem::size_of::<*const u8>()],
                    );
                    static mut _RET_AREA: _RetArea = _RetArea(
                        [::core::mem::MaybeUninit::uninit(); 3
                            * ::core::mem::size_of::<*const u8>()],
                    );
                }
            }
        }
    }
    mod _rt {
        #![allow(dead_code, unused_imports, clippy::all)]
        use core::fmt;
        use core::marker;
        use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
        /// A type which represents a component model resource, either imported or
        /// exported into this component.
        ///
        /// This is a low-level wrapper which handles the lifetime of the resource
        /// (namely this has a destructor). The `T` provided defines the component model
        /// intrinsics that this wrapper uses.
        ///
        /// One of the chief purposes of this type is to provide `Deref` implementations
        /// to access the underlying data when it is owned.
        ///
        /// This type is primarily used in generated code for exported and imported
        /// resources.
        #[repr(transparent)]
        pub struct Resource<T: WasmResource> {
            handle: AtomicU32,
            _marker: marker::PhantomData<T>,
        }
        /// A trait which all wasm resources implement, namely providing the ability to
        /// drop a resource.
        ///
        /// This generally is implemented by generated code, not user-facing code.
        #[allow(clippy::missing_safety_doc)]
        pub unsafe trait WasmResource {
            /// Invokes the `[resource-drop]...` intrinsic.
            unsafe fn drop(handle: u32);
        }
        impl<T: WasmResource> Resource<T> {
            #[doc(hidden)]
            pub unsafe fn from_handle(handle: u32) -> Self {
                debug_assert!(handle != 0 && handle != u32::MAX);
                Self {
                    handle: AtomicU32::new(handle),
                    _marker: marker::PhantomData,
                }
            }
            /// Takes ownership of the handle owned by `resource`.
            ///
            /// Note that this ideally would be `into_handle` taking `Resource<T>` by
            /// ownership. The code generator does not enable that in all situations,
            /// unfortunately, so this is provided instead.
            ///
            /// Also note that `take_handle` is in theory only ever called on values
            /// owned by a generated function. For example a generated function might
            /// take `Resource<T>` as an argument but then call `take_handle` on a
            /// reference to that argument. In that sense the dynamic nature of
            /// `take_handle` should only be exposed internally to generated code, not
            /// to user code.
            #[doc(hidden)]
            pub fn take_handle(resource: &Resource<T>) -> u32 {
                resource.handle.swap(u32::MAX, Relaxed)
            }
            #[doc(hidden)]
            pub fn handle(resource: &Resource<T>) -> u32 {
                resource.handle.load(Relaxed)
            }
        }
        impl<T: WasmResource> fmt::Debug for Resource<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct("Resource").field("handle", &self.handle).finish()
            }
        }
        impl<T: WasmResource> Drop for Resource<T> {
            fn drop(&mut self) {
                unsafe {
                    match self.handle.load(Relaxed) {
                        u32::MAX => {}
                        other => T::drop(other),
                    }
                }
            }
        }
        pub use alloc_crate::string::String;
        pub use alloc_crate::vec::Vec;
        pub unsafe fn invalid_enum_discriminant<T>() -> T {
            if cfg!(debug_assertions) {
                panic!("invalid enum discriminant")
            } else {
                unsafe { core::hint::unreachable_unchecked() }
            }
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
        #[cfg(target_arch = "wasm32")]
        pub fn run_ctors_once() {
            ::wittgen::guest::__private::rt::run_ctors_once();
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
        pub use alloc_crate::boxed::Box;
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
    macro_rules! __export_imports_impl {
        ($ty:ident) => {
            self::export!($ty with_types_in self);
        };
        ($ty:ident with_types_in $($path_to_types_root:tt)*) => {
            $($path_to_types_root)*::
            exports::example::imports::shelves::__export_example_imports_shelves_0_1_0_cabi!($ty
            with_types_in $($path_to_types_root)*:: exports::example::imports::shelves);
            $($path_to_types_root)*::
            exports::example::imports::rooms::__export_example_imports_rooms_0_1_0_cabi!($ty
            with_types_in $($path_to_types_root)*:: exports::example::imports::rooms);
        };
    }
    #[doc(inline)]
    pub(crate) use __export_imports_impl as export;
    #[cfg(target_arch = "wasm32")]
    #[unsafe(
        link_section = "component-type:wit-bindgen:0.63.0:example:imports@0.1.0:imports:encoded world"
    )]
    #[doc(hidden)]
    #[allow(clippy::octal_escapes)]
    pub static __WIT_BINDGEN_COMPONENT_TYPE: [u8; 1152] = *b"\
\0asm\x0d\0\x01\0\0\x19\x16wit-component-encoding\x04\0\x07\x82\x08\x01A\x02\x01\
A\x09\x01B\x1c\x04\0\x05shelf\x03\x01\x01m\x02\x04full\x04gone\x04\0\x07problem\x03\
\0\x01\x01h\0\x01ks\x01r\x02\x05shelf\x03\x06remark\x04\x04\0\x04lent\x03\0\x05\x01\
i\0\x01@\x01\x04names\0\x07\x04\0\x12[constructor]shelf\x01\x08\x01p}\x01j\x01y\x01\
\x02\x01@\x02\x04self\x03\x04item\x09\0\x0a\x04\0\x11[method]shelf.put\x01\x0b\x01\
@\x02\x04self\x03\x05other\x03\0\x7f\x04\0\x12[method]shelf.same\x01\x0c\x01@\x02\
\x01a\x07\x01b\x07\0\x07\x04\0\x13[static]shelf.merge\x01\x0d\x01k\x07\x01@\x01\x04\
names\0\x0e\x04\0\x04find\x01\x0f\x01p\x03\x01@\x01\x07shelves\x10\0y\x04\0\x05c\
ount\x01\x11\x01gy\x02\x01cs\x12\x01@\x01\x02at\x06\0\x13\x04\0\x04look\x01\x14\x03\
\0\x1dexample:imports/shelves@0.1.0\x05\0\x01@\0\0w\x03\0\x03now\x01\x01\x01B\x1c\
\x04\0\x05shelf\x03\x01\x01m\x02\x04full\x04gone\x04\0\x07problem\x03\0\x01\x01h\
\0\x01ks\x01r\x02\x05shelf\x03\x06remark\x04\x04\0\x04lent\x03\0\x05\x01i\0\x01@\
\x01\x04names\0\x07\x04\0\x12[constructor]shelf\x01\x08\x01p}\x01j\x01y\x01\x02\x01\
@\x02\x04self\x03\x04item\x09\0\x0a\x04\0\x11[method]shelf.put\x01\x0b\x01@\x02\x04\
self\x03\x05other\x03\0\x7f\x04\0\x12[method]shelf.same\x01\x0c\x01@\x02\x01a\x07\
\x01b\x07\0\x07\x04\0\x13[static]shelf.merge\x01\x0d\x01k\x07\x01@\x01\x04names\0\
\x0e\x04\0\x04find\x01\x0f\x01p\x03\x01@\x01\x07shelves\x10\0y\x04\0\x05count\x01\
\x11\x01gy\x02\x01cs\x12\x01@\x01\x02at\x06\0\x13\x04\0\x04look\x01\x14\x04\0\x1d\
example:imports/shelves@0.1.0\x05\x02\x02\x03\0\x01\x05shelf\x01B\x16\x02\x03\x02\
\x01\x03\x04\0\x05shelf\x03\0\0\x04\0\x04room\x03\x01\x01h\x02\x01r\x02\x04room\x03\
\x06remarks\x04\0\x04seen\x03\0\x04\x01i\x02\x01@\0\0\x06\x04\0\x11[constructor]\
room\x01\x07\x01i\x01\x01@\x02\x04self\x03\x05shelf\x08\x01\0\x04\0\x10[method]r\
oom.add\x01\x09\x01p\x03\x01@\x02\x04self\x03\x06others\x0a\0y\x04\0\x14[method]\
room.compare\x01\x0b\x01@\x01\x04seen\x05\0s\x04\0\x08describe\x01\x0c\x01h\x01\x01\
p}\x01j\x01\x0e\x01s\x01@\x02\x04room\x03\x05shelf\x0d\0\x0f\x04\0\x07furnish\x01\
\x10\x04\0\x1bexample:imports/rooms@0.1.0\x05\x04\x04\0\x1dexample:imports/impor\
ts@0.1.0\x04\0\x0b\x0d\x01\0\x07imports\x03\0\0\0G\x09producers\x01\x0cprocessed\
-by\x02\x0dwit-component\x070.262.0\x10wit-bindgen-rust\x060.63.0";
    #[inline(never)]
    #[doc(hidden)]
    pub fn __link_custom_section_describing_imports() {
        ::wittgen::guest::__private::rt::maybe_link_cabi_realloc();
    }
}
/// The interface `example:imports/shelves@0.1.0`.
#[allow(unused_imports)]
pub mod shelves {
    pub use super::__abi::exports::example::imports::shelves::*;
}
/// The interface `example:imports/rooms@0.1.0`.
#[allow(unused_imports)]
pub mod rooms {
    pub use super::__abi::exports::example::imports::rooms::*;
}
/// The interface `example:imports/shelves@0.1.0`.
#[allow(unused_imports)]
pub mod imported_shelves {
    pub use super::__abi::example::imports::shelves::*;
}
#[allow(unused_imports)]
pub use __abi::now as now;
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __wittgen_export_imports {
    ($component:ident) => {
        self::__abi::export!($component with_types_in self::__abi);
    };
    ($component:ident in $($path:ident)::+) => {
        $($path)::+ ::__abi::export!($component with_types_in $($path)::+ ::__abi);
    };
}
#[allow(unused_imports)]
pub(crate) use __wittgen_export_imports as export;
