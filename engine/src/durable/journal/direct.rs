//! The way of a record past the page cache: whole blocks, written where they stand on the disk.
//!
//! A write into the cache is copied there, its pages are marked, and the sync behind it looks for them,
//! writes them and waits. A write past it is on the disk when it returns, and the sync has only the
//! disk's own cache left to flush.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Bytes that are written together: a multiple of the blocks of common disks.
pub(in crate::durable) const BLOCK_BYTES: usize = 4_096;
/// The most that is written at once. What is longer goes through the cache.
const MOST_BYTES: usize = 256 * BLOCK_BYTES;

/// A segment, open past the page cache.
#[derive(Debug)]
pub(super) struct Direct {
    file: File,
    /// Room for [`MOST_BYTES`], from where memory begins a block.
    room: Vec<u8>,
    /// Where the last write ended, if it came this way: the room begins with its last block.
    end: Option<u64>,
}

impl Direct {
    /// The segment at this path; `None` where the file system has no such way.
    pub(super) fn open(path: &Path) -> Option<Self> {
        open(path).ok().map(Self::over)
    }

    fn over(file: File) -> Self {
        Self { file, room: vec![0; MOST_BYTES + BLOCK_BYTES], end: None }
    }

    /// Writes these bytes at `offset`, and zeros behind them to the end of their last block. What
    /// stands before them in their first block is written again as it is in the `cached` file.
    ///
    /// Says whether it did: not where the last block ends behind `filled`, the segment's end, and not
    /// where the system refuses blocks like these or stops on the way. They go through the cache then,
    /// all of them.
    ///
    /// # Errors
    /// The disk's.
    pub(super) fn write(
        &mut self,
        cached: &File,
        offset: u64,
        bytes: &[u8],
        filled: u64,
    ) -> io::Result<bool> {
        let before = bytes_before(offset);
        let begin = offset - before as u64;
        let end = before + bytes.len();
        let whole = end.next_multiple_of(BLOCK_BYTES);
        let last = self.end.take();
        if MOST_BYTES < whole || filled < begin + whole as u64 {
            return Ok(false);
        }
        let edge = self.room.as_ptr().align_offset(BLOCK_BYTES);
        let blocks = &mut self.room[edge..edge + whole];
        if last != Some(offset) {
            cached.read_exact_at(&mut blocks[..before], begin)?;
        }
        blocks[before..end].copy_from_slice(bytes);
        blocks[end..].fill(0);
        match self.file.write_at(blocks, begin) {
            Ok(written) if written < whole => return Ok(false),
            Ok(_) => {}
            Err(error) if is_no_fault(error.kind()) => return Ok(false),
            Err(error) => return Err(error),
        }
        blocks.copy_within(end / BLOCK_BYTES * BLOCK_BYTES..end, 0);
        self.end = Some(offset + bytes.len() as u64);
        Ok(true)
    }
}

/// How many bytes of its block stand before this offset.
pub(in crate::durable) fn bytes_before(offset: u64) -> usize {
    let before = usize::try_from(offset % BLOCK_BYTES as u64);
    before.expect("invariant: a block fits into memory")
}

/// Whether the disk is well and only this write was not wanted.
const fn is_no_fault(why: ErrorKind) -> bool {
    matches!(why, ErrorKind::Interrupted | ErrorKind::InvalidInput | ErrorKind::Unsupported)
}

#[cfg(target_os = "linux")]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options().write(true).custom_flags(libc::O_DIRECT).open(path)
}

#[cfg(not(target_os = "linux"))]
fn open(_: &Path) -> io::Result<File> {
    Err(ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests;
