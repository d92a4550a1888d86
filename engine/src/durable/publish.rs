//! A public journal: the same batches and heads, without what the room did not hear.

use std::path::Path;

use gavel_proto::Seq;

use super::disk;
use super::journal::error::JournalError;
use super::journal::record::{BEGINS, ENDS, HEAD, WITHHELD, write_parts};
use super::journal::segment;
use super::journal::storage::{Storage, StorageError};
use super::reader::Reader;
use super::reader::reached::WholeBatch;
use super::reader::record::Piece;
use super::tree::Head;

/// Writes what `reader` reads, up to the batch that ends with the sequence `last`, into a folder:
/// batch for batch and head for head, with the hash of every secret part in its place. It has no
/// note. A segment is in its place whole, or not at all.
///
/// # Errors
/// Any [`JournalError`] of the reading, and [`JournalError::Storage`] of the writing: what stands
/// in the folder is then no journal to be published.
pub fn publish<S: Storage>(
    reader: &mut Reader<S>,
    last: Seq,
    folder: &Path,
) -> Result<Head, JournalError> {
    let mut open: Option<(Seq, Vec<u8>)> = None;
    let mut head = reader.head();
    loop {
        let before = reader.tree().clone();
        let Some(batch) = reader.whole_batch() else {
            break;
        };
        let WholeBatch { end, pieces } = batch?;
        if last < end.seq {
            break;
        }
        head = reader.head();
        if open.as_ref().is_none_or(|(segment, _)| *segment != end.segment) {
            put(open.take(), folder)?;
            open = Some((end.segment, segment::header(reader.session(), &before).to_vec()));
        }
        if let Some((_, bytes)) = &mut open {
            write(bytes, &pieces);
        }
    }
    put(open, folder)?;
    Ok(head)
}

fn write(bytes: &mut Vec<u8>, pieces: &[Piece]) {
    for (place, piece) in (1..).zip(pieces) {
        let begins = if place == 1 { BEGINS } else { 0 };
        let ends = if place == pieces.len() { ENDS } else { 0 };
        let marks = begins | ends;
        match piece {
            Piece::Head(head) => write_parts(bytes, head.text().as_bytes(), &[], marks | HEAD),
            Piece::Record(record) => {
                let sealed = record.sealed().0;
                write_parts(bytes, record.public_part(), &sealed, marks | WITHHELD)
            }
        };
    }
}

fn put(segment: Option<(Seq, Vec<u8>)>, folder: &Path) -> Result<(), StorageError> {
    let Some((first, bytes)) = segment else {
        return Ok(());
    };
    let path = folder.join(segment::file_name(first));
    disk::put_file(&path, &bytes).map_err(|source| StorageError { path, source })
}

#[cfg(test)]
mod tests;
