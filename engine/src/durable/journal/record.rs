//! A record: one entry, framed so that a reader knows where it ends and whether it is whole.
//!
//! | offset | bytes | field |
//! |--------|-------|-------|
//! | 0      | 4     | `len`: bytes of the body, 1 to [`limits::RECORD_BYTES`] |
//! | 4      | 4     | `flags`: 1 ends a batch, 2 begins a batch, 3 is a batch of one |
//! | 8      | 4     | CRC-32C of `len`, `flags` and the body |
//! | 12     | `len` | the body: the entry as JSON |
//!
//! Both ends of a batch are marked, because a batch that was torn may have lost any of its blocks:
//! a whole record behind the tear that *begins* a batch proves that the torn one had been synced.

use crate::limits;
use crate::pure::entry::Entry;

use super::error::Fault;
use super::layout::u32_at;

/// Bytes of a record before its body.
pub(in crate::durable) const PREFIX_BYTES: usize = 12;
/// The last record of its batch.
pub(in crate::durable) const ENDS: u32 = 1;
/// The first record of its batch.
pub(in crate::durable) const BEGINS: u32 = 2;

/// Appends the record of `entry` to `buffer` and says how many bytes its body takes.
pub(super) fn encode(buffer: &mut Vec<u8>, entry: &Entry, flags: u32) -> usize {
    let start = buffer.len();
    buffer.extend_from_slice(&[0; PREFIX_BYTES]);
    serde_json::to_writer(&mut *buffer, entry).expect("invariant: an entry has a JSON form");
    let bytes = buffer.len() - start - PREFIX_BYTES;
    // A body too long for its length is refused by the journal before anything is written.
    let len = u32::try_from(bytes).unwrap_or(u32::MAX);
    let (prefix, body) = buffer[start..].split_at_mut(PREFIX_BYTES);
    prefix[..4].copy_from_slice(&len.to_le_bytes());
    prefix[4..8].copy_from_slice(&flags.to_le_bytes());
    prefix[8..].copy_from_slice(&checksum(len, flags, body).to_le_bytes());
    bytes
}

/// What stands before a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefix {
    len: u32,
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
        let (len, flags, checksum) = (number(0)?, number(4)?, number(8)?);
        if len == 0 || limits::RECORD_BYTES < len {
            return Err(Fault::Length { len });
        }
        Ok(Self { len, flags, checksum })
    }

    /// Bytes of the whole record.
    pub(super) const fn record_bytes(self) -> usize {
        PREFIX_BYTES + self.len as usize
    }

    /// Whether these are all the bytes that were written.
    ///
    /// # Errors
    /// [`Fault::Cut`] or [`Fault::Checksum`].
    pub(super) fn check(self, body: &[u8]) -> Result<(), Fault> {
        if body.len() != self.len as usize {
            return Err(Fault::Cut);
        }
        let computed = checksum(self.len, self.flags, body);
        if computed != self.checksum {
            return Err(Fault::Checksum { stored: self.checksum, computed });
        }
        Ok(())
    }
}

/// The entry in a body.
///
/// # Errors
/// [`Fault::NotAnEntry`].
pub(in crate::durable) fn decode(body: &[u8]) -> Result<Entry, Fault> {
    serde_json::from_slice(body).map_err(|error| Fault::NotAnEntry { reason: error.to_string() })
}

fn checksum(len: u32, flags: u32, body: &[u8]) -> u32 {
    let head = crc32c::crc32c(&len.to_le_bytes());
    let head = crc32c::crc32c_append(head, &flags.to_le_bytes());
    crc32c::crc32c_append(head, body)
}

#[cfg(test)]
mod tests {
    use super::{BEGINS, ENDS, PREFIX_BYTES, Prefix, decode, encode};
    use crate::durable::journal::error::Fault;
    use crate::durable::journal::memory::history;

    #[test]
    fn an_entry_comes_back_as_it_went() {
        for entry in history(7) {
            let mut bytes = Vec::new();
            let len = encode(&mut bytes, &entry, BEGINS | ENDS);
            let prefix = Prefix::read(&bytes).unwrap();
            assert_eq!(prefix.record_bytes(), PREFIX_BYTES + len);
            assert_eq!(prefix.flags, 3);
            assert_eq!(prefix.check(&bytes[PREFIX_BYTES..]), Ok(()));
            assert_eq!(decode(&bytes[PREFIX_BYTES..]), Ok(entry));
        }
    }

    #[test]
    fn a_length_that_no_record_has_is_not_believed() {
        let refused = |len: u32| {
            let mut bytes = [0; PREFIX_BYTES];
            bytes[..4].copy_from_slice(&len.to_le_bytes());
            Prefix::read(&bytes).unwrap_err()
        };
        for len in [0, 4 * 1_024 * 1_024 + 1, u32::MAX] {
            assert_eq!(refused(len), Fault::Length { len });
        }
    }

    #[test]
    fn the_entries_in_the_documentation_are_entries() {
        let page = include_str!("../../../../docs/JOURNAL.md");
        let blocks: Vec<&str> =
            page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert_eq!(blocks.len(), 3);
        for block in blocks {
            decode(block.as_bytes()).unwrap();
        }
    }
}
