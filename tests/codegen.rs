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

/// Existing modules and types in the place of generated ones, and other names.
#[allow(missing_docs, unreachable_pub)]
mod options {
    pub mod shared {
        wittgen::bindgen!({ inline: "
            package example:options;
            interface values { record point { x: u32, y: u32 } }
            world one { import values; }
        " });
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Mine(pub u32);

    wittgen::bindgen!({
        inline: "
            package example:options;
            interface values { record point { x: u32, y: u32 } }
            interface store {
                resource item { get: func() -> u32; }
                record detail { name: string, count: u32 }
                make: func(detail: detail) -> item;
                keep: func(item: item, other: borrow<item>) -> option<item>;
            }
            world two {
                import store;
                export shapes: interface {
                    use values.{point};
                    move: func(point: point) -> point;
                }
                export slow: func() -> u32;
            }
        ",
        with: { "example:options/values": shared::values, "example:options/store/item": Mine },
        derives: [Default],
        rename: { "example:options/store/detail": Remark, "example:options/store#make": build },
        async: ["slow"],
        trappable: ["example:options/store#keep"],
    });
}

struct Shop;

impl options::store::HostItem for options::Mine {
    fn get(&self) -> u32 {
        self.0
    }
}

impl options::store::Host for Shop {
    fn build(&self, detail: options::store::Remark) -> options::store::Item {
        options::Mine(detail.count).into()
    }

    fn keep(
        &self,
        item: options::store::Item,
        other: &options::store::Item,
    ) -> Result<Option<options::store::Item>, wittgen::Error> {
        let (mine, other) = (
            item.into_inner()
                .map_err(|_| wittgen::Error::host("in use"))?,
            **other,
        );
        Ok((mine != other).then(|| mine.into()))
    }
}

#[test]
fn options_put_the_users_own_in_place() {
    use options::store::Host;

    let point: options::shared::values::Point = options::shapes::Point { x: 1, y: 2 };
    assert_eq!(point.y, 2);
    let one = Shop.build(options::store::Remark::default());
    let two = Shop.build(options::store::Remark {
        name: "two".into(),
        count: 2,
    });
    let kept = Shop.keep(one, &two).expect("nobody else has it");
    assert_eq!(kept.expect("they differ").0, 0);
    const { assert!(<options::Two as wittgen::World>::ASYNC) };
}

#[allow(dead_code)]
async fn a_function_is_async_by_choice(two: options::Two) -> Result<u32, wittgen::Error> {
    let _builder = options::Two::builder().imports(Shop);
    two.slow().await
}
