//! The order book with two sides: one exclusive licence, or a licence each for several.

use gavel_proto::terms::Exclusive;
use gavel_proto::{
    Award, Bid, Event, Format, LotResult, Money, Offer, OfferKind, Paddle, Pair, Rejection, Side,
    SideName, Sides, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::deadline::{Deadline, Moved};
use super::offer::{Offered, Taken, schedule};
use super::record::Placed;
use super::{Asker, Standing};
use crate::pure::increment::beyond;

/// The order book of a round in which one exclusive licence stands against several (rule book 4).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::pure) struct ExclusiveBook {
    both: BothSides,
    deadline: Deadline,
}

/// Both sides, and which is ahead.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct BothSides {
    exclusive: Option<Side>,
    /// The shared bids that would be served, best first, the earliest among equals: whoever falls
    /// out of them comes back by another bid alone.
    shared: Vec<Side>,
    /// Which side is ahead; at equality, the one that came there first.
    ahead: Option<SideName>,
}

impl ExclusiveBook {
    pub(super) fn begin(closes_at: Option<Timestamp>) -> Self {
        Self { both: BothSides::default(), deadline: Deadline::new(closes_at) }
    }

    /// Decides what `bid` does to its side.
    ///
    /// # Errors
    /// The first that applies: already leading, a wrong kind of offer, malformed, off the grid,
    /// below asking.
    pub(super) fn decide(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        asker: Asker,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        let (side, schedule) = self.both.offer(lot, asker, &bid.offer)?;
        let (name, amount) = side;
        let mut next = self.both.clone();
        next.set(lot, name, Side { paddle: asker.paddle, amount });
        let clock = at.micros() - lot.held.paused;
        let closes_at = self.moved(lot, clock).closes_at(lot.held.paused);
        let taken = Taken { schedule, ..Taken::open(amount) };
        let accepted = lot.accepted(at, asker, bid.bid_id, taken);
        let changed = Event::SidesChanged {
            lot: lot.id,
            sides: next.sides(lot),
            bid_id: Some(bid.bid_id),
            at,
        };
        let moved = closes_at.map(|closes_at| Event::DeadlineMoved { lot: lot.id, closes_at });
        Ok([accepted, changed].into_iter().chain(moved).collect())
    }

    fn moved(&self, lot: Standing<'_>, clock: i64) -> Moved {
        self.deadline.after(&lot.round.pace, exclusive(lot).soft_close, clock)
    }

    pub(super) fn place(&mut self, lot: Standing<'_>, placed: &Placed) {
        let moved = self.moved(lot, placed.clock);
        let soft = exclusive(lot).soft_close;
        self.deadline.record(soft, moved, placed.clock, placed.paddle);
        let side = |amount| Side { paddle: placed.paddle, amount };
        match placed.schedule.first() {
            Some(pair) => self.both.set(lot, SideName::Shared, side(pair.unit_price)),
            None => self.both.set(lot, SideName::Exclusive, side(placed.offered())),
        }
    }

    pub(super) fn both(&self) -> &BothSides {
        &self.both
    }

    pub(super) fn deadline(&self) -> &Deadline {
        &self.deadline
    }
}

impl BothSides {
    fn offer(
        &self,
        lot: Standing<'_>,
        asker: Asker,
        offer: &Offer,
    ) -> Result<((SideName, Money), Vec<Pair>), Rejection> {
        match offer {
            Offer::Schedule(pairs) => {
                if let (Some(SideName::Shared), Some(own)) = (self.ahead, self.served(asker.paddle))
                {
                    return Err(Rejection::AlreadyLeading { price: own });
                }
                let pairs = schedule(lot.terms, pairs, 1, Some(1))?;
                let amount = pairs[0].unit_price;
                let asking = self.asking_shared(lot, Some(asker.paddle));
                if amount < asking {
                    return Err(Rejection::BelowAsking { asking });
                }
                Ok(((SideName::Shared, amount), pairs))
            }
            Offer::Amount(_) | Offer::Maximum(_) | Offer::AskingAtMost(_) | Offer::Royalty(_) => {
                if let (Some(SideName::Exclusive), Some(best)) = (self.ahead, self.exclusive)
                    && best.paddle == asker.paddle
                {
                    return Err(Rejection::AlreadyLeading { price: best.amount });
                }
                let takes = [OfferKind::Amount, OfferKind::Schedule];
                let amount = Offered::read(lot.terms, offer, &takes)?.amount;
                let asking = self.asking_exclusive(lot);
                if let Some((grid, opening)) = lot.terms.grid.zip(lot.terms.opening)
                    && !amount.is_on_grid(opening, grid)
                {
                    return Err(Rejection::OffGrid { asking, grid });
                }
                if amount < asking {
                    return Err(Rejection::BelowAsking { asking });
                }
                Ok(((SideName::Exclusive, amount), Vec::new()))
            }
        }
    }

