//! What a journal would be without its tree: the same records in the same batches, with salts,
//! checksums, the note and blocks that are filled ahead, but no leaves and no signed heads.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

use gavel_engine::pure::Entry;

use super::record::{PREFIX_BYTES, SALT_BYTES, write_record};

/// Bytes by which the file is filled with zeros ahead, as a segment is.
const FILL_BYTES: u64 = 1_024 * 1_024;

/// A file of records.
pub(crate) struct ByHand {
    file: File,
    note: File,
    random: File,
    end: u64,
    filled: u64,
    buffer: Vec<u8>,
}

impl ByHand {
    pub(crate) fn create(folder: &Path) -> io::Result<Self> {
        fs::create_dir(folder)?;
        Ok(Self {
            file: File::create(folder.join("records"))?,
            note: File::create(folder.join("note"))?,
            random: File::open("/dev/urandom")?,
            end: 0,
            filled: 0,
            buffer: Vec::new(),
        })
    }

    /// Makes a batch durable, and says how many bytes its parts have.
    pub(crate) fn append(&mut self, batch: &[Entry]) -> io::Result<usize> {
        let mut salts = vec![0; SALT_BYTES * batch.len()];
        self.random.read_exact(&mut salts)?;
        self.buffer.clear();
        for (entry, salt) in batch.iter().zip(salts.chunks(SALT_BYTES)) {
            write_record(&mut self.buffer, entry, salt)?;
        }
        self.file.write_all_at(&self.buffer, self.end)?;
        self.end += self.buffer.len() as u64;
        if self.filled < self.end {
            self.filled = self.end.next_multiple_of(FILL_BYTES);
            let zeros = usize::try_from(self.filled - self.end).unwrap_or(0);
            self.file.write_all_at(&vec![0; zeros], self.end)?;
        }
        self.file.sync_data()?;
        self.note.write_all_at(&self.buffer[..PREFIX_BYTES * 2], 0)?;
        Ok(self.buffer.len() - PREFIX_BYTES * batch.len())
    }
}
