//! Places for the nodes of a drawing: in layers from top to bottom, each below all that get
//! something from it.
//!
//! The method is Sugiyama's. Between two layers of nodes lies one of labels, and every edge has a slot
//! in each layer that it passes, so that neither labels nor edges run into nodes. Within a layer the order
//! comes from barycentres, and the places from isotonic regression: as near to the neighbours'
//! middle as the order and the widths allow. What is drawn is not decided here.

use std::collections::HashMap;

/// A width and a height.
pub(super) type Size = (f64, f64);

/// The space between two nodes of a layer.
const BESIDE: f64 = 28.0;
/// The space between two layers.
const BELOW: f64 = 20.0;
/// The width of the slot of an edge that only passes.
const PASSING: f64 = 8.0;
/// How many slots there may be. Beyond that, edges go straight to their ends.
const MOST_SLOTS: usize = 20_000;
/// How often the order within layers is improved, and then the places.
const ROUNDS: usize = 12;

/// An edge to be placed.
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The size of its label; nothing where it has none.
    pub(super) label: Option<Size>,
}

/// Where everything is.
pub(super) struct Layout {
    pub(super) size: Size,
    /// The middle of each node.
    pub(super) nodes: Vec<(f64, f64)>,
    pub(super) routes: Vec<Route>,
}

/// An edge's way.
#[derive(Default)]
pub(super) struct Route {
    /// The lines that it consists of, from top to bottom: they begin and end vertically.
    pub(super) lines: Vec<[(f64, f64); 2]>,
    /// The middle of its label.
    pub(super) label: Option<(f64, f64)>,
}

/// A place in a layer: a node's, or one that an edge passes.
struct Slot {
    layer: usize,
    size: Size,
    x: f64,
    above: Vec<usize>,
    below: Vec<usize>,
}

struct Placing {
    slots: Vec<Slot>,
    layers: Vec<Vec<usize>>,
}

/// Places nodes of these sizes. `sinks` are to be at the bottom.
pub(super) fn place(sizes: &[Size], links: &[Link], sinks: &[bool]) -> Layout {
    let ranks = rank(sizes.len(), links, sinks);
    let mut placing = Placing::new(sizes, &ranks);
    let total: usize = links
        .iter()
        .map(|l| 2 * ranks[l.from].abs_diff(ranks[l.to]))
        .sum();
    let ways: Vec<Vec<usize>> = links
        .iter()
        .map(|link| placing.lay(link, &ranks, total > MOST_SLOTS))
        .collect();
    placing.order();
    placing.spread();
    placing.routes(sizes.len(), links, &ways)
}

/// The rank of each node: one more than the lowest that gets something from it. Links that close a
/// circle are left out.
fn rank(count: usize, links: &[Link], sinks: &[bool]) -> Vec<usize> {
    let mut below = vec![Vec::new(); count];
    for link in links {
        below[link.from].push(link.to);
    }
    let order = sort(count, &below);
    let mut place = vec![0; count];
    for (index, &node) in order.iter().enumerate() {
        place[node] = index;
    }
    let mut ranks = vec![0usize; count];
    for &node in &order {
        for &to in &below[node] {
            if place[to] > place[node] {
                ranks[to] = ranks[to].max(ranks[node] + 1);
            }
        }
    }
    // What nothing is above of stands right above what it gets something from.
    let mut has_above = vec![false; count];
    for link in links {
        has_above[link.to] = true;
    }
    for node in (0..count).filter(|&node| !has_above[node]) {
        if let Some(nearest) = below[node].iter().map(|&to| ranks[to]).min() {
            ranks[node] = nearest.saturating_sub(1);
        }
    }
    let others = (0..count)
        .filter(|&node| !sinks[node])
        .map(|node| ranks[node] + 1);
    let bottom = others.max().unwrap_or(0);
    for node in (0..count).filter(|&node| sinks[node] && below[node].is_empty()) {
        ranks[node] = bottom;
    }
    ranks
}

