//! The Dutch order book: the price comes down by steps until somebody takes it.

use foldhash::quality::RandomState;
use gavel_proto::terms::Dutch;
use gavel_proto::{
    Bid, Direction, Event, Format, Money, Offer, OfferKind, Paddle, Rejection, Timestamp,
};
use indexmap::IndexSet;
use serde::{Deserialize, Serialize};

use super::offer::{Offered, Taken};
use super::record::Placed;
use super::{Asker, Ranked, Standing};

/// The order book of a Dutch round (rule book 5). In a reverse lot the price goes up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::pure) struct DutchBook {
    asking: Money,
    /// Who accepted the price, in the order in which they came.
    accepted: IndexSet<Paddle, RandomState>,
}

impl DutchBook {
    pub(super) fn begin(lot: Standing<'_>) -> Self {
        let opening = lot.terms.opening;
        let asking = opening.expect("invariant: a Dutch round has an opening price");
        Self { asking, accepted: IndexSet::default() }
    }

    /// Decides whether this acceptance stands. An amount must be the price itself, so that nobody
    /// buys at a price that he did not see.
    ///
    /// # Errors
    /// The first that applies: already accepted, a wrong kind of offer, malformed, below the
    /// price, the price has moved.
    pub(super) fn decide(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        asker: Asker,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        let asking = self.asking_at(lot, at)?;
        if self.accepted.contains(&asker.paddle) {
            return Err(Rejection::AlreadyLeading { price: asking });
        }
        let takes = [OfferKind::Amount, OfferKind::AskingAtMost];
        let offered = Offered::read(lot.terms, &bid.offer, &takes)?.amount;
        if !lot.terms.direction.reaches(offered, asking) {
            return Err(Rejection::BelowAsking { asking });
        }
        if matches!(bid.offer, Offer::Amount(_)) && offered != asking {
            return Err(Rejection::PriceMoved { asking });
        }
        let leader = self.accepted.first().copied().unwrap_or(asker.paddle);
        let mut events = vec![
            lot.accepted(at, asker, bid.bid_id, Taken::open(asking)),
            Event::PriceChanged {
                lot: lot.id,
                bid_id: bid.bid_id,
                bidder: asker.paddle,
                channel: asker.channel,
                price: asking,
                royalty: None,
                leader,
                asking,
                reserve: lot.reserve_at(Some(asking)),
                at,
            },
        ];
        match dutch(lot).tie_window_ms {
            None => events.push(Event::RoundEnded { lot: lot.id, closed_at: at, tied: Vec::new() }),
            Some(window) if self.accepted.is_empty() => {
                events.push(Event::DeadlineMoved { lot: lot.id, closes_at: at.after(window) });
            }
            Some(_) => {}
        }
        Ok(events)
    }

    /// The price at `at`, even if the ticks of its steps come late.
    ///
    /// # Errors
    /// [`Rejection::Closed`] behind the last step, or the tie window.
    pub(super) fn asking_at(&self, lot: Standing<'_>, at: Timestamp) -> Result<Money, Rejection> {
        let mut asking = self.asking;
        let closes_at = lot.closes_at;
        let mut until = closes_at.expect("invariant: a Dutch round goes by the clock");
        while until <= at {
            if !self.accepted.is_empty() || asking == dutch(lot).last {
                return Err(Rejection::Closed { closed_at: until });
            }
            asking = Self::next(lot, asking);
            until = until.after(lot.every());
        }
        Ok(asking)
    }

    /// What is due at the deadline: the next price; nothing if the round is over.
    pub(super) fn due(&self, lot: Standing<'_>, deadline: Timestamp) -> Option<Event> {
        let goes_on = self.accepted.is_empty() && self.asking != dutch(lot).last;
        goes_on.then(|| Event::AskingStepped {
            lot: lot.id,
            asking: Self::next(lot, self.asking),
            closes_at: deadline.after(lot.every()),
        })
    }

    fn next(lot: Standing<'_>, asking: Money) -> Money {
        let step = dutch(lot).decrement;
        let last = dutch(lot).last;
        match lot.terms.direction {
            Direction::Forward => asking.minus(step).unwrap_or(last),
            Direction::Reverse => asking.plus(step),
        }
    }

    pub(super) fn step(&mut self, asking: Money) {
        self.asking = asking;
    }

    pub(super) fn place(&mut self, placed: &Placed) {
        self.asking = placed.offered();
        self.accepted.insert(placed.paddle);
    }

    /// The same round at its present price, without acceptances.
    pub(super) fn anew(&self) -> Self {
        Self { asking: self.asking, accepted: IndexSet::default() }
    }

    /// Who accepted, in the order in which they came.
    pub(super) fn ranking(&self) -> Vec<Ranked> {
        self.accepted.iter().map(|paddle| Ranked::plain(*paddle, self.asking)).collect()
    }

    pub(in crate::pure) fn leader(&self) -> Option<Paddle> {
        self.accepted.first().copied()
    }

    /// The leader, at the price.
    pub(super) fn best(&self) -> Option<Ranked> {
        self.leader().map(|paddle| Ranked::plain(paddle, self.asking))
    }

    pub(in crate::pure) fn asking(&self) -> Money {
        self.asking
    }
}

fn dutch(lot: Standing<'_>) -> &Dutch {
    let Format::Dutch(dutch) = &lot.round.format else {
        panic!("invariant: a Dutch book belongs to a Dutch round");
    };
    dutch
}
