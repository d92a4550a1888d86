//! Snapshots in the background: behind a segment of a journal that is over, in a quiet moment.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gavel_engine::durable::{Written, advance};
use gavel_proto::{Seq, SessionId};

use crate::limits::SEGMENTS_WITHOUT_SNAPSHOT;

/// Makes the snapshots of one session, one at a time, on a thread that ends with each.
#[derive(Debug)]
pub(crate) struct Snapshots {
    folder: PathBuf,
    session: SessionId,
    /// The segment that is written, by its first sequence; none before the first batch.
    segment: Option<Seq>,
    /// Segments that are over and in no snapshot yet.
    due: usize,
    /// Whether nothing was written since the last look.
    is_quiet: bool,
    is_making: Arc<AtomicBool>,
}

impl Snapshots {
    /// Makes what is missing so far.
    pub(crate) fn start(folder: PathBuf, session: SessionId) -> Self {
        let is_making = Arc::default();
        let (segment, due, is_quiet) = (None, 0, false);
        let mut snapshots = Self { folder, session, segment, due, is_quiet, is_making };
        snapshots.make();
        snapshots
    }

    /// Takes note of a durable batch. To make a snapshot is to read every entry again: while many
    /// bid, that waits, but not for ever.
    pub(crate) fn follow(&mut self, written: &Written) {
        self.is_quiet = false;
        let before = self.segment.replace(written.segment());
        self.due += usize::from(before.is_some_and(|before| before != written.segment()));
        if SEGMENTS_WITHOUT_SNAPSHOT <= self.due {
            self.make();
        }
    }

    /// Looks, once in a while, whether this is a quiet moment.
    pub(crate) fn look(&mut self) {
        if std::mem::replace(&mut self.is_quiet, true) && self.due != 0 {
            self.make();
        }
    }

    /// One that is being made will do, or the next: a restart is a little slower until then.
    fn make(&mut self) {
        if self.is_making.swap(true, Ordering::AcqRel) {
            return;
        }
        self.due = 0;
        let (folder, session) = (self.folder.clone(), self.session.clone());
        let is_making = Arc::clone(&self.is_making);
        std::thread::spawn(move || {
            match advance(&folder, &session) {
                Ok(Some(seq)) => tracing::info!(%session, seq, "snapshot made"),
                Ok(None) => {}
                // The sale does not need it.
                Err(error) => tracing::warn!(%session, %error, "no snapshot was made"),
            }
            is_making.store(false, Ordering::Release);
        });
    }
}
