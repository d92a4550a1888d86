//! Stories of sealed first-price lots: envelopes, the opening, the award (rule book 3).

use super::check;

#[test]
fn the_best_envelope_wins_at_its_own_price() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 300    | taken
        11 | 9 | 500    | taken
        12 | 3 | 400    | taken
        60 | - | -      | 7 says 300, 9 says 500, 3 says 400
        61 | 7 | 900    | no: bidding closed at 60
        70 | - | hammer | sold to 9 for 500
        ",
    );
}

#[test]
fn in_reverse_the_lowest_between_floor_and_ceiling_wins() {
    check(
        "sealed, reverse, floor 200, ceiling 500, closes 60",
        "
        10 | 1 | 199    | taken
        11 | 2 | 501    | taken
        12 | 3 | 200    | taken
        13 | 4 | 500    | taken
        60 | - | -      | 1 says 199 (below the floor), 2 says 501 (above the ceiling), 3 says 200, 4 says 500
        70 | - | hammer | sold to 3 for 200
        ",
    );
}

#[test]
fn what_an_envelope_says_is_judged_at_the_opening() {
    check(
        "sealed, opening 100, grid 10, ceiling 500, closes 60",
        "
        10 | 1 | 90     | taken
        11 | 2 | 115    | taken
        12 | 3 | 510    | taken
        13 | 4 | 120    | taken
        60 | - | -      | 1 says 90 (misses the opening price), 2 says 115 (off the grid), 3 says 510 (above the ceiling), 4 says 120
        70 | - | hammer | sold to 4 for 120
        ",
    );
}

#[test]
fn one_envelope_wins_at_its_own_price() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 300    | taken
        60 | - | -      | 7 says 300
        61 | - | draw   | no: nothing is drawn on this lot, or this hand has no part in the draw
        62 | - | hammer | sold to 7 for 300
        ",
    );
}

#[test]
fn all_envelopes_equal_leave_one_when_the_others_are_barred() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 300          | taken
        11 | 9 | 300          | taken
        60 | - | -            | 7 says 300, 9 says 300
        61 | - | hammer       | no: equal bids lead
        62 | - | disqualify 7 | 7 is out, 7 forfeits
        63 | - | disqualify 7 | no: this paddle was disqualified: rain
        64 | - | hammer       | sold to 9 for 300
        ",
    );
}

#[test]
fn the_last_envelope_counts_in_its_own_place() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 900    | taken
        11 | 9 | 500    | taken
        12 | 7 | 400    | taken
        60 | - | -      | 9 says 500, 7 says 400
        61 | - | hammer | sold to 9 for 500
        ",
    );
}

#[test]
fn where_it_may_not_be_replaced_the_first_envelope_is_final() {
    check(
        "sealed, no replacement, closes 60",
        "
        10 | 7 | 900     | taken
        11 | 7 | 400     | no: your envelope is in and may not be replaced on this lot
        12 | 7 | max 400 | no: your envelope is in and may not be replaced on this lot
        60 | - | -       | 7 says 900
        ",
    );
}

#[test]
fn an_envelope_takes_an_amount_and_nothing_else() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | max 900 | no: this round takes another kind of offer: an amount
        11 | 7 | ask 900 | no: this round takes another kind of offer: an amount
        12 | 7 | 9.5     | no: the amount has more digits after the point than the lot's currency
        60 | - | -       | no envelope
        61 | - | hammer  | failed: no bid
        ",
    );
}

#[test]
fn a_paddle_barred_before_the_opening_does_not_count() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 900          | taken
        11 | 9 | 500          | taken
        12 | - | disqualify 7 | 7 is out, 7 forfeits
        13 | 7 | 950          | no: this paddle was disqualified: rain
        60 | - | -            | 7 says 900 (disqualified), 9 says 500
        61 | - | hammer       | sold to 9 for 500
        ",
    );
}

#[test]
fn a_reserve_that_no_envelope_reaches_passes_the_lot() {
    check(
        "sealed, reserve 1000, closes 60",
        "
        10 | 7 | 999    | taken
        11 | 9 | 999    | taken
        60 | - | -      | 7 says 999, 9 says 999
        61 | - | hammer | passed
        ",
    );
}

#[test]
fn opened_envelopes_can_be_passed_only_while_none_binds_the_seller() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 300          | taken
        20 | - | pass         | no: the envelopes are opened at the deadline
        60 | - | -            | 7 says 300
        61 | - | pass         | no: a bid that binds the seller stands
        62 | - | disqualify 7 | 7 is out, 7 forfeits
        63 | - | pass         | passed
        ",
    );
}
