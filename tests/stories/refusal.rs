//! Stories of a winner who refuses: the runner-up is asked, by the formula (rule book 9, L51).

use super::check;

/// Opening 1000, deposit 200; 2 wins at 1500 before 1, who stood at `own`.
fn refused(own: &str, rest: &str) {
    let story = format!(
        "
        10 | 1 | {own} | 1 leads at {own}
        11 | 2 | 1500  | 2 leads at 1500
        60 | - | -     | sold to 2 for 1500
        "
    );
    check("opening 1000, step 50, deposit 200, closes 60", &format!("{story}{rest}"));
}

/// 1350 + 200 is more than 1500.
#[test]
fn the_runner_up_wins_at_his_own_price() {
    refused(
        "1350",
        "
        61 | 2 | refuse 2        | 2 refuses 1500, 2 forfeits, 1 is asked for 1350
        62 | 1 | runner-up 1 yes | sold to 1 for 1350
        ",
    );
}

/// 1250 + 200 is less than 1500.
#[test]
fn a_runner_up_too_far_below_is_not_asked() {
    refused(
        "1250",
        "
        61 | 2 | refuse 2        | 2 refuses 1500, 2 forfeits, failed: the result was refused
        62 | 1 | runner-up 1 yes | no: paddle 1 is not asked as runner-up on this lot
        ",
    );
}

/// 1300 + 200 is 1500.
#[test]
fn at_equality_of_the_formula_the_runner_up_is_asked() {
    refused(
        "1300",
        "
        61 | 2 | refuse 2        | 2 refuses 1500, 2 forfeits, 1 is asked for 1300
        62 | 1 | runner-up 1 yes | sold to 1 for 1300
        ",
    );
    refused(
        "1299",
        "61 | 2 | refuse 2 | 2 refuses 1500, 2 forfeits, failed: the result was refused",
    );
}

#[test]
fn the_runner_up_says_no_and_loses_nothing() {
    refused(
        "1350",
        "
        61 | 2 | refuse 2       | 2 refuses 1500, 2 forfeits, 1 is asked for 1350
        62 | 1 | runner-up 1 no | failed: the result was refused
        63 | - | forfeits       | 2 by refusing the result
        ",
    );
}

/// A third at 1200 could pay 1200 + 200 for 1350: but a result is refused once.
#[test]
fn who_refuses_as_runner_up_ends_the_lot() {
    check(
        "opening 1000, step 50, deposit 200, closes 60",
        "
        9  | 3 | 1200            | 3 leads at 1200
        10 | 1 | 1350            | 1 leads at 1350
        11 | 2 | 1500            | 2 leads at 1500
        60 | - | -               | sold to 2 for 1500
        61 | 2 | refuse 2        | 2 refuses 1500, 2 forfeits, 1 is asked for 1350
        62 | 1 | runner-up 1 yes | sold to 1 for 1350
        63 | 1 | refuse 1        | 1 refuses 1350, 1 forfeits, failed: the result was refused
        ",
    );
}

#[test]
fn the_runner_up_is_never_the_winner_himself() {
    check(
        "opening 1000, step 50, deposit 200, closes 60, leader may bid",
        "
        10 | 1 | 1000     | 1 leads at 1000
        11 | 2 | 1400     | 2 leads at 1400
        12 | 2 | 1500     | 2 leads at 1500
        60 | - | -        | sold to 2 for 1500
        61 | 2 | refuse 2 | 2 refuses 1500, 2 forfeits, failed: the result was refused
        ",
    );
    check(
        "opening 1000, step 50, deposit 200, closes 60",
        "
        10 | 2 | 1000     | 2 leads at 1000
        60 | - | -        | sold to 2 for 1000
        61 | 2 | refuse 2 | 2 refuses 1000, 2 forfeits, failed: the result was refused
        ",
    );
}

