//! The order book of a round in turns: each bidder improves his own bid, the worst begins.

use gavel_proto::terms::Turns;
use gavel_proto::{Bid, Direction, Event, Format, Money, OfferKind, Paddle, Rejection, Timestamp};
use serde::{Deserialize, Serialize};

use super::offer::{Offered, Taken};
use super::record::Placed;
use super::{Asker, Ranked, Standing};
use crate::pure::increment::beyond;

/// The order book of a round in turns (rule book 6, Prozorro).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::pure) struct TurnsBook {
    /// Every bid that stands, in the order in which they came: of equal amounts the earlier ranks
    /// first.
    own: Vec<Ranked>,
    /// Who has a turn, from worst to best.
    order: Vec<Paddle>,
    /// Whose turn it is, from 0.
    turn: usize,
}

impl TurnsBook {
    pub(super) fn begin(lot: Standing<'_>, carried: &[Ranked]) -> Self {
        let admitted = carried.iter().rev().filter(|ranked| lot.held.admits(ranked.paddle));
        let order = admitted.map(|ranked| ranked.paddle).collect();
        Self { own: carried.to_vec(), order, turn: 0 }
    }

    /// # Errors
    /// Not in this round, or not this bidder's turn.
    pub(super) fn check_turn(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        paddle: Paddle,
    ) -> Result<(), Rejection> {
        match self.turn() {
            Some(turn) if turn == paddle => Ok(()),
            Some(turn) if self.order.contains(&paddle) => {
                Err(Rejection::NotYourTurn { turn, until: lot.closes_at.unwrap_or(at) })
            }
            Some(_) | None => Err(Rejection::NotInRound { round: lot.held.round }),
        }
    }

    /// Decides whether this bid takes the place of the bidder's own.
    ///
    /// # Errors
    /// The first that applies: a wrong kind of offer, malformed, off the grid, below what
    /// improves his own bid.
    pub(super) fn decide(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        asker: Asker,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        let asking = self.asking(lot, asker.paddle);
        let asking = asking.expect("invariant: whose turn it is has a bid to improve");
        let amount = Offered::read(lot.terms, &bid.offer, &[OfferKind::Amount])?.amount;
        if let Some((grid, opening)) = lot.terms.grid.zip(lot.terms.opening)
            && !amount.is_on_grid(opening, grid)
        {
            return Err(Rejection::OffGrid { asking, grid });
        }
        if !lot.terms.direction.reaches(amount, asking) {
            return Err(Rejection::BelowAsking { asking });
        }
        let (price, leader) = match self.best(lot.terms.direction) {
            Some(best) if !lot.terms.direction.beats(amount, best.amount) => {
                (best.amount, best.paddle)
            }
            Some(_) | None => (amount, asker.paddle),
        };
        Ok(vec![
            lot.accepted(at, asker, bid.bid_id, Taken::open(amount)),
            Event::PriceChanged {
                lot: lot.id,
                bid_id: bid.bid_id,
                bidder: asker.paddle,
                channel: asker.channel,
                price,
                royalty: None,
                leader,
                asking: improved(lot, amount),
                reserve: lot.reserve_at(Some(price)),
                at,
            },
        ])
    }

    /// What is due when a turn ends: the next turn; nothing if that was the last.
    pub(super) fn due(&self, lot: Standing<'_>, deadline: Timestamp) -> Option<Event> {
        let later = self.order.iter().skip(self.turn + 1);
        let (paddle, asking) =
            later.copied().find_map(|paddle| Some((paddle, self.asking(lot, paddle)?)))?;
        Some(Event::TurnBegan {
            lot: lot.id,
            paddle,
            asking,
            closes_at: deadline.after(lot.every()),
        })
    }

    pub(super) fn begin_turn(&mut self, paddle: Paddle) {
        let turn = self.order.iter().position(|one| *one == paddle);
        self.turn = turn.expect("invariant: a turn is one of the order");
    }

    pub(super) fn place(&mut self, placed: &Placed) {
        let ranked = Ranked::plain(placed.paddle, placed.offered());
        self.own.retain(|own| own.paddle != placed.paddle);
        self.own.push(ranked);
    }

    /// The same turn of the same round, with the bids that it began with.
    pub(super) fn anew(&self, carried: &[Ranked]) -> Self {
        Self { own: carried.to_vec(), order: self.order.clone(), turn: self.turn }
    }

    /// Who stands at how much, best first, the earliest among equals.
    pub(super) fn ranking(&self, direction: Direction) -> Vec<Ranked> {
        let mut ranking = self.own.clone();
        ranking.sort_by(|one, other| direction.order(one.amount, other.amount));
        ranking
    }

    pub(in crate::pure) fn best(&self, direction: Direction) -> Option<Ranked> {
        let own = self.own.iter().copied();
        own.min_by(|one, other| direction.order(one.amount, other.amount))
    }

    /// Whose turn it is.
    pub(in crate::pure) fn turn(&self) -> Option<Paddle> {
        self.order.get(self.turn).copied()
    }

    /// What improves the bid of this paddle.
    pub(in crate::pure) fn asking(&self, lot: Standing<'_>, paddle: Paddle) -> Option<Money> {
        let own = self.own.iter().find(|own| own.paddle == paddle)?;
        Some(improved(lot, own.amount))
    }
}

fn improved(lot: Standing<'_>, own: Money) -> Money {
    beyond(lot.terms.direction, own, &turns(lot).increment, &lot.terms.currency)
}

fn turns(lot: Standing<'_>) -> &Turns {
    let Format::Turns(turns) = &lot.round.format else {
        panic!("invariant: a book of turns belongs to a round of them");
    };
    turns
}
