//! Stories of the largest amounts that can be written (rule book, words; the last list).

use super::check;

#[test]
fn the_largest_amount_wins_and_nothing_can_be_asked_above_it() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 1000000000000000000     | no: an amount has at most 18 digits before the point and 4 after it
        11 | 7 | 999999999999999999      | 7 leads at 999999999999999999
        12 | 9 | ask 999999999999999999  | no: the asking price is 1000000000000000009
        13 | 9 | max 1000000000000000009 | no: an amount has at most 18 digits before the point and 4 after it
        60 | - | -                       | sold to 7 for 999999999999999999
        ",
    );
}

#[test]
fn the_largest_amount_in_the_smallest_unit_rises_by_the_largest_percentage() {
    check(
        "opening 0.0001, basis points 100000, decimals 4, closes 60",
        "
        10 | 7 | max 999999999999999999.9999 | 7 leads at 0.0001
        11 | 9 | 0.0010                  | no: the asking price is 0.0011
        12 | 9 | 99999999999999999.9999  | 7 leads at 999999999999999999.9999
        13 | 9 | ask 999999999999999999.9999 | no: the asking price is 10999999999999999999.9989
        ",
    );
}

#[test]
fn the_largest_envelope_wins() {
    check(
        "sealed, decimals 4, closes 60",
        "
        10 | 7 | 999999999999999999.9999 | taken
        11 | 9 | 1000000000000000000     | no: an amount has at most 18 digits before the point and 4 after it
        60 | - | -                       | 7 says 999999999999999999.9999
        61 | - | hammer                  | sold to 7 for 999999999999999999.9999
        ",
    );
}

#[test]
fn the_largest_schedules_are_served_together() {
    check(
        "units 2 pairs, quantity 1000000000, closes 60",
        "
        10 | 7 | 500000000@1999999999 | taken
        11 | 9 | 500000000@1999999999 | taken
        60 | - | -                    | 7 says 999999999500000000, 9 says 999999999500000000
        61 | - | hammer               | 500000000 to 7 at 1999999999, 500000000 to 9 at 1999999999: 1999999999000000000 in all
        ",
    );
}

#[test]
fn the_largest_shared_bids_add_up_against_the_largest_exclusive_one() {
    check(
        "opening 500, exclusive 50 against 100 step 10, quantity 3, closes 60",
        "
        10 | 1 | 1@999999999999999999 | nothing against 999999999999999999, the several are ahead by 999999999999999999
        11 | 2 | 1@999999999999999999 | nothing against 1999999999999999998, the several are ahead by 1999999999999999998
        12 | 7 | 999999999999999999   | 999999999999999999 against 1999999999999999998, the several are ahead by 999999999999999999
        60 | - | -                    | 1 to 1 at 999999999999999999, 1 to 2 at 999999999999999999: 1999999999999999998 in all
        ",
    );
}

/// 1000 and the largest deposit are more than the largest price.
#[test]
fn the_largest_deposit_covers_the_largest_refusal() {
    check(
        "opening 1000, step 50, deposit 999999999999999999, closes 60",
        "
        10 | 1 | 1000               | 1 leads at 1000
        11 | 2 | 999999999999999999 | 2 leads at 999999999999999999
        60 | - | -                  | sold to 2 for 999999999999999999
        61 | 2 | refuse 2           | 2 refuses 999999999999999999, 2 forfeits, 1 is asked for 1000
        ",
    );
}
