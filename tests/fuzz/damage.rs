//! A journal that is damaged, or forged: any of its bytes, or a record or the header under checksums
//! that were made to fit, and heads that were made to fit too.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bolero::TypeGenerator;
use gavel_engine::durable::{Tree, entry_leaf, sealed};

use super::kept::{Kept, SEGMENT};
use super::spoilt::Spoilt;

/// Bytes of a segment's header, and of a record before its parts (`docs/JOURNAL.md`).
const HEADER: usize = 4_096;
const PREFIX: usize = 16;
/// The flag of a record that is a head.
const HEAD: u32 = 4;

#[derive(Debug, Clone, TypeGenerator)]
pub(super) struct Damage {
    what: What,
    /// Which record.
    place: u16,
    pub(super) spoilt: Spoilt,
    heads: Heads,
    note: Note,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, TypeGenerator)]
enum What {
    /// Any bytes of the segment.
    Bytes,
    /// The header, and its checksums fit.
    Header,
    /// What stands before the parts of a record, and its checksum fits.
    Prefix,
    /// A part of a record, and its checksum fits.
    Public,
    Secret,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, TypeGenerator)]
enum Heads {
    Kept,
    /// Each is that of what stands before it. Nobody signed that.
    Made,
}

#[derive(Debug, Clone, Copy, TypeGenerator)]
enum Note {
    Kept,
    Gone,
    Spoilt,
}

/// A record, whatever is in it.
struct Record {
    flags: u32,
    public: Vec<u8>,
    secret: Vec<u8>,
}

impl Damage {
    /// Puts this journal, damaged, into a folder.
    pub(super) fn put(&self, folder: &Path, journal: &Kept) {
        fs::write(folder.join(SEGMENT), self.segment(&journal.segment)).expect("a segment");
        let note = folder.join("acknowledged");
        match self.note {
            Note::Kept => fs::write(note, &journal.note).expect("a note"),
            // The damage before may have taken it away.
            Note::Gone => drop(fs::remove_file(note)),
            Note::Spoilt => {
                let mut bytes = journal.note.clone();
                self.spoilt.spoil(&mut bytes);
                fs::write(note, bytes).expect("a note");
            }
        }
    }

    fn segment(&self, sound: &[u8]) -> Vec<u8> {
        let (header, records) = sound.split_at(HEADER);
        let mut header = header.to_vec();
        let mut records = Record::all(records);
        let place = usize::from(self.place) % records.len();
        match self.what {
            What::Bytes | What::Prefix => {}
            What::Header => self.header(&mut header),
            What::Public => self.spoilt.spoil(&mut records[place].public),
            What::Secret => self.spoilt.spoil(&mut records[place].secret),
        }
        if self.heads == Heads::Made {
            make_heads(&mut records);
        }
        let mut bytes = header;
        for (number, record) in records.iter().enumerate() {
            let is_spoilt = self.what == What::Prefix && number == place;
            record.write(&mut bytes, is_spoilt.then_some(&self.spoilt));
        }
        if self.what == What::Bytes {
            self.spoilt.spoil(&mut bytes);
        }
        bytes
    }

    fn header(&self, header: &mut Vec<u8>) {
        self.spoilt.spoil(header);
        header.resize(HEADER, 0);
        for end in [60, HEADER - 4] {
            let sum = crc32c::crc32c(&header[..end]);
            header[end..end + 4].copy_from_slice(&sum.to_le_bytes());
        }
    }
}

impl Record {
    /// The records in these bytes, to the first that has no length.
    fn all(mut rest: &[u8]) -> Vec<Self> {
        let mut records = Vec::new();
        while PREFIX <= rest.len() {
            let number =
                |at: usize| u32::from_le_bytes(rest[at..at + 4].try_into().expect("four bytes"));
            let [public, secret] = [0, 4].map(|at| number(at) as usize);
            if public == 0 {
                break;
            }
            let flags = number(8);
            let (record, behind) = rest.split_at(PREFIX + public + secret);
            let (public, secret) = record[PREFIX..].split_at(public);
            let [public, secret] = [public, secret].map(<[u8]>::to_vec);
            records.push(Self { flags, public, secret });
            rest = behind;
        }
        records
    }

    fn write(&self, into: &mut Vec<u8>, spoilt: Option<&Spoilt>) {
        let length = |part: &Vec<u8>| u32::try_from(part.len()).expect("a short part");
        let numbers = [length(&self.public), length(&self.secret), self.flags];
        let mut prefix: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        if let Some(spoilt) = spoilt {
            spoilt.spoil(&mut prefix);
            prefix.resize(PREFIX - 4, 0);
        }
        let sum = crc32c::crc32c_append(crc32c::crc32c(&prefix), &self.public);
        let sum = crc32c::crc32c_append(sum, &self.secret);
        into.extend(prefix);
        into.extend(sum.to_le_bytes());
        into.extend(self.public.iter().chain(&self.secret));
    }
}

/// Makes every head that of the entries before it, under the signature of before.
fn make_heads(records: &mut [Record]) {
    let mut tree = Tree::default();
    for record in records {
        if record.flags & HEAD == 0 {
            tree.append(entry_leaf(&sealed(&record.secret), &record.public));
            continue;
        }
        let Ok(text) = str::from_utf8(&record.public) else { continue };
        let mut lines: Vec<&str> = text.split('\n').collect();
        let (size, root) = (tree.size().to_string(), BASE64_STANDARD.encode(tree.root().0));
        if let [_, stated, hash, ..] = lines.as_mut_slice() {
            (*stated, *hash) = (&size, &root);
        }
        record.public = lines.join("\n").into_bytes();
    }
}
