//! What a journal would be without its tree: the same records in the same batches, with salts,
//! checksums, the note and blocks that are filled ahead, but no leaves and no signed heads.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

use gavel_engine::pure::audience::{Audience, audience};
use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::{By, Command, Event, Rejection, Seq, Timestamp};
use serde::{Serialize, Serializer};

/// Bytes by which the file is filled with zeros ahead, as a segment is.
const FILL_BYTES: u64 = 1_024 * 1_024;
const SALT_BYTES: usize = 16;
const PREFIX_BYTES: usize = 16;

/// A file of records.
pub(crate) struct ByHand {
    file: File,
    note: File,
    random: File,
    end: u64,
    filled: u64,
    buffer: Vec<u8>,
}

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

impl ByHand {
    pub(crate) fn create(folder: &Path) -> io::Result<Self> {
        fs::create_dir(folder)?;
        Ok(Self {
            file: File::create(folder.join("records"))?,
            note: File::create(folder.join("note"))?,
            random: File::open("/dev/urandom")?,
            end: 0,
            filled: 0,
            buffer: Vec::new(),
        })
    }

    /// Makes a batch durable, and says how many bytes its parts have.
    pub(crate) fn append(&mut self, batch: &[Entry]) -> io::Result<usize> {
        let mut salts = vec![0; SALT_BYTES * batch.len()];
        self.random.read_exact(&mut salts)?;
        self.buffer.clear();
        for (entry, salt) in batch.iter().zip(salts.chunks(SALT_BYTES)) {
            self.record(entry, salt)?;
        }
        self.file.write_all_at(&self.buffer, self.end)?;
        self.end += self.buffer.len() as u64;
        if self.filled < self.end {
            self.filled = self.end.next_multiple_of(FILL_BYTES);
            let zeros = usize::try_from(self.filled - self.end).unwrap_or(0);
            self.file.write_all_at(&vec![0; zeros], self.end)?;
        }
        self.file.sync_data()?;
        self.note.write_all_at(&self.buffer[..PREFIX_BYTES * 2], 0)?;
        Ok(self.buffer.len() - PREFIX_BYTES * batch.len())
    }

    fn record(&mut self, entry: &Entry, salt: &[u8]) -> io::Result<()> {
        let start = self.buffer.len();
        self.buffer.extend_from_slice(&[0; PREFIX_BYTES]);
        let events = entry.outcome.events();
        let is_heard = |event: &&Event| audience(event) == Audience::Room;
        let heard = events.iter().filter(is_heard).collect();
        let public = Public { seq: entry.seq, at: entry.at, heard };
        serde_json::to_writer(&mut self.buffer, &public)?;
        let middle = self.buffer.len();
        let outcome = match &entry.outcome {
            Outcome::Refused(rejection) => Told::Refused(rejection),
            Outcome::Accepted(events) => {
                let unheard = events.iter().map(|event| (!is_heard(&event)).then_some(event));
                Told::Accepted(unheard.collect())
            }
        };
        let (by, command) = (&entry.by, &entry.command);
        let secret = Secret { salt: digits(salt), by, command, outcome };
        serde_json::to_writer(&mut self.buffer, &secret)?;
        let lengths = [middle - start - PREFIX_BYTES, self.buffer.len() - middle, 0];
        for (place, length) in lengths.into_iter().enumerate() {
            let length = u32::try_from(length).map_err(io::Error::other)?;
            let prefix = &mut self.buffer[start + place * 4..];
            prefix[..4].copy_from_slice(&length.to_le_bytes());
        }
        let (prefix, parts) = self.buffer[start..].split_at_mut(PREFIX_BYTES);
        let checksum = crc32c::crc32c_append(crc32c::crc32c(&prefix[..12]), parts);
        prefix[12..].copy_from_slice(&checksum.to_le_bytes());
        Ok(())
    }
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
