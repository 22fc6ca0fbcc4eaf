//! Places within a layer.

use super::BESIDE;

/// The mean of values with weights.
pub(super) fn mean(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, total) = values.fold((0.0, 0.0), |(sum, total), (value, weight)| {
        (sum + value * weight, total + weight)
    });
    (total > 0.0).then(|| sum / total)
}

/// The places nearest to the wanted ones, by weighted least squares, at which things of these widths
/// stand in this order without touching: isotonic regression by pooling neighbours that are in
/// the wrong order.
pub(super) fn settle(wanted: &[(f64, f64)], widths: &[f64]) -> Vec<f64> {
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
    use super::{BESIDE, settle};

    #[test]
    fn things_keep_their_distance_and_come_near() {
        let found = settle(&[(0.0, 1.0), (0.0, 1.0), (500.0, 1.0)], &[10.0, 10.0, 10.0]);
        assert_eq!(found[2], 500.0);
        assert!((found[1] - found[0] - 10.0 - BESIDE).abs() < 1e-9);
        assert!((found[0] + found[1]).abs() < 1e-9);
    }
}
