//! How long is run, in rounds.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::environment::{number, said};
use crate::oracle::chance::{Seed, Seeds};

/// Of a round, unless `GAVEL_ROUND_SECONDS` says: long enough that a process has time to leak, short
/// enough that an hour has several to compare.
const ROUND_SECONDS: u64 = 600;

/// What is run.
pub(super) struct Plan {
    pub(super) rounds: u64,
    pub(super) round: Duration,
    pub(super) seed: Seed,
    /// Where the plot is written.
    pub(super) plot: PathBuf,
}

impl Plan {
    /// `GAVEL_HOURS`, or so many rounds by `GAVEL_ROUNDS`.
    pub(super) fn from_environment() -> Self {
        let seconds = number("GAVEL_ROUND_SECONDS").unwrap_or(ROUND_SECONDS);
        let hours = number("GAVEL_HOURS").unwrap_or(1);
        let plot = said("GAVEL_PLOT").map(PathBuf::from);
        Self {
            rounds: number("GAVEL_ROUNDS").unwrap_or((hours * 3_600).div_ceil(seconds)),
            round: Duration::from_secs(seconds),
            seed: Seeds::from_environment().next().expect("a seed"),
            plot: plot.unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("soak.svg")),
        }
    }
}
