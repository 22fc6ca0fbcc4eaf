//! In which layer each node stands.

use super::Link;

/// The rank of each node: one more than the lowest that gets something from it. Links that close a
/// circle are left out.
pub(super) fn rank(count: usize, links: &[Link], sinks: &[bool]) -> Vec<usize> {
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
