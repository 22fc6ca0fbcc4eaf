//! What a composition does, computed without any of it.

use std::collections::HashMap;

use super::case::{Case, Id, Step};

/// The instances of a composition and their states.
#[derive(Clone, Debug)]
pub(crate) struct Model<'c> {
    pub(crate) case: &'c Case,
    pub(crate) instances: Vec<Instance>,
}

#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub(crate) part: usize,
    /// Which instance is behind its imports from a part.
    pub(crate) links: HashMap<usize, usize>,
    count: u32,
}

/// A resource: whose it is, and what it stands for there.
#[derive(Clone, Copy, Debug)]
struct Thing {
    instance: usize,
    rep: u32,
}

fn mix(a: u32, b: u32) -> u32 {
    (a ^ b)
        .wrapping_mul(0x9e37_79b1)
        .rotate_left(13)
        .wrapping_add(b)
}

/// How many instances there are of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sharing {
    One,
    PerImporter,
    /// As the numbers say: up to three.
    Chosen(u64),
}

/// More instances than this are more than a test needs.
const LIMIT: usize = 250;

impl<'c> Model<'c> {
    /// One instance of everything, or as many as `sharing` says; none where these are too many.
    pub(crate) fn new(case: &'c Case, sharing: Sharing) -> Option<Self> {
        let mut model = Self {
            case,
            instances: Vec::new(),
        };
        let mut chosen = match sharing {
            Sharing::Chosen(seed) => seed | 1,
            _ => 0,
        };
        model.add(0);
        let mut known: HashMap<usize, Vec<usize>> = HashMap::new();
        // Importers come first, so that all instances of a part are there when its turn comes.
        for part in 0..case.parts.len() {
            let importers = (0..model.instances.len()).filter(|&n| model.instances[n].part == part);
            for importer in importers.collect::<Vec<_>>() {
                let ids = case.closure(part);
                let mut targets: Vec<usize> = ids.iter().map(|id| id.part).collect();
                targets.extend(case.world_targets(part));
                targets.sort_unstable();
                targets.dedup();
                for target in targets {
                    let there = known.entry(target).or_default();
                    let shared = match sharing {
                        _ if case.parts[target].is_host => there.first().copied(),
                        Sharing::One => there.first().copied(),
                        Sharing::PerImporter => None,
                        Sharing::Chosen(_) => {
                            chosen = chosen.wrapping_mul(0x2545_f491_4f6c_dd1d).rotate_left(17);
                            there.get((chosen % 4) as usize).copied().or(
                                // Mostly one: resources have to be the same where they meet.
                                (chosen % 7 > 1).then(|| there.first().copied()).flatten(),
                            )
                        }
                    };
                    let instance = shared.unwrap_or_else(|| model.add(target));
                    if shared.is_none() {
                        known.entry(target).or_default().push(instance);
                    }
                    model.instances[importer].links.insert(target, instance);
                }
            }
            if model.instances.len() > LIMIT {
                return None;
            }
        }
        Some(model)
    }

    fn add(&mut self, part: usize) -> usize {
        self.instances.push(Instance {
            part,
            links: HashMap::new(),
            count: 0,
        });
        self.instances.len() - 1
    }

    /// Whether the resources are the same wherever instances are connected.
    pub(crate) fn resources_agree(&self) -> bool {
        self.instances.iter().all(|instance| {
            let ids = self.case.closure(instance.part);
            ids.iter().all(|id| {
                let provider = &self.instances[instance.links[&id.part]];
                let uses = self.case.parts[id.part].uses.iter();
                let mut uses = uses.filter(|used| !self.case.parts[**used].is_host);
                uses.all(|used| provider.links.get(used) == instance.links.get(used))
            })
        })
    }

    /// The instance of a host; there is only one of each.
    pub(crate) fn host(&self, part: usize) -> Option<usize> {
        (0..self.instances.len()).find(|&n| self.instances[n].part == part)
    }

