//! The checks: each promise of the house in a file of its own, looked at after every step.

mod answers;
mod binding;
mod calls;
mod chain;
mod deadlines;
mod decided;
mod fates;
mod gate;
mod limits;
mod once;
mod order;
mod past;
mod permanence;
mod provenance;
mod receipts;
mod refusals;
mod rest;
mod rules;
mod secrets;
mod views;

use gavel_engine::durable::memory::MemoryStorage;
use gavel_engine::pure::{Entry, Session};
use gavel_gateway::stepped::Batch;
use gavel_proto::{By, Command, Hash, Seq, Timestamp};
use serde_json::Value;

use super::client::Client;
use super::network::Wire;
pub(super) use past::{Found, Past};

/// Something that must be true of every run. A check panics where it is not.
pub(super) trait Check {
    /// A process has started, and this stands in its journal.
    fn started(&mut self, _past: &Past, _found: &Found) {}
    /// An entry is about to be folded.
    fn entering(&mut self, _past: &Past, _entry: &Entry) {}
    /// An entry was folded.
    fn entered(&mut self, _past: &Past, _entry: &Entry) {}
    /// A batch came through the gate; its entries were folded.
    fn published(&mut self, _past: &Past, _batch: &Batch) {}
    /// Somebody asks something of the session.
    fn asked(&mut self, _by: &By, _command: &Command) {}
    /// Somebody has a new connection.
    fn connected(&mut self, _wire: Wire, _client: &Client) {}
    /// The house sends a message.
    fn sent(&mut self, _past: &Past, _sent: &Sent<'_>) {}
    /// Everything has been well for long.
    fn finished(&mut self, _past: &Past, _end: &End<'_>) {}
}

/// A message on its way to a client.
pub(super) struct Sent<'a> {
    pub(super) wire: Wire,
    pub(super) client: &'a Client,
    pub(super) message: &'a Value,
    /// Up to which sequence the fan-out had followed when it said so.
    pub(super) followed: Seq,
}

/// The end of a run.
pub(super) struct End<'a> {
    /// What the fan-out has folded.
    pub(super) session: &'a Session,
    pub(super) clients: &'a [Client],
    /// What the machine's clock shows.
    pub(super) shows: Timestamp,
}

/// All of them, and what has happened so far.
pub(super) struct Checks {
    past: Past,
    checks: Vec<Box<dyn Check>>,
}

impl Checks {
    pub(super) fn new(disk: &MemoryStorage) -> Self {
        let checks: Vec<Box<dyn Check>> = vec![
            Box::new(gate::Gate),
            Box::new(order::Order::default()),
            Box::new(permanence::Permanence),
            Box::new(decided::Decided),
            Box::new(refusals::Refusals::default()),
            Box::new(deadlines::Deadlines::default()),
            Box::new(calls::Calls::default()),
            Box::new(binding::Binding::default()),
            Box::new(once::Once::default()),
            Box::new(provenance::Provenance::default()),
            Box::new(limits::Limits),
            Box::new(answers::Answers::default()),
            Box::new(chain::Chain::default()),
            Box::new(views::Views),
            Box::new(secrets::Secrets),
            Box::new(receipts::Receipts::default()),
            Box::new(fates::Fates),
            Box::new(rest::Rest),
            // Last: where another check knows what is wrong, it says so better.
            Box::new(rules::Rules::default()),
        ];
        Self { past: Past::new(disk), checks }
    }

    pub(super) fn disk_replaced(&mut self, disk: &MemoryStorage) {
        self.past.disk = disk.clone();
    }

    /// A process has started on this journal: what nobody had heard of yet is durable too.
    pub(super) fn started(&mut self, found: &Found, session: &Session, batches: &[Batch]) {
        self.each(|past, check| check.started(past, found));
        if found.entries.is_empty() || session.seq() == self.past.seq() {
            self.past.compare(session);
        }
        let unheard = self.past.entries.len();
        for (entry, leaf) in found.entries.iter().zip(&found.leaves).skip(unheard) {
            self.fold(entry, *leaf);
            if session.seq() == self.past.seq() {
                self.past.compare(session);
            }
        }
        for batch in batches {
            self.each(|past, check| check.published(past, batch));
        }
    }

    pub(super) fn published(&mut self, batch: &Batch) {
        for (entry, stored) in batch.entries.iter().zip(batch.written.entries()) {
            self.fold(entry, stored.leaf);
        }
        self.each(|past, check| check.published(past, batch));
    }

    pub(super) fn asked(&mut self, by: &By, command: &Command) {
        self.each(|_, check| check.asked(by, command));
    }

    pub(super) fn connected(&mut self, wire: Wire, client: &Client) {
        self.each(|_, check| check.connected(wire, client));
    }

    pub(super) fn sent(&mut self, sent: &Sent<'_>) {
        self.each(|past, check| check.sent(past, sent));
    }

    pub(super) fn finished(&mut self, session: &Session, clients: &[Client], shows: Timestamp) {
        let end = End { session, clients, shows };
        self.each(|past, check| check.finished(past, &end));
    }

    /// How many faults the house has reported.
    pub(super) fn faults(&self) -> u64 {
        let entries = self.past.entries.iter();
        entries.filter(|entry| matches!(entry.command, Command::ReportFault { .. })).count() as u64
    }

    fn fold(&mut self, entry: &Entry, leaf: Hash) {
        self.each(|past, check| check.entering(past, entry));
        self.past.push(entry, leaf);
        self.each(|past, check| check.entered(past, entry));
    }

    fn each(&mut self, mut look: impl FnMut(&Past, &mut dyn Check)) {
        for check in &mut self.checks {
            look(&self.past, check.as_mut());
        }
    }
}
