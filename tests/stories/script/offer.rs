//! What a bid offers, as a story writes it.

use gavel_proto::royalty::{Base, Share};
use gavel_proto::{Offer, Pair, Royalty};

use crate::sale;

/// `300`, `max 300`, `ask 300`, a schedule `3@100 2@90`, a royalty `lump 100 share 500 min 10`.
pub(super) fn offer(words: &[&str]) -> Offer {
    match words {
        ["max", amount] => Offer::Maximum(sale::money(amount)),
        ["ask", amount] => Offer::AskingAtMost(sale::money(amount)),
        ["lump" | "share" | "profit" | "min", ..] => Offer::Royalty(royalty(words)),
        ["nothing"] => Offer::Schedule(Vec::new()),
        [pair, ..] if pair.contains('@') => Offer::Schedule(words.iter().map(pair_of).collect()),
        [amount] => Offer::Amount(sale::money(amount)),
        unknown => panic!("nobody can ask {unknown:?}"),
    }
}

fn pair_of(word: &&str) -> Pair {
    let (quantity, price) = word.split_once('@').expect("quantity@price");
    Pair { quantity: quantity.parse().expect("a quantity"), unit_price: sale::money(price) }
}

/// `share` is of the net revenue, `profit` of the profit before tax, in basis points.
fn royalty(words: &[&str]) -> Royalty {
    let mut royalty = Royalty { lump_sum: None, share: None, yearly_minimum: None };
    for pair in words.chunks(2) {
        let share = |of, points: &str| {
            Some(Share { of, basis_points: points.parse().expect("basis points") })
        };
        match pair {
            ["lump", amount] => royalty.lump_sum = Some(sale::money(amount)),
            ["share", points] => royalty.share = share(Base::NetRevenue, points),
            ["profit", points] => royalty.share = share(Base::PretaxProfit, points),
            ["min", amount] => royalty.yearly_minimum = Some(sale::money(amount)),
            unknown => panic!("no part of a royalty: {unknown:?}"),
        }
    }
    royalty
}
