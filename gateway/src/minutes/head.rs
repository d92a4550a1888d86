//! What a journal hashes to: the one line of the minutes that stands for all of it.

use std::fmt::Write;

use gavel_engine::pure::Entry;
use sha2::{Digest, Sha256};

/// SHA-256 over the bodies of all records, in order, in hexadecimal.
///
/// A body is the entry as JSON (`docs/JOURNAL.md`), so what was read is written again as the
/// journal wrote it.
///
/// # Panics
/// Never: what came from JSON can be written as JSON.
#[must_use]
pub fn head(entries: &[Entry]) -> String {
    let mut hash = Sha256::new();
    for entry in entries {
        let body = serde_json::to_vec(entry);
        hash.update(body.expect("invariant: what came from JSON can be written as JSON"));
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("invariant: a string takes what is written to it");
        hex
    })
}
