//! What an auditor is told: a line for each check, and what to think of all of them.

use std::fmt;

use gavel_engine::durable::{CheckpointError, Fault, Head, JournalError, Verifier};
use gavel_proto::Hash;

use super::key::{Change, KeyFault, reaches};
use super::walk::{Decided, Walked};

/// What a check came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// All is as it should be, and what that was.
    Fine(String),
    /// It does not check out.
    Wrong(String),
    /// It could not be looked at, and why that says nothing bad.
    Open(String),
    /// An earlier check failed.
    NotReached,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) finding: Finding,
}

/// A head that somebody was given, which the journal must lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Where it was found.
    pub(crate) of: String,
    /// The checkpoint.
    pub(crate) text: String,
    pub(crate) head: Head,
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        match &self.finding {
            Finding::Fine(what) => write!(f, "{name} … ok: {what}"),
            Finding::Wrong(what) => write!(f, "{name} … WRONG: {what}"),
            Finding::Open(what) => write!(f, "{name} … not checked: {what}"),
            Finding::NotReached => write!(f, "{name} … not reached"),
        }
    }
}

/// The checks of a journal, in the order in which they are told.
pub(crate) fn checks(walked: &Walked, given: Option<&Verifier>, claims: &[Claim]) -> Vec<Check> {
    let place = walked.stopped.as_ref().map(Place::of);
    let read = |name, at, what: &dyn Fn() -> String| Check {
        name,
        finding: match (&place, &walked.stopped) {
            (Some(place), Some(error)) if *place == at => {
                Finding::Wrong(stopped(error, walked, given))
            }
            (Some(place), _) if *place < at => Finding::NotReached,
            (_, _) => Finding::Fine(what()),
        },
    };
    let mut checks = vec![
        read("bytes", Place::Bytes, &|| bytes(walked)),
        read("chain", Place::Chain, &|| {
            let first = walked.head.size + 1 - walked.entries;
            format!("sequences {first} to {}, without a gap", walked.head.size)
        }),
        read("tree", Place::Tree, &|| "the peaks of every segment are those of its entries".into()),
        read("heads", Place::Heads, &|| heads(walked)),
        read("note", Place::Note, &|| note(walked)),
    ];
    let is_unread = walked.entries == 0 && walked.stopped.is_some();
    let found = |finding| if is_unread { Finding::NotReached } else { finding };
    checks.push(Check { name: "signatures", finding: found(signatures(walked, given)) });
    checks.push(Check { name: "key", finding: found(key(walked, given)) });
    checks.push(Check { name: "decisions", finding: found(decisions(walked)) });
    let kept =
        claims.iter().map(|claim| Check { name: "kept head", finding: kept(claim, walked, given) });
    checks.extend(kept);
    checks
}

/// Which check stopped the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Bytes,
    Chain,
    Tree,
    Heads,
    Note,
}

impl Place {
    fn of(error: &JournalError) -> Self {
        match error {
            JournalError::MissingSegment { .. } | JournalError::WrongSession { .. } => Self::Chain,
            JournalError::Damaged(damage) => match damage.what {
                Fault::Renamed { .. } | Fault::Sequence { .. } => Self::Chain,
                Fault::Peaks => Self::Tree,
                Fault::Head { .. } | Fault::Headless => Self::Heads,
                Fault::Lost { .. } | Fault::Moved { .. } => Self::Note,
                Fault::Header
                | Fault::Cut
                | Fault::Length { .. }
                | Fault::Checksum { .. }
                | Fault::Stray
                | Fault::Unfinished
                | Fault::Flags { .. }
                | Fault::NotAnEntry { .. } => Self::Bytes,
            },
            JournalError::Storage(_)
            | JournalError::OtherVersion { .. }
            | JournalError::Withheld { .. }
            | JournalError::Impossible { .. }
            | JournalError::Salt(_)
            | JournalError::TooLarge { .. }
            | JournalError::Poisoned { .. } => Self::Bytes,
        }
    }
}

/// What stopped the reading. A head of another history that is signed all the same says more than
/// that something does not fit.
fn stopped(error: &JournalError, walked: &Walked, given: Option<&Verifier>) -> String {
    let named = walked.signed.keys.last().map(|key| &key.verifier);
    let forked = walked.disputed.as_ref().and_then(|text| {
        let key = [given, named].into_iter().flatten().find(|key| key.open(text).is_ok())?;
        Some(format!("forked: {} signed another history: {error}", key.name()))
    });
    forked.unwrap_or_else(|| error.to_string())
}

fn bytes(walked: &Walked) -> String {
    let bytes: u64 = walked.segments.values().sum();
    let segments = counted(walked.segments.len() as u64, "segment", "segments");
    let whole = format!("{bytes} bytes in {segments}");
    match &walked.torn {
        None => whole,
        Some(damage) => format!(
            "{whole}; behind them lies a torn batch, which nobody was answered from unless the \
             journal goes on in another segment: {damage}"
        ),
    }
}

