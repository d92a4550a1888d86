//! Stories of a leader who takes his bid back: the price falls to the adjacent bid, and he is out
//! (rule book 9, L50).

use super::check;

#[test]
fn with_nobody_else_the_lot_begins_anew_and_fails_if_nobody_comes() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 150         | 7 leads at 150
        11 | 7 | take back 7 | 7 takes his bid back, 7 forfeits, now nobody leads, the asking price is 100, closes at 60
        12 | 7 | 100         | no: this paddle was disqualified: đã rút giá / withdrew a bid (L50)
        60 | - | -           | failed: the bid was taken back
        ",
    );
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 150         | 7 leads at 150
        11 | 7 | take back 7 | 7 takes his bid back, 7 forfeits, now nobody leads, the asking price is 100, closes at 60
        12 | 9 | 100         | 9 leads at 100
        60 | - | -           | sold to 9 for 100
        ",
    );
}

#[test]
fn with_one_other_the_price_falls_to_his() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 100         | 7 leads at 100
        11 | 9 | 150         | 9 leads at 150
        12 | 9 | take back 9 | 9 takes his bid back, 9 forfeits, now 7 leads at 100, closes at 60
        13 | 3 | 105         | no: the asking price is 110
        60 | - | -           | sold to 7 for 100
        ",
    );
}

#[test]
fn with_two_others_the_price_falls_to_the_nearer_and_then_to_the_other() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 100         | 7 leads at 100
        11 | 9 | 110         | 9 leads at 110
        12 | 3 | 150         | 3 leads at 150
        13 | 3 | take back 3 | 3 takes his bid back, 3 forfeits, now 9 leads at 110, closes at 60
        14 | 9 | take back 9 | 9 takes his bid back, 9 forfeits, now 7 leads at 100, closes at 60
        60 | - | -           | sold to 7 for 100
        ",
    );
}

/// All bids of the one who leaves are gone, not only the last: the adjacent bid is another's.
#[test]
fn the_adjacent_bid_is_another_bidders() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | 100         | 7 leads at 100
        11 | 9 | 110         | 9 leads at 110
        12 | 7 | 120         | 7 leads at 120
        13 | 9 | 130         | 9 leads at 130
        14 | 9 | take back 9 | 9 takes his bid back, 9 forfeits, now 7 leads at 120
        15 | 3 | 125         | no: the asking price is 130
        ",
    );
}

#[test]
fn the_leader_alone_takes_a_bid_back_or_an_officer_who_heard_him() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7        | 100         | 7 leads at 100
        11 | 9        | 110         | 9 leads at 110
        12 | 7        | take back 7 | no: paddle 7 does not lead this lot
        13 | 7        | take back 9 | no: this role may not do that
        14 | observer | take back 9 | no: this role may not do that
        15 | clerk    | take back 9 | 9 takes his bid back, 9 forfeits, now 7 leads at 100, closes at 60
        60 | -        | -           | sold to 7 for 100
        61 | 7        | take back 7 | no: bidding closed at 60
        ",
    );
}

#[test]
fn the_calls_begin_anew() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7 | 100         | 7 leads at 100
        11 | 9 | 110         | 9 leads at 110
        12 | - | call 1      | call 1
        13 | - | call 2      | call 2
        14 | 9 | take back 9 | 9 takes his bid back, 9 forfeits, now 7 leads at 100
        15 | - | call 3      | no: calls come in order, 1, 2, 3, then the hammer
        16 | - | call 1      | call 1
        ",
    );
}

#[test]
fn the_best_envelope_is_taken_back_when_it_is_open() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 300         | taken
        11 | 9 | 200         | taken
        20 | 7 | take back 7 | no: the envelopes are opened at the deadline
        60 | - | -           | 7 says 300, 9 says 200
        61 | 7 | take back 7 | 7 takes his bid back, 7 forfeits
        62 | - | hammer      | sold to 9 for 200
        ",
    );
    check(
        "sealed, closes 60",
        "
        10 | 7 | 300         | taken
        60 | - | -           | 7 says 300
        61 | 7 | take back 7 | 7 takes his bid back, 7 forfeits
        62 | - | hammer      | failed: the bid was taken back
        ",
    );
}

/// The bid of the round before stands again.
#[test]
fn the_price_falls_back_to_the_round_before() {
    check(
        "sealed, opening 100, closes 60, then english, step 10, closes 60, for the best 2",
        "
        10  | 1 | 300         | taken
        11  | 2 | 500         | taken
        60  | - | -           | 1 says 300, 2 says 500
        61  | - | open        | round 2 is open to 1 and 2, closes at 121
        62  | 1 | 600         | 1 leads at 600
        63  | 1 | take back 1 | 1 takes his bid back, 1 forfeits, now 2 leads at 500, closes at 121
        121 | - | -           | sold to 2 for 500
        ",
    );
}

#[test]
fn an_equal_who_is_not_the_earliest_takes_his_bid_back() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 300         | taken
        11 | 9 | 300         | taken
        60 | - | -           | 7 says 300, 9 says 300
        61 | 9 | take back 9 | 9 takes his bid back, 9 forfeits
        62 | - | hammer      | sold to 7 for 300
        ",
    );
}
