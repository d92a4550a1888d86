//! Stories of several identical licences: who gets how many (rule book 4).

use super::check;

/// 10 units: 4 and 5 are served whole, 1 is left for the third.
#[test]
fn the_best_price_is_served_first_and_each_pays_his_own() {
    check(
        "units 3 pairs, quantity 10, closes 60",
        "
        10 | 7 | 4@100     | taken
        11 | 9 | 5@90 2@80 | taken
        12 | 3 | 3@85      | taken
        20 | - | hammer    | no: the envelopes are opened at the deadline
        60 | - | -         | 7 says 400, 9 says 610, 3 says 255
        61 | - | hammer    | 4 to 7 at 100, 5 to 9 at 90, 1 to 3 at 85: 935 in all
        ",
    );
}

/// 13 are asked for at one price, 10 are there: 50/13 is 3 and 11/13, twice 40/13 is 3 and 1/13,
/// and the one that is left goes to the largest remainder.
#[test]
fn at_the_margin_units_go_pro_rata_and_the_rest_to_the_largest_remainder() {
    check(
        "units 3 pairs, quantity 10, closes 60",
        "
        10 | 9 | 4@100  | taken
        11 | 3 | 4@100  | taken
        12 | 7 | 5@100  | taken
        60 | - | -      | 9 says 400, 3 says 400, 7 says 500
        61 | - | hammer | 3 to 9 at 100, 3 to 3 at 100, 4 to 7 at 100: 1000 in all
        ",
    );
}

/// Three times 40/12 is 3 and 4/12: the earliest gets the one that is left.
#[test]
fn among_equal_remainders_the_earliest_gets_the_rest() {
    check(
        "units 3 pairs, quantity 10, closes 60",
        "
        10 | 9 | 4@100  | taken
        11 | 3 | 4@100  | taken
        12 | 7 | 4@100  | taken
        60 | - | -      | 9 says 400, 3 says 400, 7 says 400
        61 | - | hammer | 4 to 9 at 100, 3 to 3 at 100, 3 to 7 at 100: 1000 in all
        ",
    );
}

#[test]
fn at_the_margin_units_go_by_sequence() {
    check(
        "units 3 pairs, by sequence, quantity 10, closes 60",
        "
        10 | 7 | 5@100  | taken
        11 | 9 | 4@100  | taken
        12 | 3 | 4@100  | taken
        60 | - | -      | 7 says 500, 9 says 400, 3 says 400
        61 | - | hammer | 5 to 7 at 100, 4 to 9 at 100, 1 to 3 at 100: 1000 in all
        ",
    );
}

/// After the first 6 only 4 are left: the 5 do not fit, the 4 below them do.
#[test]
fn a_quantity_that_is_served_whole_is_passed_over_where_it_does_not_fit() {
    check(
        "units 3 pairs, by sequence, whole, quantity 10, closes 60",
        "
        10 | 7 | 6@100  | taken
        11 | 9 | 5@100  | taken
        12 | 3 | 4@90   | taken
        60 | - | -      | 7 says 600, 9 says 500, 3 says 360
        61 | - | hammer | 6 to 7 at 100, 4 to 3 at 90: 960 in all
        ",
    );
}

#[test]
fn with_more_licences_than_bidders_everybody_is_served() {
    check(
        "units 3 pairs, quantity 10, closes 60",
        "
        10 | 7 | 1@100  | taken
        11 | 9 | 1@90   | taken
        60 | - | -      | 7 says 100, 9 says 90
        61 | - | hammer | 1 to 7 at 100, 1 to 9 at 90: 190 in all
        ",
    );
}

#[test]
fn nothing_is_served_below_the_reserve() {
    check(
        "units 3 pairs, quantity 10, reserve 85, closes 60",
        "
        10 | 7 | 4@100     | taken
        11 | 9 | 2@85 4@84 | taken
        60 | - | -         | 7 says 400, 9 says 506
        61 | - | hammer    | 4 to 7 at 100, 2 to 9 at 85: 570 in all
        ",
    );
    check(
        "units 3 pairs, quantity 10, reserve 85, closes 60",
        "
        10 | 7 | 4@84   | taken
        60 | - | -      | 7 says 336
        61 | - | hammer | passed
        ",
    );
}

#[test]
fn a_schedule_with_a_price_below_the_opening_price_does_not_count() {
    check(
        "units 3 pairs, opening 80, quantity 10, closes 60",
        "
        10 | 7 | 4@100       | taken
        11 | 9 | 2@100 4@79  | taken
        60 | - | -           | 7 says 400, 9 says 516 (misses the opening price)
        61 | - | hammer      | 4 to 7 at 100: 400 in all
        ",
    );
}

#[test]
fn in_reverse_the_lowest_price_is_served_first() {
    check(
        "units 3 pairs, reverse, quantity 10, closes 60",
        "
        10 | 7 | 4@100  | taken
        11 | 9 | 5@90   | taken
        12 | 3 | 3@95   | taken
        60 | - | -      | 7 says 400, 9 says 450, 3 says 285
        61 | - | hammer | 5 to 9 at 90, 3 to 3 at 95, 2 to 7 at 100: 935 in all
        ",
    );
}

#[test]
fn the_last_schedule_counts_in_its_own_place() {
    check(
        "units 3 pairs, by sequence, quantity 4, closes 60",
        "
        10 | 7 | 4@100  | taken
        11 | 9 | 3@100  | taken
        12 | 7 | 2@100  | taken
        60 | - | -      | 9 says 300, 7 says 200
        61 | - | hammer | 3 to 9 at 100, 1 to 7 at 100: 400 in all
        ",
    );
}

#[test]
fn nobody_or_one_alone_fails_where_the_terms_say_so() {
    check(
        "units 3 pairs, quantity 10, closes 60",
        "
        60 | - | -      | no envelope
        61 | - | hammer | failed: no bid
        ",
    );
    check(
        "units 3 pairs, quantity 10, nobody alone, closes 60",
        "
        10 | 7 | 4@100  | taken
        60 | - | -      | 7 says 400
        61 | - | hammer | failed: one bidder alone
        ",
    );
}

#[test]
fn where_no_quantity_fits_whole_the_lot_fails() {
    check(
        "units 3 pairs, by sequence, whole, quantity 3, closes 60",
        "
        10 | 7 | 5@100  | taken
        60 | - | -      | 7 says 500
        61 | - | hammer | failed: no eligible bid
        ",
    );
}

#[test]
fn a_unit_price_is_told_in_the_digits_of_the_currency() {
    check(
        "decimals 2, units 3 pairs, quantity 10, closes 60",
        "
        10 | 7 | 4@100.5 | taken
        60 | - | -       | 7 says 402.00
        61 | - | hammer  | 4 to 7 at 100.50: 402.00 in all
        ",
    );
}
