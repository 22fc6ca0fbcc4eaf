//! How much becomes of a component when it is instantiated, found out before it is compiled.
//!
//! A component inside a component is instantiated as often as its surroundings say, and theirs likewise, so that a few
//! hundred bytes can stand for billions of instances. wasmtime lays all of them out when it compiles, without a
//! bound. So they are counted first, by doing what instantiating does with components and instances and nothing else, up to a
//! bound:
//!
//! ```text
//! bytes ──read──► definitions, each a list of what adds to an index space ──instantiate──► counts
//! ```
//!
//! Nothing is validated here. What is not well-formed counts as nothing, and is refused by who validates.

use std::collections::HashMap;
use std::rc::Rc;

use crate::{Error, ErrorKind};

mod read;

use read::{Definition, Item, Kind, Place, read};

/// How many items the parts of a component may have together, each counted as often as it is instantiated: functions,
/// globals, aliases and the like. A composition has thousands; each takes some bytes in every instance.
const ITEMS: usize = 1_000_000;

/// What a component is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Whether it was linked of several: whether components inside it have core instances of their own.
    pub(crate) is_composed: bool,
    /// How many core instances it becomes, and how many instances of components.
    core: usize,
    instances: usize,
}

impl Extent {
    /// Measures a component, and refuses one that becomes more than `limit` core instances, or as many instances of
    /// components.
    pub(crate) fn of(bytes: &[u8], limit: usize) -> Result<Self, Error> {
        let Some(definitions) = read(bytes) else {
            return Ok(Self::default());
        };
        let mut layout = Layout::new(&definitions, limit);
        layout.run()?;
        // The first is the component itself.
        let mut inside = definitions.iter().skip(1);
        Ok(Self {
            is_composed: inside.any(Definition::has_core_instance),
            core: layout.core,
            instances: layout.spaces.len() - 1,
        })
    }

    /// Refuses the component where it becomes more than `limit` of either.
    pub(crate) fn check(&self, limit: usize) -> Result<(), Error> {
        match limit {
            _ if self.core > limit => Err(too_many("core instances", limit)),
            _ if self.instances > limit => Err(too_many("instances of components", limit)),
            _ => Ok(()),
        }
    }
}

/// What an index stands for.
#[derive(Clone, Copy)]
enum Value {
    /// A core module, by how many items an instance of it has.
    Module(usize),
    /// A component, by its definition and the instance in which that stands.
    Component(usize, usize),
    /// An instance, by the number of its exports.
    Instance(usize),
    /// What is imported, or is not there.
    Unknown,
}

/// The index spaces of an instance that is being laid out.
struct Space {
    /// By [`Kind`].
    values: [Vec<Value>; 3],
    /// The instance in which its definition stands.
    outer: Option<usize>,
}

type Exports<'a> = HashMap<&'a str, Value>;

/// An instance in the middle of being laid out.
struct Frame<'a> {
    definition: usize,
    /// What comes next of it.
    next: usize,
    space: usize,
    imports: Rc<Exports<'a>>,
    exports: Exports<'a>,
}

/// Lays out instances. The stack is its own: components may be nested as deeply as they like.
struct Layout<'a, 'b> {
    definitions: &'b [Definition<'a>],
    limit: usize,
    spaces: Vec<Space>,
    exports: Vec<Exports<'a>>,
    core: usize,
    items: usize,
}

