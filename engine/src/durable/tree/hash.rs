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

/// The leaf of these bytes (RFC 6962, section 2.1).
#[must_use]
pub fn leaf(bytes: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update(LEAF).chain_update(bytes).finalize().into())
}

/// The hash that stands in a leaf for the secret part of a record.
#[must_use]
pub fn sealed(secret: &[u8]) -> Hash {
    Hash(Sha256::digest(secret).into())
}

/// The leaf of an entry: of the hash of its secret part and its public part, one behind the other,
/// so that whoever has only the hash can make the leaf too.
#[must_use]
pub fn entry_leaf(sealed: &Hash, public: &[u8]) -> Hash {
    let leaf = Sha256::new().chain_update(LEAF).chain_update(sealed.0).chain_update(public);
    Hash(leaf.finalize().into())
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
