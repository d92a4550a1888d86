//! Blocks that were written into an ordinary file: the same bytes, whatever the system can do.

use std::fs::{self, File};

use super::{BLOCK_BYTES, Direct, MOST_BYTES};

/// Bytes of the segment: behind what was written there stand zeros.
const FILLED: u64 = 2 * MOST_BYTES as u64;

/// A segment that begins with these bytes.
struct Segment {
    path: tempfile::TempPath,
    cached: File,
    direct: Direct,
}

impl Segment {
    fn of(begins: &[u8]) -> Self {
        let (_, path) = tempfile::NamedTempFile::new().unwrap().into_parts();
        fs::write(&path, begins).unwrap();
        let cached = File::options().read(true).write(true).open(&path).unwrap();
        cached.set_len(FILLED).unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        Self { path, cached, direct: Direct::over(file) }
    }

    fn write(&mut self, offset: usize, bytes: &[u8]) -> bool {
        self.direct.write(&self.cached, offset as u64, bytes, FILLED).unwrap()
    }

    /// What is read, without the zeros it ends with.
    fn text(&self) -> Vec<u8> {
        let mut bytes = fs::read(&self.path).unwrap();
        let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        bytes.truncate(end);
        bytes
    }
}

#[test]
fn what_is_written_piece_by_piece_is_read_as_one() {
    let lengths = [1, 300, 4_096, 4_095, 3_700, 1, 12_288, 40_000, 5, 4_090];
    let text: Vec<u8> = (1..=u8::MAX).cycle().take(lengths.iter().sum()).collect();
    let mut segment = Segment::of(&[]);
    let mut end = 0;
    for len in lengths {
        assert!(segment.write(end, &text[end..end + len]));
        end += len;
        assert_eq!(segment.text(), &text[..end]);
    }
}

#[test]
fn what_stands_in_the_first_block_is_read_where_another_wrote_it() {
    let mut segment = Segment::of(&[7; 5_000]);
    assert!(segment.write(5_000, &[8; 10]));
    assert_eq!(segment.text(), [[7; 5_000].as_slice(), &[8; 10]].concat());
    // It goes on behind its own, then in the middle of it.
    assert!(segment.write(5_010, &[9; 10]));
    assert!(segment.write(5_005, &[10; 10]));
    let all = [[7; 5_000].as_slice(), &[8; 5], &[10; 10]].concat();
    assert_eq!(segment.text(), all, "and zeros behind it");
}

#[test]
fn what_does_not_fit_is_left_to_the_cache_and_touches_nothing() {
    let mut segment = Segment::of(&[7; 5_000]);
    assert!(segment.write(5_000, &[8; 10]));
    assert!(!segment.write(5_010, &vec![9; MOST_BYTES]), "too long");
    let begin = usize::try_from(FILLED).unwrap() - BLOCK_BYTES;
    assert!(!segment.write(begin, &[9; BLOCK_BYTES + 1]), "behind the end");
    assert_eq!(segment.text(), [[7; 5_000].as_slice(), &[8; 10]].concat());
    assert!(segment.write(begin, &[9; BLOCK_BYTES]), "to the end");
}
