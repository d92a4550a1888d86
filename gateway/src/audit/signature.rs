//! The signatures of a journal's heads, checked on a thread of their own.
//!
//! The journal says itself which key signs (`docs/JOURNAL.md`, "Which key signs"): a head is checked
//! with the key that was named last before it, and the first head of a new key is looked at for the
//! signature of the key before.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use gavel_engine::durable::{CheckpointError, SignedHead, Verifier};
use gavel_proto::{Seq, VerifierKey};

use super::key::{Change, KeyInUse};
use crate::limits;

/// What the signatures came to.
#[derive(Debug, Default)]
pub(crate) struct Signed {
    /// Heads whose signature fits.
    pub(crate) heads: u64,
    /// The keys that the journal names, in order.
    pub(crate) keys: Vec<KeyInUse>,
    /// Heads that stand before any key was named.
    pub(crate) early: Vec<SignedHead>,
    /// The first that does not fit.
    pub(crate) fault: Option<SignatureFault>,
}

/// What is wrong with a signature or a key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignatureFault {
    /// A head.
    #[error("the head of {size} entries: {error}")]
    Head { size: u64, error: CheckpointError },
    /// A key that is none.
    #[error("sequence {since} names a key that is none: {error}")]
    Key { since: Seq, error: CheckpointError },
    /// Heads without end before a key is named.
    #[error("no key is named before {} heads", limits::HEADS_BEFORE_KEY)]
    NoKey,
}

enum Asked {
    Key { since: Seq, key: VerifierKey },
    Head(SignedHead),
}

/// The way to the thread that checks.
pub(crate) struct Signatures {
    asked: SyncSender<Asked>,
    thread: JoinHandle<Signed>,
}

impl Signatures {
    /// Starts the thread.
    pub(crate) fn start() -> Self {
        let (asked, questions) = sync_channel(limits::HEADS_WAITING);
        let thread = std::thread::spawn(move || check_all(&questions));
        Self { asked, thread }
    }

    /// From this sequence on, this key signs.
    pub(crate) fn key(&self, since: Seq, key: VerifierKey) {
        self.ask(Asked::Key { since, key });
    }

    /// Checks a head.
    pub(crate) fn head(&self, head: SignedHead) {
        self.ask(Asked::Head(head));
    }

    fn ask(&self, asked: Asked) {
        let sent = self.asked.send(asked);
        sent.expect("invariant: the thread listens until it is told everything");
    }

    /// What they came to.
    pub(crate) fn finish(self) -> Signed {
        drop(self.asked);
        self.thread.join().expect("invariant: checking a signature does not panic")
    }
}

fn check_all(questions: &Receiver<Asked>) -> Signed {
    let mut signed = Signed::default();
    for question in questions {
        // Behind the first fault the rest is taken in and left unchecked, so that nobody waits.
        if signed.fault.is_some() {
            continue;
        }
        let checked = match question {
            Asked::Key { since, key } => signed.name(since, &key),
            Asked::Head(head) => signed.check(head),
        };
        signed.fault = checked.err();
    }
    match signed.early.first() {
        Some(head) if signed.fault.is_none() && !signed.keys.is_empty() => {
            signed.fault = signed.fault_of(head);
            signed
        }
        Some(_) | None => signed,
    }
}

impl Signed {
    /// Takes up a key, and checks what stands before it and fits no key before.
    fn name(&mut self, since: Seq, key: &VerifierKey) -> Result<(), SignatureFault> {
        let verifier = key.as_str().parse();
        let verifier = verifier.map_err(|error| SignatureFault::Key { since, error })?;
        let change = if self.keys.is_empty() { Change::First } else { Change::Unsigned };
        self.keys.push(KeyInUse { since, verifier, change });
        let early = std::mem::take(&mut self.early);
        early.into_iter().try_for_each(|head| self.check(head))
    }

    fn check(&mut self, head: SignedHead) -> Result<(), SignatureFault> {
        if let (Some(early), false) = (self.early.first(), self.keys.is_empty()) {
            return self.fault_of(early).map_or(Ok(()), Err);
        }
        let size = head.head().size;
        let wrong = |error| SignatureFault::Head { size, error };
        let Some((current, before)) = self.keys.split_last_mut() else {
            self.early.push(head);
            let is_enough = self.early.len() <= limits::HEADS_BEFORE_KEY;
            return if is_enough { Ok(()) } else { Err(SignatureFault::NoKey) };
        };
        match head.check(&current.verifier) {
            // After a crash, a new key may sign the head before the entry that names it.
            Err(CheckpointError::NotSigned { .. }) => {
                self.early.push(head);
                return Ok(());
            }
            checked => checked.map_err(wrong)?,
        }
        if let (Change::Unsigned, Some(before)) = (current.change, before.last()) {
            current.change = match head.check(&before.verifier) {
                Ok(()) => Change::CoSigned,
                Err(CheckpointError::NotSigned { .. }) => Change::Alone,
                Err(error) => return Err(wrong(error)),
            };
        }
        self.heads += 1;
        Ok(())
    }

    /// What the key in use says of a head that waited for another.
    fn fault_of(&self, head: &SignedHead) -> Option<SignatureFault> {
        let current = self.keys.last()?;
        let error = head.check(&current.verifier).err()?;
        Some(SignatureFault::Head { size: head.head().size, error })
    }

    /// Checks the heads of a journal that names no key at all.
    pub(crate) fn check_early(&mut self, key: &Verifier) {
        for head in std::mem::take(&mut self.early) {
            match head.check(key) {
                Ok(()) => self.heads += 1,
                Err(error) => {
                    let size = head.head().size;
                    self.fault = Some(SignatureFault::Head { size, error });
                    return;
                }
            }
        }
    }
}
