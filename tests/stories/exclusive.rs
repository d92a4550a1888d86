//! Stories of one exclusive licence against several: the side that is worth more is sold
//! (rule book 4).

use super::check;

/// The exclusive licence opens at 500 and rises by 50; three shared ones open at 100 each and
/// rise by 10.
const SIDES: &str = "opening 500, exclusive 50 against 100 step 10, quantity 3, closes 60";

#[test]
fn both_sides_see_the_gap_and_the_better_side_gets_the_lot() {
    check(
        SIDES,
        "
        10 | 7 | 500   | 500 against nothing, the one is ahead by 500
        11 | 1 | 1@100 | 500 against 100, the one is ahead by 400
        12 | 2 | 1@200 | 500 against 300, the one is ahead by 200
        13 | 3 | 1@250 | 500 against 550, the several are ahead by 50
        14 | 7 | 600   | 600 against 550, the one is ahead by 50
        15 | 1 | 1@160 | 600 against 610, the several are ahead by 10
        60 | - | -     | 1 to 3 at 250, 1 to 2 at 200, 1 to 1 at 160: 610 in all
        ",
    );
}

#[test]
fn the_one_who_is_ahead_at_the_end_has_it_alone() {
    check(
        SIDES,
        "
        10 | 1 | 1@200 | nothing against 200, the several are ahead by 200
        11 | 2 | 1@200 | nothing against 400, the several are ahead by 400
        12 | 7 | 500   | 500 against 400, the one is ahead by 100
        60 | - | -     | sold to 7 for 500
        ",
    );
}

#[test]
fn at_equality_the_side_that_came_first_stays_ahead() {
    check(
        SIDES,
        "
        10 | 7 | 500   | 500 against nothing, the one is ahead by 500
        11 | 1 | 1@200 | 500 against 200, the one is ahead by 300
        12 | 2 | 1@200 | 500 against 400, the one is ahead by 100
        13 | 3 | 1@100 | 500 against 500, the one is ahead
        60 | - | -     | sold to 7 for 500
        ",
    );
    check(
        SIDES,
        "
        10 | 1 | 1@200 | nothing against 200, the several are ahead by 200
        11 | 2 | 1@200 | nothing against 400, the several are ahead by 400
        12 | 3 | 1@100 | nothing against 500, the several are ahead by 500
        13 | 7 | 500   | 500 against 500, the several are ahead
        60 | - | -     | 1 to 1 at 200, 1 to 2 at 200, 1 to 3 at 100: 500 in all
        ",
    );
}

#[test]
fn who_is_ahead_does_not_outbid_himself() {
    check(
        SIDES,
        "
        10 | 7 | 500   | 500 against nothing, the one is ahead by 500
        11 | 7 | 600   | no: you lead already
        12 | 1 | 1@300 | 500 against 300, the one is ahead by 200
        13 | 2 | 1@300 | 500 against 600, the several are ahead by 100
        14 | 1 | 1@310 | no: you lead already
        15 | 7 | 540   | no: the asking price is 550
        16 | 7 | 650   | 650 against 600, the one is ahead by 50
        17 | 1 | 1@309 | no: the asking price is 310
        18 | 1 | 1@360 | 650 against 660, the several are ahead by 10
        ",
    );
}

/// The three best are 210, 200 and 150: who is not among them beats the least by a step.
#[test]
fn a_fourth_displaces_the_least_of_three() {
    check(
        SIDES,
        "
        10 | 1 | 1@210 | nothing against 210, the several are ahead by 210
        11 | 2 | 1@99  | no: the asking price is 100
        12 | 2 | 1@200 | nothing against 410, the several are ahead by 410
        13 | 3 | 1@150 | nothing against 560, the several are ahead by 560
        14 | 4 | 1@159 | no: the asking price is 160
        15 | 4 | 1@160 | nothing against 570, the several are ahead by 570
        16 | 3 | 1@165 | no: the asking price is 170
        60 | - | -     | 1 to 1 at 210, 1 to 2 at 200, 1 to 4 at 160: 570 in all
        ",
    );
}

