//! Stories of increments and grids: which amount is the next that counts (rule book 2).

use super::check;

#[test]
fn a_percentage_is_rounded_up_to_the_minor_unit() {
    check(
        "opening 15, basis points 1000, closes 60",
        "
        10 | 7 | 15  | 7 leads at 15
        11 | 9 | 16  | no: the asking price is 17
        12 | 9 | 17  | 9 leads at 17
        13 | 7 | 100 | 7 leads at 100
        14 | 9 | 109 | no: the asking price is 110
        ",
    );
}

#[test]
fn a_band_gives_the_step_from_its_own_price_on() {
    check(
        "opening 0.90, step 0.05, from 1.00 step 0.25, decimals 2, closes 60",
        "
        10 | 7 | 0.90 | 7 leads at 0.90
        11 | 9 | 0.95 | 9 leads at 0.95
        12 | 7 | 1    | 7 leads at 1.00
        13 | 9 | 1.24 | no: the asking price is 1.25
        14 | 9 | 1.25 | 9 leads at 1.25
        ",
    );
}

#[test]
fn on_a_grid_every_offer_lies_on_it() {
    check(
        "opening 105, step 20, grid 10, closes 60",
        "
        10 | 7 | 110     | no: amounts rise in steps of 10 here
        11 | 7 | 95      | no: the asking price is 105
        12 | 7 | 115     | 7 leads at 115
        13 | 7 | max 201 | no: amounts rise in steps of 10 here
        14 | 9 | ask 999 | 9 leads at 135
        15 | 7 | 145     | no: the asking price is 155
        ",
    );
}
