//! Journals that live through power cuts, kills and failing disks, one after another: at any call,
//! with any part of what was not synced. Snapshots are made on the way, and begun from.
//!
//! `GAVEL_SEED=<seed>` holds one of the lives alone.

mod mistakes;
mod restart;

use std::collections::HashSet;
use std::ops::Range;

use super::{Recovered, SOME_SEGMENTS};
use crate::durable::journal::Journal;
use crate::durable::journal::error::JournalError;
use crate::durable::journal::memory::{
    Chance, Disk, Done, MemoryStorage, Mistake, Name, OPENING, Stop, asked, history, session,
    tools_with,
};
use crate::durable::journal::written::Place;
use crate::durable::{Damage, Head, Located, Piece, Reader, Start};
use crate::pure::Session;
use crate::pure::entry::Entry;
use gavel_proto::{Hash, Seq, Timestamp};

/// Journals in one run.
const SEEDS: Range<u64> = 0..2_400;
/// Processes that work on one journal, each until the disk, the process or the power fails.
const PROCESSES: u64 = 5;
/// Batches that a process writes if nothing fails.
const BATCHES: usize = 6;
const ENTRIES_PER_BATCH: usize = 6;
/// Power cuts that are looked at for each failure: as many disks, of which some may be the same.
const CUTS: usize = 128;
/// Bytes of a segment that is never full.
const ONE_SEGMENT: u64 = u64::MAX;
/// States that all of them together come to at least, and how many of them have a snapshot, or one
/// that a restart begins from.
const STATES: Looked = Looked { states: 200_000, with_snapshot: 60_000, begun_from: 60_000 };

/// In how many different states a journal was looked at.
#[derive(Debug, Clone, Copy, Default)]
struct Looked {
    states: usize,
    with_snapshot: usize,
    begun_from: usize,
}

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
    /// The fold of what is durable, and of the batch in flight behind it.
    folded: Session,
    ahead: Session,
    /// Makes every entry unlike every other, also one that was lost.
    stamp: u64,
    looked: Looked,
}

#[test]
#[expect(clippy::disallowed_methods, reason = "one seed can be asked for, and nothing else")]
fn nothing_acknowledged_is_lost_and_nothing_appears_whenever_the_power_fails() {
    if let Ok(seed) = std::env::var("GAVEL_SEED") {
        live(seed.parse().expect("GAVEL_SEED is a number"), None);
        return;
    }
    let middle = SEEDS.end / 2;
    let looked = std::thread::scope(|scope| {
        let halves = [SEEDS.start..middle, middle..SEEDS.end];
        let live_all = |seeds: Range<u64>| {
            seeds.map(|seed| live(seed, None)).fold(Looked::default(), Looked::and)
        };
        let halves = halves.map(|seeds| scope.spawn(move || live_all(seeds)));
        let halves = halves.into_iter().map(|half| half.join().expect("a seed above failed"));
        halves.fold(Looked::default(), Looked::and)
    });
    println!("{looked:?} of {} journals", SEEDS.end);
    let is_enough = STATES.states <= looked.states
        && STATES.with_snapshot <= looked.with_snapshot
        && STATES.begun_from <= looked.begun_from;
    assert!(is_enough, "only {looked:?}");
}

impl Looked {
    fn and(self, other: Self) -> Self {
        Self {
            states: self.states + other.states,
            with_snapshot: self.with_snapshot + other.with_snapshot,
            begun_from: self.begun_from + other.begun_from,
        }
    }
}

/// The life of one journal, whose author may make a mistake; says in how many different states it
/// was looked at.
fn live(seed: u64, mistake: Option<Mistake>) -> Looked {
    let repeat = mistake.is_none().then_some(Repeat(seed));
    let mut chance = Chance::from_seed(seed);
    let mut life = Life {
        segment_bytes: [ONE_SEGMENT, SOME_SEGMENTS, SOME_SEGMENTS, 1][chance.below(4)],
        fill: [0, 2_048][chance.below(2)],
        chance,
        durable: Vec::new(),
        heads: Vec::new(),
        in_flight: Vec::new(),
        folded: Session::default(),
        ahead: Session::default(),
        stamp: 0,
        looked: Looked::default(),
    };
    let mut storage = MemoryStorage::default().making(mistake);
    if life.chance.once_in(2) {
        life.open_the_sale(&storage);
    }
    for _ in 0..PROCESSES {
        let stop = life.stop();
        storage = storage.filling(life.fill).until(Some(stop));
        life.process(&storage);
        if life.chance.once_in(4) {
            life.make_beside(&storage);
        }
        let cut = life.look_at_power_cuts(&storage);
        // The process is started again, or the power fails first.
        if !life.chance.once_in(3) {
            storage = MemoryStorage::of(&cut).making(mistake);
        }
    }
    life.check(&storage.until(None));
    drop(repeat);
    life.looked
}

impl Life {
    /// Something fails soon: often within the recovery.
    fn stop(&mut self) -> Stop {
        let call = 1 + self.chance.below([6, 24][self.chance.clone().below(2)]);
        let done = [Done::Nothing, Done::Part, Done::All][self.chance.below(3)];
        Stop { call, done, chance: Chance::from_seed(self.chance.next()) }
    }

