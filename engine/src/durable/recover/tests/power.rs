//! Journals that live through power cuts, kills and failing disks, one after another: at any call,
//! with any part of what was not synced.
//!
//! `GAVEL_SEED=<seed>` holds one of the lives alone.

use std::collections::HashSet;
use std::ops::Range;

use super::{Recovered, SOME_SEGMENTS};
use crate::durable::journal::Journal;
use crate::durable::journal::error::JournalError;
use crate::durable::journal::memory::{
    Chance, Disk, Done, MemoryStorage, Stop, history, session, tools_with,
};
use crate::durable::journal::written::Place;
use crate::durable::{Head, Located, Piece, Reader};
use crate::pure::entry::Entry;
use gavel_proto::{Hash, Timestamp};

/// Journals in one run.
const SEEDS: Range<u64> = 0..2_600;
/// Processes that work on one journal, each until the disk, the process or the power fails.
const PROCESSES: u64 = 5;
/// Batches that a process writes if nothing fails.
const BATCHES: usize = 6;
const ENTRIES_PER_BATCH: usize = 6;
/// Power cuts that are looked at for each failure: as many disks, of which some may be the same.
const CUTS: usize = 128;
/// Bytes of a segment that is never full.
const ONE_SEGMENT: u64 = u64::MAX;
/// States that all of them together come to at least.
const STATES: usize = 200_000;

/// What the outside world knows of one journal.
struct Life {
    chance: Chance,
    segment_bytes: u64,
    /// Bytes by which segments are filled ahead.
    fill: usize,
    /// Entries that somebody was answered from or that were read again, by leaf and place.
    durable: Vec<(Hash, Place)>,
    /// Every head that was acknowledged.
    heads: Vec<Head>,
    /// Entries of the batch that was being written: nobody heard of them.
    in_flight: Vec<Entry>,
    /// Makes every entry unlike every other, also one that was lost.
    stamp: i64,
    states: usize,
}

#[test]
#[expect(clippy::disallowed_methods, reason = "one seed can be asked for, and nothing else")]
fn nothing_acknowledged_is_lost_and_nothing_appears_whenever_the_power_fails() {
    if let Ok(seed) = std::env::var("GAVEL_SEED") {
        live(seed.parse().expect("GAVEL_SEED is a number"));
        return;
    }
    let middle = SEEDS.end / 2;
    let states: usize = std::thread::scope(|scope| {
        let halves = [SEEDS.start..middle, middle..SEEDS.end];
        let halves = halves.map(|seeds| scope.spawn(move || seeds.map(live).sum::<usize>()));
        halves.into_iter().map(|half| half.join().expect("a seed above failed")).sum()
    });
    println!("{states} states of {} journals", SEEDS.end);
    assert!(STATES <= states, "only {states} different states");
}

/// The life of one journal; says in how many different states it was looked at.
fn live(seed: u64) -> usize {
    let repeat = Repeat(seed);
    let mut chance = Chance::from_seed(seed);
    let mut life = Life {
        segment_bytes: [ONE_SEGMENT, SOME_SEGMENTS, SOME_SEGMENTS, 1][chance.below(4)],
        fill: [0, 2_048][chance.below(2)],
        chance,
        durable: Vec::new(),
        heads: Vec::new(),
        in_flight: Vec::new(),
        stamp: 0,
        states: 0,
    };
    let mut storage = MemoryStorage::default();
    for _ in 0..PROCESSES {
        let stop = life.stop();
        storage = storage.filling(life.fill).until(Some(stop));
        life.process(&storage);
        let cut = life.look_at_power_cuts(&storage);
        // The process is started again, or the power fails first.
        if !life.chance.once_in(3) {
            storage = MemoryStorage::of(&cut);
        }
    }
    life.check(&storage.until(None));
    drop(repeat);
    life.states
}

impl Life {
    /// Something fails soon: often within the recovery.
    fn stop(&mut self) -> Stop {
        let call = 1 + self.chance.below([6, 24][self.chance.clone().below(2)]);
        let done = [Done::Nothing, Done::Part, Done::All][self.chance.below(3)];
        Stop { call, done, chance: Chance::from_seed(self.chance.next()) }
    }

    /// One process, from its start to its end.
    fn process(&mut self, storage: &MemoryStorage) {
        let mut found = Vec::new();
        let each = |entry: Entry, located: Located| {
            found.push((entry, located.leaf, located.place));
        };
        let recovered = Recovered::whole(storage.clone(), session(), self.segment_bytes, each);
        let Some(recovered) = told_to_fail(recovered) else { return };
        self.take_up(&found);
        let tools = tools_with(self.chance.next());
        let Some(mut journal) = told_to_fail(recovered.resume(tools)) else { return };
        assert_eq!(journal.durable(), self.durable.len() as u64);
        for _ in 0..BATCHES {
            if self.step(&mut journal).is_none() {
                let refused = journal.append(&self.next_entries(&journal));
                assert!(matches!(refused, Err(JournalError::Poisoned { .. })));
                return;
            }
        }
    }

