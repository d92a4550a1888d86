//! Nobody learns of an envelope before the opening: not what it says, not whether there is one.

use gavel_engine::pure::Viewer;
use gavel_engine::running::Timeline;
use gavel_proto::royalty::Royalty;
use gavel_proto::{Format, Money, Offer, Pair};

use super::twins::{compare, first_lot, room_and_desk};
use super::{OWN_ID, OWNER, PhaseName, VAST, each_sale, terms, with_owner};
use crate::oracle::walk::Kind;
use crate::sale;

#[test]
fn nobody_learns_of_an_envelope_before_the_opening() {
    for kind in [
        Kind::Sealed,
        Kind::SecondPrice,
        Kind::Draws,
        Kind::Units,
        Kind::Royalty,
        Kind::Turns,
        Kind::Programme,
    ] {
        each_sale(kind, |script, chance| {
            let place = 20 + chance.below(10) as usize;
            let terms = terms(script);
            let is_sealed = matches!(terms.rounds[0].format, Format::Sealed(_) | Format::Units(_));
            if !is_sealed || script.len() < 40 {
                return false;
            }
            let with = |lot, amount| {
                let offer = offer(kind, sale::money(amount));
                with_owner(script, place, sale::bid(lot, OWN_ID, offer))
            };
            let low_or_high = [with(1, "1"), with(1, VAST)];
            // On a lot that does not exist: refused, so there is none.
            let none_or_one = [with(99, "1"), with(1, "1")];
            let owner = Viewer::Paddle(OWNER);
            compare(&low_or_high, owner, &room_and_desk(), is_opened)
                && compare(&none_or_one, owner, &room_and_desk(), is_opened)
        });
    }
}

/// The secret in the words of the format.
fn offer(kind: Kind, amount: Money) -> Offer {
    match kind {
        Kind::Units => Offer::Schedule(vec![Pair { quantity: 1, unit_price: amount }]),
        Kind::Royalty => {
            Offer::Royalty(Royalty { lump_sum: Some(amount), share: None, yearly_minimum: None })
        }
        _ => Offer::Amount(amount),
    }
}

fn is_opened(sale: &Timeline) -> bool {
    let runs = [PhaseName::Published, PhaseName::Open, PhaseName::Closing, PhaseName::Paused];
    first_lot(sale).is_some_and(|lot| (lot.round, lot.time) != (1, 1) || !runs.contains(&lot.phase))
}
