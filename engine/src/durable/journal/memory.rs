//! A disk for tests and simulations: it keeps what was synced and any part of the rest, and fails
//! when it is told to.

mod chance;
mod file;
#[cfg(test)]
mod history;
mod mistake;
#[cfg(test)]
mod sale;
mod shelf;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::rc::Rc;

use gavel_proto::Seq;

use super::acknowledged::NOTE_BYTES;
use super::direct::BLOCK_BYTES;
use super::storage::{Storage, StorageError};

pub use chance::Chance;
use file::File;
#[cfg(test)]
pub(in crate::durable) use history::{history, session, tools, tools_with};
pub use mistake::Mistake;
#[cfg(test)]
pub(in crate::durable) use sale::{OPENING, asked};

/// A disk that outlives the journal on it, and the process that writes there.
#[derive(Debug, Clone, Default)]
pub struct MemoryStorage(Rc<RefCell<Machine>>);

#[derive(Debug, Default)]
struct Machine {
    files: BTreeMap<Name, File>,
    /// Bytes by which a segment is filled with zeros ahead of its records; 0 for not at all.
    fill: usize,
    /// Creations, writes, syncs, cuts and notes so far.
    calls: usize,
    stop: Option<Stop>,
    mistake: Option<Mistake>,
    /// The segment whose sync was answered and is not done yet.
    owed: Option<Seq>,
    meanwhile: Option<Meanwhile>,
}

/// What happens while a segment is synced: time passes.
#[derive(Clone)]
struct Meanwhile(Rc<dyn Fn()>);

impl fmt::Debug for Meanwhile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Meanwhile")
    }
}

/// The files in a journal's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// A segment, by its first sequence.
    Segment(Seq),
    /// What was acknowledged.
    Note,
    /// The snapshot.
    Snapshot,
    /// The table of verdicts that belongs to it.
    Table,
}

/// What whoever reads it finds on a disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Disk(pub BTreeMap<Name, Vec<u8>>);

/// The call that fails, and is the last: nobody may ask the disk for anything behind it. To the
/// process it is the same whether the disk failed, or the process or the power did.
#[derive(Debug, Clone)]
pub struct Stop {
    /// Counted from 1.
    pub call: usize,
    /// How much of it is done.
    pub done: Done,
    /// Decides how much is done of a call that is done in part.
    pub chance: Chance,
}

/// How much of a call was done before it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Nothing.
    Nothing,
    /// Some of the bytes written; of a sync, some of them on the disk and the rest lost.
    Part,
    /// Everything, and it says otherwise.
    All,
}

/// What a power cut leaves of the bytes that were written and not synced.
#[derive(Debug, Clone, Copy)]
pub enum Left {
    /// This many, from the beginning.
    First(usize),
    /// All but this many at the beginning, where zeros stand: blocks reach a disk in any order.
    AllBut(usize),
}

impl Disk {
    /// The bytes of this segment.
    ///
    /// # Panics
    /// If there is none.
    pub fn segment(&mut self, first: Seq) -> &mut Vec<u8> {
        self.0.get_mut(&Name::Segment(first)).expect("no such segment")
    }

    /// The segments there are, rising.
    #[must_use]
    pub fn segments(&self) -> Vec<Seq> {
        self.0.keys().filter_map(|name| name.segment()).collect()
    }

    /// The same disk without its note.
    #[must_use]
    pub fn without_note(mut self) -> Self {
        self.0.remove(&Name::Note);
        self
    }
}

impl Name {
    const fn segment(self) -> Option<Seq> {
        match self {
            Self::Segment(first) => Some(first),
            Self::Note | Self::Snapshot | Self::Table => None,
        }
    }
}

impl MemoryStorage {
    /// What is on this disk has been there for long, and nothing is wrong with it.
    #[must_use]
    pub fn of(disk: &Disk) -> Self {
        let storage = Self::default();
        let files = disk.0.iter().map(|(name, bytes)| (*name, File::old(bytes)));
        storage.0.borrow_mut().files = files.collect();
        storage
    }

    /// Fills segments ahead with zeros, by so many bytes.
    #[must_use]
    pub fn filling(self, fill: usize) -> Self {
        self.0.borrow_mut().fill = fill;
        self
    }

    /// While a segment is synced, this happens.
    #[must_use]
    pub fn meanwhile(self, happens: Rc<dyn Fn()>) -> Self {
        self.0.borrow_mut().meanwhile = Some(Meanwhile(happens));
        self
    }

