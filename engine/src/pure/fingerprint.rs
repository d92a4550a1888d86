//! The fingerprint of a bid: what was asked, by value, in 64 bits.

use gavel_proto::limits::AMOUNT_FRACTION_DIGITS;
use gavel_proto::royalty::{Base, Share};
use gavel_proto::{Bid, Currency, Jump, Money, Offer, Royalty};
use sha2::{Digest, Sha256};

/// The finest scale in which an amount can be written: in it, equal amounts are equal numbers.
static FINEST: Currency = Currency { code: String::new(), decimals: AMOUNT_FRACTION_DIGITS };

/// What `bid` asks, its id aside: the first 8 bytes of SHA-256 over this, numbers big endian. It
/// stands in snapshots, so what is below holds on every machine and never changes.
///
/// | bytes | what |
/// |------:|------|
/// | 4 | lot |
/// | 1 | jump: 0 unconfirmed, 1 confirmed |
/// | 1 | offer: 1 amount, 2 maximum, 3 asking at most, 4 schedule, 5 royalty |
/// | 16 | an amount, a maximum or the most: in ten-thousandths |
/// | 8 | a schedule: how many pairs, then quantity (8) and unit price (16) of each |
/// | | a royalty: lump sum (16), base (1: 0 net price, 1 net revenue, 2 profit before tax) with basis points (4), yearly minimum (16); before each of the three 1, or 0 alone where it is absent |
/// | 1 + 16 | 6 and the expected price, where there is one |
/// | 1 + 8 | 7 and the time until which it is valid, in microseconds since 1970, where there is one |
///
/// What the bidder's program had seen is no part of it: the same bid sent again may have seen more.
///
/// Two bids that a bidder makes to share a fingerprint (some 2^32 trials) pass for the same bid
/// only under one id of his own: the second gets the verdict on the first.
pub(super) fn fingerprint(bid: &Bid) -> u64 {
    let jump = match bid.jump {
        Jump::Unconfirmed => 0,
        Jump::Confirmed => 1,
    };
    let asked = Sha256::new().chain_update(bid.lot.0.to_be_bytes()).chain_update([jump]);
    let asked = match &bid.offer {
        Offer::Amount(amount) => asked.chain_update([1]).chain_update(value(*amount)),
        Offer::Maximum(maximum) => asked.chain_update([2]).chain_update(value(*maximum)),
        Offer::AskingAtMost(most) => asked.chain_update([3]).chain_update(value(*most)),
        Offer::Schedule(pairs) => {
            let count = asked.chain_update([4]).chain_update((pairs.len() as u64).to_be_bytes());
            pairs.iter().fold(count, |asked, pair| {
                let quantity = pair.quantity.to_be_bytes();
                asked.chain_update(quantity).chain_update(value(pair.unit_price))
            })
        }
        Offer::Royalty(royalty) => with_royalty(asked.chain_update([5]), royalty),
    };
    let asked = with_conditions(asked, bid);
    let hash: [u8; 32] = asked.finalize().into();
    u64::from_be_bytes(*hash.first_chunk().expect("invariant: a hash has 32 bytes"))
}

fn with_conditions(asked: Sha256, bid: &Bid) -> Sha256 {
    let asked = match bid.expected_price {
        None => asked,
        Some(expected) => asked.chain_update([6]).chain_update(value(expected)),
    };
    match bid.valid_until {
        None => asked,
        Some(until) => asked.chain_update([7]).chain_update(until.micros().to_be_bytes()),
    }
}

fn with_royalty(asked: Sha256, royalty: &Royalty) -> Sha256 {
    let Royalty { lump_sum, share, yearly_minimum } = royalty;
    let asked = with_amount(asked, *lump_sum);
    let asked = match share {
        None => asked.chain_update([0]),
        Some(Share { of, basis_points }) => {
            let base = match of {
                Base::NetPrice => 0,
                Base::NetRevenue => 1,
                Base::PretaxProfit => 2,
            };
            asked.chain_update([1, base]).chain_update(basis_points.to_be_bytes())
        }
    };
    with_amount(asked, *yearly_minimum)
}

fn with_amount(asked: Sha256, amount: Option<Money>) -> Sha256 {
    match amount {
        None => asked.chain_update([0]),
        Some(amount) => asked.chain_update([1]).chain_update(value(amount)),
    }
}

