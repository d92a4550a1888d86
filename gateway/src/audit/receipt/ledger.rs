//! A journal in which receipts are looked up.

use gavel_engine::durable::receipt::{ReceiptError, compare};
use gavel_engine::durable::{AnyStorage, Archive, ArchiveError, JournalError, Piece};
use gavel_proto::wire::Receipt;
use gavel_proto::{Event, SessionId};

use crate::audit::key::KeyInUse;
use crate::audit::progress::Progress;
use crate::audit::report::forked;
use crate::audit::signature::{SignatureFault, Signatures};
use crate::audit::source::Source;

/// A journal that was read to its end, any entry and any root of which can be asked for.
pub(crate) struct Ledger {
    session: SessionId,
    archive: Archive<AnyStorage>,
    /// The keys that it names, in order.
    pub(crate) keys: Vec<KeyInUse>,
}

/// What a journal says of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// The entry stands at its place and says the same.
    Same,
    /// The leaf stands at its place; what it says is withheld.
    SameLeaf,
    /// It is a receipt of another session.
    Elsewhere(String),
    /// The journal says otherwise.
    Differs(String),
}

/// Why a journal cannot be asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LedgerError {
    /// It does not check out.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A part of it.
    #[error(
        "one segment is not enough to look receipts up in: name the session's folder, or a pack"
    )]
    Part,
    /// A head in it.
    #[error("the journal does not check out: {0}")]
    Signature(#[from] SignatureFault),
    /// A proof that could not be made.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl Ledger {
    /// Reads a journal to its end.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub(crate) fn read(source: &Source) -> Result<Self, LedgerError> {
        let mut archive = source.archive()?.ok_or(LedgerError::Part)?;
        let mut journal = source.reader()?;
        let mut progress = Progress::of(source);
        let signatures = Signatures::start();
        while let Some(piece) = journal.piece() {
            match piece? {
                Piece::Head(head) => signatures.head(head),
                Piece::Record(record) => {
                    archive.keep(record.located());
                    for event in &record.public().heard {
                        if let Event::SigningKeySet { key } = event {
                            signatures.key(record.seq(), key.clone());
                        }
                    }
                }
            }
            progress.tick(&journal);
        }
        progress.done();
        let signed = signatures.finish();
        match signed.fault {
            Some(fault) => Err(fault.into()),
            None => Ok(Self { session: source.session().clone(), archive, keys: signed.keys }),
        }
    }

    /// What the journal says of a receipt whose head somebody signed.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub(crate) fn look_up(&mut self, receipt: &Receipt) -> Result<Lookup, LedgerError> {
        let Receipt { session, seq, size, root, .. } = receipt;
        if *session != self.session {
            let sentence =
                format!("it is of session {session}, and the journal of {}", self.session);
            return Ok(Lookup::Elsewhere(sentence));
        }
        let known = self.archive.size();
        if known < *size {
            return Ok(Lookup::Differs(format!(
                "the house signed {size} entries, and the journal ends with {known}: entries were \
                 taken away, or this copy is older than the receipt"
            )));
        }
        let here = self.archive.head(*size)?.root;
        if here != *root {
            return Ok(Lookup::Differs(forked("the receipt", *size, *root, here)));
        }
        let Some(record) = self.archive.record(*seq)? else {
            return Ok(Lookup::Differs(format!("there is no entry {seq} in the journal")));
        };
        if record.leaf() != receipt.leaf {
            return Ok(Lookup::Differs(format!(
                "entry {seq} of the journal is another than the receipt's: its leaf is {}",
                record.leaf()
            )));
        }
        if record.secret_part().is_none() {
            return Ok(Lookup::SameLeaf);
        }
        match compare(receipt, &self.archive.entry(record)?) {
            Ok(()) => Ok(Lookup::Same),
            Err(ReceiptError::Differs { what }) => Ok(Lookup::Differs(format!(
                "entry {seq} of the journal says otherwise in {what}: the receipt was changed"
            ))),
            Err(error) => Ok(Lookup::Differs(error.to_string())),
        }
    }
}
