//! Snapshots in the background: one whenever a segment of a journal is over.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gavel_engine::durable::{Written, advance};
use gavel_proto::{Seq, SessionId};

/// Makes the snapshots of one session, one at a time, on a thread that ends with each.
#[derive(Debug)]
pub(crate) struct Snapshots {
    folder: PathBuf,
    session: SessionId,
    /// The segment that is written, by its first sequence; none before the first batch.
    segment: Option<Seq>,
    is_making: Arc<AtomicBool>,
}

impl Snapshots {
    /// Makes what is missing so far, and then one for each segment that is over.
    pub(crate) fn start(folder: PathBuf, session: SessionId) -> Self {
        let is_making = Arc::default();
        let snapshots = Self { folder, session, segment: None, is_making };
        snapshots.make();
        snapshots
    }

    /// Takes note of a durable batch.
    pub(crate) fn follow(&mut self, written: &Written) {
        let before = self.segment.replace(written.segment());
        if before.is_some_and(|before| before != written.segment()) {
            self.make();
        }
    }

    /// One that is being made will do, or the next: a restart is a little slower until then.
    fn make(&self) {
        if self.is_making.swap(true, Ordering::AcqRel) {
            return;
        }
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
