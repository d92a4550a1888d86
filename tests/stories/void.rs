//! Stories of void bids: struck by two officers, and all is computed as if they had not been
//! (rule book 9).

use super::check;

#[test]
fn price_leader_and_deadline_are_what_they_were_without_the_bid() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15",
        "
        10 | 7     | 100 #a          | 7 leads at 100
        50 | 9     | 110 #b          | 9 leads at 110, closes at 65
        55 | -     | void #b         | to be struck
        56 | clerk | confirm void #b | a bid of 9 is struck, now 7 leads at 100, closes at 60
        57 | 9     | 110 #b          | as before: taken
        58 | 9     | 110             | 9 leads at 110, closes at 73
        73 | -     | -               | sold to 9 for 110
        ",
    );
}

/// Asked for in time, the bid counts until a second person confirms.
#[test]
fn a_bid_counts_until_a_second_person_confirms() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7       | 100 #a          | 7 leads at 100
        11 | clerk   | void #a         | no: this role may not do that
        12 | -       | void #a         | to be struck
        13 | 9       | 100             | no: the asking price is 110
        14 | -       | confirm void #a | no: a second person confirms
        15 | 7       | confirm void #a | no: this role may not do that
        16 | auditor | confirm void #a | a bid of 7 is struck, now nobody leads, the asking price is 100, closes at 60
        17 | 9       | 100             | 9 leads at 100
        ",
    );
}

/// The second officer is there to confirm, and for nothing else; a supervisor only watches.
#[test]
fn a_second_officer_confirms_and_a_supervisor_watches() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7          | 100 #a          | 7 leads at 100
        11 | second     | void #a         | no: this role may not do that
        12 | -          | void #a         | to be struck
        13 | supervisor | confirm void #a | no: this role may not do that
        14 | second     | 100             | no: this role may not do that
        15 | second     | hammer          | no: this role may not do that
        16 | second     | confirm void #a | a bid of 7 is struck, now nobody leads, the asking price is 100, closes at 60
        17 | supervisor | pause           | no: this role may not do that
        ",
    );
}

/// 2 alone had lifted the price of 1 to 210; without 2, the sole bidder stands at the opening.
#[test]
fn a_struck_challenge_gives_the_price_back() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 1     | max 300         | 1 leads at 100
        11 | 2     | 200 #b          | 1 leads at 210
        12 | -     | void #b         | to be struck
        13 | clerk | confirm void #b | a bid of 2 is struck, now 1 leads at 100, closes at 60
        14 | 3     | 105             | no: the asking price is 110
        ",
    );
}

#[test]
fn a_struck_maximum_leaves_the_lead_to_the_open_amount() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 1     | max 300 #a      | 1 leads at 100
        11 | 2     | 200             | 1 leads at 210
        12 | -     | void #a         | to be struck
        13 | clerk | confirm void #a | a bid of 1 is struck, now 2 leads at 200, closes at 60
        60 | -     | -               | sold to 2 for 200
        ",
    );
}

#[test]
fn a_bid_below_the_leader_is_struck_and_the_leader_stays() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7     | 100 #a          | 7 leads at 100
        11 | 9     | 110             | 9 leads at 110
        12 | -     | call 1          | call 1
        13 | -     | void #a         | to be struck
        14 | clerk | confirm void #a | a bid of 7 is struck, now 9 leads at 110
        15 | -     | call 1          | call 1
        ",
    );
}

#[test]
fn without_its_first_bid_the_clock_does_not_run() {
    check(
        "opening 100, step 10, closes 60 after first bid",
        "
        10  | 7     | 100 #a          | 7 leads at 100, closes at 70
        20  | -     | void #a         | to be struck
        21  | clerk | confirm void #a | a bid of 7 is struck, now nobody leads, the asking price is 100
        100 | 9     | 100             | 9 leads at 100, closes at 160
        ",
    );
}

