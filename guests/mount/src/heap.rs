//! Memory without the standard library's allocator or C's, and traps instead of messages where something is
//! impossible.
//!
//! Blocks come in powers of two and are kept in a list for each when they are freed. That wastes up
//! to half, of little: what lives long here is one tree, and what is large is soon freed.

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size, unreachable};
use core::cell::UnsafeCell;
use core::ptr;

/// The bytes of a page of memory.
const PAGE: usize = 65536;

/// The smallest block: large enough for the address of the next.
const SMALLEST: usize = 16;

/// How many sizes there are below the size of the memory.
const SIZES: usize = 32;

/// All free memory.
struct Heap(UnsafeCell<Free>);

/// Blocks that were freed, by the logarithm of their size, and what was never used.
struct Free {
    blocks: [*mut u8; SIZES],
    next: usize,
    end: usize,
}

// SAFETY: a component of this kind has one thread.
unsafe impl Sync for Heap {}

impl Free {
    /// Memory that was never used, `size` bytes at a multiple of `size`; null where there is no more.
    fn take_new(&mut self, size: usize) -> *mut u8 {
        let Some(address) = self.next.checked_next_multiple_of(size) else {
            return ptr::null_mut();
        };
        let Some(next) = address.checked_add(size) else {
            return ptr::null_mut();
        };
        if next > self.end {
            let pages = (next - self.end).div_ceil(PAGE);
            let before = memory_grow(0, pages);
            if before == usize::MAX {
                return ptr::null_mut();
            }
            if before * PAGE != self.end {
                // The first time, or somebody else's memory lies between.
                (self.next, self.end) = (before * PAGE, memory_size(0).saturating_mul(PAGE));
                return self.take_new(size);
            }
            self.end = memory_size(0).saturating_mul(PAGE);
        }
        self.next = next;
        ptr::with_exposed_provenance_mut(address)
    }
}

/// The size of the block for a layout, a power of two.
fn block(layout: Layout) -> usize {
    let size = layout.size().max(layout.align()).max(SMALLEST);
    size.checked_next_power_of_two().unwrap_or(usize::MAX)
}

// SAFETY: a block is at least as large as its layout asks, begins at a multiple of its own size and so
// of the alignment, and is in one place only: with its owner, in one list, or never used.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let size = block(layout);
        if size == usize::MAX {
            return ptr::null_mut();
        }
        // SAFETY: there is one thread, and nothing below allocates.
        let free = unsafe { &mut *self.0.get() };
        let first = &mut free.blocks[size.ilog2() as usize];
        if first.is_null() {
            return free.take_new(size);
        }
        let taken = *first;
        // SAFETY: a free block begins with the address of the next.
        *first = unsafe { taken.cast::<*mut u8>().read() };
        taken
    }

    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        // SAFETY: as in `alloc`.
        let free = unsafe { &mut *self.0.get() };
        let first = &mut free.blocks[block(layout).ilog2() as usize];
        // SAFETY: the block is the caller's to give away, and large enough for an address.
        unsafe { address.cast::<*mut u8>().write(*first) };
        *first = address;
    }
}

#[global_allocator]
static HEAP: Heap = Heap(UnsafeCell::new(Free {
    blocks: [ptr::null_mut(); SIZES],
    next: 0,
    end: 0,
}));

/// Where the canonical ABI puts arguments and results.
///
/// # Safety
/// `address` is null, or was returned from here with `old_size`.
#[unsafe(no_mangle)]
unsafe extern "C" fn cabi_realloc(
    address: *mut u8,
    old_size: usize,
    align: usize,
    new_size: usize,
) -> *mut u8 {
    // SAFETY: the alignment is that of a type, so it is a power of two, and sizes fit in memory.
    let layout = |size| unsafe { Layout::from_size_align_unchecked(size, align) };
    // SAFETY: sizes are not zero where an allocator sees them, and the caller vouches for the address.
    let new = unsafe {
        match (old_size, new_size) {
            (0, 0) => return ptr::without_provenance_mut(align),
            (0, _) => alloc::alloc::alloc(layout(new_size)),
            _ => alloc::alloc::realloc(address, layout(old_size), new_size),
        }
    };
    if new.is_null() {
        unreachable();
    }
    new
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    unreachable()
}
