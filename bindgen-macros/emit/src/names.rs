//! The names by which options mean a world's interfaces, types and functions.

use wittgen_ir::{Func, InterfaceId, TypeId, TypeOwner, World};

/// A function: the interface that it is in, and the name that components have for it.
pub(crate) type FuncKey = (Option<InterfaceId>, String);

/// Something that a name can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    World,
    Interface(InterfaceId),
    Type(TypeId),
    Func(FuncKey),
}

/// What kinds of things are looked for.
#[derive(Clone, Copy)]
pub(crate) struct Kinds {
    pub(crate) world: bool,
    pub(crate) types: bool,
    pub(crate) funcs: bool,
}

impl Kinds {
    /// Interfaces and types.
    pub(crate) const TYPES: Kinds = Kinds {
        world: false,
        types: true,
        funcs: false,
    };
    /// Functions alone.
    pub(crate) const FUNCS: Kinds = Kinds {
        world: false,
        types: false,
        funcs: true,
    };
    /// Everything.
    pub(crate) const ALL: Kinds = Kinds {
        world: true,
        types: true,
        funcs: true,
    };

    fn has(self, item: &Item) -> bool {
        match item {
            Item::World => self.world,
            Item::Interface(_) | Item::Type(_) => self.types,
            Item::Func(_) => self.funcs,
        }
    }

    fn words(self) -> &'static str {
        match (self.types, self.funcs) {
            (true, true) => "interface, type or function",
            (true, false) => "interface or type",
            (false, _) => "function",
        }
    }
}

/// Every name of a world.
pub(crate) struct Names {
    world: String,
    entries: Vec<(String, Item)>,
}

impl Names {
    pub(crate) fn of(world: &World) -> Self {
        let package = &world.package;
        let version = package.version.as_ref().map(|it| format!("@{it}"));
        let full = format!(
            "{}:{}/{}{}",
            package.namespace,
            package.name,
            world.name,
            version.unwrap_or_default()
        );
        let mut names = Self {
            world: world.name.to_string(),
            entries: vec![(full, Item::World)],
        };
        for id in world.interface_ids() {
            let interface = world.interface(id);
            names.push(interface.id.clone(), Item::Interface(id));
            for func in &interface.funcs {
                names.push_func(format!("{}#", interface.id), Some(id), func);
            }
        }
        for id in world.type_ids() {
            let def = world.ty(id);
            let name = match def.owner {
                TypeOwner::World => def.name.to_string(),
                TypeOwner::Interface(owner) => {
                    format!("{}/{}", world.interface(owner).id, def.name)
                }
            };
            names.push(name, Item::Type(id));
        }
        for func in world.imported_funcs.iter().chain(&world.exported_funcs) {
            names.push_func(String::new(), None, func);
        }
        names
    }

    fn push_func(&mut self, scope: String, interface: Option<InterfaceId>, func: &Func) {
        let item = Item::Func((interface, func.id.clone()));
        self.push(format!("{scope}{}", func.id), item);
    }

    fn push(&mut self, name: String, item: Item) {
        // A function may be imported and exported, under one name.
        if !self
            .entries
            .iter()
            .any(|(one, it)| *one == name && *it == item)
        {
            self.entries.push((name, item));
        }
    }

    /// The one thing that `wit` means.
    ///
    /// # Errors
    ///
    /// With the message and the help where there is none, or several.
    pub(crate) fn find(&self, wit: &str, kinds: Kinds) -> Result<Item, (String, String)> {
        let among = |fits: &dyn Fn(&str) -> bool| -> Vec<&(String, Item)> {
            let entries = self.entries.iter();
            entries
                .filter(|(name, item)| kinds.has(item) && fits(name))
                .collect()
        };
        let mut found = among(&|name| name == wit);
        if found.is_empty() {
            found = among(&|name| plain(name) == plain(wit) && !contradicts(wit, name));
        }
        match found[..] {
            [(_, item)] => Ok(item.clone()),
            // An interface and a type of the world may share a name; the interface is the more likely.
            [(a, item @ Item::Interface(_)), (b, Item::Type(_))] if a == b => Ok(item.clone()),
            [] => Err(self.unknown(wit, kinds)),
            _ => {
                let names: Vec<&str> = found.iter().map(|(name, _)| &**name).collect();
                Err((
                    format!("`{wit}` can mean several"),
                    format!("give the version: {}", list(&names)),
                ))
            }
        }
    }

