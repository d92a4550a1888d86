//! A file in a pack: where it lies, and its hash.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

use gavel_proto::Hash;
use sha2::{Digest, Sha256};

/// A file in a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    /// Bytes before it in the pack.
    pub(super) offset: u64,
    /// Bytes of it.
    pub(super) bytes: u64,
    /// SHA-256 of it, as it lies there.
    pub(super) hash: Hash,
}

impl Member {
    /// All of it, if it is no larger than `limit`.
    pub(super) fn read(&self, pack: &Path, limit: u64) -> io::Result<Vec<u8>> {
        if limit < self.bytes {
            let told = format!("a file of {} bytes, and at most {limit} are read", self.bytes);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, told));
        }
        let mut bytes = vec![0; usize::try_from(self.bytes).unwrap_or(usize::MAX)];
        File::open(pack)?.read_exact_at(&mut bytes, self.offset)?;
        Ok(bytes)
    }
}

/// Hashes what is read through it.
pub(super) struct Hashed<R> {
    content: R,
    hasher: Sha256,
}

impl<R: Read> Hashed<R> {
    pub(super) fn new(content: R) -> Self {
        Self { content, hasher: Sha256::new() }
    }

    /// SHA-256 of what was read.
    pub(super) fn finish(self) -> Hash {
        Hash(self.hasher.finalize().into())
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(into)?;
        self.hasher.update(&into[..read]);
        Ok(read)
    }
}
