//! The notary: hashes and signs what is being written, while it is being written.
//!
//! It works on a thread of its own, so that the disk and it are busy at the same time; the journal
//! waits for both. What it signed leaves the journal only behind the sync, so nothing is ever signed
//! in the eyes of the world that is not durable.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use gavel_proto::Hash;

use super::checkpoint::{Checkpoint, Signer};
use super::journal::record::Parts;
use super::tree::{Tree, entry_leaf, sealed};

/// The bytes of a batch, and where the entries lie in them.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) bytes: Vec<u8>,
    pub(super) entries: Vec<Parts>,
}

/// What the notary says of a batch.
#[derive(Debug)]
pub(super) struct Witnessed {
    /// One for each entry.
    pub(super) leaves: Vec<Hash>,
    /// Over everything up to the batch.
    pub(super) tree: Tree,
    pub(super) checkpoint: Checkpoint,
}

/// The keys that heads are signed with.
#[derive(Debug)]
pub struct Signers {
    /// Signs every head.
    pub key: Signer,
    /// The key before it, which signs the first head with it: so whoever trusts that one learns
    /// whom to trust from now on.
    pub leaving: Option<Signer>,
}

/// The way to the notary. Its thread ends when this is dropped.
#[derive(Debug)]
pub(super) struct Notary {
    asked: SyncSender<Arc<Batch>>,
    answered: Receiver<Witnessed>,
}

impl Notary {
    /// A notary who goes on behind `tree`, and the checkpoint of that.
    pub(super) fn start(mut tree: Tree, mut signers: Signers) -> (Self, Checkpoint) {
        let checkpoint = signers.key.checkpoint(tree.head(), signers.leaving.as_ref());
        let (asked, batches) = sync_channel::<Arc<Batch>>(1);
        let (answers, answered) = sync_channel(1);
        std::thread::spawn(move || {
            for batch in batches {
                let leaves = leaves(&batch);
                tree.extend(leaves.iter().copied());
                let head = tree.head();
                let checkpoint = signers.key.checkpoint(head, signers.leaving.take().as_ref());
                // The bytes are given back before the answer, so that they can be used again.
                drop(batch);
                if answers.send(Witnessed { leaves, tree: tree.clone(), checkpoint }).is_err() {
                    return;
                }
            }
        });
        (Self { asked, answered }, checkpoint)
    }

    /// Hands a batch over, which is about to be written.
    pub(super) fn ask(&self, batch: Arc<Batch>) {
        self.asked.send(batch).expect("invariant: the notary lives as long as its journal");
    }

    /// Waits for what the notary says of the batch that was handed over last.
    pub(super) fn answer(&self) -> Witnessed {
        self.answered.recv().expect("invariant: the notary lives as long as its journal")
    }
}

fn leaves(batch: &Batch) -> Vec<Hash> {
    let part = |range: &std::ops::Range<usize>| &batch.bytes[range.clone()];
    let leaf = |parts: &Parts| entry_leaf(&sealed(part(&parts.secret)), part(&parts.public));
    batch.entries.iter().map(leaf).collect()
}
