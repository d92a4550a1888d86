//! The intake: a bounded queue in front of a session's thread. Full means busy, at once.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use gavel_proto::{By, Command};

use crate::limits::INTAKE_COMMANDS;

/// A command on its way to the floor, with the ticket by which its asker is found again.
#[derive(Debug)]
pub struct Asked<T> {
    /// Whose hand it comes from.
    pub by: By,
    /// What is asked.
    pub command: Command,
    /// How its asker is found again.
    pub ticket: T,
}

/// The way into one session's thread. When the last intake is dropped, the thread ends.
#[derive(Debug)]
pub struct Intake<T>(SyncSender<Asked<T>>);

/// Why a command was not taken in. Nothing of it was sequenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TurnedAway {
    /// The queue is full.
    #[error("the session is busy; try again in a moment")]
    Busy,
    /// The thread has ended.
    #[error("the session has stopped; the server must be restarted")]
    Stopped,
}

impl<T> Intake<T> {
    /// Hands a command over, or turns it away at once: it never waits.
    ///
    /// # Errors
    /// [`TurnedAway`]; the ticket is dropped.
    pub fn ask(&self, asked: Asked<T>) -> Result<(), TurnedAway> {
        self.0.try_send(asked).map_err(|error| match error {
            TrySendError::Full(_) => TurnedAway::Busy,
            TrySendError::Disconnected(_) => TurnedAway::Stopped,
        })
    }
}

impl<T> Clone for Intake<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// An empty intake, and the floor's end of it.
#[must_use]
pub fn intake<T>() -> (Intake<T>, Receiver<Asked<T>>) {
    let (sender, receiver) = sync_channel(INTAKE_COMMANDS);
    (Intake(sender), receiver)
}

#[cfg(test)]
mod tests {
    use super::{Asked, TurnedAway, intake};
    use crate::limits::INTAKE_COMMANDS;
    use gavel_proto::{By, Command};

    #[test]
    fn a_full_intake_says_busy_and_an_abandoned_one_says_stopped() {
        let tick = || Asked { by: By::Clock, command: Command::Tick { head: None }, ticket: () };
        let (intake, floor) = intake();
        for _ in 0..INTAKE_COMMANDS {
            assert_eq!(intake.ask(tick()), Ok(()));
        }
        assert_eq!(intake.ask(tick()), Err(TurnedAway::Busy));
        drop(floor);
        assert_eq!(intake.ask(tick()), Err(TurnedAway::Stopped));
    }
}
