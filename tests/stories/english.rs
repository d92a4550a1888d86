//! Stories of English lots: who leads, at what price, until when (rule book 2).

use super::check;

#[test]
fn the_table_of_the_rule_book() {
    check(
        "opening 100, step 10, grid 10, closes 60, soft close 15+15",
        "
        10 | 1 | max 200 | 1 leads at 100
        11 | 2 | max 150 | 1 leads at 160
        12 | 3 | max 200 | 1 leads at 200
        13 | 4 | max 205 | no: amounts rise in steps of 10 here
        14 | 4 | max 220 | 4 leads at 210
        50 | 4 | max 300 | taken
        60 | - | -       | sold to 4 for 210
        ",
    );
}

#[test]
fn without_a_grid_an_odd_amount_is_only_below_asking() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 1 | max 200 | 1 leads at 100
        11 | 3 | max 200 | 1 leads at 200
        12 | 4 | max 205 | no: the asking price is 210
        13 | 4 | max 210 | 4 leads at 210
        ",
    );
}

#[test]
fn an_open_amount_meets_a_maximum_as_any_other() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 1 | max 200 | 1 leads at 100
        11 | 2 | 150     | 1 leads at 160
        12 | 4 | 220     | 4 leads at 220
        13 | 2 | max 300 | 2 leads at 230
        14 | 4 | 240     | 2 leads at 250
        ",
    );
}

#[test]
fn the_price_never_passes_the_leaders_maximum() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 1 | max 205 | 1 leads at 100
        11 | 2 | max 200 | 1 leads at 205
        12 | 2 | max 214 | no: the asking price is 215
        13 | 2 | 215     | 2 leads at 215
        ",
    );
}

/// Two at 200 and the first leads at 200, capped by his own maximum: raised, it no longer caps,
/// and the price is the one that beats the other.
#[test]
fn a_raised_maximum_moves_the_price_only_where_it_had_been_the_cap() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15",
        "
        10 | 1 | max 200 | 1 leads at 100
        11 | 2 | max 200 | 1 leads at 200
        50 | 1 | max 300 | 1 leads at 210
        51 | 1 | max 400 | taken
        60 | - | -       | sold to 1 for 210
        ",
    );
}

#[test]
fn the_leader_raises_nothing_but_a_maximum() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 1 | max 200 | 1 leads at 100
        11 | 1 | 150     | no: you lead already
        12 | 1 | 250     | no: you lead already
        13 | 1 | ask 250 | no: you lead already
        14 | 1 | max 200 | no: you lead already
        15 | 1 | max 201 | taken
        ",
    );
}

#[test]
fn an_open_leader_may_put_a_maximum_behind_his_amount() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 1 | 100     | 1 leads at 100
        11 | 2 | 190     | 2 leads at 190
        12 | 2 | max 300 | taken
        13 | 1 | 200     | 2 leads at 210
        ",
    );
}

#[test]
fn the_asking_price_is_taken_at_most_at_a_limit() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 1 | ask 99  | no: the asking price is 100
        11 | 1 | ask 500 | 1 leads at 100
        12 | 2 | ask 109 | no: the asking price is 110
        13 | 2 | ask 110 | 2 leads at 110
        ",
    );
}

#[test]
fn a_reserve_that_is_not_met_passes_the_lot() {
    check(
        "opening 100, step 10, closes 60, reserve 300",
        "
        10 | 1 | max 200 | 1 leads at 100, reserve not met
        11 | 2 | max 299 | 2 leads at 210, reserve not met
        60 | - | -       | passed
        ",
    );
}

#[test]
fn a_reserve_that_is_met_lifts_the_price() {
    check(
        "opening 100, step 10, closes 60, reserve 300",
        "
        10 | 1 | max 200 | 1 leads at 100, reserve not met
        11 | 2 | max 500 | 2 leads at 300, reserve met
        12 | 1 | max 305 | no: the asking price is 310
        13 | 1 | max 310 | 2 leads at 320, reserve met
        60 | - | -       | sold to 2 for 320
        ",
    );
}

#[test]
fn a_raised_maximum_that_meets_the_reserve_lifts_the_price_to_it() {
    check(
        "opening 100, step 10, closes 60, reserve 300, soft close 15+15",
        "
        10 | 1 | max 299 | 1 leads at 100, reserve not met
        50 | 1 | max 300 | 1 leads at 300, reserve met
        60 | - | -       | sold to 1 for 300
        ",
    );
}

#[test]
fn a_lot_without_a_bid_fails() {
    check(
        "opening 100, step 10, closes 60, reserve 300",
        "
        60 | - | - | failed: no bid
        61 | 7 | 100 | no: bidding closed at 60
        ",
    );
}

#[test]
fn two_equal_bids_in_one_tick_rank_by_the_order_they_were_taken_in() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 100     | 7 leads at 100
        10 | 9 | 100     | no: the asking price is 110
        11 | 3 | max 200 | 3 leads at 110
        11 | 4 | max 200 | 3 leads at 200
        60 | - | -       | sold to 3 for 200
        ",
    );
}

#[test]
fn a_leader_outbids_himself_where_the_terms_say_so() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15, leader may bid",
        "
        10 | 1 | 100     | 1 leads at 100
        11 | 1 | 105     | no: the asking price is 110
        12 | 1 | 120     | 1 leads at 120
        13 | 1 | max 200 | taken
        14 | 1 | 150     | 1 leads at 150
        15 | 2 | 180     | 1 leads at 190
        50 | 1 | 250     | 1 leads at 250, closes at 65
        65 | - | -       | sold to 1 for 250
        ",
    );
}
