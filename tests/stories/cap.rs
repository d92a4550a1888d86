//! Stories of the cap of a soft close: it moves no further, and what follows then (rule book 2).

use super::check;

#[test]
fn after_the_agreed_moves_a_late_bid_moves_nothing() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15, cap 2 moves",
        "
        50 | 7 | 100 | 7 leads at 100, closes at 65
        60 | 9 | 110 | 9 leads at 110, closes at 75
        70 | 7 | 120 | 7 leads at 120
        75 | - | -   | sold to 7 for 120
        ",
    );
}

#[test]
fn the_deadline_moves_to_the_latest_time_and_no_further() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15, cap at 70",
        "
        50 | 7 | 100 | 7 leads at 100, closes at 65
        60 | 9 | 110 | 9 leads at 110, closes at 70
        69 | 7 | 120 | 7 leads at 120
        70 | - | -   | sold to 7 for 120
        ",
    );
}

const FINAL: &str = "opening 100, step 10, closes 60, soft close 15+15, cap 2 moves, then sealed, closes 30, for the last window";

/// The last window begins after 60: the bid at 60 came 15 s before the end, so it is not in it.
#[test]
fn at_the_cap_the_bidders_of_the_last_window_make_a_best_and_final() {
    check(
        FINAL,
        "
        50  | 7 | 100    | 7 leads at 100, closes at 65
        60  | 9 | 110    | 9 leads at 110, closes at 75
        61  | 7 | 120    | 7 leads at 120
        70  | 3 | 130    | 3 leads at 130
        75  | - | -      | the round is over
        76  | - | open   | round 2 is open to 3 and 7, closes at 106
        77  | 9 | 200    | no: round 2 is not open to this paddle
        78  | 7 | 150    | taken
        79  | 3 | 140    | taken
        106 | - | -      | 7 says 150, 3 says 140
        107 | - | hammer | sold to 7 for 150
        ",
    );
}

#[test]
fn who_is_silent_in_the_best_and_final_stands_by_his_bid() {
    check(
        FINAL,
        "
        50  | 7 | 100    | 7 leads at 100, closes at 65
        60  | 9 | 110    | 9 leads at 110, closes at 75
        61  | 7 | 120    | 7 leads at 120
        70  | 3 | 130    | 3 leads at 130
        75  | - | -      | the round is over
        76  | - | open   | round 2 is open to 3 and 7, closes at 106
        78  | 7 | 125    | taken
        106 | - | -      | 7 says 125 (misses the opening price)
        107 | - | hammer | sold to 3 for 130
        ",
    );
}

#[test]
fn below_the_cap_there_is_no_best_and_final() {
    check(
        FINAL,
        "
        40 | 9 | 100 | 9 leads at 100
        50 | 7 | 110 | 7 leads at 110, closes at 65
        65 | - | -   | sold to 7 for 110
        ",
    );
}

/// The struck bid had used the only move: without it, the next bid moves the deadline.
#[test]
fn a_struck_bid_gives_its_move_back() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15, cap 1 moves",
        "
        46 | 7     | 100 #a          | 7 leads at 100, closes at 61
        50 | 9     | 110             | 9 leads at 110
        51 | -     | void #a         | to be struck
        52 | clerk | confirm void #a | a bid of 7 is struck, now 9 leads at 110, closes at 65
        65 | -     | -               | sold to 9 for 110
        ",
    );
}

/// It lifts the price to the reserve, but it is no bid against anybody: the only move is still to come.
#[test]
fn a_leader_who_meets_the_reserve_by_his_own_maximum_uses_no_move() {
    check(
        "opening 100, step 10, reserve 250, closes 60, soft close 15+15, cap 1 moves",
        "
        10 | 7 | max 200 | 7 leads at 100, reserve not met
        50 | 7 | max 300 | 7 leads at 250, reserve met
        55 | 9 | 270     | 7 leads at 280, reserve met, closes at 70
        60 | 9 | 300     | 7 leads at 300, reserve met
        70 | - | -       | sold to 7 for 300
        ",
    );
}

#[test]
fn three_of_the_last_window_make_a_best_and_final() {
    check(
        FINAL,
        "
        50 | 7 | 100  | 7 leads at 100, closes at 65
        60 | 9 | 110  | 9 leads at 110, closes at 75
        61 | 7 | 120  | 7 leads at 120
        62 | 9 | 130  | 9 leads at 130
        70 | 3 | 140  | 3 leads at 140
        75 | - | -    | the round is over
        76 | - | open | round 2 is open to 3 and 7 and 9, closes at 106
        ",
    );
}

/// The leader's maximum answers for him: nobody but the challenger bid in the last window.
#[test]
fn one_alone_in_the_last_window_makes_no_best_and_final() {
    check(
        FINAL,
        "
        10 | 7 | max 500 | 7 leads at 100
        50 | 9 | 110     | 7 leads at 120, closes at 65
        60 | 9 | 130     | 7 leads at 140, closes at 75
        61 | 9 | 150     | 7 leads at 160
        75 | - | -       | sold to 7 for 160
        ",
    );
}

#[test]
fn a_deadline_that_came_to_the_latest_time_calls_for_a_best_and_final() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15, cap at 70, then sealed, closes 30, for the last window",
        "
        50 | 7 | 100  | 7 leads at 100, closes at 65
        60 | 9 | 110  | 9 leads at 110, closes at 70
        61 | 3 | 120  | 3 leads at 120
        70 | - | -    | the round is over
        71 | - | open | round 2 is open to 3 and 9, closes at 101
        ",
    );
}
