//! What is composed: parts that import from each other, and hosts that stay outside.
//!
//! A case is made of small numbers, which proptest varies and shrinks; every choice of numbers makes a
//! case.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

/// An interface: the part that it belongs to, and the minor version that it is named with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id {
    pub(crate) part: usize,
    pub(crate) minor: u32,
}

/// The parts, the root first; each imports from later ones alone.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) is_host: bool,
    /// The minor version of its interface: how many functions that has beyond the first.
    pub(crate) minor: u32,
    pub(crate) constant: u32,
    /// Whose resources and records its interface mentions.
    pub(crate) uses: Vec<usize>,
    /// What its functions do, one after another.
    pub(crate) steps: Vec<Step>,
}

/// One thing that a function does with what its part imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Calls a function of an interface.
    Call(Id, u32),
    /// Makes a resource, asks it, and drops it.
    Thing(Id),
    /// Passes a record, a variant and an enum.
    Take(Id),
    /// Calls a function of the world.
    World(usize),
    /// Passes a record of one interface to another that uses it: the interface, and which of its uses.
    Shift(Id, usize),
    /// Passes a resource of one interface from hand to hand.
    Pass {
        /// The interface that the resource is of.
        thing: Id,
        /// Who makes it; none for its own constructor.
        maker: Option<Id>,
        /// Who has it and gives it back.
        holder: Option<Id>,
        /// Who is lent it; none for its own method.
        eater: Option<Id>,
    },
    /// Passes types of a host that the world itself mentions to a function of the world.
    Poke(Id),
}

/// The numbers behind a part.
pub(crate) type RawPart = (u8, u8, Vec<u8>, Vec<RawImport>);
/// The numbers behind an import: whom, in which version, and what for.
pub(crate) type RawImport = (u8, u8, Vec<u8>);

/// Cases of up to `parts` parts.
pub(crate) fn cases(parts: usize) -> impl Strategy<Value = Case> {
    let import = (any::<u8>(), any::<u8>(), vec(any::<u8>(), 0..4));
    let part = (
        any::<u8>(),
        any::<u8>(),
        vec(any::<u8>(), 0..3),
        vec(import, 0..4),
    );
    vec(part, 2..=parts).prop_map(|raw| Case::new(&raw))
}

impl Case {
    /// Two parts that share a third.
    pub(crate) fn diamond() -> Self {
        let part = |constant, uses: &[usize], steps| Part {
            is_host: false,
            minor: 1,
            constant,
            uses: uses.to_vec(),
            steps,
        };
        let [left, right, below] = [1, 2, 3].map(|part| Id { part, minor: 1 });
        let root = vec![
            Step::Call(left, 0),
            Step::Call(right, 1),
            Step::Take(below),
            Step::Shift(left, 0),
        ];
        Self {
            parts: vec![
                part(10, &[], root),
                part(20, &[3], vec![Step::Call(below, 1), Step::World(3)]),
                part(30, &[3], vec![Step::Call(below, 0), Step::Take(below)]),
                part(40, &[], Vec::new()),
            ],
        }
    }

    fn new(raw: &[RawPart]) -> Self {
        let count = raw.len();
        let mut parts: Vec<Part> = Vec::new();
        for (i, (kind, minor, uses, _)) in raw.iter().enumerate() {
            let is_host = i > 0 && (kind % 5 == 0 || i == count - 1 && kind % 2 == 0);
            let uses = uses.iter().filter(|_| !is_host && i > 0 && i + 1 < count);
            let uses: BTreeSet<usize> = uses.map(|&n| below(i, count, n)).collect();
            parts.push(Part {
                is_host,
                minor: u32::from(minor % 4),
                constant: u32::from(*kind) << 8 | i as u32,
                uses: uses.into_iter().collect(),
                steps: Vec::new(),
            });
        }
        let mut case = Self { parts };
        let mut wanted: BTreeSet<usize> = (1..count).collect();
        for (i, (.., imports)) in raw.iter().enumerate() {
            if !case.parts[i].is_host && i + 1 < count {
                case.add_steps(i, imports);
            }
            for target in case
                .closure(i)
                .iter()
                .map(|id| id.part)
                .chain(case.world_targets(i))
            {
                wanted.remove(&target);
            }
        }
        // Whom nobody imports from, the nearest part before it does.
        for target in wanted {
            if let Some(i) = (0..target).rev().find(|&i| !case.parts[i].is_host) {
                let minor = case.parts[target].minor;
                case.parts[i].steps.push(Step::Call(
                    Id {
                        part: target,
                        minor,
                    },
                    0,
                ));
            }
        }
        case
    }

