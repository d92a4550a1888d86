//! How far a long reading has come, for whoever waits at a terminal.

use gavel_engine::durable::Reached;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::source::{Journal, Source};

/// Pieces between two looks at how far the reader is.
const PIECES: u64 = 16_384;

/// A bar on standard error; nothing where that is no terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    pieces: u64,
    /// Bytes of the segments before the one that is read.
    before: u64,
    last: Option<Reached>,
}

impl Progress {
    /// The bar of a reading of all of this.
    pub(crate) fn of(source: &Source) -> Self {
        let target = ProgressDrawTarget::stderr();
        let bar = ProgressBar::with_draw_target(Some(source.bytes()), target);
        let style = ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, pieces: 0, before: 0, last: None }
    }

    /// One more piece was read.
    pub(crate) fn tick(&mut self, journal: &Journal) {
        self.pieces += 1;
        if !self.pieces.is_multiple_of(PIECES) {
            return;
        }
        let Some(reached) = journal.reached() else {
            return;
        };
        if let Some(last) = self.last.filter(|last| last.segment != reached.segment) {
            self.before += last.bytes;
        }
        self.last = Some(reached);
        self.bar.set_position(self.before + reached.bytes);
    }

    /// Clears the bar away.
    pub(crate) fn done(&self) {
        self.bar.finish_and_clear();
    }
}
