//! Stories of bids that depend on something: the price that was seen, a time (rule book 1).

use super::check;

#[test]
fn a_bid_stands_at_the_price_that_was_expected() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | 7 | 100             | 7 leads at 100
        2 | 9 | 200 if 100      | 9 leads at 200
        3 | 7 | 300 if 100      | no: the price is 200 now, not what you expected
        4 | 7 | ask 900 if 100  | no: the price is 200 now, not what you expected
        5 | 7 | max 900 if 200.0 | 7 leads at 210
        6 | 7 | max 950 if 200  | no: the price is 210 now, not what you expected
        7 | 7 | max 950 if 210  | taken
        ",
    );
}

/// Nobody has bid: what is asked for is not a price that somebody could have seen.
#[test]
fn before_the_first_bid_there_is_no_price() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | 7 | 100 if 100 | no: no price stands here to be expected
        2 | 7 | 100        | 7 leads at 100
        ",
    );
}

#[test]
fn a_price_that_moved_back_is_the_price_again() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | 7 | 100           | 7 leads at 100
        2 | 9 | 200           | 9 leads at 200
        3 | 5 | 300 if 100    | no: the price is 200 now, not what you expected
        4 | - | disqualify 9  | 9 is out, 9 forfeits, now 7 leads at 100, closes at 60
        5 | 5 | 300 if 100    | 5 leads at 300
        ",
    );
}

#[test]
fn in_a_dutch_round_the_price_is_the_one_that_can_be_accepted() {
    check(
        "opening 100, dutch down 10 to 70, every 10",
        "
        5       | 7 | ask 100 if 90  | no: the price is 100 now, not what you expected
        10 late | 7 | ask 100 if 100 | no: the price is 90 now, not what you expected
        10      | - | -              | the price is 90
        12      | 7 | 100 if 90      | no: the price is 90 now
        13      | 7 | ask 100 if 90  | 7 leads at 90, the round is over
        14      | - | hammer         | sold to 7 for 90
        ",
    );
    check(
        "opening 100, dutch down 10 to 90, every 10",
        "20 late | 7 | 90 until 15 if 90 | no: bidding closed at 20",
    );
}

/// An envelope hides every price, so none can be expected, whether envelopes are in or not: it is
/// refused, for whoever expects one believes himself guarded.
#[test]
fn in_a_sealed_round_no_price_can_be_expected() {
    for (terms, offer) in [
        ("sealed, opening 100, closes 60", "300"),
        ("units 2 pairs, quantity 3, closes 60", "1@300"),
    ] {
        let rows = format!(
            "
            1  | 7 | {offer} if 100   | no: no price stands here to be expected
            2  | 9 | {offer}          | taken
            3  | 7 | {offer} if 300   | no: no price stands here to be expected
            4  | 7 | {offer} until 4  | no: this bid was meant until 4
            5  | 7 | {offer} until 60 | taken
            "
        );
        check(terms, &rows);
    }
}

#[test]
fn an_exclusive_licence_against_several_has_no_single_price() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 3, closes 60",
        "
        1 | 7 | 500 if 500   | no: no price stands here to be expected
        2 | 7 | 1@100 if 100 | no: no price stands here to be expected
        ",
    );
}

#[test]
fn whose_turn_it_is_expects_the_best_bid_of_all() {
    check(
        "sealed, reverse, closes 60, then turns 10, every 120",
        "
        1  | 7 | 900        | taken
        2  | 9 | 800        | taken
        60 | - | -          | 7 says 900, 9 says 800
        61 | - | open       | round 2 is open, closes at 181
        62 | 7 | 700 if 900 | no: the price is 800 now, not what you expected
        63 | 7 | 700 if 800 | 7 leads at 700
        ",
    );
}

#[test]
fn a_bid_is_valid_before_its_time_and_not_at_it() {
    check(
        "opening 100, step 10, closes 60",
        "
        9.999999 | 7 | 100 until 10 | 7 leads at 100
        10       | 9 | 110 until 10 | no: this bid was meant until 10
        11       | 9 | 110 until 99 | 9 leads at 110
        ",
    );
}

/// What the house says of the lot and of the bidder goes before what he made his bid depend on,
/// and that before what it offers; the time before the price.
#[test]
fn conditions_stand_between_the_bidder_and_the_offer() {
    check(
        "opening 100, step 10, closes 60",
        "
        1  | -     | admit 30                  | 30 is admitted
        2  | 7     | 100                       | 7 leads at 100
        3  | 30    | 50 until 2 if 90          | no: your deposit is not confirmed
        4  | clerk | floor 9 max 50 until 2    | no: a clerk enters open bids only
        5  | 7     | 50 until 2 if 90          | no: this bid was meant until 2
        6  | 7     | 50 until 99 if 90         | no: the price is 100 now, not what you expected
        7  | 7     | 50 until 99 if 100        | no: you lead already
        8  | 9     | 1@50 if 90                | no: the price is 100 now, not what you expected
        60 | -     | -                         | sold to 7 for 100
        61 | 9     | 110 until 2 if 90         | no: bidding closed at 60
        ",
    );
}

/// The same bid asks the same and depends on the same; what was seen when it was sent may differ.
#[test]
fn the_same_id_with_another_condition_is_another_bid() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | 7 | 100                   | 7 leads at 100
        2 | 9 | 110 if 100 until 9 seen 4 #a | 9 leads at 110
        3 | 9 | 110 if 110 until 9 #a | no: this bid id was used for another bid
        4 | 9 | 110 if 100 until 8 #a | no: this bid id was used for another bid
        5 | 9 | 110 if 100 #a         | no: this bid id was used for another bid
        6 | 9 | 110 until 9 #a        | no: this bid id was used for another bid
        20 | 9 | 110 if 100 until 9 seen 7 #a | as before: taken
        21 | 9 | 110 if 100 until 9 #a | as before: taken
        22 | 7 | 120 until 9 #b       | no: this bid was meant until 9
        23 | 7 | 120 until 9 #b       | as before: no: this bid was meant until 9
        ",
    );
}

#[test]
fn what_was_seen_decides_nothing() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | 7 | 100 seen 0            | 7 leads at 100
        2 | 9 | 110 seen 999999999999 | 9 leads at 110
        ",
    );
}
