//! The loop: take what waits, stamp it, decide it, write it, and only then let it out.

mod notice;

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use gavel_proto::{By, Command, FaultCause, InFlight, Timestamp};

use super::attendance::Attendance;
use super::clock::Clock;
use super::intake::{Asked, Intake, intake};
use crate::durable::{Journal, JournalError, Storage, Written};
use crate::limits::{BATCH_ENTRIES, PULSE, QUIET};
use crate::pure::{Entry, Session};

/// Where durable entries go: the gateway's end of the seam. Only what is at or below the durable
/// sequence ever comes through it.
pub trait Outlet<T> {
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

/// One session's floor: it alone touches the session and its journal. A house moves it on a thread
/// of its own, a simulation turn by turn.
pub struct Floor<T, C, S, O> {
    session: Session,
    journal: Journal<S>,
    clock: C,
    outlet: O,
    /// What was taken out of the queue for a fault report, and is next.
    held: VecDeque<Asked<T>>,
    batch: Batch<T>,
    attendance: Arc<Attendance>,
    /// Since when the journal was written that took too long, and the bids in that batch.
    stalled: Option<(Timestamp, Vec<InFlight>)>,
    /// When the floor was last seen to run.
    awake: Timestamp,
}

/// What was decided and is not written yet.
struct Batch<T> {
    entries: Vec<Entry>,
    tickets: Vec<Option<T>>,
}

/// What a turn of the floor is about.
#[derive(Debug)]
pub enum Next<T> {
    /// Somebody asks something.
    Asked(Asked<T>),
    /// A deadline has come, or it is time to look around.
    Due,
    /// Nothing came for a while.
    Quiet,
}

impl<T, C, S, O> Floor<T, C, S, O>
where
    T: Send + 'static,
    C: Clock,
    S: Storage + Send + 'static,
    O: Outlet<T> + Send + 'static,
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
        let floor = Self::new(session, journal, clock, outlet, attendance);
        (intake, std::thread::spawn(move || floor.run(first, &waiting)))
    }

    fn run(
        mut self,
        first: Vec<(By, Command)>,
        waiting: &Receiver<Asked<T>>,
    ) -> Result<(), JournalError> {
        self.begin(first)?;
        while let Some(next) = self.wait(waiting) {
            self.turn(next, waiting)?;
        }
        self.journal.seal()
    }

    /// Waits for a command, for the next deadline, or for a while; `None` where nobody can ask any
    /// more.
    fn wait(&mut self, waiting: &Receiver<Asked<T>>) -> Option<Next<T>> {
        if let Some(asked) = self.held.pop_front() {
            return Some(Next::Asked(asked));
        }
        let Some((patience, next)) = self.patience() else {
            return waiting.recv().ok().map(Next::Asked);
        };
        match waiting.recv_timeout(patience) {
            Ok(asked) => Some(Next::Asked(asked)),
            Err(RecvTimeoutError::Timeout) => Some(next),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }
}

impl<T, C: Clock, S: Storage, O: Outlet<T>> Floor<T, C, S, O> {
    /// The floor of a session that its journal has been folded into.
    pub fn new(
        session: Session,
        journal: Journal<S>,
        clock: C,
        outlet: O,
        attendance: Arc<Attendance>,
    ) -> Self {
        let batch = Batch { entries: Vec::new(), tickets: Vec::new() };
        let (held, stalled, awake) = (VecDeque::new(), None, clock.now());
        Self { session, journal, clock, outlet, held, batch, attendance, stalled, awake }
    }

    /// Decides what the house has to say first.
    ///
    /// # Errors
    /// What stopped the journal: the floor must not be moved any more.
    pub fn begin(&mut self, first: Vec<(By, Command)>) -> Result<(), JournalError> {
        for (by, command) in first {
            self.enter(self.stamp(), by, command, None);
        }
        self.write()
    }

    /// How long the floor waits if nobody asks anything, and what its turn is about then; `None`
    /// where it waits for somebody to ask, however long.
    pub fn patience(&self) -> Option<(Duration, Next<T>)> {
        if !self.held.is_empty() {
            return Some((Duration::ZERO, Next::Due));
        }
        let deadline = self.session.next_deadline().map(|deadline| self.until(deadline));
        let pulse = self.is_watchful().then_some(PULSE);
        let deadline = deadline.into_iter().chain(pulse).min();
        let quiet = (!self.journal.is_sealed()).then_some(QUIET);
        match (deadline, quiet) {
            (None, None) => None,
            (Some(left), Some(quiet)) if quiet < left => Some((quiet, Next::Quiet)),
            (Some(left), _) => Some((left, Next::Due)),
            (None, Some(quiet)) => Some((quiet, Next::Quiet)),
        }
    }

    /// One turn: a batch of what is due and of what waits.
    ///
    /// # Errors
    /// As [`Floor::begin`].
    pub fn turn(
        &mut self,
        next: Next<T>,
        waiting: &Receiver<Asked<T>>,
    ) -> Result<(), JournalError> {
        self.look_around(waiting);
        match next {
            Next::Asked(asked) => self.take(asked),
            Next::Due => {}
            Next::Quiet => self.journal.seal()?,
        }
        self.tick(self.stamp());
        while self.batch.entries.len() < BATCH_ENTRIES
            && let Some(asked) = self.held.pop_front().or_else(|| waiting.try_recv().ok())
        {
            self.take(asked);
        }
        self.write()?;
        if let Some((begun, unanswered)) = self.stalled.take() {
            self.report(FaultCause::JournalStalled, begun, unanswered, waiting);
            return self.write();
        }
        Ok(())
    }

    /// Makes what was decided durable, and only then lets it out.
    fn write(&mut self) -> Result<(), JournalError> {
        if self.batch.entries.is_empty() {
            return Ok(());
        }
        let begun = self.clock.now();
        let written = self.journal.append(&self.batch.entries)?;
        if self.has_journal_stalled(begun) {
            self.stalled = Some((begun, notice::unanswered(&self.batch.entries)));
        }
        let entries = self.batch.entries.drain(..).map(Arc::new);
        let entries = entries.zip(self.batch.tickets.drain(..)).collect();
        self.outlet.publish(Published { entries, written });
        Ok(())
    }

    fn until(&self, deadline: Timestamp) -> Duration {
        let left = deadline.micros_since(self.clock.now());
        Duration::from_micros(u64::try_from(left).unwrap_or(0))
    }

    /// Stamps, decides and records one command, behind whatever was due before it.
    fn take(&mut self, asked: Asked<T>) {
        let at = self.stamp();
        self.tick(at);
        self.enter(at, asked.by, asked.command, Some(asked.ticket));
    }

    /// Lets happen what is due at this time, as far as the batch has room: the deadline of a lot binds even
    /// where its tick must wait for the next batch. One place is left for a command.
    fn tick(&mut self, at: Timestamp) {
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