    /// A new process begins, on what the one before it left in memory and on the disk.
    #[must_use]
    pub fn until(self, stop: Option<Stop>) -> Self {
        {
            let mut machine = self.0.borrow_mut();
            machine.calls = 0;
            machine.stop = stop;
        }
        self
    }

    /// Whether the call that was to fail has failed.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        let machine = self.0.borrow();
        machine.stop.as_ref().is_some_and(|stop| stop.call <= machine.calls)
    }

    /// Whoever writes here makes this mistake.
    #[must_use]
    pub fn making(self, mistake: Option<Mistake>) -> Self {
        self.0.borrow_mut().mistake = mistake;
        self
    }

    /// Does something of which a call fails, and the process goes on all the same.
    pub fn interrupted<T>(&self, stop: Stop, work: impl FnOnce() -> T) -> T {
        let swap = |calls, stop| {
            let mut machine = self.0.borrow_mut();
            let calls = std::mem::replace(&mut machine.calls, calls);
            (calls, std::mem::replace(&mut machine.stop, stop))
        };
        let (calls, later) = swap(0, Some(stop));
        let done = work();
        swap(calls, later);
        done
    }

    /// What is read here, as long as the power stays.
    #[must_use]
    pub fn disk(&self) -> Disk {
        let machine = self.0.borrow();
        Disk(machine.files.iter().map(|(name, file)| (*name, file.seen.clone())).collect())
    }

    /// Changes what is read, behind everybody's back.
    ///
    /// # Panics
    /// If there is no such file.
    pub fn edit(&self, name: Name, change: impl FnOnce(&mut Vec<u8>)) {
        change(&mut named(&mut self.0.borrow_mut().files, name).seen);
    }

    /// Bytes that were written to segments and not synced.
    #[must_use]
    pub fn pending_bytes(&self) -> usize {
        let machine = self.0.borrow();
        let segments = machine.files.iter().filter(|(name, _)| name.segment().is_some());
        segments.map(|(_, file)| file.pending_bytes()).sum()
    }

    /// The disk after a power cut that left so much of every write.
    #[must_use]
    pub fn crash(&self, left: Left) -> Disk {
        let part = |bytes: &[u8]| match left {
            Left::First(kept) => bytes[..kept.min(bytes.len())].to_vec(),
            Left::AllBut(lost) => {
                let lost = lost.min(bytes.len());
                [&vec![0; lost], &bytes[lost..]].concat()
            }
        };
        let machine = self.0.borrow();
        let left = machine.files.iter().map(|(name, file)| match name {
            Name::Segment(_) => (*name, file.left_by(part)),
            Name::Note | Name::Snapshot | Name::Table => (*name, file.seen.clone()),
        });
        Disk(left.collect())
    }

    /// The disk after a power cut, as it may be by chance.
    pub fn power_cut(&self, chance: &mut Chance) -> Disk {
        let machine = self.0.borrow();
        let left = machine.files.iter();
        Disk(left.filter_map(|(name, file)| Some((*name, file.left_by_chance(chance)?))).collect())
    }

    /// One call: `all` of it, or a `part`, or nothing.
    fn call(
        &self,
        all: impl FnOnce(&mut BTreeMap<Name, File>),
        part: impl FnOnce(&mut BTreeMap<Name, File>, &mut Chance),
    ) -> Result<(), StorageError> {
        let Machine { files, calls, stop, .. } = &mut *self.0.borrow_mut();
        *calls += 1;
        let Some(stop) = stop.as_mut().filter(|stop| stop.call <= *calls) else {
            all(files);
            return Ok(());
        };
        assert_eq!(*calls, stop.call, "the disk was asked for more after a call had failed");
        match stop.done {
            Done::Nothing => {}
            Done::Part => part(files, &mut stop.chance),
            Done::All => all(files),
        }
        Err(StorageError { path: "memory".into(), source: io::Error::other("told to fail") })
    }

    /// Bytes up to which a segment is filled when a record ends at `end`.
    fn filled(&self, end: usize) -> usize {
        end.next_multiple_of(self.0.borrow().fill.max(1))
    }
}

impl Storage for MemoryStorage {
    fn segments(&mut self) -> Result<Vec<Seq>, StorageError> {
        Ok(self.0.borrow().files.keys().filter_map(|name| name.segment()).collect())
    }

