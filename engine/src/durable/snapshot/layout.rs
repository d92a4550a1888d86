//! The bytes of a snapshot and of the table of verdicts beside it. Numbers are little endian.
//!
//! | bytes   | snapshot |
//! |---------|----------|
//! | 8       | magic: `GAVELSNP` |
//! | 4       | version of everything below, the state included |
//! | 40      | the session's name, padded with zeros |
//! | 8       | `seq`: the last entry in it, which is the last of its segment |
//! | 32      | the root of the tree over those entries |
//! | 8       | `verdicts`: how many verdicts of the table belong to it |
//! | 4       | CRC-32C of those |
//! | 4       | zeros |
//! | 16 each | for each begun block of 64 entries: the segment and the offset of its first |
//! | 32 each | for each whole block: its root in the tree |
//! | 32 each | the leaves behind the last whole block |
//! | …       | the state, as JSON |
//! | 4       | CRC-32C of all the bytes before it |
//!
//! | bytes | a verdict in the table, in the order of their decision |
//! |-------|----|
//! | 16    | the bid id |
//! | 8     | the sequence |
//! | 8     | the fingerprint of the bid |
//! | 4     | the paddle |

use gavel_proto::limits::SESSION_ID_BYTES;
use gavel_proto::{BidId, Hash, Paddle, Seq, SessionId};
use uuid::Uuid;

use crate::durable::journal::layout::{u32_at, u64_at};
use crate::durable::journal::written::Place;
use crate::durable::tree::{BLOCK_LEAVES, HASH_BYTES};
use crate::pure::{State, Verdict};

/// Bytes of a verdict in the table.
pub(super) const VERDICT_BYTES: usize = 36;

/// Changed whenever anything in the layout or in the written form of the state changes: a snapshot
/// of another version is thrown away and made anew.
const VERSION: u32 = 4;
const MAGIC: &[u8; 8] = b"GAVELSNP";
const NAME: usize = 12;
const SEQ: usize = NAME + SESSION_ID_BYTES;
const ROOT: usize = SEQ + 8;
const VERDICTS: usize = ROOT + HASH_BYTES;
const TABLE_CHECKSUM: usize = VERDICTS + 8;
const LISTS: usize = TABLE_CHECKSUM + 8;
const PLACE_BYTES: usize = 16;

/// A session at the end of a segment, apart from its verdicts.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) seq: Seq,
    pub(super) root: Hash,
    /// Verdicts in the table that belong to it, and their CRC-32C.
    pub(super) verdicts: u64,
    pub(super) table_checksum: u32,
    pub(super) places: Vec<Place>,
    /// The roots of the whole blocks, and the leaves behind the last.
    pub(super) hashes: Vec<Hash>,
    pub(super) state: State,
}

impl Snapshot {
    pub(super) fn to_bytes(&self, session: &SessionId) -> Vec<u8> {
        let mut bytes = vec![0; LISTS];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..NAME].copy_from_slice(&VERSION.to_le_bytes());
        let name = session.as_str().as_bytes();
        bytes[NAME..NAME + name.len()].copy_from_slice(name);
        bytes[SEQ..ROOT].copy_from_slice(&self.seq.to_le_bytes());
        bytes[ROOT..VERDICTS].copy_from_slice(&self.root.0);
        bytes[VERDICTS..TABLE_CHECKSUM].copy_from_slice(&self.verdicts.to_le_bytes());
        bytes[TABLE_CHECKSUM..TABLE_CHECKSUM + 4]
            .copy_from_slice(&self.table_checksum.to_le_bytes());
        for place in &self.places {
            bytes.extend_from_slice(&place.segment.to_le_bytes());
            bytes.extend_from_slice(&place.offset.to_le_bytes());
        }
        self.hashes.iter().for_each(|hash| bytes.extend_from_slice(&hash.0));
        serde_json::to_writer(&mut bytes, &self.state).expect("invariant: a state has a JSON form");
        let checksum = crc32c::crc32c(&bytes);
        bytes.extend_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// The snapshot of this session in these bytes; `None` if it is none, or of another version.
    pub(super) fn read(bytes: &[u8], session: &SessionId) -> Option<Self> {
        let (body, checksum) = bytes.split_last_chunk::<4>()?;
        let name = body.get(NAME..SEQ)?;
        let is_ours = body.starts_with(MAGIC)
            && u32_at(body, 8)? == VERSION
            && trimmed(name) == session.as_str().as_bytes()
            && u32::from_le_bytes(*checksum) == crc32c::crc32c(body);
        if !is_ours {
            return None;
        }
        let seq = u64_at(body, SEQ)?;
        let root = Hash(*body.get(ROOT..)?.first_chunk()?);
        let places = usize::try_from(seq.div_ceil(BLOCK_LEAVES)).ok()?;
        let hashes = usize::try_from(seq / BLOCK_LEAVES + seq % BLOCK_LEAVES).ok()?;
        let (place_bytes, rest) =
            body.get(LISTS..)?.split_at_checked(places.checked_mul(PLACE_BYTES)?)?;
        let (hash_bytes, state) = rest.split_at_checked(hashes.checked_mul(HASH_BYTES)?)?;
        let place = |bytes: &[u8; PLACE_BYTES]| {
            Some(Place { segment: u64_at(bytes, 0)?, offset: u64_at(bytes, 8)? })
        };
        Some(Self {
            seq,
            root,
            verdicts: u64_at(body, VERDICTS)?,
            table_checksum: u32_at(body, TABLE_CHECKSUM)?,
            places: place_bytes.as_chunks().0.iter().map(place).collect::<Option<_>>()?,
            hashes: hash_bytes.as_chunks().0.iter().map(|hash| Hash(*hash)).collect(),
            state: serde_json::from_slice(state).ok()?,
        })
    }
}

/// A verdict as it stands in the table, behind what is in the buffer.
pub(super) fn write_verdict(buffer: &mut Vec<u8>, bid_id: BidId, verdict: &Verdict) {
    buffer.extend_from_slice(bid_id.0.as_bytes());
    buffer.extend_from_slice(&verdict.seq.to_le_bytes());
    buffer.extend_from_slice(&verdict.fingerprint.to_le_bytes());
    buffer.extend_from_slice(&verdict.paddle.0.to_le_bytes());
}

/// The verdicts in these bytes.
pub(super) fn read_verdicts(table: &[u8]) -> impl Iterator<Item = (BidId, Verdict)> {
    let (verdicts, _) = table.as_chunks::<VERDICT_BYTES>();
    verdicts.iter().filter_map(|bytes| {
        let bid_id = BidId(Uuid::from_bytes(*bytes.first_chunk()?));
        let (seq, fingerprint) = (u64_at(bytes, 16)?, u64_at(bytes, 24)?);
        let paddle = Paddle(u32_at(bytes, 32)?);
        Some((bid_id, Verdict { seq, fingerprint, paddle }))
    })
}

fn trimmed(name: &[u8]) -> &[u8] {
    let end = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
    &name[..end]
}
