//! Journals that were cut, torn and refused: what is read is what was written, or nothing.

mod failing;
mod power;

use gavel_proto::Seq;

use super::{Recovered, rewrite};
use crate::durable::journal::acknowledged::NOTE_BYTES;
use crate::durable::journal::error::{Damage, Fault, JournalError};
use crate::durable::journal::memory::{
    Disk, Done, Left, MemoryStorage, Name, history, session, tools,
};
use crate::durable::journal::{End, Journal, segment};
use crate::durable::{FileStorage, Folder, Head, Piece, Reader, Storage};
use crate::pure::entry::Entry;

const ONE_SEGMENT: u64 = u64::MAX;
/// Bytes after which every batch is in a segment of its own.
const SMALL_SEGMENTS: u64 = 1;
/// Bytes after which two batches or three fill a segment.
const SOME_SEGMENTS: u64 = segment::HEADER_BYTES as u64 + 900;
/// Sequences that end a batch, in every journal below.
const BATCHES: [Seq; 5] = [0, 1, 3, 6, 8];

/// Recovers the journal on this disk, and goes on with it.
fn open<S: Storage>(
    storage: S,
    segment_bytes: u64,
    mut each: impl FnMut(Entry),
) -> Result<(Journal<S>, Option<Damage>), JournalError> {
    let recovered = Recovered::whole(storage, session(), segment_bytes, |entry, _| each(entry))?;
    let dropped = recovered.dropped.clone();
    Ok((recovered.resume(tools())?, dropped))
}

/// Everything in a journal, and its head.
fn read(storage: MemoryStorage) -> Result<(Vec<Entry>, Head), JournalError> {
    let mut reader = Reader::over(storage, session())?;
    let entries: Result<Vec<Entry>, _> = reader.by_ref().collect();
    Ok((entries?, reader.head()))
}

/// What a recovery found on this disk. Its head is over that and nothing else.
fn recovered(disk: &Disk) -> Result<(Vec<Entry>, Option<Damage>), JournalError> {
    let mut entries = Vec::new();
    let storage = MemoryStorage::of(disk);
    let (mut journal, dropped) = open(storage.clone(), ONE_SEGMENT, |entry| entries.push(entry))?;
    // What was recovered goes on, and is then read again as a whole.
    let last = journal.durable();
    assert_eq!(last, entries.len() as u64);
    assert_eq!((entries.clone(), journal.head()), read(storage.clone())?);
    journal.append(&history(last + 2)[entries.len()..])?;
    journal.seal()?;
    assert_eq!((history(last + 2), journal.head()), read(storage)?);
    Ok((entries, dropped))
}

fn append_all(journal: &mut Journal<MemoryStorage>) -> Result<Seq, JournalError> {
    let entries = history(8);
    for ends in BATCHES.windows(2) {
        let batch = usize::try_from(ends[0]).unwrap()..usize::try_from(ends[1]).unwrap();
        journal.append(&entries[batch])?;
    }
    Ok(journal.durable())
}

fn written(segment_bytes: u64) -> Disk {
    let storage = MemoryStorage::default();
    let (mut journal, _) = open(storage.clone(), segment_bytes, |_| ()).unwrap();
    append_all(&mut journal).unwrap();
    storage.disk()
}

/// The entries are a whole number of batches from the beginning of the history.
fn assert_honest(entries: &[Entry], case: &str) {
    assert!(BATCHES.contains(&(entries.len() as u64)), "{case}");
    assert_eq!(entries, &history(entries.len() as u64)[..], "{case}");
}

#[test]
fn what_was_appended_is_read_again() {
    for segment_bytes in [ONE_SEGMENT, SMALL_SEGMENTS, SOME_SEGMENTS] {
        let disk = written(segment_bytes);
        let (entries, dropped) = recovered(&disk).unwrap();
        assert_eq!(entries, history(8));
        assert_eq!(dropped, None);
    }
    assert_eq!(written(SMALL_SEGMENTS).segments().len(), 4);
    assert_eq!(written(ONE_SEGMENT).segments().len(), 1);
}

