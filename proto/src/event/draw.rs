//! The steps of a verifiable draw (L42): commit, reveal, and who was drawn.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::hash::Hash;
use crate::ids::Paddle;
use crate::time::Timestamp;

/// How far a draw has come. Paddle 0 stands for the auctioneer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DrawStep {
    /// It began.
    Began {
        /// Among whom, by number.
        paddles: Vec<Paddle>,
        /// Until when they and the auctioneer commit to a nonce.
        commit_by: Timestamp,
    },
    /// Somebody committed to a nonce.
    Committed {
        /// Who.
        paddle: Paddle,
        /// To what.
        commitment: Hash,
    },
    /// Nobody commits any more: the head is fixed, and nonces are revealed.
    CommitsClosed {
        /// The root of the journal's tree, fixed before any nonce is known.
        head: Hash,
        /// Until when.
        reveal_by: Timestamp,
    },
    /// Somebody revealed a nonce.
    Revealed {
        /// Who.
        paddle: Paddle,
        /// The nonce.
        nonce: Hash,
    },
    /// The lot was drawn.
    Drawn {
        /// SHA-256 over the head and the nonces: the auctioneer's first, then by paddle.
        seed: Hash,
        /// Who was drawn.
        winner: Paddle,
        /// Whose nonce never came and counted as zeros.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missing: Vec<Paddle>,
    },
}