/// The nodes, each before those below it, as far as there are no circles.
fn sort(count: usize, below: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(count);
    let mut entered = vec![false; count];
    for root in 0..count {
        if std::mem::replace(&mut entered[root], true) {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.last_mut() {
            match below[*node].get(*next) {
                Some(&to) => {
                    *next += 1;
                    if !std::mem::replace(&mut entered[to], true) {
                        path.push((to, 0));
                    }
                }
                None => {
                    order.push(*node);
                    path.pop();
                }
            }
        }
    }
    order.reverse();
    order
}

impl Placing {
    fn new(sizes: &[Size], ranks: &[usize]) -> Self {
        let last = ranks.iter().max().map_or(0, |rank| 2 * rank + 1);
        let mut placing = Self {
            slots: Vec::new(),
            layers: vec![Vec::new(); last],
        };
        for (&size, rank) in sizes.iter().zip(ranks) {
            placing.slot(2 * rank, size);
        }
        placing
    }

    fn slot(&mut self, layer: usize, size: Size) -> usize {
        self.slots.push(Slot {
            layer,
            size,
            x: 0.0,
            above: Vec::new(),
            below: Vec::new(),
        });
        self.layers[layer].push(self.slots.len() - 1);
        self.slots.len() - 1
    }

    /// Makes the slots of a link. Returns its way, from above to below.
    fn lay(&mut self, link: &Link, ranks: &[usize], is_short: bool) -> Vec<usize> {
        let (top, bottom) = match ranks[link.from] <= ranks[link.to] {
            true => (link.from, link.to),
            false => (link.to, link.from),
        };
        let (first, last) = (2 * ranks[top] + 1, 2 * ranks[bottom]);
        let mut way = vec![top];
        for layer in first..last {
            let label = link.label.filter(|_| layer == first);
            if is_short && label.is_none() {
                continue;
            }
            let slot = self.slot(layer, label.unwrap_or((PASSING, 0.0)));
            way.push(slot);
        }
        way.push(bottom);
        for pair in way.windows(2) {
            self.slots[pair[0]].below.push(pair[1]);
            self.slots[pair[1]].above.push(pair[0]);
        }
        way
    }

    /// Orders the layers so that few edges cross: the best of several rounds.
    fn order(&mut self) {
        let mut places: Vec<f64> = vec![0.0; self.slots.len()];
        for layer in &self.layers {
            number(layer, &mut places);
        }
        let mut best = (self.crossings(&places), self.layers.clone());
        for round in 0..ROUNDS {
            let is_down = round % 2 == 0;
            for layer in self.sweep(is_down) {
                let middle = |slot: usize| {
                    let Slot { above, below, .. } = &self.slots[slot];
                    let near = if is_down { above } else { below };
                    mean(near.iter().map(|&other| (places[other], 1.0)))
                };
                let mut keyed: Vec<_> = self.layers[layer]
                    .iter()
                    .map(|&slot| (middle(slot).unwrap_or(places[slot]), slot))
                    .collect();
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                self.layers[layer] = keyed.into_iter().map(|(_, slot)| slot).collect();
                number(&self.layers[layer], &mut places);
            }
            let crossings = self.crossings(&places);
            if crossings < best.0 {
                best = (crossings, self.layers.clone());
            }
        }
        self.layers = best.1;
    }

    /// The layers from top to bottom, or the other way.
    fn sweep(&self, is_down: bool) -> Vec<usize> {
        let layers = 0..self.layers.len();
        if is_down {
            layers.collect()
        } else {
            layers.rev().collect()
        }
    }

    /// How many pairs of lines cross. Of a large drawing it is not counted.
    fn crossings(&self, places: &[f64]) -> usize {
        let mut count = 0;
        for layer in self.layers.iter().filter(|layer| layer.len() < 200) {
            let lines = layer.iter().flat_map(|&slot| {
                let below = self.slots[slot].below.iter();
                below.map(move |&other| (places[slot], places[other]))
            });
            let lines: Vec<_> = lines.take(500).collect();
            for (index, one) in lines.iter().enumerate() {
                let crossed = |other: &&(f64, f64)| (one.0 - other.0) * (one.1 - other.1) < 0.0;
                count += lines[index + 1..].iter().filter(crossed).count();
            }
        }
        count
    }

    /// Gives each slot its place within its layer.
    fn spread(&mut self) {
        for round in 0..4 * ROUNDS {
            for layer in self.sweep(round % 2 == 0) {
                let layer = &self.layers[layer];
                let wanted: Vec<_> = layer.iter().map(|&slot| self.wanted(slot)).collect();
                let widths: Vec<_> = layer.iter().map(|&slot| self.slots[slot].size.0).collect();
                let found = settle(&wanted, &widths);
                for (&slot, x) in layer.iter().zip(found) {
                    self.slots[slot].x = x;
                }
            }
        }
    }

    /// Where a slot wants to be, and how much: long edges are to be straight.
    fn wanted(&self, slot: usize) -> (f64, f64) {
        let Slot { above, below, .. } = &self.slots[slot];
        let is_way =
            |slot: usize| self.slots[slot].layer % 2 == 1 || self.slots[slot].size.0 == PASSING;
        let near = above.iter().chain(below).map(|&other| {
            let weight = match (is_way(slot), is_way(other)) {
                (true, true) => 8.0,
                (false, false) => 1.0,
                _ => 2.0,
            };
            (self.slots[other].x, weight)
        });
        let weight = near.clone().map(|(_, weight)| weight).sum::<f64>();
        (mean(near).unwrap_or(self.slots[slot].x), weight.max(1.0))
    }

    fn routes(mut self, nodes: usize, links: &[Link], ways: &[Vec<usize>]) -> Layout {
        let left = self.slots.iter().map(|slot| slot.x - slot.size.0 / 2.0);
        let left = left.fold(f64::INFINITY, f64::min);
        let left = if left.is_finite() { left } else { 0.0 };
        for slot in &mut self.slots {
            slot.x -= left;
        }
        let right = self
            .slots
            .iter()
            .map(|slot| slot.x + slot.size.0 / 2.0)
            .fold(0.0, f64::max);
        let mut tops = Vec::new();
        let mut y = 0.0;
        for (number, layer) in self.layers.iter().enumerate() {
            let height = layer
                .iter()
                .map(|&slot| self.slots[slot].size.1)
                .fold(0.0, f64::max);
            tops.push((y, height));
            y += height;
            y += if number + 1 == self.layers.len() {
                0.0
            } else {
                BELOW
            };
        }
        let ports = self.ports(ways);
        let middle = |slot: usize| {
            let (top, height) = tops[self.slots[slot].layer];
            (self.slots[slot].x, top + height / 2.0)
        };
        let routes = links
            .iter()
            .zip(ways)
            .enumerate()
            .map(|(number, (link, way))| {
                let end = |slot: usize, is_below: bool| {
                    let (x, y) = middle(slot);
                    let half = self.slots[slot].size.1 / 2.0;
                    let port = ports.get(&(number, slot)).copied().unwrap_or(0.0);
                    (x + port, if is_below { y - half } else { y + half })
                };
                let mut route = Route::default();
                for pair in way.windows(2) {
                    route.lines.push([end(pair[0], false), end(pair[1], true)]);
                }
                // A label stands in the first slot; through the others the line goes on.
                for (place, &slot) in way
                    .iter()
                    .enumerate()
                    .skip(1)
                    .take(way.len().saturating_sub(2))
                {
                    let (x, y) = middle(slot);
                    if place == 1 && link.label.is_some() {
                        route.label = Some((x, y));
                    } else {
                        let (top, height) = tops[self.slots[slot].layer];
                        let at = 2 * place - 1;
                        if height > 0.0 && at <= route.lines.len() {
                            route.lines[place - 1][1] = (x, top);
                            route.lines[place][0] = (x, top + height);
                        }
                    }
                }
                route
            });
        let routes = routes.collect();
        Layout {
            size: (right, y),
            nodes: (0..nodes).map(middle).collect(),
            routes,
        }
    }

    /// How far from the middle of its ends each edge begins and ends: edges of one node stand
    /// beside each other, in the order of where they go.
    fn ports(&self, ways: &[Vec<usize>]) -> HashMap<(usize, usize), f64> {
        let mut ends: HashMap<(usize, bool), Vec<(f64, usize)>> = HashMap::new();
        for (number, way) in ways.iter().enumerate() {
            if let [first, second, ..] = way[..] {
                let x = self.slots[second].x;
                ends.entry((first, false)).or_default().push((x, number));
            }
            if let [.., before, last] = way[..] {
                let x = self.slots[before].x;
                ends.entry((last, true)).or_default().push((x, number));
            }
        }
        let mut ports = HashMap::new();
        for ((slot, _), mut edges) in ends {
            edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let room = self.slots[slot].size.0 * 0.8;
            let gap = (room / edges.len() as f64).min(24.0);
            let half = (edges.len() as f64 - 1.0) / 2.0;
            for (place, (_, number)) in edges.into_iter().enumerate() {
                ports.insert((number, slot), (place as f64 - half) * gap);
            }
        }
        ports
    }
}

/// Numbers the slots of a layer, from 0 to 1.
fn number(layer: &[usize], places: &mut [f64]) {
    let scale = 1.0 / layer.len().max(1) as f64;
    for (place, &slot) in layer.iter().enumerate() {
        places[slot] = (place as f64 + 0.5) * scale;
    }
}

/// The mean of values with weights.
fn mean(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, total) = values.fold((0.0, 0.0), |(sum, total), (value, weight)| {
        (sum + value * weight, total + weight)
    });
    (total > 0.0).then(|| sum / total)
}

