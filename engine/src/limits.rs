//! Every limit of the engine, with its unit, on one page.

use std::time::Duration;

/// Commands that wait for one session's thread. Full means busy, at once.
pub const INTAKE_COMMANDS: usize = 4_096;
/// Entries in one batch: one write and one sync.
pub const BATCH_ENTRIES: usize = 1_024;
/// How long a floor is quiet before it writes the last head behind its entries.
pub const QUIET: Duration = Duration::from_millis(100);
/// How often a floor looks around while it has something to watch.
pub const PULSE: Duration = Duration::from_secs(1);
/// Bids that were turned away, kept for a fault report, the latest.
pub const TURNED_AWAY_BIDS: usize = 1_024;
/// Bytes of both parts of one record in the journal.
pub const RECORD_BYTES: u32 = 4 * 1_024 * 1_024;
/// Bytes after which a journal goes on in a new segment.
pub const SEGMENT_BYTES: u64 = 64 * 1_024 * 1_024;
/// Bytes by which a segment is filled with zeros ahead of its records. A sync over blocks that
/// were written before costs about half of one that makes the file longer.
pub const SEGMENT_FILL_BYTES: u64 = 1_024 * 1_024;
/// Signatures below one checkpoint: the journal's, and those of witnesses.
pub const CHECKPOINT_SIGNATURES: usize = 100;
/// Blocks of 64 leaves of which every node is kept, so that the proof of a late entry needs no disk.
pub const RECENT_BLOCKS: u64 = 64;