#[test]
fn every_head_on_the_way_is_told_by_the_journal_and_by_its_readers() {
    let storage = MemoryStorage::default();
    let (mut journal, _) = open(storage.clone(), SOME_SEGMENTS, |_| ()).unwrap();
    let (mut heads, mut leaves) = (vec![journal.head()], Vec::new());
    for entry in history(8) {
        let written = journal.append(&[entry]).unwrap();
        assert_eq!(written.checkpoint(), journal.checkpoint());
        heads.push(journal.head());
        leaves.extend(written.entries().map(|entry| entry.leaf));
    }
    journal.seal().unwrap();
    let mut reader = Reader::over(storage.clone(), session()).unwrap();
    assert_eq!(reader.head(), heads[0]);
    let (mut seen, mut signed) = (0, 0);
    while let Some(piece) = reader.piece() {
        match piece.unwrap() {
            Piece::Record(record) => {
                assert_eq!(record.leaf(), leaves[seen]);
                seen += 1;
                assert_eq!(reader.head(), heads[seen]);
            }
            Piece::Head(head) => {
                signed += 1;
                assert_eq!(head.head(), heads[seen]);
                head.check(tools().signers.key.verifier()).unwrap();
            }
        }
    }
    assert_eq!((seen, signed), (8, 8), "every batch was signed, the last one by the seal");
    let again = open(storage, SOME_SEGMENTS, |_| ()).unwrap().0;
    assert!(again.is_sealed());
    assert_eq!(again.head(), heads[8]);
}

#[test]
fn a_seal_is_written_once_and_again_only_behind_new_entries() {
    let storage = MemoryStorage::default();
    let (mut journal, _) = open(storage.clone(), ONE_SEGMENT, |_| ()).unwrap();
    assert!(journal.is_sealed(), "there is nothing to sign yet");
    journal.seal().unwrap();
    let empty = storage.disk().segment(1).len();
    assert_eq!(empty, segment::HEADER_BYTES);
    journal.append(&history(2)).unwrap();
    assert!(!journal.is_sealed());
    journal.seal().unwrap();
    let sealed = storage.disk().segment(1).len();
    journal.seal().unwrap();
    assert_eq!(storage.disk().segment(1).len(), sealed);
    journal.append(&history(3)[2..]).unwrap();
    assert!(!journal.is_sealed());
}

#[test]
fn a_journal_cut_anywhere_ends_with_a_batch_or_is_refused() {
    let mut whole = written(ONE_SEGMENT);
    for len in 0..whole.segment(1).len() {
        let mut cut = whole.clone();
        cut.segment(1).truncate(len);
        let case = format!("cut at {len}");
        // The note covers the last batch, so every cut lost something that was answered.
        recovered(&cut).expect_err(&case);
        match recovered(&cut.without_note()) {
            Ok((entries, _)) => assert_honest(&entries, &case),
            Err(error) => assert!(len < segment::HEADER_BYTES, "{case}: {error}"),
        }
    }
}

