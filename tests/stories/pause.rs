//! Stories of pauses: the clock stops, and the time is given back (rule book 1).

use super::check;

#[test]
fn a_pause_just_before_the_end_gives_the_time_back() {
    check(
        "opening 100, step 10, closes 60",
        "
        10         | 7 | 100    | 7 leads at 100
        59.999999  | - | pause  | paused
        60         | 9 | 110    | no: the lot is paused
        61         | - | pause  | no: the lot is paused
        600        | - | resume | goes on, closes at 600.000001
        600        | 9 | 110    | 9 leads at 110
        600.000001 | - | -      | sold to 9 for 110
        ",
    );
}

#[test]
fn at_the_deadline_it_is_too_late_for_a_pause() {
    check(
        "opening 100, step 10, closes 60",
        "
        60 late | - | pause | no: bidding closed at 60
        60      | - | -     | failed: no bid
        61      | - | pause | no: bidding closed at 60
        ",
    );
}

#[test]
fn the_best_bid_stands_through_a_pause() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15",
        "
        10  | 1 | max 200 | 1 leads at 100
        50  | - | pause   | paused
        150 | - | resume  | goes on, closes at 160
        151 | 2 | 150     | 1 leads at 160, closes at 166
        166 | - | -       | sold to 1 for 160
        ",
    );
}

#[test]
fn a_clock_that_has_not_begun_to_run_stays_so_through_a_pause() {
    check(
        "opening 100, step 10, closes 60 after first bid",
        "
        10  | - | pause  | paused
        20  | - | resume | goes on
        300 | 7 | 100    | 7 leads at 100, closes at 360
        ",
    );
}

#[test]
fn a_resumed_lot_by_hammer_is_called_anew() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | 100    | 7 leads at 100
        11 | - | call 1 | call 1
        12 | - | call 2 | call 2
        13 | - | pause  | paused
        14 | - | call 3 | no: the lot is paused
        15 | - | hammer | no: the lot is paused
        16 | - | resume | goes on
        17 | - | call 3 | no: calls come in order, 1, 2, 3, then the hammer
        18 | - | call 1 | call 1
        ",
    );
}

#[test]
fn envelopes_wait_through_a_pause() {
    check(
        "sealed, closes 60",
        "
        10  | 7 | 300    | taken
        50  | - | pause  | paused
        70  | 9 | 400    | no: the lot is paused
        71  | - | hammer | no: the lot is paused
        100 | - | resume | goes on, closes at 110
        105 | 9 | 400    | taken
        110 | - | -      | 7 says 300, 9 says 400
        ",
    );
}

#[test]
fn only_a_paused_lot_goes_on() {
    check(
        "opening 100, step 10, closes 60, unopened",
        "
        1 | - | resume   | no: bidding has not opened
        2 | - | pause    | no: bidding has not opened
        3 | - | open     | open, closes at 63
        4 | - | resume   | no: the lot is not paused
        5 | - | pause    | paused
        6 | - | open     | no: the lot is paused
        7 | - | withdraw | withdrawn: rain
        ",
    );
}
