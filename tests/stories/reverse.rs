//! Stories of reverse English lots: an order for a technology goes to the lowest (rule book 1, 2).

use super::check;

/// The table of the rule book in a mirror: there it rises from 100, here it falls from 300.
#[test]
fn the_table_of_the_rule_book_mirrored() {
    check(
        "reverse, opening 300, step 10, grid 10, closes 60, soft close 15+15",
        "
        10 | 1 | max 200 | 1 leads at 300
        11 | 2 | max 250 | 1 leads at 240
        12 | 3 | max 200 | 1 leads at 200
        13 | 4 | max 195 | no: amounts rise in steps of 10 here
        14 | 4 | max 180 | 4 leads at 190
        50 | 4 | max 100 | taken
        60 | - | -       | sold to 4 for 190
        ",
    );
}

#[test]
fn the_price_never_falls_below_the_leaders_own_limit() {
    check(
        "reverse, opening 300, step 10, closes 60",
        "
        10 | 1 | max 195 | 1 leads at 300
        11 | 3 | max 200 | 1 leads at 195
        12 | 4 | max 190 | no: the asking price is 185
        13 | 4 | 185     | 4 leads at 185
        ",
    );
}

/// In a reverse lot the reserve is the most that is paid.
#[test]
fn a_reserve_that_is_met_lowers_the_price_to_it() {
    check(
        "reverse, opening 300, step 10, reserve 200, closes 60",
        "
        10 | 1 | max 240 | 1 leads at 300, reserve not met
        11 | 2 | max 150 | 2 leads at 200, reserve met
        60 | - | -       | sold to 2 for 200
        ",
    );
}

#[test]
fn what_is_asked_stays_above_zero() {
    check(
        "reverse, opening 15, step 10, closes 60",
        "
        10 | 7 | 15    | 7 leads at 15
        11 | 9 | 5     | 9 leads at 5
        12 | 7 | 2     | no: the asking price is 1
        13 | 7 | ask 1 | 7 leads at 1
        60 | - | -     | sold to 7 for 1
        ",
    );
}

#[test]
fn a_bidder_who_is_paid_has_no_limit_to_keep() {
    check(
        "reverse, opening 300, step 10, closes 60",
        "
        1  | -  | admit 30 limit 50 | 30 is admitted
        2  | -  | deposit 30        | 30 may bid
        10 | 30 | 310               | no: the asking price is 300
        11 | 30 | 300               | 30 leads at 300
        ",
    );
}
