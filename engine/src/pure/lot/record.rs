//! The record of a round: every bid that was accepted, the struck ones too.

use std::collections::BTreeMap;

use gavel_proto::view::MyBid;
use gavel_proto::{
    BidId, Channel, Event, Money, Officer, Paddle, Pair, Reason, Rejection, Royalty,
};
use serde::{Deserialize, Serialize};

/// Every accepted bid of the round that runs or ran last, in the order in which they came. A book
/// is a fold of those that are not struck, so a struck bid is taken out by folding anew.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::pure) struct Record {
    bids: Vec<Placed>,
    /// Bids that an officer asked to be struck, until a second person confirms.
    awaited: BTreeMap<BidId, (Reason, Officer)>,
}

/// An accepted bid. Of the state that is written of a session these are the most by far, so what is
/// absent is left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::pure) struct Placed {
    pub(in crate::pure) paddle: Paddle,
    pub(in crate::pure) bid_id: BidId,
    /// The amount offered in the open or in the envelope; absent for a maximum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::pure) amount: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::pure) maximum: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::pure) royalty: Option<Box<Royalty>>,
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    pub(in crate::pure) schedule: Box<[Pair]>,
    #[serde(default, skip_serializing_if = "Channel::is_online")]
    pub(in crate::pure) channel: Channel,
    /// When, in microseconds on the round's own clock, which stands still in a pause.
    pub(in crate::pure) clock: i64,
    /// Which increment held: 0 for that of the terms, `n` for the `n`-th change of it.
    pub(in crate::pure) increment: usize,
    /// Why it no longer counts; absent while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::pure) struck: Option<Box<Reason>>,
}

impl Placed {
    /// The bid that `event` accepted.
    pub(in crate::pure) fn new(event: &Event, paused: i64, increment: usize) -> Self {
        let Event::BidAccepted {
            paddle,
            bid_id,
            amount,
            maximum,
            royalty,
            schedule,
            channel,
            at,
            ..
        } = event
        else {
            panic!("invariant: only an accepted bid is placed");
        };
        Self {
            paddle: *paddle,
            bid_id: *bid_id,
            amount: *amount,
            maximum: *maximum,
            royalty: royalty.map(Box::new),
            schedule: schedule.as_slice().into(),
            channel: *channel,
            clock: at.micros() - paused,
            increment,
            struck: None,
        }
    }

    /// How high the bid goes.
    pub(in crate::pure) fn offered(&self) -> Money {
        let offered = self.amount.or(self.maximum);
        offered.expect("invariant: an accepted bid offers something")
    }

    fn mine(&self) -> MyBid {
        MyBid {
            bid_id: self.bid_id,
            amount: self.amount,
            maximum: self.maximum,
            royalty: self.royalty.as_deref().copied(),
            schedule: self.schedule.to_vec(),
        }
    }
}

impl Record {
    pub(super) fn push(&mut self, placed: Placed) {
        self.bids.push(placed);
    }

    /// How many bids were accepted, struck ones included.
    pub(super) fn len(&self) -> usize {
        self.bids.len()
    }

    /// The bids that count, in the order in which they came.
    pub(super) fn standing(&self) -> impl DoubleEndedIterator<Item = &Placed> {
        self.bids.iter().filter(|placed| placed.struck.is_none())
    }

    /// Who has a bid that counts, by number.
    pub(super) fn bidders(&self) -> Vec<Paddle> {
        let mut paddles: Vec<Paddle> = self.standing().map(|placed| placed.paddle).collect();
        paddles.sort_unstable();
        paddles.dedup();
        paddles
    }

    /// The last bid of a paddle that counts.
    pub(in crate::pure) fn mine(&self, paddle: Paddle) -> Option<MyBid> {
        self.standing().rev().find(|placed| placed.paddle == paddle).map(Placed::mine)
    }

    /// The bid of this id, if it counts.
    ///
    /// # Errors
    /// [`Rejection::UnknownBid`] or [`Rejection::AlreadyVoid`].
    pub(super) fn find(&self, bid_id: BidId) -> Result<&Placed, Rejection> {
        let placed = self.bids.iter().rev().find(|placed| placed.bid_id == bid_id);
        match placed {
            None => Err(Rejection::UnknownBid { bid_id }),
            Some(placed) if placed.struck.is_some() => Err(Rejection::AlreadyVoid {}),
            Some(placed) => Ok(placed),
        }
    }

    pub(super) fn strike(&mut self, bid_id: BidId, reason: &Reason) {
        self.awaited.remove(&bid_id);
        for placed in self.bids.iter_mut().filter(|placed| placed.bid_id == bid_id) {
            placed.struck = Some(Box::new(reason.clone()));
        }
    }

    pub(super) fn strike_all(&mut self, paddle: Paddle, reason: &Reason) {
        for placed in self.bids.iter_mut().filter(|placed| placed.paddle == paddle) {
            placed.struck.get_or_insert_with(|| Box::new(reason.clone()));
        }
    }

    pub(super) fn ask(&mut self, bid_id: BidId, reason: Reason, officer: Officer) {
        self.awaited.insert(bid_id, (reason, officer));
    }

    /// The bids that await a second person.
    pub(in crate::pure) fn awaited(&self) -> &BTreeMap<BidId, (Reason, Officer)> {
        &self.awaited
    }
}
