//! A little sale that a session can decide: one English lot, three bidders, and bids without end.

use gavel_proto::{By, Command};

/// Commands before the first bid.
pub(in crate::durable) const OPENING: u64 = 9;

/// What is asked at this place of the sale, counted from 0; a bid has the id of this number. Every
/// seventh bid is too low, and each of the others leads.
pub(in crate::durable) fn asked(index: u64, bid_id: u64) -> (By, Command) {
    let desk = r#""auctioneer","officer":"An""#;
    match index {
        0 => said(desk, r#"{"create_session":{"session":"demo","title":{"vi":"a","en":"a"}}}"#),
        1..=6 if index % 2 == 1 => {
            said(desk, &format!(r#"{{"admit":{{"paddle":{}}}}}"#, index.div_ceil(2)))
        }
        1..=6 => said(desk, &format!(r#"{{"confirm_deposit":{{"paddle":{}}}}}"#, index / 2)),
        7 => said(desk, &format!(r#"{{"publish":{{"lot":1,"terms":{TERMS}}}}}"#)),
        8 => said(desk, r#"{"open":{"lot":1}}"#),
        OPENING.. => {
            let bid = index - OPENING;
            let amount = if bid % 7 == 3 { 10 } else { 100 + bid * 10 };
            let json = format!(
                r#"{{"bid":{{"lot":1,"bid_id":"019ab2c4-0000-7000-8000-{bid_id:012}","amount":"{amount}"}}}}"#
            );
            said(&format!(r#""bidder","paddle":{}"#, 1 + bid % 3), &json)
        }
    }
}

const TERMS: &str = r#"{"title":{"vi":"a","en":"a"},"summary":{"vi":"","en":""},
    "currency":{"code":"VND","decimals":0},"opening":"100","rounds":[{"format":{"english":
    {"increment":{"table":[{"step":"10"}]}}},"pace":"hammer"}]}"#;

fn said(role: &str, command: &str) -> (By, Command) {
    let by = serde_json::from_str(&format!(r#"{{"role":{role}}}"#)).unwrap();
    (by, serde_json::from_str(command).unwrap())
}

#[cfg(test)]
mod tests {
    use super::{OPENING, asked};
    use crate::pure::{Outcome, Session};
    use gavel_proto::{Rejection, Timestamp};

    /// Tests of recovery stand on this: a sale that never opens has no verdicts that could be lost.
    #[test]
    fn the_sale_opens_and_every_bid_leads_but_each_seventh() {
        let mut session = Session::default();
        for index in 0..OPENING + 30 {
            let (by, command) = asked(index, index);
            let entry = session.entry(Timestamp::default(), by, command);
            let is_low = OPENING <= index && (index - OPENING) % 7 == 3;
            match &entry.outcome {
                Outcome::Accepted(_) => assert!(!is_low, "{index}"),
                Outcome::Refused(Rejection::BelowAsking { .. }) => assert!(is_low, "{index}"),
                Outcome::Refused(rejection) => panic!("{index}: {rejection:?}"),
            }
            session.apply(&entry);
        }
        assert_eq!(session.verdicts_in_order().len(), 30);
    }
}
