//! The English order book: who leads, up to what, and what the next bid must be.

use std::collections::BTreeMap;

use gavel_proto::terms::{English, LeaderBids};
use gavel_proto::{
    Bid, Direction, Event, Format, Increment, Jump, Money, Offer, OfferKind, Paddle, Rejection,
    Royalty, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::deadline::{Deadline, Moved};
use super::offer::{Offered, Taken};
use super::record::Placed;
use super::{Asker, Ranked, Standing};
use crate::pure::increment::{beyond, jump};

/// The order book of an English round. In a reverse lot every comparison is mirrored, and a
/// maximum is the least that its owner would take.
///
/// Invariant: the price is no better than the leader's maximum, and `second` is the best maximum
/// of any bidder but the leader.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::pure) struct EnglishBook {
    lead: Option<Lead>,
    second: Option<Money>,
    price: Option<Money>,
    asking: Money,
    /// How far each bidder went in this round.
    reached: BTreeMap<Paddle, Money>,
    /// The increments of the round: that of the terms, then every change of it.
    increments: Vec<Increment>,
    deadline: Deadline,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Lead {
    paddle: Paddle,
    maximum: Money,
    /// What the price is made of, if the leader bid a royalty.
    royalty: Option<Royalty>,
}

/// A bid is accepted, changes the price, moves the deadline.
const EVENTS_PER_BID: usize = 3;

/// What a bid makes of the book.
struct Contest {
    lead: Lead,
    second: Option<Money>,
    price: Money,
}

impl EnglishBook {
    /// The book of a round that begins with what the rounds before it left standing.
    pub(super) fn begin(
        lot: Standing<'_>,
        carried: &[Ranked],
        closes_at: Option<Timestamp>,
    ) -> Self {
        let increments = vec![english(lot).increment.clone()];
        let opening = lot.terms.opening;
        let opening = opening.expect("invariant: an English round has an opening price");
        let lead = carried.first().map(|best| Lead {
            paddle: best.paddle,
            maximum: best.maximum.unwrap_or(best.amount),
            royalty: best.royalty,
        });
        let price = carried.first().map(|best| best.amount);
        let asking = price.map_or(opening, |price| next(lot, price, &increments[0]));
        let second = carried.get(1).map(|second| second.amount);
        let deadline = Deadline::new(closes_at);
        Self { lead, second, price, asking, reached: BTreeMap::new(), increments, deadline }
    }

    /// Decides what `bid` does to this book. Changes nothing.
    ///
    /// # Errors
    /// The first that applies: already leading, a wrong kind of offer, malformed, off the grid,
    /// below asking, jump too large.
    pub(super) fn decide(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        asker: Asker,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        let raises = self.check_lead(lot, asker.paddle, &bid.offer)?;
        let offered = Offered::read(lot.terms, &bid.offer, takes(lot))?;
        let amount = self.check_amount(lot, bid, offered.amount, raises)?;
        let is_open = !matches!(bid.offer, Offer::Maximum(_));
        let taken = if is_open {
            Taken { royalty: offered.royalty, ..Taken::open(amount) }
        } else {
            Taken::up_to(amount)
        };
        let mut events = Vec::with_capacity(EVENTS_PER_BID);
        events.push(lot.accepted(at, asker, bid.bid_id, taken));
        let step = self.increment();
        let contest = self.contest(lot, step, asker.paddle, (amount, is_open, offered.royalty));
        if self.is_changed_by(&contest) {
            events.push(Event::PriceChanged {
                lot: lot.id,
                bid_id: bid.bid_id,
                bidder: asker.paddle,
                channel: asker.channel,
                price: contest.price,
                royalty: contest.lead.royalty,
                leader: contest.lead.paddle,
                asking: next(lot, contest.price, step),
                reserve: lot.reserve_at(Some(contest.lead.maximum)),
                at,
            });
            if raises == Raises::Nothing {
                let moved = self.moved(lot, at.micros() - lot.held.paused);
                let closes_at = moved.closes_at(lot.held.paused);
                events.extend(
                    closes_at.map(|closes_at| Event::DeadlineMoved { lot: lot.id, closes_at }),
                );
            }
        }
        Ok(events)
    }

    /// A leader may raise his own maximum, and outbid himself in the open where the terms say so.
    fn check_lead(
        &self,
        lot: Standing<'_>,
        paddle: Paddle,
        offer: &Offer,
    ) -> Result<Raises, Rejection> {
        match (self.lead, self.price) {
            (Some(lead), Some(price)) if lead.paddle == paddle => match offer {
                Offer::Maximum(maximum) if lot.terms.direction.beats(*maximum, lead.maximum) => {
                    Ok(Raises::OwnMaximum)
                }
                Offer::Amount(_) | Offer::AskingAtMost(_) | Offer::Royalty(_)
                    if english(lot).leader_bids == LeaderBids::Accepted =>
                {
                    Ok(Raises::Nothing)
                }
                Offer::Maximum(_)
                | Offer::Amount(_)
                | Offer::AskingAtMost(_)
                | Offer::Schedule(_)
                | Offer::Royalty(_) => Err(Rejection::AlreadyLeading { price }),
            },
            _ => Ok(Raises::Nothing),
        }
    }

    fn check_amount(
        &self,
        lot: Standing<'_>,
        bid: &Bid,
        asked: Money,
        raises: Raises,
    ) -> Result<Money, Rejection> {
        let asking = self.asking;
        let direction = lot.terms.direction;
        if let Offer::AskingAtMost(_) = bid.offer {
            return if direction.reaches(asked, asking) {
                Ok(asking)
            } else {
                Err(Rejection::BelowAsking { asking })
            };
        }
        if let Some((grid, opening)) = lot.terms.grid.zip(lot.terms.opening)
            && !asked.is_on_grid(opening, grid)
        {
            return Err(Rejection::OffGrid { asking, grid });
        }
        if raises == Raises::Nothing && !direction.reaches(asked, asking) {
            return Err(Rejection::BelowAsking { asking });
        }
        if let Some(steps) = english(lot).max_jump_steps
            && bid.jump == Jump::Unconfirmed
            && !matches!(bid.offer, Offer::Maximum(_))
        {
            let from = self.price.unwrap_or(asking);
            let most = jump(direction, from, self.increment(), steps, &lot.terms.currency);
            if direction.beats(asked, most) && direction.beats(asked, asking) {
                return Err(Rejection::JumpTooLarge { most });
            }
        }
        Ok(asked)
    }

    /// Who leads at what price once `paddle` goes up to `maximum` (rule book 2): the best maximum
    /// leads, the earliest among equals; the price is what beats the best of any other bidder, at
    /// most the leader's maximum. An open amount that takes the lead is the price itself, and a
    /// reserve that is reached lifts the price to it.
    fn contest(
        &self,
        lot: Standing<'_>,
        step: &Increment,
        paddle: Paddle,
        (maximum, is_open, royalty): (Money, bool, Option<Royalty>),
    ) -> Contest {
        let direction = lot.terms.direction;
        let (lead, second) = match self.lead {
            None => (Lead { paddle, maximum, royalty }, None),
            Some(lead) if lead.paddle == paddle => {
                let maximum = direction.better(lead.maximum, maximum);
                let royalty = if is_open { royalty } else { lead.royalty };
                (Lead { paddle, maximum, royalty }, self.second)
            }
            Some(lead) if direction.beats(maximum, lead.maximum) => {
                (Lead { paddle, maximum, royalty }, Some(lead.maximum))
            }
            Some(lead) => {
                let second = self.second.map_or(maximum, |best| direction.better(best, maximum));
                (lead, Some(second))
            }
        };
        let taken = Some(maximum).filter(|_| is_open && lead.paddle == paddle);
        // What beats the others is no more than the leader's maximum, and nothing new if the price
        // is that already.
        let contested = second
            .filter(|_| taken != Some(lead.maximum))
            .map(|best| direction.worse(next(lot, best, step), lead.maximum));
        let reached = lot.reserve.filter(|reserve| direction.reaches(lead.maximum, *reserve));
        let begun = self.price.or(lot.terms.opening);
        let begun = begun.expect("invariant: an English round has an opening price");
        let better = |price, other: Option<Money>| {
            other.map_or(price, |other| direction.better(price, other))
        };
        let price = better(better(better(begun, contested), taken), reached);
        Contest { lead, second, price }
    }

    fn is_changed_by(&self, contest: &Contest) -> bool {
        self.price != Some(contest.price)
            || self.lead.map(|lead| lead.paddle) != Some(contest.lead.paddle)
    }

    fn moved(&self, lot: Standing<'_>, clock: i64) -> Moved {
        let soft = english(lot).soft_close;
        self.deadline.after(&lot.round.pace, soft, clock)
    }

    /// Records an accepted bid. The book computes again what [`Self::decide`] announced.
    pub(super) fn place(&mut self, lot: Standing<'_>, placed: &Placed) {
        let offered = placed.offered();
        let is_open = placed.amount.is_some();
        let royalty = placed.royalty.as_deref().copied();
        let step = &self.increments[placed.increment];
        let contest = self.contest(lot, step, placed.paddle, (offered, is_open, royalty));
        let raises_own = !is_open && self.leader() == Some(placed.paddle);
        if self.is_changed_by(&contest) && !raises_own {
            let moved = self.moved(lot, placed.clock);
            let soft = english(lot).soft_close;
            self.deadline.record(soft, moved, placed.clock, placed.paddle);
        }
        let direction = lot.terms.direction;
        let best = self.reached.entry(placed.paddle).or_insert(offered);
        *best = direction.better(*best, offered);
        if let Some(lead) = self.lead {
            // A leader of the rounds before went this far, though he did not bid in this one.
            self.reached.entry(lead.paddle).or_insert(lead.maximum);
        }
        self.lead = Some(contest.lead);
        self.second = contest.second;
        self.price = Some(contest.price);
        self.asking = next(lot, contest.price, self.increment());
    }

    /// Records a new increment.
    pub(super) fn set_increment(&mut self, increment: Increment, asking: Money) {
        self.increments.push(increment);
        self.asking = asking;
    }

    /// The asking price under this increment.
    pub(super) fn asking_under(&self, lot: Standing<'_>, increment: &Increment) -> Money {
        self.price.map_or(self.asking, |price| next(lot, price, increment))
    }

    /// The same round without its bids; the changes of the increment stay.
    pub(super) fn anew(
        &self,
        lot: Standing<'_>,
        carried: &[Ranked],
        closes_at: Option<Timestamp>,
    ) -> Self {
        let increments = self.increments.clone();
        let begun = Self::begin(lot, carried, closes_at);
        let asking = begun.asking_under(lot, &increments[increments.len() - 1]);
        Self { asking, increments, ..begun }
    }

    /// Who bid how much in this round, best first; the leader's amount is the price.
    pub(super) fn ranking(&self, direction: Direction) -> Vec<Ranked> {
        let mut ranking: Vec<Ranked> = self.best().into_iter().collect();
        let others = self.reached.iter().filter(|(paddle, _)| Some(**paddle) != self.leader());
        let from = ranking.len();
        ranking.extend(others.map(|(paddle, amount)| Ranked::plain(*paddle, *amount)));
        ranking[from..].sort_by(|one, other| direction.order(one.amount, other.amount));
        ranking
    }

    /// The leader, at the price.
    pub(super) fn best(&self) -> Option<Ranked> {
        let (lead, amount) = self.lead.zip(self.price)?;
        let Lead { paddle, maximum, royalty } = lead;
        Some(Ranked { paddle, amount, maximum: Some(maximum), royalty })
    }

    /// How far the leader goes: the price does not say it.
    pub(super) fn maximum(&self) -> Option<Money> {
        self.lead.map(|lead| lead.maximum)
    }

    pub(in crate::pure) fn leader(&self) -> Option<Paddle> {
        self.lead.map(|lead| lead.paddle)
    }

    pub(in crate::pure) fn asking(&self) -> Money {
        self.asking
    }

    /// The increment that holds now.
    pub(in crate::pure) fn increment(&self) -> &Increment {
        self.increments.last().expect("invariant: a round has an increment")
    }

    /// Which increment holds now: 0 for that of the terms.
    pub(super) fn increment_number(&self) -> usize {
        self.increments.len() - 1
    }

    pub(super) fn deadline(&self) -> &Deadline {
        &self.deadline
    }
}

/// What a bid raises that is not the price.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raises {
    Nothing,
    /// The leader's own maximum: the deadline stays (rule book 2).
    OwnMaximum,
}

/// What this round takes: a royalty where the terms say how it counts, and then no maximum, which
/// could not say what it is made of.
fn takes(lot: Standing<'_>) -> &'static [OfferKind] {
    match lot.terms.royalty {
        None => &[OfferKind::Amount, OfferKind::Maximum, OfferKind::AskingAtMost],
        Some(_) => &[OfferKind::Amount, OfferKind::Royalty],
    }
}

/// The asking price above `price`.
fn next(lot: Standing<'_>, price: Money, step: &Increment) -> Money {
    beyond(lot.terms.direction, price, step, &lot.terms.currency)
}

fn english(lot: Standing<'_>) -> &English {
    let Format::English(english) = &lot.round.format else {
        panic!("invariant: an English book belongs to an English round");
    };
    english
}
