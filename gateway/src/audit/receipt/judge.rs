//! What a receipt proves by itself.

use gavel_engine::durable::receipt::{Reach, ReceiptError};
use gavel_engine::durable::{CheckpointError, Head, Verifier};
use gavel_proto::wire::Receipt;

/// A receipt that was looked at.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) receipt: Receipt,
    pub(crate) verdict: Verdict,
    /// Whether one of the keys signed its head, whatever else is wrong with it.
    pub(crate) is_signed: bool,
}

/// What it proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// So much.
    Proven(Reach),
    /// Nothing: it is false.
    False(ReceiptError),
    /// Nothing here: it belongs to another key.
    Elsewhere(ReceiptError),
}

/// Looks at a receipt with each of these keys, of which there is at least one.
pub(crate) fn judge(receipt: Receipt, keys: &[Verifier]) -> Judged {
    let head = Head { size: receipt.size, root: receipt.root };
    let own = || keys.iter().filter(|key| key.name() == receipt.origin);
    let is_signed = own().any(|key| key.check_head(&head, &receipt.signature).is_ok());
    let mut verdict = None;
    for key in own().chain(keys) {
        let checked = match key.check_receipt(&receipt) {
            Ok(proven) => Verdict::Proven(proven.reach),
            Err(error) if is_elsewhere(&error) => {
                // What the key of the right name says is told rather than what another says.
                verdict = verdict.or(Some(Verdict::Elsewhere(error)));
                continue;
            }
            Err(error) => Verdict::False(error),
        };
        verdict = Some(checked);
        break;
    }
    let verdict = verdict.expect("invariant: there is a key to look with");
    Judged { receipt, verdict, is_signed }
}

/// Whether it may be a good receipt, but not one of this key.
fn is_elsewhere(error: &ReceiptError) -> bool {
    matches!(
        error,
        ReceiptError::Origin { .. } | ReceiptError::Signature(CheckpointError::NotSigned { .. })
    )
}