    fn unknown(&self, wit: &str, kinds: Kinds) -> (String, String) {
        let message = format!(
            "the world `{}` has no {} `{wit}`",
            self.world,
            kinds.words()
        );
        let of_kind = self.entries.iter().filter(|(_, item)| kinds.has(item));
        let names: Vec<&str> = of_kind.map(|(name, _)| &**name).collect();
        if let Some(near) = did_you_mean(wit, &names) {
            return (message, format!("did you mean `{near}`?"));
        }
        // What is in the same interface, if that is right; else what there is.
        let scope = wit.split_once('#').map(|(scope, _)| scope);
        let scope = scope.or_else(|| wit.rsplit_once('/').map(|(scope, _)| scope));
        let beside: Vec<&str> = names
            .iter()
            .filter(|name| scope.is_some_and(|it| is_in(name, it)))
            .copied()
            .collect();
        let listed = if beside.is_empty() { names } else { beside };
        let help = if listed.is_empty() {
            format!("the world has no {}; leave it out", kinds.words())
        } else {
            format!("there is {}", list(&listed))
        };
        (message, help)
    }
}

/// Whether `name` is something in the interface `scope`.
fn is_in(name: &str, scope: &str) -> bool {
    plain(name)
        .strip_prefix(&*plain(scope))
        .is_some_and(|rest| rest.starts_with(['/', '#']))
}

/// A name without versions, and without the words that components put before a resource's functions.
fn plain(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some((before, version)) = rest.split_once('@') {
        out.push_str(before);
        rest = version.find(['/', '#']).map_or("", |end| &version[end..]);
    }
    out.push_str(rest);
    out.replace("#[method]", "#").replace("#[static]", "#")
}

/// Whether `wit` has a version and `name` another one.
fn contradicts(wit: &str, name: &str) -> bool {
    let version = |text: &str| {
        let (_, rest) = text.split_once('@')?;
        let end = rest.find(['/', '#']).unwrap_or(rest.len());
        Some(rest[..end].to_string())
    };
    version(wit).is_some_and(|wanted| version(name) != Some(wanted))
}

/// `a`, `b` and `c`; of many the first ones.
pub(crate) fn list(names: &[&str]) -> String {
    const MOST: usize = 12;
    let quoted: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|it| format!("`{it}`"))
        .collect();
    match (&quoted[..], names.len().checked_sub(MOST + 1)) {
        (_, Some(more)) => format!("{} and {} more", quoted.join(", "), more + 1),
        ([], _) => "nothing".to_string(),
        ([one], _) => one.clone(),
        ([init @ .., last], _) => format!("{} and {last}", init.join(", ")),
    }
}

/// The one of `names` that was most likely meant by `wrong`, if any is near.
pub fn did_you_mean<'a>(wrong: &str, names: &[&'a str]) -> Option<&'a str> {
    let distance = |name: &str| {
        let whole = strsim::damerau_levenshtein(&plain(wrong), &plain(name));
        // `store` for `wittgen:notes/store`.
        let last = plain(name);
        let last = last.rsplit(['/', '#']).next().unwrap_or_default();
        whole.min(strsim::damerau_levenshtein(wrong, last))
    };
    let most = (wrong.len() / 4).clamp(1, 3);
    names
        .iter()
        .map(|name| (distance(name), *name))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{contradicts, did_you_mean, list, plain};

    #[test]
    fn versions_and_kinds_may_be_left_out() {
        assert_eq!(plain("a:b/c@0.1.0/t"), "a:b/c/t");
        assert_eq!(plain("a:b/c@0.1.0-rc.1+x#[method]r.f"), "a:b/c#r.f");
        assert!(contradicts("a:b/c@0.2.0", "a:b/c@0.1.0"));
        assert!(contradicts("a:b/c@0.2.0", "a:b/c"));
        assert!(!contradicts("a:b/c/t", "a:b/c@0.1.0/t"));
    }

    #[test]
    fn only_near_names_are_suggested() {
        let names = ["a:b/store@0.1.0", "a:b/other@0.1.0"];
        assert_eq!(did_you_mean("store", &names), Some(names[0]));
        assert_eq!(did_you_mean("a:b/stroe", &names), Some(names[0]));
        assert_eq!(did_you_mean("unlike", &names), None);
    }

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert!(list(&["x"; 14]).ends_with(" and 2 more"));
    }
}
