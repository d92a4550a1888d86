//! Stories of a continuation in which nobody goes higher: the tie is drawn (rule book 3, L42).

use super::check;

#[test]
fn a_silent_continuation_in_envelopes_is_drawn() {
    check(
        "sealed, opening 100, closes 60, draw 30+40, then sealed, closes 30, for the tied",
        "
        10  | 7 | 300    | taken
        11  | 9 | 300    | taken
        60  | - | -      | 7 says 300, 9 says 300
        61  | - | open   | round 2 is open to 7 and 9, closes at 91
        91  | - | -      | no envelope
        92  | - | hammer | no: equal bids lead
        93  | - | draw   | a draw among 7 and 9, commit by 123
        123 | - | -      | reveal by 163, 9 is drawn without the auctioneer and 7 and 9
        124 | - | hammer | sold to 9 for 300
        ",
    );
}

#[test]
fn a_silent_continuation_in_the_open_is_drawn() {
    check(
        "sealed, opening 100, closes 60, draw 30+40, then english, step 10, closes 30, for the tied",
        "
        10  | 7 | 300    | taken
        11  | 9 | 300    | taken
        60  | - | -      | 7 says 300, 9 says 300
        61  | - | open   | round 2 is open to 7 and 9, closes at 91
        91  | - | -      | the round is over, 7 and 9 are tied
        92  | - | hammer | no: equal bids lead
        93  | - | draw   | a draw among 7 and 9, commit by 123
        123 | - | -      | reveal by 163, 9 is drawn without the auctioneer and 7 and 9
        124 | - | hammer | sold to 9 for 300
        ",
    );
}

#[test]
fn a_silent_ballot_after_a_tie_is_drawn() {
    check(
        "sealed, opening 100, closes 60, times 5, draw 30+40",
        "
        10  | 7 | 200    | taken
        11  | 9 | 200    | taken
        60  | - | -      | 7 says 200, 9 says 200
        62  | - | open   | round 1 is open again, time 2, closes at 122
        122 | - | -      | no envelope
        124 | - | hammer | no: equal bids lead
        ",
    );
}

#[test]
fn three_who_are_silent_after_a_tie_are_drawn() {
    check(
        "sealed, opening 100, closes 60, draw 30+40, then sealed, closes 30, for the tied",
        "
        10 | 7 | 300    | taken
        11 | 9 | 300    | taken
        12 | 3 | 300    | taken
        60 | - | -      | 7 says 300, 9 says 300, 3 says 300
        61 | - | open   | round 2 is open to 3 and 7 and 9, closes at 91
        91 | - | -      | no envelope
        92 | - | hammer | no: equal bids lead
        93 | - | draw   | a draw among 3 and 7 and 9, commit by 123
        ",
    );
}
