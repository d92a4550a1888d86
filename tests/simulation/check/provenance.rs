//! Nothing is sequenced that nobody asked: not a command more often than it was sent, nothing from a
//! role that may not ask it, and nothing malformed.

use std::collections::HashMap;

use gavel_engine::pure::Entry;
use gavel_proto::{By, Command};

use super::{Check, Past};

/// How often each command was sent and not yet sequenced, by its sender and content.
#[derive(Default)]
pub(super) struct Provenance(HashMap<String, u64>);

impl Check for Provenance {
    fn asked(&mut self, by: &By, command: &Command) {
        *self.0.entry(key(by, command)).or_default() += 1;
    }

    fn entering(&mut self, _past: &Past, entry: &Entry) {
        let is_own = entry.by == By::Clock || entry.seq == 1;
        if is_own {
            return;
        }
        let listens = matches!(entry.by, By::Observer | By::Supervisor { .. });
        assert!(!listens, "sequenced for somebody who only listens: {entry:?}");
        let left = self.0.get_mut(&key(&entry.by, &entry.command)).filter(|left| **left != 0);
        let left = left.unwrap_or_else(|| panic!("nobody asked for this: {entry:?}"));
        *left -= 1;
    }
}

fn key(by: &By, command: &Command) -> String {
    serde_json::to_string(&(by, command)).expect("a command can be written")
}
