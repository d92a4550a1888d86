//! A disk for tests: it keeps what was synced and as much of the rest as the test says, and fails
//! when it is told to.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

use ed25519_dalek::SigningKey;
use gavel_proto::{Seq, SessionId};

use super::Tools;
use super::acknowledged::NOTE_BYTES;
use super::salt::Salts;
use super::storage::{Storage, StorageError};
use crate::durable::checkpoint::Signer;
use crate::durable::notary::Signers;
use crate::pure::entry::Entry;

/// A disk that outlives the journal on it.
#[derive(Debug, Clone, Default)]
pub(in crate::durable) struct MemoryStorage(Rc<RefCell<Disk>>);

#[derive(Debug, Clone, Default)]
pub(in crate::durable) struct Disk {
    pub(in crate::durable) segments: BTreeMap<Seq, Vec<u8>>,
    pub(in crate::durable) note: Option<Vec<u8>>,
    synced: BTreeMap<Seq, Vec<u8>>,
    pending: Vec<(Seq, u64, Vec<u8>)>,
    calls: usize,
    fails_at: Option<usize>,
}

/// What a crash left of the bytes that were written and not synced.
#[derive(Debug, Clone, Copy)]
pub(in crate::durable) enum Left {
    /// This many, from the beginning.
    First(usize),
    /// All but this many at the beginning, where zeros stand: blocks reach a disk in any order.
    AllBut(usize),
}

impl MemoryStorage {
    /// A disk on which the n-th write, sync, creation or note fails, counted from 1.
    pub(in crate::durable) fn failing_at(call: usize) -> Self {
        let storage = Self::default();
        storage.0.borrow_mut().fails_at = Some(call);
        storage
    }

    pub(in crate::durable) fn from_disk(disk: Disk) -> Self {
        Self(Rc::new(RefCell::new(disk)))
    }

    /// What is on the disk now, with nothing wrong with it.
    pub(in crate::durable) fn disk(&self) -> Disk {
        Disk { fails_at: None, ..self.0.borrow().clone() }
    }

    /// Bytes that were written and not synced.
    pub(in crate::durable) fn pending_bytes(&self) -> usize {
        let disk = self.0.borrow();
        disk.pending.iter().map(|(_, _, bytes)| bytes.len()).sum()
    }

    /// The disk after the power went.
    pub(in crate::durable) fn crash(&self, left: Left) -> Disk {
        let disk = self.0.borrow();
        let mut segments = disk.synced.clone();
        for (segment, offset, bytes) in &disk.pending {
            let mut bytes = bytes.clone();
            match left {
                Left::First(kept) => bytes.truncate(kept),
                Left::AllBut(lost) => {
                    let lost = lost.min(bytes.len());
                    bytes[..lost].fill(0);
                }
            }
            put(segments.entry(*segment).or_default(), *offset, &bytes);
        }
        Disk { segments, note: disk.note.clone(), ..Disk::default() }
    }

    fn call(&self) -> Result<(), StorageError> {
        let mut disk = self.0.borrow_mut();
        disk.calls += 1;
        if disk.fails_at == Some(disk.calls) {
            return Err(StorageError {
                path: "memory".into(),
                source: io::Error::other("told to fail"),
            });
        }
        Ok(())
    }
}

impl Storage for MemoryStorage {
    fn segments(&mut self) -> Result<Vec<Seq>, StorageError> {
        Ok(self.0.borrow().segments.keys().copied().collect())
    }

    fn read(&mut self, segment: Seq, offset: u64, into: &mut [u8]) -> Result<usize, StorageError> {
        let disk = self.0.borrow();
        let bytes = &disk.segments[&segment];
        let rest = bytes.get(usize_of(offset)..).unwrap_or_default();
        let len = rest.len().min(into.len());
        into[..len].copy_from_slice(&rest[..len]);
        Ok(len)
    }

    fn create(&mut self, segment: Seq, bytes: &[u8]) -> Result<(), StorageError> {
        self.call()?;
        let mut disk = self.0.borrow_mut();
        disk.segments.insert(segment, bytes.to_vec());
        disk.synced.insert(segment, bytes.to_vec());
        Ok(())
    }

    fn write(&mut self, segment: Seq, offset: u64, bytes: &[u8]) -> Result<(), StorageError> {
        {
            let mut disk = self.0.borrow_mut();
            put(disk.segments.entry(segment).or_default(), offset, bytes);
            disk.pending.push((segment, offset, bytes.to_vec()));
        }
        self.call()
    }

    fn sync(&mut self, _segment: Seq) -> Result<(), StorageError> {
        self.call()?;
        let mut disk = self.0.borrow_mut();
        disk.pending.clear();
        disk.synced = disk.segments.clone();
        Ok(())
    }

    fn truncate(&mut self, segment: Seq, offset: u64) -> Result<(), StorageError> {
        self.call()?;
        let mut disk = self.0.borrow_mut();
        disk.segments.entry(segment).or_default().truncate(usize_of(offset));
        Ok(())
    }

    fn note(&mut self, bytes: &[u8; NOTE_BYTES]) -> Result<(), StorageError> {
        self.call()?;
        self.0.borrow_mut().note = Some(bytes.to_vec());
        Ok(())
    }

    fn read_note(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(self.0.borrow().note.clone())
    }
}

fn put(segment: &mut Vec<u8>, offset: u64, bytes: &[u8]) {
    let offset = usize_of(offset);
    segment.resize(segment.len().max(offset + bytes.len()), 0);
    segment[offset..offset + bytes.len()].copy_from_slice(bytes);
}

fn usize_of(offset: u64) -> usize {
    usize::try_from(offset).unwrap()
}

/// A key and salts that are the same in every test.
pub(in crate::durable) fn tools() -> Tools {
    let key = Signer::new("example.com/demo", SigningKey::from_bytes(&[7; 32])).unwrap();
    Tools { signers: Signers { key, leaving: None }, salts: Salts::from_seed(7) }
}

/// The session whose history this is.
pub(in crate::durable) fn session() -> SessionId {
    "demo".parse().unwrap()
}

/// The first `len` entries of a session: it begins, then bids are taken and refused, then a tick.
pub(in crate::durable) fn history(len: u64) -> Vec<Entry> {
    let bid = r#"{"bid":{"lot":1,"bid_id":"019ab2c4-0000-7000-8000-000000000001","amount":"130"}}"#;
    let bidder = r#"{"role":"bidder","paddle":7}"#;
    let clock = r#"{"role":"clock"}"#;
    let entry = |seq: u64| {
        let (by, command, outcome) = match seq % 3 {
            1 => (
                bidder,
                bid,
                r#"{"accepted":[{"deadline_moved":{"lot":1,"closes_at":"2026-11-23T09:00:00Z"}}]}"#,
            ),
            2 => (bidder, bid, r#"{"refused":{"below_asking":{"asking":"140"}}}"#),
            _ => (clock, r#"{"tick":{}}"#, r#"{"accepted":[]}"#),
        };
        let json = format!(
            r#"{{"seq":{seq},"at":"2026-11-23T09:00:00.000000Z","by":{by},"command":{command},"outcome":{outcome}}}"#
        );
        serde_json::from_str(&json).unwrap()
    };
    (1..=len).map(entry).collect()
}
