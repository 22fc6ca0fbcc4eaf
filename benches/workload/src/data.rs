//! The data: rows, documents, keys and queries from a generator with a fixed seed.

use crate::Value;

/// Words are made of these syllables: 24³ different ones, of which texts use the first
/// [`VOCABULARY`].
const SYLLABLES: [&str; 24] = [
    "ba", "cor", "den", "el", "fi", "gra", "hu", "in", "jo", "ka", "lu", "mer", "no", "ol", "per",
    "qui", "ra", "sto", "tu", "un", "ve", "wil", "xe", "zy",
];

/// How many different words documents are made of.
const VOCABULARY: u64 = 2_000;

/// The generator `splitmix64`, <https://prng.di.unimi.it/splitmix64.c>.
pub(crate) struct Generator(u64);

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number of 64 random bits.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        Self::mix(self.0)
    }

    /// A number below `end`, the small ones slightly likelier.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// The generator's last step: bits spread over the whole number.
    pub(crate) fn mix(number: u64) -> u64 {
        let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ number >> 31
    }

    /// A word; few of them are frequent and many are rare, as in a language.
    fn word(&mut self, into: &mut String) {
        let choice = self.below(VOCABULARY).min(self.below(VOCABULARY));
        let syllables = SYLLABLES.len() as u64;
        for place in [choice, choice / syllables, choice / syllables / syllables] {
            into.push_str(SYLLABLES[(place % syllables) as usize]);
        }
    }

    /// `count` words with spaces between them.
    fn words(&mut self, count: u64) -> String {
        let mut text = String::with_capacity(count as usize * 9);
        for index in 0..count {
            if index > 0 {
                text.push(' ');
            }
            self.word(&mut text);
        }
        text
    }
}

/// Rows of the table `items`, with keys from 1 on.
pub(crate) fn rows(count: u32) -> impl Iterator<Item = [Value; 5]> {
    let mut random = Generator::new(1);
    (1..=i64::from(count)).map(move |id| {
        let digest = [random.next(), random.next(), random.next(), random.next()];
        [
            Value::Integer(id),
            Value::Integer(random.next() as i64 >> 20),
            Value::Real(random.below(1_000_000) as f64 / 100.0),
            Value::Text(random.words(5)),
            Value::Blob(digest.iter().flat_map(|part| part.to_le_bytes()).collect()),
        ]
    })
}

/// Keys among those of `rows` rows, in random order.
pub(crate) fn keys(count: u32, rows: u32) -> impl Iterator<Item = Value> {
    let mut random = Generator::new(2);
    let rows = u64::from(rows.max(1));
    (0..count).map(move |_| Value::Integer(1 + random.below(rows) as i64))
}

/// Documents with their numbers, from 1 on.
pub(crate) fn documents(count: u32) -> impl Iterator<Item = [Value; 2]> {
    let mut random = Generator::new(3);
    (1..=i64::from(count)).map(move |id| {
        let words = 6 + random.below(9);
        [Value::Integer(id), Value::Text(random.words(words))]
    })
}

/// Queries for one word and for two, in turn.
pub(crate) fn queries(count: u32) -> impl Iterator<Item = Value> {
    let mut random = Generator::new(4);
    (0..count).map(move |index| Value::Text(random.words(1 + u64::from(index % 2))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_the_same_every_time_and_of_the_documented_size() {
        let rows: Vec<_> = rows(1_000).collect();
        assert_eq!(rows, super::rows(1_000).collect::<Vec<_>>());
        let length = |row: &[Value; 5]| match &row[3] {
            Value::Text(text) => text.len(),
            _ => 0,
        };
        let mean = rows.iter().map(length).sum::<usize>() / rows.len();
        assert!((35..=45).contains(&mean), "{mean}");
        assert!(
            rows.iter()
                .all(|row| matches!(&row[4], Value::Blob(bytes) if bytes.len() == 32))
        );
    }

    #[test]
    fn keys_are_those_of_rows() {
        let inside = |key: &Value| matches!(key, Value::Integer(1..=10));
        assert!(keys(1_000, 10).all(|key| inside(&key)));
    }
}
