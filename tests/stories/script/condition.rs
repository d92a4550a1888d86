//! What a bid depends on, as a story writes it behind the offer.

use gavel_proto::Bid;

use super::instant;
use crate::sale;

/// `300 if 290` expects that price, `300 until 12` is valid before that second, `300 seen 4` had
/// seen that sequence. `bid` makes the bid of the words before.
pub(super) fn conditioned(words: &[&str], bid: &dyn Fn(&[&str]) -> Bid) -> Bid {
    match words {
        [offered @ .., "if", price] => {
            Bid { expected_price: Some(sale::money(price)), ..conditioned(offered, bid) }
        }
        [offered @ .., "until", time] => {
            Bid { valid_until: Some(instant(time)), ..conditioned(offered, bid) }
        }
        [offered @ .., "seen", seq] => {
            Bid { seen: Some(seq.parse().expect("a sequence")), ..conditioned(offered, bid) }
        }
        offered => bid(offered),
    }
}
