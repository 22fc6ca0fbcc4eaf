#[doc(hidden)]
#[allow(warnings, clippy::all)]
pub mod __abi {
    #[allow(dead_code, clippy::all)]
    pub mod example {
        pub mod waiting {
            #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
            pub mod source {
                #[used]
                #[doc(hidden)]
                static __FORCE_SECTION_REF: fn() = super::super::super::__link_custom_section_describing_imports;
                use super::super::super::_rt;
                #[derive(Debug)]
                #[repr(transparent)]
                pub struct Door {
                    handle: _rt::Resource<Door>,
                }
                impl Door {
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
                unsafe impl _rt::WasmResource for Door {
                    #[inline]
                    unsafe fn drop(_handle: u32) {
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:waiting/source")]
                        unsafe extern "C" {
                            #[link_name = "[resource-drop]door"]
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
                impl Door {
                    #[allow(unused_unsafe, clippy::all)]
                    #[allow(async_fn_in_trait)]
                    pub fn new(name: &str) -> Self {
                        unsafe {
                            let vec0 = name;
                            let ptr0 = vec0.as_ptr().cast::<u8>();
                            let len0 = vec0.len();
                            #[cfg(target_arch = "wasm32")]
                            #[link(wasm_import_module = "example:waiting/source")]
                            unsafe extern "C" {
                                #[link_name = "[constructor]door"]
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
                            Door::from_handle(ret as u32)
                        }
                    }
                }
                impl Door {
                    #[allow(unused_unsafe, clippy::all)]
                    #[allow(async_fn_in_trait)]
                    pub async fn wait(&self) -> u32 {
                        unsafe {
                            #[derive(Copy, Clone)]
                            struct ParamsLower(i32);
                            unsafe impl Send for ParamsLower {}
                            use ::wittgen::guest::__private::rt::async_support::Subtask as _Subtask;
                            struct _MySubtask<'a> {
                                _unused: core::marker::PhantomData<&'a ()>,
                            }
                            #[allow(unused_parens)]
                            unsafe impl<'a> _Subtask for _MySubtask<'a> {
                                type Params = (&'a Door,);
                                type Results = u32;
                                type ParamsLower = ParamsLower;
                                fn abi_layout(&mut self) -> ::core::alloc::Layout {
                                    unsafe {
                                        ::core::alloc::Layout::from_size_align_unchecked(4, 4)
                                    }
                                }
                                fn results_offset(&mut self) -> usize {
                                    0
                                }
                                unsafe fn call_import(
                                    &mut self,
                                    _params: Self::ParamsLower,
                                    _results: *mut u8,
                                ) -> u32 {
                                    #[cfg(target_arch = "wasm32")]
                                    #[link(wasm_import_module = "example:waiting/source")]
                                    unsafe extern "C" {
                                        #[link_name = "[async-lower][method]door.wait"]
                                        fn call(_: i32, _: *mut u8) -> i32;
                                    }
                                    #[cfg(not(target_arch = "wasm32"))]
                                    unsafe extern "C" fn call(_: i32, _: *mut u8) -> i32 {
                                        unreachable!()
                                    }
                                    unsafe { call(_params.0, _results) as u32 }
                                }
                                unsafe fn params_dealloc_lists(
                                    &mut self,
                                    _params: Self::ParamsLower,
                                ) {
                                    unsafe {}
                                }
                                unsafe fn params_dealloc_lists_and_own(
                                    &mut self,
                                    _params: Self::ParamsLower,
                                ) {
                                    unsafe {}
                                }
                                unsafe fn params_lower(
                                    &mut self,
                                    (_lower0,): Self::Params,
                                    _ptr: *mut u8,
                                ) -> Self::ParamsLower {
                                    unsafe { ParamsLower((_lower0).handle() as i32) }
                                }
                                unsafe fn results_lift(
                                    &mut self,
                                    _ptr: *mut u8,
                                ) -> Self::Results {
                                    unsafe {
                                        let l0 = *_ptr.add(0).cast::<i32>();
                                        l0 as u32
                                    }
                                }
                            }
                            _MySubtask {
                                _unused: core::marker::PhantomData,
                            }
                                .call((self,))
                                .await
                        }
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub async fn fetch(
                    key: _rt::String,
                ) -> ::core::result::Result<_rt::String, _rt::String> {
                    unsafe {
                        #[derive(Copy, Clone)]
                        struct ParamsLower(*mut u8, usize);
                        unsafe impl Send for ParamsLower {}
                        use ::wittgen::guest::__private::rt::async_support::Subtask as _Subtask;
                        struct _MySubtask<'a> {
                            _unused: core::marker::PhantomData<&'a ()>,
                        }
                        #[allow(unused_parens)]
                        unsafe impl<'a> _Subtask for _MySubtask<'a> {
                            type Params = (_rt::String,);
                            type Results = ::core::result::Result<
                                _rt::String,
                                _rt::String,
                            >;
                            type ParamsLower = ParamsLower;
                            fn abi_layout(&mut self) -> ::core::alloc::Layout {
                                unsafe {
                                    ::core::alloc::Layout::from_size_align_unchecked(
                                        (3 * ::core::mem::size_of::<*const u8>()),
                                        ::core::mem::size_of::<*const u8>(),
                                    )
                                }
                            }
                            fn results_offset(&mut self) -> usize {
                                0
                            }
                            unsafe fn call_import(
                                &mut self,
                                _params: Self::ParamsLower,
                                _results: *mut u8,
                            ) -> u32 {
                                #[cfg(target_arch = "wasm32")]
                                #[link(wasm_import_module = "example:waiting/source")]
                                unsafe extern "C" {
                                    #[link_name = "[async-lower]fetch"]
                                    fn call(_: *mut u8, _: usize, _: *mut u8) -> i32;
                                }
                                #[cfg(not(target_arch = "wasm32"))]
                                unsafe extern "C" fn call(
                                    _: *mut u8,
                                    _: usize,
                                    _: *mut u8,
                                ) -> i32 {
                                    unreachable!()
                                }
                                unsafe { call(_params.0, _params.1, _results) as u32 }
                            }
                            unsafe fn params_dealloc_lists(
                                &mut self,
                                _params: Self::ParamsLower,
                            ) {
                                unsafe {
                                    _rt::cabi_dealloc(_params.0, _params.1, 1);
                                }
                            }
                            unsafe fn params_dealloc_lists_and_own(
                                &mut self,
                                _params: Self::ParamsLower,
                            ) {
                                unsafe {
                                    _rt::cabi_dealloc(_params.0, _params.1, 1);
                                }
                            }
                            unsafe fn params_lower(
                                &mut self,
                                (_lower0,): Self::Params,
                                _ptr: *mut u8,
                            ) -> Self::ParamsLower {
                                unsafe {
                                    let vec0 = (_lower0.into_bytes()).into_boxed_slice();
                                    let ptr0 = vec0.as_ptr().cast::<u8>();
                                    let len0 = vec0.len();
                                    ::core::mem::forget(vec0);
                                    ParamsLower(ptr0.cast_mut(), len0)
                                }
                            }
                            unsafe fn results_lift(
                                &mut self,
                                _ptr: *mut u8,
                            ) -> Self::Results {
                                unsafe {
                                    let l0 = i32::from(*_ptr.add(0).cast::<u8>());
                                    match l0 {
                                        0 => {
                                            let e = {
                                                let l1 = *_ptr
                                                    .add(::core::mem::size_of::<*const u8>())
                                                    .cast::<*mut u8>();
                                                let l2 = *_ptr
                                                    .add(2 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<usize>();
                                                let len3 = l2;
                                                let bytes3 = _rt::Vec::from_raw_parts(
                                                    l1.cast(),
                                                    len3,
                                                    len3,
                                                );
                                                _rt::string_lift(bytes3)
                                            };
                                            Ok(e)
                                        }
                                        1 => {
                                            let e = {
                                                let l4 = *_ptr
                                                    .add(::core::mem::size_of::<*const u8>())
                                                    .cast::<*mut u8>();
                                                let l5 = *_ptr
                                                    .add(2 * ::core::mem::size_of::<*const u8>())
                                                    .cast::<usize>();
                                                let len6 = l5;
                                                let bytes6 = _rt::Vec::from_raw_parts(
                                                    l4.cast(),
                                                    len6,
                                                    len6,
                                                );
                                                _rt::string_lift(bytes6)
                                            };
                                            Err(e)
                                        }
                                        _ => _rt::invalid_enum_discriminant(),
                                    }
                                }
                            }
                        }
                        _MySubtask {
                            _unused: core::marker::PhantomData,
                        }
                            .call((key,))
                            .await
                    }
                }
                #[allow(unused_unsafe, clippy::all)]
                #[allow(async_fn_in_trait)]
                pub fn items(
                    of: &Door,
                ) -> ::wittgen::guest::__private::rt::async_support::StreamReader<u8> {
                    unsafe {
                        #[cfg(target_arch = "wasm32")]
                        #[link(wasm_import_module = "example:waiting/source")]
                        unsafe extern "C" {
                            #[link_name = "items"]
                            fn wit_import0(_: i32) -> i32;
                        }
                        #[cfg(not(target_arch = "wasm32"))]
                        unsafe extern "C" fn wit_import0(_: i32) -> i32 {
                            unreachable!()
                        }
                        let ret = wit_import0((of).handle() as i32);
                        ::wittgen::guest::__private::rt::async_support::StreamReader::new(
                            ret as u32,
                            &<u8 as super::super::super::wit_stream::StreamPayload>::VTABLE,
                        )
                    }
                }
            }
        }
    }
    #[allow(dead_code, clippy::all)]
    pub mod exports {
        pub mod example {
            pub mod waiting {
                #[allow(dead_code, async_fn_in_trait, unused_imports, clippy::all)]
                pub mod feed {
                    #[used]
                    #[doc(hidden)]
                    static __FORCE_SECTION_REF: fn() = super::super::super::super::__link_custom_section_describing_imports;
                    use super::super::super::super::_rt;
                    pub type Door = super::super::super::super::example::waiting::source::Door;
                    pub struct Part {
                        pub name: _rt::String,
                        pub text: ::wittgen::guest::__private::rt::async_support::StreamReader<
                            _rt::String,
                        >,
                        pub end: ::wittgen::guest::__private::rt::async_support::FutureReader<
                            ::core::result::Result<
                                (),
                                ::wittgen::guest::__private::rt::async_support::ErrorContext,
                            >,
                        >,
                    }
                    impl ::core::fmt::Debug for Part {
                        fn fmt(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.debug_struct("Part")
                                .field("name", &self.name)
                                .field("text", &self.text)
                                .field("end", &self.end)
                                .finish()
                        }
                    }
                    #[derive(Debug)]
                    #[repr(transparent)]
                    pub struct Total {
                        handle: _rt::Resource<Total>,
                    }
                    impl Total {
                        /// Creates a new resource from the specified representation.
                        ///
                        /// This function will create a new resource handle by moving `val` onto
                        /// the heap and then passing that heap pointer to the component model to
                        /// create a handle. The owned handle is then returned as `Total`.
                        pub fn new<T: GuestTotal>(val: T) -> Self {
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
                        pub fn get<T: GuestTotal>(&self) -> &T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_ref(ptr)
                            }
                        }
                        /// Gets mutable access to the underlying `T` which represents this
                        /// resource.
                        pub fn get_mut<T: GuestTotal>(&mut self) -> &mut T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_mut(ptr)
                            }
                        }
                        /// Consumes this resource and returns the underlying `T`.
                        pub fn into_inner<T: GuestTotal>(self) -> T {
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
                        pub unsafe fn dtor<T: GuestTotal>(handle: *mut u8) {
                            Self::type_guard::<T>();
                            unsafe {
                                let _rep = T::resource_from_raw_(handle.cast());
                            }
                        }
                        fn as_ptr<T: GuestTotal>(&self) -> *mut T::Rep {
                            Total::type_guard::<T>();
                            T::_resource_rep(self.handle()).cast()
                        }
                    }
                    /// A borrowed version of [`Total`] which represents a borrowed value
                    /// with the lifetime `'a`.
                    #[derive(Debug)]
                    #[repr(transparent)]
                    pub struct TotalBorrow<'a> {
                        rep: *const u8,
                        _marker: core::marker::PhantomData<&'a Total>,
                    }
                    impl<'a> TotalBorrow<'a> {
                        #[doc(hidden)]
                        pub unsafe fn lift(rep: *const u8) -> Self {
                            Self {
                                rep,
                                _marker: core::marker::PhantomData,
                            }
                        }
                        /// Gets access to the underlying `T` in this resource.
                        pub fn get<T: GuestTotal>(&self) -> &'a T {
                            let ptr = self.as_ptr::<T>();
                            unsafe {
                                <T::Rep as ::wittgen::guest::__private::rt::ResourceRep<
                                    T,
                                >>::rep_as_ref(ptr)
                            }
                        }
                        fn as_ptr<T: GuestTotal>(&self) -> *const T::Rep {
                            Total::type_guard::<T>();
                            self.rep.cast()
                        }
                    }
                    unsafe impl _rt::WasmResource for Total {
                        #[inline]
                        unsafe fn drop(_handle: u32) {
                            #[cfg(target_arch = "wasm32")]
                            #[link(wasm_import_module = "[export]example:waiting/feed")]
                            unsafe extern "C" {
                                #[link_name = "[resource-drop]total"]
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
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_parts_cabi<T_: Guest>(
                        arg0: *mut u8,
                        arg1: usize,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            ::wittgen::guest::__private::rt::async_support::start_task(async move {
                                let _task_cancel = ::wittgen::guest::__private::rt::async_support::TaskCancelOnDrop::new();
                                let result2 = &{
                                    let base1 = arg0;
                                    let len1 = arg1;
                                    let mut result1 = _rt::Vec::with_capacity(len1);
                                    for i in 0..len1 {
                                        let base = base1.add(i * 4);
                                        let e1 = {
                                            let l0 = *base.add(0).cast::<i32>();
                                            super::super::super::super::example::waiting::source::Door::from_handle(
                                                l0 as u32,
                                            )
                                        };
                                        result1.push(e1);
                                    }
                                    _rt::cabi_dealloc(base1, len1 * 4, 4);
                                    T_::parts(result1).await
                                };
                                let vec5 = result2;
                                let len5 = vec5.len();
                                let layout5 = _rt::alloc::Layout::from_size_align(
                                        vec5.len() * (8 + 2 * ::core::mem::size_of::<*const u8>()),
                                        ::core::mem::size_of::<*const u8>(),
                                    )
                                    .unwrap();
                                let (result5, _cleanup5) = ::wittgen::guest::__private::rt::Cleanup::new(
                                    layout5,
                                );
                                for (i, e) in vec5.into_iter().enumerate() {
                                    let base = result5
                                        .add(i * (8 + 2 * ::core::mem::size_of::<*const u8>()));
                                    {
                                        let Part { name: name3, text: text3, end: end3 } = e;
                                        let vec4 = name3;
                                        let ptr4 = vec4.as_ptr().cast::<u8>();
                                        let len4 = vec4.len();
                                        *base
                                            .add(::core::mem::size_of::<*const u8>())
                                            .cast::<usize>() = len4;
                                        *base.add(0).cast::<*mut u8>() = ptr4.cast_mut();
                                        *base
                                            .add(2 * ::core::mem::size_of::<*const u8>())
                                            .cast::<i32>() = (text3).take_handle() as i32;
                                        *base
                                            .add(4 + 2 * ::core::mem::size_of::<*const u8>())
                                            .cast::<i32>() = (end3).take_handle() as i32;
                                    }
                                }
                                #[cfg(target_arch = "wasm32")]
                                #[link(wasm_import_module = "[export]example:waiting/feed")]
                                unsafe extern "C" {
                                    #[link_name = "[task-return]parts"]
                                    fn wit_import6(_: *mut u8, _: usize);
                                }
                                #[cfg(not(target_arch = "wasm32"))]
                                unsafe extern "C" fn wit_import6(_: *mut u8, _: usize) {
                                    unreachable!()
                                }
                                _task_cancel.forget();
                                wit_import6(result5, len5);
                            })
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __callback_parts(
                        event0: u32,
                        event1: u32,
                        event2: u32,
                    ) -> u32 {
                        unsafe {
                            ::wittgen::guest::__private::rt::async_support::callback(
                                event0,
                                event1,
                                event2,
                            )
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_enter_cabi<T_: Guest>(
                        arg0: i32,
                        arg1: i32,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            let result1 = {
                                let handle0;
                                T_::enter(
                                    {
                                        handle0 = super::super::super::super::example::waiting::source::Door::from_handle(
                                            arg0 as u32,
                                        );
                                        &handle0
                                    },
                                    ::wittgen::guest::__private::rt::async_support::StreamReader::new(
                                        arg1 as u32,
                                        &<() as super::super::super::super::wit_stream::StreamPayload>::VTABLE,
                                    ),
                                )
                            };
                            (result1).take_handle() as i32
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case, unused_unsafe)]
                    pub unsafe fn _export_method_total_add_cabi<T_: GuestTotal>(
                        arg0: *mut u8,
                        arg1: i32,
                    ) -> i32 {
                        unsafe {
                            #[cfg(target_arch = "wasm32")] _rt::run_ctors_once();
                            ::wittgen::guest::__private::rt::async_support::start_task(async move {
                                let _task_cancel = ::wittgen::guest::__private::rt::async_support::TaskCancelOnDrop::new();
                                let result0 = &{
                                    T_::add(
                                            TotalBorrow::lift(
                                                    core::ptr::with_exposed_provenance(arg0 as u32 as usize),
                                                )
                                                .get(),
                                            ::wittgen::guest::__private::rt::async_support::StreamReader::new(
                                                arg1 as u32,
                                                &<u32 as super::super::super::super::wit_stream::StreamPayload>::VTABLE,
                                            ),
                                        )
                                        .await
                                };
                                #[cfg(target_arch = "wasm32")]
                                #[link(wasm_import_module = "[export]example:waiting/feed")]
                                unsafe extern "C" {
                                    #[link_name = "[task-return][method]total.add"]
                                    fn wit_import1(_: i64);
                                }
                                #[cfg(not(target_arch = "wasm32"))]
                                unsafe extern "C" fn wit_import1(_: i64) {
                                    unreachable!()
                                }
                                _task_cancel.forget();
                                wit_import1(_rt::as_i64(result0));
                            })
                        }
                    }
                    #[doc(hidden)]
                    #[allow(non_snake_case)]
                    pub unsafe fn __callback_method_total_add(
                        event0: u32,
                        event1: u32,
                        event2: u32,
                    ) -> u32 {
                        unsafe {
                            ::wittgen::guest::__private::rt::async_support::callback(
                                event0,
                                event1,
                                event2,
                            )
                        }
                    }
                    pub trait Guest {
                        type Total: GuestTotal;
                        #[allow(async_fn_in_trait)]
                        async fn parts(of: _rt::Vec<Door>) -> _rt::Vec<Part>;
                        #[allow(async_fn_in_trait)]
                        fn enter(
                            door: &Door,
                            tick: ::wittgen::guest::__private::rt::async_support::StreamReader<
                                (),
                            >,
                        ) -> ::wittgen::guest::__private::rt::async_support::FutureReader<
                            u32,
                        >;
                    }
                    pub trait GuestTotal: ::wittgen::guest::__private::rt::Resource {
                        #[doc(hidden)]
                        unsafe fn _resource_new(val: *mut u8) -> u32
                        where
                            Self: Sized,
                        {
                            #[cfg(target_arch = "wasm32")]
                            #[link(wasm_import_module = "[export]example:waiting/feed")]
                            unsafe extern "C" {
                                #[link_name = "[resource-new]total"]
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
                            #[link(wasm_import_module = "[export]example:waiting/feed")]
                            unsafe extern "C" {
                                #[link_name = "[resource-rep]total"]
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
                        async fn add(
                            &self,
                            numbers: ::wittgen::guest::__private::rt::async_support::StreamReader<
                                u32,
                            >,
                        ) -> u64;
                    }
                    #[doc(hidden)]
                    macro_rules! __export_example_waiting_feed_cabi {
                        ($ty:ident with_types_in $($path_to_types:tt)*) => {
                            const _ : () = { #[unsafe (export_name =
                            "[async-lift]example:waiting/feed#parts")] unsafe extern "C"
                            fn export_parts(arg0 : * mut u8, arg1 : usize,) -> i32 {
                            unsafe { $($path_to_types)*:: _export_parts_cabi::<$ty >
                            (arg0, arg1) } } #[unsafe (export_name =
                            "[callback][async-lift]example:waiting/feed#parts")] unsafe
                            extern "C" fn _callback_parts(event0 : u32, event1 : u32,
                            event2 : u32) -> u32 { unsafe { $($path_to_types)*::
                            __callback_parts(event0, event1, event2) } } #[unsafe
                            (export_name = "example:waiting/feed#enter")] unsafe extern
                            "C" fn export_enter(arg0 : i32, arg1 : i32,) -> i32 { unsafe
                            { $($path_to_types)*:: _export_enter_cabi::<$ty > (arg0,
                            arg1) } } #[unsafe (export_name =
                            "[async-lift]example:waiting/feed#[method]total.add")] unsafe
                            extern "C" fn export_method_total_add(arg0 : * mut u8, arg1 :
                            i32,) -> i32 { unsafe { $($path_to_types)*::
                            _export_method_total_add_cabi::<<$ty as $($path_to_types)*::
                            Guest >::Total > (arg0, arg1) } } #[unsafe (export_name =
                            "[callback][async-lift]example:waiting/feed#[method]total.add")]
                            unsafe extern "C" fn _callback_method_total_add(event0 : u32,
                            event1 : u32, event2 : u32) -> u32 { unsafe {
                            $($path_to_types)*:: __callback_method_total_add(event0,
                            event1, event2) } } const _ : () = { #[doc(hidden)] #[unsafe
                            (export_name = "example:waiting/feed#[dtor]total")]
                            #[allow(non_snake_case)] unsafe extern "C" fn dtor(rep : *
                            mut u8) { unsafe { $($path_to_types)*:: Total::dtor::< <$ty
                            as $($path_to_types)*:: Guest >::Total > (rep) } } }; };
                        };
                    }
                    #[doc(hidden)]
                    pub(crate) use __export_example_waiting_feed_cabi;
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
        pub unsafe fn cabi_dealloc(ptr: *mut u8, size: usize, align: usize) {
            if size == 0 {
                return;
            }
            unsafe {
                let layout = alloc::Layout::from_size_align_unchecked(size, align);
                alloc::dealloc(ptr, layout);
            }
        }
        pub use alloc_crate::vec::Vec;
        pub unsafe fn string_lift(bytes: Vec<u8>) -> String {
            if cfg!(debug_assertions) {
                String::from_utf8(bytes).unwrap()
            } else {
                unsafe { String::from_utf8_unchecked(bytes) }
            }
        }
        pub unsafe fn invalid_enum_discriminant<T>() -> T {
            if cfg!(debug_assertions) {
                panic!("invalid enum discriminant")
            } else {
                unsafe { core::hint::unreachable_unchecked() }
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
        #[cfg(target_arch = "wasm32")]
        pub fn run_ctors_once() {
            ::wittgen::guest::__private::rt::run_ctors_once();
        }
        pub use alloc_crate::alloc;
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
        pub use alloc_crate::boxed::Box;
        extern crate alloc as alloc_crate;
    }
    pub mod wit_future {
        #![allow(dead_code, unused_variables, clippy::all)]
        #[doc(hidden)]
        pub trait FuturePayload: Unpin + Sized + 'static {
            const VTABLE: &'static ::wittgen::guest::__private::rt::async_support::FutureVtable<
                Self,
            >;
        }
        #[doc(hidden)]
        #[allow(unused_unsafe)]
        pub mod vtable0 {
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_write(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_read(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_writable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_readable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn new() -> u64 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_read(_: u32, _: *mut u8) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_write(_: u32, _: *const u8) -> u32 {
                unreachable!()
            }
            #[cfg(target_arch = "wasm32")]
            mod imports {
                #[link(wasm_import_module = "[export]example:waiting/feed")]
                unsafe extern "C" {
                    #[link_name = "[future-new-1]parts"]
                    pub(super) fn new() -> u64;
                    #[link_name = "[future-cancel-write-1]parts"]
                    pub(super) fn cancel_write(_: u32) -> u32;
                    #[link_name = "[future-cancel-read-1]parts"]
                    pub(super) fn cancel_read(_: u32) -> u32;
                    #[link_name = "[future-drop-writable-1]parts"]
                    pub(super) fn drop_writable(_: u32);
                    #[link_name = "[future-drop-readable-1]parts"]
                    pub(super) fn drop_readable(_: u32);
                    #[link_name = "[async-lower][future-read-1]parts"]
                    pub(super) fn start_read(_: u32, _: *mut u8) -> u32;
                    #[link_name = "[async-lower][future-write-1]parts"]
                    pub(super) fn start_write(_: u32, _: *const u8) -> u32;
                }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn new() -> u64 {
                unsafe { imports::new() }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_write(handle: u32) -> u32 {
                unsafe { imports::cancel_write(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_read(handle: u32) -> u32 {
                unsafe { imports::cancel_read(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_writable(handle: u32) {
                unsafe { imports::drop_writable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_readable(handle: u32) {
                unsafe { imports::drop_readable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_read(handle: u32, ptr: *mut u8) -> u32 {
                unsafe { imports::start_read(handle, ptr) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_write(handle: u32, ptr: *const u8) -> u32 {
                unsafe { imports::start_write(handle, ptr) }
            }
            unsafe fn lift(
                ptr: *mut u8,
            ) -> ::core::result::Result<
                (),
                ::wittgen::guest::__private::rt::async_support::ErrorContext,
            > {
                unsafe {
                    let l0 = i32::from(*ptr.add(0).cast::<u8>());
                    match l0 {
                        0 => {
                            let e = ();
                            Ok(e)
                        }
                        1 => {
                            let e = {
                                let l1 = *ptr.add(4).cast::<i32>();
                                ::wittgen::guest::__private::rt::async_support::ErrorContext::from_handle(
                                    l1 as u32,
                                )
                            };
                            Err(e)
                        }
                        _ => super::super::_rt::invalid_enum_discriminant(),
                    }
                }
            }
            unsafe fn lower(
                value: ::core::result::Result<
                    (),
                    ::wittgen::guest::__private::rt::async_support::ErrorContext,
                >,
                ptr: *mut u8,
            ) {
                unsafe {
                    match value {
                        Ok(_) => {
                            *ptr.add(0).cast::<u8>() = (0i32) as u8;
                        }
                        Err(e) => {
                            *ptr.add(0).cast::<u8>() = (1i32) as u8;
                            *ptr.add(4).cast::<i32>() = (e).handle() as i32;
                        }
                    };
                }
            }
            unsafe fn dealloc_lists(ptr: *mut u8) {
                unsafe {
                    let l0 = i32::from(*ptr.add(0).cast::<u8>());
                    match l0 {
                        0 => {}
                        _ => {}
                    }
                }
            }
            pub static VTABLE: ::wittgen::guest::__private::rt::async_support::FutureVtable<
                ::core::result::Result<
                    (),
                    ::wittgen::guest::__private::rt::async_support::ErrorContext,
                >,
            > = ::wittgen::guest::__private::rt::async_support::FutureVtable::<
                ::core::result::Result<
                    (),
                    ::wittgen::guest::__private::rt::async_support::ErrorContext,
                >,
            > {
                cancel_write,
                cancel_read,
                drop_writable,
                drop_readable,
                dealloc_lists,
                layout: unsafe {
                    ::core::alloc::Layout::from_size_align_unchecked(8, 4)
                },
                lift,
                lower,
                new,
                start_read,
                start_write,
            };
            impl super::FuturePayload
            for ::core::result::Result<
                (),
                ::wittgen::guest::__private::rt::async_support::ErrorContext,
            > {
                const VTABLE: &'static ::wittgen::guest::__private::rt::async_support::FutureVtable<
                    Self,
                > = &VTABLE;
            }
        }
        #[doc(hidden)]
        #[allow(unused_unsafe)]
        pub mod vtable1 {
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_write(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_read(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_writable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_readable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn new() -> u64 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_read(_: u32, _: *mut u8) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_write(_: u32, _: *const u8) -> u32 {
                unreachable!()
            }
            #[cfg(target_arch = "wasm32")]
            mod imports {
                #[link(wasm_import_module = "[export]example:waiting/feed")]
                unsafe extern "C" {
                    #[link_name = "[future-new-1]enter"]
                    pub(super) fn new() -> u64;
                    #[link_name = "[future-cancel-write-1]enter"]
                    pub(super) fn cancel_write(_: u32) -> u32;
                    #[link_name = "[future-cancel-read-1]enter"]
                    pub(super) fn cancel_read(_: u32) -> u32;
                    #[link_name = "[future-drop-writable-1]enter"]
                    pub(super) fn drop_writable(_: u32);
                    #[link_name = "[future-drop-readable-1]enter"]
                    pub(super) fn drop_readable(_: u32);
                    #[link_name = "[async-lower][future-read-1]enter"]
                    pub(super) fn start_read(_: u32, _: *mut u8) -> u32;
                    #[link_name = "[async-lower][future-write-1]enter"]
                    pub(super) fn start_write(_: u32, _: *const u8) -> u32;
                }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn new() -> u64 {
                unsafe { imports::new() }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_write(handle: u32) -> u32 {
                unsafe { imports::cancel_write(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_read(handle: u32) -> u32 {
                unsafe { imports::cancel_read(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_writable(handle: u32) {
                unsafe { imports::drop_writable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_readable(handle: u32) {
                unsafe { imports::drop_readable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_read(handle: u32, ptr: *mut u8) -> u32 {
                unsafe { imports::start_read(handle, ptr) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_write(handle: u32, ptr: *const u8) -> u32 {
                unsafe { imports::start_write(handle, ptr) }
            }
            unsafe fn lift(ptr: *mut u8) -> u32 {
                unsafe {
                    let l0 = *ptr.add(0).cast::<i32>();
                    l0 as u32
                }
            }
            unsafe fn lower(value: u32, ptr: *mut u8) {
                unsafe {
                    *ptr.add(0).cast::<i32>() = super::super::_rt::as_i32(value);
                }
            }
            unsafe fn dealloc_lists(ptr: *mut u8) {
                unsafe {}
            }
            pub static VTABLE: ::wittgen::guest::__private::rt::async_support::FutureVtable<
                u32,
            > = ::wittgen::guest::__private::rt::async_support::FutureVtable::<u32> {
                cancel_write,
                cancel_read,
                drop_writable,
                drop_readable,
                dealloc_lists,
                layout: unsafe {
                    ::core::alloc::Layout::from_size_align_unchecked(4, 4)
                },
                lift,
                lower,
                new,
                start_read,
                start_write,
            };
            impl super::FuturePayload for u32 {
                const VTABLE: &'static ::wittgen::guest::__private::rt::async_support::FutureVtable<
                    Self,
                > = &VTABLE;
            }
        }
        /// Creates a new Component Model `future` with the specified payload type.
        ///
        /// The `default` function provided computes the default value to be sent in
        /// this future if no other value was otherwise sent.
        pub fn new<T: FuturePayload>(
            default: fn() -> T,
        ) -> (
            ::wittgen::guest::__private::rt::async_support::FutureWriter<T>,
            ::wittgen::guest::__private::rt::async_support::FutureReader<T>,
        ) {
            unsafe {
                ::wittgen::guest::__private::rt::async_support::future_new::<
                    T,
                >(default, T::VTABLE)
            }
        }
    }
    pub mod wit_stream {
        #![allow(dead_code, unused_variables, clippy::all)]
        pub trait StreamPayload: Unpin + Sized + 'static {
            const VTABLE: &'static ::wittgen::guest::__private::rt::async_support::StreamVtable<
                Self,
            >;
        }
        #[doc(hidden)]
        #[allow(unused_unsafe)]
        pub mod vtable0 {
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_write(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_read(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_writable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_readable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn new() -> u64 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_read(_: u32, _: *mut u8, _: usize) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_write(_: u32, _: *const u8, _: usize) -> u32 {
                unreachable!()
            }
            #[cfg(target_arch = "wasm32")]
            mod imports {
                #[link(wasm_import_module = "example:waiting/source")]
                unsafe extern "C" {
                    #[link_name = "[stream-new-0]items"]
                    pub(super) fn new() -> u64;
                    #[link_name = "[stream-cancel-write-0]items"]
                    pub(super) fn cancel_write(_: u32) -> u32;
                    #[link_name = "[stream-cancel-read-0]items"]
                    pub(super) fn cancel_read(_: u32) -> u32;
                    #[link_name = "[stream-drop-writable-0]items"]
                    pub(super) fn drop_writable(_: u32);
                    #[link_name = "[stream-drop-readable-0]items"]
                    pub(super) fn drop_readable(_: u32);
                    #[link_name = "[async-lower][stream-read-0]items"]
                    pub(super) fn start_read(_: u32, _: *mut u8, _: usize) -> u32;
                    #[link_name = "[async-lower][stream-write-0]items"]
                    pub(super) fn start_write(_: u32, _: *const u8, _: usize) -> u32;
                }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn new() -> u64 {
                unsafe { imports::new() }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_write(handle: u32) -> u32 {
                unsafe { imports::cancel_write(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_read(handle: u32) -> u32 {
                unsafe { imports::cancel_read(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_writable(handle: u32) {
                unsafe { imports::drop_writable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_readable(handle: u32) {
                unsafe { imports::drop_readable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_read(
                handle: u32,
                ptr: *mut u8,
                _extra: usize,
            ) -> u32 {
                unsafe { imports::start_read(handle, ptr, _extra) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_write(
                handle: u32,
                ptr: *const u8,
                _extra: usize,
            ) -> u32 {
                unsafe { imports::start_write(handle, ptr, _extra) }
            }
            pub static VTABLE: ::wittgen::guest::__private::rt::async_support::StreamVtable<
                u8,
            > = ::wittgen::guest::__private::rt::async_support::StreamVtable::<u8> {
                cancel_write,
                cancel_read,
                drop_writable,
                drop_readable,
                dealloc_lists: None,
                layout: unsafe {
                    ::core::alloc::Layout::from_size_align_unchecked(1, 1)
                },
                lift: None,
                lower: None,
                new,
                start_read,
                start_write,
            };
            impl super::StreamPayload for u8 {
                const VTABLE: &'static ::wittgen::guest::__private::rt::async_support::StreamVtable<
                    Self,
                > = &VTABLE;
            }
        }
        #[doc(hidden)]
        #[allow(unused_unsafe)]
        pub mod vtable1 {
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_write(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_read(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_writable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_readable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn new() -> u64 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_read(_: u32, _: *mut u8, _: usize) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_write(_: u32, _: *const u8, _: usize) -> u32 {
                unreachable!()
            }
            #[cfg(target_arch = "wasm32")]
            mod imports {
                #[link(wasm_import_module = "[export]example:waiting/feed")]
                unsafe extern "C" {
                    #[link_name = "[stream-new-0]parts"]
                    pub(super) fn new() -> u64;
                    #[link_name = "[stream-cancel-write-0]parts"]
                    pub(super) fn cancel_write(_: u32) -> u32;
                    #[link_name = "[stream-cancel-read-0]parts"]
                    pub(super) fn cancel_read(_: u32) -> u32;
                    #[link_name = "[stream-drop-writable-0]parts"]
                    pub(super) fn drop_writable(_: u32);
                    #[link_name = "[stream-drop-readable-0]parts"]
                    pub(super) fn drop_readable(_: u32);
                    #[link_name = "[async-lower][stream-read-0]parts"]
                    pub(super) fn start_read(_: u32, _: *mut u8, _: usize) -> u32;
                    #[link_name = "[async-lower][stream-write-0]parts"]
                    pub(super) fn start_write(_: u32, _: *const u8, _: usize) -> u32;
                }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn new() -> u64 {
                unsafe { imports::new() }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_write(handle: u32) -> u32 {
                unsafe { imports::cancel_write(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_read(handle: u32) -> u32 {
                unsafe { imports::cancel_read(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_writable(handle: u32) {
                unsafe { imports::drop_writable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_readable(handle: u32) {
                unsafe { imports::drop_readable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_read(
                handle: u32,
                ptr: *mut u8,
                _extra: usize,
            ) -> u32 {
                unsafe { imports::start_read(handle, ptr, _extra) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_write(
                handle: u32,
                ptr: *const u8,
                _extra: usize,
            ) -> u32 {
                unsafe { imports::start_write(handle, ptr, _extra) }
            }
            unsafe fn lift(ptr: *mut u8) -> super::super::_rt::String {
                unsafe {
                    let l0 = *ptr.add(0).cast::<*mut u8>();
                    let l1 = *ptr
                        .add(::core::mem::size_of::<*const u8>())
                        .cast::<usize>();
                    let len2 = l1;
                    let bytes2 = super::super::_rt::Vec::from_raw_parts(
                        l0.cast(),
                        len2,
                        len2,
                    );
                    super::super::_rt::string_lift(bytes2)
                }
            }
            unsafe fn lower(value: super::super::_rt::String, ptr: *mut u8) {
                unsafe {
                    let vec0 = (value.into_bytes()).into_boxed_slice();
                    let ptr0 = vec0.as_ptr().cast::<u8>();
                    let len0 = vec0.len();
                    ::core::mem::forget(vec0);
                    *ptr.add(::core::mem::size_of::<*const u8>()).cast::<usize>() = len0;
                    *ptr.add(0).cast::<*mut u8>() = ptr0.cast_mut();
                }
            }
            unsafe fn dealloc_lists(ptr: *mut u8) {
                unsafe {
                    let l0 = *ptr.add(0).cast::<*mut u8>();
                    let l1 = *ptr
                        .add(::core::mem::size_of::<*const u8>())
                        .cast::<usize>();
                    super::super::_rt::cabi_dealloc(l0, l1, 1);
                }
            }
            pub static VTABLE: ::wittgen::guest::__private::rt::async_support::StreamVtable<
                super::super::_rt::String,
            > = ::wittgen::guest::__private::rt::async_support::StreamVtable::<
                super::super::_rt::String,
            > {
                cancel_write,
                cancel_read,
                drop_writable,
                drop_readable,
                dealloc_lists: Some(dealloc_lists),
                layout: unsafe {
                    ::core::alloc::Layout::from_size_align_unchecked(8, 4)
                },
                lift: Some(lift),
                lower: Some(lower),
                new,
                start_read,
                start_write,
            };
            impl super::StreamPayload for super::super::_rt::String {
                const VTABLE: &'static ::wittgen::guest::__private::rt::async_support::StreamVtable<
                    Self,
                > = &VTABLE;
            }
        }
        #[doc(hidden)]
        #[allow(unused_unsafe)]
        pub mod vtable2 {
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_write(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_read(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_writable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_readable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn new() -> u64 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_read(_: u32, _: *mut u8, _: usize) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_write(_: u32, _: *const u8, _: usize) -> u32 {
                unreachable!()
            }
            #[cfg(target_arch = "wasm32")]
            mod imports {
                #[link(wasm_import_module = "[export]example:waiting/feed")]
                unsafe extern "C" {
                    #[link_name = "[stream-new-0]enter"]
                    pub(super) fn new() -> u64;
                    #[link_name = "[stream-cancel-write-0]enter"]
                    pub(super) fn cancel_write(_: u32) -> u32;
                    #[link_name = "[stream-cancel-read-0]enter"]
                    pub(super) fn cancel_read(_: u32) -> u32;
                    #[link_name = "[stream-drop-writable-0]enter"]
                    pub(super) fn drop_writable(_: u32);
                    #[link_name = "[stream-drop-readable-0]enter"]
                    pub(super) fn drop_readable(_: u32);
                    #[link_name = "[async-lower][stream-read-0]enter"]
                    pub(super) fn start_read(_: u32, _: *mut u8, _: usize) -> u32;
                    #[link_name = "[async-lower][stream-write-0]enter"]
                    pub(super) fn start_write(_: u32, _: *const u8, _: usize) -> u32;
                }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn new() -> u64 {
                unsafe { imports::new() }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_write(handle: u32) -> u32 {
                unsafe { imports::cancel_write(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_read(handle: u32) -> u32 {
                unsafe { imports::cancel_read(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_writable(handle: u32) {
                unsafe { imports::drop_writable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_readable(handle: u32) {
                unsafe { imports::drop_readable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_read(
                handle: u32,
                ptr: *mut u8,
                _extra: usize,
            ) -> u32 {
                unsafe { imports::start_read(handle, ptr, _extra) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_write(
                handle: u32,
                ptr: *const u8,
                _extra: usize,
            ) -> u32 {
                unsafe { imports::start_write(handle, ptr, _extra) }
            }
            pub static VTABLE: ::wittgen::guest::__private::rt::async_support::StreamVtable<
                (),
            > = ::wittgen::guest::__private::rt::async_support::StreamVtable::<()> {
                cancel_write,
                cancel_read,
                drop_writable,
                drop_readable,
                dealloc_lists: None,
                layout: unsafe {
                    ::core::alloc::Layout::from_size_align_unchecked(0, 1)
                },
                lift: None,
                lower: None,
                new,
                start_read,
                start_write,
            };
            impl super::StreamPayload for () {
                const VTABLE: &'static ::wittgen::guest::__private::rt::async_support::StreamVtable<
                    Self,
                > = &VTABLE;
            }
        }
        #[doc(hidden)]
        #[allow(unused_unsafe)]
        pub mod vtable3 {
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_write(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn cancel_read(_: u32) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_writable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn drop_readable(_: u32) {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn new() -> u64 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_read(_: u32, _: *mut u8, _: usize) -> u32 {
                unreachable!()
            }
            #[cfg(not(target_arch = "wasm32"))]
            unsafe extern "C" fn start_write(_: u32, _: *const u8, _: usize) -> u32 {
                unreachable!()
            }
            #[cfg(target_arch = "wasm32")]
            mod imports {
                #[link(wasm_import_module = "[export]example:waiting/feed")]
                unsafe extern "C" {
                    #[link_name = "[stream-new-0][method]total.add"]
                    pub(super) fn new() -> u64;
                    #[link_name = "[stream-cancel-write-0][method]total.add"]
                    pub(super) fn cancel_write(_: u32) -> u32;
                    #[link_name = "[stream-cancel-read-0][method]total.add"]
                    pub(super) fn cancel_read(_: u32) -> u32;
                    #[link_name = "[stream-drop-writable-0][method]total.add"]
                    pub(super) fn drop_writable(_: u32);
                    #[link_name = "[stream-drop-readable-0][method]total.add"]
                    pub(super) fn drop_readable(_: u32);
                    #[link_name = "[async-lower][stream-read-0][method]total.add"]
                    pub(super) fn start_read(_: u32, _: *mut u8, _: usize) -> u32;
                    #[link_name = "[async-lower][stream-write-0][method]total.add"]
                    pub(super) fn start_write(_: u32, _: *const u8, _: usize) -> u32;
                }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn new() -> u64 {
                unsafe { imports::new() }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_write(handle: u32) -> u32 {
                unsafe { imports::cancel_write(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn cancel_read(handle: u32) -> u32 {
                unsafe { imports::cancel_read(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_writable(handle: u32) {
                unsafe { imports::drop_writable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn drop_readable(handle: u32) {
                unsafe { imports::drop_readable(handle) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_read(
                handle: u32,
                ptr: *mut u8,
                _extra: usize,
            ) -> u32 {
                unsafe { imports::start_read(handle, ptr, _extra) }
            }
            #[cfg(target_arch = "wasm32")]
            unsafe extern "C" fn start_write(
                handle: u32,
                ptr: *const u8,
                _extra: usize,
            ) -> u32 {
                unsafe { imports::start_write(handle, ptr, _extra) }
            }
            pub static VTABLE: ::wittgen::guest::__private::rt::async_support::StreamVtable<
                u32,
            > = ::wittgen::guest::__private::rt::async_support::StreamVtable::<u32> {
                cancel_write,
                cancel_read,
                drop_writable,
                drop_readable,
                dealloc_lists: None,
                layout: unsafe {
                    ::core::alloc::Layout::from_size_align_unchecked(4, 4)
                },
                lift: None,
                lower: None,
                new,
                start_read,
                start_write,
            };
            impl super::StreamPayload for u32 {
                const VTABLE: &'static ::wittgen::guest::__private::rt::async_support::StreamVtable<
                    Self,
                > = &VTABLE;
            }
        }
        /// Creates a new Component Model `stream` with the specified payload type.
        pub fn new<T: StreamPayload>() -> (
            ::wittgen::guest::__private::rt::async_support::StreamWriter<T>,
            ::wittgen::guest::__private::rt::async_support::StreamReader<T>,
        ) {
            unsafe {
                ::wittgen::guest::__private::rt::async_support::stream_new::<
                    T,
                >(T::VTABLE)
            }
        }
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
    macro_rules! __export_waiting_impl {
        ($ty:ident) => {
            self::export!($ty with_types_in self);
        };
        ($ty:ident with_types_in $($path_to_types_root:tt)*) => {
            $($path_to_types_root)*::
            exports::example::waiting::feed::__export_example_waiting_feed_cabi!($ty
            with_types_in $($path_to_types_root)*:: exports::example::waiting::feed);
        };
    }
    #[doc(inline)]
    pub(crate) use __export_waiting_impl as export;
    #[cfg(target_arch = "wasm32")]
    #[unsafe(
        link_section = "component-type:wit-bindgen:0.63.0:example:waiting:waiting:encoded world"
    )]
    #[doc(hidden)]
    #[allow(clippy::octal_escapes)]
    pub static __WIT_BINDGEN_COMPONENT_TYPE: [u8; 539] = *b"\
\0asm\x0d\0\x01\0\0\x19\x16wit-component-encoding\x04\0\x07\x9d\x03\x01A\x02\x01\
A\x05\x01B\x0d\x04\0\x04door\x03\x01\x01i\0\x01@\x01\x04names\0\x01\x04\0\x11[co\
nstructor]door\x01\x02\x01h\0\x01C\x01\x04self\x03\0y\x04\0\x11[method]door.wait\
\x01\x04\x01j\x01s\x01s\x01C\x01\x03keys\0\x05\x04\0\x05fetch\x01\x06\x01f\x01}\x01\
@\x01\x02of\x03\0\x07\x04\0\x05items\x01\x08\x03\0\x16example:waiting/source\x05\
\0\x02\x03\0\0\x04door\x01B\x16\x02\x03\x02\x01\x01\x04\0\x04door\x03\0\0\x01f\x01\
s\x01j\0\x01d\x01e\x01\x03\x01r\x03\x04names\x04text\x02\x03end\x04\x04\0\x04par\
t\x03\0\x05\x04\0\x05total\x03\x01\x01h\x07\x01f\x01y\x01C\x02\x04self\x08\x07nu\
mbers\x09\0w\x04\0\x11[method]total.add\x01\x0a\x01i\x01\x01p\x0b\x01p\x06\x01C\x01\
\x02of\x0c\0\x0d\x04\0\x05parts\x01\x0e\x01h\x01\x01f\0\x01e\x01y\x01@\x02\x04do\
or\x0f\x04tick\x10\0\x11\x04\0\x05enter\x01\x12\x04\0\x14example:waiting/feed\x05\
\x02\x04\0\x17example:waiting/waiting\x04\0\x0b\x0d\x01\0\x07waiting\x03\0\0\0G\x09\
producers\x01\x0cprocessed-by\x02\x0dwit-component\x070.262.0\x10wit-bindgen-rus\
t\x060.63.0";
    #[inline(never)]
    #[doc(hidden)]
    pub fn __link_custom_section_describing_imports() {
        ::wittgen::guest::__private::rt::maybe_link_cabi_realloc();
    }
}
/// The interface `example:waiting/feed`.
#[allow(unused_imports)]
pub mod feed {
    pub use super::__abi::exports::example::waiting::feed::*;
}
/// The interface `example:waiting/source`.
#[allow(unused_imports)]
pub mod source {
    pub use super::__abi::example::waiting::source::*;
}
#[allow(unused_imports)]
pub use __abi::wit_stream;
#[allow(unused_imports)]
pub use __abi::wit_future;
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __wittgen_export_waiting {
    ($component:ident) => {
        self::__abi::export!($component with_types_in self::__abi);
    };
    ($component:ident in $($path:ident)::+) => {
        $($path)::+ ::__abi::export!($component with_types_in $($path)::+ ::__abi);
    };
}
#[allow(unused_imports)]
pub(crate) use __wittgen_export_waiting as export;
