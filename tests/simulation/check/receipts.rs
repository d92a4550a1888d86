//! A receipt holds the house to its word: signed, under the head of the one history there is, and of
//! the entry that decided the bid. No two heads of one size differ, whatever was restarted between.

use gavel_engine::durable::receipt::Reach;
use gavel_engine::durable::{Tree, Verifier};
use gavel_engine::pure::Entry;
use gavel_gateway::stepped::Batch;
use gavel_proto::Hash;
use gavel_proto::wire::{Receipt, ReceiptForm};
use serde_json::Value;

use super::{Check, Past, Sent};

/// The head of every length of the past.
#[derive(Default)]
pub(super) struct Receipts {
    tree: Tree,
    roots: Vec<Hash>,
}

impl Check for Receipts {
    fn entered(&mut self, past: &Past, _entry: &Entry) {
        self.tree.append(*past.leaves.last().expect("the entry's leaf"));
        self.roots.push(self.tree.head().root);
    }

    fn published(&mut self, _past: &Past, batch: &Batch) {
        let head = batch.written.checkpoint().head;
        assert_eq!(head.root, self.root(head.size), "the head of another history");
    }

    fn sent(&mut self, past: &Past, sent: &Sent<'_>) {
        let message = sent.message;
        let Some(receipt) = receipt(message) else { return };
        let receipt: Receipt = serde_json::from_value(receipt.clone()).expect("a receipt");
        let (key, _) = past.session.key().expect("a key signs");
        let verifier: Verifier = key.as_str().parse().expect("a key");
        let proven = verifier.check_receipt(&receipt);
        let proven = proven.unwrap_or_else(|error| panic!("{error}: {message}"));
        assert!(receipt.seq <= receipt.size, "a head without the entry: {message}");
        assert_eq!(receipt.root, self.root(receipt.size), "another history: {message}");
        let entry = past.entry(receipt.seq);
        assert_eq!(receipt.leaf, past.leaves[index(receipt.seq)], "another leaf: {message}");
        gavel_engine::durable::receipt::compare(&receipt, entry)
            .unwrap_or_else(|error| panic!("{error}: {message}"));
        let is_proven = receipt.proof.is_some();
        assert!(is_proven || sent.client.receipts == ReceiptForm::Plain, "unproven: {message}");
        assert!(!is_proven || proven.reach != Reach::Head, "proves nothing: {message}");
    }
}

impl Receipts {
    fn root(&self, size: u64) -> Hash {
        self.roots[index(size)]
    }
}

fn index(seq: u64) -> usize {
    usize::try_from(seq - 1).expect("few entries")
}

/// The receipt in an answer, wherever it stands.
fn receipt(message: &Value) -> Option<&Value> {
    let result = &message["result"];
    if result.get("leaf").is_some() {
        return Some(result);
    }
    result.get("receipt").or_else(|| message["error"]["data"].get("receipt"))
}
