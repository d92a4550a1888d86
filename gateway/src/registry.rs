//! The registry: which sessions this house runs, and the doors into them.

use std::sync::Arc;

use dashmap::DashMap;
use gavel_engine::pure::Viewer;
use gavel_engine::running::{Asked, Attendance, Intake, TurnedAway};
use gavel_proto::{Command, InFlight, SessionId, Stage, VerifierKey};
use tokio::sync::{mpsc, oneshot};

use crate::fanout::{Questions, Seen, Ticket, Told};

/// The sessions of the house, by name.
#[derive(Default)]
pub(crate) struct Registry(DashMap<SessionId, Door>);

/// The two ways into a session: its thread, and its fan-out.
#[derive(Clone)]
pub(crate) struct Door {
    intake: Intake<Ticket>,
    questions: Questions,
    attendance: Arc<Attendance>,
    key: VerifierKey,
}

impl Registry {
    pub(crate) fn open(&self, name: SessionId, door: Door) {
        self.0.insert(name, door);
    }

    pub(crate) fn door(&self, name: &SessionId) -> Option<Door> {
        self.0.get(name).map(|door| door.clone())
    }

    /// Every door, in the order of the sessions' names.
    pub(crate) fn doors(&self) -> Vec<Door> {
        let mut doors: Vec<(SessionId, Door)> =
            self.0.iter().map(|entry| (entry.key().clone(), entry.value().clone())).collect();
        doors.sort_by(|(one, _), (other, _)| one.cmp(other));
        doors.into_iter().map(|(_, door)| door).collect()
    }

    /// Closes every door: the threads end when the last copy is gone.
    pub(crate) fn close(&self) {
        self.0.clear();
    }
}

impl Door {
    /// The doors of a session whose heads are signed with this key.
    pub(crate) fn new(
        intake: Intake<Ticket>,
        questions: Questions,
        attendance: Arc<Attendance>,
        key: VerifierKey,
    ) -> Self {
        Self { intake, questions, attendance, key }
    }

    /// Who is here.
    pub(crate) fn attendance(&self) -> &Attendance {
        &self.attendance
    }

    /// What checks the signed heads of the session.
    pub(crate) fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Hands a command to the session's thread, or turns it away at once. A bid that is turned away
    /// is kept in mind: it is in no journal, but in the report if there is a fault.
    ///
    /// # Errors
    /// [`TurnedAway`].
    pub(crate) fn ask(&self, asked: Asked<Ticket>) -> Result<(), TurnedAway> {
        let bid = match (&asked.command, asked.by.paddle()) {
            (Command::Bid(bid), Some(paddle)) => {
                let (lot, bid_id) = (bid.lot, bid.bid_id);
                Some(InFlight { lot, paddle, bid_id, stage: Stage::TurnedAway })
            }
            (_, _) => None,
        };
        let taken = self.intake.ask(asked);
        if let (Err(TurnedAway::Busy), Some(bid)) = (taken, bid) {
            self.attendance.turned_away(bid);
        }
        taken
    }

    /// Asks the fan-out something as `viewer`, or is turned away at once.
    ///
    /// # Errors
    /// [`TurnedAway`].
    pub(crate) fn tell(&self, viewer: Viewer, told: Told) -> Result<(), TurnedAway> {
        self.questions.of(viewer).try_send(told).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => TurnedAway::Busy,
            mpsc::error::TrySendError::Closed(_) => TurnedAway::Stopped,
        })
    }

    /// How the session stands; nothing where its fan-out is busy, or over.
    pub(crate) async fn look(&self) -> Option<Seen> {
        let (answer, seen) = oneshot::channel();
        self.tell(Viewer::Room, Told::Look { answer }).ok()?;
        seen.await.ok()
    }

    /// Tells the fan-out that a reader is gone, however long that takes.
    pub(crate) async fn leave(&self, viewer: Viewer, reader: u64) {
        drop(self.questions.of(viewer).send(Told::Left { reader }).await);
    }
}
