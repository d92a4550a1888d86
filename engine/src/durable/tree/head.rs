//! The head of a tree: how many leaves it has, and the one hash that stands for all of them.

use serde::{Deserialize, Serialize};

use gavel_proto::Hash;

use super::hash::empty;

/// A tree's size and root. Two trees with the same head have the same leaves in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Leaves in the tree. A journal's tree has one for each entry, so this is also the sequence
    /// of the last one.
    pub size: u64,
    /// The root above them (RFC 6962, section 2.1); of no leaves, SHA-256 of nothing.
    pub root: Hash,
}

impl Head {
    /// The head of a tree without leaves.
    #[must_use]
    pub(in crate::durable) fn empty() -> Self {
        Self { size: 0, root: empty() }
    }
}
