//! The English order book: who leads, up to what, and what the next bid must be.

use std::collections::VecDeque;

use gavel_proto::terms::{English, LeaderBids, Terms};
use gavel_proto::view::{MyBid, PricePoint};
use gavel_proto::{Bid, BidId, Event, Format, LotResult, Money, Offer, Paddle, Rejection, Reserve};
use gavel_proto::{Timestamp, limits};
use serde::Serialize;

use super::Standing;
use crate::pure::increment::increment;

/// The order book of an English round.
///
/// Invariant: `price <= lead.maximum`, and `second` is the best maximum of any bidder but the
/// leader.
#[derive(Debug, Clone, Serialize)]
pub(in crate::pure) struct EnglishBook {
    lead: Option<Lead>,
    second: Option<Money>,
    price: Option<Money>,
    asking: Money,
    /// Accepted bids, in the order in which they came; let go when the lot closes.
    bids: Vec<Placed>,
    history: VecDeque<PricePoint>,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Lead {
    paddle: Paddle,
    maximum: Money,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Placed {
    paddle: Paddle,
    bid_id: BidId,
    amount: Option<Money>,
    maximum: Option<Money>,
}

impl EnglishBook {
    pub(super) fn new(terms: &Terms) -> Self {
        Self {
            lead: None,
            second: None,
            price: None,
            asking: terms.opening.expect("invariant: an English round has an opening price"),
            bids: Vec::new(),
            history: VecDeque::new(),
        }
    }

    /// The amount that `offer` comes to in this book.
    pub(super) fn offered(&self, offer: Offer) -> Money {
        match offer {
            Offer::Amount(amount) | Offer::Maximum(amount) => amount,
            Offer::AskingAtMost(most) => most.min(self.asking),
        }
    }

    /// Decides what `bid` does to this book. Changes nothing.
    ///
    /// # Errors
    /// The first that applies: already leading, malformed, off the grid, below asking, book full.
    pub(super) fn decide(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        paddle: Paddle,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        let raises = self.check_lead(lot.terms, paddle, bid.offer)?;
        let asked = match bid.offer {
            Offer::Amount(amount) | Offer::Maximum(amount) | Offer::AskingAtMost(amount) => amount,
        };
        let asked = asked
            .in_currency(&lot.terms.currency)
            .map_err(|fault| Rejection::MalformedAmount { fault })?;
        let amount = self.check_amount(lot.terms, bid.offer, asked, raises)?;
        if limits::BIDS_PER_LOT <= self.bids.len() {
            return Err(Rejection::BookFull {});
        }
        let open = match bid.offer {
            Offer::Amount(_) | Offer::AskingAtMost(_) => Some(amount),
            Offer::Maximum(_) => None,
        };
        let mut events = vec![Event::BidAccepted {
            lot: lot.id,
            paddle,
            bid_id: bid.bid_id,
            amount: open,
            maximum: open.is_none().then_some(amount),
        }];
        let next = self.contest(lot.terms, lot.reserve, paddle, amount, open);
        let leader = next.lead.paddle;
        if self.price != Some(next.price) || self.lead.map(|lead| lead.paddle) != Some(leader) {
            let asking = next.price.plus(step(lot.terms, next.price));
            let reserve = reserve_at(lot.reserve, next.lead.maximum);
            events.push(Event::PriceChanged {
                lot: lot.id,
                bidder: paddle,
                price: next.price,
                leader,
                asking,
                reserve,
                at,
            });
        }
        if raises == Raises::Nothing {
            events.extend(lot.deadline_after(at, self.price.is_none()));
        }
        Ok(events)
    }

    /// A leader may raise his own maximum, and outbid himself in the open where the terms say so.
    fn check_lead(&self, terms: &Terms, paddle: Paddle, offer: Offer) -> Result<Raises, Rejection> {
        match (self.lead, self.price) {
            (Some(lead), Some(price)) if lead.paddle == paddle => match offer {
                Offer::Maximum(maximum) if lead.maximum < maximum => Ok(Raises::OwnMaximum),
                Offer::Amount(_) | Offer::AskingAtMost(_)
                    if english(terms).leader_bids == LeaderBids::Accepted =>
                {
                    Ok(Raises::Nothing)
                }
                Offer::Maximum(_) | Offer::Amount(_) | Offer::AskingAtMost(_) => {
                    Err(Rejection::AlreadyLeading { price })
                }
            },
            _ => Ok(Raises::Nothing),
        }
    }

    fn check_amount(
        &self,
        terms: &Terms,
        offer: Offer,
        asked: Money,
        raises: Raises,
    ) -> Result<Money, Rejection> {
        let asking = self.asking;
        if let Offer::AskingAtMost(_) = offer {
            return if asking <= asked {
                Ok(asking)
            } else {
                Err(Rejection::BelowAsking { asking })
            };
        }
        if let Some((grid, opening)) = terms.grid.zip(terms.opening)
            && !asked.is_on_grid(opening, grid)
        {
            return Err(Rejection::OffGrid { asking, grid });
        }
        if raises == Raises::Nothing && asked < asking {
            return Err(Rejection::BelowAsking { asking });
        }
        Ok(asked)
    }

    /// Who leads at what price once `paddle` goes up to `maximum` (rule book 2): the highest
    /// maximum leads, the earliest among equals; the price is what beats the best of any other
    /// bidder, at most the leader's maximum. An open amount that takes the lead is the price
    /// itself (`open`), and a reserve that is reached lifts the price to it.
    fn contest(
        &self,
        terms: &Terms,
        reserve: Option<Money>,
        paddle: Paddle,
        maximum: Money,
        open: Option<Money>,
    ) -> Contest {
        let (lead, second) = match self.lead {
            None => (Lead { paddle, maximum }, None),
            Some(lead) if lead.paddle == paddle => {
                (Lead { paddle, maximum: maximum.max(lead.maximum) }, self.second)
            }
            Some(lead) if lead.maximum < maximum => (Lead { paddle, maximum }, Some(lead.maximum)),
            Some(lead) => (lead, self.second.max(Some(maximum))),
        };
        let contested = second.map(|best| best.plus(step(terms, best)).min(lead.maximum));
        let taken = open.filter(|_| lead.paddle == paddle);
        let reached = reserve.filter(|reserve| *reserve <= lead.maximum);
        let price = [contested, taken, reached, self.price, terms.opening];
        let price = price.into_iter().flatten().max();
        Contest {
            lead,
            second,
            price: price.expect("invariant: an English round has an opening price"),
        }
    }

    /// Records an accepted bid. The book recomputes what [`Self::decide`] announced.
    pub(super) fn place(&mut self, terms: &Terms, reserve: Option<Money>, event: &Event) {
        let Event::BidAccepted { paddle, bid_id, amount, maximum, .. } = event else {
            panic!("invariant: only an accepted bid is placed");
        };
        let offered = amount.or(*maximum).expect("invariant: an accepted bid offers something");
        let next = self.contest(terms, reserve, *paddle, offered, *amount);
        self.lead = Some(next.lead);
        self.second = next.second;
        self.bids.push(Placed {
            paddle: *paddle,
            bid_id: *bid_id,
            amount: *amount,
            maximum: *maximum,
        });
    }

    /// Records a new price.
    pub(super) fn set_price(&mut self, point: PricePoint, asking: Money) {
        self.price = Some(point.price);
        self.asking = asking;
        if self.history.len() == limits::HISTORY_POINTS {
            self.history.pop_front();
        }
        self.history.push_back(point);
    }

    /// Lets go of everything that only a live book needs.
    pub(super) fn close(&mut self) {
        self.bids = Vec::new();
        self.history.shrink_to_fit();
    }

    /// How the lot ends if it ends now.
    pub(super) fn result(&self, reserve: Option<Money>) -> LotResult {
        match (self.lead, self.price) {
            (Some(lead), Some(price)) => match reserve_at(reserve, lead.maximum) {
                Reserve::None | Reserve::Met => LotResult::Sold { paddle: lead.paddle, price },
                Reserve::NotMet => LotResult::Passed,
            },
            _ => LotResult::Failed,
        }
    }

    /// Whether the reserve is met.
    pub(in crate::pure) fn reserve(&self, reserve: Option<Money>) -> Reserve {
        match (self.lead, reserve) {
            (_, None) => Reserve::None,
            (None, Some(_)) => Reserve::NotMet,
            (Some(lead), Some(_)) => reserve_at(reserve, lead.maximum),
        }
    }

    pub(in crate::pure) fn leader(&self) -> Option<Paddle> {
        self.lead.map(|lead| lead.paddle)
    }

    pub(in crate::pure) fn price(&self) -> Option<Money> {
        self.price
    }

    pub(in crate::pure) fn asking(&self) -> Money {
        self.asking
    }

    pub(in crate::pure) fn history(&self) -> Vec<PricePoint> {
        self.history.iter().cloned().collect()
    }

    pub(in crate::pure) fn mine(&self, paddle: Paddle) -> Option<MyBid> {
        let placed = self.bids.iter().rev().find(|placed| placed.paddle == paddle)?;
        Some(MyBid { bid_id: placed.bid_id, amount: placed.amount, maximum: placed.maximum })
    }
}

struct Contest {
    lead: Lead,
    second: Option<Money>,
    price: Money,
}

/// What a bid raises that is not the price.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raises {
    Nothing,
    /// The leader's own maximum: the deadline stays (rule book 2).
    OwnMaximum,
}

fn reserve_at(reserve: Option<Money>, maximum: Money) -> Reserve {
    match reserve {
        None => Reserve::None,
        Some(reserve) if reserve <= maximum => Reserve::Met,
        Some(_) => Reserve::NotMet,
    }
}

fn step(terms: &Terms, price: Money) -> Money {
    increment(&english(terms).increment, price, &terms.currency)
}

fn english(terms: &Terms) -> &English {
    match &terms.round().format {
        Format::English(english) => english,
        Format::Sealed(_) => panic!("invariant: an English book belongs to an English round"),
    }
}
