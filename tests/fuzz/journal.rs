//! Damaged journals: what is read of them is what was written, or they are refused.

use bolero::check;
use gavel_engine::durable::{Piece, Reader, Verifier};
use gavel_engine::pure::Entry;
use tempfile::TempDir;

use super::damage::Damage;
use super::kept::{Kept, journals};

#[test]
fn a_damaged_journal_is_read_as_it_was_written_or_refused() {
    let kept = journals();
    let folder = tempfile::tempdir().expect("a folder");
    check!().with_iterations(1_000).with_type::<Damage>().for_each(|damage| {
        let journal = &kept[damage.spoilt.index(kept.len())];
        damage.put(folder.path(), journal);
        read(&folder, journal);
    });
}

/// Whatever is handed out under a head that the key signed is what was written.
fn read(folder: &TempDir, journal: &Kept) {
    let key: Verifier = journal.key.parse().expect("a key");
    let Ok(mut reader) = Reader::open(folder.path(), &journal.session) else { return };
    let mut read: Vec<Entry> = Vec::new();
    let mut signed = 0;
    while let Some(Ok(piece)) = reader.piece() {
        match piece {
            Piece::Head(head) if head.check(&key).is_ok() => signed = head.head().size,
            Piece::Head(_) => {}
            Piece::Record(record) => match reader.entry(record) {
                Ok(entry) => read.push(entry),
                Err(_) => break,
            },
        }
    }
    let signed = usize::try_from(signed).expect("a short journal").min(read.len());
    assert_eq!(read[..signed], journal.entries[..signed], "read otherwise than it was signed");
}
