//! A segment: a header of 4,096 bytes, then batches of records, then nothing or zeros.
//!
//! | offset | bytes | field |
//! |--------|-------|-------|
//! | 0      | 8     | magic: `GAVELJNL` |
//! | 8      | 4     | version: 2 |
//! | 12     | 8     | the first sequence in the segment |
//! | 20     | 40    | the session's name, padded with zeros |
//! | 60     | 4     | CRC-32C of the 60 bytes before it |
//! | 64     | 2,048 | the peaks of the tree over all entries before, the largest first, then zeros |
//! | 2,112  | 1,980 | zeros |
//! | 4,092  | 4     | CRC-32C of the 4,092 bytes before it |
//!
//! A header is written and synced before the file gets its name, so it is never torn. Every later
//! version keeps the magic, the version and the first checksum in these places.

use gavel_proto::limits::SESSION_ID_BYTES;
use gavel_proto::{Hash, Seq, SessionId};

use super::layout::{u32_at, u64_at};
use crate::durable::tree::{HASH_BYTES, Tree};

/// Bytes of the header.
pub(in crate::durable) const HEADER_BYTES: usize = 4_096;
/// The version of the format.
pub(in crate::durable) const VERSION: u32 = 2;

/// What a segment begins with.
pub(in crate::durable) const MAGIC: &[u8; 8] = b"GAVELJNL";
const NAME: usize = 20;
const CHECKSUM: usize = NAME + SESSION_ID_BYTES;
const PEAKS: usize = CHECKSUM + 4;
const ALL_PEAKS: usize = PEAKS + u64::BITS as usize * HASH_BYTES;
const WHOLE_CHECKSUM: usize = HEADER_BYTES - 4;
const EXTENSION: &str = ".gavel";
const DIGITS: usize = 20;

/// The name of the file of the segment that begins with `first`.
pub(in crate::durable) fn file_name(first: Seq) -> String {
    format!("{first:0DIGITS$}{EXTENSION}")
}

/// The first sequence of the segment in a file of this name; `None` if it is not one.
pub(in crate::durable) fn first_of(file_name: &str) -> Option<Seq> {
    let digits = file_name.strip_suffix(EXTENSION)?;
    if digits.len() != DIGITS || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// The header of the segment of `session` that goes on behind the entries under `tree`.
pub(in crate::durable) fn header(session: &SessionId, tree: &Tree) -> [u8; HEADER_BYTES] {
    let mut bytes = [0; HEADER_BYTES];
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
    bytes[12..NAME].copy_from_slice(&(tree.size() + 1).to_le_bytes());
    let name = session.as_str().as_bytes();
    bytes[NAME..NAME + name.len()].copy_from_slice(name);
    let checksum = crc32c::crc32c(&bytes[..CHECKSUM]);
    bytes[CHECKSUM..PEAKS].copy_from_slice(&checksum.to_le_bytes());
    let places = bytes[PEAKS..ALL_PEAKS].as_chunks_mut::<HASH_BYTES>().0;
    for (place, peak) in places.iter_mut().zip(tree.peaks()) {
        *place = peak.0;
    }
    let checksum = crc32c::crc32c(&bytes[..WHOLE_CHECKSUM]);
    bytes[WHOLE_CHECKSUM..].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// What a header says.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::durable) enum Header {
    /// A segment of this version.
    Current {
        /// The session's name.
        session: String,
        /// The tree over every entry before the segment: its size is the sequence before the
        /// first.
        tree: Tree,
    },
    /// A segment of another version.
    Other(u32),
    /// No header.
    Broken,
}

impl Header {
    /// Reads the first bytes of a file, [`HEADER_BYTES`] of them or as many as it has.
    pub(in crate::durable) fn read(bytes: &[u8]) -> Self {
        let is_checked = |checksum| {
            let stored = u32_at(bytes, checksum);
            stored.is_some_and(|stored| stored == crc32c::crc32c(&bytes[..checksum]))
        };
        let (Some(version), Some(first)) = (u32_at(bytes, 8), u64_at(bytes, 12)) else {
            return Self::Broken;
        };
        if !bytes.starts_with(MAGIC) || !is_checked(CHECKSUM) {
            return Self::Broken;
        }
        if VERSION != version {
            return Self::Other(version);
        }
        let name = String::from_utf8_lossy(&bytes[NAME..CHECKSUM]);
        let session = name.trim_end_matches('\0').to_owned();
        match (first.checked_sub(1), is_checked(WHOLE_CHECKSUM)) {
            (Some(size), true) => Self::Current { session, tree: tree(size, bytes) },
            (_, _) => Self::Broken,
        }
    }
}

/// The tree of `size` leaves whose peaks stand in a header.
fn tree(size: u64, header: &[u8]) -> Tree {
    let peaks = header[PEAKS..ALL_PEAKS].as_chunks::<HASH_BYTES>().0;
    Tree::from_peaks(size, peaks.iter().map(|peak| Hash(*peak)))
}

#[cfg(test)]
mod tests {
    use super::{CHECKSUM, HEADER_BYTES, Header, PEAKS, file_name, first_of, header};
    use crate::durable::tree::{Tree, leaf};

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

    fn tree() -> Tree {
        let mut tree = Tree::default();
        tree.extend((0..6).map(|number| leaf(&[number])));
        tree
    }

    #[test]
    fn a_header_is_read_whole_or_not_at_all() {
        let session = format!("s{}", "-".repeat(39));
        let whole = header(&session.parse().unwrap(), &tree());
        assert_eq!(Header::read(&whole), Header::Current { session, tree: tree() });
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
    fn another_version_is_told_from_damage() {
        for version in [1, 3] {
            let mut other = header(&"demo".parse().unwrap(), &tree());
            other[8] = version;
            let checksum = crc32c::crc32c(&other[..CHECKSUM]);
            other[CHECKSUM..PEAKS].copy_from_slice(&checksum.to_le_bytes());
            let version = u32::from(version);
            assert_eq!(Header::read(&other[..64]), Header::Other(version));
            assert_eq!(Header::read(&other), Header::Other(version));
        }
    }
}
