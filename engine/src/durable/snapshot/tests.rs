//! Snapshots against the fold of the whole journal, and against whatever can become of them.

use gavel_proto::{SessionId, Timestamp};

use super::{Shelf, Start, advance_on};
use crate::durable::archive::Archive;
use crate::durable::journal::error::JournalError;
use crate::durable::journal::memory::{MemoryStorage, OPENING, asked, tools};
use crate::durable::journal::storage::StorageError;
use crate::durable::reader::Reader;
use crate::durable::recover::Recovered;
use crate::durable::tree::Head;
use crate::pure::{Entry, Session};

/// A shelf in memory.
#[derive(Debug, Clone, Default)]
struct MemoryShelf {
    snapshot: Option<Vec<u8>>,
    table: Vec<u8>,
}

impl Shelf for MemoryShelf {
    fn snapshot(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(self.snapshot.clone())
    }

    fn put_snapshot(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.snapshot = Some(bytes.to_vec());
        Ok(())
    }

    fn table(&mut self, bytes: u64) -> Result<Vec<u8>, StorageError> {
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        Ok(self.table[..bytes.min(self.table.len())].to_vec())
    }

    fn extend_table(&mut self, offset: u64, bytes: &[u8]) -> Result<(), StorageError> {
        let offset = usize::try_from(offset).unwrap();
        self.table.resize(self.table.len().max(offset + bytes.len()), 0);
        self.table[offset..offset + bytes.len()].copy_from_slice(bytes);
        Ok(())
    }
}

fn name() -> SessionId {
    "demo".parse().unwrap()
}

/// A sale with so many bids, of which some are refused and some come twice.
fn sale(bids: u64) -> Vec<Entry> {
    let mut session = Session::default();
    let mut entries = Vec::new();
    for (at, index) in (1..).zip(0..OPENING + bids) {
        // Every eleventh bid has the id of the one before it.
        let bid = index.saturating_sub(OPENING);
        let (by, command) = asked(index, if bid % 11 == 5 { bid - 1 } else { bid });
        let entry = session.entry(Timestamp::from_micros(at), by, command);
        session.apply(&entry);
        entries.push(entry);
    }
    entries
}

/// A journal of these entries, so many in a batch, in segments of about so many bytes.
fn written(entries: &[Entry], batch: usize, segment_bytes: u64) -> MemoryStorage {
    let storage = MemoryStorage::default();
    let recovered = Recovered::whole(storage.clone(), name(), segment_bytes, |_, _| ()).unwrap();
    let mut journal = recovered.resume(tools()).unwrap();
    for batch in entries.chunks(batch) {
        journal.append(batch).unwrap();
    }
    storage
}

/// What a restart comes to: the digest, the head, and how many entries it had to read.
fn restarted(shelf: &mut MemoryShelf, storage: &MemoryStorage) -> (Session, Head, u64) {
    let start = Start::on(shelf, storage.clone(), &name()).unwrap();
    let Start { mut session, mut archive, head } = start;
    let mut read = 0;
    let reader = Reader::behind(storage.clone(), name(), head).unwrap();
    let recovered = Recovered::read(reader, u64::MAX, |entry, located| {
        archive.keep(located);
        session.apply(&entry);
        read += 1;
        Ok(())
    });
    let journal = recovered.unwrap().resume(tools()).unwrap();
    assert_eq!(journal.head(), archive.head(journal.durable()).unwrap());
    all_is_found(&mut archive, journal.head());
    (session, journal.head(), read)
}

/// Every entry is found again, and proved.
fn all_is_found(archive: &mut Archive<MemoryStorage>, head: Head) {
    for seq in 1..=head.size {
        let record = archive.record(seq).unwrap().unwrap();
        assert_eq!(record.seq(), seq);
        let proof = archive.inclusion(seq, head.size).unwrap();
        head.includes(seq - 1, &record.leaf(), &proof).unwrap();
        let earlier = archive.head(seq).unwrap();
        let proof = archive.consistency(seq, head.size).unwrap();
        head.extends(&earlier, &proof).unwrap();
    }
    assert_eq!(archive.record(head.size + 1).unwrap(), None);
}

fn folded(entries: &[Entry]) -> Session {
    let mut session = Session::default();
    for entry in entries {
        session.apply(entry);
    }
    session
}

