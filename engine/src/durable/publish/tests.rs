//! Journals of several segments on a real disk: published, read in part, read within another file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::publish;
use crate::durable::journal::Journal;
use crate::durable::journal::error::JournalError;
use crate::durable::journal::memory::{history, session, tools};
use crate::durable::reader::Reader;
use crate::durable::{
    Archive, Extent, Extents, FileStorage, Head, Heading, HeadingError, Piece, Storage,
    segment_name,
};

/// Entries, in batches of two, each in a segment of its own.
const ENTRIES: u64 = 11;

/// A journal of several segments in a folder, and its head.
fn written(folder: &Path) -> Head {
    let reader = Reader::over(FileStorage::to_write(folder).unwrap(), session()).unwrap();
    let (resumed, _) = reader.finish();
    let mut journal = Journal::resume(resumed, 1, tools()).unwrap();
    for batch in history(ENTRIES).chunks(2) {
        journal.append(batch).unwrap();
    }
    journal.seal().unwrap();
    journal.head()
}

/// All that a journal hands out.
fn pieces<S: Storage>(mut reader: Reader<S>) -> (Vec<Piece>, Head) {
    let mut pieces = Vec::new();
    while let Some(piece) = reader.piece() {
        pieces.push(piece.unwrap());
    }
    (pieces, reader.head())
}

fn segments(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some()).collect();
    files.sort();
    files
}

#[test]
fn a_public_journal_has_the_same_segments_heads_and_leaves() {
    let temp = tempfile::tempdir().unwrap();
    let [whole, public, again] = ["whole", "public", "again"].map(|name| temp.path().join(name));
    let head = written(&whole);
    fs::create_dir(&public).unwrap();
    fs::create_dir(&again).unwrap();
    let mut reader = Reader::folder(&whole, &session()).unwrap();
    assert_eq!(publish(&mut reader, ENTRIES, &public).unwrap(), head);

    let (told, its_head) = pieces(Reader::folder(&public, &session()).unwrap());
    let (known, _) = pieces(Reader::folder(&whole, &session()).unwrap());
    assert_eq!((its_head, told.len()), (head, known.len()));
    assert!(segments(&public).len() > 4, "{:?}", segments(&public));
    for (known, told) in known.iter().zip(&told) {
        match (known, told) {
            (Piece::Head(known), Piece::Head(told)) => assert_eq!(known, told),
            (Piece::Record(known), Piece::Record(told)) => {
                assert_eq!(known.leaf(), told.leaf());
                assert_eq!(known.public_part(), told.public_part());
                assert_eq!(told.secret_part(), None);
            }
            (one, other) => panic!("{one:?} became {other:?}"),
        }
    }
    let read = Reader::folder(&public, &session()).unwrap().next().unwrap();
    assert!(matches!(read, Err(JournalError::Withheld { seq: 1, .. })), "{read:?}");

    // What is public is published again byte for byte.
    let mut reader = Reader::folder(&public, &session()).unwrap();
    publish(&mut reader, ENTRIES, &again).unwrap();
    for (one, other) in segments(&public).iter().zip(segments(&again)) {
        assert_eq!(fs::read(one).unwrap(), fs::read(other).unwrap());
    }
}

#[test]
fn only_so_much_is_published_as_is_known_to_be_over() {
    let temp = tempfile::tempdir().unwrap();
    let [whole, public] = ["whole", "public"].map(|name| temp.path().join(name));
    written(&whole);
    fs::create_dir(&public).unwrap();
    let mut reader = Reader::folder(&whole, &session()).unwrap();
    assert_eq!(publish(&mut reader, 5, &public).unwrap().size, 4, "two whole batches");
    assert_eq!(pieces(Reader::folder(&public, &session()).unwrap()).1.size, 4);
}

#[test]
fn a_segment_by_itself_is_checked_against_the_heads_in_it() {
    let temp = tempfile::tempdir().unwrap();
    let head = written(temp.path());
    let last = segments(temp.path()).pop().unwrap();
    let moved = temp.path().join("elsewhere");
    fs::rename(&last, &moved).unwrap();
    let heading = Heading::at(&moved, 0).unwrap();
    assert_eq!((&heading.session, heading.first), (&session(), ENTRIES));
    let (read, its_head) = pieces(Reader::segment(&moved, &heading).unwrap());
    assert_eq!(its_head, head);
    assert!(matches!(read[0], Piece::Head(_)), "a later segment begins with a head");
}

#[test]
fn segments_are_read_within_another_file() {
    let temp = tempfile::tempdir().unwrap();
    let whole = temp.path().join("whole");
    let head = written(&whole);
    let mut bytes = b"something before".to_vec();
    let mut places = BTreeMap::new();
    for path in segments(&whole) {
        let segment = fs::read(&path).unwrap();
        let first = Heading::at(&path, 0).unwrap().first;
        assert_eq!(path.file_name().unwrap().to_str(), Some(segment_name(first).as_str()));
        places.insert(first, Extent { offset: bytes.len() as u64, bytes: segment.len() as u64 });
        bytes.extend(segment);
        bytes.extend(b"something between");
    }
    let pack = temp.path().join("pack");
    fs::write(&pack, bytes).unwrap();
    let extents = || Extents::open(&pack, places.clone()).unwrap();
    let (read, its_head) = pieces(Reader::within(extents(), &session()).unwrap());
    assert_eq!(its_head, head);
    let mut archive = Archive::within(extents(), &session());
    for piece in &read {
        if let Piece::Record(record) = piece {
            archive.keep(record.located());
        }
    }
    assert_eq!(archive.record(7).unwrap().unwrap().seq(), 7);
    assert_eq!(archive.head(ENTRIES).unwrap(), head);
}

#[test]
fn what_is_no_segment_says_what_it_is() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("file");
    let at = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        Heading::at(&path, 0).unwrap_err()
    };
    assert!(matches!(at(b"something"), HeadingError::NotASegment { .. }));
    assert!(matches!(at(b"GAVELJNL"), HeadingError::Broken { .. }));
    assert!(matches!(Heading::of_folder(temp.path()), Err(HeadingError::NoSegment { .. })));
    let nowhere = temp.path().join("nowhere");
    assert!(matches!(Heading::of_folder(&nowhere), Err(HeadingError::Unread { .. })));
}
