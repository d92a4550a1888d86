//! Writes a journal as a house does, in virtual time, with keys that everybody may know.

use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use gavel_engine::durable::{
    Checkpoint, FileStorage, Folder, Head, Journal, Recovered, Salts, Signer, Signers, Tools,
};
use gavel_engine::pure::{Entry, Session};
use gavel_proto::{By, Command, Hash, SessionId, Timestamp, VerifierKey};

/// The name that every journal here is signed under.
pub(super) const ORIGIN: &str = "auction.example/sale";

/// The key that is 32 times this byte.
pub(super) fn signer(byte: u8) -> Signer {
    Signer::new(ORIGIN, SigningKey::from_bytes(&[byte; 32])).expect("a good name")
}

/// What checks that key.
pub(super) fn verifier(byte: u8) -> String {
    signer(byte).verifier().to_string()
}

/// The key that signs, and the one before it, if it leaves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys(pub(super) u8, pub(super) Option<u8>);

/// A journal that is being written.
pub(super) struct Author {
    session: Session,
    journal: Journal<FileStorage>,
    key: VerifierKey,
    batch: Vec<Entry>,
    /// Entries after which a batch is written.
    full: usize,
    /// The head of every batch.
    pub(super) heads: Vec<Checkpoint>,
    _folder: Folder,
}

/// What a journal comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) entries: u64,
    pub(super) root: Hash,
    pub(super) state: Hash,
}

impl Author {
    /// Begins the journal of this session, or goes on with it.
    pub(super) fn open(data: &Path, session: &str, keys: Keys, salts: Salts) -> Self {
        let folder = Folder::open(data).expect("a data folder");
        let name: SessionId = session.parse().expect("a session's name");
        let mut session = Session::default();
        let recovered = Recovered::open(&folder, &name, Head::empty(), |entry, _| {
            session.apply(&entry);
            Ok(())
        });
        let signers = Signers { key: signer(keys.0), leaving: keys.1.map(signer) };
        let journal = recovered.expect("a journal").resume(Tools { signers, salts });
        let mut author = Self {
            session,
            journal: journal.expect("a journal that goes on"),
            key: verifier(keys.0).try_into().expect("a key"),
            batch: Vec::new(),
            full: 4,
            heads: Vec::new(),
            _folder: folder,
        };
        author.name_key();
        author
    }

    /// Where that journal lies.
    pub(super) fn folder(data: &Path, session: &str) -> PathBuf {
        data.join("sessions").join(session)
    }

    /// From now on so many entries are a batch.
    pub(super) fn write_by(&mut self, entries: usize) {
        self.write();
        self.full = entries;
    }

    /// Lets the clock run to `at`, then asks.
    pub(super) fn ask(&mut self, at: Timestamp, by: By, command: Command) {
        while let Some(due) = self.session.next_deadline().filter(|due| *due <= at) {
            let head = self.session.wants_head().then_some(Hash([0; 32]));
            self.enter(due, By::Clock, Command::Tick { head });
        }
        self.enter(at, by, command);
    }

    /// Asks what was asked elsewhere. A tick that bears a head gets that of this journal.
    pub(super) fn enter(&mut self, at: Timestamp, by: By, mut command: Command) {
        if let Command::Tick { head: Some(head) } = &mut command {
            *head = self.journal.head().root;
        }
        let entry = self.session.entry(at.max(self.session.at()), by, command);
        self.session.apply(&entry);
        self.batch.push(entry);
        self.name_key();
        if self.full <= self.batch.len() {
            self.write();
        }
    }

    /// Says which key signs, as soon as there is a session to say it in.
    fn name_key(&mut self) {
        let is_named = self.session.key().is_some_and(|(key, _)| *key == self.key);
        if self.session.has_begun() && !is_named {
            let key = self.key.clone();
            self.enter(self.session.at(), By::Clock, Command::SignWith { key });
        }
    }

    pub(super) fn write(&mut self) {
        if !self.batch.is_empty() {
            let written = self.journal.append(&self.batch).expect("a sound disk");
            self.heads.push(written.checkpoint().clone());
            self.batch.clear();
        }
    }

    /// Writes what is left, and the last head.
    pub(super) fn close(mut self) -> Sum {
        self.write();
        self.journal.seal().expect("a sound disk");
        let head = self.journal.head();
        Sum { entries: head.size, root: head.root, state: self.session.digest() }
    }
}
