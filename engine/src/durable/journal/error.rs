//! What can be wrong with a journal, each with its place and what was found there.

use gavel_proto::{Seq, SessionId};

use super::salt::SaltError;
use super::segment;
use super::storage::StorageError;

/// Why a journal was not read or not written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk refused.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Something in the journal does not check out.
    #[error(
        "{0}; nothing was changed: keep a copy of the folder and restore the journal from \
         a replica or a backup"
    )]
    Damaged(Damage),
    /// A segment is not there.
    #[error(
        "session {session}: the segment that begins with sequence {expected} is missing{}; \
         put the file {} back into the session's folder",
        .found.map(|found| format!(" (the next one begins with {found})")).unwrap_or_default(),
        segment::file_name(*.expected)
    )]
    MissingSegment {
        /// Whose journal.
        session: SessionId,
        /// The sequence it would begin with.
        expected: Seq,
        /// The first sequence of the segment that stands in its place, if any.
        found: Option<Seq>,
    },
    /// Another version of this program wrote it.
    #[error(
        "session {session}: {} is of version {found}, and this program reads version {}: \
         run the program that wrote it",
        segment::file_name(*.segment), segment::VERSION
    )]
    OtherVersion {
        /// Whose journal.
        session: SessionId,
        /// The segment, by its first sequence.
        segment: Seq,
        /// Its version.
        found: u32,
    },
    /// The file belongs to another session.
    #[error(
        "session {session}: {} belongs to session {found:?}; move it to that session's folder",
        segment::file_name(*.segment)
    )]
    WrongSession {
        /// Whose journal was asked for.
        session: SessionId,
        /// The segment, by its first sequence.
        segment: Seq,
        /// Whose it is.
        found: String,
    },
    /// A journal that was published, without its secrets.
    #[error(
        "session {session}: the secrets of sequence {seq} are withheld: this is a public journal, \
         which can be verified and read, but not decided again; ask the exchange for the whole one"
    )]
    Withheld {
        /// Whose journal.
        session: SessionId,
        /// The first entry that is not all there.
        seq: Seq,
    },
    /// What no sale comes to: whoever wrote it had the checksums right, and nothing else.
    #[error(
        "session {session}: {what}; nothing was changed: keep a copy of the folder, see with \
         `gavel verify` how far the journal is what was decided, and restore it from a replica or a \
         backup"
    )]
    Impossible {
        /// Whose journal.
        session: SessionId,
        /// What it holds.
        what: Impossible,
    },
    /// No salt for a secret.
    #[error(transparent)]
    Salt(#[from] SaltError),
    /// An entry that no record can hold.
    #[error("session {session}: entry {seq} takes {bytes} bytes, more than a record holds")]
    TooLarge {
        /// Whose journal.
        session: SessionId,
        /// Which entry.
        seq: Seq,
        /// Its size as JSON.
        bytes: usize,
    },
    /// An earlier call failed, so nobody knows what the disk holds.
    #[error(
        "session {session}: an earlier write failed, so nothing more is written; \
         restart the program to recover"
    )]
    Poisoned {
        /// Whose journal.
        session: SessionId,
    },
}

/// An entry that cannot be recorded, because nothing that came before leads to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("sequence {seq} holds what cannot have happened, whatever its checksum says: {broken}")]
pub struct Impossible {
    /// Which entry.
    pub seq: Seq,
    /// The invariant that it breaks.
    pub broken: String,
}

/// Something that does not check out, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "session {session}: {} at byte {offset}, where sequence {seq} should be: {what}",
    segment::file_name(*.segment)
)]
pub struct Damage {
    /// Whose journal.
    pub session: SessionId,
    /// The segment, by its first sequence.
    pub segment: Seq,
    /// Bytes from the beginning of the segment.
    pub offset: u64,
    /// The sequence that was due there.
    pub seq: Seq,
    /// What was found.
    pub what: Fault,
}

/// What was found where something else was due.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not a header of a segment: wrong magic, checksum or length.
    #[error("the segment header does not check out")]
    Header,
    /// A header that names another first sequence than the file's name.
    #[error("the header says that the segment begins with sequence {first}")]
    Renamed {
        /// What the header says.
        first: Seq,
    },
    /// The segment ends inside a record.
    #[error("the segment ends inside a record")]
    Cut,
    /// A length that no record has.
    #[error("a record of {bytes} bytes, which no record has")]
    Length {
        /// Bytes of both parts, as found.
        bytes: u64,
    },
    /// A record whose bytes are not those that were written.
    #[error("the record's checksum is {computed:08x}, but {stored:08x} was written")]
    Checksum {
        /// As found.
        stored: u32,
        /// As computed from what was found.
        computed: u32,
    },
    /// Bytes that are no record, where only zeros may follow.
    #[error("bytes that are no record")]
    Stray,
    /// Whole records, of which none ends the batch.
    #[error("the segment ends inside a batch")]
    Unfinished,
    /// A whole record with flags that nobody sets here.
    #[error("a record with flags {flags:#x}")]
    Flags {
        /// As found.
        flags: u32,
    },
    /// A segment that goes on behind another history.
    #[error("the header's peaks are not those of the tree over the entries before it")]
    Peaks,
    /// A batch that goes on behind entries whose head is missing.
    #[error("a batch that does not begin with the signed head of the entries before it")]
    Headless,
    /// A head that is no checkpoint, or not of the entries before it.
    #[error("a head that is not that of the entries before it: {reason}")]
    Head {
        /// What does not fit.
        reason: String,
    },
    /// A whole record of an entry that is not the next one.
    #[error("an entry with sequence {found}")]
    Sequence {
        /// As found.
        found: Seq,
    },
    /// A whole record that holds no entry.
    #[error("a record that is no entry: {reason}")]
    NotAnEntry {
        /// What the JSON parser said.
        reason: String,
    },
    /// The journal ends before what was acknowledged.
    #[error("nothing, but entries up to {acknowledged} were acknowledged")]
    Lost {
        /// The last sequence that is known to have been acknowledged.
        acknowledged: Seq,
    },
    /// What was acknowledged lies elsewhere.
    #[error("a batch that does not end where it was acknowledged, at sequence {acknowledged}")]
    Moved {
        /// The sequence whose place differs.
        acknowledged: Seq,
    },
}

impl Fault {
    /// Whether a write that was cut short can leave this behind. A record with the right checksum
    /// and the wrong content was written so.
    pub(in crate::durable) const fn is_tear(&self) -> bool {
        matches!(
            self,
            Self::Cut
                | Self::Length { .. }
                | Self::Checksum { .. }
                | Self::Stray
                | Self::Unfinished
        )
    }
}
