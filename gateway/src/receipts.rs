//! Receipts: what a bidder was told, tied to the signed head of everything that was decided.

use gavel_engine::durable::receipt::{bid_id, verdict};
use gavel_engine::durable::{
    Archive, ArchiveError, Checkpoint, JournalError, Record, Storage, Written, WrittenEntry,
};
use gavel_engine::pure::audience::audience;
use gavel_engine::pure::{Entry, Viewer};
use gavel_proto::wire::{Receipt, ReceiptForm};
use gavel_proto::{BidId, Event, Hash, Seq, SessionId};

/// The journal of one session, read back, and its last signed head.
#[derive(Debug)]
pub(crate) struct Receipts<S> {
    session: SessionId,
    archive: Archive<S>,
    checkpoint: Checkpoint,
}

/// An entry as it stands in the journal.
struct Stored<'a> {
    leaf: Hash,
    public: &'a [u8],
    secret: &'a [u8],
}

impl<S: Storage> Receipts<S> {
    pub(crate) fn new(session: SessionId, archive: Archive<S>, checkpoint: Checkpoint) -> Self {
        Self { session, archive, checkpoint }
    }

    /// Takes up a durable batch: receipts are of its head from now on.
    pub(crate) fn follow(&mut self, written: &Written) {
        self.archive.follow(written);
        self.checkpoint = written.checkpoint().clone();
    }

    /// The receipt of an entry that was written just now; `None` where it decides no bid.
    ///
    /// # Errors
    /// [`ArchiveError`].
    pub(crate) fn fresh(
        &mut self,
        entry: &Entry,
        written: WrittenEntry<'_>,
        form: ReceiptForm,
    ) -> Result<Option<Receipt>, ArchiveError> {
        let WrittenEntry { leaf, public, secret, .. } = written;
        self.receipt(entry, &Stored { leaf, public, secret }, form)
    }

    /// The receipt of an entry that was read back; `None` where it decides no bid.
    ///
    /// # Errors
    /// [`ArchiveError`].
    pub(crate) fn of(
        &mut self,
        (entry, record): &(Entry, Record),
        form: ReceiptForm,
    ) -> Result<Option<Receipt>, ArchiveError> {
        let (leaf, public) = (record.leaf(), record.public_part());
        let secret = record.secret_part().unwrap_or_default();
        self.receipt(entry, &Stored { leaf, public, secret }, form)
    }

    /// The entry at `seq`, read back from the journal.
    ///
    /// # Errors
    /// [`JournalError`].
    ///
    /// # Panics
    /// If there is no such entry: a verdict names one.
    pub(crate) fn entry(&mut self, seq: Seq) -> Result<(Entry, Record), JournalError> {
        let record = self.archive.record(seq)?;
        let record = record.expect("invariant: a verdict names an entry that is durable");
        let entry = self.archive.entry(record.clone())?;
        Ok((entry, record))
    }

    /// The entries from `first` to `last`, read back from the journal.
    ///
    /// # Errors
    /// [`JournalError`].
    pub(crate) fn entries(&mut self, first: Seq, last: Seq) -> Result<Vec<Entry>, JournalError> {
        let records = self.archive.records(first, last)?;
        records.into_iter().map(|record| self.archive.entry(record)).collect()
    }

    fn receipt(
        &mut self,
        entry: &Entry,
        stored: &Stored<'_>,
        form: ReceiptForm,
    ) -> Result<Option<Receipt>, ArchiveError> {
        let Some(receipt) = plain(&self.session, &self.checkpoint, entry, stored.leaf) else {
            return Ok(None);
        };
        if form == ReceiptForm::Plain {
            return Ok(Some(receipt));
        }
        let proof = Some(self.archive.inclusion(entry.seq, receipt.size)?);
        let public = Some(text(stored.public));
        let secret = is_own(entry, receipt.bid_id).then(|| text(stored.secret));
        Ok(Some(Receipt { proof, public, secret, ..receipt }))
    }
}

/// The receipt of an entry under this head, without a proof; `None` where it decides no bid.
pub(crate) fn plain(
    session: &SessionId,
    checkpoint: &Checkpoint,
    entry: &Entry,
    leaf: Hash,
) -> Option<Receipt> {
    let head = checkpoint.head;
    Some(Receipt {
        origin: checkpoint.origin().to_owned(),
        session: session.clone(),
        seq: entry.seq,
        at: entry.at,
        bid_id: bid_id(entry)?,
        verdict: verdict(&entry.outcome),
        leaf,
        size: head.size,
        root: head.root,
        signature: checkpoint.signature.clone(),
        proof: None,
        public: None,
        secret: None,
    })
}

fn text(part: &[u8]) -> String {
    String::from_utf8(part.to_vec()).expect("invariant: JSON is text")
}

/// Whether whoever asked may know all of an entry: its events are the room's, his, or about this
/// bid.
fn is_own(entry: &Entry, own: BidId) -> bool {
    let viewer = entry.by.paddle().map_or(Viewer::Desk, Viewer::Paddle);
    entry.outcome.events().iter().all(|event| {
        let is_of_bid = matches!(event, Event::BidAccepted { bid_id, .. } if *bid_id == own);
        is_of_bid || viewer.hears(audience(event))
    })
}