    /// A batch, and sometimes a seal behind it; `None` if something failed.
    fn step(&mut self, journal: &mut Journal<MemoryStorage>) -> Option<()> {
        self.in_flight = self.next_entries(journal);
        let written = told_to_fail(journal.append(&self.in_flight))?;
        self.in_flight.clear();
        self.durable.extend(written.entries().map(|entry| (entry.leaf, entry.place)));
        self.heads.push(written.checkpoint().head);
        assert_eq!(journal.head(), written.checkpoint().head);
        if self.chance.once_in(3) {
            told_to_fail(journal.seal())?;
        }
        Some(())
    }

    fn next_entries(&mut self, journal: &Journal<MemoryStorage>) -> Vec<Entry> {
        let first = usize::try_from(journal.durable()).unwrap();
        let last = first + 1 + self.chance.below(ENTRIES_PER_BATCH);
        let mut entries = history(last as u64).split_off(first);
        for entry in &mut entries {
            self.stamp += 1;
            entry.at = Timestamp::from_micros(self.stamp);
        }
        entries
    }

    /// What a recovery found is durable from now on, and what it did not find is never to appear.
    fn take_up(&mut self, found: &[(Entry, Hash, Place)]) {
        let known = self.durable.len();
        let unheard: Vec<&Entry> = found.iter().skip(known).map(|(entry, ..)| entry).collect();
        self.expect(unheard);
        self.durable.extend(found.iter().skip(known).map(|(_, leaf, place)| (*leaf, *place)));
        self.in_flight.clear();
    }

    /// Behind what was durable stands all of the batch in flight, or nothing.
    fn expect<'a>(&self, unheard: impl IntoIterator<Item = &'a Entry>) {
        let unheard: Vec<&Entry> = unheard.into_iter().collect();
        let is_whole = unheard.len() == self.in_flight.len()
            && unheard.iter().zip(&self.in_flight).all(|(found, written)| *found == written);
        assert!(unheard.is_empty() || is_whole, "never appended: {unheard:?}");
    }

    /// Looks at the disk after many a power cut; one of them.
    fn look_at_power_cuts(&mut self, storage: &MemoryStorage) -> Disk {
        let mut seen = HashSet::new();
        let mut last = Disk::default();
        for _ in 0..CUTS {
            let disk = storage.power_cut(&mut self.chance);
            if !seen.insert(disk.clone()) {
                continue;
            }
            let storage = MemoryStorage::of(&disk);
            self.check(&storage);
            if self.chance.once_in(8) {
                let recovered = Recovered::whole(storage.clone(), session(), 1, |_, _| ()).unwrap();
                drop(recovered);
                assert_eq!(self.check(&storage), None, "a torn tail was left behind");
            }
            last = disk;
        }
        self.states += seen.len();
        last
    }

    /// Reads the whole journal, which must be what the outside world knows, and at most the batch
    /// in flight behind it. Says what torn tail there is.
    fn check(&self, storage: &MemoryStorage) -> Option<crate::durable::Damage> {
        let mut reader = Reader::over(storage.clone(), session()).unwrap();
        let (mut unheard, mut seq) = (Vec::new(), 0);
        let mut heads = self.heads.iter().peekable();
        while let Some(piece) = reader.piece() {
            let record = match piece.unwrap_or_else(|error| panic!("{error}")) {
                Piece::Head(_) => continue,
                Piece::Record(record) => record,
            };
            match self.durable.get(seq) {
                Some(known) => assert_eq!((record.leaf(), record.place), *known),
                None => unheard.push(record.into_entry().unwrap().unwrap()),
            }
            seq += 1;
            if let Some(head) = heads.next_if(|head| head.size == seq as u64) {
                assert_eq!(reader.head(), *head);
            }
        }
        assert!(self.durable.len() <= seq, "lost from sequence {} on", seq + 1);
        assert_eq!(heads.next(), None, "a head of more entries than there are");
        self.expect(&unheard);
        reader.torn().cloned()
    }
}

/// What was done; `None` if it failed as it was told to.
fn told_to_fail<T>(done: Result<T, JournalError>) -> Option<T> {
    match done {
        Ok(done) => Some(done),
        Err(JournalError::Storage(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

/// Prints how to repeat a life that went wrong.
struct Repeat(u64);

impl Drop for Repeat {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("repeat it: GAVEL_SEED={} cargo test -p gavel-engine --lib power", self.0);
        }
    }
}
