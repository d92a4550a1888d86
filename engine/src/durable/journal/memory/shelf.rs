//! The shelf on the disk for tests: a snapshot that is put under its name whole, and a table that
//! is written and synced.

use std::collections::BTreeMap;

use super::chance::Chance;
use super::file::File;
use super::{MemoryStorage, Name, named, usize_of};
use crate::durable::journal::storage::StorageError;
use crate::durable::snapshot::shelf::Shelf;

impl Shelf for MemoryStorage {
    fn snapshot(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(self.0.borrow().files.get(&Name::Snapshot).map(|file| file.seen.clone()))
    }

    /// Of a call that is done in part, the name is given and the folder not synced.
    fn put_snapshot(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        let rename = |files: &mut BTreeMap<Name, File>| {
            let before = files.remove(&Name::Snapshot);
            files.insert(Name::Snapshot, File::in_place_of(before, bytes));
        };
        let all = |files: &mut BTreeMap<Name, File>| {
            rename(files);
            files.values_mut().for_each(File::name_is_durable);
        };
        self.call(all, |files, _| rename(files))
    }

    fn table(&mut self, bytes: u64) -> Result<Vec<u8>, StorageError> {
        let machine = self.0.borrow();
        let table = machine.files.get(&Name::Table).map_or(&[][..], |file| &file.seen);
        let len = table.len().min(usize::try_from(bytes).unwrap_or(usize::MAX));
        Ok(table[..len].to_vec())
    }

    fn extend_table(&mut self, offset: u64, bytes: &[u8]) -> Result<(), StorageError> {
        let write = |files: &mut BTreeMap<Name, File>, len: usize| {
            let table = files.entry(Name::Table).or_insert_with(|| File::whole(&[]));
            table.write(usize_of(offset), &bytes[..len]);
        };
        self.call(
            |files| write(files, bytes.len()),
            |files, chance| write(files, chance.below(bytes.len() + 1)),
        )?;
        let all = |files: &mut BTreeMap<Name, File>| named(files, Name::Table).sync();
        let part = |files: &mut BTreeMap<Name, File>, chance: &mut Chance| {
            named(files, Name::Table).sync_in_vain(chance);
        };
        self.call(all, part)
    }
}
