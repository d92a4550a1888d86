//! Every bit of a journal flipped and every byte of it the last one: what is read is what was
//! written, or the damage and its place.
//!
//! Reading begins again at the damaged batch and not at the beginning, or it would take hours.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use gavel_proto::Seq;

use super::{Progress, Reader};
use crate::durable::journal::End;
use crate::durable::journal::error::{Damage, JournalError};
use crate::durable::journal::memory::{Chance, Disk, MemoryStorage, Name, history, session, tools};
use crate::durable::journal::record::PREFIX_BYTES;
use crate::durable::journal::segment::HEADER_BYTES;
use crate::durable::recover::Recovered;
use crate::durable::{Piece, WrittenEntry};

/// Bytes of the records in the journal at least, headers and padding apart.
const JOURNAL_BYTES: usize = 64 * 1_024;
/// Bytes after which a segment is full: the journal has some.
const SEGMENT_BYTES: u64 = 28 * 1_024;
/// Bytes by which segments are filled ahead.
const FILL: usize = 256;

/// A journal, and a reader who stands behind each of its batches.
struct Whole {
    storage: MemoryStorage,
    /// Everything in it, in order.
    pieces: Vec<Piece>,
    /// Where every piece begins, with the sequence that was due there.
    places: BTreeMap<(Seq, usize), Seq>,
    /// By segment and offset: how many pieces come before, and a reader of the rest.
    batches: BTreeMap<(Seq, usize), (usize, Reader<MemoryStorage>)>,
    /// By segment: where its batches end. Before the first segment nothing does.
    ends: BTreeMap<Seq, usize>,
    disk: Disk,
}

/// Whether the note stands beside the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Note {
    There,
    Gone,
}

/// What a reader made of a journal: pieces in all, the torn tail, and what stopped it.
type Read = (usize, Option<Damage>, Option<JournalError>);

impl Whole {
    /// A journal of 64 KiB and more, in batches of 1 to 7 entries, sealed now and then.
    fn written() -> Self {
        let storage = MemoryStorage::default().filling(FILL);
        let recovered =
            Recovered::whole(storage.clone(), session(), SEGMENT_BYTES, |_, _| ()).unwrap();
        let mut journal = recovered.resume(tools()).unwrap();
        let mut chance = Chance::from_seed(1);
        let entries = history(1_000);
        let mut bytes = 0;
        while bytes < JOURNAL_BYTES {
            let first = usize::try_from(journal.durable()).unwrap();
            let written = journal.append(&entries[first..first + 1 + chance.below(7)]).unwrap();
            let len = |entry: WrittenEntry<'_>| entry.public.len() + entry.secret.len();
            bytes += written.entries().map(len).sum::<usize>();
            if chance.once_in(5) {
                journal.seal().unwrap();
            }
        }
        drop(journal);
        Self::read(storage)
    }

    fn read(storage: MemoryStorage) -> Self {
        let mut reader = Reader::over(storage.clone(), session()).unwrap();
        let disk = storage.disk();
        let mut whole = Self {
            storage,
            pieces: Vec::new(),
            places: BTreeMap::new(),
            batches: BTreeMap::new(),
            ends: BTreeMap::new(),
            disk,
        };
        loop {
            if reader.batch.is_empty() {
                whole.stand(&reader);
            }
            let Some(piece) = reader.piece() else { break };
            whole.pieces.push(piece.unwrap());
        }
        assert!(4 <= whole.ends.len() && reader.torn().is_none());
        whole
    }

    /// Keeps readers who go on from here to the next batch, and the places of what lies in it.
    fn stand(&mut self, reader: &Reader<MemoryStorage>) {
        let mut ahead = reader.clone();
        ahead.cursor.window.forget();
        while ahead.batch.is_empty() && ahead.progress == Progress::Reading {
            let begin = ahead.end.unwrap_or(End { seq: 0, segment: 0, offset: 0 });
            let place = (begin.segment, usize::try_from(begin.offset).unwrap());
            self.batches.insert(place, (self.pieces.len(), ahead.clone()));
            self.ends.insert(place.0, place.1);
            ahead.advance().unwrap();
            self.keep_places(begin, &ahead.batch);
            ahead.cursor.window.forget();
        }
    }

