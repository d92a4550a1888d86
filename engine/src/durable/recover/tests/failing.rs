//! A disk that fails once, at every call there is, and in every way.

use super::{
    ONE_SEGMENT, Recovered, SMALL_SEGMENTS, SOME_SEGMENTS, assert_honest, open, recovered, segment,
};
use crate::durable::journal::Journal;
use crate::durable::journal::error::JournalError;
use crate::durable::journal::memory::{Chance, Done, Left, MemoryStorage, Stop, history, session};
use crate::pure::entry::Entry;

const WAYS: [Done; 3] = [Done::Nothing, Done::Part, Done::All];

/// A disk on which this call fails, counted from 1.
pub(super) fn after(call: usize, done: Done) -> MemoryStorage {
    MemoryStorage::default().until(Some(stop(call, done)))
}

fn stop(call: usize, done: Done) -> Stop {
    Stop { call, done, chance: Chance::from_seed(call as u64) }
}

/// Four batches, each sealed; the last seal is another's.
fn append_and_seal(journal: &mut Journal<MemoryStorage>) -> Result<(), JournalError> {
    for ends in super::BATCHES.windows(2) {
        let batch = usize::try_from(ends[0]).unwrap()..usize::try_from(ends[1]).unwrap();
        journal.append(&history(8)[batch])?;
        journal.seal()?;
    }
    Ok(())
}

/// What is left is whole batches, and no answered entry is missing: whether the process is started
/// again on what is in memory, or the power fails first.
fn assert_recovers(storage: &MemoryStorage, answered: u64, case: &str) {
    let check = |(entries, _): (Vec<Entry>, _)| {
        assert_honest(&entries, case);
        assert!(answered <= entries.len() as u64, "{case}: {} entries", entries.len());
    };
    for kept in (0..=storage.pending_bytes()).step_by(16) {
        check(recovered(&storage.crash(Left::First(kept))).expect(case));
    }
    check(recovered(&storage.disk()).expect(case));
}

#[test]
fn a_disk_that_fails_once_is_never_asked_again() {
    // A creation, then a write, a sync and a note for each batch and for each seal.
    for (segment_bytes, segments) in [(ONE_SEGMENT, 1), (SOME_SEGMENTS, 3), (SMALL_SEGMENTS, 4)] {
        let calls = segments + 4 * 2 * 3;
        for (call, done) in (1..=calls).flat_map(|call| WAYS.map(|done| (call, done))) {
            let case = format!("segments of {segment_bytes}, call {call}, done {done:?}");
            let storage = after(call, done);
            let Ok((mut journal, _)) = open(storage.clone(), segment_bytes, |_| ()) else {
                assert_eq!(call, 1, "{case}: nothing but the creation comes before an append");
                assert_recovers(&storage, 0, &case);
                continue;
            };
            append_and_seal(&mut journal).expect_err(&case);
            let answered = journal.durable();
            let next = &history(answered + 1)[usize::try_from(answered).unwrap()..];
            let refused = journal.append(next).unwrap_err();
            assert!(matches!(refused, JournalError::Poisoned { .. }), "{case}");
            assert_eq!(journal.head().size, answered, "{case}");
            assert_recovers(&storage, answered, &case);
        }
        let (mut journal, _) =
            open(after(calls + 1, Done::Nothing), segment_bytes, |_| ()).unwrap();
        append_and_seal(&mut journal).expect("every call was made to fail");
    }
}

#[test]
fn a_segment_that_holds_a_head_alone_is_gone_on_with() {
    // A creation, a write, a sync and a note; another creation, and the write that fails.
    let storage = after(6, Done::Nothing);
    let (mut journal, _) = open(storage.clone(), SMALL_SEGMENTS, |_| ()).unwrap();
    journal.append(&history(1)).unwrap();
    journal.append(&history(2)[1..]).unwrap_err();
    let storage = MemoryStorage::of(&storage.disk());
    let (mut journal, _) = open(storage.clone(), SMALL_SEGMENTS, |_| ()).unwrap();
    journal.seal().unwrap();
    let sealed = storage.disk().segment(2).clone();
    assert!(segment::HEADER_BYTES < sealed.len());
    journal.append(&history(2)[1..]).unwrap();
    assert!(storage.disk().segment(2).starts_with(&sealed));
}

#[test]
fn a_recovery_that_fails_is_tried_again_by_the_next_process() {
    let torn = {
        let storage = after(9, Done::Nothing);
        let (mut journal, _) = open(storage.clone(), ONE_SEGMENT, |_| ()).unwrap();
        super::append_all(&mut journal).unwrap_err();
        storage.crash(Left::AllBut(100))
    };
    for (call, done) in (1..).flat_map(|call| WAYS.map(|done| (call, done))) {
        let case = format!("call {call}, done {done:?}");
        let storage = MemoryStorage::of(&torn).until(Some(stop(call, done)));
        if Recovered::whole(storage.clone(), session(), ONE_SEGMENT, |_, _| ()).is_ok() {
            return assert_eq!(call, 5, "{case}: folder, cut, sync and note");
        }
        assert_recovers(&storage, 3, &case);
    }
}
