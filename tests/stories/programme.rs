//! Stories of what a round hands to the next: the best bid, who is out, what is to be done before
//! the hammer (rule book 1, 6).

use super::check;

#[test]
fn a_round_has_its_own_increment_from_the_price_it_begins_with() {
    check(
        "opening 100, step 10, closes 60, then english, step 50, closes 30",
        "
        10 | 7 | 100  | 7 leads at 100
        60 | - | -    | the round is over
        61 | - | open | round 2 is open, closes at 91
        62 | 9 | 140  | no: the asking price is 150
        63 | 9 | 150  | 9 leads at 150
        91 | - | -    | sold to 9 for 150
        ",
    );
}

#[test]
fn a_silent_round_ends_with_what_it_began_with() {
    check(
        "opening 100, step 10, closes 60, then english, step 10, closes 30, then sealed, closes 30",
        "
        10  | 7 | 100    | 7 leads at 100
        60  | - | -      | the round is over
        61  | - | open   | round 2 is open, closes at 91
        91  | - | -      | the round is over
        92  | - | hammer | no: round 3 is still to be held
        93  | - | open   | round 3 is open, closes at 123
        123 | - | -      | no envelope
        124 | - | hammer | sold to 7 for 100
        ",
    );
}

/// Between the rounds nobody is left: the next one begins at the opening price again.
#[test]
fn a_round_after_which_nobody_stands_is_followed_from_the_opening_price() {
    check(
        "opening 100, step 10, closes 60, then english, step 10, opens after 10, closes 30",
        "
        10  | 7 | 150          | 7 leads at 150
        60  | - | -            | the round is over
        61  | - | disqualify 7 | 7 is out, 7 forfeits, now nobody leads, the asking price is 100
        70  | - | -            | round 2 is open, closes at 100
        71  | 9 | 100          | 9 leads at 100
        100 | - | -            | sold to 9 for 100
        ",
    );
}

/// 9 is barred between the rounds, and 7 alone needs no other: the auctioneer ends the lot.
#[test]
fn the_hammer_falls_where_the_next_round_has_lost_its_sense() {
    check(
        "opening 100, step 10, closes 60, then english, step 10, opens after 10, closes 30, for bidders",
        "
        10 | 7     | 100          | 7 leads at 100
        11 | 9     | 110          | 9 leads at 110
        60 | -     | -            | the round is over
        61 | -     | disqualify 9 | 9 is out, 9 forfeits, now 7 leads at 100
        70 | clock | tick         | no: no deadline has passed
        71 | -     | hammer       | sold to 7 for 100
        ",
    );
}

#[test]
fn a_lot_below_its_reserve_can_be_passed_between_the_rounds() {
    check(
        "opening 100, step 10, reserve 300, hammer, then sealed, closes 30",
        "
        10 | 7 | 200    | 7 leads at 200, reserve not met
        11 | - | call 1 | call 1
        12 | - | call 2 | call 2
        13 | - | call 3 | call 3
        14 | - | hammer | the round is over
        15 | - | hammer | no: round 2 is still to be held
        16 | - | pass   | passed
        ",
    );
}

#[test]
fn a_round_that_runs_is_paused_and_goes_on() {
    check(
        "sealed, opening 100, closes 60, then english, step 10, closes 60, for the best 2",
        "
        10  | 1 | 300    | taken
        11  | 2 | 500    | taken
        60  | - | -      | 1 says 300, 2 says 500
        61  | - | pause  | no: bidding closed at 60
        62  | - | open   | round 2 is open to 1 and 2, closes at 122
        100 | - | pause  | paused
        110 | 1 | 510    | no: the lot is paused
        200 | - | resume | goes on, closes at 222
        221 | 1 | 510    | 1 leads at 510
        222 | - | -      | sold to 1 for 510
        ",
    );
}

#[test]
fn who_accepted_one_dutch_price_goes_on_in_the_open() {
    check(
        "opening 100, dutch down 10 to 50, every 10, tie window 5, then english, step 10, closes 60, for the tied",
        "
        3  | 7 | 100  | 7 leads at 100, closes at 8
        4  | 9 | 100  | 7 leads at 100
        8  | - | -    | the round is over, 7 and 9 are tied
        9  | - | open | round 2 is open to 7 and 9, closes at 69
        10 | 3 | 110  | no: round 2 is not open to this paddle
        11 | 9 | 110  | 9 leads at 110
        69 | - | -    | sold to 9 for 110
        ",
    );
}

#[test]
fn a_dutch_round_that_was_resumed_hands_its_new_winner_on() {
    check(
        "opening 100, dutch down 10 to 70, every 10, then sealed, closes 30, for all but the leader",
        "
        3  | 7 | 100         | 7 leads at 100, the round is over
        4  | 7 | take back 7 | 7 takes his bid back, 7 forfeits, now nobody leads, the asking price is 100, closes at 14
        5  | 9 | 100         | 9 leads at 100, the round is over
        6  | - | open        | round 2 is open, not to 9, closes at 36
        7  | 7 | 150         | no: this paddle was disqualified: đã rút giá / withdrew a bid (L50)
        8  | 3 | 150         | taken
        36 | - | -           | 3 says 150
        37 | - | hammer      | sold to 3 for 150
        ",
    );
}

/// The opening price is where the Dutch price began; what comes after begins where it ended.
#[test]
fn envelopes_after_a_dutch_round_open_at_its_price() {
    check(
        "opening 100, dutch down 10 to 50, every 10, then sealed, closes 30, for all but the leader, then sealed, closes 30, for the leader of 1",
        "
        10 | - | -      | the price is 90
        19 | 7 | 90     | 7 leads at 90, the round is over
        23 | - | open   | round 2 is open, not to 7, closes at 53
        25 | 9 | 95     | taken
        26 | 3 | 85     | taken
        53 | - | -      | 9 says 95, 3 says 85 (misses the opening price)
        54 | - | open   | round 3 is open to 7, closes at 84
        56 | 7 | 100    | taken
        84 | - | -      | 7 says 100
        85 | - | hammer | sold to 7 for 100
        ",
    );
}

#[test]
fn an_english_round_after_a_dutch_one_begins_at_its_price() {
    check(
        "opening 100, dutch down 10 to 50, every 10, then english, step 5, closes 60",
        "
        10 | - | -    | the price is 90
        19 | 7 | 90   | 7 leads at 90, the round is over
        20 | - | open | round 2 is open, closes at 80
        21 | 9 | 95   | 9 leads at 95
        80 | - | -    | sold to 9 for 95
        ",
    );
}
