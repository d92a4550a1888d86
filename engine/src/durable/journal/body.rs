//! A body: one entry in two parts, what the room heard and what it did not, each a JSON object.
//!
//! ```text
//! public   {"seq":4812,"at":"…","heard":[events of the room]}
//! secret   {"salt":"…","by":{…},"command":{…},"outcome":{"accepted":[null, {an event}, …]}}
//! ```
//! In the secret part `null` stands for the next event that the room heard, so that every event
//! has its place and is written once. The secret part is salted and hashed by itself: whoever holds
//! its hash alone can check the tree, and learns nothing.

mod plain;

use gavel_proto::{By, Command, Event, Rejection, Seq, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};

use super::error::Fault;
use super::salt::Salt;
use crate::pure::audience::{Audience, audience};
use crate::pure::entry::{Entry, Outcome};

/// What everybody may know of an entry: its place, its stamp, what the room heard of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicEntry {
    /// Its place in the order of the session, from 1, without gaps.
    pub seq: Seq,
    /// The engine's stamp.
    pub at: Timestamp,
    /// The events that the room heard, in the order in which they happened.
    #[serde(default)]
    pub heard: Vec<Event>,
}

/// The public part of `entry`, behind what is in the buffer.
pub(super) fn write_public(buffer: &mut Vec<u8>, entry: &Entry) {
    let heard = Heard(entry.outcome.events());
    let part = PublicPart { seq: entry.seq, at: entry.at, heard };
    serde_json::to_writer(buffer, &part).expect("invariant: an entry has a JSON form");
}

/// The secret part of `entry`, behind what is in the buffer.
pub(super) fn write_secret(buffer: &mut Vec<u8>, entry: &Entry, salt: Salt) {
    let outcome = match &entry.outcome {
        Outcome::Accepted(events) => ToldPart::Accepted(Unheard(events)),
        Outcome::Refused(rejection) => ToldPart::Refused(rejection),
    };
    let part = SecretPart { salt, by: &entry.by, command: &entry.command, outcome };
    serde_json::to_writer(buffer, &part).expect("invariant: an entry has a JSON form");
}

/// The public part in these bytes.
///
/// # Errors
/// [`Fault::NotAnEntry`].
pub(in crate::durable) fn read_public(part: &[u8]) -> Result<PublicEntry, Fault> {
    read(part)
}

/// The entry of which these are the two parts.
///
/// # Errors
/// [`Fault::NotAnEntry`].
pub(in crate::durable) fn read_entry(public: PublicEntry, secret: &[u8]) -> Result<Entry, Fault> {
    let Secret { by, command, outcome, .. } = read(secret)?;
    let PublicEntry { seq, at, heard } = public;
    let mut heard = heard.into_iter();
    let outcome = match outcome {
        Told::Refused(rejection) => Outcome::Refused(rejection),
        Told::Accepted(events) => {
            let events = events.into_iter().map(|unheard| unheard.or_else(|| heard.next()));
            let events = events.collect::<Option<Vec<Event>>>();
            Outcome::Accepted(events.ok_or_else(|| not_an_entry(&"an event is missing"))?)
        }
    };
    if heard.next().is_some() {
        return Err(not_an_entry(&"an event has no place in the outcome"));
    }
    Ok(Entry { seq, at, by, command, outcome })
}

/// Checked as a text once, and not string by string.
fn read<T: DeserializeOwned>(part: &[u8]) -> Result<T, Fault> {
    let text = str::from_utf8(part).map_err(|error| not_an_entry(&error))?;
    match plain::read(text) {
        Some(value) => Ok(value),
        None => serde_json::from_str(text).map_err(|error| not_an_entry(&error)),
    }
}

fn not_an_entry(reason: &impl ToString) -> Fault {
    Fault::NotAnEntry { reason: reason.to_string() }
}

#[derive(Serialize)]
struct PublicPart<'a> {
    seq: Seq,
    at: Timestamp,
    #[serde(skip_serializing_if = "Heard::is_empty")]
    heard: Heard<'a>,
}

#[derive(Serialize)]
struct SecretPart<'a> {
    salt: Salt,
    by: &'a By,
    command: &'a Command,
    outcome: ToldPart<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum ToldPart<'a> {
    Accepted(Unheard<'a>),
    Refused(&'a Rejection),
}

/// Those of these events that the room heard.
struct Heard<'a>(&'a [Event]);

/// All of these events, with a gap for each that the room heard.
struct Unheard<'a>(&'a [Event]);

#[derive(Deserialize)]
#[cfg_attr(test, derive(Debug, PartialEq))]
#[serde(deny_unknown_fields)]
struct Secret {
    #[serde(rename = "salt")]
    _salt: Salt,
    by: By,
    command: Command,
    outcome: Told,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(Debug, PartialEq))]
#[serde(rename_all = "snake_case")]
enum Told {
    Accepted(Vec<Option<Event>>),
    Refused(Rejection),
}

impl Heard<'_> {
    fn is_empty(&self) -> bool {
        !self.0.iter().any(is_heard)
    }
}

impl Serialize for Heard<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().filter(|event| is_heard(event)))
    }
}

impl Serialize for Unheard<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|event| (!is_heard(event)).then_some(event)))
    }
}

fn is_heard(event: &Event) -> bool {
    audience(event) == Audience::Room
}
