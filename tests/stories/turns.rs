//! Stories of rounds in turns: Prozorro's three rounds in reverse (rule book 6).

use super::check;

const PROZORRO: &str = "sealed, reverse, opening 1000, closes 60, then turns 10, every 120, then turns 10, every 120, then turns 10, every 120";

/// Equal amounts rank by the earlier: of 1 and 3 at 900, 3 is the worse and begins.
#[test]
fn three_rounds_from_the_worst_to_the_best() {
    check(
        PROZORRO,
        "
        10   | 1 | 900  | taken
        11   | 2 | 800  | taken
        12   | 3 | 900  | taken
        60   | - | -    | 1 says 900, 2 says 800, 3 says 900
        61   | - | open | round 2 is open, closes at 181
        62   | 1 | 700  | no: it is the turn of paddle 3 until 181
        63   | 3 | 895  | no: the asking price is 890
        64   | 3 | 890  | 2 leads at 800
        181  | - | -    | 1 to go to 890
        200  | 1 | 790  | 1 leads at 790
        301  | - | -    | 2 to go to 790
        302  | 2 | 790  | 1 leads at 790
        421  | - | -    | the round is over
        422  | - | open | round 3 is open, closes at 542
        423  | 3 | 880  | 1 leads at 790
        542  | - | -    | 2 to go to 780
        543  | 2 | 700  | 2 leads at 700
        662  | - | -    | 1 to go to 780
        782  | - | -    | the round is over
        783  | - | open | round 4 is open, closes at 903
        903  | - | -    | 1 to go to 780
        904  | 1 | 690  | 1 leads at 690
        1023 | - | -    | 2 to go to 690
        1024 | 2 | 689  | 2 leads at 689
        1143 | - | -    | sold to 2 for 689
        ",
    );
}

#[test]
fn the_best_envelope_binds_through_three_silent_rounds() {
    check(
        "sealed, reverse, closes 60, then turns 10, every 120, then turns 10, every 120",
        "
        10  | 1 | 900  | taken
        11  | 2 | 800  | taken
        60  | - | -    | 1 says 900, 2 says 800
        61  | - | open | round 2 is open, closes at 181
        181 | - | -    | 2 to go to 790
        301 | - | -    | the round is over
        302 | - | open | round 3 is open, closes at 422
        422 | - | -    | 2 to go to 790
        542 | - | -    | sold to 2 for 800
        ",
    );
}

#[test]
fn a_bidder_improves_his_own_bid_as_often_as_his_turn_allows() {
    check(
        "sealed, reverse, closes 60, then turns 10, every 120",
        "
        10  | 1 | 900     | taken
        11  | 2 | 800     | taken
        60  | - | -       | 1 says 900, 2 says 800
        61  | - | open    | round 2 is open, closes at 181
        62  | 1 | 890     | 2 leads at 800
        63  | 1 | max 700 | no: this round takes another kind of offer: an amount
        64  | 1 | 885     | no: the asking price is 880
        65  | 1 | 800     | 2 leads at 800
        66  | 5 | 700     | no: round 2 is not open to this paddle
        180 | 1 | 790     | 1 leads at 790
        181 | - | -       | 2 to go to 790
        182 | 1 | 780     | no: it is the turn of paddle 2 until 301
        301 | - | -       | sold to 1 for 790
        ",
    );
}

#[test]
fn one_bidder_alone_takes_no_turns() {
    check(
        "sealed, reverse, closes 60, then turns 10, every 120",
        "
        10 | 1 | 900    | taken
        60 | - | -      | 1 says 900
        61 | - | open   | no: the last round is over
        62 | - | hammer | sold to 1 for 900
        ",
    );
}

#[test]
fn a_pause_gives_the_turn_its_time_back() {
    check(
        "sealed, reverse, closes 60, then turns 10, every 120, opens after 5",
        "
        10  | 1 | 900    | taken
        11  | 2 | 800    | taken
        60  | - | -      | 1 says 900, 2 says 800
        65  | - | -      | round 2 is open, closes at 185
        100 | - | pause  | paused
        110 | 1 | 700    | no: the lot is paused
        200 | - | resume | goes on, closes at 285
        284 | 1 | 790    | 1 leads at 790
        285 | - | -      | 2 to go to 790
        ",
    );
}

#[test]
fn a_bid_of_a_turn_is_struck_and_the_turn_goes_on() {
    check(
        "sealed, reverse, closes 60, then turns 10, every 120",
        "
        10  | 1     | 900             | taken
        11  | 2     | 800             | taken
        60  | -     | -               | 1 says 900, 2 says 800
        61  | -     | open            | round 2 is open, closes at 181
        62  | 1     | 700 #a          | 1 leads at 700
        63  | -     | void #a         | to be struck
        64  | clerk | confirm void #a | a bid of 1 is struck, now 2 leads at 800, closes at 181
        65  | 1     | 790             | 1 leads at 790
        181 | -     | -               | 2 to go to 790
        ",
    );
}

#[test]
fn a_clerk_bids_for_who_is_on_the_telephone_in_his_turn() {
    check(
        "sealed, reverse, closes 60, then turns 10, every 120",
        "
        10 | 1     | 900             | taken
        11 | 2     | 800             | taken
        60 | -     | -               | 1 says 900, 2 says 800
        61 | -     | open            | round 2 is open, closes at 181
        62 | clerk | telephone 2 700 | no: it is the turn of paddle 1 until 181
        63 | clerk | telephone 1 790 | 1 leads at 790
        ",
    );
}

#[test]
fn the_turn_after_one_who_was_barred_is_held() {
    check(
        "sealed, reverse, closes 60, then turns 10, every 120",
        "
        10  | 1 | 900          | taken
        11  | 2 | 800          | taken
        12  | 3 | 700          | taken
        60  | - | -            | 1 says 900, 2 says 800, 3 says 700
        61  | - | open         | round 2 is open, closes at 181
        62  | - | disqualify 2 | 2 is out, 2 forfeits, now 3 leads at 700, closes at 181
        181 | - | -            | 3 to go to 690
        301 | - | -            | sold to 3 for 700
        ",
    );
}
