//! Stories of the number-plate profile: an official time, then short rounds for those who bid
//! (rule book 2).

use super::check;

const PLATE: &str =
    "opening 100, step 10, closes 1500, then english, step 10, closes 30, for bidders, times 10";

/// All who bid in the official time enter the first short round; after it, only who bid in the
/// round before.
#[test]
fn only_who_bids_in_a_round_enters_the_next() {
    check(
        PLATE,
        "
        100  | 7 | 100  | 7 leads at 100
        200  | 9 | 110  | 9 leads at 110
        300  | 3 | 120  | 3 leads at 120
        1500 | - | -    | the round is over
        1510 | - | open | round 2 is open to 3 and 7 and 9, closes at 1540
        1511 | 4 | 130  | no: round 2 is not open to this paddle
        1512 | 7 | 130  | 7 leads at 130
        1513 | 9 | 140  | 9 leads at 140
        1540 | - | -    | the round is over
        1550 | - | open | round 2 is open again, time 2 to 7 and 9, closes at 1580
        1551 | 3 | 150  | no: round 2 is not open to this paddle
        1552 | 7 | 150  | 7 leads at 150
        1580 | - | -    | sold to 7 for 150
        ",
    );
}

#[test]
fn a_round_without_a_bid_ends_the_lot() {
    check(
        PLATE,
        "
        100  | 7 | 100  | 7 leads at 100
        200  | 9 | 110  | 9 leads at 110
        1500 | - | -    | the round is over
        1510 | - | open | round 2 is open to 7 and 9, closes at 1540
        1520 | 7 | 110  | no: the asking price is 120
        1540 | - | -    | sold to 9 for 110
        ",
    );
}

#[test]
fn one_bidder_of_the_official_time_needs_no_other_round() {
    check(
        PLATE,
        "
        100  | 7 | 100 | 7 leads at 100
        1500 | - | -   | sold to 7 for 100
        ",
    );
}

#[test]
fn nobody_in_the_official_time_fails_the_lot() {
    check(PLATE, "1500 | - | - | failed: no bid");
}

#[test]
fn the_agreed_number_of_rounds_is_the_last_word() {
    check(
        "opening 100, step 10, closes 1500, then english, step 10, closes 30, for bidders, times 2",
        "
        100  | 7 | 100  | 7 leads at 100
        200  | 9 | 110  | 9 leads at 110
        1500 | - | -    | the round is over
        1510 | - | open | round 2 is open to 7 and 9, closes at 1540
        1511 | 7 | 120  | 7 leads at 120
        1512 | 9 | 130  | 9 leads at 130
        1540 | - | -    | the round is over
        1550 | - | open | round 2 is open again, time 2 to 7 and 9, closes at 1580
        1551 | 7 | 140  | 7 leads at 140
        1552 | 9 | 150  | 9 leads at 150
        1580 | - | -    | sold to 9 for 150
        ",
    );
}

/// The maximum of the official time is still good in the rounds after it.
#[test]
fn a_leaders_maximum_goes_with_him_into_the_next_time() {
    check(
        "opening 100, step 10, closes 1500, then english, step 10, closes 30, opens after 10, for bidders, times 10",
        "
        100  | 7 | max 300 | 7 leads at 100
        200  | 9 | 150     | 7 leads at 160
        1500 | - | -       | the round is over
        1505 | - | open    | no: bidding has not opened
        1510 | - | -       | round 2 is open to 7 and 9, closes at 1540
        1511 | 9 | 200     | 7 leads at 210
        1540 | - | -       | the round is over
        1550 | - | -       | round 2 is open again, time 2 to 7 and 9, closes at 1580
        1551 | 9 | 300     | 7 leads at 300
        1552 | 9 | 310     | 9 leads at 310
        1580 | - | -       | sold to 9 for 310
        ",
    );
}

#[test]
fn who_was_barred_enters_no_round() {
    check(
        PLATE,
        "
        100  | 7 | 100          | 7 leads at 100
        200  | 9 | 110          | 9 leads at 110
        300  | 3 | 120          | 3 leads at 120
        1500 | - | -            | the round is over
        1501 | - | disqualify 3 | 3 is out, 3 forfeits, now 9 leads at 110
        1510 | - | open         | round 2 is open to 7 and 9, closes at 1540
        1540 | - | -            | sold to 9 for 110
        ",
    );
}

/// 7 alone bid in round 2: without it the price is that of round 1, and the new step is asked for.
#[test]
fn a_changed_increment_outlives_the_only_bid_of_its_round() {
    check(
        PLATE,
        "
        100  | 7     | 100             | 7 leads at 100
        200  | 9     | 110             | 9 leads at 110
        1500 | -     | -               | the round is over
        1510 | -     | open            | round 2 is open to 7 and 9, closes at 1540
        1511 | -     | increment 50    | the asking price is 160
        1512 | 7     | 160 #a          | 7 leads at 160
        1513 | -     | void #a         | to be struck
        1514 | clerk | confirm void #a | a bid of 7 is struck, now 9 leads at 110, closes at 1540
        1515 | 7     | 150             | no: the asking price is 160
        ",
    );
}
