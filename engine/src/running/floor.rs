//! The loop: take what waits, stamp it, decide it, write it, and only then let it out.

mod notice;

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use gavel_proto::{By, Command, FaultCause, Timestamp};

use super::attendance::Attendance;
use super::clock::Clock;
use super::intake::{Asked, Intake, intake};
use crate::durable::{Journal, JournalError, Storage, Written};
use crate::limits::{BATCH_ENTRIES, PULSE, QUIET};
use crate::pure::{Entry, Session};

/// Where durable entries go: the gateway's end of the seam. Only what is at or below the durable
/// sequence ever comes through it.
pub trait Outlet<T>: Send + 'static {
    /// Takes one batch, in order. May wait: then the intake fills and says busy.
    fn publish(&mut self, batch: Published<T>);
}

/// A durable batch.
#[derive(Debug)]
pub struct Published<T> {
    /// Its entries, in order, each with the ticket of the one who asked; absent for what the house
    /// asked itself.
    pub entries: Vec<(Arc<Entry>, Option<T>)>,
    /// The same as they stand in the journal, with their leaves and their signed head.
    pub written: Arc<Written>,
}

/// One session's thread: it alone touches the session and its journal.
pub struct Floor<T, C, S, O> {
    session: Session,
    journal: Journal<S>,
    clock: C,
    outlet: O,
    waiting: Receiver<Asked<T>>,
    /// What was taken out of the queue for a fault report, and is next.
    held: VecDeque<Asked<T>>,
    batch: Batch<T>,
    attendance: Arc<Attendance>,
    /// When the floor was last seen to run.
    awake: Timestamp,
}

/// What was decided and is not written yet.
struct Batch<T> {
    entries: Vec<Entry>,
    tickets: Vec<Option<T>>,
}

/// What the floor waited for.
enum Next<T> {
    Asked(Asked<T>),
    /// A deadline has come, or it is time to look around.
    Due,
    /// Nothing came for a while.
    Quiet,
    /// The last intake is gone.
    Nobody,
}

impl<T, C, S, O> Floor<T, C, S, O>
where
    T: Send + 'static,
    C: Clock,
    S: Storage + Send + 'static,
    O: Outlet<T>,
{
    /// Starts the thread of a session that its journal has been folded into. What the house has to
    /// say `first` is decided before anything that comes in. What `attendance` bears no longer is
    /// reported as a fault.
    ///
    /// The thread ends when the last intake is dropped, or with the error that stopped the
    /// journal: a write or a sync that failed is never tried again, and nothing is answered
    /// after it.
    pub fn start(
        session: Session,
        journal: Journal<S>,
        clock: C,
        outlet: O,
        attendance: Arc<Attendance>,
        first: Vec<(By, Command)>,
    ) -> (Intake<T>, JoinHandle<Result<(), JournalError>>) {
        let (intake, waiting) = intake();
        let batch = Batch { entries: Vec::new(), tickets: Vec::new() };
        let (held, awake) = (VecDeque::new(), clock.now());
        let floor =
            Self { session, journal, clock, outlet, waiting, held, batch, attendance, awake };
        (intake, std::thread::spawn(move || floor.run(first)))
    }

    fn run(mut self, first: Vec<(By, Command)>) -> Result<(), JournalError> {
        for (by, command) in first {
            self.enter(self.stamp(), by, command, None);
        }
        self.write()?;
        loop {
            let next = self.next();
            self.look_around();
            match next {
                Next::Asked(asked) => self.take(asked),
                Next::Due => {}
                Next::Quiet => self.journal.seal()?,
                Next::Nobody => return self.journal.seal(),
            }
            self.tick();
            while self.batch.entries.len() < BATCH_ENTRIES
                && let Some(asked) = self.waits()
            {
                self.take(asked);
            }
            self.write()?;
        }
    }

    /// Makes what was decided durable, and only then lets it out.
    fn write(&mut self) -> Result<(), JournalError> {
        if self.batch.entries.is_empty() {
            return Ok(());
        }
        let begun = self.clock.now();
        let written = self.journal.append(&self.batch.entries)?;
        let stalled =
            self.has_journal_stalled(begun).then(|| notice::unanswered(&self.batch.entries));
        let entries = self.batch.entries.drain(..).map(Arc::new);
        let entries = entries.zip(self.batch.tickets.drain(..)).collect();
        self.outlet.publish(Published { entries, written });
        match stalled {
            // With its report everything is paused: one that is late too reports nothing more.
            Some(unanswered) => {
                self.report(FaultCause::JournalStalled, begun, unanswered);
                self.write()
            }
            None => Ok(()),
        }
    }

    /// What waits, if anything does.
    fn waits(&mut self) -> Option<Asked<T>> {
        self.held.pop_front().or_else(|| self.waiting.try_recv().ok())
    }

    /// Waits for a command, for the next deadline, or for a while.
    fn next(&mut self) -> Next<T> {
        if let Some(asked) = self.held.pop_front() {
            return Next::Asked(asked);
        }
        let deadline = self.session.next_deadline().map(|deadline| self.until(deadline));
        let pulse = self.is_watchful().then_some(PULSE);
        let deadline = deadline.into_iter().chain(pulse).min();
        let quiet = (!self.journal.is_sealed()).then_some(QUIET);
        let (wait, next) = match (deadline, quiet) {
            (None, None) => return self.waiting.recv().map_or(Next::Nobody, Next::Asked),
            (Some(left), Some(quiet)) if quiet < left => (quiet, Next::Quiet),
            (Some(left), _) => (left, Next::Due),
            (None, Some(quiet)) => (quiet, Next::Quiet),
        };
        match self.waiting.recv_timeout(wait) {
            Ok(asked) => Next::Asked(asked),
            Err(RecvTimeoutError::Timeout) => next,
            Err(RecvTimeoutError::Disconnected) => Next::Nobody,
        }
    }

    fn until(&self, deadline: Timestamp) -> Duration {
        let left = deadline.micros_since(self.clock.now());
        Duration::from_micros(u64::try_from(left).unwrap_or(0))
    }

    /// Stamps, decides and records one command, behind whatever was due before it.
    fn take(&mut self, asked: Asked<T>) {
        self.tick();
        self.enter(self.stamp(), asked.by, asked.command, Some(asked.ticket));
    }

    /// Lets happen what is due, as far as the batch has room: the deadline of a lot binds even
    /// where its tick must wait for the next batch. One place is left for a command.
    fn tick(&mut self) {
        let at = self.stamp();
        while self.batch.entries.len() + 1 < BATCH_ENTRIES
            && self.session.next_deadline().is_some_and(|deadline| deadline <= at)
        {
            let head = self.session.wants_head().then(|| self.journal.head().root);
            self.enter(at, By::Clock, Command::Tick { head }, None);
        }
    }

    fn enter(&mut self, at: Timestamp, by: By, command: Command, ticket: Option<T>) {
        let entry = self.session.entry(at, by, command);
        self.session.apply(&entry);
        self.batch.entries.push(entry);
        self.batch.tickets.push(ticket);
    }

    /// The time, never lower than the last stamp.
    fn stamp(&self) -> Timestamp {
        self.clock.now().max(self.session.at())
    }
}
