//! Marks in the journals that are gone through: how a session stood here and there, so that whoever
//! looks at a place begins near it, and not at the beginning.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gavel_engine::durable::{Bookmark, JournalError, Piece};
use gavel_engine::pure::{Entry, Session};
use gavel_proto::{Seq, SessionId};

use crate::audit::source::{Journal, Source};
use crate::limits::{MARK_STEP, MARKED_BYTES, MARKED_SESSIONS};

/// Bytes of a mark beside the state, at most: the peaks of a tree and a checkpoint.
const PLACE_BYTES: usize = 3 * 1_024;

/// The marks of the sessions that were gone through last.
#[derive(Debug, Default)]
pub(crate) struct Marks(Mutex<Vec<Marked>>);

/// The marks of one session, in order and about as far from each other. They follow from its
/// journal, which only grows: none is ever wrong.
#[derive(Debug)]
struct Marked {
    session: SessionId,
    marks: Vec<Arc<Mark>>,
    /// Entries from one mark to the next, at least.
    step: u64,
    /// What they take.
    bytes: usize,
}

/// How a session stood behind an entry, and where its journal is read on from.
#[derive(Debug)]
struct Mark {
    seq: Seq,
    place: Bookmark,
    /// The state of the session, written down: in memory it takes several times as much.
    state: Box<[u8]>,
}

impl Marks {
    /// Goes through the journal from the last mark that is not behind `from`, and gives `each` every
    /// entry up to `until`, if it does not break off before: the session as it stands there.
    ///
    /// # Errors
    /// [`JournalError`].
    pub(super) fn walk(
        &self,
        source: &Source,
        (from, until): (Seq, Seq),
        mut each: impl FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<Session, JournalError> {
        let name = source.session();
        let journal = source.reader()?;
        let (mut journal, mut session) = match self.before(name, from) {
            Some(mark) => (journal.at(&mark.place), restored(&mark.state)),
            None => (journal, Session::default()),
        };
        let mut due = self.due(name);
        while session.seq() < until
            && let Some(piece) = journal.piece()
        {
            let Piece::Record(record) = piece? else {
                continue;
            };
            let entry = journal.entry(record)?;
            source.possible(entry.seq, || session.apply(&entry))?;
            if due <= session.seq() {
                due = self.lay(&journal, &session);
            }
            if each(entry).is_break() {
                break;
            }
        }
        Ok(session)
    }

    /// The last mark that is not behind this sequence.
    fn before(&self, session: &SessionId, seq: Seq) -> Option<Arc<Mark>> {
        let marked = self.marked();
        let own = marked.iter().find(|marked| marked.session == *session)?;
        let before = own.marks.partition_point(|mark| mark.seq <= seq);
        before.checked_sub(1).map(|last| Arc::clone(&own.marks[last]))
    }

    /// The sequence from which on the next mark is wanted. Those that were gone through longest
    /// ago make room for a new session.
    fn due(&self, session: &SessionId) -> Seq {
        let mut marked = self.marked();
        let known = marked.iter().position(|marked| marked.session == *session);
        let own = known.map_or_else(|| Marked::of(session.clone()), |known| marked.remove(known));
        let due = own.due();
        marked.truncate(MARKED_SESSIONS - 1);
        marked.insert(0, own);
        due
    }

    /// Lays a mark where the reader stands between two batches, and says when the next is due.
    fn lay(&self, journal: &Journal, session: &Session) -> Seq {
        let seq = session.seq();
        let Some(place) = journal.bookmark() else {
            return seq + 1;
        };
        let state = serde_json::to_vec(session.state());
        let state = state.expect("invariant: a state has a JSON form").into_boxed_slice();
        let mut marked = self.marked();
        let own = marked.iter_mut().find(|marked| marked.session == *journal.session());
        // Where others took its room meanwhile, the next walk begins anew.
        let Some(own) = own else {
            return Seq::MAX;
        };
        own.lay(Mark { seq, place, state });
        own.due()
    }

    fn marked(&self) -> MutexGuard<'_, Vec<Marked>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Marked {
    const fn of(session: SessionId) -> Self {
        Self { session, marks: Vec::new(), step: MARK_STEP, bytes: 0 }
    }

    fn due(&self) -> Seq {
        self.marks.last().map_or(0, |mark| mark.seq) + self.step
    }

    /// Takes a mark, unless somebody else laid it meanwhile. Where they take too much, every other
    /// one is taken out, and the next ones stand twice as far from each other.
    fn lay(&mut self, mark: Mark) {
        if mark.seq < self.due() {
            return;
        }
        self.bytes += mark.bytes();
        self.marks.push(Arc::new(mark));
        while MARKED_BYTES < self.bytes {
            let mut nth = 0_usize;
            self.marks.retain(|_| {
                nth += 1;
                nth.is_multiple_of(2)
            });
            self.bytes = self.marks.iter().map(|mark| mark.bytes()).sum();
            self.step *= 2;
        }
    }
}

impl Mark {
    fn bytes(&self) -> usize {
        self.state.len() + PLACE_BYTES
    }
}

/// The session of a state, without the verdicts on its bids, which a film does not ask for.
fn restored(state: &[u8]) -> Session {
    let state = serde_json::from_slice(state);
    Session::restore(state.expect("invariant: what was written of a state is read"), [], 0)
}

#[cfg(test)]
mod tests;
