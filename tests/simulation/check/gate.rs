//! Nothing is published, answered or readable from above the durable sequence.

use gavel_gateway::stepped::Batch;
use serde_json::Value;

use super::{Check, Past, Sent};

pub(super) struct Gate;

impl Check for Gate {
    fn published(&mut self, past: &Past, _batch: &Batch) {
        // Behind a batch that came out another may have failed: whether this one stays, a restart shows.
        let bytes = past.disk.pending_bytes();
        let is_synced = bytes == 0 || past.disk.has_failed();
        assert!(is_synced, "published with {bytes} bytes that a power cut may take");
    }

    fn sent(&mut self, past: &Past, sent: &Sent<'_>) {
        let told = highest(sent.message).unwrap_or(0);
        assert!(told <= past.seq(), "told of {told}, durable is {}: {}", past.seq(), sent.message);
    }
}

/// The highest sequence that a message speaks of. What a bidder says of itself does not count.
fn highest(message: &Value) -> Option<u64> {
    match message {
        Value::Object(fields) => {
            let inner = fields.iter().filter_map(|(name, value)| match name.as_str() {
                "seq" | "prev" | "size" | "first" => value.as_u64().or_else(|| highest(value)),
                "seen" => None,
                _ => highest(value),
            });
            inner.max()
        }
        Value::Array(values) => values.iter().filter_map(highest).max(),
        _ => None,
    }
}
