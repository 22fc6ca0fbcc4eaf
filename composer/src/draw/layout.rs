//! Places for the nodes of a drawing: in layers from top to bottom, each below all that get
//! something from it.
//!
//! The method is Sugiyama's. Between two layers of nodes lies one of labels, and every edge has a slot
//! in each layer that it passes, so that neither labels nor edges run into nodes. Within a layer the order
//! comes from barycentres, and the places from isotonic regression: as near to the neighbours'
//! middle as the order and the widths allow. What is drawn is not decided here.

mod order;
mod rank;
mod settle;

use std::collections::HashMap;

use rank::rank;

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
    /// Whether it leads upwards, which only an edge does that closes a circle.
    pub(super) is_up: bool,
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
    placing.finish(sizes.len(), links, &ways)
}

/// Where each layer begins, and how high it is.
#[derive(Default)]
struct Heights {
    layers: Vec<(f64, f64)>,
}

impl Heights {
    fn add(&mut self, number: usize, height: f64) {
        let space = if number == 0 { 0.0 } else { BELOW };
        self.layers.push((self.bottom() + space, height));
    }

    fn bottom(&self) -> f64 {
        self.layers.last().map_or(0.0, |(top, height)| top + height)
    }
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

    /// The places of everything, once each slot has its place within its layer.
    fn finish(mut self, nodes: usize, links: &[Link], ways: &[Vec<usize>]) -> Layout {
        let left = self.slots.iter().map(|slot| slot.x - slot.size.0 / 2.0);
        let left = left.reduce(f64::min).unwrap_or(0.0);
        for slot in &mut self.slots {
            slot.x -= left;
        }
        let right = self.slots.iter().map(|slot| slot.x + slot.size.0 / 2.0);
        let right = right.fold(0.0, f64::max);
        let mut heights = Heights::default();
        for (number, layer) in self.layers.iter().enumerate() {
            let height = layer.iter().map(|&slot| self.slots[slot].size.1);
            heights.add(number, height.fold(0.0, f64::max));
        }
        let ports = self.ports(ways);
        let routes = links.iter().zip(ways).enumerate();
        let routes = routes.map(|(number, (link, way))| {
            let port = |slot| ports.get(&(number, slot)).copied().unwrap_or(0.0);
            let mut route = self.route(&heights, way, link.label.is_some(), port);
            route.is_up = way.first() != Some(&link.from);
            route
        });
        Layout {
            routes: routes.collect(),
            size: (right, heights.bottom()),
            nodes: (0..nodes).map(|slot| self.middle(&heights, slot)).collect(),
        }
    }

    fn middle(&self, heights: &Heights, slot: usize) -> (f64, f64) {
        let (top, height) = heights.layers[self.slots[slot].layer];
        (self.slots[slot].x, top + height / 2.0)
    }

    /// The lines of one edge. A label stands in the first slot; through the others the line goes on.
    fn route(
        &self,
        heights: &Heights,
        way: &[usize],
        has_label: bool,
        port: impl Fn(usize) -> f64,
    ) -> Route {
        let end = |slot: usize, is_top: bool| {
            let (x, y) = self.middle(heights, slot);
            let half = self.slots[slot].size.1 / 2.0;
            (x + port(slot), if is_top { y - half } else { y + half })
        };
        let mut route = Route::default();
        for pair in way.windows(2) {
            route.lines.push([end(pair[0], false), end(pair[1], true)]);
        }
        for (place, &slot) in way.iter().enumerate().take(route.lines.len()).skip(1) {
            let (top, height) = heights.layers[self.slots[slot].layer];
            let (x, y) = self.middle(heights, slot);
            if place == 1 && has_label {
                route.label = Some((x, y));
            } else {
                route.lines[place - 1][1] = (x, top);
                route.lines[place][0] = (x, top + height);
            }
        }
        route
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

#[cfg(test)]
mod tests {
    use super::{Link, place};

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

    /// Graphs of all kinds: nothing that has a size lies on anything else.
    #[test]
    fn nothing_overlaps() {
        let mut state = 1u64;
        let mut random = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize % below
        };
        for _ in 0..60 {
            let count = 2 + random(25);
            let sizes: Vec<_> = (0..count)
                .map(|_| (20.0 + random(200) as f64, 30.0))
                .collect();
            let links: Vec<_> = (0..random(60))
                .map(|_| {
                    let label = (random(3) > 0).then(|| (10.0 + random(150) as f64, 14.0));
                    Link {
                        from: random(count),
                        to: random(count),
                        label,
                    }
                })
                .filter(|link| link.from != link.to)
                .collect();
            let sinks: Vec<_> = (0..count).map(|_| random(4) == 0).collect();
            let layout = place(&sizes, &links, &sinks);
            let nodes = layout.nodes.iter().copied().zip(sizes.iter().copied());
            let labels = layout.routes.iter().zip(&links);
            let labels = labels.filter_map(|(route, link)| Some((route.label?, link.label?)));
            let all: Vec<_> = nodes.chain(labels).collect();
            for (index, ((x, y), (w, h))) in all.iter().enumerate() {
                for ((other_x, other_y), (other_w, other_h)) in &all[index + 1..] {
                    let apart = (x - other_x).abs() >= (w + other_w) / 2.0
                        || (y - other_y).abs() >= (h + other_h) / 2.0;
                    assert!(
                        apart,
                        "{x} {y} {w} {h}, {other_x} {other_y} {other_w} {other_h}"
                    );
                }
                assert!(x - w / 2.0 > -1e-6 && x + w / 2.0 < layout.size.0 + 1e-6);
            }
        }
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
