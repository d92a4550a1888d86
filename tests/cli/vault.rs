//! A data folder with a journal in it that no server wrote: quickly made, and the same every time.

use std::fs;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use gavel_engine::durable::receipt::{bid_id, verdict};
use gavel_engine::durable::{
    Archive, Checkpoint, FileStorage, Folder, Head, Journal, Recovered, Salts, Signer, Signers,
    Tools, Verifier,
};
use gavel_engine::pure::{Entry, Session};
use gavel_proto::wire::Receipt;
use gavel_proto::{By, Command, SessionId, VerifierKey};
use tempfile::TempDir;

use super::{Outcome, run};
use crate::minutes::formats;
use crate::minutes::journal::Journal as Sale;

/// The session that the vault keeps, as `minutes::journal` names it.
pub(super) const SESSION: &str = "autumn-2026";
/// The origin of its journal.
pub(super) const ORIGIN: &str = "auction.example/autumn-2026";

/// A data folder with the journal of one session.
pub(super) struct Vault {
    data: TempDir,
}

/// The key of this number.
pub(super) fn signer(number: u8) -> Signer {
    Signer::new(ORIGIN, SigningKey::from_bytes(&[number; 32])).expect("a name")
}

/// What checks the signatures of the key of this number.
pub(super) fn verifier(number: u8) -> Verifier {
    signer(number).verifier().clone()
}

/// The sale with a lot of every format, all of them closed, and the key that signs it.
pub(super) fn closed_sale() -> Vec<Entry> {
    named(formats::sale(), 2_000, 7)
}

/// The entries of a sale, and one more that says that the key of this number signs.
pub(super) fn named(mut sale: Sale, second: i64, number: u8) -> Vec<Entry> {
    let key = VerifierKey::try_from(verifier(number).to_string()).expect("a key");
    sale.ask(second, By::Clock, Command::SignWith { key });
    sale.entries
}

impl Vault {
    /// Keeps these entries in batches of three, signed with the key 7, and all of them sealed.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let vault = Self { data: tempfile::tempdir().expect("a folder for the test's data") };
        vault.write(entries, Signers { key: signer(7), leaving: None });
        vault
    }

    /// Goes on with the journal.
    pub(super) fn write(&self, entries: &[Entry], signers: Signers) {
        let folder = Folder::open(self.data.path()).expect("a data folder");
        let session: SessionId = SESSION.parse().expect("a name");
        let recovered =
            Recovered::open(&folder, &session, Head::empty(), |_, _| Ok(())).expect("a journal");
        let tools = Tools { signers, salts: Salts::from_seed(7) };
        let mut journal: Journal<FileStorage> = recovered.resume(tools).expect("a journal");
        for batch in entries.chunks(3) {
            journal.append(batch).expect("a batch");
        }
        journal.seal().expect("a head");
    }

    /// Records that the key 8 signs from now on. The sequence that says so.
    pub(super) fn change_key(&self, signers: Signers) -> u64 {
        let mut session = Session::default();
        for entry in &closed_sale() {
            session.apply(entry);
        }
        let key = VerifierKey::try_from(verifier(8).to_string()).expect("a key");
        let entry = session.entry(session.at(), By::Clock, Command::SignWith { key });
        self.write(std::slice::from_ref(&entry), signers);
        entry.seq
    }

    pub(super) fn path(&self) -> &Path {
        self.data.path()
    }

    /// The session's folder.
    pub(super) fn journal(&self) -> PathBuf {
        self.path().join("sessions").join(SESSION)
    }

    /// Its only segment.
    pub(super) fn segment(&self) -> PathBuf {
        self.journal().join("00000000000000000001.gavel")
    }

    /// A path in the data folder, as an argument.
    pub(super) fn file(&self, name: &str) -> String {
        self.path().join(name).to_str().expect("a plain name").to_owned()
    }

    /// Runs the program on this folder.
    pub(super) fn run(&self, args: &[&str]) -> Outcome {
        run(&[args, &["--data", self.path().to_str().expect("a plain name")]].concat())
    }

    /// Changes the bytes of the segment.
    pub(super) fn change(&self, change: impl FnOnce(&mut Vec<u8>)) {
        let mut bytes = fs::read(self.segment()).expect("a segment");
        change(&mut bytes);
        fs::write(self.segment(), bytes).expect("a segment");
    }

    /// The receipt of the n-th bid, with a proof, and under the head of everything.
    pub(super) fn receipt(&self, entries: &[Entry], nth: usize) -> Receipt {
        let session: SessionId = SESSION.parse().expect("a name");
        let mut archive = Archive::folder(&self.journal(), &session);
        let mut journal =
            gavel_engine::durable::Reader::open(&self.journal(), &session).expect("a journal");
        while let Some(piece) = journal.piece() {
            if let gavel_engine::durable::Piece::Record(record) = piece.expect("a piece") {
                archive.keep(record.located());
            }
        }
        let entry = entries.iter().filter(|entry| bid_id(entry).is_some()).nth(nth).expect("a bid");
        let record = archive.record(entry.seq).expect("a record").expect("a record");
        let head = Head { size: archive.size(), root: archive.head(archive.size()).unwrap().root };
        let Checkpoint { signature, .. } = signer(7).checkpoint(head, None);
        let text = |part: &[u8]| String::from_utf8(part.to_vec()).expect("text");
        Receipt {
            origin: ORIGIN.to_owned(),
            session,
            seq: entry.seq,
            at: entry.at,
            bid_id: bid_id(entry).expect("a bid"),
            verdict: verdict(&entry.outcome),
            leaf: record.leaf(),
            size: head.size,
            root: head.root,
            signature,
            proof: Some(archive.inclusion(entry.seq, head.size).expect("a proof")),
            public: Some(text(record.public_part())),
            secret: record.secret_part().map(text),
        }
    }
}
