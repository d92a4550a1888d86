//! A place to read on from: whoever goes through a journal again and again need not begin at its
//! beginning.

use super::Reader;
use super::record::SignedHead;
use crate::durable::journal::End;
use crate::durable::journal::storage::Storage;
use crate::durable::tree::Tree;

/// A place between two batches of a journal, up to which everything checked out.
///
/// Some 3 KiB, however long the journal.
#[derive(Debug, Clone)]
pub struct Bookmark {
    end: End,
    tree: Tree,
    signed: Option<SignedHead>,
}

impl<S: Storage> Reader<S> {
    /// Where it stands; `None` within a batch, before the first, and where nothing is hashed.
    #[must_use]
    pub fn bookmark(&self) -> Option<Bookmark> {
        let end = self.end.filter(|end| self.batch.is_empty() && end.seq == self.tree.size())?;
        Some(Bookmark { end, tree: self.tree.clone(), signed: self.signed.clone() })
    }

    /// Goes on from a place in the same journal. What lies before it is not read again.
    #[must_use]
    pub fn at(mut self, place: &Bookmark) -> Self {
        let Bookmark { end, tree, signed } = place.clone();
        self.ahead.retain(|segment| end.segment < *segment);
        Self { end: Some(end), tree, signed, ..self }
    }
}
