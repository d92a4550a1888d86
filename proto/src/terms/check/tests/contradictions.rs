//! Terms that contradict themselves in ways that no single field shows.

use serde_json::{Value, json};

use super::{
    Lot, at, closes_at, dutch, english, english_with, forecast, hammer, of, open_to, round, rounds,
    sealed, soft_close, stepped, timed,
};
use crate::terms::TermsFault;

#[track_caller]
fn has(fault: TermsFault, lot: &Lot) {
    assert_eq!(lot.faults(), [fault], "{}", lot.fields);
}

#[track_caller]
fn fits(lot: &Lot) {
    assert_eq!(lot.faults(), [], "{}", lot.fields);
}

#[test]
fn a_sealed_round_has_a_deadline_and_bounds_that_can_be_met() {
    let both = of(sealed(json!({ "floor": "9", "ceiling": "8" })), hammer());
    assert_eq!(
        both.faults(),
        [TermsFault::OpeningOutOfReach, TermsFault::FloorAboveCeiling, TermsFault::SealedPace]
    );
    let waits = json!({ "timed": { "closes": { "after_first_bid_ms": 1 } } });
    has(TermsFault::SealedPace, &of(sealed(json!({})), waits));
    let bounded =
        |direction, bounds| of(sealed(bounds), timed()).with("direction", json!(direction));
    fits(&bounded("forward", json!({ "ceiling": "100" })));
    has(TermsFault::OpeningOutOfReach, &bounded("forward", json!({ "ceiling": "99" })));
    fits(&bounded("reverse", json!({ "floor": "100" })));
    has(TermsFault::OpeningOutOfReach, &bounded("reverse", json!({ "floor": "101" })));
}

#[test]
fn the_reserve_lies_where_a_bid_can_reach_it() {
    let capped = || of(sealed(json!({ "ceiling": "150" })), timed());
    fits(&capped().reserve("150"));
    has(TermsFault::Reserve, &capped().reserve("151"));
    for (reserve, is_fit) in [("10", false), ("20", true), ("100", true), ("110", false)] {
        let lot = of(dutch(), stepped()).reserve(reserve);
        assert_eq!(lot.faults().is_empty(), is_fit, "{reserve}");
    }
    let hybrid = [round(sealed(json!({ "ceiling": "150" })), timed()), round(english(), hammer())];
    fits(&rounds(json!(hybrid)).reserve("151"));
}

#[test]
fn a_cap_lies_behind_the_end_that_it_caps() {
    let latest = |time: &str, pace| of(soft_close(json!({ "latest_at": at(time) })), pace);
    fits(&latest("13:00:01", closes_at("13:00:00")));
    has(TermsFault::SoftCloseCap, &latest("13:00:00", closes_at("13:00:00")));
    has(TermsFault::SoftCloseCap, &latest("12:01:00", timed()));
    fits(&latest("12:01:01", timed()));
    let waits = json!({ "timed": { "closes": { "after_first_bid_ms": 1 } } });
    has(TermsFault::SoftCloseCap, &latest("12:00:00", waits));
}

#[test]
fn rounds_close_one_after_the_other() {
    let two = |first: Value, second: Value| {
        rounds(json!([round(english(), first), round(english(), second)]))
    };
    fits(&two(closes_at("13:00:00"), closes_at("14:00:00")));
    has(TermsFault::ClosesTooEarly, &two(closes_at("14:00:00"), closes_at("13:00:00")));
    has(TermsFault::ClosesTooEarly, &two(timed(), closes_at("12:01:00")));
    // This one may be over at once, when all but one have left.
    let left = round(english_with(json!({ "until_left": 1 })), closes_at("14:00:00"));
    fits(&rounds(json!([left, round(english(), closes_at("13:00:00"))])));
    let again = json!({ "format": english(), "pace": closes_at("13:00:00"), "times": 2 });
    has(TermsFault::ClosesTooEarly, &rounds(json!([again])));
}

#[test]
fn a_round_that_opened_in_the_past_is_not_over_already() {
    let opened = |format: Value, time: &str, pace: &str, length: Value| {
        let mut pace = json!({ pace: length });
        pace.as_object_mut().expect("a pace").values_mut().for_each(|pace| {
            pace["opens_at"] = json!(at(time));
        });
        of(format, pace)
    };
    let minute = || json!({ "closes": { "after_opening_ms": 60_000 } });
    fits(&opened(english(), "11:59:01", "timed", minute()));
    has(TermsFault::ClosesTooEarly, &opened(english(), "11:59:00", "timed", minute()));
    let step = || json!({ "every_ms": 60_000 });
    has(TermsFault::ClosesTooEarly, &opened(dutch(), "11:59:00", "stepped", step()));
}

#[test]
fn a_round_is_open_to_those_whom_a_round_before_can_tell() {
    let after = |first: Value, who: Value| {
        rounds(json!([round(first, timed()), open_to(who, sealed(json!({})))]))
    };
    fits(&after(sealed(json!({})), json!("tied")));
    has(TermsFault::OpenTo, &after(english(), json!("tied")));
    fits(&after(soft_close(json!({ "moves": 1 })), json!("last_window")));
    has(TermsFault::OpenTo, &after(soft_close(json!(null)), json!("last_window")));
    fits(&after(english(), json!({ "leader_of": 1 })));
    for who in [json!({ "leader_of": 2 }), json!({ "leader_of": 0 }), json!({ "best": 0 })] {
        has(TermsFault::OpenTo, &after(english(), who));
    }
}

#[test]
fn a_royalty_is_what_the_winner_pays_and_lies_on_no_grid() {
    let royalty = |pricing: &str| {
        of(sealed(json!({ "pricing": pricing })), timed()).with("royalty", forecast())
    };
    fits(&royalty("first_price"));
    has(TermsFault::RoyaltyFormat, &royalty("second_price"));
    has(TermsFault::RoyaltyFormat, &royalty("first_price").with("grid", json!("10")));
}
