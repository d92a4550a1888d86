//! A careful forger: takes a journal apart, and puts it together again with every checksum right.

use std::fs;
use std::path::{Path, PathBuf};

use gavel_engine::durable::{Signer, Tree, entry_leaf, sealed};
use gavel_proto::{Hash, Seq};

/// Bytes of a segment's header, and of a record before its parts (`docs/JOURNAL.md`).
const HEADER: usize = 4_096;
const PREFIX: usize = 16;
/// Flags of a record.
pub(super) const BEGINS: u32 = 2;
const HEAD: u32 = 4;
const WITHHELD: u32 = 8;

/// A record, whatever is in it.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) flags: u32,
    pub(super) public: Vec<u8>,
    pub(super) secret: Vec<u8>,
}

/// A journal of one segment, on the forger's desk.
#[derive(Clone)]
pub(super) struct Forger {
    folder: PathBuf,
    header: Vec<u8>,
    pub(super) records: Vec<Record>,
}

impl Record {
    pub(super) fn is_head(&self) -> bool {
        self.flags & HEAD != 0
    }

    /// Puts other words in place of these, in both parts.
    pub(super) fn replace(&mut self, words: &str, others: &str) {
        let before = self.clone();
        for part in [&mut self.public, &mut self.secret] {
            let text = String::from_utf8(part.clone()).expect("JSON");
            *part = text.replace(words, others).into_bytes();
        }
        assert!(before.public != self.public || before.secret != self.secret, "no {words:?}");
    }

    /// Gives the entry another number.
    pub(super) fn renumber(&mut self, seq: usize) {
        let text = String::from_utf8(self.public.clone()).expect("JSON");
        let (_, rest) = text.split_once(',').expect("a stamp behind the number");
        self.public = format!("{{\"seq\":{seq},{rest}").into_bytes();
    }

    fn leaf(&self) -> Hash {
        let hash = if self.flags & WITHHELD == 0 {
            sealed(&self.secret)
        } else {
            Hash(self.secret.as_slice().try_into().expect("a hash"))
        };
        entry_leaf(&hash, &self.public)
    }

    fn write(&self, into: &mut Vec<u8>) {
        let start = into.len();
        for number in [self.public.len(), self.secret.len(), self.flags as usize] {
            into.extend(u32::try_from(number).expect("a short record").to_le_bytes());
        }
        let sum = crc32c::crc32c(&into[start..]);
        let sum = crc32c::crc32c_append(sum, &self.public);
        into.extend(crc32c::crc32c_append(sum, &self.secret).to_le_bytes());
        into.extend(self.public.iter().chain(&self.secret));
    }
}

impl Forger {
    /// Takes the journal in this folder.
    pub(super) fn at(folder: &Path) -> Self {
        let bytes = fs::read(segment(folder, 1)).expect("a segment");
        let (header, mut rest) = bytes.split_at(HEADER);
        let mut records = Vec::new();
        loop {
            let number = |at: usize| {
                rest.get(at..at + 4)
                    .map_or(0, |bytes| u32::from_le_bytes(bytes.try_into().expect("four bytes")))
            };
            let [public, secret] = [0, 4].map(|at| number(at) as usize);
            if public == 0 {
                break;
            }
            let (record, behind) = rest.split_at(PREFIX + public + secret);
            let (public, secret) = record[PREFIX..].split_at(public);
            let [public, secret] = [public, secret].map(<[u8]>::to_vec);
            records.push(Record { flags: number(8), public, secret });
            rest = behind;
        }
        Self { folder: folder.to_owned(), header: header.to_vec(), records }
    }

    /// Where the entry of this number stands on the desk.
    pub(super) fn place(&self, seq: usize) -> usize {
        let entries = self.records.iter().enumerate().filter(|(_, record)| !record.is_head());
        entries.map(|(place, _)| place).nth(seq - 1).expect("an entry")
    }

    pub(super) fn entry(&mut self, seq: usize) -> &mut Record {
        let place = self.place(seq);
        &mut self.records[place]
    }