fn heads(walked: &Walked) -> String {
    match &walked.last {
        None => "no head stands in it yet".into(),
        Some(last) => {
            let left = walked.head.size - last.head().size;
            format!(
                "every one is that of the entries before it; {left} entries lie behind the last, \
                 of {}",
                last.head().size
            )
        }
    }
}

fn note(walked: &Walked) -> String {
    walked.acknowledged.map_or_else(
        || "there is none, so the journal alone says how far it went".into(),
        |seq| format!("up to {seq} was acknowledged, and is here"),
    )
}

fn signatures(walked: &Walked, given: Option<&Verifier>) -> Finding {
    let signed = &walked.signed;
    match (&signed.fault, signed.early.is_empty(), given) {
        (Some(fault), _, _) => Finding::Wrong(fault.to_string()),
        (None, false, None) if signed.keys.is_empty() => Finding::Open(
            "the journal names no key: give the one that the exchange published as --key".into(),
        ),
        (None, _, _) => Finding::Fine(counted(signed.heads, "head", "heads")),
    }
}

fn key(walked: &Walked, given: Option<&Verifier>) -> Finding {
    let keys = &walked.signed.keys;
    let Some(last) = keys.last() else {
        return Finding::Open("the journal names none".into());
    };
    if let Some(fault) = given.and_then(|given| reaches(given, keys).err()) {
        return Finding::Wrong(fault.to_string());
    }
    let mut told: Vec<String> = keys
        .iter()
        .filter_map(|key| {
            let what = match key.change {
                Change::First => return None,
                Change::CoSigned => "co-signed by the key before",
                Change::Alone => {
                    "NOT co-signed by the key before: ask the exchange whether it did that"
                }
                Change::Unsigned => "and no head was signed with it yet",
            };
            Some(format!("changed at sequence {}, {what}", key.since))
        })
        .collect();
    told.push(match given {
        Some(_) => format!("{}, which the given key vouches for", last.verifier),
        None => format!(
            "{}, as the journal itself says: compare it with the one that the exchange published, \
             or give that as --key",
            last.verifier
        ),
    });
    Finding::Fine(told.join("; "))
}

fn decisions(walked: &Walked) -> Finding {
    match &walked.decided {
        Decided::Same(_) => Finding::Fine(format!(
            "{} entries decided again, with the same outcomes",
            walked.entries
        )),
        Decided::Otherwise(divergence) => Finding::Wrong(divergence.to_string()),
        Decided::Withheld(seq) => Finding::Open(format!(
            "the secrets of sequence {seq} and others are withheld: this is a public journal"
        )),
        Decided::Part(first) => Finding::Open(format!(
            "a segment that begins with sequence {first} cannot be decided without those before it"
        )),
    }
}

/// Whether the journal leads to a head that somebody was given.
fn kept(claim: &Claim, walked: &Walked, given: Option<&Verifier>) -> Finding {
    let Claim { of, text, head } = claim;
    let named = walked.signed.keys.iter().map(|key| &key.verifier);
    let opened = open_with(text, given.into_iter().chain(named));
    if let Err(error) = opened {
        return Finding::Wrong(format!("{of}: {error}"));
    }
    let size = head.size;
    match walked.roots.get(&size) {
        Some(root) if *root == head.root => {
            Finding::Fine(format!("{of}: the first {size} entries lead to it"))
        }
        Some(root) => Finding::Wrong(forked(of, size, head.root, *root)),
        None if walked.stopped.is_some() => Finding::NotReached,
        None => Finding::Wrong(format!(
            "{of}: it is of {size} entries, and the journal ends with {}: entries were taken \
             away, or this copy is older than that head",
            walked.head.size
        )),
    }
}

/// So many of something.
fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Two histories under one size.
pub(crate) fn forked(of: &str, size: u64, signed: Hash, found: Hash) -> String {
    format!(
        "forked: the house signed two histories: {of} says that {size} entries have the root \
         {signed}, and here they have {found}; keep both as evidence"
    )
}

/// Whether one of these keys signed a checkpoint.
///
/// # Errors
/// What the last of them says; [`CheckpointError::NoSignatures`] where there is none.
fn open_with<'a>(
    text: &str,
    keys: impl Iterator<Item = &'a Verifier>,
) -> Result<Head, CheckpointError> {
    let mut opened = Err(CheckpointError::NoSignatures);
    for key in keys {
        opened = key.open(text);
        if !matches!(opened, Err(CheckpointError::NotSigned { .. })) {
            return opened;
        }
    }
    opened
}

/// Whether what was found speaks of the journal, or only of what was asked of it: a key of another
/// journal, another version, a disk.
pub(crate) fn is_evidence(walked: &Walked, given: Option<&Verifier>) -> bool {
    let is_read = !matches!(
        walked.stopped,
        Some(JournalError::Storage(_) | JournalError::OtherVersion { .. })
    );
    let other = given.and_then(|given| reaches(given, &walked.signed.keys).err());
    is_read && !matches!(other, Some(KeyFault::OtherJournal { .. }))
}
