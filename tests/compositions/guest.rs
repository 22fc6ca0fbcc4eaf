//! The components: WIT, a core module by hand that does what [`Step`] says, and wit-component.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

use super::case::{Case, Id, Step};

/// The component of a part.
pub(crate) fn build(case: &Case, i: usize) -> Vec<u8> {
    let wit = world(case, i);
    let mut resolve = Resolve::default();
    let package = resolve
        .push_str("case.wit", &wit)
        .unwrap_or_else(|error| panic!("{error:?}\n{wit}"));
    let world = resolve.select_world(&[package], None).expect("a world");
    let text = Module::default().write(case, i);
    let mut module = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)
        .expect("metadata");
    ComponentEncoder::default()
        .module(&module)
        .and_then(|encoder| encoder.validate(false).encode())
        .unwrap_or_else(|error| panic!("{error:?}\n{wit}\n{text}"))
}

const CALL: &str = "func(x: u32, fuel: u32) -> u32;";

fn world(case: &Case, i: usize) -> String {
    let part = &case.parts[i];
    let own = Id {
        part: i,
        minor: part.minor,
    };
    let mut wit = String::from("package t:me;\nworld w {\n");
    let mut packages = case.closure(i);
    for &id in &packages {
        let _ = writeln!(wit, "import {};", Case::name(id));
    }
    for target in case.world_targets(i) {
        let _ = writeln!(wit, "import w{target}: {CALL}");
    }
    let mut poked: Vec<usize> = Vec::new();
    for step in &part.steps {
        if let Step::Poke(id) = step
            && !poked.contains(&id.part)
        {
            let (name, n) = (Case::name(*id), id.part);
            let _ = writeln!(
                wit,
                "use {name}.{{point as point-n{n}, thing as thing-n{n}}};"
            );
            let _ = writeln!(
                wit,
                "import poke-n{n}: func(p: point-n{n}, t: borrow<thing-n{n}>) -> u32;"
            );
            poked.push(n);
        }
    }
    if i == 0 {
        let _ = writeln!(wit, "export run: {CALL}");
    } else {
        let _ = writeln!(wit, "export w{i}: {CALL}\nexport {};", Case::name(own));
        packages.insert(own);
    }
    wit.push_str("}\n");
    for id in packages {
        let _ = writeln!(
            wit,
            "package {} {{ {} }}",
            Case::package(id),
            interface(case, id)
        );
    }
    wit
}

fn interface(case: &Case, id: Id) -> String {
    let mut wit = String::from("interface api {\n");
    let uses = &case.parts[id.part].uses;
    for &n in uses {
        let name = Case::name(case.used(id, n));
        let _ = writeln!(
            wit,
            "use {name}.{{thing as thing-n{n}, point as point-n{n}}};"
        );
        let _ = writeln!(
            wit,
            "make-n{n}: func(x: u32, fuel: u32) -> thing-n{n};
             eat-n{n}: func(t: borrow<thing-n{n}>, x: u32) -> u32;
             hold-n{n}: func(t: thing-n{n}) -> thing-n{n};
             shift-n{n}: func(p: point-n{n}) -> u32;"
        );
    }
    for f in 0..=id.minor {
        let _ = writeln!(wit, "f{f}: {CALL}");
    }
    wit + "resource thing { constructor(x: u32); value: func(x: u32) -> u32; }
        record point { a: u32, b: u32 }
        variant choice { no, yes(u32), both(point) }
        enum kind { one, two, three }
        record wrapped { v: u32 }
        take: func(p: point, c: choice, k: kind) -> wrapped;
    }"
}

/// A core module in the making. Everything in it takes and returns `i32`.
#[derive(Default)]
struct Module {
    /// The functions that are imported, by module and name: identifier and parameters.
    imports: BTreeMap<(String, String), (String, u32)>,
    functions: String,
}

const MIX: &str = "(func $mix (param i32 i32) (result i32)
    (i32.add
        (i32.rotl (i32.mul (i32.xor (local.get 0) (local.get 1)) (i32.const 0x9e3779b1)) (i32.const 13))
        (local.get 1)))
    (func $count (result i32)
        (global.set $count (i32.add (global.get $count) (i32.const 1)))
        (global.get $count))";

