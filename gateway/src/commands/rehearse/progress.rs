//! How a rehearsal goes, while it goes: one line that changes at a terminal, a line now and then
//! elsewhere.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::report::{Times, milliseconds};
use super::tally::Counts;

/// How often the line at a terminal changes.
pub(super) const PERIOD: Duration = Duration::from_millis(500);
/// One line in so many periods, where it is no terminal.
const PERIODS_PER_LINE: u32 = 10;

/// Where the progress is shown: standard error.
pub(super) enum Progress {
    Bar(ProgressBar),
    Lines { periods: u32 },
}

impl Progress {
    /// Of something that lasts so many periods.
    pub(super) fn new(periods: u64) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self::Lines { periods: 0 };
        }
        let bar = ProgressBar::new(periods);
        let style = ProgressStyle::with_template("{bar:24} {elapsed} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self::Bar(bar)
    }

    /// Another period has passed.
    pub(super) fn show(&mut self, counts: &Counts) {
        match self {
            Self::Bar(bar) => {
                bar.inc(1);
                bar.set_message(line(counts));
            }
            Self::Lines { periods } => {
                if periods.is_multiple_of(PERIODS_PER_LINE) {
                    eprintln!("{}", line(counts));
                }
                *periods += 1;
            }
        }
    }

    /// Clears the line away.
    pub(super) fn done(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn line(counts: &Counts) -> String {
    format!(
        "{} here, {} bids accepted, {} pushes; p99 of answers {}, of deliveries {}",
        counts.here,
        counts.accepted,
        counts.pushes,
        milliseconds(Times::of(&counts.acknowledged).p99()),
        milliseconds(Times::of(&counts.delivered).p99())
    )
}
