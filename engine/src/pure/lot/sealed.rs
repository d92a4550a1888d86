//! The sealed order book: one envelope per bidder, unread until they are opened together.

use std::collections::BTreeMap;

use gavel_proto::terms::{Replacement, Sealed, Terms};
use gavel_proto::view::MyBid;
use gavel_proto::{
    Bid, BidId, Envelope, EnvelopeFault, Event, Format, LotResult, Money, Offer, Paddle, Reason,
    Rejection, Reserve, limits,
};
use serde::Serialize;

use super::Standing;

/// The order book of a sealed round. Nothing of it leaves the engine before the opening but an
/// envelope to its own bidder.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::pure) struct SealedBook {
    /// Live envelopes until the opening.
    sealed: BTreeMap<Paddle, SealedEnvelope>,
    /// Places given so far: a replaced envelope takes a new one.
    places: u64,
    /// All envelopes from the opening on, in the order in which they came.
    opened: Option<Vec<Envelope>>,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct SealedEnvelope {
    place: u64,
    bid_id: BidId,
    amount: Money,
}

impl SealedBook {
    /// Decides whether this envelope is taken. What it says is judged at the opening.
    ///
    /// # Errors
    /// The first that applies: an envelope stands, no amount, malformed, book full.
    pub(super) fn decide(
        &self,
        lot: Standing<'_>,
        paddle: Paddle,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        let is_final = terms(lot.terms).replacement == Replacement::Refused;
        if is_final && self.sealed.contains_key(&paddle) {
            return Err(Rejection::EnvelopeStands {});
        }
        let amount = match bid.offer {
            Offer::Amount(amount) => amount,
            Offer::Maximum(_) | Offer::AskingAtMost(_) => {
                return Err(Rejection::EnvelopeNeedsAmount {});
            }
        };
        let amount = amount
            .in_currency(&lot.terms.currency)
            .map_err(|fault| Rejection::MalformedAmount { fault })?;
        let is_new = !self.sealed.contains_key(&paddle);
        if is_new && limits::ENVELOPES_PER_LOT <= self.sealed.len() {
            return Err(Rejection::BookFull {});
        }
        Ok(vec![Event::BidAccepted {
            lot: lot.id,
            paddle,
            bid_id: bid.bid_id,
            amount: Some(amount),
            maximum: None,
        }])
    }

    pub(super) fn place(&mut self, event: &Event) {
        let Event::BidAccepted { paddle, bid_id, amount: Some(amount), .. } = event else {
            panic!("invariant: only an amount is put into an envelope");
        };
        self.places += 1;
        let envelope = SealedEnvelope { place: self.places, bid_id: *bid_id, amount: *amount };
        self.sealed.insert(*paddle, envelope);
    }

    /// Every live envelope with what is wrong with it, in the order in which they came.
    pub(super) fn opening(
        &self,
        lot_terms: &Terms,
        barred: &BTreeMap<Paddle, Reason>,
    ) -> Vec<Envelope> {
        let mut sealed: Vec<(&Paddle, &SealedEnvelope)> = self.sealed.iter().collect();
        sealed.sort_unstable_by_key(|(_, envelope)| envelope.place);
        let open = |(paddle, envelope): (&Paddle, &SealedEnvelope)| Envelope {
            paddle: *paddle,
            amount: envelope.amount,
            fault: fault(lot_terms, envelope.amount, barred.contains_key(paddle)),
        };
        sealed.into_iter().map(open).collect()
    }

    pub(super) fn open(&mut self, envelopes: Vec<Envelope>) {
        self.opened = Some(envelopes);
        self.sealed = BTreeMap::new();
    }

    pub(super) fn disqualify(&mut self, paddle: Paddle) {
        for envelope in self.opened.iter_mut().flatten() {
            if envelope.paddle == paddle {
                envelope.fault = Some(EnvelopeFault::Disqualified);
            }
        }
    }

    /// Lets go of everything that only a live book needs.
    pub(super) fn close(&mut self) {
        self.sealed = BTreeMap::new();
    }