#[test]
fn a_restart_from_a_snapshot_is_a_restart_from_the_beginning() {
    let entries = sale(300);
    let mut shelf = MemoryShelf::default();
    for len in [1, 9, 64, 65, 128, 200, entries.len()] {
        let storage = written(&entries[..len], 5, 20_000);
        let begun = shelf.clone();
        let made = advance_on(&mut shelf, storage.clone(), &name()).unwrap();
        assert_eq!(advance_on(&mut shelf, storage.clone(), &name()).unwrap(), None);
        let (session, head, read) = restarted(&mut shelf, &storage);
        assert_eq!(session.digest(), folded(&entries[..len]).digest());
        let last = *storage.disk().segments().last().unwrap();
        assert_eq!(read, len as u64 + 1 - last, "only the last segment was read");
        assert_eq!(made.is_some(), begun.snapshot != shelf.snapshot);
        let (again, from_the_beginning, all) = restarted(&mut MemoryShelf::default(), &storage);
        assert_eq!((again.digest(), from_the_beginning), (session.digest(), head));
        assert_eq!(all, len as u64);
        // The rest of the sale is decided as ever, bids that come again included.
        let mut session = session;
        for entry in &entries[len..] {
            assert_eq!(session.entry(entry.at, entry.by.clone(), entry.command.clone()), *entry);
            session.apply(entry);
        }
        assert_eq!(session.digest(), folded(&entries).digest());
    }
}

#[test]
fn a_snapshot_that_does_not_check_out_is_none() {
    let entries = sale(60);
    let storage = written(&entries, 3, 12_000);
    let mut shelf = MemoryShelf::default();
    advance_on(&mut shelf, storage.clone(), &name()).unwrap().unwrap();
    let whole = shelf.snapshot.clone().unwrap();
    let start = |snapshot: Vec<u8>, table: Vec<u8>| {
        let mut shelf = MemoryShelf { snapshot: Some(snapshot), table };
        Start::on(&mut shelf, storage.clone(), &name()).unwrap().head.size
    };
    assert_ne!(start(whole.clone(), shelf.table.clone()), 0);
    for bit in 0..whole.len() * 8 {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(start(flipped, shelf.table.clone()), 0, "bit {bit}");
    }
    for len in 0..whole.len() {
        assert_eq!(start(whole[..len].to_vec(), shelf.table.clone()), 0, "cut at {len}");
    }
    for bit in 0..shelf.table.len() * 8 {
        let mut flipped = shelf.table.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(start(whole.clone(), flipped), 0, "bit {bit} of the table");
    }
    for len in 0..shelf.table.len() {
        assert_eq!(start(whole.clone(), shelf.table[..len].to_vec()), 0, "a table cut at {len}");
    }
    let mut longer = shelf.table.clone();
    longer.extend([7; 100]);
    assert_ne!(start(whole, longer), 0, "a table that a crash left ahead of its snapshot");
}

#[test]
fn a_snapshot_of_another_session_or_another_history_is_none() {
    let entries = sale(60);
    let storage = written(&entries, 3, 12_000);
    let mut shelf = MemoryShelf::default();
    let seq = advance_on(&mut shelf, storage.clone(), &name()).unwrap().unwrap();
    let other = "other".parse().unwrap();
    assert_eq!(Start::on(&mut shelf, storage.clone(), &other).unwrap().head.size, 0);
    // A journal whose segments end elsewhere does not begin where the snapshot ends.
    let elsewhere = written(&entries, 3, 9_000);
    assert_eq!(Start::on(&mut shelf, elsewhere, &name()).unwrap().head.size, 0);
    // Another history with segments of the same lengths is found by its peaks.
    let mut disk = storage.disk();
    let mut tree = crate::durable::tree::Tree::default();
    tree.extend((0..seq).map(|number| crate::durable::tree::leaf(&number.to_le_bytes())));
    let header = crate::durable::journal::segment::header(&name(), &tree);
    disk.segment(seq + 1)[..header.len()].copy_from_slice(&header);
    let forged = MemoryStorage::of(&disk);
    let head = Start::on(&mut shelf, forged.clone(), &name()).unwrap().head;
    let error = Reader::behind(forged, name(), head).unwrap().piece().unwrap().unwrap_err();
    let JournalError::Damaged(damage) = error else {
        panic!("{error}");
    };
    assert_eq!((damage.segment, damage.offset, damage.seq), (seq + 1, 0, seq + 1));
}

#[test]
fn a_snapshot_that_nothing_begins_from_is_made_anew() {
    let entries = sale(120);
    let early = written(&entries[..60], 3, 12_000);
    let late = written(&entries, 3, 12_000);
    let mut whole = MemoryShelf::default();
    advance_on(&mut whole, early.clone(), &name()).unwrap().unwrap();
    let tableless = MemoryShelf { table: Vec::new(), ..whole.clone() };
    let mut zeros = whole.clone();
    zeros.table.fill(0);
    for shelf in [whole, tableless, zeros] {
        for storage in [&early, &late] {
            let mut shelf = shelf.clone();
            advance_on(&mut shelf, storage.clone(), &name()).unwrap();
            let last = *storage.disk().segments().last().unwrap();
            let (_, head, read) = restarted(&mut shelf, storage);
            assert_eq!(read, head.size + 1 - last, "only the last segment was read");
        }
    }
}
