//! Where a reader is: how far it has come, whole batches, and a head that was disputed.

use gavel_proto::{Seq, SessionId};

use super::Reader;
use super::record::{Piece, SignedHead};
use crate::durable::checkpoint::{self, CheckpointError};
use crate::durable::journal::End;
use crate::durable::journal::error::{Damage, Fault, JournalError};
use crate::durable::journal::storage::Storage;
use crate::durable::journal::window::Slot;
use crate::durable::tree::{Head, Tree};

/// How far a reader has come: behind a whole batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The segment, by its first sequence.
    pub segment: Seq,
    /// Bytes from the beginning of that segment.
    pub bytes: u64,
}

/// A batch that checked out, and where it ends.
pub(in crate::durable) struct WholeBatch {
    pub(in crate::durable) end: End,
    pub(in crate::durable) pieces: Vec<Piece>,
}

impl<S: Storage> Reader<S> {
    /// Whose journal it is.
    #[must_use]
    pub const fn session(&self) -> &SessionId {
        &self.cursor.session
    }

    /// Behind the batch of the piece that was handed out last; `None` before the first segment.
    #[must_use]
    pub fn reached(&self) -> Option<Reached> {
        self.end.map(|end| Reached { segment: end.segment, bytes: end.offset })
    }

    /// The last sequence that is known to have been acknowledged, if there is a note that says so.
    #[must_use]
    pub fn acknowledged(&self) -> Option<Seq> {
        self.acknowledged.map(|note| note.seq)
    }

    /// The text of a head that was refused because the entries before it are others than it says.
    #[must_use]
    pub fn disputed(&mut self, damage: &Damage) -> Option<String> {
        if !matches!(damage.what, Fault::Head { .. }) {
            return None;
        }
        let window = &mut self.cursor.window;
        match window.slot(&mut self.cursor.storage, damage.segment, damage.offset).ok()? {
            Slot::Record(framed) => String::from_utf8(framed.public.to_vec()).ok(),
            Slot::Blank | Slot::Broken(_) => None,
        }
    }

    /// Over what was handed out.
    pub(in crate::durable) const fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The next whole batch; `None` at the end.
    pub(in crate::durable) fn whole_batch(&mut self) -> Option<Result<WholeBatch, JournalError>> {
        let mut pieces = match self.piece()? {
            Ok(piece) => vec![piece],
            Err(error) => return Some(Err(error)),
        };
        while !self.batch.is_empty() {
            pieces.extend(self.piece().and_then(Result::ok));
        }
        let end = self.end?;
        Some(Ok(WholeBatch { end, pieces }))
    }
}

impl SignedHead {
    /// The head that the text of a checkpoint states, whoever signed it.
    ///
    /// # Errors
    /// Any [`CheckpointError`] of its form.
    pub fn stated(checkpoint: &str) -> Result<Head, CheckpointError> {
        checkpoint::stated(checkpoint)
    }
}
