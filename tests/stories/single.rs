//! Stories of a single bidder: the lot fails unless the seller consented (rule book 9, L49).

use super::check;

#[test]
fn where_the_terms_refuse_it_nobody_buys_alone() {
    check(
        "opening 100, step 10, nobody alone, closes 60",
        "
        10 | 7 | 100 | 7 leads at 100
        60 | - | -   | failed: one bidder alone
        ",
    );
    check(
        "sealed, nobody alone, closes 60",
        "
        10 | 7 | 100    | taken
        60 | - | -      | 7 says 100
        61 | - | hammer | failed: one bidder alone
        ",
    );
}

#[test]
fn two_are_enough() {
    check(
        "opening 100, step 10, nobody alone, closes 60",
        "
        10 | 7 | 100 | 7 leads at 100
        11 | 9 | 110 | 9 leads at 110
        60 | - | -   | sold to 9 for 110
        ",
    );
}

#[test]
fn with_the_sellers_consent_one_buys_alone() {
    check(
        "opening 100, step 10, alone by consent, closes 60",
        "
        10 | 7 | 100 | 7 leads at 100
        60 | - | -   | sold to 7 for 100
        ",
    );
}

#[test]
fn who_was_barred_does_not_count_as_the_second() {
    check(
        "opening 100, step 10, nobody alone, closes 60",
        "
        10 | 7 | 100          | 7 leads at 100
        11 | 9 | 110          | 9 leads at 110
        12 | - | disqualify 7 | 7 is out, 7 forfeits, now 9 leads at 110, closes at 60
        60 | - | -            | failed: one bidder alone
        ",
    );
}

#[test]
fn an_envelope_that_does_not_count_is_no_second_bidder() {
    check(
        "sealed, opening 100, nobody alone, closes 60",
        "
        10 | 7 | 100    | taken
        11 | 9 | 99     | taken
        60 | - | -      | 7 says 100, 9 says 99 (misses the opening price)
        61 | - | hammer | failed: one bidder alone
        ",
    );
}
