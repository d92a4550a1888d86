//! The fingerprint of a bid: what was asked, by value, in 64 bits.

use std::hash::Hasher;

use gavel_proto::limits::AMOUNT_FRACTION_DIGITS;
use gavel_proto::royalty::{Base, Share};
use gavel_proto::{Bid, Currency, Jump, Money, Offer, Pair, Royalty};
use siphasher::sip::SipHasher13;

/// The finest scale in which an amount can be written: in it, equal amounts are equal numbers.
static FINEST: Currency = Currency { code: String::new(), decimals: AMOUNT_FRACTION_DIGITS };

/// What `bid` asks, its id aside: SipHash-1-3 with a key of zeros over this, numbers big endian. It
/// stands in snapshots, so what is below holds on every machine, and changes only with their version.
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
/// Two bids that a bidder makes to share a fingerprint pass for the same bid only under one id of his
/// own: the second gets the verdict on the first, which is what he must reckon with for any bid that
/// he sends twice. So a quick hash serves as well as a strong one.
pub(super) fn fingerprint(bid: &Bid) -> u64 {
    let jump = match bid.jump {
        Jump::Unconfirmed => 0,
        Jump::Confirmed => 1,
    };
    let mut asked = Asked::default();
    asked.put(&bid.lot.0.to_be_bytes());
    asked.put(&[jump]);
    match &bid.offer {
        Offer::Amount(amount) => asked.put_amount(1, *amount),
        Offer::Maximum(maximum) => asked.put_amount(2, *maximum),
        Offer::AskingAtMost(most) => asked.put_amount(3, *most),
        Offer::Schedule(pairs) => asked.put_schedule(pairs),
        Offer::Royalty(royalty) => asked.put_royalty(royalty),
    }
    if let Some(expected) = bid.expected_price {
        asked.put_amount(6, expected);
    }
    if let Some(until) = bid.valid_until {
        asked.put(&[7]);
        asked.put(&until.micros().to_be_bytes());
    }
    asked.0.finish()
}

/// What is asked, as far as it was put down.
#[derive(Default)]
struct Asked(SipHasher13);

impl Asked {
    fn put(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// One byte that says what the amount is, and the amount.
    fn put_amount(&mut self, what: u8, amount: Money) {
        let mut bytes = [what; 17];
        bytes[1..].copy_from_slice(&value(amount));
        self.put(&bytes);
    }

    fn put_optional(&mut self, amount: Option<Money>) {
        match amount {
            None => self.put(&[0]),
            Some(amount) => self.put_amount(1, amount),
        }
    }

    fn put_schedule(&mut self, pairs: &[Pair]) {
        self.put(&[4]);
        self.put(&(pairs.len() as u64).to_be_bytes());
        for pair in pairs {
            self.put(&pair.quantity.to_be_bytes());
            self.put(&value(pair.unit_price));
        }
    }

    fn put_royalty(&mut self, royalty: &Royalty) {
        let Royalty { lump_sum, share, yearly_minimum } = royalty;
        self.put(&[5]);
        self.put_optional(*lump_sum);
        match share {
            None => self.put(&[0]),
            Some(Share { of, basis_points }) => {
                let base = match of {
                    Base::NetPrice => 0,
                    Base::NetRevenue => 1,
                    Base::PretaxProfit => 2,
                };
                self.put(&[1, base]);
                self.put(&basis_points.to_be_bytes());
            }
        }
        self.put_optional(*yearly_minimum);
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
        (r#""lot":1,"amount":"130000000""#, "656554a68cc38886"),
        (r#""lot":7,"maximum":"0.05","confirm_jump":true"#, "6ee0078f62b22283"),
        (r#""lot":1,"asking_at_most":"99999999999999999999.9999""#, "f9796b30a716da7d"),
        (
            r#""lot":1,"schedule":[{"quantity":3,"unit_price":"100"},{"quantity":1000000000,"unit_price":"90.5"}]"#,
            "a52b42e4aaa785ef",
        ),
        (
            r#""lot":1,"royalty":{"lump_sum":"1000","share":{"of":"net_revenue","basis_points":500},"yearly_minimum":"20"}"#,
            "33aa02b76959a73b",
        ),
        (
            r#""lot":1,"royalty":{"share":{"of":"pretax_profit","basis_points":10000}}"#,
            "070d4ffc3b1441a4",
        ),
        (
            r#""lot":1,"amount":"130000000","expected_price":"120000000.0","valid_until":"2026-11-23T09:00:00.000001Z","seen":4811"#,
            "52bb51f84ff9d5f6",
        ),
        (
            r#""lot":1,"asking_at_most":"5","valid_until":"2026-11-23T16:00:00.000001+07:00""#,
            "07e08b1d1dccbb52",
        ),
    ];
}