    /// The head that stands before the entry of this number.
    pub(super) fn head_before(&mut self, seq: usize) -> &mut Record {
        let place = self.place(seq) - 1;
        assert!(self.records[place].is_head(), "no head before {seq}");
        &mut self.records[place]
    }

    /// Gives every entry the number of its place.
    pub(super) fn renumber(&mut self) {
        let entries = self.records.iter_mut().filter(|record| !record.is_head());
        for (seq, record) in (1..).zip(entries) {
            record.renumber(seq);
        }
    }

    /// Makes every head that of what is before it now, signed with this key.
    pub(super) fn sign(&mut self, signer: &Signer) {
        let mut tree = Tree::default();
        for record in &mut self.records {
            if record.is_head() {
                record.public = signer.checkpoint(tree.head(), None).text.into_bytes();
            } else {
                tree.append(record.leaf());
            }
        }
    }

    /// Keeps the secrets back, as in a public journal.
    pub(super) fn withhold(&mut self) {
        for record in self.records.iter_mut().filter(|record| !record.is_head()) {
            record.flags |= WITHHELD;
            record.secret = sealed(&record.secret).0.to_vec();
        }
    }

    pub(super) fn leaves(&self) -> Vec<Hash> {
        self.records.iter().filter(|record| !record.is_head()).map(Record::leaf).collect()
    }

    /// Puts the journal back, and says nothing in the note.
    pub(super) fn put_back(&self) {
        fs::write(segment(&self.folder, 1), bytes(&self.header, &self.records)).expect("a segment");
    }

    /// Puts the journal back, and says in the note that all of it was durable.
    pub(super) fn put_back_with_note(&self) {
        self.put_back();
        let end = bytes(&self.header, &self.records).len();
        self.note(self.leaves().len(), 1, end);
    }

    /// Puts the journal back in two segments, as a house writes them: the second begins with the
    /// head before this sequence.
    pub(super) fn put_back_in_two(&self, seq: usize) {
        let middle = self.place(seq) - 1;
        let (before, behind) = self.records.split_at(middle);
        assert!(behind[0].is_head(), "no head before {seq}");
        let mut header = self.header.clone();
        header[12..20].copy_from_slice(&(seq as u64).to_le_bytes());
        let peaks = peaks(&self.leaves()[..seq - 1]);
        header[64..64 + peaks.len()].copy_from_slice(&peaks);
        for end in [60, HEADER - 4] {
            let sum = crc32c::crc32c(&header[..end]);
            header[end..end + 4].copy_from_slice(&sum.to_le_bytes());
        }
        let second = bytes(&header, behind);
        fs::write(segment(&self.folder, 1), bytes(&self.header, before)).expect("a segment");
        fs::write(segment(&self.folder, seq as u64), &second).expect("a segment");
        self.note(self.leaves().len(), seq, second.len());
    }

    fn note(&self, seq: usize, segment: usize, end: usize) {
        let mut note = b"GACK".to_vec();
        for number in [seq, segment, end] {
            note.extend((number as u64).to_le_bytes());
        }
        note.extend(crc32c::crc32c(&note).to_le_bytes());
        fs::write(self.folder.join("acknowledged"), note).expect("a note");
    }
}

/// The file of the segment that begins with this sequence.
pub(super) fn segment(folder: &Path, first: Seq) -> PathBuf {
    folder.join(format!("{first:020}.gavel"))
}

fn bytes(header: &[u8], records: &[Record]) -> Vec<u8> {
    let mut bytes = header.to_vec();
    for record in records {
        record.write(&mut bytes);
    }
    bytes
}

/// The roots of the perfect subtrees over these leaves, the largest first.
fn peaks(mut leaves: &[Hash]) -> Vec<u8> {
    let mut peaks = Vec::new();
    while !leaves.is_empty() {
        let (perfect, rest) = leaves.split_at(1 << leaves.len().ilog2());
        let mut tree = Tree::default();
        tree.extend(perfect.iter().copied());
        peaks.extend(tree.root().0);
        leaves = rest;
    }
    peaks
}