    /// How the lot ends: the best eligible envelope wins at its own price.
    ///
    /// # Errors
    /// [`Rejection::Tied`] where equal envelopes lead and none of them is named as drawn;
    /// [`Rejection::NotInDraw`] where one is named that could not be drawn.
    pub(super) fn award(
        &self,
        lot: Standing<'_>,
        drawn: Option<Paddle>,
    ) -> Result<LotResult, Rejection> {
        let best = self.best(lot.terms);
        let Some(price) = best.first().map(|envelope| envelope.amount) else {
            return unless_drawn(drawn, LotResult::Failed);
        };
        if lot.reserve.is_some_and(|reserve| !lot.terms.direction.reaches(price, reserve)) {
            return unless_drawn(drawn, LotResult::Passed);
        }
        match (best.as_slice(), drawn) {
            ([only], None) => Ok(LotResult::Sold { paddle: only.paddle, price }),
            ([_], Some(_)) => Err(Rejection::NotInDraw {}),
            (tied, Some(paddle)) if tied.iter().any(|envelope| envelope.paddle == paddle) => {
                Ok(LotResult::Sold { paddle, price })
            }
            (_, Some(_)) => Err(Rejection::NotInDraw {}),
            (tied, None) => {
                let mut paddles: Vec<Paddle> =
                    tied.iter().map(|envelope| envelope.paddle).collect();
                paddles.sort_unstable();
                Err(Rejection::Tied { paddles })
            }
        }
    }

    /// The price that binds the seller, if one does.
    pub(super) fn binding(&self, lot: Standing<'_>) -> Option<Money> {
        let price = self.best(lot.terms).first().map(|envelope| envelope.amount)?;
        lot.reserve
            .is_none_or(|reserve| lot.terms.direction.reaches(price, reserve))
            .then_some(price)
    }

    /// Whether the reserve is met; until the opening nobody knows.
    pub(in crate::pure) fn reserve(&self, lot_terms: &Terms, reserve: Option<Money>) -> Reserve {
        let best = self.best(lot_terms).first().map(|envelope| envelope.amount);
        match (reserve, best) {
            (None, _) => Reserve::None,
            (Some(reserve), Some(best)) if lot_terms.direction.reaches(best, reserve) => {
                Reserve::Met
            }
            (Some(_), _) => Reserve::NotMet,
        }
    }

    pub(in crate::pure) fn opened(&self) -> Option<&[Envelope]> {
        self.opened.as_deref()
    }

    pub(in crate::pure) fn mine(&self, paddle: Paddle) -> Option<MyBid> {
        let envelope = self.sealed.get(&paddle)?;
        Some(MyBid { bid_id: envelope.bid_id, amount: Some(envelope.amount), maximum: None })
    }

    fn best(&self, lot_terms: &Terms) -> Vec<&Envelope> {
        let direction = lot_terms.direction;
        let eligible = || self.opened.iter().flatten().filter(|envelope| envelope.fault.is_none());
        let best = eligible()
            .map(|envelope| envelope.amount)
            .reduce(|best, amount| if direction.beats(amount, best) { amount } else { best });
        eligible().filter(|envelope| Some(envelope.amount) == best).collect()
    }
}

fn unless_drawn(drawn: Option<Paddle>, result: LotResult) -> Result<LotResult, Rejection> {
    if drawn.is_some() { Err(Rejection::NotInDraw {}) } else { Ok(result) }
}

fn terms(lot_terms: &Terms) -> &Sealed {
    match &lot_terms.round().format {
        Format::Sealed(sealed) => sealed,
        Format::English(_) => panic!("invariant: a sealed book belongs to a sealed round"),
    }
}

/// Why an envelope does not count, if it does not (rule book 3, eligible).
fn fault(lot_terms: &Terms, amount: Money, disqualified: bool) -> Option<EnvelopeFault> {
    let sealed = terms(lot_terms);
    let misses = |opening| !lot_terms.direction.reaches(amount, opening);
    let between = |(grid, opening)| !amount.is_on_grid(opening, grid);
    [
        (disqualified, EnvelopeFault::Disqualified),
        (lot_terms.opening.is_some_and(misses), EnvelopeFault::MissesOpening),
        (sealed.floor.is_some_and(|floor| amount < floor), EnvelopeFault::BelowFloor),
        (sealed.ceiling.is_some_and(|ceiling| ceiling < amount), EnvelopeFault::AboveCeiling),
        (lot_terms.grid.zip(lot_terms.opening).is_some_and(between), EnvelopeFault::OffGrid),
    ]
    .into_iter()
    .find_map(|(applies, fault)| applies.then_some(fault))
}
