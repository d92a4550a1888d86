//! Stories of second-price envelopes: the best wins and pays the best of the others (rule book 3).

use super::check;

#[test]
fn the_winner_pays_the_best_of_the_others() {
    check(
        "sealed, second price, opening 100, closes 60",
        "
        10 | 7 | 300    | taken
        11 | 9 | 500    | taken
        12 | 3 | 200    | taken
        60 | - | -      | 7 says 300, 9 says 500, 3 says 200
        61 | - | hammer | sold to 9 for 300
        ",
    );
}

/// The winner's own envelope says 301, 500 or 900: he pays 300.
#[test]
fn what_a_winner_pays_never_depends_on_his_own_bid() {
    for own in ["301", "500", "900"] {
        let story = format!(
            "
            10 | 7 | 300    | taken
            11 | 9 | {own}  | taken
            60 | - | -      | 7 says 300, 9 says {own}
            61 | - | hammer | sold to 9 for 300
            "
        );
        check("sealed, second price, opening 100, closes 60", &story);
    }
}

#[test]
fn one_envelope_alone_pays_the_reserve_or_the_opening_price() {
    let story = |price: &str| {
        format!(
            "
            10 | 7 | 500    | taken
            60 | - | -      | 7 says 500
            61 | - | hammer | sold to 7 for {price}
            "
        )
    };
    check("sealed, second price, opening 100, closes 60", &story("100"));
    check("sealed, second price, reserve 250, closes 60", &story("250"));
    check("sealed, second price, opening 100, reserve 250, closes 60", &story("250"));
}

#[test]
fn a_reserve_between_the_two_best_is_the_price() {
    check(
        "sealed, second price, reserve 400, closes 60",
        "
        10 | 7 | 300    | taken
        11 | 9 | 500    | taken
        60 | - | -      | 7 says 300, 9 says 500
        61 | - | hammer | sold to 9 for 400
        ",
    );
}

#[test]
fn below_the_reserve_nobody_wins() {
    check(
        "sealed, second price, reserve 600, closes 60",
        "
        10 | 7 | 300    | taken
        11 | 9 | 500    | taken
        60 | - | -      | 7 says 300, 9 says 500
        61 | - | hammer | passed
        ",
    );
}

/// In reverse the reserve is the most that is paid.
#[test]
fn in_reverse_the_lowest_is_paid_what_the_next_asked() {
    let story = |paid: &str| {
        format!(
            "
            10 | 7 | 800    | taken
            11 | 9 | 500    | taken
            60 | - | -      | 7 says 800, 9 says 500
            61 | - | hammer | sold to 9 for {paid}
            "
        )
    };
    check("sealed, reverse, second price, opening 1000, closes 60", &story("800"));
    check("sealed, reverse, second price, reserve 700, closes 60", &story("700"));
}

#[test]
fn an_envelope_that_does_not_count_sets_no_price() {
    check(
        "sealed, second price, opening 100, closes 60",
        "
        10 | 7 | 90           | taken
        11 | 9 | 500          | taken
        12 | 3 | 400          | taken
        60 | - | -            | 7 says 90 (misses the opening price), 9 says 500, 3 says 400
        61 | - | disqualify 3 | 3 is out, 3 forfeits
        62 | - | hammer       | sold to 9 for 100
        ",
    );
}

#[test]
fn equal_best_envelopes_are_drawn_and_pay_what_both_said() {
    check(
        "sealed, second price, opening 100, closes 60, draw 30+40",
        "
        10 | 7 | 300    | taken
        11 | 9 | 300    | taken
        60 | - | -      | 7 says 300, 9 says 300
        61 | - | hammer | no: equal bids lead
        62 | - | draw   | a draw among 7 and 9, commit by 92
        92 | - | -      | reveal by 132, 9 is drawn without the auctioneer and 7 and 9
        93 | - | hammer | sold to 9 for 300
        ",
    );
}
