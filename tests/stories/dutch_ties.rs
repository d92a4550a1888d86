//! Stories of a Dutch tie window: several accept one price, and one is drawn (rule book 5, L41.3).

use super::check;

/// Whoever accepts the same price within 5 s of the first is in the draw.
const WINDOW: &str = "opening 100, dutch down 10 to 70, every 10, tie window 5, draw 30+40";

#[test]
fn two_acceptances_of_one_price_are_drawn() {
    check(
        WINDOW,
        "
        10      | - | -      | the price is 90
        12      | 7 | 90     | 7 leads at 90, closes at 17
        13      | 9 | 90     | 7 leads at 90
        14      | 7 | 90     | no: you lead already
        15      | 3 | 100    | no: the price is 90 now
        17 late | 3 | 90     | no: bidding closed at 17
        17      | - | -      | the round is over, 7 and 9 are tied
        18      | - | hammer | no: equal bids lead
        19      | - | draw   | a draw among 7 and 9, commit by 49
        49      | - | -      | reveal by 89, 9 is drawn without the auctioneer and 7 and 9
        50      | - | hammer | sold to 9 for 90
        ",
    );
}

#[test]
fn one_acceptance_in_the_window_needs_no_draw() {
    check(
        WINDOW,
        "
        5  | 7 | 100    | 7 leads at 100, closes at 10
        10 | - | -      | the round is over
        11 | - | draw   | no: nothing is drawn on this lot, or this hand has no part in the draw
        12 | - | hammer | sold to 7 for 100
        ",
    );
}

/// The price holds until the window ends, even where its step would have ended before.
#[test]
fn the_price_holds_through_the_window() {
    check(
        WINDOW,
        "
        9  | 7 | 100 | 7 leads at 100, closes at 14
        12 | 9 | 90  | no: the asking price is 100
        13 | 9 | 100 | 7 leads at 100
        14 | - | -   | the round is over, 7 and 9 are tied
        ",
    );
}

#[test]
fn a_withdrawal_in_the_window_leaves_it_to_the_other() {
    check(
        WINDOW,
        "
        5  | 7 | 100         | 7 leads at 100, closes at 10
        6  | 9 | 100         | 7 leads at 100
        7  | 7 | take back 7 | 7 takes his bid back, 7 forfeits, now 9 leads at 100, closes at 10
        10 | - | -           | the round is over
        11 | - | hammer      | sold to 9 for 100
        ",
    );
}

#[test]
fn a_withdrawal_of_the_only_one_in_the_window_resumes_from_his_price() {
    check(
        WINDOW,
        "
        10 | - | -           | the price is 90
        12 | 7 | 90          | 7 leads at 90, closes at 17
        14 | 7 | take back 7 | 7 takes his bid back, 7 forfeits, now nobody leads, the asking price is 90, closes at 24
        24 | - | -           | the price is 80
        ",
    );
}

#[test]
fn the_other_wins_when_one_is_barred_in_the_draw() {
    check(
        WINDOW,
        "
        5  | 7 | 100          | 7 leads at 100, closes at 10
        6  | 9 | 100          | 7 leads at 100
        10 | - | -            | the round is over, 7 and 9 are tied
        11 | - | draw         | a draw among 7 and 9, commit by 41
        12 | - | disqualify 7 | 7 is out, 7 forfeits, now 9 leads at 100
        13 | - | hammer       | sold to 9 for 100
        ",
    );
}

/// The drawn one is gone and so is the other: the price goes on from where it was.
#[test]
fn when_both_are_gone_the_price_goes_on() {
    check(
        WINDOW,
        "
        5  | 7 | 100          | 7 leads at 100, closes at 10
        6  | 9 | 100          | 7 leads at 100
        10 | - | -            | the round is over, 7 and 9 are tied
        11 | - | draw         | a draw among 7 and 9, commit by 41
        41 | - | -            | reveal by 81, 9 is drawn without the auctioneer and 7 and 9
        42 | 9 | take back 9  | 9 takes his bid back, 9 forfeits, now 7 leads at 100
        43 | 7 | take back 7  | 7 takes his bid back, 7 forfeits, now nobody leads, the asking price is 100, closes at 53
        53 | - | -            | the price is 90
        ",
    );
}

/// The step begins anew when the lot goes on: 10 s, whatever the pause took.
#[test]
fn a_withdrawal_in_a_pause_gives_one_step() {
    check(
        "opening 100, dutch down 10 to 70, every 10, tie window 5",
        "
        3  | 7 | 100         | 7 leads at 100, closes at 8
        4  | - | pause       | paused
        20 | 7 | take back 7 | 7 takes his bid back, 7 forfeits, now nobody leads, the asking price is 100, closes at 14
        40 | - | resume      | goes on, closes at 50
        ",
    );
}
