//! For every fault the least terms that have it, and no other.

use serde_json::json;

use super::{
    Lot, closes_at, dutch, english, english_with, exclusive, forecast, hammer, lot, of, open_to,
    round, rounds, sealed, soft_close, step, stepped, timed, turns, units,
};
use crate::terms::TermsFault;

/// The terms for each fault. The match has no wildcard: a fault without terms does not compile.
macro_rules! every_fault {
    ($($fault:ident => $lot:expr,)*) => {
        fn every_fault() -> Vec<(TermsFault, Lot)> {
            vec![$((TermsFault::$fault, $lot)),*]
        }

        const fn is_tried(fault: TermsFault) -> bool {
            match fault {
                $(TermsFault::$fault => true,)*
            }
        }
    };
}

every_fault! {
    Title => lot(json!({ "title": { "vi": "Bằng", "en": " " } })),
    Summary => lot(json!({ "summary": { "vi": "a".repeat(4_001), "en": "" } })),
    Rights => lot(json!({ "rights": {
        "grant": "licence",
        "territory": { "vi": "Việt Nam", "en": "Viet Nam" },
        "field": { "vi": "mọi lĩnh vực", "en": "every field" },
        "term": { "vi": "5 năm", "en": " " },
    } })),
    Documents => lot(json!({ "documents": [{
        "title": { "vi": "Hồ sơ", "en": "The file" },
        "address": "http://example.com/file.pdf",
        "sha256": "0".repeat(64),
    }] })),
    Currency => lot(json!({ "currency": { "code": "", "decimals": 0 } })),
    Amount => lot(json!({ "deposit": "10.5" })),
    Rounds => rounds(json!([])),
    Quantity => lot(json!({ "quantity": 2 })),
    NoOpening => lot(json!({ "opening": null })),
    IncrementTable => of(english_with(json!({ "increment": { "table": [] } })), timed()),
    IncrementPercentage => of(english_with(json!({ "increment": { "basis_points": 0 } })), timed()),
    MaxJump => of(english_with(json!({ "max_jump_steps": 0 })), timed()),
    UntilLeft => of(english_with(json!({ "until_left": 0 })), timed()),
    SoftClose => of(soft_close(json!(null)), hammer()),
    SoftCloseCap => of(soft_close(json!({ "moves": 0 })), timed()),
    FloorAboveCeiling => of(sealed(json!({ "floor": "120", "ceiling": "110" })), timed()),
    OpeningOutOfReach => of(sealed(json!({ "ceiling": "99" })), timed()),
    GridWithoutOpening => of(sealed(json!({})), timed())
        .with("opening", json!(null)).with("grid", json!("10")),
    OffGrid => of(english_with(json!({ "increment": step("15") })), timed())
        .with("grid", json!("10")),
    SealedPace => of(sealed(json!({})), hammer()),
    SteppedPace => of(dutch(), timed()),
    SecondPriceAlone => of(sealed(json!({ "pricing": "second_price" })), timed())
        .with("opening", json!(null)),
    Units => of(units(json!({ "cap": 0 })), timed()),
    WholeProRata => of(units(json!({ "fills": "whole" })), timed()),
    HighestLosingAlone => of(units(json!({ "pricing": "highest_losing" })), timed())
        .with("opening", json!(null)),
    Exclusive => of(exclusive(), timed()),
    DutchPrices => of(json!({ "dutch": { "decrement": "30", "last": "20" } }), stepped()),
    DutchFirst => rounds(json!([
        { "format": dutch(), "pace": stepped(), "open_to": "everybody", "times": 2 },
    ])),
    TurnsFirst => of(turns(), stepped()),
    OnlyRound => rounds(json!([
        round(sealed(json!({ "pricing": "second_price" })), timed()),
        round(english(), hammer()),
    ])),
    OpenTo => rounds(json!([open_to(json!({ "best": 2 }), english())])),
    OpensInOrder => rounds(json!([
        round(english(), timed()),
        round(english(), json!({ "timed": {
            "opens_at": "2026-11-23T13:00:00Z", "closes": { "after_opening_ms": 60_000 } } })),
    ])),
    ClosesTooEarly => of(english(), closes_at("12:00:00")),
    Duration => lot(json!({ "draw": { "commit_ms": 0, "reveal_ms": 1 } })),
    Reserve => lot(json!({})).reserve("99"),
    Provisional => lot(json!({ "below_reserve": { "provisional": { "answer_within_ms": 1 } } })),
    Forecast => lot(json!({ "royalty": { "discount_basis_points": 0, "expected": [] } })),
    RoyaltyFormat => of(dutch(), stepped()).with("royalty", forecast()),
    Consent => lot(json!({ "single_bidder": { "consented": " " } })),
    ProfileFormat => rounds(json!([
        open_to(json!("everybody"), sealed(json!({}))),
        { "format": turns(), "pace": stepped(), "open_to": "tied" },
    ])).auctioned(),
    ProfileDirection => lot(json!({ "direction": "reverse" })).auctioned(),
    ProfileStructure => lot(json!({ "royalty": forecast() })).auctioned(),
    ProfileHybrid => rounds(json!([round(sealed(json!({})), timed()), round(english(), hammer())]))
        .auctioned(),
    ProfileDeposit => lot(json!({})).auctioned().with("deposit", json!("4")),
    ProfileSingleBidder => lot(json!({})).auctioned().with("single_bidder", json!("accepted")),
}

impl Lot {
    /// The same under the profile of the property auction, with what that asks for.
    fn auctioned(self) -> Self {
        self.with("profile", json!("property_auction"))
            .with("deposit", json!("20"))
            .with("single_bidder", json!("refused"))
    }
}

#[test]
fn every_fault_can_be_had_alone() {
    for (fault, lot) in every_fault() {
        assert!(is_tried(fault));
        assert_eq!(lot.faults(), [fault], "{}", lot.fields);
    }
}