    fn read(&mut self, segment: Seq, offset: u64, into: &mut [u8]) -> Result<usize, StorageError> {
        let machine = self.0.borrow();
        let bytes = &machine.files[&Name::Segment(segment)].seen;
        let rest = bytes.get(usize_of(offset)..).unwrap_or_default();
        let len = rest.len().min(into.len());
        into[..len].copy_from_slice(&rest[..len]);
        Ok(len)
    }

    fn create(&mut self, segment: Seq, bytes: &[u8]) -> Result<(), StorageError> {
        let name = Name::Segment(segment);
        if self.makes(Mistake::LeavesTheFolderUnsynced) {
            return self.call(|files| drop(files.insert(name, File::whole(bytes))), |_, _| ());
        }
        let all = |files: &mut BTreeMap<_, _>| drop(files.insert(name, File::old(bytes)));
        let part = |files: &mut BTreeMap<_, _>, _: &mut _| {
            files.insert(name, File::whole(bytes));
        };
        self.call(all, part)
    }

    fn write(&mut self, segment: Seq, offset: u64, bytes: &[u8]) -> Result<(), StorageError> {
        let (name, offset) = (Name::Segment(segment), usize_of(offset));
        let (end, filled) = (offset + bytes.len(), self.filled(offset + bytes.len()));
        self.sync_what_is_owed();
        if self.makes(Mistake::WritesNothingTwice) && self.shows(name, offset, bytes) {
            return Ok(());
        }
        let all = |files: &mut BTreeMap<Name, File>| {
            let file = named(files, name);
            let room = file.seen.len();
            if end <= room {
                let block = end.next_multiple_of(BLOCK_BYTES).min(room);
                file.write(offset, &[bytes, &vec![0; block - end]].concat());
            } else {
                file.write(offset, bytes);
                file.write(end, &vec![0; filled - end]);
            }
        };
        let part = |files: &mut BTreeMap<Name, File>, chance: &mut Chance| {
            let written = chance.below(bytes.len());
            named(files, name).write(offset, &bytes[..written]);
        };
        self.call(all, part)
    }

    fn sync(&mut self, segment: Seq) -> Result<(), StorageError> {
        let name = Name::Segment(segment);
        let all = |files: &mut BTreeMap<Name, File>| named(files, name).sync();
        let part = |files: &mut BTreeMap<Name, File>, chance: &mut Chance| {
            named(files, name).sync_in_vain(chance);
        };
        if self.makes(Mistake::LeavesSyncsOut) {
            return Ok(());
        }
        let meanwhile = self.0.borrow().meanwhile.clone();
        meanwhile.inspect(|meanwhile| (meanwhile.0)());
        if self.makes(Mistake::AnswersBeforeTheSync) {
            self.call(|_| (), |_, _| ())?;
            self.0.borrow_mut().owed = Some(segment);
            return Ok(());
        }
        let synced = self.call(all, part);
        if self.makes(Mistake::BelievesASecondSync) && synced.is_err() {
            self.0.borrow_mut().stop = None;
            return self.sync(segment);
        }
        synced
    }

    fn sync_folder(&mut self) -> Result<(), StorageError> {
        if self.makes(Mistake::LeavesTheFolderUnsynced) {
            return Ok(());
        }
        let all = |files: &mut BTreeMap<_, File>| {
            files.values_mut().for_each(File::name_is_durable);
        };
        self.call(all, |_, _| ())
    }

    fn truncate(&mut self, segment: Seq, offset: u64) -> Result<(), StorageError> {
        let name = Name::Segment(segment);
        let all = |files: &mut BTreeMap<Name, File>| {
            named(files, name).cut(usize_of(offset));
        };
        self.call(all, |_, _| ())
    }

    fn note(&mut self, bytes: &[u8; NOTE_BYTES]) -> Result<(), StorageError> {
        let write = |files: &mut BTreeMap<Name, File>, len: usize| {
            files.entry(Name::Note).or_insert_with(File::scrap).write(0, &bytes[..len]);
        };
        self.call(
            |files| write(files, NOTE_BYTES),
            |files, chance| write(files, chance.below(NOTE_BYTES)),
        )
    }

    fn read_note(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(self.0.borrow().files.get(&Name::Note).map(|note| note.seen.clone()))
    }
}

fn named(files: &mut BTreeMap<Name, File>, name: Name) -> &mut File {
    files.get_mut(&name).expect("a file that was made")
}

fn usize_of(offset: u64) -> usize {
    usize::try_from(offset).expect("an offset in memory")
}
