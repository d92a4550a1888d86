//! What a pack holds beside the journal, taken from its entries one by one: however long the sale
//! was, its entries are never all in memory.

use gavel_engine::durable::{Head, Impossible};
use gavel_engine::pure::Entry;
use gavel_proto::{Event, LotId, Terms};

use super::PackingError;
use crate::audit::decision::{Divergence, possible};
use crate::minutes::{Extract, Minutes};

/// What was taken from the entries so far.
#[derive(Default)]
pub(crate) struct Taken {
    /// The terms of every lot that was published, in order.
    pub(super) terms: Vec<(LotId, Terms)>,
    /// The last key that signs.
    pub(super) key: Option<String>,
    extract: Extract,
    /// Of what no minutes can be made.
    broken: Option<Impossible>,
}

impl Taken {
    /// Takes the next entry up.
    pub(crate) fn take(&mut self, entry: &Entry) {
        for event in entry.outcome.events() {
            if let Event::LotPublished { lot, terms, .. } = event {
                self.terms.push((*lot, Terms::clone(terms)));
            }
            if let Event::SigningKeySet { key } = event {
                self.key = Some(key.to_string());
            }
        }
        if self.broken.is_none() {
            self.broken = possible(entry.seq, || self.extract.take(entry)).err();
        }
    }

    /// The minutes of a journal with this head.
    ///
    /// # Errors
    /// [`PackingError::Diverged`] or [`PackingError::Minutes`].
    pub(super) fn minutes(self, head: Head) -> Result<Minutes, PackingError> {
        match self.broken {
            Some(broken) => Err(Divergence::from(broken).into()),
            None => Ok(self.extract.finish(head, None)?),
        }
    }
}
