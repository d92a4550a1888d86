//! The stage: the house that a thread's runs play in, opened once, with the hands of its clock.

use gavel_engine::running::{Hands, HouseClock};
use gavel_gateway::config::{Config, Limits};
use gavel_gateway::stepped::Premises;
use gavel_proto::Timestamp;
use tempfile::TempDir;

/// Before the first step of any script.
pub(super) const BEGIN: Timestamp = Timestamp::from_micros(999_000_000);

/// A house without sessions.
pub(super) struct Stage {
    pub(super) premises: Premises,
    pub(super) hands: &'static Hands,
    _keys: TempDir,
}

impl Stage {
    pub(super) fn open() -> Self {
        let keys = tempfile::tempdir().expect("a folder for keys");
        // Keys that the house made itself would stand in the journal, whose head is what a draw is drawn
        // from.
        Premises::put_keys(keys.path(), [1; 32], [2; 32]).expect("keys in their files");
        // One for each thread of the tests.
        let hands: &'static Hands = Box::leak(Box::default());
        hands.show(BEGIN);
        let config = Config { data: keys.path().to_owned(), limits: limits(), ..Config::default() };
        let premises = Premises::open(&config, HouseClock::with(hands)).expect("a house");
        Self { premises, hands, _keys: keys }
    }
}

/// Small, so that every one of them is met.
fn limits() -> Limits {
    Limits {
        outbox_messages: 64,
        backlog_pushes: 10,
        resume_pushes: 20,
        resume_entries: 30,
        ..Limits::default()
    }
}
