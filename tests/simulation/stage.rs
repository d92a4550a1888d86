//! The stage: the house that a thread's runs play in, opened once, with the hands of its clock.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
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
        put_keys(keys.path());
        // One for each thread of the tests.
        let hands: &'static Hands = Box::leak(Box::default());
        hands.show(BEGIN);
        let config = Config { data: keys.path().to_owned(), limits: limits(), ..Config::default() };
        let premises = Premises::open(&config, HouseClock::with(hands)).expect("a house");
        Self { premises, hands, _keys: keys }
    }
}

/// The keys that the house finds: ones that it made itself would stand in the journal, whose head is
/// what a draw is drawn from.
fn put_keys(data: &Path) {
    let folder = data.join("keys");
    fs::create_dir(&folder).expect("a folder");
    for (name, byte) in [("journal.pem", 1), ("token.pem", 2)] {
        let key = SigningKey::from_bytes(&[byte; 32]);
        let pem = key.to_pkcs8_pem(LineEnding::LF).expect("a key as a text");
        let file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(folder.join(name));
        file.and_then(|mut file| file.write_all(pem.as_bytes()))
            .expect("a file of its owner alone");
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
