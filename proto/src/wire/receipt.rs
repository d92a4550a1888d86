//! A receipt: what the house said of a bid, and the signed head that holds it to that.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::hash::Hash;
use crate::ids::{BidId, Seq, SessionId};
use crate::time::Timestamp;

/// What the house said of a bid, and the signed head that holds it to that.
///
/// One signature serves a whole batch: it is over size and root, and `proof` ties the leaf to the
/// root. `public` and `secret` are the two parts of the entry as they stand in the journal, byte
/// for byte: with them the leaf can be made again, and so the verdict is under the signature too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The origin of the journal, as its checkpoints state it: the exchange's name and the session.
    pub origin: String,
    /// The session.
    pub session: SessionId,
    /// The entry's place in the order.
    pub seq: Seq,
    /// When it was stamped.
    pub at: Timestamp,
    /// Which bid.
    pub bid_id: BidId,
    /// What became of it.
    pub verdict: Decided,
    /// The leaf of the entry in the tree over the journal (RFC 6962), at index `seq - 1`.
    pub leaf: Hash,
    /// Entries under the head.
    pub size: u64,
    /// The root of the head.
    pub root: Hash,
    /// The key's id (4 bytes) and its signature of the head (64 bytes) in base64, as in the first
    /// signature line of the checkpoint.
    pub signature: String,
    /// The inclusion proof from the leaf to the root, from the leaves up; only where it was asked
    /// for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Vec<Hash>>,
    /// The public part of the entry; only with a proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<String>,
    /// The secret part of the entry; only with a proof, and where nothing in it is another's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// What became of a bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// It was taken.
    Accepted,
    /// It was refused, with the permanent number of the reason.
    Refused(u16),
}
