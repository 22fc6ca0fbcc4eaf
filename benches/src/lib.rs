//! What the benchmarks share: their options, and the middle of what they measured.

/// What benchmarks fail with.
pub type Result<T, E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

/// The options of a benchmark.
pub struct Options {
    /// How often everything is measured.
    pub rounds: usize,
    /// What the name of a line or part must contain.
    pub only: String,
}

impl Options {
    /// Reads them from the command line of the benchmark `name`.
    ///
    /// # Errors
    ///
    /// When it has others.
    pub fn read(name: &str) -> Result<Self> {
        let mut options = Self {
            rounds: 31,
            only: String::new(),
        };
        let mut args = std::env::args().skip(1);
        while let Some(flag) = args.next() {
            match (&*flag, args.next()) {
                ("--rounds", Some(count)) => {
                    let rounds = count.parse().ok().filter(|rounds| *rounds > 0);
                    options.rounds = rounds.ok_or(format!("`{count}` is no number of rounds"))?;
                }
                ("--only", Some(text)) => options.only = text,
                _ => return Err(format!("usage: {name} [--rounds COUNT] [--only TEXT]").into()),
            }
        }
        Ok(options)
    }
}

/// The middle one.
///
/// # Panics
///
/// When there are none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
