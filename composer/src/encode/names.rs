//! What the parts of a composition are called, for whoever reads the result.

use wasm_encoder::{ComponentNameSection, NameMap};

/// The names of instances and components by their indices.
#[derive(Default)]
pub(super) struct Names {
    instances: Vec<(u32, String)>,
    components: Vec<(u32, String)>,
}

impl Names {
    pub(super) fn instance(&mut self, index: u32, name: &str) {
        self.instances.push((index, name.to_owned()));
    }

    pub(super) fn component(&mut self, index: u32, name: &str) {
        self.components.push((index, name.to_owned()));
    }

    /// The section with all of them.
    pub(super) fn section(mut self) -> ComponentNameSection {
        let mut section = ComponentNameSection::new();
        section.components(&map(&mut self.components));
        section.instances(&map(&mut self.instances));
        section
    }
}

fn map(names: &mut [(u32, String)]) -> NameMap {
    names.sort();
    let mut map = NameMap::new();
    for (index, name) in names {
        map.append(*index, name);
    }
    map
}
