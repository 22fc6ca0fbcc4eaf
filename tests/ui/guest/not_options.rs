wittgen::guest::bindgen!(tiny);

fn main() {}
