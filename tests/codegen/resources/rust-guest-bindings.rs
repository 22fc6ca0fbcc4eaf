#[doc(hidden)]
#[allow(warnings, clippy::all)]
pub mod __abi {
    #[allow(dead_code, clippy::all)]
    pub mod exports {
        pub mod example {
            pub mod resources {
                #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
                pub mod store {
                    #[used]
                    #[doc(hidden)]
                    static __FORCE_SECTION_REF: fn() = super::super::super::super::__link_custom_section_describing_imports;
                    use super::super::super::super::_rt;
                    #[derive(Debug)]
                    #[repr(transparent)]
                    pub struct Blob {
                        handle: _rt::Resource<Blob>,
                    }
                    impl Blob {
                        /// Creates a new resource from the specified representation.
                        ///
                        /// This function will create a new resource handle by moving `val` onto
                        /// the heap and then passing that heap pointer to the component model to
                        /// create a handle. The owned handle is then returned as `Blob`.
                        pub fn new<T: GuestBlob>(val: T) -> Self {
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
                        pub fn get<T: GuestBlob>(&self) -> &T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_ref(ptr)
                            }
                        }
                        /// Gets mutable access to the underlying `T` which represents this
                        /// resource.
                        pub fn get_mut<T: GuestBlob>(&mut self) -> &mut T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_mut(ptr)
                            }
                        }
                        /// Consumes this resource and returns the underlying `T`.
                        pub fn into_inner<T: GuestBlob>(self) -> T {
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
                        pub unsafe fn dtor<T: GuestBlob>(handle: *mut u8) {
                            Self::type_guard::<T>();
                            unsafe {
                                let _rep = T::resource_from_raw_(handle.cast());
                            }
                        }
                        fn as_ptr<T: GuestBlob>(&self) -> *mut T::Rep {
                            Blob::type_guard::<T>();
                            T::_resource_rep(self.handle()).cast()
                        }
                    }
                    /// A borrowed version of [`Blob`] which represents a borrowed value
                    /// with the lifetime `'a`.
                    #[derive(Debug)]
                    #[repr(transparent)]
                    pub struct BlobBorrow<'a> {
                        rep: *const u8,
                        _marker: core::marker::PhantomData<&'a Blob>,
                    }
                    impl<'a> BlobBorrow<'a> {
                        #[doc(hidden)]
                        pub unsafe fn lift(rep: *const u8) -> Self {
                            Self {
                                rep,
                                _marker: core::marker::PhantomData,
                            }
                        }
                        /// Gets access to the underlying `T` in this resource.
                        pub fn get<T: GuestBlob>(&self) -> &'a T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_ref(ptr)
                            }
                        }
                        fn as_ptr<T: GuestBlob>(&self) -> *const T::Rep {
                            Blob::type_guard::<T>();
                            self.rep.cast()
                        }
                    }
                    unsafe impl _rt::WasmResource for Blob {
                        #[inline]
                        unsafe fn drop(_handle: u32) {
                            #[cfg(target_arch = "wasm32")]
                            #[link(
                                wasm_import_module = "[export]example:resources/store"
                            )]
                            unsafe extern "C" {
                                #[link_name = "[resource-drop]blob"]
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
                    pub struct Entry {
                        pub name: _rt::String,
                        pub content: Blob,
                    }
                    impl ::core::fmt::Debug for Entry {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.debug_struct("Entry")
                                .field("name", &self.name)
                                .field("content", &self.content)
                                .finish()
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_constructor_blob_cabi<T_: GuestBlob>(
                        arg0: *mut u8,
                        arg1: usize,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result1 = {
                                let len0 = arg1;
                                Blob::new(
                                    T_::new(
                                        <_ as From<
                                            _rt::Vec<_>,
                                        >>::from(_rt::Vec::from_raw_parts(arg0.cast(), len0, len0)),
                                    ),
                                )
                            };
                            (result1).take_handle() as i32
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_static_blob_open_cabi<T_: GuestBlob>(
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
                                T_::open(_rt::string_lift(bytes0))
                            };
                            let ptr2 = (&raw mut _RET_AREA.0).cast::<u8>();
                            match result1 {
                                Ok(e) => {
                                    *ptr2.add(0).cast::<u8>() = (0i32) as u8;
                                    *ptr2
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<i32>() = (e).take_handle() as i32;
                                }
                                Err(e) => {
                                    *ptr2.add(0).cast::<u8>() = (1i32) as u8;
                                    let vec3 = (e.into_bytes()).into_boxed_slice();
                                    let ptr3 = vec3.as_ptr().cast::<u8>();
                                    let len3 = vec3.len();
                                    ::core::mem::forget(vec3);
                                    *ptr2
                                        .add(2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len3;
                                    *ptr2
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<*mut u8>() = ptr3.cast_mut();
                                }
                            };
                            ptr2
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_static_blob_open<T_: GuestBlob>(
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
                    pub unsafe fn _export_static_blob_merge_cabi<T_: GuestBlob>(
                        arg0: i32,
                        arg1: i32,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = {
                                T_::merge(
                                    BlobBorrow::lift(
                                        core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                    ),
                                    Blob::from_handle(arg1 as u32),
                                )
                            };
                            (result0).take_handle() as i32
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_method_blob_read_cabi<T_: GuestBlob>(
                        arg0: *mut u8,
                        arg1: i32,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = {
                                T_::read(
                                    BlobBorrow::lift(
                                            core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                        )
                                        .get(),
                                    arg1 as u32,
                                )
                            };
                            let ptr1 = (&raw mut _RET_AREA.0).cast::<u8>();
                            let vec2 = <_ as Into<_rt::Vec<_>>>::into(result0)
                                .into_boxed_slice();
                            let ptr2 = vec2.as_ptr().cast::<u8>();
                            let len2 = vec2.len();
                            ::core::mem::forget(vec2);
                            *ptr1
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>() = len2;
                            *ptr1.add(0).cast::<*mut u8>() = ptr2.cast_mut();
                            ptr1
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_method_blob_read<T_: GuestBlob>(
                        arg0: *mut u8,
                    ) {
                        unsafe {
                            let l0 = *arg0.add(0).cast::<*mut u8>();
                            let l1 = *arg0
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>();
                            let base2 = l0;
                            let len2 = l1;
                            _rt::cabi_dealloc(base2, len2 * 1, 1);
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_method_blob_append_cabi<T_: GuestBlob>(
                        arg0: *mut u8,
                        arg1: i32,
                    ) -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = {
                                T_::append(
                                    BlobBorrow::lift(
                                            core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                        )
                                        .get(),
                                    BlobBorrow::lift(
                                        core::ptr::with_exposed_provenance(arg1 as u32 as usize),
                                    ),
                                )
                            };
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
                    pub unsafe fn __post_return_method_blob_append<T_: GuestBlob>(
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
                    pub unsafe fn _export_list_all_cabi<T_: Guest>() -> *mut u8 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = { T_::list_all() };
                            let ptr1 = (&raw mut _RET_AREA.0).cast::<u8>();
                            let vec4 = result0;
                            let len4 = vec4.len();
                            let layout4 = _rt::alloc::Layout::from_size_align(
                                    vec4.len() * (3 * ::core::mem::size_of::<*const u8>()),
                                    ::core::mem::size_of::<*const u8>(),
                                )
                                .unwrap();
                            let (result4, _cleanup4) = ::wittgen::guest::__private::rt::Cleanup::new(
                                layout4,
                            );
                            if let Some(cleanup) = _cleanup4 {
                                cleanup.forget();
                            }
                            for (i, e) in vec4.into_iter().enumerate() {
                                let base = result4
                                    .add(i * (3 * ::core::mem::size_of::<*const u8>()));
                                {
                                    let Entry { name: name2, content: content2 } = e;
                                    let vec3 = (name2.into_bytes()).into_boxed_slice();
                                    let ptr3 = vec3.as_ptr().cast::<u8>();
                                    let len3 = vec3.len();
                                    ::core::mem::forget(vec3);
                                    *base
                                        .add(::core::mem::size_of::<*const u8>())
                                        .cast::<usize>() = len3;
                                    *base.add(0).cast::<*mut u8>() = ptr3.cast_mut();
                                    *base
                                        .add(2 * ::core::mem::size_of::<*const u8>())
                                        .cast::<i32>() = (content2).take_handle() as i32;
                                }
                            }
                            *ptr1
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>() = len4;
                            *ptr1.add(0).cast::<*mut u8>() = result4;
                            ptr1
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __post_return_list_all<T_: Guest>(arg0: *mut u8) {
                        unsafe {
                            let l0 = *arg0.add(0).cast::<*mut u8>();
                            let l1 = *arg0
                                .add(::core::mem::size_of::<*const u8>())
                                .cast::<usize>();
                            let base4 = l0;
                            let len4 = l1;
                            for i in 0..len4 {
                                let base = base4
                                    .add(i * (3 * ::core::mem::size_of::<*const u8>()));
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
                                len4 * (3 * ::core::mem::size_of::<*const u8>()),
                                ::core::mem::size_of::<*const u8>(),
                            );
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_put_cabi<T_: Guest>(
                        arg0: *mut u8,
                        arg1: usize,
                        arg2: i32,
                        arg3: i32,
                    ) {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            {
                                let base4 = arg0;
                                let len4 = arg1;
                                let mut result4 = _rt::Vec::with_capacity(len4);
                                for i in 0..len4 {
                                    let base = base4
                                        .add(i * (3 * ::core::mem::size_of::<*const u8>()));
                                    let e4 = {
                                        let l0 = *base.add(0).cast::<*mut u8>();
                                        let l1 = *base
                                            .add(::core::mem::size_of::<*const u8>())
                                            .cast::<usize>();
                                        let len2 = l1;
                                        let bytes2 = _rt::Vec::from_raw_parts(
                                            l0.cast(),
                                            len2,
                                            len2,
                                        );
                                        let l3 = *base
                                            .add(2 * ::core::mem::size_of::<*const u8>())
                                            .cast::<i32>();
                                        Entry {
                                            name: _rt::string_lift(bytes2),
                                            content: Blob::from_handle(l3 as u32),
                                        }
                                    };
                                    result4.push(e4);
                                }
                                _rt::cabi_dealloc(
                                    base4,
                                    len4 * (3 * ::core::mem::size_of::<*const u8>()),
                                    ::core::mem::size_of::<*const u8>(),
                                );
                                T_::put(
                                    result4,
                                    match arg2 {
                                        0 => None,
                                        1 => {
                                            let e = Blob::from_handle(arg3 as u32);
                                            Some(e)
                                        }
                                        _ => _rt::invalid_enum_discriminant(),
                                    },
                                )
                            };
                        }
                    }
                    pub trait Guest {
                        type Blob: GuestBlob;
                        #[allow(async_fn_in_trait)]
                        fn list_all() -> _rt::Vec<Entry>;
                        #[allow(async_fn_in_trait)]
                        fn put(
                            entries: _rt::Vec<Entry>,
                            first: ::core::option::Option<Blob>,
                        ) -> ();
                    }
                    pub trait GuestBlob: ::wittgen::guest::__private::rt::Resource {
                        #[doc(hidden)]
                        unsafe fn _resource_new(val: *mut u8) -> u32
                        where
                            Self: Sized,
                        {
                            #[cfg(target_arch = "wasm32")]
                            #[link(
                                wasm_import_module = "[export]example:resources/store"
                            )]
                            unsafe extern "C" {
                                #[link_name = "[resource-new]blob"]
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
                                wasm_import_module = "[export]example:resources/store"
                            )]
                            unsafe extern "C" {
                                #[link_name = "[resource-rep]blob"]
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
                        fn new(init: _rt::Vec<u8>) -> Self;
                        #[allow(async_fn_in_trait)]
                        fn open(
                            path: _rt::String,
                        ) -> ::core::result::Result<Blob, _rt::String>;
                        #[allow(async_fn_in_trait)]
                        fn merge(left: BlobBorrow<'_>, right: Blob) -> Blob;
                        #[allow(async_fn_in_trait)]
                        fn read(&self, n: u32) -> _rt::Vec<u8>;
                        #[allow(async_fn_in_trait)]
                        fn append(
                            &self,
                            other: BlobBorrow<'_>,
                        ) -> ::core::result::Result<(), _rt::String>;
                    }
                    #[doc(hidden)]
                    macro_rules! __export_example_resources_store_cabi {
                        ($ty:ident with_types_in $($path_to_types:tt)*) => {
                            const _ : () = { #[unsafe (export_name =
                            "example:resources/store#[constructor]blob")] unsafe extern
                            "C" fn export_constructor_blob(arg0 : * mut u8, arg1 :
                            usize,) -> i32 { unsafe { $($path_to_types)*::
                            _export_constructor_blob_cabi::<<$ty as $($path_to_types)*::
                            Guest >::Blob > (arg0, arg1) } } #[unsafe (export_name =
                            "example:resources/store#[static]blob.open")] unsafe extern
                            "C" fn export_static_blob_open(arg0 : * mut u8, arg1 :
                            usize,) -> * mut u8 { unsafe { $($path_to_types)*::
                            _export_static_blob_open_cabi::<<$ty as $($path_to_types)*::
                            Guest >::Blob > (arg0, arg1) } } #[unsafe (export_name =
                            "cabi_post_example:resources/store#[static]blob.open")]
                            unsafe extern "C" fn _post_return_static_blob_open(arg0 : *
                            mut u8,) { unsafe { $($path_to_types)*::
                            __post_return_static_blob_open::<<$ty as $($path_to_types)*::
                            Guest >::Blob > (arg0) } } #[unsafe (export_name =
                            "example:resources/store#[static]blob.merge")] unsafe extern
                            "C" fn export_static_blob_merge(arg0 : i32, arg1 : i32,) ->
                            i32 { unsafe { $($path_to_types)*::
                            _export_static_blob_merge_cabi::<<$ty as $($path_to_types)*::
                            Guest >::Blob > (arg0, arg1) } } #[unsafe (export_name =
                            "example:resources/store#[method]blob.read")] unsafe extern
                            "C" fn export_method_blob_read(arg0 : * mut u8, arg1 : i32,)
                            -> * mut u8 { unsafe { $($path_to_types)*::
                            _export_method_blob_read_cabi::<<$ty as $($path_to_types)*::
                            Guest >::Blob > (arg0, arg1) } } #[unsafe (export_name =
                            "cabi_post_example:resources/store#[method]blob.read")]
                            unsafe extern "C" fn _post_return_method_blob_read(arg0 : *
                            mut u8,) { unsafe { $($path_to_types)*::
                            __post_return_method_blob_read::<<$ty as $($path_to_types)*::
                            Guest >::Blob > (arg0) } } #[unsafe (export_name =
                            "example:resources/store#[method]blob.append")] unsafe extern
                            "C" fn export_method_blob_append(arg0 : * mut u8, arg1 :
                            i32,) -> * mut u8 { unsafe { $($path_to_types)*::
                            _export_method_blob_append_cabi::<<$ty as
                            $($path_to_types)*:: Guest >::Blob > (arg0, arg1) } }
                            #[unsafe (export_name =
                            "cabi_post_example:resources/store#[method]blob.append")]
                            unsafe extern "C" fn _post_return_method_blob_append(arg0 : *
                            mut u8,) { unsafe { $($path_to_types)*::
                            __post_return_method_blob_append::<<$ty as
                            $($path_to_types)*:: Guest >::Blob > (arg0) } } #[unsafe
                            (export_name = "example:resources/store#list-all")] unsafe
                            extern "C" fn export_list_all() -> * mut u8 { unsafe {
                            $($path_to_types)*:: _export_list_all_cabi::<$ty > () } }
                            #[unsafe (export_name =
                            "cabi_post_example:resources/store#list-all")] unsafe extern
                            "C" fn _post_return_list_all(arg0 : * mut u8,) { unsafe {
                            $($path_to_types)*:: __post_return_list_all::<$ty > (arg0) }
                            } #[unsafe (export_name = "example:resources/store#put")]
                            unsafe extern "C" fn export_put(arg0 : * mut u8, arg1 :
                            usize, arg2 : i32, arg3 : i32,) { unsafe {
                            $($path_to_types)*:: _export_put_cabi::<$ty > (arg0, arg1,
                            arg2, arg3) } } const _ : () = { #[doc(hidden)] #[unsafe
                            (export_name = "example:resources/store#[dtor]blob")]
                            #[allow(non_snake_case)] unsafe extern "C" fn dtor(rep : *
                            mut u8) { unsafe { $($path_to_types)*:: Blob::dtor::< <$ty as
                            $($path_to_types)*:: Guest >::Blob > (rep) } } }; };
                        };
                    }
                    #[doc(hidden)]
                    pub(crate) use __export_example_resources_store_cabi;
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
                #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
                pub mod user {
                    #[used]
                    #[doc(hidden)]
                    static __FORCE_SECTION_REF: fn() = super::super::super::super::__link_custom_section_describing_imports;
                    use super::super::super::super::_rt;
                    pub type Data = super::super::super::super::exports::example::resources::store::Blob;
                    pub type DataBorrow<'a> = super::super::super::super::exports::example::resources::store::BlobBorrow<
                        'a,
                    >;
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_size_cabi<T_: Guest>(arg0: i32) -> i64 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result0 = {
                                T_::size(
                                    super::super::super::super::exports::example::resources::store::BlobBorrow::lift(
                                        core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                    ),
                                )
                            };
                            _rt::as_i64(result0)
                        }
                    }
                    pub trait Guest {
                        #[allow(async_fn_in_trait)]
                        fn size(of: DataBorrow<'_>) -> u64;
                    }
                    #[doc(hidden)]
                    macro_rules! __export_example_resources_user_cabi {
                        ($ty:ident with_types_in $($path_to_types:tt)*) => {
                            const _ : () = { #[unsafe (export_name =
                            "example:resources/user#size")] unsafe extern "C" fn
                            export_size(arg0 : i32,) -> i64 { unsafe {
                            $($path_to_types)*:: _export_size_cabi::<$ty > (arg0) } } };
                        };
                    }
                    #[doc(hidden)]
                    pub(crate) use __export_example_resources_user_cabi;
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
        pub unsafe fn cabi_dealloc(ptr: *mut u8, size: usize, align: usize) {
            if size == 0 {
                return;
            }
            unsafe {
                let layout = alloc::Layout::from_size_align_unchecked(size, align);
                alloc::dealloc(ptr, layout);
            }
        }
        pub use alloc_crate::alloc;
        pub unsafe fn invalid_enum_discriminant<T>() -> T {
            if cfg!(debug_assertions) {
                panic!("invalid enum discriminant")
            } else {
                unsafe { core::hint::unreachable_unchecked() }
            }
        }
        pub use alloc_crate::boxed::Box;
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
    macro_rules! __export_resources_impl {
        ($ty:ident) => {
            self::export!($ty with_types_in self);
        };
        ($ty:ident with_types_in $($path_to_types_root:tt)*) => {
            $($path_to_types_root)*::
            exports::example::resources::store::__export_example_resources_store_cabi!($ty
            with_types_in $($path_to_types_root)*:: exports::example::resources::store);
            $($path_to_types_root)*::
            exports::example::resources::user::__export_example_resources_user_cabi!($ty
            with_types_in $($path_to_types_root)*:: exports::example::resources::user);
        };
    }
    #[doc(inline)]
    pub(crate) use __export_resources_impl as export;
    #[cfg(target_arch = "wasm32")]
    #[unsafe(
        link_section = "component-type:wit-bindgen:0.63.0:example:resources:resources:encoded world"
    )]
    #[doc(hidden)]
    #[allow(clippy::octal_escapes)]
    pub static __WIT_BINDGEN_COMPONENT_TYPE: [u8; 568] = *b"\
\0asm\x0d\0\x01\0\0\x19\x16wit-component-encoding\x04\0\x07\xb8\x03\x01A\x02\x01\
A\x05\x01B\x18\x04\0\x04blob\x03\x01\x01i\0\x01r\x02\x04names\x07content\x01\x04\
\0\x05entry\x03\0\x02\x01p}\x01@\x01\x04init\x04\0\x01\x04\0\x11[constructor]blo\
b\x01\x05\x01j\x01\x01\x01s\x01@\x01\x04paths\0\x06\x04\0\x11[static]blob.open\x01\
\x07\x01h\0\x01@\x02\x04left\x08\x05right\x01\0\x01\x04\0\x12[static]blob.merge\x01\
\x09\x01@\x02\x04self\x08\x01ny\0\x04\x04\0\x11[method]blob.read\x01\x0a\x01j\0\x01\
s\x01@\x02\x04self\x08\x05other\x08\0\x0b\x04\0\x13[method]blob.append\x01\x0c\x01\
p\x03\x01@\0\0\x0d\x04\0\x08list-all\x01\x0e\x01k\x01\x01@\x02\x07entries\x0d\x05\
first\x0f\x01\0\x04\0\x03put\x01\x10\x04\0\x17example:resources/store\x05\0\x02\x03\
\0\0\x04blob\x01B\x05\x02\x03\x02\x01\x01\x04\0\x04data\x03\0\0\x01h\x01\x01@\x01\
\x02of\x02\0w\x04\0\x04size\x01\x03\x04\0\x16example:resources/user\x05\x02\x04\0\
\x1bexample:resources/resources\x04\0\x0b\x0f\x01\0\x09resources\x03\0\0\0G\x09p\
roducers\x01\x0cprocessed-by\x02\x0dwit-component\x070.262.0\x10wit-bindgen-rust\
\x060.63.0";
    #[inline(never)]
    #[doc(hidden)]
    pub fn __link_custom_section_describing_imports() {
        ::wittgen::guest::__private::rt::maybe_link_cabi_realloc();
    }
}
/// The interface `example:resources/store`.
#[allow(unused_imports)]
pub mod store {
    pub use super::__abi::exports::example::resources::store::*;
}
/// The interface `example:resources/user`.
#[allow(unused_imports)]
pub mod user {
    pub use super::__abi::exports::example::resources::user::*;
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __wittgen_export_resources {
    ($component:ident) => {
        self::__abi::export!($component with_types_in self::__abi);
    };
    ($component:ident in $($path:ident)::+) => {
        $($path)::+ ::__abi::export!($component with_types_in $($path)::+ ::__abi);
    };
}
#[allow(unused_imports)]
pub(crate) use __wittgen_export_resources as export;
