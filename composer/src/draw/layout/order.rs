//! The order within layers, and the places that follow from it.

use super::settle::{mean, settle};
use super::{PASSING, Placing, Slot};

/// How often the order within layers is improved, and then the places.
const ROUNDS: usize = 12;

impl Placing {
    /// Orders the layers so that few edges cross: the best of several rounds.
    pub(super) fn order(&mut self) {
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
    pub(super) fn spread(&mut self) {
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
}

/// Numbers the slots of a layer, from 0 to 1.
fn number(layer: &[usize], places: &mut [f64]) {
    let scale = 1.0 / layer.len().max(1) as f64;
    for (place, &slot) in layer.iter().enumerate() {
        places[slot] = (place as f64 + 0.5) * scale;
    }
}
