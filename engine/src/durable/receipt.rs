//! Checking a receipt: without the house, without the network, with its public key alone.

use gavel_proto::wire::{Decided, Receipt};
use gavel_proto::{BidId, Command, Rejection};

use super::checkpoint::{CheckpointError, Verifier};
use super::journal::body::{read_entry, read_public};
use super::tree::{Head, ProofError, entry_leaf, sealed};
use crate::pure::entry::{Entry, Outcome};

/// What a receipt proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The head that was signed.
    pub head: Head,
    /// How far the receipt itself ties its verdict to that head.
    pub reach: Reach,
}

/// How far a receipt ties its verdict to the signed head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The head was signed; whether the leaf is under it, the journal or a proof must say.
    Head,
    /// The leaf is under the head; whether the verdict is in the leaf, the journal must say.
    Leaf,
    /// The verdict is in the entry, the entry in the leaf, the leaf under the signed head.
    Verdict,
}

/// Why a receipt is not believed. Variants stand in the order of the checks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// A receipt of another house or session.
    #[error(
        "this is a receipt of {found:?}, and the key is that of {expected:?}: take the key that \
         belongs to this receipt"
    )]
    Origin {
        /// What the receipt says.
        found: String,
        /// The key's name.
        expected: String,
    },
    /// The signature is not the key's over this head.
    #[error("the signed head does not check out: {0}")]
    Signature(#[from] CheckpointError),
    /// The proof does not lead from the leaf to the root.
    #[error("entry {seq} is not shown to be under the signed head: {error}")]
    Proof {
        /// Which entry.
        seq: u64,
        /// What is wrong with the proof.
        error: ProofError,
    },
    /// The parts of the entry are not those of the leaf.
    #[error("the entry in the receipt is not the one that was signed: its leaf is another")]
    Leaf,
    /// The entry says something else than the receipt.
    #[error("the receipt and the entry in it differ in {what}: the receipt was changed")]
    Differs {
        /// In what.
        what: &'static str,
    },
    /// The entry cannot be read.
    #[error("the entry in the receipt cannot be read: {reason}")]
    Entry {
        /// Why.
        reason: String,
    },
}

impl Verifier {
    /// Checks as much of a receipt as it holds.
    ///
    /// # Errors
    /// The first [`ReceiptError`] that applies: then nothing in the receipt must be believed.
    pub fn check_receipt(&self, receipt: &Receipt) -> Result<Proven, ReceiptError> {
        if receipt.origin != self.name() {
            let (found, expected) = (receipt.origin.clone(), self.name().to_owned());
            return Err(ReceiptError::Origin { found, expected });
        }
        let head = Head { size: receipt.size, root: receipt.root };
        self.check_head(&head, &receipt.signature)?;
        let Some(proof) = &receipt.proof else {
            return Ok(Proven { head, reach: Reach::Head });
        };
        let seq = receipt.seq;
        let included = head.includes(seq.wrapping_sub(1), &receipt.leaf, proof);
        included.map_err(|error| ReceiptError::Proof { seq, error })?;
        let (Some(public), Some(secret)) = (&receipt.public, &receipt.secret) else {
            return Ok(Proven { head, reach: Reach::Leaf });
        };
        if receipt.leaf != entry_leaf(&sealed(secret.as_bytes()), public.as_bytes()) {
            return Err(ReceiptError::Leaf);
        }
        let entry = read_public(public.as_bytes())
            .and_then(|public| read_entry(public, secret.as_bytes()))
            .map_err(|fault| ReceiptError::Entry { reason: fault.to_string() })?;
        compare(receipt, &entry)?;
        Ok(Proven { head, reach: Reach::Verdict })
    }
}

/// Whether a receipt says what the entry says.
///
/// # Errors
/// [`ReceiptError::Differs`].
pub fn compare(receipt: &Receipt, entry: &Entry) -> Result<(), ReceiptError> {
    let differs = |what| Err(ReceiptError::Differs { what });
    if receipt.seq != entry.seq {
        return differs("the sequence");
    }
    if receipt.at != entry.at {
        return differs("the time");
    }
    if bid_id(entry) != Some(receipt.bid_id) {
        return differs("the bid");
    }
    if receipt.verdict != verdict(&entry.outcome) {
        return differs("the verdict");
    }
    Ok(())
}

/// The bid that an entry decides, if it is a bid.
#[must_use]
pub const fn bid_id(entry: &Entry) -> Option<BidId> {
    if let Command::Bid(bid) | Command::BidFor { bid, .. } = &entry.command {
        Some(bid.bid_id)
    } else {
        None
    }
}

/// What a receipt says of this outcome.
#[must_use]
pub fn verdict(outcome: &Outcome) -> Decided {
    match outcome {
        Outcome::Accepted(_) => Decided::Accepted,
        Outcome::Refused(rejection) => Decided::Refused(Rejection::code(rejection)),
    }
}
