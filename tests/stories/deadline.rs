//! Stories of deadlines: the first bid starts one, a late bid moves it (rule book 2, soft close).

use super::check;

#[test]
fn a_late_bid_moves_the_deadline_and_a_refused_one_does_not() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15",
        "
        10        | 7 |  90 | no: the asking price is 100
        11        | 7 | 100 | 7 leads at 100
        45        | 9 | 110 | 9 leads at 110
        45.000001 | 7 | 120 | 7 leads at 120, closes at 60.000001
        50        | 9 | 120 | no: the asking price is 130
        55        | 9 | 130 | 9 leads at 130, closes at 70
        70        | - |   - | sold to 9 for 130
        ",
    );
}

#[test]
fn a_late_challenge_that_fails_moves_the_deadline_too() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15",
        "
        10 | 1 | max 300 | 1 leads at 100
        55 | 2 | max 200 | 1 leads at 210, closes at 70
        70 | - | -       | sold to 1 for 210
        ",
    );
}

#[test]
fn a_soft_close_never_moves_the_deadline_to_earlier() {
    check(
        "opening 100, step 10, closes 60, soft close 30+10",
        "
        31 | 7 | 100 | 7 leads at 100
        50 | 9 | 110 | 9 leads at 110
        51 | 7 | 120 | 7 leads at 120, closes at 61
        61 | - |   - | sold to 7 for 120
        ",
    );
}

#[test]
fn a_raised_maximum_extends_nothing() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15",
        "
        10 | 1 | max 200 | 1 leads at 100
        59 | 1 | max 900 | taken
        60 | - | -       | sold to 1 for 100
        ",
    );
}

#[test]
fn the_first_bid_starts_the_clock() {
    check(
        "opening 100, step 10, closes 60 after first bid, soft close 15+15",
        "
        500 | 7 |  90 | no: the asking price is 100
        600 | 7 | 100 | 7 leads at 100, closes at 660
        650 | 9 | 110 | 9 leads at 110, closes at 665
        665 | - |   - | sold to 9 for 110
        ",
    );
}

/// 15 s before the end is not yet in the last 15 s, whatever the extension would come to.
#[test]
fn a_bid_a_whole_window_before_the_end_moves_nothing() {
    check(
        "opening 100, step 10, closes 60, soft close 15+30",
        "
        45 | 7 | 100 | 7 leads at 100
        46 | 9 | 110 | 9 leads at 110, closes at 76
        76 | - | -   | sold to 9 for 110
        ",
    );
}
