//! Stories of one price for all winners of several licences: the lowest that won or the highest
//! that lost (rule book 4).

use super::check;

/// 4 and 5 whole, 1 of 3 in part; 9's second pair gets nothing.
fn ten_units(pricing: &str, end: &str) {
    let story = "
        10 | 7 | 4@100     | taken
        11 | 9 | 5@90 2@80 | taken
        12 | 3 | 3@85      | taken
        60 | - | -         | 7 says 400, 9 says 610, 3 says 255
        ";
    let setting = format!("units 3 pairs, opening 50, {pricing}, quantity 10, closes 60");
    check(&setting, &format!("{story}61 | - | hammer | {end}"));
}

#[test]
fn all_pay_the_lowest_price_that_won() {
    ten_units("lowest winning", "4 to 7 at 85, 5 to 9 at 85, 1 to 3 at 85: 850 in all");
}

/// Two of the three units at 85 got nothing: 85 is the highest price that lost.
#[test]
fn a_partial_fill_lost_at_its_own_price() {
    ten_units("highest losing", "4 to 7 at 85, 5 to 9 at 85, 1 to 3 at 85: 850 in all");
}

#[test]
fn all_pay_the_highest_price_that_lost() {
    check(
        "units 3 pairs, opening 50, highest losing, quantity 10, closes 60",
        "
        10 | 7 | 4@100     | taken
        11 | 9 | 5@90 2@80 | taken
        12 | 3 | 1@85      | taken
        60 | - | -         | 7 says 400, 9 says 610, 3 says 85
        61 | - | hammer    | 4 to 7 at 80, 5 to 9 at 80, 1 to 3 at 80: 800 in all
        ",
    );
}

/// 5 are asked for, 10 are there: nobody lost.
fn few_units(setting: &str, end: &str) {
    let story = "
        10 | 7 | 2@100 | taken
        11 | 9 | 3@90  | taken
        60 | - | -     | 7 says 200, 9 says 270
        ";
    let setting = format!("units 3 pairs, {setting}, quantity 10, closes 60");
    check(&setting, &format!("{story}61 | - | hammer | {end}"));
}

#[test]
fn with_demand_below_supply_the_lowest_that_won_is_still_the_price() {
    few_units("lowest winning", "2 to 7 at 90, 3 to 9 at 90: 450 in all");
}

#[test]
fn with_demand_below_supply_the_highest_that_lost_is_the_reserve() {
    few_units("highest losing, reserve 60", "2 to 7 at 60, 3 to 9 at 60: 300 in all");
    few_units("opening 50, highest losing, reserve 60", "2 to 7 at 60, 3 to 9 at 60: 300 in all");
    few_units("opening 50, highest losing", "2 to 7 at 50, 3 to 9 at 50: 250 in all");
}

/// Exactly as many as there are: nobody lost either.
#[test]
fn with_demand_at_supply_the_highest_that_lost_is_the_reserve() {
    check(
        "units 3 pairs, highest losing, reserve 60, quantity 5, closes 60",
        "
        10 | 7 | 2@100  | taken
        11 | 9 | 3@90   | taken
        60 | - | -      | 7 says 200, 9 says 270
        61 | - | hammer | 2 to 7 at 60, 3 to 9 at 60: 300 in all
        ",
    );
}

/// What lost below the reserve does not lower the price under it.
#[test]
fn a_loser_below_the_reserve_sets_no_price() {
    check(
        "units 3 pairs, highest losing, reserve 60, quantity 2, closes 60",
        "
        10 | 7 | 2@100  | taken
        11 | 9 | 3@50   | taken
        60 | - | -      | 7 says 200, 9 says 150
        61 | - | hammer | 2 to 7 at 60: 120 in all
        ",
    );
}

/// Mirrored: all are paid the highest price that won, or the lowest that lost.
#[test]
fn in_reverse_all_are_paid_one_price() {
    let story = |end: &str| {
        format!(
            "
            10 | 7 | 4@100      | taken
            11 | 9 | 5@90 2@120 | taken
            12 | 3 | 1@95       | taken
            60 | - | -          | 7 says 400, 9 says 690, 3 says 95
            61 | - | hammer     | {end}
            "
        )
    };
    check(
        "units 3 pairs, reverse, lowest winning, quantity 10, closes 60",
        &story("5 to 9 at 100, 1 to 3 at 100, 4 to 7 at 100: 1000 in all"),
    );
    check(
        "units 3 pairs, reverse, opening 200, highest losing, quantity 10, closes 60",
        &story("5 to 9 at 120, 1 to 3 at 120, 4 to 7 at 120: 1200 in all"),
    );
}

/// Two at 90 did not fit and lost above 80, the price that won.
#[test]
fn nobody_pays_more_than_he_bid() {
    check(
        "units 3 pairs, opening 50, by sequence, whole, highest losing, quantity 3, closes 60",
        "
        10 | 7 | 2@100  | taken
        11 | 9 | 2@90   | taken
        12 | 3 | 1@80   | taken
        60 | - | -      | 7 says 200, 9 says 180, 3 says 80
        61 | - | hammer | 2 to 7 at 80, 1 to 3 at 80: 240 in all
        ",
    );
}
