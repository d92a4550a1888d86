//! Snapshots on such a disk: they are made, made in part, and begun from.

use gavel_proto::Seq;

use super::{Life, told_to_fail};
use crate::durable::journal::memory::{MemoryStorage, Mistake, session};
use crate::durable::snapshot::shelf::Shelf;
use crate::durable::snapshot::{advance_on, forged};
use crate::durable::{Head, Piece, Reader, Start, Storage};
use crate::pure::Session;

impl Life {
    /// Where a process begins: mostly from what is on its shelf.
    pub(super) fn start(&mut self, storage: &MemoryStorage) -> Start<MemoryStorage> {
        let mut kept =
            if self.chance.once_in(3) { MemoryStorage::default() } else { storage.clone() };
        Start::on(&mut kept, storage.clone(), &session()).unwrap()
    }

    /// Makes the snapshot of what is over, once or twice, or not to its end while the journal goes
    /// on; `None` if that was the end of the process.
    pub(super) fn make(&mut self, storage: &MemoryStorage) -> Option<()> {
        if self.chance.once_in(3) {
            self.make_in_part(storage);
        }
        if self.chance.once_in(2) {
            let made = advance_on(&mut storage.clone(), storage.clone(), &session());
            told_to_fail(made)?;
            self.mistake_the_snapshot(storage)?;
            assert_begins_from_the_last(storage);
        }
        Some(())
    }

    /// Puts a wrong snapshot in the place of the one that was made, if that is the mistake.
    fn mistake_the_snapshot(&self, storage: &MemoryStorage) -> Option<()> {
        let mut kept = storage.clone();
        let Some(made) = kept.snapshot().unwrap() else { return Some(()) };
        let wrong = if storage.makes(Mistake::SnapshotsWhatIsAhead) {
            Some(forged::with_state(&made, &session(), &self.folded))
        } else if storage.makes(Mistake::SnapshotsTooFewVerdicts) {
            let table = kept.table(u64::MAX).unwrap();
            forged::without_last_verdict(&made, &session(), &table)
        } else {
            None
        };
        wrong.map_or(Some(()), |wrong| told_to_fail(kept.put_snapshot(&wrong).map_err(Into::into)))
    }

    /// Makes the snapshot beside a journal that failed and was not started again.
    pub(super) fn make_beside(&mut self, storage: &MemoryStorage) {
        let storage = storage.clone().until(None);
        self.make_in_part(&storage);
        if self.chance.once_in(2) {
            self.make_surely(&storage);
        }
    }

    /// Nothing fails: what is on the shelf then is the newest there can be, whatever lay there.
    pub(super) fn make_surely(&self, storage: &MemoryStorage) {
        let made = advance_on(&mut storage.clone(), storage.clone(), &session()).unwrap();
        assert!(
            made.is_none_or(|seq| seq <= self.durable.len() as u64 + self.in_flight.len() as u64)
        );
        assert_begins_from_the_last(storage);
    }

    /// The disk fails at one of the calls, and only there.
    fn make_in_part(&mut self, storage: &MemoryStorage) {
        let mut stop = self.stop();
        stop.call = 1 + self.chance.below(3);
        let made = storage
            .interrupted(stop, || advance_on(&mut storage.clone(), storage.clone(), &session()));
        told_to_fail(made);
    }

    /// Restarts from what is on the shelf: that comes to this fold and this head, and every entry
    /// is found. Says which entries the snapshot had.
    pub(super) fn restart(&self, storage: &MemoryStorage, folded: &Session, head: Head) -> Seq {
        let start = Start::on(&mut storage.clone(), storage.clone(), &session()).unwrap();
        let begun_from = start.head.size;
        if begun_from == 0 {
            return 0;
        }
        let Start { session: mut restarted, mut archive, head: start } = start;
        let mut reader = Reader::behind(storage.clone(), session(), start).unwrap();
        while let Some(piece) = reader.piece() {
            if let Piece::Record(record) = piece.unwrap() {
                archive.keep(record.located());
                restarted.apply(&reader.entry(record).unwrap());
            }
        }
        assert_eq!(reader.head(), head, "begun from {begun_from}");
        assert_eq!(restarted.digest(), folded.digest(), "begun from {begun_from}");
        assert!(restarted.verdicts_in_order().eq(folded.verdicts_in_order()));
        for seq in [1, begun_from, begun_from + 1, head.size] {
            let Some(record) = archive.record(seq).unwrap() else {
                assert!(head.size < seq, "entry {seq} is not found");
                continue;
            };
            let known = usize::try_from(seq - 1).ok().and_then(|index| self.durable.get(index));
            assert!(
                known.is_none_or(|(leaf, place)| (*leaf, *place) == (record.leaf(), record.place))
            );
            let proof = archive.inclusion(seq, head.size).unwrap();
            head.includes(seq - 1, &record.leaf(), &proof).unwrap();
        }
        begun_from
    }
}

fn assert_begins_from_the_last(storage: &MemoryStorage) {
    let last = storage.clone().segments().unwrap().last().map_or(0, |segment| segment - 1);
    let start = Start::on(&mut storage.clone(), storage.clone(), &session()).unwrap();
    assert_eq!(start.head.size, last, "the snapshot of what is over is not begun from");
}
