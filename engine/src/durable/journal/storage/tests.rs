//! Segments are the same bytes, whichever way each write took.

use std::fs;

use super::{FileStorage, Storage};
use crate::durable::journal::segment;

#[test]
fn a_segment_is_what_was_written_there_and_zeros() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(segment::file_name(1));
    // Some fill a block, some end with one; one fills the segment and one is written in no piece.
    let lengths = [100, 3_996, 4_096, 10, 1_200_000, 77, 2_000_000, 4_000, 1, 90_000, 300];
    let text: Vec<u8> = (1..=u8::MAX).cycle().take(lengths.iter().sum()).collect();
    let mut storage = FileStorage::to_write(folder.path()).unwrap();
    storage.create(1, &[]).unwrap();
    let mut end = 0;
    for (turn, len) in lengths.into_iter().enumerate() {
        if turn % 4 == 3 {
            // Another process goes on, and cuts off what came behind.
            storage.write(1, end as u64, &[0xff; 9_000]).unwrap();
            storage = FileStorage::to_write(folder.path()).unwrap();
            storage.truncate(1, end as u64).unwrap();
        }
        storage.write(1, end as u64, &text[end..end + len]).unwrap();
        storage.sync(1).unwrap();
        end += len;
        let read = fs::read(&path).unwrap();
        assert!(read[..end] == text[..end], "after {end} bytes");
        assert!(read[end..].iter().all(|byte| *byte == 0), "after {end} bytes");
    }
}
