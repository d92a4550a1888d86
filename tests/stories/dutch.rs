//! Stories of Dutch rounds: the price comes down until somebody takes it (rule book 5).

use super::check;

/// 100 from 0 on, 90 from 10, 80 from 20, 70 from 30 to 40.
const DOWN: &str = "opening 100, dutch down 10 to 70, every 10";

#[test]
fn the_price_comes_down_to_the_floor_and_nobody_accepts() {
    check(
        DOWN,
        "
        10 | - | -   | the price is 90
        20 | - | -   | the price is 80
        30 | - | -   | the price is 70
        40 | - | -   | failed: no bid
        41 | 7 | 70  | no: bidding closed at 40
        ",
    );
}

#[test]
fn the_first_to_accept_wins_and_the_second_comes_too_late() {
    check(
        DOWN,
        "
        10 | - | -      | the price is 90
        12 | 7 | 90     | 7 leads at 90, the round is over
        12 | 9 | 90     | no: bidding closed at 12
        13 | - | hammer | sold to 7 for 90
        ",
    );
}

#[test]
fn the_floor_stands_for_a_whole_step() {
    check(
        DOWN,
        "
        10        | - | -      | the price is 90
        20        | - | -      | the price is 80
        30        | - | -      | the price is 70
        39.999999 | 7 | 70     | 7 leads at 70, the round is over
        40        | - | hammer | sold to 7 for 70
        ",
    );
}

#[test]
fn an_acceptance_names_the_price_that_it_accepts() {
    check(
        DOWN,
        "
        5  | 7 | 90     | no: the asking price is 100
        10 | - | -      | the price is 90
        11 | 7 | 100    | no: the price is 90 now
        12 | 7 | 85     | no: the asking price is 90
        13 | 7 | ask 85 | no: the asking price is 90
        14 | 7 | max 95 | no: this round takes another kind of offer: an amount or the asking price at most
        15 | 7 | ask 95 | 7 leads at 90, the round is over
        ",
    );
}

/// The tick comes late, the price does not.
#[test]
fn the_price_is_the_one_at_the_bids_own_time() {
    check(
        DOWN,
        "
        10 late | 7 | 100 | no: the price is 90 now
        25 late | 7 | 90  | no: the price is 80 now
        26 late | 9 | 80  | 9 leads at 80, the round is over
        ",
    );
    check(DOWN, "40 late | 7 | 70 | no: bidding closed at 40");
}

#[test]
fn a_pause_holds_the_price_and_gives_the_step_its_time_back() {
    check(
        DOWN,
        "
        4  | - | pause  | paused
        20 | 7 | 100    | no: the lot is paused
        24 | - | resume | goes on, closes at 30
        30 | - | -      | the price is 90
        40 | - | -      | the price is 80
        ",
    );
}

#[test]
fn a_withdrawal_resumes_from_its_price() {
    check(
        DOWN,
        "
        10 | - | -           | the price is 90
        12 | 7 | 90          | 7 leads at 90, the round is over
        15 | 9 | take back 7 | no: this role may not do that
        16 | 7 | take back 7 | 7 takes his bid back, 7 forfeits, now nobody leads, the asking price is 90, closes at 26
        17 | 7 | 90          | no: this paddle was disqualified: đã rút giá / withdrew a bid (L50)
        26 | - | -           | the price is 80
        27 | 9 | 80          | 9 leads at 80, the round is over
        28 | - | hammer      | sold to 9 for 80
        ",
    );
}

#[test]
fn after_a_withdrawal_that_nobody_makes_good_the_lot_fails() {
    check(
        "opening 100, dutch down 10 to 90, every 10",
        "
        10 | - | -           | the price is 90
        12 | 7 | 90          | 7 leads at 90, the round is over
        13 | 7 | take back 7 | 7 takes his bid back, 7 forfeits, now nobody leads, the asking price is 90, closes at 23
        23 | - | -           | failed: the bid was taken back
        ",
    );
}

#[test]
fn a_price_below_the_reserve_is_passed() {
    let story = |rest: &str| format!("10 | - | - | the price is 90\n{rest}");
    check(
        "opening 100, dutch down 10 to 70, every 10, reserve 100",
        &story(
            "
            11 | 7 | 90     | 7 leads at 90, reserve not met, the round is over
            12 | - | hammer | passed
            ",
        ),
    );
    check(
        "opening 100, dutch down 10 to 70, every 10, reserve 100, provisional 60",
        &story(
            "
            11 | 7 | 90         | 7 leads at 90, reserve not met, the round is over
            12 | - | hammer     | 7 at 90 if the seller says so by 72
            13 | - | seller yes | sold to 7 for 90
            ",
        ),
    );
}

#[test]
fn in_reverse_the_price_goes_up() {
    check(
        "reverse, opening 100, dutch down 10 to 130, every 10",
        "
        10 | - | -      | the price is 110
        20 | - | -      | the price is 120
        21 | 7 | 130    | no: the asking price is 120
        22 | 7 | 110    | no: the price is 120 now
        23 | 7 | 120    | 7 leads at 120, the round is over
        24 | - | hammer | sold to 7 for 120
        ",
    );
}

#[test]
fn the_hammer_waits_for_the_clock() {
    check(
        DOWN,
        "
        5 | - | call 1 | no: the clock closes this lot
        6 | - | hammer | no: the clock closes this lot
        7 | - | pass   | no: the clock closes this lot
        ",
    );
}

#[test]
fn a_clerk_accepts_for_who_called_out_in_the_hall() {
    check(
        DOWN,
        "
        5  | clerk | floor 7 90     | no: the asking price is 100
        10 | -     | -              | the price is 90
        11 | clerk | floor 7 90     | 7 leads at 90, the round is over
        11 | clerk | telephone 9 90 | no: bidding closed at 11
        12 | -     | hammer         | sold to 7 for 90
        ",
    );
}

#[test]
fn one_acceptance_is_enough_in_a_dutch_lot() {
    check(
        "opening 100, dutch down 10 to 70, every 10, nobody alone",
        "
        3 | 7 | 100    | 7 leads at 100, the round is over
        4 | - | hammer | sold to 7 for 100
        ",
    );
}
