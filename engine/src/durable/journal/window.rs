//! A window over a segment: records are read through it, so that memory stays bounded.

use gavel_proto::Seq;

use super::error::Fault;
use super::record::{PREFIX_BYTES, Prefix};
use super::storage::{Storage, StorageError};

/// Bytes that are read at once. Few in tests, where a million journals are read that are smaller.
const WINDOW_BYTES: usize = if cfg!(test) { 4 * 1_024 } else { 256 * 1_024 };

/// Some bytes of one segment, read ahead.
#[derive(Debug, Default)]
#[cfg_attr(test, derive(Clone))]
pub(in crate::durable) struct Window {
    segment: Seq,
    start: u64,
    bytes: Vec<u8>,
}

/// A whole record, its flags unchecked and its parts unread.
#[derive(Debug, Clone, Copy)]
pub(in crate::durable) struct Framed<'a> {
    pub(in crate::durable) flags: u32,
    pub(in crate::durable) public: &'a [u8],
    pub(in crate::durable) secret: &'a [u8],
}

impl Framed<'_> {
    /// Bytes of the whole record.
    pub(in crate::durable) const fn bytes(&self) -> usize {
        PREFIX_BYTES + self.public.len() + self.secret.len()
    }
}

/// What stands at a place in a segment.
#[derive(Debug)]
pub(in crate::durable) enum Slot<'a> {
    /// A length of zero, or the end of the file: no record was written here.
    Blank,
    /// A record with the checksum it was written with.
    Record(Framed<'a>),
    /// Neither.
    Broken(Fault),
}

impl Window {
    /// Forgets what was read: somebody may have written since.
    pub(in crate::durable) fn forget(&mut self) {
        self.bytes.clear();
    }

    /// What stands at `offset`.
    pub(in crate::durable) fn slot(
        &mut self,
        storage: &mut impl Storage,
        segment: Seq,
        offset: u64,
    ) -> Result<Slot<'_>, StorageError> {
        let head = self.bytes(storage, segment, offset, PREFIX_BYTES)?;
        if head.iter().take(4).all(|byte| *byte == 0) {
            return Ok(Slot::Blank);
        }
        let prefix = match Prefix::read(head) {
            Ok(prefix) => prefix,
            Err(fault) => return Ok(Slot::Broken(fault)),
        };
        let record = self.bytes(storage, segment, offset, prefix.record_bytes())?;
        if let Err(fault) = prefix.check(record) {
            return Ok(Slot::Broken(fault));
        }
        let (public, secret) = record[PREFIX_BYTES..].split_at(prefix.public_bytes());
        Ok(Slot::Record(Framed { flags: prefix.flags, public, secret }))
    }

    /// Whether nothing but zeros follows from `offset` to the end of the segment.
    pub(in crate::durable) fn is_blank_from(
        &mut self,
        storage: &mut impl Storage,
        segment: Seq,
        mut offset: u64,
    ) -> Result<bool, StorageError> {
        loop {
            let bytes = self.bytes(storage, segment, offset, WINDOW_BYTES)?;
            if bytes.is_empty() {
                return Ok(true);
            }
            if bytes.iter().any(|byte| *byte != 0) {
                return Ok(false);
            }
            offset += bytes.len() as u64;
        }
    }

    /// `len` bytes from `offset`; fewer only where the segment ends before.
    pub(in crate::durable) fn bytes(
        &mut self,
        storage: &mut impl Storage,
        segment: Seq,
        offset: u64,
        len: usize,
    ) -> Result<&[u8], StorageError> {
        let end = offset + len as u64;
        let holds = self.segment == segment
            && self.start <= offset
            && end <= self.start + self.bytes.len() as u64;
        if !holds {
            self.bytes.resize(len.max(WINDOW_BYTES), 0);
            let read = storage.read(segment, offset, &mut self.bytes)?;
            self.bytes.truncate(read);
            (self.segment, self.start) = (segment, offset);
        }
        let from = usize::try_from(offset - self.start).unwrap_or(usize::MAX);
        let rest = self.bytes.get(from..).unwrap_or_default();
        Ok(&rest[..len.min(rest.len())])
    }
}
