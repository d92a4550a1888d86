//! One walk through a journal: everything that can be checked in it is checked on the way.

use std::collections::BTreeMap;

use gavel_engine::durable::{Damage, Head, JournalError, Piece, Record, SignedHead};
use gavel_engine::pure::{Entry, Session};
use gavel_proto::{Event, Hash, Seq, Timestamp};

use super::decision::{self, Divergence};
use super::progress::Progress;
use super::signature::{Signatures, Signed};
use super::source::{Journal, Source};

/// What a walk has found.
#[derive(Debug)]
pub(crate) struct Walked {
    /// Entries that were read.
    pub(crate) entries: u64,
    /// Bytes of each segment, as far as it is written, by its first sequence.
    pub(crate) segments: BTreeMap<Seq, u64>,
    /// The head of the tree over everything that was read.
    pub(crate) head: Head,
    /// The last signed head.
    pub(crate) last: Option<SignedHead>,
    /// What stopped the reading.
    pub(crate) stopped: Option<JournalError>,
    /// The text of the head at which it stopped, if it was one.
    pub(crate) disputed: Option<String>,
    /// A write that was cut short, behind the last entry.
    pub(crate) torn: Option<Damage>,
    /// The last sequence that the note says was acknowledged.
    pub(crate) acknowledged: Option<Seq>,
    /// The signatures of the heads.
    pub(crate) signed: Signed,
    /// The decisions.
    pub(crate) decided: Decided,
    /// The roots at the sizes that were asked for, as far as the journal goes.
    pub(crate) roots: BTreeMap<u64, Hash>,
}

/// What became of deciding every entry again.
#[derive(Debug)]
pub(crate) enum Decided {
    /// Every one came out as it was recorded.
    Same(Box<Session>),
    /// One did not.
    Otherwise(Divergence),
    /// The secrets are withheld, from this sequence on.
    Withheld(Seq),
    /// The journal does not begin here.
    Part(Seq),
}

/// What is done beside checking.
pub(crate) struct Also<'a> {
    /// Sizes at which the root is wanted.
    pub(crate) sizes: &'a [u64],
    /// Told of every whole entry.
    pub(crate) each: &'a mut dyn FnMut(Entry),
}

/// Walks through all of a journal.
///
/// # Errors
/// [`JournalError`], where it cannot even be begun.
pub(crate) fn walk(source: &Source, also: Also<'_>) -> Result<Walked, JournalError> {
    let mut journal = source.reader()?;
    let mut progress = Progress::of(source);
    let first = journal.head().size + 1;
    let signatures = Signatures::start();
    let mut walk = Walk {
        entries: 0,
        at: Timestamp::default(),
        decided: if first == 1 { Decided::Same(Box::default()) } else { Decided::Part(first) },
        segments: BTreeMap::new(),
        roots: BTreeMap::new(),
        also,
        signatures,
    };
    walk.keep_root(&journal, first - 1);
    let mut stopped = None;
    while let Some(piece) = journal.piece() {
        match piece.and_then(|piece| walk.take(&journal, piece)) {
            Ok(()) => progress.tick(&journal),
            Err(error) => {
                stopped = Some(error);
                break;
            }
        }
    }
    progress.done();
    let disputed = match &stopped {
        Some(JournalError::Damaged(damage)) => journal.disputed(damage),
        Some(_) | None => None,
    };
    Ok(Walked {
        entries: walk.entries,
        segments: walk.segments,
        head: journal.head(),
        last: journal.signed().cloned(),
        stopped,
        disputed,
        torn: journal.torn().cloned(),
        acknowledged: journal.acknowledged(),
        signed: walk.signatures.finish(),
        decided: walk.decided,
        roots: walk.roots,
    })
}

struct Walk<'a> {
    entries: u64,
    at: Timestamp,
    decided: Decided,
    segments: BTreeMap<Seq, u64>,
    roots: BTreeMap<u64, Hash>,
    also: Also<'a>,
    signatures: Signatures,
}

impl Walk<'_> {
    fn take(&mut self, journal: &Journal, piece: Piece) -> Result<(), JournalError> {
        match piece {
            Piece::Head(head) => self.signatures.head(head),
            Piece::Record(record) => self.record(journal, record)?,
        }
        if let Some(reached) = journal.reached() {
            self.segments.insert(reached.segment, reached.bytes);
        }
        Ok(())
    }

    fn record(&mut self, journal: &Journal, record: Record) -> Result<(), JournalError> {
        self.entries += 1;
        let (seq, public) = (record.seq(), record.public());
        self.keep_root(journal, seq);
        for event in &public.heard {
            if let Event::SigningKeySet { key } = event {
                self.signatures.key(seq, key.clone());
            }
        }
        if record.secret_part().is_none() {
            if matches!(self.decided, Decided::Same(_)) {
                self.decided = Decided::Withheld(seq);
            }
            if let Err(divergence) = decision::check_stamp(self.at, seq, public.at)
                && !matches!(self.decided, Decided::Otherwise(_))
            {
                self.decided = Decided::Otherwise(divergence);
            }
            self.at = public.at;
            return Ok(());
        }
        let entry = journal.entry(record)?;
        if let Decided::Same(session) = &mut self.decided {
            let known = journal.known().root;
            if let Err(divergence) = decision::decide(session, &entry, known, journal.session()) {
                self.decided = Decided::Otherwise(divergence);
            }
        }
        (self.also.each)(entry);
        Ok(())
    }

    /// Notes the root of the first `size` entries, where it is wanted.
    fn keep_root(&mut self, journal: &Journal, size: u64) {
        if self.also.sizes.contains(&size) {
            self.roots.insert(size, journal.head().root);
        }
    }
}
