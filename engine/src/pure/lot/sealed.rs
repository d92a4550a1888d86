//! The sealed order book: the best eligible envelope wins, at its own price or the second one.

use gavel_proto::terms::{Pricing, Sealed};
use gavel_proto::{
    Bid, Direction, EnvelopeFault, Event, Format, Money, OfferKind, Paddle, Rejection, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::envelopes::Envelopes;
use super::offer::{Offered, Taken};
use super::record::Placed;
use super::{Asker, Ranked, Standing};

/// The order book of a sealed round for one unit (rule book 3).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::pure) struct SealedBook {
    pub(in crate::pure) envelopes: Envelopes,
}

impl SealedBook {
    /// Decides whether this envelope is taken. What it says is judged at the opening.
    ///
    /// # Errors
    /// The first that applies: an envelope stands, book full, a wrong kind of offer, malformed.
    pub(super) fn decide(
        &self,
        lot: Standing<'_>,
        at: Timestamp,
        asker: Asker,
        bid: &Bid,
    ) -> Result<Vec<Event>, Rejection> {
        self.envelopes.check(sealed(lot).replacement, asker.paddle)?;
        let takes: &[OfferKind] = match lot.terms.royalty {
            None => &[OfferKind::Amount],
            Some(_) => &[OfferKind::Amount, OfferKind::Royalty],
        };
        let offered = Offered::read(lot.terms, &bid.offer, takes)?;
        let envelope = Taken { royalty: offered.royalty, ..Taken::open(offered.amount) };
        Ok(vec![lot.accepted(at, asker, bid.bid_id, envelope)])
    }

    pub(super) fn place(&mut self, placed: &Placed) {
        self.envelopes.place(placed);
    }

    /// Who offered how much in an eligible envelope, best first, the earliest among equals.
    pub(super) fn ranking(&self, direction: Direction) -> Vec<Ranked> {
        let eligible = self.envelopes.eligible();
        let mut ranking: Vec<Ranked> = eligible
            .map(|envelope| Ranked {
                paddle: envelope.paddle,
                amount: envelope.amount,
                maximum: None,
                royalty: envelope.royalty,
            })
            .collect();
        ranking.sort_by(|one, other| direction.order(one.amount, other.amount));
        ranking
    }

    /// What the winner pays in a second-price round: the reserve (without one, the opening price)
    /// or the best envelope of any other bidder, whichever is better for the seller. Never what
    /// his own says.
    pub(super) fn price(&self, lot: Standing<'_>, winner: &Ranked) -> Money {
        match sealed(lot).pricing {
            Pricing::FirstPrice => winner.amount,
            Pricing::SecondPrice => {
                let direction = lot.terms.direction;
                let others = self.envelopes.eligible().filter(|one| one.paddle != winner.paddle);
                let others = others.map(|envelope| envelope.amount);
                let floor = lot.reserve.or(lot.terms.opening);
                let price =
                    others.chain(floor).reduce(|best, amount| direction.better(best, amount));
                price.expect("invariant: a second price has a reserve or an opening price")
            }
        }
    }
}

/// Why an envelope does not count, if it does not (rule book 3, eligible). A round opens at the
/// best of the rounds before it.
pub(super) fn fault(lot: Standing<'_>, amount: Money, is_barred: bool) -> Option<EnvelopeFault> {
    let sealed = sealed(lot);
    let misses = |bound| !lot.terms.direction.reaches(amount, bound);
    let between = |(grid, opening)| !amount.is_on_grid(opening, grid);
    [
        (is_barred, EnvelopeFault::Disqualified),
        (lot.opens_at.or(lot.terms.opening).is_some_and(misses), EnvelopeFault::MissesOpening),
        (sealed.floor.is_some_and(|floor| amount < floor), EnvelopeFault::BelowFloor),
        (sealed.ceiling.is_some_and(|ceiling| ceiling < amount), EnvelopeFault::AboveCeiling),
        (lot.terms.grid.zip(lot.terms.opening).is_some_and(between), EnvelopeFault::OffGrid),
    ]
    .into_iter()
    .find_map(|(applies, fault)| applies.then_some(fault))
}

/// The eligible envelopes that are equal at the top, by paddle; nobody, if one leads alone.
pub(super) fn tied(ranking: &[Ranked]) -> Vec<Paddle> {
    let best = ranking.first().map(|best| best.amount);
    let top = ranking.iter().filter(|ranked| Some(ranked.amount) == best);
    let mut paddles: Vec<Paddle> = top.map(|ranked| ranked.paddle).collect();
    paddles.sort_unstable();
    if paddles.len() < 2 { Vec::new() } else { paddles }
}

fn sealed(lot: Standing<'_>) -> &Sealed {
    let Format::Sealed(sealed) = &lot.round.format else {
        panic!("invariant: a sealed book belongs to a sealed round");
    };
    sealed
}
