//! Stories of schedules that are refused: the pairs, the cap, the sum (rule book 4).

use super::check;

#[test]
fn a_schedule_is_pairs_of_quantity_and_price_as_many_as_the_terms_allow() {
    check(
        "units 2 pairs, quantity 10, closes 60",
        "
        10 | 7 | 100           | no: this round takes another kind of offer: quantities at unit prices
        11 | 7 | nothing       | no: a schedule has at least one pair of quantity and unit price
        12 | 7 | 1@9 1@8 1@7   | no: a schedule has at most 2 pairs on this lot
        13 | 7 | 0@100         | no: a quantity lies between 1 and 1,000,000,000
        14 | 7 | 1000000001@1  | no: a quantity lies between 1 and 1,000,000,000
        15 | 7 | 1@99.5        | no: a unit price does not fit the lot's currency, or all of it is more than can be bid
        16 | 7 | 1000@999999999999999999 | no: a unit price does not fit the lot's currency, or all of it is more than can be bid
        17 | 7 | 11@100        | taken
        60 | - | -             | 7 says 1100
        61 | - | hammer        | 10 to 7 at 100: 1000 in all
        ",
    );
}

#[test]
fn nobody_asks_for_more_than_the_cap_over_all_his_pairs() {
    check(
        "units 2 pairs, at most 4 each, quantity 10, closes 60",
        "
        10 | 7 | 5@100       | no: one bidder asks for at most 4 units on this lot
        11 | 7 | 3@100 2@90  | no: one bidder asks for at most 4 units on this lot
        12 | 7 | 2@100 2@90  | taken
        60 | - | -           | 7 says 380
        61 | - | hammer      | 2 to 7 at 100, 2 to 7 at 90: 380 in all
        ",
    );
}

/// A limit is on what a bidder would owe in all.
#[test]
fn a_schedule_stays_within_the_bidders_limit() {
    check(
        "units 2 pairs, quantity 10, closes 60",
        "
        1  | -  | admit 30 limit 100 | 30 is admitted
        2  | -  | deposit 30         | 30 may bid
        10 | 30 | 1@60 1@50          | no: your limit is 100
        11 | 30 | 1@60 1@40          | taken
        ",
    );
}

#[test]
fn where_it_may_not_be_replaced_the_first_schedule_is_final() {
    check(
        "units 2 pairs, no replacement, quantity 10, closes 60",
        "
        10 | 7     | 1@60       | taken
        11 | 7     | 1@70       | no: your envelope is in and may not be replaced on this lot
        12 | clerk | floor 9 1@70 | no: a clerk enters open bids only
        ",
    );
}
