//! A record: an entry or a head, framed so that a reader knows where it ends and whether it is
//! whole.
//!
//! | offset | bytes    | field |
//! |--------|----------|-------|
//! | 0      | 4        | `public`: bytes of the public part, 1 to [`limits::RECORD_BYTES`] |
//! | 4      | 4        | `secret`: bytes of the secret part; both together no more than that |
//! | 8      | 4        | `flags`: the sum of those below |
//! | 12     | 4        | CRC-32C of the 12 bytes before it and of both parts |
//! | 16     | `public` | the public part of an entry; of a head the checkpoint |
//! |        | `secret` | the secret part of an entry, or its hash; of a head nothing |
//!
//! Both ends of a batch are marked, because a batch that was torn may have lost any of its blocks:
//! a whole record behind the tear that *begins* a batch proves that the torn one had been synced.

use std::ops::Range;

use crate::limits;
use crate::pure::entry::Entry;

use super::body::{write_public, write_secret};
use super::error::Fault;
use super::layout::u32_at;
use super::salt::Salt;

/// Bytes of a record before its parts.
pub(in crate::durable) const PREFIX_BYTES: usize = 16;
/// The last record of its batch.
pub(in crate::durable) const ENDS: u32 = 1;
/// The first record of its batch.
pub(in crate::durable) const BEGINS: u32 = 2;
/// The signed head over everything before this batch, and no entry.
pub(in crate::durable) const HEAD: u32 = 4;
/// The secret part was replaced by its hash.
pub(in crate::durable) const WITHHELD: u32 = 8;

const FLAGS: usize = 8;
const CHECKSUM: usize = 12;

/// Where the two parts of a record lie in the bytes that it was written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::durable) struct Parts {
    pub(in crate::durable) public: Range<usize>,
    pub(in crate::durable) secret: Range<usize>,
}

/// Appends the record of `entry` to `buffer`.
pub(super) fn write_entry(buffer: &mut Vec<u8>, entry: &Entry, salt: Salt, flags: u32) -> Parts {
    let start = buffer.len();
    buffer.extend_from_slice(&[0; PREFIX_BYTES]);
    write_public(buffer, entry);
    let middle = buffer.len();
    write_secret(buffer, entry, salt);
    frame(buffer, start, middle, flags)
}

/// Appends a record of these parts: of a head, or of an entry whose secret is withheld.
pub(in crate::durable) fn write_parts(
    buffer: &mut Vec<u8>,
    public: &[u8],
    secret: &[u8],
    flags: u32,
) -> Parts {
    let start = buffer.len();
    buffer.extend_from_slice(&[0; PREFIX_BYTES]);
    buffer.extend_from_slice(public);
    let middle = buffer.len();
    buffer.extend_from_slice(secret);
    frame(buffer, start, middle, flags)
}

/// Writes the prefix of the record whose parts end the buffer.
fn frame(buffer: &mut [u8], start: usize, middle: usize, flags: u32) -> Parts {
    let parts = Parts { public: start + PREFIX_BYTES..middle, secret: middle..buffer.len() };
    let (prefix, body) = buffer[start..].split_at_mut(PREFIX_BYTES);
    // Parts too long for their lengths are refused by the journal before anything is written.
    let length = |part: &Range<usize>| u32::try_from(part.len()).unwrap_or(u32::MAX);
    prefix[..4].copy_from_slice(&length(&parts.public).to_le_bytes());
    prefix[4..FLAGS].copy_from_slice(&length(&parts.secret).to_le_bytes());
    prefix[FLAGS..CHECKSUM].copy_from_slice(&flags.to_le_bytes());
    let checksum = checksum(prefix, body);
    prefix[CHECKSUM..].copy_from_slice(&checksum.to_le_bytes());
    parts
}

/// What stands before the parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefix {
    public: u32,
    secret: u32,
    pub(super) flags: u32,
    checksum: u32,
}