    fn add_steps(&mut self, i: usize, imports: &[RawImport]) {
        let mut ids: Vec<Id> = Vec::new();
        for &(n, minor, _) in imports {
            let part = below(i, self.parts.len(), n);
            ids.push(Id {
                part,
                minor: u32::from(minor % 4),
            });
        }
        for (&id, (.., kinds)) in ids.iter().zip(imports) {
            let part = &self.parts[id.part];
            let functions = id.minor.min(part.minor) + 1;
            let mut steps = vec![Step::Call(id, u32::from(kinds.len() as u8) % functions)];
            for &kind in kinds {
                let n = usize::from(kind / 8);
                let uses = part.uses.len();
                steps.push(match kind % 8 {
                    0 | 1 if uses > 0 => self.pass(&ids, id, n),
                    2 if uses > 0 => Step::Shift(id, n % uses),
                    0..=2 => Step::Thing(id),
                    3 => Step::World(id.part),
                    4 if part.is_host => Step::Poke(Id {
                        part: id.part,
                        minor: i as u32 % 2,
                    }),
                    4 | 5 => Step::Take(id),
                    _ => Step::Call(id, u32::from(kind) % functions),
                });
            }
            self.parts[i].steps.extend(steps);
        }
    }

    /// A resource on its way through the interface `id`, which uses it, and another.
    fn pass(&self, ids: &[Id], id: Id, n: usize) -> Step {
        let uses = &self.parts[id.part].uses;
        let thing = self.used(id, uses[n % uses.len()]);
        let others = ids.iter().copied().filter(|&other| {
            let uses = &self.parts[other.part].uses;
            uses.contains(&thing.part) && self.used(other, thing.part) == thing
        });
        let hands: Vec<Option<Id>> = others.map(Some).chain([None]).collect();
        let hand = |n: usize| hands[n % hands.len()];
        Step::Pass {
            thing,
            maker: hand(n),
            holder: hand(n / 2),
            eater: hand(n / 3 + 1),
        }
    }

    /// The version in which the interface `id` uses that of `part`.
    pub(crate) fn used(&self, id: Id, part: usize) -> Id {
        let minor = u32::from((id.part as u32 + id.minor).is_multiple_of(3));
        Id { part, minor }
    }

    /// All interfaces that a part imports, for itself or because others use their types.
    pub(crate) fn closure(&self, i: usize) -> BTreeSet<Id> {
        let part = &self.parts[i];
        let own = Id {
            part: i,
            minor: part.minor,
        };
        let mut pending: Vec<Id> = part.uses.iter().map(|&used| self.used(own, used)).collect();
        for step in &part.steps {
            match step {
                Step::World(_) => {}
                Step::Pass {
                    thing,
                    maker,
                    holder,
                    eater,
                } => {
                    let hands = [maker, holder, eater].into_iter().copied().flatten();
                    pending.extend(hands.chain([*thing]));
                }
                Step::Call(id, _) | Step::Shift(id, _) | Step::Thing(id) | Step::Take(id) => {
                    pending.push(*id);
                }
                Step::Poke(id) => pending.push(*id),
            }
        }
        let mut found = BTreeSet::new();
        while let Some(id) = pending.pop() {
            if found.insert(id) {
                let uses = self.parts[id.part].uses.iter();
                pending.extend(uses.map(|&used| self.used(id, used)));
            }
        }
        found
    }

    /// Whose functions of the world a part imports.
    pub(crate) fn world_targets(&self, i: usize) -> BTreeSet<usize> {
        let steps = self.parts[i].steps.iter();
        let worlds = steps.filter_map(|step| match step {
            Step::World(target) => Some(*target),
            _ => None,
        });
        worlds.collect()
    }

    /// The name of an interface. Three parts at a time are major versions of one package.
    pub(crate) fn name(id: Id) -> String {
        let package = Self::package(id);
        package.replace('@', "/api@")
    }

    /// The name of an interface's package.
    pub(crate) fn package(id: Id) -> String {
        let (package, major) = (id.part / 3, id.part % 3 + 1);
        format!("t:p{package}@{major}.{}.0", id.minor)
    }

    /// The part that an interface of this name belongs to.
    pub(crate) fn part_of(name: &str) -> Option<Id> {
        let (package, version) = name.strip_prefix("t:p")?.split_once("/api@")?;
        let mut numbers = version.split('.').map(|n| n.parse::<u32>().ok());
        let (major, minor) = (numbers.next()??, numbers.next()??);
        let part = package.parse::<usize>().ok()? * 3 + major as usize - 1;
        Some(Id { part, minor })
    }
}

/// A part after `i`, near it.
fn below(i: usize, count: usize, n: u8) -> usize {
    i + 1 + usize::from(n) % (count - i - 1).min(8)
}
