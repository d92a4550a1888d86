//! A journal that is gone through again: near the place that is looked at, within its limits.

use std::ops::ControlFlow;
use std::path::Path;

use ed25519_dalek::SigningKey;
use gavel_engine::durable::{Folder, Head, Recovered, Salts, Signer, Signers, Tools};
use gavel_engine::pure::{Entry, Session};
use gavel_proto::{By, Command, Seq, SessionId, Text, Timestamp};

use super::{Mark, Marked, Marks, PLACE_BYTES};
use crate::audit::source::Source;
use crate::limits::{MARK_STEP, MARKED_BYTES, MARKED_SESSIONS};

/// Entries in a batch: a mark stands between two.
const BATCH: usize = 100;

/// A journal in which the auctioneer says one thing after the other.
fn journal(data: &Path, name: &str, entries: u64) -> Source {
    let folder = Folder::open(data).unwrap();
    let session: SessionId = name.parse().unwrap();
    let recovered = Recovered::open(&folder, &session, Head::empty(), |_, _| Ok(())).unwrap();
    let key = Signer::new("test.example/long", SigningKey::from_bytes(&[7; 32])).unwrap();
    let signers = Signers { key, leaving: None };
    let mut journal = recovered.resume(Tools { signers, salts: Salts::from_seed(1) }).unwrap();
    let mut state = Session::default();
    let mut said: Vec<Entry> = Vec::new();
    for seq in 1..=entries {
        let command = match seq {
            1 => {
                let title = Text { vi: "Phiên".into(), en: "Sale".into() };
                Command::CreateSession { session: session.clone(), title }
            }
            _ => Command::Announce { message: seq.to_string().try_into().unwrap() },
        };
        let by = By::Auctioneer { officer: "Minh".to_owned().try_into().unwrap() };
        let entry = state.entry(Timestamp::from_micros(seq.cast_signed()), by, command);
        state.apply(&entry);
        said.push(entry);
        if said.len() == BATCH || seq == entries {
            journal.append(&said).unwrap();
            said.clear();
        }
    }
    Source::Folder { path: folder.session(&session), session }
}

/// How the session stood at `seq`, and how many entries were read for that.
fn look(marks: &Marks, source: &Source, seq: Seq) -> (Session, u64) {
    let mut read = 0;
    let session = marks.walk(source, (seq, seq), |_| {
        read += 1;
        ControlFlow::Continue(())
    });
    (session.unwrap(), read)
}

#[test]
fn whoever_looks_again_begins_near_the_place() {
    let data = tempfile::tempdir().unwrap();
    let last = 4 * MARK_STEP + 7;
    let source = journal(data.path(), "long", last);
    let marks = Marks::default();
    assert_eq!(look(&marks, &source, last).1, last, "the first time all of it is read");
    let (fresh, near) = (Marks::default(), MARK_STEP + BATCH as u64);
    for seq in [last, 1, MARK_STEP * 3, MARK_STEP * 3 - 1, last - 1, MARK_STEP + 50, 0] {
        let (session, read) = look(&marks, &source, seq);
        assert!(read <= near, "{read} entries were read for {seq}");
        let (whole, _) = look(&fresh, &source, seq);
        assert_eq!((session.seq(), session.digest()), (whole.seq(), whole.digest()));
    }
    let mut told = Vec::new();
    let walked = marks.walk(&source, (3 * MARK_STEP, last), |entry| {
        told.push(entry.seq);
        if entry.seq == 3 * MARK_STEP + 5 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(walked.unwrap().seq(), 3 * MARK_STEP + 5);
    assert!(told.windows(2).all(|two| two[0] + 1 == two[1]), "none is left out");
    assert!(told[0] <= 3 * MARK_STEP + 1);
}

#[test]
fn a_session_that_was_not_looked_at_for_long_makes_room() {
    let data = tempfile::tempdir().unwrap();
    let last = MARK_STEP + BATCH as u64;
    let source = journal(data.path(), "long", last);
    let marks = Marks::default();
    look(&marks, &source, last);
    assert!(look(&marks, &source, last).1 < last);
    for nth in 1..=MARKED_SESSIONS {
        marks.due(&format!("other-{nth}").parse().unwrap());
    }
    assert_eq!(look(&marks, &source, last).1, last);
}

#[test]
fn marks_that_take_too_much_are_thinned() {
    let data = tempfile::tempdir().unwrap();
    let source = journal(data.path(), "long", 1);
    let mut reader = source.reader().unwrap();
    while reader.piece().is_some() {}
    let place = reader.bookmark().unwrap();
    let mut marked = Marked::of("long".parse().unwrap());
    let lay = |marked: &mut Marked, seq, bytes| {
        let state = vec![0; bytes].into_boxed_slice();
        marked.lay(Mark { seq, place: place.clone(), state });
    };
    for nth in 1..=8 {
        lay(&mut marked, nth * MARK_STEP, MARKED_BYTES / 4 - PLACE_BYTES);
    }
    let places: Vec<Seq> = marked.marks.iter().map(|mark| mark.seq / MARK_STEP).collect();
    assert_eq!((places, marked.step), (vec![2, 4, 6, 8], 2 * MARK_STEP));
    lay(&mut marked, 9 * MARK_STEP, 1);
    assert_eq!(marked.marks.len(), 4, "it is not due yet");
    lay(&mut marked, 10 * MARK_STEP, MARKED_BYTES * 2);
    assert!(marked.bytes <= MARKED_BYTES, "{} bytes", marked.bytes);
}
