//! The registry: which sessions this house runs, and the doors into them.

use std::sync::Arc;

use dashmap::DashMap;
use gavel_engine::running::{Asked, Attendance, Intake, TurnedAway};
use gavel_proto::{Command, InFlight, SessionId, Stage, VerifierKey};
use tokio::sync::mpsc;

use crate::fanout::{Ticket, Told};

/// The sessions of the house, by name.
#[derive(Default)]
pub(crate) struct Registry(DashMap<SessionId, Door>);

/// The two ways into a session: its thread, and its fan-out.
#[derive(Clone)]
pub(crate) struct Door {
    intake: Intake<Ticket>,
    fanout: mpsc::Sender<Told>,
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

    /// Closes every door: the threads end when the last copy is gone.
    pub(crate) fn close(&self) {
        self.0.clear();
    }
}

impl Door {
    /// The doors of a session whose heads are signed with this key.
    pub(crate) fn new(
        intake: Intake<Ticket>,
        fanout: mpsc::Sender<Told>,
        attendance: Arc<Attendance>,
        key: VerifierKey,
    ) -> Self {
        Self { intake, fanout, attendance, key }
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

    /// Tells the fan-out something, or is turned away at once.
    ///
    /// # Errors
    /// [`TurnedAway`].
    pub(crate) fn tell(&self, told: Told) -> Result<(), TurnedAway> {
        self.fanout.try_send(told).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => TurnedAway::Busy,
            mpsc::error::TrySendError::Closed(_) => TurnedAway::Stopped,
        })
    }

    /// Tells the fan-out that a reader is gone, however long that takes.
    pub(crate) async fn leave(&self, reader: u64) {
        drop(self.fanout.send(Told::Left { reader }).await);
    }
}
