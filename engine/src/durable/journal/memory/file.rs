//! A file on the disk for tests: what a reader finds in it, what was synced, and what lies between.

use super::chance::Chance;

/// Bytes that reach a disk together or not at all.
const SECTOR_BYTES: usize = 512;
/// The same for a file that is never synced: a note of 32 bytes may be torn too.
const WORD_BYTES: usize = 8;

/// A file as it is in memory and on the disk.
#[derive(Debug, Clone)]
pub(super) struct File {
    /// What a reader finds, as long as the power stays.
    pub(super) seen: Vec<u8>,
    /// What a power cut leaves in any case.
    synced: Vec<u8>,
    /// What came since, in order. Of each any part may reach the disk by itself.
    pending: Vec<Change>,
    name: Name,
    /// What had the name before: until the name is durable, it may have it again.
    before: Option<Box<Self>>,
    /// Bytes that reach the disk together or not at all.
    grain: usize,
}

#[derive(Debug, Clone)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Cut { len: usize },
}

/// Whether the file is still there after a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Durable,
    Loose,
}

impl File {
    /// A file that has been on the disk for long.
    pub(super) fn old(bytes: &[u8]) -> Self {
        let mut file = Self::whole(bytes);
        file.name_is_durable();
        file
    }

    /// A file that was synced before it got its name: it is there whole, or not.
    pub(super) fn whole(bytes: &[u8]) -> Self {
        Self {
            seen: bytes.to_vec(),
            synced: bytes.to_vec(),
            pending: Vec::new(),
            name: Name::Loose,
            before: None,
            grain: SECTOR_BYTES,
        }
    }

    /// A file that was synced and then given the name of another: after a crash it is there whole,
    /// or the one before.
    pub(super) fn in_place_of(before: Option<Self>, bytes: &[u8]) -> Self {
        Self { before: before.map(Box::new), ..Self::whole(bytes) }
    }

    /// An empty file that is only ever overwritten, and never synced.
    pub(super) fn scrap() -> Self {
        Self { grain: WORD_BYTES, ..Self::whole(&[]) }
    }

    pub(super) fn name_is_durable(&mut self) {
        self.name = Name::Durable;
        self.before = None;
    }

    pub(super) fn write(&mut self, offset: usize, bytes: &[u8]) {
        put(&mut self.seen, offset, bytes);
        self.pending.push(Change::Write { offset, bytes: bytes.to_vec() });
    }

    pub(super) fn cut(&mut self, len: usize) {
        self.seen.truncate(len);
        self.pending.push(Change::Cut { len });
    }

    pub(super) fn sync(&mut self) {
        for change in self.pending.drain(..) {
            change.apply(&mut self.synced);
        }
    }

    /// A sync that failed: some of what was written is on the disk, and the rest never will be,
    /// although it is still read and the next sync says that all is well (Linux marks pages clean
    /// whose writing failed). What changes the length is in the file system's own journal: it stays
    /// pending.
    pub(super) fn sync_in_vain(&mut self, chance: &mut Chance) {
        for change in &self.pending {
            change.apply_some(&mut self.synced, self.grain, chance);
        }
        self.pending.retain(|change| matches!(change, Change::Cut { .. }));
    }

    /// Bytes that were written and not synced.
    pub(super) fn pending_bytes(&self) -> usize {
        let bytes = |change: &Change| match change {
            Change::Write { bytes, .. } => bytes.len(),
            Change::Cut { .. } => 0,
        };
        self.pending.iter().map(bytes).sum()
    }

    /// What a power cut leaves, if of each write it leaves what `part` takes.
    pub(super) fn left_by(&self, part: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let mut left = self.synced.clone();
        for change in &self.pending {
            match change {
                Change::Write { offset, bytes } => put(&mut left, *offset, &part(bytes)),
                Change::Cut { len } => left.truncate(*len),
            }
        }
        left
    }

    /// What a power cut leaves by chance: any part of each change, each by itself. The length may
    /// have reached the disk before the bytes did: then zeros stand there.
    pub(super) fn left_by_chance(&self, chance: &mut Chance) -> Option<Vec<u8>> {
        if self.name == Name::Loose && chance.once_in(2) {
            return self.before.as_ref()?.left_by_chance(chance);
        }
        let mut left = self.synced.clone();
        let reached =
            if chance.once_in(3) { chance.below(self.pending.len() + 1) } else { usize::MAX };
        for change in self.pending.iter().take(reached) {
            change.apply_some(&mut left, self.grain, chance);
        }
        if chance.once_in(2) {
            left.resize(left.len().max(self.seen.len()), 0);
        }
        Some(left)
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write { offset, bytes: written } => put(bytes, *offset, written),
            Self::Cut { len } => bytes.truncate(*len),
        }
    }

    /// Lets some of the change happen: of a write any of its sectors, of a cut all or nothing.
    fn apply_some(&self, bytes: &mut Vec<u8>, grain: usize, chance: &mut Chance) {
        let Self::Write { offset, bytes: written } = self else {
            if chance.once_in(2) {
                self.apply(bytes);
            }
            return;
        };
        let sectors = sectors(*offset, written, grain);
        let turn = chance.below(sectors.len() + 1);
        let how = chance.below(6);
        for (index, (offset, sector)) in sectors.into_iter().enumerate() {
            let is_kept = match how {
                0 => true,
                1 => index < turn,
                2 => turn <= index,
                3 => index != turn,
                _ => chance.once_in(2),
            };
            if is_kept {
                put(bytes, offset, sector);
            }
        }
    }
}

/// The parts of a write that lie in one sector of the file each.
fn sectors(offset: usize, mut bytes: &[u8], grain: usize) -> Vec<(usize, &[u8])> {
    let (mut sectors, mut offset) = (Vec::new(), offset);
    while !bytes.is_empty() {
        let len = (grain - offset % grain).min(bytes.len());
        let (sector, rest) = bytes.split_at(len);
        sectors.push((offset, sector));
        (offset, bytes) = (offset + len, rest);
    }
    sectors
}

fn put(file: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    file.resize(file.len().max(offset + bytes.len()), 0);
    file[offset..offset + bytes.len()].copy_from_slice(bytes);
}