#[test]
fn a_note_that_cannot_be_read_proves_nothing_and_harms_nothing() {
    let whole = written(ONE_SEGMENT);
    for bit in 0..NOTE_BYTES * 8 {
        let mut flipped = whole.clone();
        flipped.0.get_mut(&Name::Note).unwrap()[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(recovered(&flipped).unwrap().0, history(8));
    }
}

#[test]
fn a_batch_torn_in_any_order_is_dropped_whole() {
    // One creation, then a write, a sync and a note for each batch: the third sync fails.
    let storage = failing::after(9, Done::Nothing);
    let (mut journal, _) = open(storage.clone(), ONE_SEGMENT, |_| ()).unwrap();
    append_all(&mut journal).unwrap_err();
    let bytes = storage.pending_bytes();
    assert!(bytes > 0);
    for kept in 0..bytes {
        for left in [Left::First(kept), Left::AllBut(kept + 1)] {
            let case = format!("{left:?}");
            let disk = storage.crash(left);
            let (entries, _) = recovered(&disk).unwrap_or_else(|error| panic!("{case}: {error}"));
            assert_eq!(entries, history(3), "{case}");
        }
    }
}

#[test]
fn a_segment_that_is_missing_or_foreign_is_named() {
    let whole = written(SMALL_SEGMENTS);
    for missing in [1, 2, 4, 7] {
        let mut disk = whole.clone();
        disk.0.remove(&Name::Segment(missing));
        let error = recovered(&disk).unwrap_err();
        let JournalError::MissingSegment { expected, .. } = error else {
            panic!("{error}");
        };
        assert_eq!(expected, missing);
    }
    let storage = MemoryStorage::of(&whole);
    let error = Recovered::whole(storage, "other".parse().unwrap(), 1, |_, _| ()).unwrap_err();
    assert!(matches!(error, JournalError::WrongSession { found, .. } if found == "demo"));
    let mut renamed = whole;
    let segment = renamed.segment(2).clone();
    *renamed.segment(4) = segment;
    let error = recovered(&renamed).unwrap_err().to_string();
    assert!(error.contains("00000000000000000004.gavel at byte 0"), "{error}");
}

#[test]
fn what_was_answered_and_is_gone_stops_the_start() {
    let mut disk = written(ONE_SEGMENT);
    let mut earlier = {
        let storage = MemoryStorage::default();
        let (mut journal, _) = open(storage.clone(), ONE_SEGMENT, |_| ()).unwrap();
        journal.append(&history(3)).unwrap();
        storage.disk()
    };
    *disk.segment(1) = earlier.segment(1).clone();
    let JournalError::Damaged(damage) = recovered(&disk).unwrap_err() else {
        panic!("the loss was not noticed");
    };
    assert_eq!(damage.seq, 4);
    assert_eq!(damage.what, Fault::Lost { acknowledged: 8 });
}

#[test]
fn files_are_written_recovered_and_read_while_they_are_written() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::open(temp.path()).unwrap();
    let path = folder.session(&session());
    let open = |each: &mut dyn FnMut(Entry)| {
        let start = crate::durable::Start::find(&path, &session()).unwrap();
        let recovered = Recovered::open(&folder, &session(), start.head, |entry, _| {
            each(entry);
            Ok(())
        })
        .unwrap();
        assert_eq!(recovered.dropped, None);
        recovered.resume(tools()).unwrap()
    };
    let mut journal = open(&mut |_| ());
    journal.append(&history(5)).unwrap();
    let mut reader = Reader::open(&path, &session()).unwrap();
    let live: Result<Vec<Entry>, _> = reader.by_ref().collect();
    assert_eq!(live.unwrap(), history(5));
    assert_eq!(reader.torn(), None);
    drop(journal);
    let mut again = Vec::new();
    let journal = open(&mut |entry| again.push(entry));
    assert_eq!(journal.durable(), 5);
    assert_eq!(again, history(5));
    assert_eq!(folder.sessions().unwrap(), [session()]);
}

#[test]
fn a_reader_reports_a_torn_tail_and_leaves_it_where_it_is() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("demo");
    let storage = FileStorage::to_write(&path).unwrap();
    let (mut journal, _) = open(storage, SMALL_SEGMENTS, |_| ()).unwrap();
    journal.append(&history(3)).unwrap();
    journal.append(&history(6)[3..]).unwrap();
    let second = path.join("00000000000000000004.gavel");
    let mut bytes = std::fs::read(&second).unwrap();
    bytes[segment::HEADER_BYTES + 100] ^= 1;
    std::fs::write(&second, &bytes).unwrap();
    std::fs::remove_file(path.join("acknowledged")).unwrap();
    let mut reader = Reader::open(&path, &session()).unwrap();
    assert_eq!(reader.by_ref().count(), 3);
    assert_eq!(reader.torn().unwrap().segment, 4);
    assert_eq!(std::fs::read(&second).unwrap(), bytes);
}

/// Zeros may come to stand behind a write, to the end of its block: none over the next piece.
#[test]
fn what_is_written_once_more_in_pieces_is_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let header = [1; segment::HEADER_BYTES];
    for (before, len) in [(0, 300_000), (1, 700_000), (4_095, 600_001), (77, 2_000_000), (500, 9)] {
        let text: Vec<u8> = (1..=u8::MAX).cycle().take(len).collect();
        let begin = End { seq: 1, segment: 1, offset: (header.len() + before) as u64 };
        let end = End { seq: 2, offset: begin.offset + len as u64, ..begin };
        let place = header.len() + before..header.len() + before + len;
        let write = |storage: &mut dyn Storage| {
            storage.create(1, &header).unwrap();
            storage.write(1, header.len() as u64, &vec![2; before]).unwrap();
            storage.write(1, begin.offset, &text).unwrap();
        };
        let mut storage = MemoryStorage::default().filling(1_000_000);
        write(&mut storage);
        rewrite(&mut storage, begin, end).unwrap();
        assert!(storage.disk().segment(1)[place.clone()] == text[..], "in memory: {before}, {len}");
        write(&mut FileStorage::to_write(folder.path()).unwrap());
        rewrite(&mut FileStorage::to_write(folder.path()).unwrap(), begin, end).unwrap();
        let file = std::fs::read(folder.path().join(segment::file_name(1))).unwrap();
        assert!(file[place] == text[..], "in a file: {before}, {len}");
    }
}