    fn keep_places(&mut self, begin: End, batch: &VecDeque<Piece>) {
        let (mut seq, mut offset) = (begin.seq, usize::try_from(begin.offset).unwrap());
        for piece in batch {
            self.places.insert((begin.segment, offset), seq + 1);
            let parts = match piece {
                Piece::Head(head) => head.text().len(),
                Piece::Record(record) => {
                    seq += 1;
                    record.public_part().len() + record.secret_part().unwrap().len()
                }
            };
            offset += PREFIX_BYTES + parts;
        }
    }

    fn segments(&self) -> Vec<(Seq, usize)> {
        self.disk.segments().into_iter().map(|first| (first, self.len(first))).collect()
    }

    fn len(&self, segment: Seq) -> usize {
        self.disk.0[&Name::Segment(segment)].len()
    }

    fn last(&self) -> Seq {
        *self.ends.keys().next_back().unwrap()
    }

    /// Reads the journal as it is now, from the last batch that ends at or before this place.
    /// What is read must be what was written.
    fn read_from(&self, place: (Seq, usize), note: Note, segments: Range<Seq>) -> Read {
        let (_, (before, reader)) = self.batches.range(..=place).next_back().unwrap();
        let (mut count, mut reader) = (*before, reader.clone());
        reader.ahead.retain(|segment| segments.contains(segment));
        if note == Note::Gone {
            reader.acknowledged = None;
        }
        while let Some(piece) = reader.piece() {
            match piece {
                Ok(piece) => assert_eq!(piece, self.pieces[count], "another history at {place:?}"),
                Err(error) => return (count, reader.torn().cloned(), Some(error)),
            }
            count += 1;
        }
        assert_eq!(reader.progress, Progress::Finished);
        (count, reader.torn().cloned(), None)
    }

    /// Where damage to this byte is found: the beginning of the header or record that it is in, or
    /// the end of the batches; with the sequence that was due there.
    fn found_at(&self, (segment, offset): (Seq, usize)) -> (Seq, u64, Seq) {
        let last = self.places.range(..=(segment, offset)).next_back();
        let due = |(_, seq): (_, &Seq)| *seq;
        if offset < HEADER_BYTES {
            return (segment, 0, segment);
        }
        if self.ends[&segment] <= offset {
            let next = self.places.range((segment + 1, 0)..).next();
            let seq = next.map_or(self.records() + 1, due);
            return (segment, self.ends[&segment] as u64, seq);
        }
        let ((_, offset), seq) = last.unwrap();
        (segment, *offset as u64, *seq)
    }

    fn records(&self) -> u64 {
        self.pieces.iter().filter(|piece| matches!(piece, Piece::Record(_))).count() as u64
    }

    /// Pieces in whole batches up to this place, and whether it is the end of one.
    fn batches_up_to(&self, place: (Seq, usize)) -> (usize, bool) {
        let (at, (before, _)) = self.batches.range(..=place).next_back().unwrap();
        (*before, *at == place)
    }
}

fn place(damage: &Damage) -> (Seq, u64, Seq) {
    (damage.segment, damage.offset, damage.seq)
}

#[track_caller]
fn damage(error: Option<JournalError>) -> Damage {
    match error {
        Some(JournalError::Damaged(damage)) => damage,
        other => panic!("not found: {other:?}"),
    }
}

#[test]
fn every_bit_that_flips_is_found_where_it_is() {
    let whole = Whole::written();
    let last = whole.last();
    let last_batch = *whole.batches.keys().rev().nth(1).unwrap();
    let mut flips = 0;
    for (segment, len) in whole.segments() {
        for bit in 0..len * 8 {
            let at = (segment, bit / 8);
            let flip = |bytes: &mut Vec<u8>| bytes[bit / 8] ^= 1 << (bit % 8);
            whole.storage.edit(Name::Segment(segment), flip);
            let due = whole.found_at(at);
            for note in [Note::There, Note::Gone] {
                let (count, torn, error) = whole.read_from(before(at), note, 0..Seq::MAX);
                // Behind the end of everything, or in a batch that nothing proves to be answered.
                let is_padding = segment == last && whole.ends[&segment] <= at.1;
                if is_padding || (note == Note::Gone && last_batch <= at) {
                    assert!(error.is_none(), "bit {bit} of segment {segment}: {error:?}");
                    assert_eq!(torn.as_ref().map(place), Some(due), "bit {bit} of {segment}");
                    let left =
                        if is_padding { whole.pieces.len() } else { whole.batches_up_to(at).0 };
                    assert_eq!(count, left, "bit {bit} of {segment}");
                    continue;
                }
                assert_eq!(place(&damage(error)), due, "bit {bit} of {segment}, note {note:?}");
            }
            whole.storage.edit(Name::Segment(segment), flip);
            flips += 1;
        }
    }
    assert!(JOURNAL_BYTES * 8 <= flips, "only {flips} bits");
    assert_eq!(whole.storage.disk(), whole.disk);
}

