//! The follower: what the durable entries of one session add up to, as far as anybody may know.

use std::sync::Arc;

use gavel_engine::durable::{JournalError, Storage};
use gavel_engine::pure::check::is_stage;
use gavel_engine::pure::{Entry, Session, Viewer};
use gavel_proto::{Seq, SessionId};

use crate::backlog::{Backlog, Heard};
use crate::config::Limits;
use crate::frame::Frame;
use crate::receipts::Receipts;

/// What the durable entries add up to, as far as anybody may know.
#[derive(Debug)]
pub(crate) struct Follower {
    name: SessionId,
    session: Session,
    backlog: Backlog,
}

impl Follower {
    /// Goes on behind what this session came to.
    pub(crate) fn behind(name: SessionId, session: Session, limits: &Limits) -> Self {
        let backlog = Backlog::behind(session.seq(), limits);
        Self { name, session, backlog }
    }

    /// Folds one durable entry: what somebody may hear of it, if anybody may.
    pub(crate) fn follow(&mut self, entry: Arc<Entry>) -> Option<Heard> {
        let (prev, _) = self.session.room();
        self.session.apply(&entry);
        if entry.outcome.events().is_empty() {
            return None;
        }
        let check = entry.outcome.events().iter().any(is_stage).then(|| self.session.check());
        let heard = Heard::new(entry, prev, check);
        self.backlog.keep(heard.clone());
        Some(heard)
    }

    pub(crate) fn name(&self) -> &SessionId {
        &self.name
    }

    pub(crate) const fn session(&self) -> &Session {
        &self.session
    }

    /// The pushes that `viewer` missed, from memory or, past it, from the journal; nothing where
    /// a snapshot must do.
    ///
    /// # Errors
    /// [`JournalError`]: the journal could not be read back.
    pub(crate) fn missed<S: Storage>(
        &mut self,
        journal: &mut Receipts<S>,
        viewer: Viewer,
        since: Seq,
    ) -> Result<Option<Vec<Frame>>, JournalError> {
        let (room, _) = self.session.room();
        self.backlog.recall(since, room, |first, last| journal.entries(first, last))?;
        Ok(self.backlog.since(&self.name, viewer, room, since))
    }
}
