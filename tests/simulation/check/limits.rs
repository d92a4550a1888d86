//! Every batch and every message has a limit.

use gavel_engine::limits::BATCH_ENTRIES;
use gavel_gateway::stepped::Batch;

use super::{Check, Past, Sent};

/// Bytes of the longest message that the house sends in a run of this size.
const MESSAGE_BYTES: usize = 1 << 20;

pub(super) struct Limits;

impl Check for Limits {
    fn published(&mut self, _past: &Past, batch: &Batch) {
        let entries = batch.entries.len();
        assert!((1..=BATCH_ENTRIES).contains(&entries), "a batch of {entries} entries");
    }

    fn sent(&mut self, _past: &Past, sent: &Sent<'_>) {
        let bytes = sent.message.to_string().len();
        assert!(bytes <= MESSAGE_BYTES, "a message of {bytes} bytes");
    }
}
