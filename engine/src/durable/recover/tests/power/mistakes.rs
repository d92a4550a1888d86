//! The lives above with a mistake in them: whatever is wrong is noticed, and by what it does.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::live;
use crate::durable::journal::memory::Mistake;

/// Lives within which a mistake must be noticed.
const LIVES: u64 = 200;

/// What is said where an answer is lost: it is not in the journal, or the reader itself sees that
/// there was more.
const LOST: &[&str] = &["lost from sequence", "keep a copy of the folder"];

/// A mistake, and what may be said of it.
const NOTICED: [(Mistake, &[&str]); 7] = [
    (Mistake::LeavesSyncsOut, LOST),
    (Mistake::BelievesASecondSync, LOST),
    (Mistake::AnswersBeforeTheSync, LOST),
    (Mistake::LeavesTheFolderUnsynced, LOST),
    (Mistake::WritesNothingTwice, LOST),
    (Mistake::SnapshotsWhatIsAhead, &["invariant: sequence"]),
    (Mistake::SnapshotsTooFewVerdicts, &["begun from"]),
];

#[test]
fn every_mistake_that_loses_an_answer_is_noticed() {
    for (mistake, words) in NOTICED {
        let said = (0..LIVES).find_map(|seed| {
            let lived = catch_unwind(AssertUnwindSafe(|| live(seed, Some(mistake))));
            lived.err().map(|panic| sentence(&*panic))
        });
        let said = said.unwrap_or_else(|| panic!("{mistake:?} went unnoticed in {LIVES} lives"));
        let is_meant = words.iter().any(|word| said.contains(word));
        assert!(is_meant, "{mistake:?} was noticed by something else: {said}");
    }
}

/// What was said in a panic.
fn sentence(panic: &(dyn Any + Send)) -> String {
    let fixed = panic.downcast_ref::<&str>().map(ToString::to_string);
    fixed.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
