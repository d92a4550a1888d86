//! A bid in the oracle's house: who may bid at all, then the rules of the round.

use gavel_proto::{Bid, Channel, Direction, Format, Offer, Paddle, Rejection, Seq};

use super::house::{Answer, House};
use super::lot::{Lot, Taken};
use super::plain::{BEYOND_ANY_BID, Units, money, units};
use super::{dutch, english, exclusive, royalty, sealed, several, turns};

impl House {
    pub(super) fn bid(
        &mut self,
        seq: Seq,
        at: i64,
        paddle: Paddle,
        channel: Channel,
        bid: &Bid,
    ) -> Result<Answer, Rejection> {
        let lot = self.lot(bid.lot)?;
        let first = self.known.iter().find(|(_, known, _)| known.bid_id == bid.bid_id);
        if let Some((owner, known, first)) = first {
            assert!(*first < seq, "the first verdict came before");
            let resent = Bid { seen: known.seen, ..bid.clone() };
            if *owner != paddle || *known != resent {
                return Err(Rejection::BidIdReused {});
            }
            return Ok(Answer::Repeated { first: *first });
        }
        lot.taking_bids(at)?;
        let member = self.roster.member(paddle.0)?;
        if let Some(reason) = &member.excluded {
            return Err(Rejection::Excluded { reason: reason.clone() });
        }
        if let Some(reason) = lot.barred.get(&paddle.0) {
            return Err(Rejection::Disqualified { reason: reason.clone() });
        }
        lot.check_in_round(paddle.0)?;
        turns::check_turn(lot, paddle.0)?;
        member.check_money(owed(lot, &bid.offer))?;
        let is_secret = lot.is_sealed() || matches!(bid.offer, Offer::Maximum(_));
        if channel != Channel::Online && is_secret {
            return Err(Rejection::NotByClerk {});
        }
        lot.check_conditions(at, bid)?;
        let position = bid.lot.0 as usize - 1;
        self.lots[position].take(at, paddle.0, bid)?;
        Ok(Answer::Done)
    }
}

impl Lot {
    /// Whether what the bidder made his bid depend on is so.
    fn check_conditions(&self, at: i64, bid: &Bid) -> Result<(), Rejection> {
        let (price, asking) = match self.format() {
            _ if bid.expected_price.is_none() && bid.valid_until.is_none() => return Ok(()),
            Format::Dutch(_) => {
                let price = dutch::price_at(self, at)?;
                (Some(price), Some(price))
            }
            Format::English(_) | Format::Turns(_) => {
                (self.in_the_open().map(|best| best.amount), self.asking())
            }
            Format::Exclusive(_) => (None, self.asking()),
            Format::Sealed(_) | Format::Units(_) => (None, None),
        };
        if let Some(valid_until) = bid.valid_until
            && valid_until.micros() <= at
        {
            return Err(Rejection::Expired { valid_until });
        }
        match bid.expected_price {
            Some(expected) if price != Some(units(expected)) => {
                Err(Rejection::PriceDiffers { price: price.map(money), asking: asking.map(money) })
            }
            _ => Ok(()),
        }
    }

    /// Takes a bid, or refuses it by the rules of the round.
    fn take(&mut self, at: i64, paddle: u32, bid: &Bid) -> Result<(), Rejection> {
        let taken = match self.format() {
            Format::English(_) => english::offer(self, paddle, bid)?,
            Format::Sealed(_) => sealed::offer(self, paddle, bid)?,
            Format::Units(_) => several::offer(self, paddle, bid)?,
            Format::Exclusive(_) => exclusive::offer(self, paddle, bid)?,
            Format::Dutch(_) => dutch::offer(self, at, paddle, bid)?,
            Format::Turns(_) => turns::offer(self, paddle, bid)?,
        };
        let taken = Taken { clock: at - self.now().paused, ..taken };
        match self.format() {
            Format::English(_) => english::place(self, taken),
            Format::Dutch(_) => dutch::place(self, at, taken),
            Format::Exclusive(_) => {
                self.now_mut().taken.push(taken);
                self.calls = 0;
                self.hear_last();
            }
            Format::Turns(_) => {
                self.now_mut().taken.push(taken);
                self.calls = 0;
            }
            Format::Sealed(_) | Format::Units(_) => self.now_mut().taken.push(taken),
        }
        Ok(())
    }
}

/// The most that a bidder would owe; whoever sells to the house owes nothing.
fn owed(lot: &Lot, offer: &Offer) -> Option<Units> {
    if lot.terms.direction == Direction::Reverse {
        return None;
    }
    match offer {
        Offer::Amount(amount) | Offer::Maximum(amount) => Some(units(*amount)),
        Offer::AskingAtMost(most) => {
            Some(lot.asking().map_or(units(*most), |asking| asking.min(units(*most))))
        }
        Offer::Schedule(pairs) => pairs
            .iter()
            .map(|pair| units(pair.unit_price) * Units::from(pair.quantity))
            .filter(|pays| (1..BEYOND_ANY_BID).contains(pays))
            .reduce(|sum, pays| sum + pays),
        Offer::Royalty(royalty) => {
            lot.terms.royalty.as_ref()?;
            royalty::value(&lot.terms, royalty).ok()
        }
    }
}
