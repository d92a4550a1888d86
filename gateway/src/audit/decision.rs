//! Deciding every stored command again, and naming the first that comes out otherwise.

use gavel_engine::durable::{Impossible, JournalError};
use gavel_engine::pure::{Entry, Folding, Outcome, Session};
use gavel_proto::{Command, Event, Hash, Seq, SessionId, Timestamp};
use serde::Serialize;

use super::held::held;

/// The first entry that is not what the rules make of it, with both outcomes.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Divergence {
    /// A stamp lies before the one before it.
    #[error("sequence {seq}: its stamp {at} falls behind {before}")]
    Stamp { seq: Seq, at: Timestamp, before: Timestamp },
    /// A draw takes its seed from the head that a tick carries: it must be this journal's.
    #[error("sequence {seq}: its tick carries the head {found}, not {known}")]
    Head { seq: Seq, found: Hash, known: Hash },
    /// The journal of another session under this one's name.
    #[error(
        "sequence {seq}: it begins session {found}, and the journal is kept as that of {session}"
    )]
    Session { seq: Seq, found: SessionId, session: SessionId },
    /// What no sale comes to: the rules cannot even record it.
    #[error(
        "{0}; keep a copy, and see with `gavel verify` how far the journal is what was decided"
    )]
    Impossible(#[from] Impossible),
    /// Another outcome.
    #[error(
        "sequence {seq} diverges\n  at:       {at}\n  by:       {by}\n  command:  {command}\n  \
         recorded: {recorded}\n  decided:  {decided}"
    )]
    Outcome {
        seq: Seq,
        at: Timestamp,
        by: String,
        command: String,
        recorded: String,
        decided: String,
    },
}

/// Records an entry as it stands: what happened, whatever the rules say.
///
/// # Errors
/// [`Divergence::Stamp`] or [`Divergence::Impossible`].
pub(crate) fn fold(folding: &mut Folding, entry: &Entry) -> Result<(), Divergence> {
    check_stamp(folding.session().at(), entry.seq, entry.at)?;
    Ok(possible(entry.seq, || folding.apply(entry))?)
}

/// Does with an entry what the rules stop at where it cannot have happened.
///
/// # Errors
/// [`Impossible`].
pub(crate) fn possible<T>(seq: Seq, work: impl FnOnce() -> T) -> Result<T, Impossible> {
    held(work).map_err(|broken| Impossible { seq, broken })
}

/// The same with an entry of this session's journal.
///
/// # Errors
/// [`JournalError::Impossible`].
pub(crate) fn possible_in<T>(
    session: &SessionId,
    seq: Seq,
    work: impl FnOnce() -> T,
) -> Result<T, JournalError> {
    possible(seq, work).map_err(|what| JournalError::Impossible { session: session.clone(), what })
}

/// Decides an entry again and records it. `known` is the root of the tree over everything that was
/// durable when it was decided, `name` the session whose journal this is.
///
/// # Errors
/// The first [`Divergence`]; nothing was recorded then.
pub(crate) fn decide(
    session: &mut Session,
    entry: &Entry,
    known: Hash,
    name: &SessionId,
) -> Result<(), Divergence> {
    check_stamp(session.at(), entry.seq, entry.at)?;
    let seq = entry.seq;
    if let Command::Tick { head: Some(found) } = entry.command
        && found != known
    {
        return Err(Divergence::Head { seq, found, known });
    }
    let decide = || Outcome::from(session.decide(entry.at, &entry.by, &entry.command));
    let decided = possible(seq, decide)?;
    if decided != entry.outcome {
        return Err(Divergence::Outcome {
            seq,
            at: entry.at,
            by: json(&entry.by),
            command: json(&entry.command),
            recorded: json(&entry.outcome),
            decided: json(&decided),
        });
    }
    if let Some(Event::SessionCreated { session: found, .. }) = entry.outcome.events().first()
        && found != name
    {
        return Err(Divergence::Session { seq, found: found.clone(), session: name.clone() });
    }
    Ok(possible(seq, || session.apply(entry))?)
}

/// Whether a stamp does not fall.
///
/// # Errors
/// [`Divergence::Stamp`].
pub(crate) fn check_stamp(before: Timestamp, seq: Seq, at: Timestamp) -> Result<(), Divergence> {
    if at < before { Err(Divergence::Stamp { seq, at, before }) } else { Ok(()) }
}

/// A value of the journal as it stands there.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("invariant: what came from JSON can be written as JSON")
}
