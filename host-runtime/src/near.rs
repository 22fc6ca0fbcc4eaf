//! The word that is likely meant by one that there is not.

/// How alike two words must be for one to be meant by the other, from 0 to 1.
const LIKENESS: f64 = 0.6;

/// The one of `names` that `name` is likely to mean.
pub(crate) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |other: &str| strsim::normalized_damerau_levenshtein(name, other);
    names
        .map(|other| (likeness(other), other))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, nearest)| nearest)
}
