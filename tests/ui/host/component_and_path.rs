wittgen_macros::bindgen!({
    component: "fixtures/app.wasm",
    path: "fixtures/two",
    inline: "",
});

fn main() {}