/// The places nearest to the wanted ones, by weighted least squares, at which things of these widths
/// stand in this order without touching: isotonic regression by pooling neighbours that are in
/// the wrong order.
fn settle(wanted: &[(f64, f64)], widths: &[f64]) -> Vec<f64> {
    // Where each stands if all are packed.
    let mut packed = Vec::with_capacity(widths.len());
    let mut at = 0.0;
    for (index, width) in widths.iter().enumerate() {
        if index > 0 {
            at += widths[index - 1] / 2.0 + BESIDE + width / 2.0;
        }
        packed.push(at);
    }
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for ((wanted, weight), packed) in wanted.iter().zip(&packed) {
        let mut pool = (wanted - packed, *weight, 1);
        while let Some(&(shift, weight, size)) = pools.last() {
            if shift <= pool.0 {
                break;
            }
            let total = weight + pool.1;
            pool = (
                (shift * weight + pool.0 * pool.1) / total,
                total,
                size + pool.2,
            );
            pools.pop();
        }
        pools.push(pool);
    }
    let shifts = pools.into_iter();
    let shifts = shifts.flat_map(|(shift, _, size)| std::iter::repeat_n(shift, size));
    shifts
        .zip(packed)
        .map(|(shift, packed)| shift + packed)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{BESIDE, Link, place, settle};

    #[test]
    fn things_keep_their_distance_and_come_near() {
        let found = settle(&[(0.0, 1.0), (0.0, 1.0), (500.0, 1.0)], &[10.0, 10.0, 10.0]);
        assert_eq!(found[2], 500.0);
        assert!((found[1] - found[0] - 10.0 - BESIDE).abs() < 1e-9);
        assert!((found[0] + found[1]).abs() < 1e-9);
    }

    #[test]
    fn circles_and_loops_are_placed() {
        let link = |from, to| Link {
            from,
            to,
            label: None,
        };
        let links = [link(0, 1), link(1, 0), link(1, 1)];
        let layout = place(&[(10.0, 10.0); 3], &links, &[false; 3]);
        assert_eq!((layout.nodes.len(), layout.routes.len()), (3, 3));
        assert_eq!(place(&[], &[], &[]).nodes.len(), 0);
    }

    #[test]
    fn what_is_got_stands_below() {
        let links: Vec<_> = (0..300)
            .map(|from| Link {
                from,
                to: 300,
                label: Some((80.0, 12.0)),
            })
            .chain((0..299).map(|from| Link {
                from,
                to: from + 1,
                label: None,
            }))
            .collect();
        let mut sinks = [false; 301];
        sinks[300] = true;
        let layout = place(&[(60.0, 30.0); 301], &links, &sinks);
        for (link, route) in links.iter().zip(&layout.routes) {
            assert!(layout.nodes[link.from].1 < layout.nodes[link.to].1);
            assert!(!route.lines.is_empty());
        }
    }
}
