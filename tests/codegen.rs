//! The host bindings of every golden case compile, and say what they were made to say.

/// `tests/codegen/types`
#[allow(missing_docs)]
mod types {
    wittgen::bindgen!({ path: "codegen/types/case.wit" });
}

/// `tests/codegen/resources`
#[allow(missing_docs)]
mod resources {
    wittgen::bindgen!({ path: "codegen/resources/case.wit" });
}

/// `tests/codegen/names`
#[allow(missing_docs)]
mod names {
    wittgen::bindgen!({ path: "codegen/names/case.wit" });
}

/// `tests/codegen/imports`
#[allow(missing_docs)]
mod imports {
    wittgen::bindgen!({ path: "codegen/imports/case.wit" });
}

/// `tests/codegen/waiting`
#[allow(missing_docs)]
mod waiting {
    wittgen::bindgen!({ path: "codegen/waiting/case.wit" });
}

#[test]
fn the_contract_lists_every_export() {
    let contract = wittgen::Contract::of::<resources::Resources>();
    assert_eq!(contract.world, "example:resources/resources");
    assert_eq!(
        contract.functions,
        [
            "example:resources/store#[constructor]blob",
            "example:resources/store#[static]blob.open",
            "example:resources/store#[static]blob.merge",
            "example:resources/store#[method]blob.read",
            "example:resources/store#[method]blob.append",
            "example:resources/store#list-all",
            "example:resources/store#put",
            "example:resources/user#size",
        ]
    );
}

#[test]
fn what_a_function_fails_with_is_an_error() {
    fn assert_error<E: std::error::Error>(error: E, text: &str) {
        assert_eq!(error.to_string(), text);
    }
    assert_error(types::shapes::Failure::Empty, "empty");
    assert_error(
        types::shapes::Failure::Text("too long".into()),
        "text: too long",
    );
    assert_error(
        wittgen::Unexplained,
        "the function failed without saying why",
    );
}

#[test]
fn names_that_rust_has_taken_get_an_underscore() {
    let record = names::keywords::Record {
        type_: 1,
        self_: 2,
        async_: true,
    };
    assert_eq!(
        names::keywords::Option_::Some(record),
        names::keywords::Option_::Some(record)
    );
}
