//! The first verdict on every bid id: where a bid that comes again was answered.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::quality::RandomState;
use gavel_proto::{Bid, BidId, Event, Paddle, Rejection, Seq};
use serde::{Deserialize, Serialize};

use super::entry::{Entry, Outcome};
use super::fingerprint::fingerprint;

/// Where a bid was decided, the first time it came. What it was told stands in the journal, in the
/// entry of that sequence.
///
/// At most 24 bytes: a session keeps one for as long as it is kept, for every bid id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Its place in the order.
    pub seq: Seq,
    /// What was asked, as 64 bits: lot, offer, jump and conditions; amounts count by value. The same on every
    /// machine, in every build.
    pub fingerprint: u64,
    /// Whose bid it was.
    pub paddle: Paddle,
}

impl Verdict {
    /// The first verdict that `entry` gives, and on which bid id; nothing where it decides no bid,
    /// repeats a verdict, or refuses before the id is looked at: such a refusal leaves the id free,
    /// so that nobody can use up another's.
    #[must_use]
    pub fn of(entry: &Entry) -> Option<(BidId, Self)> {
        let (paddle, bid) = entry.command.bid(&entry.by)?;
        let is_first = match &entry.outcome {
            Outcome::Refused(
                Rejection::NotPermitted {}
                | Rejection::NoSession {}
                | Rejection::UnknownLot { .. }
                | Rejection::BidIdReused {},
            ) => false,
            Outcome::Refused(_) => true,
            Outcome::Accepted(events) => !matches!(events[..], [Event::BidRepeated { .. }]),
        };
        is_first
            .then(|| (bid.bid_id, Self { seq: entry.seq, fingerprint: fingerprint(bid), paddle }))
    }
}

/// Every bid id of a session with its first verdict. Looked up, never walked but to be written.
///
/// What a snapshot brought is shared by all copies of the session: it does not change any more.
#[derive(Debug, Default, Clone)]
pub(super) struct Verdicts {
    /// Absent where the session was folded from its beginning.
    restored: Option<Arc<Tables>>,
    since: Tables,
}

impl Verdicts {
    /// These verdicts, to which others may come.
    pub(super) fn restore(verdicts: Shares) -> Self {
        Self { restored: Some(Arc::new(verdicts.into_tables())), since: Tables::default() }
    }

    pub(super) fn get(&self, bid_id: BidId) -> Option<Verdict> {
        self.since.get(bid_id).or_else(|| self.restored(bid_id))
    }

    fn restored(&self, bid_id: BidId) -> Option<Verdict> {
        self.restored.as_ref().and_then(|restored| restored.get(bid_id))
    }

    /// Where the same bid of the same paddle was decided before, if it was.
    ///
    /// # Errors
    /// [`Rejection::BidIdReused`] where the id belongs to another bid.
    pub(super) fn first(&self, paddle: Paddle, bid: &Bid) -> Result<Option<Seq>, Rejection> {
        match self.get(bid.bid_id) {
            None => Ok(None),
            Some(first) if first.paddle == paddle && first.fingerprint == fingerprint(bid) => {
                Ok(Some(first.seq))
            }
            Some(_) => Err(Rejection::BidIdReused {}),
        }
    }

    /// Keeps the first verdict on a bid id.
    pub(super) fn record(&mut self, bid_id: BidId, verdict: Verdict) {
        if self.restored(bid_id).is_none() {
            self.since.0[table(bid_id)].entry(bid_id).or_insert(verdict);
        }
    }

    /// All verdicts in the order of their decision.
    pub(super) fn in_order(&self) -> Vec<(BidId, Verdict)> {
        let restored = self.restored.iter().flat_map(|restored| &restored.0);
        let verdicts = restored.chain(&self.since.0).flatten();
        let mut verdicts: Vec<(BidId, Verdict)> =
            verdicts.map(|(bid_id, verdict)| (*bid_id, *verdict)).collect();
        verdicts.sort_unstable_by_key(|(_, verdict)| verdict.seq);
        verdicts
    }
}

/// Verdicts, shared out among tables. One table of ten million would miss every cache while it is
/// filled, and the session would stand still for a second whenever it must grow; each of these is
/// filled in the cache and grows by itself, in a few milliseconds.
#[derive(Debug, Clone)]
struct Tables(Box<[HashMap<BidId, Verdict, RandomState>]>);

const TABLES: usize = 256;

impl Default for Tables {
    fn default() -> Self {
        Self((0..TABLES).map(|_| HashMap::default()).collect())
    }
}

impl Tables {
    fn get(&self, bid_id: BidId) -> Option<Verdict> {
        self.0[table(bid_id)].get(&bid_id).copied()
    }
}

/// Verdicts on their way into tables, each with those of its table: nobody looks one up yet. To put
/// one here costs a third of putting it into a table, which is somewhere else in memory each time.
#[derive(Debug, Clone)]
pub(super) struct Shares(Box<[Vec<(BidId, Verdict)>]>);

impl Shares {
    /// Room for about so many.
    pub(super) fn with_capacity(verdicts: usize) -> Self {
        // Chance gives no table a twentieth more than its share, once there are many verdicts.
        let each = verdicts / TABLES * 21 / 20;
        Self((0..TABLES).map(|_| Vec::with_capacity(each)).collect())
    }

    pub(super) fn put(&mut self, bid_id: BidId, verdict: Verdict) {
        self.0[table(bid_id)].push((bid_id, verdict));
    }

    /// Tables of these: of two verdicts on one bid id the first.
    fn into_tables(self) -> Tables {
        // The last that comes to a table stays in it.
        Tables(self.0.into_iter().map(|share| share.into_iter().rev().collect()).collect())
    }
}

/// The table of a bid id: its bytes folded into one, which is spread evenly where any of them is.
fn table(bid_id: BidId) -> usize {
    let folded = [64, 32, 16, 8].into_iter().fold(bid_id.0.as_u128(), |id, half| id ^ (id >> half));
    usize::from(folded.to_le_bytes()[0])
}

#[cfg(test)]
mod tests {
    use super::Verdict;

    #[test]
    fn a_verdict_is_small() {
        assert_eq!(size_of::<Verdict>(), 24);
    }
}