impl Module {
    /// The identifier of an imported function.
    fn import(&mut self, module: &str, name: &str, params: u32) -> String {
        let next = format!("$i{}", self.imports.len());
        let key = (module.to_owned(), name.to_owned());
        self.imports.entry(key).or_insert((next, params)).0.clone()
    }

    fn of(&mut self, id: Id, name: &str, params: u32) -> String {
        self.import(&Case::name(id), name, params)
    }

    fn write(mut self, case: &Case, i: usize) -> String {
        if i == 0 {
            self.work(case, i, "run", 0);
        } else {
            self.work(case, i, &format!("w{i}"), 100);
            self.interface(case, i);
        }
        let mut text = String::from("(module\n");
        for ((module, name), (id, params)) in &self.imports {
            let result = if name.starts_with("[resource-drop]") {
                ""
            } else {
                "(result i32)"
            };
            let params = "i32 ".repeat(*params as usize);
            let _ = writeln!(
                text,
                "(import \"{module}\" \"{name}\" (func {id} (param {params}) {result}))"
            );
        }
        // Exported, because an engine with debug assertions numbers private globals of 256 modules only.
        let state = "(global $count (export \"count\") (mut i32) (i32.const 0))";
        format!("{text}{state}{MIX}{})", self.functions)
    }