    /// The sale is opened and nothing fails.
    fn open_the_sale(&mut self, storage: &MemoryStorage) {
        let recovered = Recovered::whole(storage.clone(), session(), 1, |_, _| ()).unwrap();
        let mut journal = recovered.resume(tools_with(self.chance.next())).unwrap();
        self.put_in_flight(OPENING);
        self.append(&mut journal).unwrap();
    }

    /// One process, from its start to its end.
    fn process(&mut self, storage: &MemoryStorage) {
        if self.chance.once_in(8) {
            self.segment_bytes = [ONE_SEGMENT, SOME_SEGMENTS, 1][self.chance.below(3)];
        }
        let Start { session: mut folded, head, .. } = self.start(storage);
        let mut found = Vec::new();
        let each = |entry: Entry, located: Located| {
            folded.apply(&entry);
            found.push((entry, located.leaf, located.place));
            Ok(())
        };
        let reader = Reader::behind(storage.clone(), session(), head).unwrap();
        let recovered = Recovered::read(reader, self.segment_bytes, each);
        let Some(recovered) = told_to_fail(recovered) else { return };
        self.take_up(head, &found);
        assert_eq!(folded.digest(), self.folded.digest());
        let tools = tools_with(self.chance.next());
        let Some(mut journal) = told_to_fail(recovered.resume(tools)) else { return };
        assert_eq!(journal.durable(), self.durable.len() as u64);
        for _ in 0..BATCHES {
            if self.step(&mut journal, storage).is_none() {
                return;
            }
        }
    }

    /// A batch, and sometimes a seal behind it and a snapshot beside it; `None` if something
    /// failed.
    fn step(
        &mut self,
        journal: &mut Journal<MemoryStorage>,
        storage: &MemoryStorage,
    ) -> Option<()> {
        let entries = 1 + self.chance.below(ENTRIES_PER_BATCH) as u64;
        self.put_in_flight(entries);
        let written = self.append(journal);
        let is_sealed = self.chance.once_in(3);
        let done = match written {
            Some(()) if is_sealed => told_to_fail(journal.seal()),
            Some(()) | None => written,
        };
        if done.is_none() {
            let refused = journal.append(&history(1));
            assert!(matches!(refused, Err(JournalError::Poisoned { .. })));
            return None;
        }
        if self.chance.once_in(2) { self.make(storage) } else { Some(()) }
    }

    /// Appends the batch in flight.
    fn append(&mut self, journal: &mut Journal<MemoryStorage>) -> Option<()> {
        let written = told_to_fail(journal.append(&self.in_flight))?;
        self.land();
        self.durable.extend(written.entries().map(|entry| (entry.leaf, entry.place)));
        self.heads.push(written.checkpoint().head);
        assert_eq!(journal.head(), written.checkpoint().head);
        Some(())
    }

    /// Decides so many entries. Those that are lost are never decided again.
    fn put_in_flight(&mut self, entries: u64) {
        self.sink();
        for _ in 0..entries {
            self.stamp += 1;
            let earlier = self.chance.below(8) as u64;
            let id = if earlier < 2 { self.stamp.saturating_sub(1 + earlier) } else { self.stamp };
            let (by, command) = asked(self.ahead.seq(), id);
            let at = Timestamp::from_micros(self.stamp.cast_signed());
            let entry = self.ahead.entry(at, by, command);
            self.ahead.apply(&entry);
            self.in_flight.push(entry);
        }
    }

    /// The batch in flight is durable.
    fn land(&mut self) {
        self.folded.clone_from(&self.ahead);
        self.in_flight.clear();
    }

    /// The batch in flight is lost.
    fn sink(&mut self) {
        self.ahead.clone_from(&self.folded);
        self.in_flight.clear();
    }

    /// What a recovery found behind this head is durable from now on, and what it did not find is
    /// never to appear.
    fn take_up(&mut self, start: Head, found: &[(Entry, Hash, Place)]) {
        let known = self.durable.len() - usize::try_from(start.size).unwrap();
        let unheard: Vec<&Entry> = found.iter().skip(known).map(|(entry, ..)| entry).collect();
        self.expect(unheard.iter().copied());
        if unheard.is_empty() {
            self.sink();
        }
        self.land();
        self.durable.extend(found.iter().skip(known).map(|(_, leaf, place)| (*leaf, *place)));
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
            self.looked.begun_from += usize::from(self.check(&storage).begun_from != 0);
            self.looked.with_snapshot += usize::from(disk.0.contains_key(&Name::Snapshot));
            if self.chance.once_in(8) {
                let recovered = Recovered::whole(storage.clone(), session(), 1, |_, _| ()).unwrap();
                drop(recovered);
                assert_eq!(self.check(&storage).torn, None, "a torn tail was left behind");
                self.make_surely(&storage);
                self.check(&storage);
            }
            last = disk;
        }
        self.looked.states += seen.len();
        last
    }

    /// Reads the whole journal, which must be what the outside world knows, and at most the batch
    /// in flight behind it. A restart from whatever snapshot is there comes to the same.
    fn check(&self, storage: &MemoryStorage) -> Checked {
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
        let folded = if unheard.is_empty() { &self.folded } else { &self.ahead };
        Checked {
            torn: reader.torn().cloned(),
            begun_from: self.restart(storage, folded, reader.head()),
        }
    }
}

/// What was seen where everything was as it must be.
struct Checked {
    torn: Option<Damage>,
    /// The last sequence of the snapshot that a restart began from; 0 without one.
    begun_from: Seq,
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
