//! Deciding every stored command again, and naming the first that comes out otherwise.

use std::panic::{self, AssertUnwindSafe};

use gavel_engine::pure::{Entry, Outcome, Session};
use gavel_proto::{Command, Event, Hash, Seq, SessionId, Timestamp};
use serde::Serialize;

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
    /// No house recorded this, by whatever rules.
    #[error(
        "sequence {seq}: what it records cannot have happened ({why}); keep the journal as evidence"
    )]
    Impossible { seq: Seq, why: String },
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
pub(crate) fn fold(session: &mut Session, entry: &Entry) -> Result<(), Divergence> {
    check_stamp(session.at(), entry.seq, entry.at)?;
    let seq = entry.seq;
    possible(|| session.apply(entry)).map_err(|why| Divergence::Impossible { seq, why })
}

/// Makes something of what a journal records. Where that cannot have happened an invariant breaks,
/// which stops a house: its journal is its own. An auditor's may be anybody's, and is told of.
///
/// # Errors
/// The invariant that broke.
pub(crate) fn possible<T>(make: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(make)).map_err(|broken| {
        let text = broken.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| broken.downcast_ref::<&str>().copied());
        text.unwrap_or("an invariant broke").to_owned()
    })
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
    let decided = Outcome::from(session.decide(entry.at, &entry.by, &entry.command));
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
    session.apply(entry);
    Ok(())
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
