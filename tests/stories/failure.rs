//! Stories of failure: a lot fails with one of the law's reasons (rule book 9, L52).

use super::check;

#[test]
fn nobody_registered() {
    check("0 paddles, opening 100, step 10, closes 60", "60 | - | - | failed: nobody registered");
}

#[test]
fn nobody_bid() {
    check("opening 100, step 10, closes 60", "60 | - | - | failed: no bid");
}

#[test]
fn no_bid_was_eligible() {
    check(
        "sealed, opening 100, closes 60",
        "
        10 | 7 | 99     | taken
        11 | 9 | 98     | taken
        60 | - | -      | 7 says 99 (misses the opening price), 9 says 98 (misses the opening price)
        61 | - | count  | issued 12, returned 2, valid 0, invalid 2
        62 | - | hammer | failed: no eligible bid
        ",
    );
}

#[test]
fn the_only_bid_was_struck() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7     | 100 #a          | 7 leads at 100
        11 | -     | void #a         | to be struck
        12 | clerk | confirm void #a | a bid of 7 is struck, now nobody leads, the asking price is 100, closes at 60
        60 | -     | -               | failed: no eligible bid
        ",
    );
}

#[test]
fn the_only_bidder_was_disqualified() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 100          | 7 leads at 100
        11 | - | disqualify 7 | 7 is out, 7 forfeits, now nobody leads, the asking price is 100, closes at 60
        60 | - | -            | failed: no eligible bid
        ",
    );
}

#[test]
fn the_minutes_were_not_signed() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7     | 100        | 7 leads at 100
        20 | -     | unsigned 7 | no: paddle 7 did not win this lot
        60 | -     | -          | sold to 7 for 100
        61 | -     | unsigned 9 | no: paddle 9 did not win this lot
        62 | clerk | unsigned 7 | no: this role may not do that
        63 | -     | unsigned 7 | 7 does not sign, 7 forfeits, failed: the minutes were not signed
        64 | -     | unsigned 7 | no: paddle 7 did not win this lot
        65 | 7     | refuse 7   | no: paddle 7 did not win this lot
        ",
    );
}

/// The other reasons have their stories with what they follow: one bidder alone, a bid taken back,
/// a result refused.
#[test]
fn a_lot_that_was_withdrawn_did_not_fail() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 100      | 7 leads at 100
        11 | - | withdraw | withdrawn: rain
        12 | 7 | refuse 7 | no: paddle 7 did not win this lot
        ",
    );
}