#[test]
fn each_side_has_its_own_kind_of_offer() {
    check(
        SIDES,
        "
        10 | 7 | max 900     | no: this round takes another kind of offer: an amount or quantities at unit prices
        11 | 7 | 2@100       | no: one bidder asks for at most 1 units on this lot
        12 | 7 | 1@100 1@100 | no: a schedule has at most 1 pairs on this lot
        13 | 7 | 499         | no: the asking price is 500
        14 | 7 | 1@100.5     | no: a unit price does not fit the lot's currency, or all of it is more than can be bid
        60 | - | -           | failed: no bid
        ",
    );
}

#[test]
fn below_the_reserve_neither_side_gets_it() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 3, reserve 700, closes 60",
        "
        10 | 7 | 600   | 600 against nothing, the one is ahead by 600
        11 | 1 | 1@690 | 600 against 690, the several are ahead by 90
        60 | - | -     | passed
        ",
    );
}

#[test]
fn one_bidder_alone_fails_where_the_terms_say_so() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 3, nobody alone, closes 60",
        "
        10 | 7 | 600 | 600 against nothing, the one is ahead by 600
        60 | - | -   | failed: one bidder alone
        ",
    );
}

#[test]
fn a_late_bid_of_either_side_moves_the_deadline() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 3, soft close 15+15, closes 60",
        "
        45 | 7 | 500   | 500 against nothing, the one is ahead by 500
        50 | 1 | 1@100 | 500 against 100, the one is ahead by 400, closes at 65
        55 | 1 | 1@105 | no: the asking price is 110
        60 | 9 | 550   | 550 against 100, the one is ahead by 450, closes at 75
        75 | - | -     | sold to 9 for 550
        ",
    );
}

/// A better exclusive bid counts even where it does not take the lead.
#[test]
fn the_side_behind_may_come_nearer() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 3, closes 60",
        "
        10 | 7 | 500          | 500 against nothing, the one is ahead by 500
        11 | 1 | 1@300        | 500 against 300, the one is ahead by 200
        12 | 2 | 1@300        | 500 against 600, the several are ahead by 100
        13 | 7 | 550          | 550 against 600, the several are ahead by 50
        60 | - | -            | 1 to 1 at 300, 1 to 2 at 300: 600 in all
        ",
    );
}

#[test]
fn a_struck_bid_tells_how_both_sides_stand() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 3, closes 60",
        "
        10 | 7     | 500             | 500 against nothing, the one is ahead by 500
        11 | 1     | 1@300           | 500 against 300, the one is ahead by 200
        12 | 2     | 1@300 #b        | 500 against 600, the several are ahead by 100
        13 | -     | void #b         | to be struck
        14 | clerk | confirm void #b | a bid of 2 is struck, 500 against 300, the one is ahead by 200
        ",
    );
}

#[test]
fn the_exclusive_leader_takes_his_bid_back() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 2, closes 60",
        "
        10 | 1 | 1@300       | nothing against 300, the several are ahead by 300
        12 | 7 | 500         | 500 against 300, the one is ahead by 200
        14 | 7 | take back 7 | 7 takes his bid back, 7 forfeits, nothing against 300, the several are ahead by 300
        ",
    );
}

#[test]
fn an_exclusive_bid_keeps_to_the_grid() {
    check(
        "opening 500, grid 50, exclusive 50 against 100 step 10, quantity 3, closes 60",
        "
        10 | 7 | 525 | no: amounts rise in steps of 50 here
        11 | 7 | 550 | 550 against nothing, the one is ahead by 550
        ",
    );
}

/// 30 s of pause: the bid at 80 comes 10 s before the end, as one at 50 would have.
#[test]
fn a_pause_counts_for_neither_side() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 3, soft close 15+15, closes 60",
        "
        10 | - | pause  | paused
        40 | - | resume | goes on, closes at 90
        80 | 7 | 500    | 500 against nothing, the one is ahead by 500, closes at 95
        ",
    );
}

#[test]
fn the_move_of_a_struck_bid_is_taken_back() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 3, soft close 15+15, closes 60",
        "
        50 | 7     | 500             | 500 against nothing, the one is ahead by 500, closes at 65
        55 | 1     | 1@100 #b        | 500 against 100, the one is ahead by 400, closes at 70
        56 | -     | void #b         | to be struck
        57 | clerk | confirm void #b | a bid of 1 is struck, now nobody leads, the asking price is 550, closes at 65, 500 against nothing, the one is ahead by 500
        ",
    );
}
