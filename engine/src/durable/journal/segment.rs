//! A segment: a header of 64 bytes, then batches of records, then nothing or zeros.
//!
//! | offset | bytes | field |
//! |--------|-------|-------|
//! | 0      | 8     | magic: `GAVELJNL` |
//! | 8      | 4     | version: 1 |
//! | 12     | 8     | the first sequence in the segment |
//! | 20     | 40    | the session's name, padded with zeros |
//! | 60     | 4     | CRC-32C of the 60 bytes before it |
//!
//! A header is written and synced before the file gets its name, so it is never torn. Every later
//! version keeps the magic, the version and the checksum in these places.

use gavel_proto::limits::SESSION_ID_BYTES;
use gavel_proto::{Seq, SessionId};

use super::layout::{u32_at, u64_at};

/// Bytes of the header.
pub(in crate::durable) const HEADER_BYTES: usize = 64;
/// The version of the format.
pub(super) const VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"GAVELJNL";
const NAME: usize = 20;
const CHECKSUM: usize = NAME + SESSION_ID_BYTES;
const EXTENSION: &str = ".gavel";
const DIGITS: usize = 20;

/// The name of the file of the segment that begins with `first`.
pub(in crate::durable) fn file_name(first: Seq) -> String {
    format!("{first:0DIGITS$}{EXTENSION}")
}

/// The first sequence of the segment in a file of this name; `None` if it is not one.
pub(super) fn first_of(file_name: &str) -> Option<Seq> {
    let digits = file_name.strip_suffix(EXTENSION)?;
    if digits.len() != DIGITS || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// The header of a segment of `session` that begins with `first`.
pub(super) fn header(session: &SessionId, first: Seq) -> [u8; HEADER_BYTES] {
    let mut bytes = [0; HEADER_BYTES];
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
    bytes[12..NAME].copy_from_slice(&first.to_le_bytes());
    let name = session.as_str().as_bytes();
    bytes[NAME..NAME + name.len()].copy_from_slice(name);
    let checksum = crc32c::crc32c(&bytes[..CHECKSUM]);
    bytes[CHECKSUM..].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// What a header says.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::durable) enum Header {
    /// A segment of this version.
    Current {
        /// The first sequence in the segment.
        first: Seq,
        /// The session's name.
        session: String,
    },
    /// A segment of a later version.
    Newer(u32),
    /// No header.
    Broken,
}

impl Header {
    /// Reads the first 64 bytes of a file, or as many as it has.
    pub(in crate::durable) fn read(bytes: &[u8]) -> Self {
        let (Some(version), Some(first), Some(checksum)) =
            (u32_at(bytes, 8), u64_at(bytes, 12), u32_at(bytes, CHECKSUM))
        else {
            return Self::Broken;
        };
        if !bytes.starts_with(MAGIC) || checksum != crc32c::crc32c(&bytes[..CHECKSUM]) {
            return Self::Broken;
        }
        if VERSION < version {
            return Self::Newer(version);
        }
        let name = String::from_utf8_lossy(&bytes[NAME..CHECKSUM]);
        Self::Current { first, session: name.trim_end_matches('\0').to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHECKSUM, HEADER_BYTES, Header, file_name, first_of, header};

    #[test]
    fn a_file_is_named_by_its_first_sequence() {
        assert_eq!(file_name(1), "00000000000000000001.gavel");
        assert_eq!(file_name(u64::MAX), "18446744073709551615.gavel");
        assert_eq!(first_of("00000000000000000042.gavel"), Some(42));
        for other in
            ["acknowledged", "1.gavel", "00000000000000000042.new", "+0000000000000000042.gavel"]
        {
            assert_eq!(first_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_header_is_read_whole_or_not_at_all() {
        let session = format!("s{}", "-".repeat(39));
        let whole = header(&session.parse().unwrap(), 7);
        assert_eq!(Header::read(&whole), Header::Current { first: 7, session });
        for bit in 0..HEADER_BYTES * 8 {
            let mut flipped = whole;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Header::read(&flipped), Header::Broken, "bit {bit}");
        }
        for len in 0..HEADER_BYTES {
            assert_eq!(Header::read(&whole[..len]), Header::Broken, "{len} bytes");
        }
    }

    #[test]
    fn a_later_version_is_told_from_damage() {
        let mut later = header(&"demo".parse().unwrap(), 1);
        later[8] = 2;
        let checksum = crc32c::crc32c(&later[..CHECKSUM]);
        later[CHECKSUM..].copy_from_slice(&checksum.to_le_bytes());
        assert_eq!(Header::read(&later), Header::Newer(2));
    }
}