/// The place before a header is the end of the segment before it.
fn before((segment, offset): (Seq, usize)) -> (Seq, usize) {
    if offset < HEADER_BYTES { (segment - 1, usize::MAX) } else { (segment, offset) }
}

#[test]
fn a_journal_that_ends_at_any_byte_is_found_short_or_ends_with_a_batch() {
    assert_cuts_are_found(Vec::truncate);
}

#[test]
fn a_journal_that_is_zeros_from_any_byte_on_is_found_short_or_ends_with_a_batch() {
    assert_cuts_are_found(|bytes, offset| bytes[offset] = 0);
}

/// Takes byte after byte from each segment, from its end.
fn assert_cuts_are_found(take: impl Fn(&mut Vec<u8>, usize)) {
    let whole = Whole::written();
    for (segment, len) in whole.segments() {
        for offset in (HEADER_BYTES..len).rev() {
            whole.storage.edit(Name::Segment(segment), |bytes| take(bytes, offset));
            let at = (segment, offset.min(whole.ends[&segment]));
            if segment == whole.last() {
                assert_end_is_found(&whole, at);
            } else {
                assert_cut_between_is_found(&whole, at);
            }
        }
        let restore =
            |bytes: &mut Vec<u8>| bytes.clone_from(&whole.disk.0[&Name::Segment(segment)]);
        whole.storage.edit(Name::Segment(segment), restore);
    }
}

/// The journal ends here, in its last segment.
fn assert_end_is_found(whole: &Whole, at: (Seq, usize)) {
    let (left, is_batch) = whole.batches_up_to(at);
    let due = whole.found_at(at);
    let (count, torn, error) = whole.read_from(at, Note::Gone, 0..Seq::MAX);
    assert!(error.is_none(), "{at:?}: {error:?}");
    assert_eq!(count, left, "{at:?}");
    assert_eq!(torn.as_ref().map(place), (!is_batch).then_some(due), "{at:?}");
    let (count, _, error) = whole.read_from(at, Note::There, 0..Seq::MAX);
    assert_eq!(count, left, "{at:?}");
    if whole.ends[&at.0] <= at.1 {
        assert!(error.is_none(), "{at:?}: {error:?}");
    } else {
        assert_eq!(place(&damage(error)), due, "{at:?}");
    }
}

/// The segment ends here, and others follow it, or none does any more.
fn assert_cut_between_is_found(whole: &Whole, at: (Seq, usize)) {
    let (left, is_batch) = whole.batches_up_to(at);
    let is_whole = whole.ends[&at.0] <= at.1;
    let due = whole.found_at(at);
    let followed = 0..Seq::MAX;
    let alone = 0..at.0 + 1;
    for (note, segments) in
        [(Note::There, alone.clone()), (Note::There, followed.clone()), (Note::Gone, followed)]
    {
        let is_followed = segments.end == Seq::MAX;
        if is_whole && is_followed {
            continue;
        }
        let (count, _, error) = whole.read_from(at, note, segments);
        assert_eq!(count, left, "{at:?}");
        match error {
            Some(JournalError::MissingSegment { expected, .. }) if is_batch => {
                assert_eq!(expected, due.2, "{at:?}");
            }
            error => assert_eq!(place(&damage(error)), due, "{at:?}, {note:?}"),
        }
    }
    let (count, torn, error) = whole.read_from(at, Note::Gone, alone);
    assert!(error.is_none(), "{at:?}: {error:?}");
    assert_eq!(
        (count, torn.map(|torn| place(&torn))),
        (left, (!is_batch).then_some(due)),
        "{at:?}"
    );
}
