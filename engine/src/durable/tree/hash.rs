//! What is hashed into the tree: SHA-256, one prefix for leaves and another for what stands above
//! them.

use gavel_proto::Hash;
use sha2::{Digest, Sha256};

/// Bytes of a hash.
pub const HASH_BYTES: usize = 32;

/// What stands before a leaf's body and before a node's two children, so that nobody can show one
/// for the other (RFC 6962, section 2.1).
const LEAF: [u8; 1] = [0];
const NODE: [u8; 1] = [1];

/// The leaf of a record with this body: the bytes as they are stored.
#[must_use]
pub fn leaf(body: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update(LEAF).chain_update(body).finalize().into())
}

/// What stands above two subtrees.
pub(super) fn node(left: &Hash, right: &Hash) -> Hash {
    Hash(
        Sha256::new()
            .chain_update(NODE)
            .chain_update(left.0)
            .chain_update(right.0)
            .finalize()
            .into(),
    )
}

/// The root of a tree without leaves.
pub(super) fn empty() -> Hash {
    Hash(Sha256::digest([]).into())
}
