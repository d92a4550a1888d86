//! Stories of lots that the auctioneer paces: three calls, then the hammer (L41).

use super::check;

#[test]
fn the_hammer_falls_after_the_third_call_only() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | 100    | 7 leads at 100
        11 | - | hammer | no: the hammer falls after the third call
        12 | - | call 1 | call 1
        13 | - | call 2 | call 2
        14 | - | hammer | no: the hammer falls after the third call
        15 | - | call 3 | call 3
        16 | - | call 4 | no: calls come in order, 1, 2, 3, then the hammer
        17 | - | hammer | sold to 7 for 100
        18 | - | hammer | no: bidding closed at 17
        19 | 9 | 110    | no: bidding closed at 17
        ",
    );
}

#[test]
fn a_bid_takes_the_calls_back_and_a_refused_one_does_not() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | 100    | 7 leads at 100
        11 | - | call 1 | call 1
        12 | - | call 2 | call 2
        13 | 9 | 110    | 9 leads at 110
        14 | - | call 3 | no: calls come in order, 1, 2, 3, then the hammer
        15 | - | call 1 | call 1
        16 | 7 | 110    | no: the asking price is 120
        17 | - | call 2 | call 2
        18 | - | call 3 | call 3
        19 | - | hammer | sold to 9 for 110
        ",
    );
}

/// The room does not hear of a raised maximum, so it cannot hear the calls go back either.
#[test]
fn a_raised_maximum_leaves_the_calls() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | max 200 | 7 leads at 100
        11 | - | call 1  | call 1
        12 | 7 | max 300 | taken
        13 | - | call 2  | call 2
        14 | - | call 3  | call 3
        15 | - | hammer  | sold to 7 for 100
        ",
    );
}

#[test]
fn a_lot_below_its_reserve_passes_under_the_hammer() {
    check(
        "opening 100, step 10, reserve 500, hammer",
        "
        10 | 7 | max 499 | 7 leads at 100, reserve not met
        11 | - | call 1  | call 1
        12 | - | call 2  | call 2
        13 | - | call 3  | call 3
        14 | - | hammer  | passed
        ",
    );
}

#[test]
fn a_lot_without_a_bid_fails_under_the_hammer_and_passes_by_hand() {
    let calls = "
        11 | - | call 1  | call 1
        12 | - | call 2  | call 2
        13 | - | call 3  | call 3
        14 | - | hammer  | failed: no bid
        ";
    check("opening 100, step 10, hammer", calls);
    check("opening 100, step 10, hammer", "10 | - | pass | passed");
}

#[test]
fn a_bid_that_binds_the_seller_cannot_be_passed_over() {
    check(
        "opening 100, step 10, reserve 500, hammer",
        "
        10 | 7 | max 499 | 7 leads at 100, reserve not met
        11 | 9 | max 500 | 9 leads at 500, reserve met
        12 | - | pass    | no: a bid that binds the seller stands
        ",
    );
    check(
        "opening 100, step 10, reserve 500, hammer",
        "
        10 | 7 | max 499 | 7 leads at 100, reserve not met
        11 | - | pass    | passed
        ",
    );
}

#[test]
fn the_clock_closes_a_timed_lot_and_nobody_else() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | - | call 1 | no: the clock closes this lot
        11 | - | hammer | no: the clock closes this lot
        12 | - | pass   | no: the clock closes this lot
        60 | - | -      | failed: no bid
        ",
    );
}

#[test]
fn nobody_is_drawn_for_an_english_lot() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | 100    | 7 leads at 100
        11 | - | draw   | no: nothing is drawn on this lot, or this hand has no part in the draw
        12 | - | call 1 | call 1
        13 | - | call 2 | call 2
        14 | - | call 3 | call 3
        15 | - | hammer | sold to 7 for 100
        16 | - | draw   | no: bidding closed at 15
        ",
    );
}

#[test]
fn a_lot_can_be_withdrawn_until_the_hammer() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | 100      | 7 leads at 100
        11 | - | withdraw | withdrawn: rain
        12 | - | withdraw | no: bidding closed at 11
        13 | 9 | 110      | no: bidding closed at 11
        ",
    );
}

#[test]
fn a_barred_paddle_bids_no_more_and_forfeits_its_deposit() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | 100           | 7 leads at 100
        11 | 9 | 110           | 9 leads at 110
        12 | - | disqualify 7  | 7 is out, 7 forfeits, now 9 leads at 110
        13 | 7 | 120           | no: this paddle was disqualified: rain
        14 | - | disqualify 7  | no: this paddle was disqualified: rain
        15 | - | disqualify 3  | 3 is out, 3 forfeits
        16 | - | disqualify 99 | no: this paddle is not on the roster
        ",
    );
}

/// The price falls back to the bid below, and the calls begin anew.
#[test]
fn a_leader_who_is_barred_leaves_the_lead_to_the_bid_below() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | 100          | 7 leads at 100
        11 | 9 | 150          | 9 leads at 150
        12 | - | call 1       | call 1
        13 | - | disqualify 9 | 9 is out, 9 forfeits, now 7 leads at 100
        14 | - | call 2       | no: calls come in order, 1, 2, 3, then the hammer
        15 | 3 | 105          | no: the asking price is 110
        16 | - | call 1       | call 1
        17 | - | call 2       | call 2
        18 | - | call 3       | call 3
        19 | - | hammer       | sold to 7 for 100
        ",
    );
}
