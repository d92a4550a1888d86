//! The first verdict on every bid id: what a bid that comes again is told.

use std::collections::HashMap;

use gavel_proto::{Bid, BidId, Paddle, Rejection, Seq, Timestamp};
use serde::Serialize;

use super::entry::Outcome;

/// What became of a bid, the first time it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whose bid it was.
    pub paddle: Paddle,
    /// What was asked; amounts compare by value.
    pub bid: Bid,
    /// Its place in the order.
    pub seq: Seq,
    /// When it was stamped.
    pub at: Timestamp,
    /// Why it was refused; absent if it was accepted.
    pub refusal: Option<Box<Rejection>>,
}

/// Every bid id of a session with its first verdict. Looked up, never walked.
#[derive(Debug, Default, Clone)]
pub(super) struct Verdicts(HashMap<BidId, Verdict>);

impl Verdicts {
    pub(super) fn get(&self, bid_id: BidId) -> Option<&Verdict> {
        self.0.get(&bid_id)
    }

    /// Where the same bid of the same paddle was decided before, if it was.
    ///
    /// # Errors
    /// [`Rejection::BidIdReused`] where the id belongs to another bid.
    pub(super) fn first(&self, paddle: Paddle, bid: &Bid) -> Result<Option<Seq>, Rejection> {
        match self.0.get(&bid.bid_id) {
            None => Ok(None),
            Some(first) if first.paddle == paddle && first.bid == *bid => Ok(Some(first.seq)),
            Some(_) => Err(Rejection::BidIdReused {}),
        }
    }

    /// Keeps the verdict on a bid that reached the id check; refusals that come before it in the
    /// order leave the id free, so that nobody can use up another's.
    pub(super) fn record(
        &mut self,
        seq: Seq,
        at: Timestamp,
        paddle: Paddle,
        bid: &Bid,
        outcome: &Outcome,
    ) {
        let refusal = match outcome {
            Outcome::Refused(
                Rejection::NotPermitted {}
                | Rejection::NoSession {}
                | Rejection::UnknownLot { .. }
                | Rejection::BidIdReused {},
            ) => return,
            Outcome::Refused(rejection) => Some(Box::new(rejection.clone())),
            Outcome::Accepted(_) => None,
        };
        self.0.entry(bid.bid_id).or_insert_with(|| Verdict {
            paddle,
            bid: bid.clone(),
            seq,
            at,
            refusal,
        });
    }

    /// All verdicts in the order of their decision.
    pub(super) fn in_order(&self) -> Vec<&Verdict> {
        let mut verdicts: Vec<&Verdict> = self.0.values().collect();
        verdicts.sort_unstable_by_key(|verdict| verdict.seq);
        verdicts
    }
}