fn value(amount: Money) -> [u8; 16] {
    amount.minor_units(&FINEST).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use gavel_proto::Bid;

    use super::fingerprint;

    /// The fingerprint of a bid as a client writes it, under a fixed id.
    fn of(asked: &str) -> u64 {
        let json = format!(r#"{{"bid_id":"00000000-0000-0000-0000-000000000001",{asked}}}"#);
        fingerprint(&serde_json::from_str::<Bid>(&json).expect(asked))
    }

    /// Computed by another program from the table above.
    #[test]
    fn a_stranger_computes_the_same_fingerprint() {
        for (asked, expected) in STRANGER {
            assert_eq!(format!("{:016x}", of(asked)), expected, "{asked}");
        }
    }

    #[test]
    fn equal_by_value_is_equal() {
        for (one, other) in [
            (r#""lot":1,"amount":"1.0""#, r#""lot":1,"amount":"1.00""#),
            (r#""lot":1,"amount":"1""#, r#""lot":1,"amount":"01.0000""#),
            (r#""lot":1,"maximum":"130.000""#, r#""lot":1,"maximum":"130""#),
            (
                r#""lot":1,"schedule":[{"quantity":2,"unit_price":"3"}]"#,
                r#""lot":1,"schedule":[{"quantity":2,"unit_price":"3.00"}]"#,
            ),
            (
                r#""lot":1,"royalty":{"lump_sum":"5","yearly_minimum":"7.10"}"#,
                r#""lot":1,"royalty":{"lump_sum":"5.0","yearly_minimum":"7.1"}"#,
            ),
        ] {
            assert_eq!(of(one), of(other), "{one}, {other}");
        }
    }

    #[test]
    fn the_id_is_not_part_of_it() {
        let [mut one, mut other] = [1, 2].map(|id| {
            let json = format!(r#"{{"bid_id":"{id:032x}","lot":1,"amount":"5"}}"#);
            serde_json::from_str::<Bid>(&json).expect("a bid")
        });
        assert_ne!(one, other);
        assert_eq!(fingerprint(&one), fingerprint(&other));
        (one.lot.0, other.lot.0) = (2, 3);
        assert_ne!(fingerprint(&one), fingerprint(&other));
    }

    #[test]
    fn what_was_seen_is_not_part_of_it() {
        let bid = r#""lot":1,"amount":"100""#;
        assert_eq!(of(&format!(r#"{bid},"seen":4"#)), of(bid));
    }

    #[test]
    fn every_field_that_differs_differs() {
        let asked = [
            r#""lot":1,"amount":"100""#,
            r#""lot":2,"amount":"100""#,
            r#""lot":1,"amount":"101""#,
            r#""lot":1,"amount":"100.0001""#,
            r#""lot":1,"amount":"99999999999999999999.9999""#,
            r#""lot":1,"amount":"99999999999999999999.9998""#,
            r#""lot":1,"amount":"100","confirm_jump":true"#,
            r#""lot":1,"amount":"100","expected_price":"90""#,
            r#""lot":1,"amount":"100","expected_price":"91""#,
            r#""lot":1,"amount":"100","valid_until":"2026-11-23T09:00:00.000000Z""#,
            r#""lot":1,"amount":"100","valid_until":"2026-11-23T09:00:00.000001Z""#,
            r#""lot":1,"amount":"100","expected_price":"90","valid_until":"2026-11-23T09:00:00Z""#,
            r#""lot":1,"maximum":"100""#,
            r#""lot":1,"asking_at_most":"100""#,
            r#""lot":1,"schedule":[]"#,
            r#""lot":1,"schedule":[{"quantity":1,"unit_price":"100"}]"#,
            r#""lot":1,"schedule":[{"quantity":2,"unit_price":"100"}]"#,
            r#""lot":1,"schedule":[{"quantity":1,"unit_price":"200"}]"#,
            r#""lot":1,"schedule":[{"quantity":1,"unit_price":"100"},{"quantity":2,"unit_price":"200"}]"#,
            r#""lot":1,"schedule":[{"quantity":2,"unit_price":"200"},{"quantity":1,"unit_price":"100"}]"#,
            r#""lot":1,"royalty":{}"#,
            r#""lot":1,"royalty":{"lump_sum":"100"}"#,
            r#""lot":1,"royalty":{"yearly_minimum":"100"}"#,
            r#""lot":1,"royalty":{"lump_sum":"100","yearly_minimum":"100"}"#,
            r#""lot":1,"royalty":{"share":{"of":"net_price","basis_points":500}}"#,
            r#""lot":1,"royalty":{"share":{"of":"net_revenue","basis_points":500}}"#,
            r#""lot":1,"royalty":{"share":{"of":"pretax_profit","basis_points":500}}"#,
            r#""lot":1,"royalty":{"share":{"of":"net_price","basis_points":501}}"#,
        ];
        let different: BTreeSet<u64> = asked.into_iter().map(of).collect();
        assert_eq!(different.len(), asked.len());
    }

    const STRANGER: [(&str, &str); 8] = [
        (r#""lot":1,"amount":"130000000""#, "eb49d976f0b083cb"),
        (r#""lot":7,"maximum":"0.05","confirm_jump":true"#, "8998d8e395ae00d4"),
        (r#""lot":1,"asking_at_most":"99999999999999999999.9999""#, "b9a63477f5f52f8c"),
        (
            r#""lot":1,"schedule":[{"quantity":3,"unit_price":"100"},{"quantity":1000000000,"unit_price":"90.5"}]"#,
            "fdba86551c57b310",
        ),
        (
            r#""lot":1,"royalty":{"lump_sum":"1000","share":{"of":"net_revenue","basis_points":500},"yearly_minimum":"20"}"#,
            "7bfb19a27743711a",
        ),
        (
            r#""lot":1,"royalty":{"share":{"of":"pretax_profit","basis_points":10000}}"#,
            "a7c1228dc184ab29",
        ),
        (
            r#""lot":1,"amount":"130000000","expected_price":"120000000.0","valid_until":"2026-11-23T09:00:00.000001Z","seen":4811"#,
            "71969ca758e4125f",
        ),
        (
            r#""lot":1,"asking_at_most":"5","valid_until":"2026-11-23T16:00:00.000001+07:00""#,
            "3dd2ed5703394669",
        ),
    ];
}
