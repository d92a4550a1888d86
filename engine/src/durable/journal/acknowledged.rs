//! The note `acknowledged`: how far the journal was durable when somebody was last answered.
//!
//! | offset | bytes | field |
//! |--------|-------|-------|
//! | 0      | 4     | magic: `GACK` |
//! | 4      | 8     | the last sequence of the batch, or before it if it is a head alone |
//! | 12     | 8     | the segment it lies in, by its first sequence |
//! | 20     | 8     | where the batch ends in that segment |
//! | 28     | 4     | CRC-32C of the 28 bytes before it |
//!
//! It is written behind each batch's sync and not synced itself: it may be older than the journal
//! or unreadable, and then it proves less, but it never says more than what is durable.

use gavel_proto::Seq;

use super::End;
use super::layout::{u32_at, u64_at};

/// Bytes of the note.
pub const NOTE_BYTES: usize = 32;

const MAGIC: &[u8; 4] = b"GACK";
const CHECKSUM: usize = 28;

/// The end of a batch that was durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::durable) struct Acknowledged {
    /// Its last sequence.
    pub(in crate::durable) seq: Seq,
    /// The segment it lies in, by its first sequence.
    pub(in crate::durable) segment: Seq,
    /// Bytes from the beginning of the segment to the end of the batch.
    pub(in crate::durable) end: u64,
}

impl Acknowledged {
    /// The note as it is written.
    pub(in crate::durable) fn to_bytes(self) -> [u8; NOTE_BYTES] {
        let mut bytes = [0; NOTE_BYTES];
        bytes[..4].copy_from_slice(MAGIC);
        bytes[4..12].copy_from_slice(&self.seq.to_le_bytes());
        bytes[12..20].copy_from_slice(&self.segment.to_le_bytes());
        bytes[20..CHECKSUM].copy_from_slice(&self.end.to_le_bytes());
        let checksum = crc32c::crc32c(&bytes[..CHECKSUM]);
        bytes[CHECKSUM..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// Whether it speaks of something behind `end`, which is `None` before the first segment.
    pub(in crate::durable) fn lies_behind(self, end: Option<End>) -> bool {
        let place = |note: Self| (note.seq, note.segment, note.end);
        end.is_none_or(|end| place(end.acknowledged()) < place(self))
    }

    /// The note in these bytes; `None` if it cannot be read.
    pub(in crate::durable) fn read(bytes: &[u8]) -> Option<Self> {
        let note =
            Self { seq: u64_at(bytes, 4)?, segment: u64_at(bytes, 12)?, end: u64_at(bytes, 20)? };
        let checksum = u32_at(bytes, CHECKSUM)?;
        let is_whole = bytes.starts_with(MAGIC) && checksum == crc32c::crc32c(&bytes[..CHECKSUM]);
        is_whole.then_some(note)
    }
}

#[cfg(test)]
mod tests {
    use super::{Acknowledged, NOTE_BYTES};

    #[test]
    fn a_note_is_read_whole_or_not_at_all() {
        let note = Acknowledged { seq: 9, segment: 4, end: 1_000 };
        let whole = note.to_bytes();
        assert_eq!(Acknowledged::read(&whole), Some(note));
        for bit in 0..NOTE_BYTES * 8 {
            let mut flipped = whole;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Acknowledged::read(&flipped), None, "bit {bit}");
        }
        assert_eq!(Acknowledged::read(&whole[..31]), None);
    }
}
