//! The record of an entry as the journal writes it, by other code: two parts of JSON behind their
//! lengths and a checksum.

use std::io;

use gavel_engine::pure::audience::{Audience, audience};
use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::{By, Command, Event, Rejection, Seq, Timestamp};
use serde::{Serialize, Serializer};

pub(crate) const SALT_BYTES: usize = 16;
pub(crate) const PREFIX_BYTES: usize = 16;

#[derive(Serialize)]
struct Public<'a> {
    seq: Seq,
    at: Timestamp,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    heard: Vec<&'a Event>,
}

#[derive(Serialize)]
struct Secret<'a> {
    salt: Digits,
    by: &'a By,
    command: &'a Command,
    outcome: Told<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Told<'a> {
    Accepted(Vec<Option<&'a Event>>),
    Refused(&'a Rejection),
}

struct Digits([u8; SALT_BYTES * 2]);

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

/// Appends the record of `entry`.
pub(crate) fn write_record(buffer: &mut Vec<u8>, entry: &Entry, salt: &[u8]) -> io::Result<()> {
    let start = buffer.len();
    buffer.extend_from_slice(&[0; PREFIX_BYTES]);
    let events = entry.outcome.events();
    let is_heard = |event: &&Event| audience(event) == Audience::Room;
    let heard = events.iter().filter(is_heard).collect();
    let public = Public { seq: entry.seq, at: entry.at, heard };
    serde_json::to_writer(&mut *buffer, &public)?;
    let middle = buffer.len();
    let outcome = match &entry.outcome {
        Outcome::Refused(rejection) => Told::Refused(rejection),
        Outcome::Accepted(events) => {
            let unheard = events.iter().map(|event| (!is_heard(&event)).then_some(event));
            Told::Accepted(unheard.collect())
        }
    };
    let (by, command) = (&entry.by, &entry.command);
    let secret = Secret { salt: digits(salt), by, command, outcome };
    serde_json::to_writer(&mut *buffer, &secret)?;
    let lengths = [middle - start - PREFIX_BYTES, buffer.len() - middle, 0];
    for (place, length) in lengths.into_iter().enumerate() {
        let length = u32::try_from(length).map_err(io::Error::other)?;
        let prefix = &mut buffer[start + place * 4..];
        prefix[..4].copy_from_slice(&length.to_le_bytes());
    }
    let (prefix, parts) = buffer[start..].split_at_mut(PREFIX_BYTES);
    let checksum = crc32c::crc32c_append(crc32c::crc32c(&prefix[..12]), parts);
    prefix[12..].copy_from_slice(&checksum.to_le_bytes());
    Ok(())
}

fn digits(salt: &[u8]) -> Digits {
    let mut digits = [0; SALT_BYTES * 2];
    for (two, byte) in digits.chunks_mut(2).zip(salt) {
        two.copy_from_slice(
            &[byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]),
        );
    }
    Digits(digits)
}
