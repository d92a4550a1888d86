//! Stories of a price below the reserve: the seller answers before a deadline (rule book 2).

use super::check;

/// 7 leads at 200, the reserve is 300; the seller has 100 s.
fn below(rest: &str) {
    let story = "
        10 | 7 | 200 | 7 leads at 200, reserve not met
        60 | - | -   | 7 at 200 if the seller says so by 160
        ";
    let setting = "opening 100, step 10, reserve 300, provisional 100, closes 60";
    check(setting, &format!("{story}{rest}"));
}

#[test]
fn the_seller_says_yes_and_it_is_sold() {
    below(
        "
        61 | 9     | 300        | no: bidding closed at 60
        62 | 7     | seller yes | no: this role may not do that
        63 | -     | hammer     | no: bidding closed at 60
        64 | clerk | seller yes | sold to 7 for 200
        65 | clerk | seller no  | no: the seller is not asked anything on this lot
        ",
    );
}

#[test]
fn the_seller_says_no_and_it_is_passed() {
    below("61 | - | seller no | passed");
}

#[test]
fn the_seller_is_silent_and_it_is_passed() {
    below("160 | - | - | passed");
}

#[test]
fn the_sellers_answer_counts_until_its_deadline() {
    below("159.999999 | - | seller yes | sold to 7 for 200");
    below(
        "
        160 late | - | seller yes | no: bidding closed at 160
        160      | - | -          | passed
        ",
    );
}

#[test]
fn a_reserve_that_is_met_asks_nobody() {
    check(
        "opening 100, step 10, reserve 300, provisional 100, closes 60",
        "
        10 | 7 | max 300    | 7 leads at 300, reserve met
        60 | - | -          | sold to 7 for 300
        61 | - | seller yes | no: the seller is not asked anything on this lot
        ",
    );
}

#[test]
fn without_a_bid_there_is_nothing_to_ask() {
    check(
        "opening 100, step 10, reserve 300, provisional 100, closes 60",
        "60 | - | - | failed: no bid",
    );
}

#[test]
fn the_best_envelope_below_the_reserve_is_put_to_the_seller() {
    check(
        "sealed, reserve 300, provisional 100, closes 60",
        "
        10 | 7 | 200        | taken
        11 | 9 | 250        | taken
        60 | - | -          | 7 says 200, 9 says 250
        61 | - | hammer     | 9 at 250 if the seller says so by 161
        62 | - | seller yes | sold to 9 for 250
        ",
    );
}

/// Equals below the reserve are drawn before the seller is asked about one of them.
#[test]
fn equals_below_the_reserve_are_drawn_first() {
    check(
        "sealed, reserve 300, provisional 100, closes 60, draw 30+40",
        "
        10 | 7 | 250        | taken
        11 | 9 | 250        | taken
        60 | - | -          | 7 says 250, 9 says 250
        61 | - | hammer     | no: equal bids lead
        62 | - | draw       | a draw among 7 and 9, commit by 92
        92 | - | -          | reveal by 132, 9 is drawn without the auctioneer and 7 and 9
        93 | - | hammer     | 9 at 250 if the seller says so by 193
        94 | - | seller yes | sold to 9 for 250
        ",
    );
}

#[test]
fn a_barred_provisional_winner_is_replaced_aloud() {
    check(
        "opening 100, step 10, reserve 300, provisional 100, closes 60",
        "
        10 | 9 | 100          | 9 leads at 100, reserve not met
        11 | 7 | 200          | 7 leads at 200, reserve not met
        60 | - | -            | 7 at 200 if the seller says so by 160
        61 | - | disqualify 7 | 7 is out, 7 forfeits, 9 at 100 if the seller says so by 160
        62 | - | seller yes   | sold to 9 for 100
        ",
    );
}