impl<'a, 'b> Layout<'a, 'b> {
    fn new(definitions: &'b [Definition<'a>], limit: usize) -> Self {
        Self {
            definitions,
            limit,
            spaces: Vec::new(),
            exports: Vec::new(),
            core: 0,
            items: 0,
        }
    }

    fn run(&mut self) -> Result<(), Error> {
        let mut stack = vec![self.enter(0, None, Rc::default())];
        while let Some(frame) = stack.last_mut() {
            let Some(item) = self.definitions[frame.definition].items.get(frame.next) else {
                let exports = std::mem::take(&mut frame.exports);
                stack.pop();
                if let Some(frame) = stack.last() {
                    let instance = self.instance(exports);
                    self.push(frame.space, Kind::Instance, instance);
                }
                continue;
            };
            frame.next += 1;
            if let Some(inner) = self.lay_out(frame, item)? {
                stack.push(inner);
            }
        }
        Ok(())
    }

    /// Begins an instance.
    fn enter(
        &mut self,
        definition: usize,
        outer: Option<usize>,
        imports: Rc<Exports<'a>>,
    ) -> Frame<'a> {
        self.spaces.push(Space {
            values: Default::default(),
            outer,
        });
        Frame {
            definition,
            next: 0,
            space: self.spaces.len() - 1,
            imports,
            exports: Exports::new(),
        }
    }

    /// Lays out one item. What it gives back is to be laid out next, as the next instance of `frame`.
    fn lay_out(
        &mut self,
        frame: &mut Frame<'a>,
        item: &'b Item<'a>,
    ) -> Result<Option<Frame<'a>>, Error> {
        let at = frame.space;
        match item {
            Item::Module(weight) => self.push(at, Kind::Module, Value::Module(*weight)),
            Item::Component(definition) => {
                self.push(at, Kind::Component, Value::Component(*definition, at));
            }
            Item::Import(kind, name) => {
                let value = frame.imports.get(name).copied();
                self.push(at, *kind, value.unwrap_or(Value::Unknown));
            }
            Item::Outer(kind, count, index) => {
                let value = self.outer(
                    at,
                    *count,
                    Place {
                        kind: *kind,
                        index: *index,
                    },
                );
                self.push(at, *kind, value);
            }
            Item::Alias(kind, instance, name) => {
                let value = self.exported(at, *instance, name);
                self.push(at, *kind, value);
            }
            Item::FromExports(exports) => {
                let exports = self.named(at, exports);
                let instance = self.instance(exports);
                self.push(at, Kind::Instance, instance);
            }
            Item::Export(name, place) => {
                let value = self.value(at, *place);
                self.push(at, place.kind, value);
                frame.exports.insert(name, value);
            }
            Item::CoreInstance(index) => {
                self.core += 1;
                if self.core > self.limit {
                    return Err(too_many("core instances", self.limit));
                }
                let kind = Kind::Module;
                if let Value::Module(weight) = self.value(
                    at,
                    Place {
                        kind,
                        index: *index,
                    },
                ) {
                    self.count(weight)?;
                }
            }
            Item::Instantiate(index, args) => {
                let kind = Kind::Component;
                let component = self.value(
                    at,
                    Place {
                        kind,
                        index: *index,
                    },
                );
                let Value::Component(definition, outer) = component else {
                    self.push(at, Kind::Instance, Value::Unknown);
                    return Ok(None);
                };
                let imports = Rc::new(self.named(at, args));
                if self.spaces.len() > self.limit {
                    return Err(too_many("instances of components", self.limit));
                }
                self.count(1 + self.definitions[definition].weight)?;
                return Ok(Some(self.enter(definition, Some(outer), imports)));
            }
        }
        Ok(None)
    }

    fn count(&mut self, items: usize) -> Result<(), Error> {
        self.items = self.items.saturating_add(items);
        if self.items > ITEMS {
            return Err(Error::new(
                ErrorKind::InstanceLimit,
                format!(
                    "the component's parts have more than {ITEMS} items together, each counted as often as it is instantiated"
                ),
            ));
        }
        Ok(())
    }

    fn push(&mut self, space: usize, kind: Kind, value: Value) {
        self.spaces[space].values[kind as usize].push(value);
    }

    fn instance(&mut self, exports: Exports<'a>) -> Value {
        self.exports.push(exports);
        Value::Instance(self.exports.len() - 1)
    }

    fn value(&self, space: usize, place: Place) -> Value {
        let values = &self.spaces[space].values[place.kind as usize];
        let value = values.get(place.index as usize).copied();
        value.unwrap_or(Value::Unknown)
    }

    fn named(&self, space: usize, places: &[(&'a str, Place)]) -> Exports<'a> {
        let places = places.iter();
        places
            .map(|(name, place)| (*name, self.value(space, *place)))
            .collect()
    }

    fn exported(&self, space: usize, instance: u32, name: &str) -> Value {
        let (kind, index) = (Kind::Instance, instance);
        match self.value(space, Place { kind, index }) {
            Value::Instance(number) => self.exports[number]
                .get(name)
                .copied()
                .unwrap_or(Value::Unknown),
            _ => Value::Unknown,
        }
    }

    fn outer(&self, mut space: usize, count: u32, place: Place) -> Value {
        for _ in 0..count {
            let Some(outer) = self.spaces[space].outer else {
                return Value::Unknown;
            };
            space = outer;
        }
        self.value(space, place)
    }
}

/// The error of a component that is made of too much.
pub(crate) fn too_many(parts: &str, limit: usize) -> Error {
    Error::new(
        ErrorKind::InstanceLimit,
        format!("the component is made of more {parts} than the {limit} that it may"),
    )
    .with_help("raise the limit with `Builder::instance_limit`")
}