    fn set(&mut self, lot: Standing<'_>, name: SideName, bid: Side) {
        match name {
            SideName::Exclusive => {
                if self.exclusive.is_none_or(|best| best.amount < bid.amount) {
                    self.exclusive = Some(bid);
                }
            }
            SideName::Shared => {
                self.shared.retain(|own| own.paddle != bid.paddle);
                let place = self.shared.partition_point(|other| bid.amount <= other.amount);
                self.shared.insert(place, bid);
                self.shared.truncate(usize::try_from(lot.terms.quantity).unwrap_or(usize::MAX));
            }
        }
        let exclusive = self.exclusive.map(|best| best.amount);
        self.ahead = match (exclusive, self.shared_sum()) {
            (None, None) => None,
            (Some(_), None) => Some(SideName::Exclusive),
            (None, Some(_)) => Some(SideName::Shared),
            (Some(one), Some(all)) if all < one => Some(SideName::Exclusive),
            (Some(one), Some(all)) if one < all => Some(SideName::Shared),
            (Some(_), Some(_)) => self.ahead,
        };
    }

    fn served(&self, paddle: Paddle) -> Option<Money> {
        let own = self.shared.iter().find(|side| side.paddle == paddle);
        own.map(|side| side.amount)
    }

    fn shared_sum(&self) -> Option<Money> {
        self.shared.iter().map(|side| side.amount).reduce(Money::plus)
    }

    pub(super) fn asking_exclusive(&self, lot: Standing<'_>) -> Money {
        let opening = lot.terms.opening;
        let opening = opening.expect("invariant: an exclusive round has an opening price");
        let step = &exclusive(lot).increment;
        let next = |best: Side| beyond(lot.terms.direction, best.amount, step, &lot.terms.currency);
        self.exclusive.map_or(opening, next)
    }

    /// The least shared bid that is among the best, of this paddle or of one that has none.
    fn asking_shared(&self, lot: Standing<'_>, paddle: Option<Paddle>) -> Money {
        let terms = exclusive(lot);
        let own = paddle.and_then(|paddle| self.served(paddle));
        let is_full = self.shared.len() as u64 == lot.terms.quantity;
        let displaced =
            own.or_else(|| self.shared.last().filter(|_| is_full).map(|side| side.amount));
        let currency = &lot.terms.currency;
        displaced.map_or(terms.shared_opening, |amount| {
            beyond(lot.terms.direction, amount, &terms.shared_increment, currency)
        })
    }

    /// How both sides stand, for everybody.
    pub(super) fn sides(&self, lot: Standing<'_>) -> Sides {
        let shared_sum = self.shared_sum();
        let exclusive = self.exclusive.map(|best| best.amount);
        let gap = match (exclusive, shared_sum) {
            (Some(one), Some(all)) => one.max(all).minus(one.min(all)),
            (one, all) => one.or(all),
        };
        Sides {
            exclusive: self.exclusive,
            shared: self.shared.clone(),
            shared_sum,
            ahead: self.ahead,
            gap,
            asking_exclusive: self.asking_exclusive(lot),
            asking_shared: self.asking_shared(lot, None),
        }
    }

    /// The exclusive bidder, if he is ahead.
    pub(super) fn leader(&self) -> Option<Paddle> {
        let best = self.exclusive.filter(|_| self.ahead == Some(SideName::Exclusive));
        best.map(|best| best.paddle)
    }

    /// What the side that is ahead comes to.
    pub(super) fn value(&self) -> Option<Money> {
        match self.ahead? {
            SideName::Exclusive => self.exclusive.map(|best| best.amount),
            SideName::Shared => self.shared_sum(),
        }
    }

    /// How the lot ends if it ends now; nothing without a bid.
    pub(super) fn result(&self) -> Option<LotResult> {
        match self.ahead? {
            SideName::Exclusive => {
                let Side { paddle, amount } = self.exclusive?;
                Some(LotResult::Sold { paddle, price: amount, royalty: None })
            }
            SideName::Shared => {
                let award = |side: &Side| Award {
                    paddle: side.paddle,
                    quantity: 1,
                    unit_price: side.amount,
                    pays: side.amount,
                };
                let awards = self.shared.iter().map(award).collect();
                Some(LotResult::Allotted { awards, total: self.shared_sum()? })
            }
        }
    }
}

fn exclusive(lot: Standing<'_>) -> &Exclusive {
    let Format::Exclusive(exclusive) = &lot.round.format else {
        panic!("invariant: a book of two sides belongs to an exclusive round");
    };
    exclusive
}
