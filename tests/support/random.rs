//! Random numbers that can be had again: a failing test prints its seed.

/// Marsaglia's xorshift64*, <https://doi.org/10.18637/jss.v008.i14>. Good enough to vary tests.
pub struct Random(u64);

impl Random {
    /// Numbers from what `WITTGEN_SEED` says, or else from the time; prints the seed.
    ///
    /// # Panics
    ///
    /// When `WITTGEN_SEED` is no number.
    pub fn from_environment() -> Self {
        let seed = match std::env::var("WITTGEN_SEED") {
            Ok(seed) => seed.parse().expect("WITTGEN_SEED is a number"),
            Err(_) => {
                let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
                now.expect("the clock is later than 1970")
                    .subsec_nanos()
                    .into()
            }
        };
        println!("random numbers from WITTGEN_SEED={seed}");
        Self::new(seed)
    }

    /// Numbers from a seed.
    pub fn new(seed: u64) -> Self {
        // Zero is the one state that it would never leave.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next number, less than `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % limit.max(1)
    }
}
