//! Refuses what a target can't express, all of it at once.
//!
//! An emitter takes a [`Checked`], which only [`check`] makes, and therefore never fails.

use std::fmt;

use crate::{Diagnostic, Error, Func, FuncKind, Span, Type, TypeDef, TypeKind, TypeOwner, World};

/// Something that WIT can say and that not every target can express.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// `async` functions.
    AsyncFunc,
    /// `stream<T>`.
    Stream,
    /// `future<T>`.
    Future,
    /// `error-context`.
    ErrorContext,
    /// `map<K, V>`.
    Map,
    /// `list<T, N>`.
    FixedList,
    /// A resource of an imported interface in what is exported.
    ImportedResource,
    /// A function of more than 17 parameters, its resource among them, or a tuple of as many types.
    LongTuple,
}

impl Feature {
    /// How long a tuple is that needs no [`Feature::LongTuple`].
    const SHORT: usize = 17;

    /// Every feature, in the order in which tables list them.
    pub const ALL: [Feature; 8] = [
        Feature::AsyncFunc,
        Feature::Stream,
        Feature::Future,
        Feature::ErrorContext,
        Feature::Map,
        Feature::FixedList,
        Feature::ImportedResource,
        Feature::LongTuple,
    ];

    /// What to write instead.
    fn help(self) -> &'static str {
        match self {
            Feature::AsyncFunc => "write `func` instead of `async func`",
            Feature::Stream => "write a resource with a function that returns the next items",
            Feature::Future => {
                "write a resource with a function that returns the value once it is there"
            }
            Feature::ErrorContext => "write a record or variant of your own",
            Feature::Map => "write `list<tuple<K, V>>`",
            Feature::FixedList => "write `list<T>` or a tuple",
            Feature::ImportedResource => "export the interface of the resource as well",
            Feature::LongTuple => "put some of them into a record",
        }
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Feature::AsyncFunc => "async func",
            Feature::Stream => "stream<T>",
            Feature::Future => "future<T>",
            Feature::ErrorContext => "error-context",
            Feature::Map => "map<K, V>",
            Feature::FixedList => "list<T, N>",
            Feature::ImportedResource => "resource of an imported interface",
            Feature::LongTuple => "list of more than 17 params or types",
        })
    }
}

/// The features that a target can express.
#[derive(Clone, Copy, Debug)]
pub struct FeatureSet {
    features: &'static [Feature],
    exports_only: bool,
}

impl FeatureSet {
    /// Every feature.
    pub const ALL: FeatureSet = FeatureSet::new(&Feature::ALL);

    /// Just these.
    pub const fn new(features: &'static [Feature]) -> Self {
        Self {
            features,
            exports_only: false,
        }
    }

    /// For a target that writes nothing for imports, so that these may need anything.
    pub const fn exports_only(self) -> Self {
        Self {
            exports_only: true,
            ..self
        }
    }

    /// Whether `feature` is among them.
    pub fn has(&self, feature: Feature) -> bool {
        self.features.contains(&feature)
    }
}

/// A world of which a target can express everything.
#[derive(Clone, Debug)]
pub struct Checked(World);

impl Checked {
    /// The world.
    pub fn world(&self) -> &World {
        &self.0
    }
}

/// Checks that `world` needs nothing beyond `features`, those of the target called `target`.
///
/// # Errors
///
/// With every place at which it does.
pub fn check(world: World, features: FeatureSet, target: &str) -> Result<Checked, Error> {
    let mut checker = Checker {
        world: &world,
        features,
        target,
        found: Vec::new(),
    };
    checker.check_world();
    let found = checker.found;
    if found.is_empty() {
        Ok(Checked(world))
    } else {
        Err(Error::Unsupported(found))
    }
}

struct Checker<'a> {
    world: &'a World,
    features: FeatureSet,
    target: &'a str,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn check_world(&mut self) {
        let world = self.world;
        let name = format!("world {}", world.name);
        let imports = !self.features.exports_only;
        for func in world.imported_funcs.iter().filter(|_| imports) {
            self.check_func(&name, func);
        }
        for func in &world.exported_funcs {
            self.check_func(&name, func);
        }
        for interface in world.interfaces.iter().filter(|it| imports || it.exported) {
            let path = format!("interface {}", interface.id);
            for func in &interface.funcs {
                self.check_func(&path, func);
            }
            for id in &interface.types {
                self.check_def(&path, world.ty(*id));
            }
        }
        for id in &world.world_types {
            self.check_def(&name, world.ty(*id));
        }
    }

    fn check_func(&mut self, scope: &str, func: &Func) {
        let path = format!("{scope}, func {}", func.id);
        if func.is_async {
            self.need(&path, func.span, Feature::AsyncFunc);
        }
        let this = usize::from(matches!(func.kind, FuncKind::Method(_)));
        if func.params.len() + this > Feature::SHORT {
            self.need(&path, func.span, Feature::LongTuple);
        }
        for param in &func.params {
            let path = format!("{path}, param {}", param.name);
            self.check_type(&path, param.span, &param.ty);
        }
        if let Some(result) = &func.result {
            self.check_type(&format!("{path}, result"), func.span, result);
        }
    }

    fn check_def(&mut self, scope: &str, def: &TypeDef) {
        let path = format!("{scope}, type {}", def.name);
        match &def.kind {
            TypeKind::Record(fields) => {
                for field in fields {
                    let path = format!("{path}, field {}", field.name);
                    self.check_type(&path, field.span, &field.ty);
                }
            }
            TypeKind::Variant(cases) => {
                for case in cases {
                    if let Some(ty) = &case.ty {
                        let path = format!("{path}, case {}", case.name);
                        self.check_type(&path, case.span, ty);
                    }
                }
            }
            TypeKind::Alias(ty) => self.check_type(&path, def.span, ty),
            TypeKind::Enum(_) | TypeKind::Flags(_) | TypeKind::Resource => {}
        }
    }

    fn check_type(&mut self, path: &str, span: Span, ty: &Type) {
        match ty {
            Type::ErrorContext => self.need(path, span, Feature::ErrorContext),
            Type::FixedList(..) => self.need(path, span, Feature::FixedList),
            Type::Map(..) => self.need(path, span, Feature::Map),
            Type::Stream(_) => self.need(path, span, Feature::Stream),
            Type::Future(_) => self.need(path, span, Feature::Future),
            Type::Tuple(types) if types.len() > Feature::SHORT => {
                self.need(path, span, Feature::LongTuple);
            }
            Type::Own(id) | Type::Borrow(id) => {
                if let TypeOwner::Interface(owner) = self.world.resolve(*id).owner
                    && !self.world.interface(owner).exported
                {
                    self.need(path, span, Feature::ImportedResource);
                }
            }
            _ => {}
        }
        for part in ty.parts() {
            self.check_type(path, span, part);
        }
    }

    fn need(&mut self, path: &str, span: Span, feature: Feature) {
        if !self.features.has(feature) {
            self.found.push(Diagnostic {
                path: path.to_string(),
                location: self.world.locate(span),
                excerpt: self.world.excerpt(span),
                message: format!("the target `{}` has no `{feature}` yet", self.target),
                help: feature.help().to_string(),
            });
        }
    }
}
