//! The loop: take what waits, stamp it, decide it, write it, and only then let it out.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use gavel_proto::{By, Command, Timestamp};

use super::clock::Clock;
use super::intake::{Asked, Intake, intake};
use crate::durable::{Journal, JournalError, Storage};
use crate::limits::BATCH_ENTRIES;
use crate::pure::{Entry, Session};

/// Where durable entries go: the gateway's end of the seam. Only what is at or below the durable
/// sequence ever comes through it.
pub trait Outlet<T>: Send + 'static {
    /// Takes one batch, in order. May wait: then the intake fills and says busy.
    fn publish(&mut self, batch: Vec<Published<T>>);
}

/// A durable entry with the ticket of the one who asked.
#[derive(Debug)]
pub struct Published<T> {
    /// The entry.
    pub entry: Arc<Entry>,
    /// Who asked; absent for the house's own ticks.
    pub ticket: Option<T>,
}

/// One session's thread: it alone touches the session and its journal.
pub struct Floor<T, C, S, O> {
    session: Session,
    journal: Journal<S>,
    clock: C,
    outlet: O,
    waiting: Receiver<Asked<T>>,
}

/// What the floor waited for.
enum Next<T> {
    Asked(Asked<T>),
    /// A deadline has come.
    Due,
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
    /// Starts the thread of a session that its journal has been folded into.
    ///
    /// The thread ends when the last intake is dropped, or with the error that stopped the
    /// journal: a write or a sync that failed is never tried again, and nothing is answered
    /// after it.
    pub fn start(
        session: Session,
        journal: Journal<S>,
        clock: C,
        outlet: O,
    ) -> (Intake<T>, JoinHandle<Result<(), JournalError>>) {
        let (intake, waiting) = intake();
        let floor = Self { session, journal, clock, outlet, waiting };
        (intake, std::thread::spawn(move || floor.run()))
    }

    fn run(mut self) -> Result<(), JournalError> {
        let mut entries = Vec::new();
        let mut tickets = Vec::new();
        loop {
            match self.next() {
                Next::Asked(asked) => self.take(asked, &mut entries, &mut tickets),
                Next::Due => {}
                Next::Nobody => return Ok(()),
            }
            self.tick(&mut entries, &mut tickets);
            while entries.len() < BATCH_ENTRIES
                && let Ok(asked) = self.waiting.try_recv()
            {
                self.take(asked, &mut entries, &mut tickets);
            }
            if !entries.is_empty() {
                self.journal.append(&entries)?;
                let batch = entries.drain(..).zip(tickets.drain(..));
                let published = |(entry, ticket)| Published { entry: Arc::new(entry), ticket };
                self.outlet.publish(batch.map(published).collect());
            }
        }
    }

    /// Waits for a command or for the next deadline.
    fn next(&self) -> Next<T> {
        let Some(deadline) = self.session.next_deadline() else {
            return self.waiting.recv().map_or(Next::Nobody, Next::Asked);
        };
        let left = deadline.micros_since(self.clock.now());
        let left = Duration::from_micros(u64::try_from(left).unwrap_or(0));
        match self.waiting.recv_timeout(left) {
            Ok(asked) => Next::Asked(asked),
            Err(RecvTimeoutError::Timeout) => Next::Due,
            Err(RecvTimeoutError::Disconnected) => Next::Nobody,
        }
    }

    /// Stamps, decides and records one command, behind whatever was due before it.
    fn take(&mut self, asked: Asked<T>, entries: &mut Vec<Entry>, tickets: &mut Vec<Option<T>>) {
        self.tick(entries, tickets);
        let at = self.stamp();
        self.enter(at, asked.by, asked.command, entries);
        tickets.push(Some(asked.ticket));
    }

    /// Lets happen what is due, as far as the batch has room: the deadline of a lot binds even
    /// where its tick must wait for the next batch. One place is left for a command.
    fn tick(&mut self, entries: &mut Vec<Entry>, tickets: &mut Vec<Option<T>>) {
        let at = self.stamp();
        while entries.len() + 1 < BATCH_ENTRIES
            && self.session.next_deadline().is_some_and(|deadline| deadline <= at)
        {
            let head = self.session.wants_head().then(|| self.journal.head().root);
            self.enter(at, By::Clock, Command::Tick { head }, entries);
            tickets.push(None);
        }
    }

    fn enter(&mut self, at: Timestamp, by: By, command: Command, entries: &mut Vec<Entry>) {
        let entry = self.session.entry(at, by, command);
        self.session.apply(&entry);
        entries.push(entry);
    }

    /// The time, never lower than the last stamp.
    fn stamp(&self) -> Timestamp {
        self.clock.now().max(self.session.at())
    }
}