#[test]
fn who_was_disqualified_is_no_runner_up() {
    check(
        "opening 1000, step 50, deposit 200, closes 60",
        "
        10 | 1 | 1300            | 1 leads at 1300
        11 | 3 | 1350            | 3 leads at 1350
        12 | 2 | 1500            | 2 leads at 1500
        13 | - | disqualify 3    | 3 is out, 3 forfeits, now 2 leads at 1500, closes at 60
        60 | - | -               | sold to 2 for 1500
        61 | 2 | refuse 2        | 2 refuses 1500, 2 forfeits, 1 is asked for 1300
        62 | 1 | runner-up 1 yes | sold to 1 for 1300
        ",
    );
}

#[test]
fn each_speaks_for_himself_and_an_officer_for_whom_he_heard() {
    refused(
        "1350",
        "
        61 | 1     | refuse 1        | no: paddle 1 did not win this lot
        62 | 1     | refuse 2        | no: this role may not do that
        63 | clerk | refuse 2        | 2 refuses 1500, 2 forfeits, 1 is asked for 1350
        64 | 3     | runner-up 3 yes | no: paddle 3 is not asked as runner-up on this lot
        65 | 3     | runner-up 1 yes | no: this role may not do that
        66 | -     | refuse 2        | no: paddle 2 did not win this lot
        67 | 9     | 2000            | no: bidding closed at 60
        68 | -     | runner-up 1 yes | sold to 1 for 1350
        ",
    );
}

#[test]
fn without_a_deposit_only_an_equal_price_comes_to_it() {
    check(
        "opening 1000, step 50, closes 60",
        "
        10 | 1 | 1450     | 1 leads at 1450
        11 | 2 | 1500     | 2 leads at 1500
        60 | - | -        | sold to 2 for 1500
        61 | 2 | refuse 2 | 2 refuses 1500, 2 forfeits, failed: the result was refused
        ",
    );
}

#[test]
fn the_next_envelope_is_the_runner_up() {
    check(
        "sealed, opening 1000, deposit 200, closes 60",
        "
        10 | 1 | 1350            | taken
        11 | 2 | 1500            | taken
        12 | 3 | 999             | taken
        60 | - | -               | 1 says 1350, 2 says 1500, 3 says 999 (misses the opening price)
        61 | - | hammer          | sold to 2 for 1500
        62 | 2 | refuse 2        | 2 refuses 1500, 2 forfeits, 1 is asked for 1350
        63 | 1 | runner-up 1 yes | sold to 1 for 1350
        ",
    );
}

/// The runner-up's own price is as far as he went: here 1350 + 200 for a price of 1400.
#[test]
fn a_maximum_is_the_runner_ups_own_price() {
    check(
        "opening 1000, step 50, deposit 200, closes 60",
        "
        10 | 1 | max 1350        | 1 leads at 1000
        11 | 2 | max 2000        | 2 leads at 1400
        60 | - | -               | sold to 2 for 1400
        61 | 2 | refuse 2        | 2 refuses 1400, 2 forfeits, 1 is asked for 1350
        62 | 1 | runner-up 1 yes | sold to 1 for 1350
        ",
    );
}

/// In reverse the runner-up asks for more: at most the deposit more.
#[test]
fn in_reverse_the_formula_is_mirrored() {
    let story = |own: &str, then: &str| {
        format!(
            "
            10 | 1 | {own}    | 1 leads at {own}
            11 | 2 | 500      | 2 leads at 500
            60 | - | -        | sold to 2 for 500
            61 | 2 | refuse 2 | 2 refuses 500, 2 forfeits, {then}
            "
        )
    };
    let setting = "reverse, opening 1000, step 50, deposit 200, closes 60";
    check(setting, &story("700", "1 is asked for 700"));
    check(setting, &story("701", "failed: the result was refused"));
}

#[test]
fn the_runner_up_goes_as_far_as_in_the_round_before() {
    check(
        "opening 1000, step 50, deposit 200, closes 60, then english, step 50, closes 60",
        "
        10  | 1 | max 1350        | 1 leads at 1000
        60  | - | -               | the round is over
        61  | - | open            | round 2 is open, closes at 121
        70  | 2 | 1500            | 2 leads at 1500
        121 | - | -               | sold to 2 for 1500
        122 | 2 | refuse 2        | 2 refuses 1500, 2 forfeits, 1 is asked for 1350
        ",
    );
}
