//! The notary: hashes and signs what is being written, while it is being written.
//!
//! It works on a thread of its own and hashes a batch portion by portion, as it is encoded: so the
//! journal, the disk and it are busy at the same time, and the journal waits for all. What it signed
//! leaves the journal only behind the sync, so nothing is ever signed in the eyes of the world that
//! is not durable.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use gavel_proto::Hash;

use super::checkpoint::{Checkpoint, Signer};
use super::journal::batch::Portion;
use super::tree::Tree;
use crate::limits;

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
    asked: SyncSender<Asked>,
    answered: Receiver<Witnessed>,
}

/// What the notary hears of a batch.
#[derive(Debug)]
enum Asked {
    /// A portion that others follow.
    Portion(Portion),
    /// The last one: the batch is complete.
    Last(Portion),
}

impl Notary {
    /// A notary who goes on behind `tree`, and the checkpoint of that.
    pub(super) fn start(mut tree: Tree, mut signers: Signers) -> (Self, Checkpoint) {
        let checkpoint = signers.key.checkpoint(tree.head(), signers.leaving.as_ref());
        let (asked, portions) = sync_channel(limits::BATCH_ENTRIES);
        let (answers, answered) = sync_channel(1);
        std::thread::spawn(move || {
            let mut leaves: Vec<Hash> = Vec::new();
            for asked in portions {
                let (Asked::Portion(portion) | Asked::Last(portion)) = &asked;
                let before = leaves.len();
                leaves.extend(portion.leaves());
                tree.extend(leaves[before..].iter().copied());
                if matches!(asked, Asked::Portion(_)) {
                    continue;
                }
                let head = tree.head();
                let checkpoint = signers.key.checkpoint(head, signers.leaving.take().as_ref());
                let leaves = std::mem::take(&mut leaves);
                if answers.send(Witnessed { leaves, tree: tree.clone(), checkpoint }).is_err() {
                    return;
                }
            }
        });
        (Self { asked, answered }, checkpoint)
    }

    /// Hands a portion of a batch over, which others follow.
    pub(super) fn hand(&self, portion: Portion) {
        self.send(Asked::Portion(portion));
    }

    /// Hands the last portion of a batch over, which is about to be written.
    pub(super) fn ask(&self, portion: Portion) {
        self.send(Asked::Last(portion));
    }

    fn send(&self, asked: Asked) {
        self.asked.send(asked).expect("invariant: the notary lives as long as its journal");
    }

    /// Waits for what the notary says of the batch whose last portion was handed over.
    pub(super) fn answer(&self) -> Witnessed {
        self.answered.recv().expect("invariant: the notary lives as long as its journal")
    }
}
