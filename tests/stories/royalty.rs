//! Stories of royalties: structures rank by their net present value (rule book 7).
//!
//! The forecast: a discount of 25 %, a net revenue of 1000 in the first year and 2000 in the
//! second. A year's money counts 1/1.25 = 0.8, the next year's 0.8 x 0.8 = 0.64.

use super::check;

/// 7: 100 at once, 10 % of 1000 and of 2000: 100 + 0.8 x 100 + 0.64 x 200 = 308.
/// 9: 15 %: 0.8 x 150 + 0.64 x 300 = 312. 3: 310 at once.
#[test]
fn structures_rank_by_their_net_present_value() {
    check(
        "sealed, discount 2500 revenue 1000 2000, closes 60",
        "
        10 | 7 | lump 100 share 1000 | taken
        11 | 9 | share 1500          | taken
        12 | 3 | lump 310            | taken
        13 | 4 | 311                 | taken
        60 | - | -                   | 7 says 308, 9 says 312, 3 says 310, 4 says 311
        61 | - | hammer              | sold to 9 for 312
        ",
    );
}

/// 10 % is 100, then 200. At least 150 a year: 0.8 x 150 + 0.64 x 200 = 248; at least 250 a year:
/// 0.8 x 250 + 0.64 x 250 = 360. 150 a year and no share: 0.8 x 150 + 0.64 x 150 = 216.
#[test]
fn the_yearly_minimum_is_paid_in_a_weak_year() {
    check(
        "sealed, discount 2500 revenue 1000 2000, closes 60",
        "
        10 | 7 | share 1000         | taken
        11 | 9 | share 1000 min 150 | taken
        12 | 3 | share 1000 min 250 | taken
        13 | 4 | min 150            | taken
        60 | - | -                  | 7 says 208, 9 says 248, 3 says 360, 4 says 216
        61 | - | hammer             | sold to 3 for 360
        ",
    );
}

/// 10 % discount, one year of 1000: 3.33 % is 33.3, counts 33.3 / 1.1 = 30.27; 3.41 % counts
/// 34.1 / 1.1 = 31 exactly.
#[test]
fn a_value_is_rounded_down_once() {
    check(
        "sealed, discount 1000 revenue 1000, closes 60",
        "
        10 | 7 | share 333 | taken
        11 | 9 | share 341 | taken
        60 | - | -         | 7 says 30, 9 says 31
        61 | - | hammer    | sold to 9 for 31
        ",
    );
}

/// Values as above: 308; 312 is below 318; 10 more at once is 322.
#[test]
fn in_the_open_a_royalty_leads_at_its_value() {
    check(
        "opening 300, step 10, discount 2500 revenue 1000 2000, closes 60",
        "
        10 | 7 | lump 100 share 1000 | 7 leads at 308
        11 | 9 | share 1500          | no: the asking price is 318
        12 | 9 | lump 10 share 1500  | 9 leads at 322
        13 | 7 | 331                 | no: the asking price is 332
        14 | 7 | 332                 | 7 leads at 332
        15 | 9 | max 500             | no: this round takes another kind of offer: an amount or a royalty
        60 | - | -                   | sold to 7 for 332
        ",
    );
}

#[test]
fn a_royalty_whose_parts_do_not_fit_is_refused() {
    check(
        "sealed, discount 2500 revenue 1000 2000, closes 60",
        "
        10 | 7 | profit 500     | no: the lot's forecast does not say what that share is taken of
        11 | 7 | share 0        | no: a share lies between 1 and 10,000 basis points
        12 | 7 | share 10001    | no: a share lies between 1 and 10,000 basis points
        13 | 7 | lump 9.5       | no: a part of the royalty has more digits than the lot's currency
        14 | 7 | min 9.5        | no: a part of the royalty has more digits than the lot's currency
        15 | 7 | share 1        | no: the net present value is below the smallest amount, or more than can be bid
        16 | 7 | lump 999999999999999999 share 1000 | no: the net present value is below the smallest amount, or more than can be bid
        17 | 7 | max 500        | no: this round takes another kind of offer: an amount or a royalty
        60 | - | -              | no envelope
        ",
    );
    check(
        "sealed, closes 60",
        "10 | 7 | lump 100 | no: this round takes another kind of offer: an amount",
    );
}

/// 308 is above a limit of 300, 288 is not.
#[test]
fn a_limit_is_on_the_value() {
    check(
        "sealed, discount 2500 revenue 1000 2000, closes 60",
        "
        1  | -  | admit 30 limit 300  | 30 is admitted
        2  | -  | deposit 30          | 30 may bid
        10 | 30 | lump 100 share 1000 | no: your limit is 300
        11 | 30 | lump 80 share 1000  | taken
        ",
    );
}
