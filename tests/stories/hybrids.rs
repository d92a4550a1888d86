//! Stories of hybrids: programmes of rounds of different formats (rule book 6).

use super::check;

#[test]
fn after_envelopes_the_best_go_on_in_the_open_from_the_best_of_them() {
    check(
        "sealed, opening 100, closes 60, then english, step 10, closes 60, for the best 2",
        "
        10  | 1 | 300  | taken
        11  | 2 | 500  | taken
        12  | 3 | 400  | taken
        60  | - | -    | 1 says 300, 2 says 500, 3 says 400
        61  | - | open | round 2 is open to 2 and 3, closes at 121
        62  | 1 | 600  | no: round 2 is not open to this paddle
        63  | 3 | 500  | no: the asking price is 510
        64  | 2 | 510  | no: you lead already
        65  | 3 | 510  | 3 leads at 510
        121 | - | -    | sold to 3 for 510
        ",
    );
}

#[test]
fn the_best_envelope_binds_when_nobody_goes_on() {
    check(
        "sealed, opening 100, closes 60, then english, step 10, closes 60, for the best 2",
        "
        10  | 1 | 300  | taken
        11  | 2 | 500  | taken
        60  | - | -    | 1 says 300, 2 says 500
        61  | - | open | round 2 is open to 1 and 2, closes at 121
        121 | - | -    | sold to 2 for 500
        ",
    );
}

/// 20 % of 500 is 100: 400 goes on, 399 does not.
#[test]
fn those_within_a_part_of_the_best_go_on() {
    check(
        "sealed, opening 100, closes 60, then english, step 10, closes 60, for those within 2000",
        "
        10  | 1 | 399  | taken
        11  | 2 | 500  | taken
        12  | 3 | 400  | taken
        60  | - | -    | 1 says 399, 2 says 500, 3 says 400
        61  | - | open | round 2 is open to 2 and 3, closes at 121
        ",
    );
    check(
        "sealed, reverse, opening 1000, closes 60, then english, step 10, closes 60, for those within 2000",
        "
        10  | 1 | 601  | taken
        11  | 2 | 500  | taken
        12  | 3 | 600  | taken
        60  | - | -    | 1 says 601, 2 says 500, 3 says 600
        61  | - | open | round 2 is open to 2 and 3, closes at 121
        62  | 3 | 490  | 3 leads at 490
        ",
    );
}

#[test]
fn a_round_that_is_open_to_nobody_but_the_leader_is_not_held() {
    check(
        "sealed, opening 100, closes 60, then english, step 10, closes 60, for those within 1000",
        "
        10 | 1 | 300    | taken
        11 | 2 | 500    | taken
        60 | - | -      | 1 says 300, 2 says 500
        61 | - | open   | no: the last round is over
        62 | - | hammer | sold to 2 for 500
        ",
    );
}

#[test]
fn a_round_opens_by_itself_so_long_after_the_one_before() {
    check(
        "sealed, opening 100, closes 60, then english, step 10, opens after 20, closes 60, for the best 2",
        "
        10  | 1     | 300    | taken
        11  | 2     | 500    | taken
        60  | -     | -      | 1 says 300, 2 says 500
        61  | -     | open   | no: bidding has not opened
        62  | -     | hammer | no: round 2 is still to be held
        63  | clock | tick   | no: no deadline has passed
        80  | -     | -      | round 2 is open to 1 and 2, closes at 140
        140 | -     | -      | sold to 2 for 500
        ",
    );
}

/// Anglo-Dutch: up in the open until two are left, then one offer each in an envelope.
const ANGLO_DUTCH: &str =
    "3 paddles, opening 100, step 10, until 2 left, hammer, then sealed, closes 30, for the best 2";

#[test]
fn two_are_left_and_offer_once_more_in_envelopes() {
    check(
        ANGLO_DUTCH,
        "
        10 | 1 | 100    | 1 leads at 100
        11 | 2 | 110    | 2 leads at 110
        12 | 3 | 120    | 3 leads at 120
        13 | 1 | leave  | 1 leaves, the round is over
        14 | - | open   | round 2 is open to 2 and 3, closes at 44
        15 | 1 | 200    | no: round 2 is not open to this paddle
        16 | 2 | 150    | taken
        17 | 3 | 140    | taken
        44 | - | -      | 2 says 150, 3 says 140
        45 | - | hammer | sold to 2 for 150
        ",
    );
}

#[test]
fn who_is_silent_in_the_last_envelope_stands_by_his_bid() {
    check(
        ANGLO_DUTCH,
        "
        10 | 1 | 100    | 1 leads at 100
        11 | 2 | 110    | 2 leads at 110
        12 | 3 | 120    | 3 leads at 120
        13 | 1 | leave  | 1 leaves, the round is over
        14 | - | open   | round 2 is open to 2 and 3, closes at 44
        15 | 2 | 119    | taken
        44 | - | -      | 2 says 119 (misses the opening price)
        45 | - | hammer | sold to 3 for 120
        ",
    );
}

/// Dutch, sealed from everybody else above its price, one last raise by the Dutch winner.
const DUTCH_SEALED_BEST: &str = "opening 100, dutch down 10 to 50, every 10, then sealed, closes 30, for all but the leader, then sealed, closes 30, for the leader of 1";

/// 7 takes the lot at 90; round 2 is open from 23 to 53.
fn taken_at_90(rest: &str) {
    let story = "
        10 | - | -      | the price is 90
        19 | 7 | 90     | 7 leads at 90, the round is over
        22 | - | hammer | no: round 2 is still to be held
        23 | - | open   | round 2 is open, not to 7, closes at 53
        24 | 7 | 95     | no: round 2 is not open to this paddle
        ";
    check(DUTCH_SEALED_BEST, &format!("{story}{rest}"));
}

#[test]
fn the_dutch_winner_has_the_last_raise() {
    taken_at_90(
        "
        25 | 9 | 120    | taken
        26 | 3 | 85     | taken
        53 | - | -      | 9 says 120, 3 says 85 (misses the opening price)
        54 | - | open   | round 3 is open to 7, closes at 84
        55 | 9 | 150    | no: round 3 is not open to this paddle
        56 | 7 | 130    | taken
        84 | - | -      | 7 says 130
        85 | - | hammer | sold to 7 for 130
        ",
    );
}

#[test]
fn a_dutch_winner_who_does_not_raise_is_outbid() {
    taken_at_90(
        "
        25 | 9 | 120    | taken
        53 | - | -      | 9 says 120
        54 | - | open   | round 3 is open to 7, closes at 84
        56 | 7 | 119    | taken
        84 | - | -      | 7 says 119 (misses the opening price)
        85 | - | hammer | sold to 9 for 120
        ",
    );
}

#[test]
fn a_dutch_winner_whom_nobody_outbids_needs_no_raise() {
    taken_at_90(
        "
        53 | - | -      | no envelope
        54 | - | open   | no: the last round is over
        55 | - | hammer | sold to 7 for 90
        ",
    );
}

#[test]
fn a_dutch_round_that_nobody_accepts_is_the_last() {
    check(
        DUTCH_SEALED_BEST,
        "
        10 | - | - | the price is 90
        20 | - | - | the price is 80
        30 | - | - | the price is 70
        40 | - | - | the price is 60
        50 | - | - | the price is 50
        60 | - | - | failed: no bid
        ",
    );
}
