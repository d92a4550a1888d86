//! Stories of bid ids: decided once, told again as often as asked (rule book 1).

use super::check;

#[test]
fn a_retry_after_the_close_gets_the_first_verdict() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 100 #a | 7 leads at 100
        11 | 9 | 105 #b | no: the asking price is 110
        12 | 7 | 100 #a | as before: taken
        60 | - | -      | sold to 7 for 100
        61 | 7 | 100 #a | as before: taken
        62 | 9 | 105 #b | as before: no: the asking price is 110
        63 | 9 | 110 #c | no: bidding closed at 60
        64 | 9 | 110 #c | as before: no: bidding closed at 60
        ",
    );
}

#[test]
fn a_retry_in_a_pause_gets_the_first_verdict_and_moves_nothing() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15",
        "
        50 | 7 | 100 #a | 7 leads at 100, closes at 65
        51 | - | pause  | paused
        52 | 7 | 100 #a | as before: taken
        53 | 9 | 110 #b | no: the lot is paused
        54 | - | resume | goes on, closes at 68
        67 | 9 | 110 #b | as before: no: the lot is paused
        68 | - | -      | sold to 7 for 100
        ",
    );
}

#[test]
fn another_bid_under_a_known_id_is_refused() {
    check(
        "opening 100, step 10, closes 60",
        "
        1  | - | publish 2 opening 100, step 10, closes 60 | lot 2 is published
        2  | - | open on 2      | open, closes at 62
        10 | 7 | 100 #a         | 7 leads at 100
        11 | 7 | 110 #a         | no: this bid id was used for another bid
        12 | 7 | max 100 #a     | no: this bid id was used for another bid
        13 | 9 | 100 #a         | no: this bid id was used for another bid
        14 | 7 | 100 #a on 2    | no: this bid id was used for another bid
        15 | 7 | 100 #a         | as before: taken
        ",
    );
}

/// Nobody can use up another's id by naming a lot that does not exist.
#[test]
fn a_bid_on_an_unknown_lot_leaves_its_id_free() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 9 | 100 #a on 5 | no: there is no lot 5 in this session
        11 | 7 | 100 #a      | 7 leads at 100
        12 | 9 | 100 #a      | no: this bid id was used for another bid
        ",
    );
}

#[test]
fn a_bid_before_the_session_leaves_its_id_free() {
    check(
        "no session",
        "
        1 | 7 | 100 #a | no: the session does not exist yet
        2 | - | create | session sale begins
        3 | - | admit 7 | 7 is admitted
        4 | - | deposit 7 | 7 may bid
        5 | - | publish 1 opening 100, step 10, closes 60 | lot 1 is published
        6 | - | open   | open, closes at 66
        7 | 7 | 100 #a | 7 leads at 100
        ",
    );
}

#[test]
fn an_unconfirmed_bid_stays_refused_under_its_id() {
    check(
        "opening 100, step 10, closes 60",
        "
        9  | - | admit 30   | 30 is admitted
        10 | 30 | 100 #a    | no: your deposit is not confirmed
        11 | - | deposit 30 | 30 may bid
        12 | 30 | 100 #a    | as before: no: your deposit is not confirmed
        13 | 30 | 100 #b    | 30 leads at 100
        ",
    );
}
