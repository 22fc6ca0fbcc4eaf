//! Arbitrary bytes, and valid components with some bytes changed: whatever is loaded of them, and called then, comes to an end.

use wittgen_runtime::{Builder, Dynamic};

use super::components::components;

/// Few of everything, and counted in instructions, so that the same data does the same.
pub(crate) fn builder() -> Builder<Dynamic> {
    Dynamic::builder()
        .no_cache()
        .fuel(100_000)
        .memory_limit(2 << 20)
        .table_limit(10_000)
        .instance_limit(50)
        .resource_limit(1_000)
        .transfer_limit(1 << 20)
}

/// Reads the data as a component, and as changes to one of the fixed components.
pub fn run(data: &[u8]) {
    load(data);
    let Some((&number, changes)) = data.split_first() else {
        return;
    };
    let all = components();
    let mut bytes = all[usize::from(number) % all.len()].clone();
    for change in changes.chunks_exact(4).take(16) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % bytes.len();
        match change[2] % 4 {
            0 => bytes[at] = change[3],
            1 => bytes[at] ^= 1 << (change[3] % 8),
            2 => bytes.insert(at, change[3]),
            _ => drop(bytes.remove(at)),
        }
        if bytes.is_empty() {
            break;
        }
    }
    load(&bytes);
}

/// Loads what may be a component, and calls what it exports.
pub(crate) fn load(bytes: &[u8]) {
    let loaded = match builder().load(bytes) {
        Ok(loaded) => loaded,
        Err(error) => {
            assert!(error.to_string().len() < 100_000 + bytes.len());
            return;
        }
    };
    for function in loaded.functions().iter().take(20) {
        assert!(!function.signature.is_empty());
        for arguments in ["", "1", "1, 2", "\"text\"", "[1, 2]", "[]"] {
            let called = loaded.call(&format!("{}({arguments})", function.full_name()));
            if let Ok(value) = called {
                drop((value.to_wave(), value.to_json()));
            }
        }
    }
}