    /// A function that does all steps.
    fn work(&mut self, case: &Case, i: usize, name: &str, number: u32) {
        let part = &case.parts[i];
        let mut body = String::new();
        let total = part.steps.len();
        for (k, step) in part.steps.iter().enumerate() {
            let code = self.step(case, step);
            let _ = writeln!(
                body,
                "(local.set $share (i32.add
                    (i32.div_u (local.get $left) (i32.const {total}))
                    (i32.lt_u (i32.const {k}) (i32.rem_u (local.get $left) (i32.const {total})))))
                (if (local.get $share) (then
                    (local.set $acc (call $mix (local.get $acc) {code}))))"
            );
        }
        let constant = part.constant + number;
        let _ = writeln!(
            self.functions,
            "(func (export \"{name}\") (param $x i32) (param $fuel i32) (result i32)
                (local $acc i32) (local $left i32) (local $share i32) (local $h i32) (local $v i32)
                (local.set $acc (call $mix (call $mix (i32.const {constant}) (call $count)) (local.get $x)))
                (local.set $left (select (i32.sub (local.get $fuel) (i32.const 1)) (i32.const 0)
                    (local.get $fuel)))
                {body}
                (local.get $acc))"
        );
    }

    /// An expression that does a step with `$acc` and `$share`.
    fn step(&mut self, case: &Case, step: &Step) -> String {
        const BOTH: &str = "(local.get $acc) (local.get $share)";
        match step {
            Step::Call(id, f) => format!("(call {} {BOTH})", self.of(*id, &format!("f{f}"), 2)),
            Step::World(target) => {
                let function = self.import("$root", &format!("w{target}"), 2);
                format!("(call {function} {BOTH})")
            }
            Step::Take(id) => {
                let take = self.of(*id, "take", 6);
                format!(
                    "(call {take} {BOTH} (i32.rem_u (local.get $acc) (i32.const 3))
                        (i32.xor (local.get $acc) (i32.const 7)) (local.get $share)
                        (i32.rem_u (local.get $share) (i32.const 3)))"
                )
            }
            Step::Shift(id, k) => {
                let n = case.parts[id.part].uses[*k];
                format!("(call {} {BOTH})", self.of(*id, &format!("shift-n{n}"), 2))
            }
            Step::Thing(id) => self.pass(*id, None, None, None),
            Step::Pass {
                thing,
                maker,
                holder,
                eater,
            } => self.pass(*thing, *maker, *holder, *eater),
            Step::Poke(id) => {
                let poke = self.import("$root", &format!("poke-n{}", id.part), 3);
                let new = self.of(*id, "[constructor]thing", 1);
                let drop = self.of(*id, "[resource-drop]thing", 1);
                format!(
                    "(block (result i32)
                        (local.set $h (call {new} (local.get $acc)))
                        (local.set $v (call {poke} {BOTH} (local.get $h)))
                        (call {drop} (local.get $h)) (local.get $v))"
                )
            }
        }
    }

    fn pass(
        &mut self,
        thing: Id,
        maker: Option<Id>,
        holder: Option<Id>,
        eater: Option<Id>,
    ) -> String {
        let n = thing.part;
        let make = match maker {
            Some(id) => format!(
                "(call {} (local.get $acc) (local.get $share))",
                self.of(id, &format!("make-n{n}"), 2)
            ),
            None => format!(
                "(call {} (local.get $acc))",
                self.of(thing, "[constructor]thing", 1)
            ),
        };
        let hold = holder.map_or_else(String::new, |id| {
            let hold = self.of(id, &format!("hold-n{n}"), 1);
            format!("(local.set $h (call {hold} (local.get $h)))")
        });
        let eat = match eater {
            Some(id) => self.of(id, &format!("eat-n{n}"), 2),
            None => self.of(thing, "[method]thing.value", 2),
        };
        let drop = self.of(thing, "[resource-drop]thing", 1);
        format!(
            "(block (result i32)
                (local.set $h {make}) {hold}
                (local.set $v (call {eat} (local.get $h) (local.get $share)))
                (call {drop} (local.get $h)) (local.get $v))"
        )
    }

    /// The functions of the part's own interface.
    fn interface(&mut self, case: &Case, i: usize) {
        let part = &case.parts[i];
        let own = Id {
            part: i,
            minor: part.minor,
        };
        let name = Case::name(own);
        for f in 0..=part.minor {
            self.work(case, i, &format!("{name}#f{f}"), f);
        }
        let new = self.import(&format!("[export]{name}"), "[resource-new]thing", 1);
        let _ = writeln!(
            self.functions,
            "(func (export \"{name}#[constructor]thing\") (param i32) (result i32)
                (call {new} (call $mix (call $mix (i32.const {constant}) (call $count)) (local.get 0))))
            (func (export \"{name}#[method]thing.value\") (param i32 i32) (result i32)
                (call $mix (call $mix (local.get 0) (call $count)) (local.get 1)))
            (func (export \"{name}#[dtor]thing\") (param i32)
                (global.set $count (call $mix (global.get $count) (local.get 0))))
            (func (export \"{name}#take\") (param i32 i32 i32 i32 i32 i32) (result i32)
                (call $mix (call $mix (call $mix (call $mix (call $mix (call $mix (call $count)
                    (local.get 0)) (local.get 1)) (local.get 2)) (local.get 3)) (local.get 4))
                    (local.get 5)))",
            constant = part.constant,
        );
        for &n in &part.uses {
            self.using(&name, case.used(own, n));
        }
    }

    /// The functions about the types of another interface.
    fn using(&mut self, name: &str, thing: Id) {
        let n = thing.part;
        let new = self.of(thing, "[constructor]thing", 1);
        let value = self.of(thing, "[method]thing.value", 2);
        let drop = self.of(thing, "[resource-drop]thing", 1);
        let _ = writeln!(
            self.functions,
            "(func (export \"{name}#make-n{n}\") (param i32 i32) (result i32)
                (call {new} (call $mix (call $mix (local.get 0) (call $count)) (local.get 1))))
            (func (export \"{name}#eat-n{n}\") (param i32 i32) (result i32) (local i32)
                (local.set 2 (call $mix (call {value} (local.get 0) (local.get 1)) (call $count)))
                (call {drop} (local.get 0)) (local.get 2))
            (func (export \"{name}#hold-n{n}\") (param i32) (result i32)
                (drop (call $count)) (local.get 0))
            (func (export \"{name}#shift-n{n}\") (param i32 i32) (result i32)
                (call $mix (call $mix (call $count) (local.get 0)) (local.get 1)))"
        );
    }
}
