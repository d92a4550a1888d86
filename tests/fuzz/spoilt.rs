//! A document that was sound, and what was done to it: most of it still reads, so that what is
//! wrong is met deep inside and not at the first byte.

use std::ops::Range;

use bolero::TypeGenerator;

/// Words that are hard to read: the ends of numbers, of time and of text.
const WORDS: [&str; 40] = [
    "",
    "0",
    "-1",
    "1",
    "null",
    "true",
    "[]",
    "{}",
    "1.5",
    "1e400",
    "65536",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "\"\"",
    "\"0\"",
    "\"-1\"",
    "\"1\"",
    "\"100\"",
    "\"1000000000000000000000000000000\"",
    "\"79228162514264337593543950335\"",
    "\"7922816251426433759354395033\"",
    "\"0.0000000000000000000000000001\"",
    "\"9999999999999999.9999\"",
    "\"1e5\"",
    "\"1970-01-01T00:00:00.000000Z\"",
    "\"9999-12-31T23:59:59.999999Z\"",
    "\"+262142-12-31T23:59:59.999999Z\"",
    "\"-262143-01-01T00:00:00.000000Z\"",
    "\"2026-02-30T25:61:61.000000Z\"",
    "\"00000000-0000-0000-0000-000000000000\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\u{200d}\u{1f468}\u{301}\"",
    "\"../../etc/passwd\"",
    ",",
    "\n",
];

/// A place in a document: so many 65,536ths of it.
type Place = u16;

/// Which of some documents, and what was done to it.
#[derive(Debug, Clone, TypeGenerator)]
pub(crate) struct Spoilt {
    document: Place,
    edits: [Option<Edit>; 4],
}

#[derive(Debug, Clone, Copy, TypeGenerator)]
enum Edit {
    /// A byte is another.
    Byte { at: Place, byte: u8 },
    /// The rest is missing.
    Cut { at: Place },
    /// Some bytes are missing.
    Gap { at: Place, bytes: u8 },
    /// Some bytes stand in another place too.
    Copy { from: Place, bytes: u8, to: Place },
    /// A word is put in.
    Insert { at: Place, word: u8 },
    /// A text, a number or a name is a hard word instead.
    Word { at: Place, word: u8 },
    /// A text, a number or a name is another of the document instead.
    Swap { at: Place, with: Place },
    /// Lists in lists, so many deep.
    Nest { at: Place, depth: u16 },
}

impl Spoilt {
    /// What became of one of these documents.
    pub(crate) fn of<D: AsRef<[u8]>>(&self, documents: &[D]) -> Vec<u8> {
        let mut bytes = documents[self.index(documents.len())].as_ref().to_vec();
        self.spoil(&mut bytes);
        bytes
    }

    /// The same as a text, whatever is no text in it replaced.
    pub(crate) fn text_of<D: AsRef<[u8]>>(&self, documents: &[D]) -> String {
        String::from_utf8_lossy(&self.of(documents)).into_owned()
    }

    /// Which of so many documents.
    pub(crate) fn index(&self, documents: usize) -> usize {
        place(self.document, documents)
    }

    /// Does to these bytes what was done to the document.
    pub(crate) fn spoil(&self, bytes: &mut Vec<u8>) {
        for edit in self.edits.into_iter().flatten() {
            edit.make(bytes);
        }
    }
}

impl Edit {
    fn make(self, bytes: &mut Vec<u8>) {
        let end = bytes.len();
        match self {
            Self::Byte { at, byte } => {
                if let Some(here) = bytes.get_mut(place(at, end)) {
                    *here = byte;
                }
            }
            Self::Cut { at } => bytes.truncate(place(at, end)),
            Self::Gap { at, bytes: many } => drop(bytes.drain(range(at, many, end))),
            Self::Copy { from, bytes: many, to } => {
                let copied = bytes[range(from, many, end)].to_vec();
                let to = place(to, end);
                drop(bytes.splice(to..to, copied));
            }
            Self::Insert { at, word } => {
                let at = place(at, end);
                drop(bytes.splice(at..at, hard(word)));
            }
            Self::Word { at, word } => {
                if let Some(found) = word_at(bytes, place(at, end)) {
                    drop(bytes.splice(found, hard(word)));
                }
            }
            Self::Swap { at, with } => {
                let [here, there] = [at, with].map(|at| word_at(bytes, place(at, end)));
                if let (Some(here), Some(there)) = (here, there) {
                    let other = bytes[there].to_vec();
                    drop(bytes.splice(here, other));
                }
            }
            Self::Nest { at, depth } => {
                let at = place(at, end);
                drop(bytes.splice(at..at, vec![b'['; depth.into()]));
            }
        }
    }
}

fn place(at: Place, end: usize) -> usize {
    usize::from(at) * end / (usize::from(Place::MAX) + 1)
}

fn range(at: Place, bytes: u8, end: usize) -> Range<usize> {
    let start = place(at, end);
    start..end.min(start + usize::from(bytes))
}

fn hard(word: u8) -> Vec<u8> {
    WORDS[usize::from(word) % WORDS.len()].as_bytes().to_vec()
}

/// The first text, number or name behind this place.
fn word_at(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._".contains(byte);
    let is_begun = |byte: &u8| *byte == b'"' || is_letter(byte);
    let start = at + bytes[at..].iter().position(is_begun)?;
    let rest = &bytes[start + 1..];
    let more = if bytes[start] == b'"' {
        rest.iter().position(|byte| *byte == b'"').map_or(rest.len(), |end| end + 1)
    } else {
        rest.iter().position(|byte| !is_letter(byte)).unwrap_or(rest.len())
    };
    Some(start..start + 1 + more)
}
