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

#[cfg(test)]
mod tests {
    use crate::durable::Recovered;
    use crate::durable::journal::memory::{MemoryStorage, history, session, tools};
    use crate::durable::reader::Reader;
    use crate::durable::reader::record::Piece;

    /// A small journal in which each batch has a segment, and one in which they share it.
    #[test]
    fn whoever_goes_on_from_a_place_reads_what_is_behind_it() {
        for segment_bytes in [1, 1_000_000] {
            let storage = MemoryStorage::default();
            let recovered = Recovered::whole(storage.clone(), session(), segment_bytes, |_, _| ());
            let mut journal = recovered.unwrap().resume(tools()).unwrap();
            for batch in history(20).chunks(3) {
                journal.append(batch).unwrap();
            }
            journal.seal().unwrap();
            let mut reader = Reader::over(storage.clone(), session()).unwrap();
            let (mut pieces, mut places) = (Vec::new(), Vec::new());
            while let Some(piece) = reader.piece() {
                pieces.push(piece.unwrap());
                places.extend(reader.bookmark().map(|place| (pieces.len(), place)));
            }
            let entries = pieces.iter().filter(|piece| matches!(piece, Piece::Record(_))).count();
            assert_eq!((entries, places.len()), (20, 8), "seven batches and the last head");
            for (read, place) in places {
                let mut rest = Reader::over(storage.clone(), session()).unwrap().at(&place);
                for piece in &pieces[read..] {
                    assert_eq!(rest.piece().unwrap().unwrap(), *piece);
                }
                assert!(rest.piece().is_none());
                assert_eq!(rest.head(), reader.head());
            }
        }
    }
}
