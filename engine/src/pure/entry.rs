//! An entry: question and answer under one number, as the journal keeps them.

use gavel_proto::{By, Command, Event, Rejection, Seq, Timestamp};
use serde::{Deserialize, Serialize};

/// Question and answer under one number. Its JSON form is the body of a journal record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its place in the order of the session, from 1, without gaps.
    pub seq: Seq,
    /// The engine's stamp. Never falls; orders nothing.
    pub at: Timestamp,
    /// Whose hand the command came from.
    pub by: By,
    /// What was asked.
    pub command: Command,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It happened; the events say what.
    Accepted(Vec<Event>),
    /// It was refused and changed nothing.
    Refused(Rejection),
}

impl Outcome {
    /// What happened: nothing, if it was refused.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        match self {
            Self::Accepted(events) => events,
            Self::Refused(_) => &[],
        }
    }
}

impl From<Result<Vec<Event>, Rejection>> for Outcome {
    fn from(decided: Result<Vec<Event>, Rejection>) -> Self {
        decided.map_or_else(Self::Refused, Self::Accepted)
    }
}