    pub(crate) fn count(&mut self, instance: usize) -> u32 {
        let count = &mut self.instances[instance].count;
        *count = count.wrapping_add(1);
        *count
    }

    fn link(&self, instance: usize, part: usize) -> usize {
        self.instances[instance].links[&part]
    }

    /// A function that does all steps.
    pub(crate) fn work(&mut self, instance: usize, number: u32, x: u32, fuel: u32) -> u32 {
        let case = self.case;
        let part = &case.parts[self.instances[instance].part];
        let mut acc = mix(mix(part.constant + number, self.count(instance)), x);
        let left = fuel.saturating_sub(1);
        let total = part.steps.len() as u32;
        for (k, step) in (0..).zip(&part.steps) {
            let share = left / total + u32::from(k < left % total);
            if share > 0 {
                acc = mix(acc, self.step(instance, step, acc, share));
            }
        }
        acc
    }

    fn step(&mut self, own: usize, step: &Step, acc: u32, share: u32) -> u32 {
        match step {
            Step::Call(id, f) => self.work(self.link(own, id.part), *f, acc, share),
            Step::World(target) => self.work(self.link(own, *target), 100, acc, share),
            Step::Take(id) => {
                let choice = acc % 3;
                let payload = [[0, 0], [acc ^ 7, 0], [acc ^ 7, share]][choice as usize];
                self.take(
                    self.link(own, id.part),
                    [acc, share, choice, payload[0], payload[1], share % 3],
                )
            }
            Step::Shift(id, _) => self.shift(self.link(own, id.part), acc, share),
            Step::Thing(id) => self.pass(own, *id, [None; 3], acc, share),
            Step::Pass {
                thing,
                maker,
                holder,
                eater,
            } => self.pass(own, *thing, [*maker, *holder, *eater], acc, share),
            Step::Poke(id) => {
                let host = self.link(own, id.part);
                let rep = self.construct(host, acc);
                let value = self.poke(host, acc, share, rep);
                self.drop_thing(host, rep);
                value
            }
        }
    }

    fn pass(&mut self, own: usize, thing: Id, hands: [Option<Id>; 3], acc: u32, share: u32) -> u32 {
        let [maker, holder, eater] = hands.map(|id| id.map(|id| self.link(own, id.part)));
        let made = match maker {
            Some(maker) => {
                let x = mix(mix(acc, self.count(maker)), share);
                let instance = self.link(maker, thing.part);
                Thing {
                    instance,
                    rep: self.construct(instance, x),
                }
            }
            None => {
                let instance = self.link(own, thing.part);
                Thing {
                    instance,
                    rep: self.construct(instance, acc),
                }
            }
        };
        if let Some(holder) = holder {
            self.count(holder);
        }
        let mut value = self.value(made.instance, made.rep, share);
        if let Some(eater) = eater {
            value = mix(value, self.count(eater));
        }
        self.drop_thing(made.instance, made.rep);
        value
    }

    pub(crate) fn construct(&mut self, instance: usize, x: u32) -> u32 {
        let constant = self.case.parts[self.instances[instance].part].constant;
        mix(mix(constant, self.count(instance)), x)
    }

    pub(crate) fn value(&mut self, instance: usize, rep: u32, x: u32) -> u32 {
        mix(mix(rep, self.count(instance)), x)
    }

    pub(crate) fn drop_thing(&mut self, instance: usize, rep: u32) {
        let count = &mut self.instances[instance].count;
        *count = mix(*count, rep);
    }

    pub(crate) fn take(&mut self, instance: usize, flat: [u32; 6]) -> u32 {
        flat.into_iter().fold(self.count(instance), mix)
    }

    pub(crate) fn shift(&mut self, instance: usize, a: u32, b: u32) -> u32 {
        mix(mix(self.count(instance), a), b)
    }

    pub(crate) fn poke(&mut self, host: usize, a: u32, b: u32, rep: u32) -> u32 {
        mix(self.shift(host, a, b), rep)
    }
}
