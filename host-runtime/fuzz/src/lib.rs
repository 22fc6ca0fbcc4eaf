//! What the fuzz targets do. The tests of the workspace replay what was kept in `corpus`.

pub mod call;
pub mod components;
pub mod link;
pub mod load;
pub mod smith;
pub mod ty;