impl Prefix {
    /// The prefix at the beginning of `bytes`.
    ///
    /// # Errors
    /// [`Fault::Cut`] or [`Fault::Length`].
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let number = |offset| u32_at(bytes, offset).ok_or(Fault::Cut);
        let prefix = Self {
            public: number(0)?,
            secret: number(4)?,
            flags: number(FLAGS)?,
            checksum: number(CHECKSUM)?,
        };
        let bytes = u64::from(prefix.public) + u64::from(prefix.secret);
        if prefix.public == 0 || u64::from(limits::RECORD_BYTES) < bytes {
            return Err(Fault::Length { bytes });
        }
        Ok(prefix)
    }

    /// Bytes of the public part.
    pub(super) const fn public_bytes(self) -> usize {
        self.public as usize
    }

    /// Bytes of the whole record.
    pub(super) const fn record_bytes(self) -> usize {
        PREFIX_BYTES + self.public as usize + self.secret as usize
    }

    /// Whether `record` is all that was written.
    ///
    /// # Errors
    /// [`Fault::Cut`] or [`Fault::Checksum`].
    pub(super) fn check(self, record: &[u8]) -> Result<(), Fault> {
        if record.len() != self.record_bytes() {
            return Err(Fault::Cut);
        }
        let (prefix, body) = record.split_at(PREFIX_BYTES);
        let computed = checksum(prefix, body);
        if computed != self.checksum {
            return Err(Fault::Checksum { stored: self.checksum, computed });
        }
        Ok(())
    }
}

fn checksum(prefix: &[u8], body: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&prefix[..CHECKSUM]), body)
}

#[cfg(test)]
mod tests {
    use super::{BEGINS, ENDS, PREFIX_BYTES, Prefix, write_entry};
    use crate::durable::journal::body::{read_entry, read_public};
    use crate::durable::journal::error::Fault;
    use crate::durable::journal::memory::history;
    use crate::durable::journal::salt::Salts;

    #[test]
    fn an_entry_comes_back_as_it_went() {
        let salts = Salts::from_seed(1).draw(7).unwrap();
        for (entry, salt) in history(7).into_iter().zip(salts) {
            let mut bytes = b"before".to_vec();
            let parts = write_entry(&mut bytes, &entry, salt, BEGINS | ENDS);
            let record = &bytes[6..];
            let prefix = Prefix::read(record).unwrap();
            assert_eq!(prefix.record_bytes(), record.len());
            assert_eq!(prefix.public_bytes(), parts.public.len());
            assert_eq!(prefix.flags, 3);
            assert_eq!(prefix.check(record), Ok(()));
            let public = read_public(&bytes[parts.public]).unwrap();
            assert_eq!(read_entry(public, &bytes[parts.secret]), Ok(entry));
        }
    }

    #[test]
    fn a_length_that_no_record_has_is_not_believed() {
        let refused = |public: u32, secret: u32| {
            let mut bytes = [0; PREFIX_BYTES];
            bytes[..4].copy_from_slice(&public.to_le_bytes());
            bytes[4..8].copy_from_slice(&secret.to_le_bytes());
            Prefix::read(&bytes).unwrap_err()
        };
        assert_eq!(refused(0, 5), Fault::Length { bytes: 5 });
        assert_eq!(refused(4 * 1_024 * 1_024, 1), Fault::Length { bytes: 4_194_305 });
        assert_eq!(refused(u32::MAX, u32::MAX), Fault::Length { bytes: 8_589_934_590 });
    }

    #[test]
    fn the_entries_in_the_documentation_are_entries() {
        let page = include_str!("../../../../docs/JOURNAL.md");
        let blocks: Vec<&str> =
            page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert_eq!(blocks.len(), 3);
        for block in blocks {
            let (public, secret) = block.trim_end().split_once('\n').unwrap();
            read_entry(read_public(public.as_bytes()).unwrap(), secret.as_bytes()).unwrap();
        }
    }
}
