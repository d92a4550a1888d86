//! Snapshots with spoilt bytes: a session starts from what was written, or from the beginning.

use std::fs;
use std::path::Path;

use bolero::{TypeGenerator, check};
use gavel_engine::durable::{Start, advance};
use gavel_engine::pure::Session;
use gavel_proto::Seq;

use super::kept::{Kept, SEGMENT, journals};
use super::spoilt::Spoilt;

#[derive(Debug, Clone, TypeGenerator)]
struct Damage {
    file: File,
    spoilt: Spoilt,
    checksum: Checksum,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, TypeGenerator)]
enum File {
    Snapshot,
    Table,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, TypeGenerator)]
enum Checksum {
    /// As it was.
    Kept,
    /// Made to fit what was spoilt.
    Made,
}

/// Bytes before the lists of a snapshot (`engine/src/durable/snapshot/layout.rs`).
const LISTS: usize = 108;

#[test]
fn a_damaged_snapshot_is_sound_or_thrown_away() {
    let journal = journals().remove(0);
    let folder = tempfile::tempdir().expect("a folder");
    let [snapshot, table] = make(folder.path(), &journal);
    let sound = Start::find(folder.path(), &journal.session).expect("a start");
    let seen = (sound.session.seq(), sound.session.digest());
    assert_ne!(seen.0, 0, "no snapshot was made");
    let unread = (0, Session::default().digest());
    check!().with_iterations(1_000).with_type::<Damage>().for_each(|damage| {
        let mut files = [("snapshot", snapshot.clone()), ("verdicts", table.clone())];
        damage.make(&mut files[damage.file as usize].1);
        for (name, bytes) in &files {
            fs::write(folder.path().join(name), bytes).expect("a file");
        }
        let start = Start::find(folder.path(), &journal.session).expect("a start");
        let found = (start.session.seq(), start.session.digest());
        assert!(damage.checksum == Checksum::Made || [&seen, &unread].contains(&&found));
    });
}

impl Damage {
    /// The state in a snapshot is our own word, as the program is: with a checksum that fits, only
    /// what says where it lies is spoilt.
    fn make(&self, bytes: &mut Vec<u8>) {
        if self.checksum == Checksum::Kept || self.file == File::Table {
            return self.spoilt.spoil(bytes);
        }
        let mut head = bytes[..LISTS].to_vec();
        self.spoilt.spoil(&mut head);
        bytes.truncate(bytes.len() - 4);
        drop(bytes.splice(..LISTS, head));
        let sum = crc32c::crc32c(bytes);
        bytes.extend(sum.to_le_bytes());
    }
}

/// Makes a snapshot of a kept journal: behind its segment another begins.
fn make(folder: &Path, journal: &Kept) -> [Vec<u8>; 2] {
    fs::write(folder.join(SEGMENT), &journal.segment).expect("a segment");
    let leaves = journal.entries.len() as Seq;
    fs::write(folder.join(format!("{:020}.gavel", leaves + 1)), []).expect("a segment");
    let made = advance(folder, &journal.session).expect("a snapshot");
    assert_eq!(made, Some(leaves));
    ["snapshot", "verdicts"].map(|name| fs::read(folder.join(name)).expect("a file"))
}