#[test]
fn a_deadline_that_the_struck_bid_had_moved_may_have_passed() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15",
        "
        10 | 7     | 100             | 7 leads at 100
        55 | 9     | 110 #b          | 9 leads at 110, closes at 70
        64 | -     | void #b         | to be struck
        65 | clerk | confirm void #b | a bid of 9 is struck, now 7 leads at 100, closes at 60
        66 | -     | -               | sold to 7 for 100, as of 60
        ",
    );
}

#[test]
fn a_pause_stays_a_pause_when_a_bid_is_struck() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7     | 100             | 7 leads at 100
        20 | 9     | 110 #b          | 9 leads at 110
        30 | -     | pause           | paused
        31 | -     | void #b         | to be struck
        32 | clerk | confirm void #b | a bid of 9 is struck, now 7 leads at 100, closes at 60
        33 | 9     | 110             | no: the lot is paused
        40 | -     | resume          | goes on, closes at 70
        70 | -     | -               | sold to 7 for 100
        ",
    );
}

#[test]
fn an_envelope_is_struck_when_it_is_open() {
    check(
        "sealed, closes 60",
        "
        10 | 7     | 300 #a          | taken
        11 | 9     | 200             | taken
        20 | -     | void #a         | no: the envelopes are opened at the deadline
        60 | -     | -               | 7 says 300, 9 says 200
        61 | -     | void #a         | to be struck
        62 | clerk | confirm void #a | a bid of 7 is struck
        63 | -     | hammer          | sold to 9 for 200
        ",
    );
}

/// 7 is not barred: it may accept again.
#[test]
fn a_struck_dutch_acceptance_resumes_from_its_price() {
    check(
        "opening 100, dutch down 10 to 70, every 10",
        "
        10 | -     | -               | the price is 90
        12 | 7     | 90 #a           | 7 leads at 90, the round is over
        13 | -     | void #a         | to be struck
        14 | clerk | confirm void #a | a bid of 7 is struck, now nobody leads, the asking price is 90, closes at 24
        15 | 7     | 90              | 7 leads at 90, the round is over
        16 | -     | hammer          | sold to 7 for 90
        ",
    );
}

#[test]
fn the_best_below_a_struck_envelope_decides_who_goes_on() {
    check(
        "sealed, opening 100, closes 60, then english, step 10, closes 60, for the best 2",
        "
        10 | 1     | 300             | taken
        11 | 2     | 500 #b          | taken
        12 | 3     | 400             | taken
        60 | -     | -               | 1 says 300, 2 says 500, 3 says 400
        61 | -     | void #b         | to be struck
        62 | clerk | confirm void #b | a bid of 2 is struck
        63 | -     | open            | round 2 is open to 1 and 3, closes at 123
        64 | 1     | 405             | no: the asking price is 410
        ",
    );
}

#[test]
fn a_reserve_that_only_the_struck_bid_had_met_is_not_met() {
    check(
        "opening 100, step 10, reserve 300, closes 60",
        "
        10 | 7     | 200             | 7 leads at 200, reserve not met
        11 | 9     | 300 #b          | 9 leads at 300, reserve met
        12 | -     | void #b         | to be struck
        13 | clerk | confirm void #b | a bid of 9 is struck, now 7 leads at 200, reserve not met, closes at 60
        60 | -     | -               | passed
        ",
    );
}

#[test]
fn no_bid_is_struck_after_the_end() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7     | 100 #a          | 7 leads at 100
        11 | -     | void #a         | to be struck
        60 | -     | -               | sold to 7 for 100
        61 | clerk | confirm void #a | no: bidding closed at 60
        62 | -     | void #a         | no: bidding closed at 60
        ",
    );
}

#[test]
fn a_new_increment_stays_when_a_bid_is_struck() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7     | 100             | 7 leads at 100
        11 | 9     | 110 #b          | 9 leads at 110
        12 | -     | increment 50    | the asking price is 160
        13 | -     | void #b         | to be struck
        14 | clerk | confirm void #b | a bid of 9 is struck, now 7 leads at 100, closes at 60
        15 | 9     | 110             | no: the asking price is 150
        16 | 9     | 150             | 9 leads at 150
        ",
    );
}
