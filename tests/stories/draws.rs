//! Stories of the draw among equals: commit, reveal, one is drawn (rule book 3, L42).
//!
//! Nonce `n` is 32 bytes of `n`. Who is drawn follows by hand from the head of these stories, 32
//! bytes of 7: `SHA-256(head, nonces)` is the seed, a nonce that never came is 32 zeros.

use super::check;

/// 7 and 9 stand equal at 300, and the draw begins at 63.
fn tied(rest: &str) {
    let story = "
        10 | 7 | 300  | taken
        11 | 9 | 300  | taken
        60 | - | -    | 7 says 300, 9 says 300
        63 | - | draw | a draw among 7 and 9, commit by 93
        ";
    check("sealed, closes 60, draw 30+40", &format!("{story}{rest}"));
}

/// The last commitment ends the wait, the last nonce too.
#[test]
fn every_hand_commits_reveals_and_one_is_drawn() {
    tied(
        "
        64 | 7 | commit 1 | 7 commits
        65 | 9 | commit 2 | 9 commits
        66 | - | commit 1 | the auctioneer commits, closes at 66
        66 | - | -        | reveal by 106
        67 | 9 | reveal 2 | 9 reveals
        68 | 7 | reveal 1 | 7 reveals
        69 | - | hammer   | no: a draw runs until 106
        70 | - | reveal 1 | the auctioneer reveals, 7 is drawn
        71 | - | draw     | no: nothing is drawn on this lot, or this hand has no part in the draw
        72 | - | hammer   | sold to 7 for 300
        ",
    );
}

#[test]
fn a_nonce_that_is_not_revealed_counts_as_zeros() {
    tied(
        "
        64  | 7      | commit 1 | 7 commits
        65  | 9      | commit 9 | 9 commits
        66  | -      | commit 2 | the auctioneer commits, closes at 66
        66  | -      | -        | reveal by 106
        67  | 7      | reveal 1 | 7 reveals
        68  | -      | reveal 2 | the auctioneer reveals
        106 late | 9 | reveal 9 | no: bidding closed at 106
        106 | -      | -        | 7 is drawn without 9
        107 | 9      | reveal 9 | no: nothing is drawn on this lot, or this hand has no part in the draw
        108 | -      | hammer   | sold to 7 for 300
        ",
    );
}

#[test]
fn nobody_commits_and_still_one_is_drawn() {
    tied(
        "
        93 late | 7 | commit 1 | no: bidding closed at 93
        93      | - | -        | reveal by 133, 9 is drawn without the auctioneer and 7 and 9
        94      | - | hammer   | sold to 9 for 300
        ",
    );
}

/// Two bidders alone can draw: the auctioneer's nonce counts as zeros.
#[test]
fn the_bidders_draw_without_the_auctioneer() {
    tied(
        "
        64 | 7 | commit 1 | 7 commits
        65 | 9 | commit 2 | 9 commits
        93 | - | -        | reveal by 133
        94 | - | reveal 1 | no: this nonce is not the one that was committed to
        95 | 7 | reveal 1 | 7 reveals
        96 | 9 | reveal 2 | 9 reveals, 9 is drawn without the auctioneer
        97 | - | hammer   | sold to 9 for 300
        ",
    );
}

#[test]
fn a_nonce_is_revealed_in_time_and_as_it_was_committed_to() {
    tied(
        "
        64 | 7       | reveal 1 | no: nonces are revealed after 93, or when all have committed
        65 | 7       | commit 1 | 7 commits
        66 | 7       | commit 2 | no: this hand has done that already in this draw
        67 | 3       | commit 1 | no: nothing is drawn on this lot, or this hand has no part in the draw
        68 | auditor | commit 1 | no: this role may not do that
        93 | -       | -        | reveal by 133
        94 | 9       | commit 2 | no: bidding closed at 94
        95 | 7       | reveal 2 | no: this nonce is not the one that was committed to
        96 | 9       | reveal 2 | no: this nonce is not the one that was committed to
        ",
    );
}

#[test]
fn of_two_the_other_wins_when_one_is_barred_in_the_draw() {
    tied(
        "
        64 | 7 | commit 1     | 7 commits
        65 | - | take back 7  | no: a draw runs until 93
        66 | - | disqualify 7 | 7 is out, 7 forfeits
        67 | 9 | commit 2     | no: nothing is drawn on this lot, or this hand has no part in the draw
        68 | - | hammer       | sold to 9 for 300
        ",
    );
}

#[test]
fn of_two_the_other_wins_when_the_drawn_one_takes_his_bid_back() {
    tied(
        "
        93 | - | -           | reveal by 133, 9 is drawn without the auctioneer and 7 and 9
        94 | 7 | take back 7 | no: paddle 7 does not lead this lot
        95 | 9 | take back 9 | 9 takes his bid back, 9 forfeits
        96 | - | hammer      | sold to 7 for 300
        ",
    );
}

/// A draw has its own clock: it is not paused, and no bid is struck while it runs.
#[test]
fn a_draw_runs_through_unless_the_lot_is_withdrawn() {
    tied(
        "
        64 | - | pause    | no: bidding closed at 60
        65 | - | pass     | no: bidding closed at 60
        66 | - | draw     | no: a draw runs until 93
        67 | 7 | 400      | no: bidding closed at 60
        68 | - | withdraw | withdrawn: rain
        69 | 7 | commit 1 | no: nothing is drawn on this lot, or this hand has no part in the draw
        ",
    );
}

/// 3, 7 and 9 stand equal at 300, and the draw begins at 63.
fn three_tied(rest: &str) {
    let story = "
        10 | 7 | 300  | taken
        11 | 9 | 300  | taken
        12 | 3 | 300  | taken
        60 | - | -    | 7 says 300, 9 says 300, 3 says 300
        63 | - | draw | a draw among 3 and 7 and 9, commit by 93
        ";
    check("sealed, closes 60, draw 30+40", &format!("{story}{rest}"));
}

#[test]
fn of_three_the_two_that_are_left_draw_anew_when_one_is_barred() {
    three_tied(
        "
        64 | 7 | commit 1     | 7 commits
        65 | - | disqualify 7 | 7 is out, 7 forfeits
        66 | - | hammer       | no: equal bids lead
        67 | - | draw         | a draw among 3 and 9, commit by 97
        97 | - | -            | reveal by 137, 9 is drawn without the auctioneer and 3 and 9
        98 | - | hammer       | sold to 9 for 300
        ",
    );
}

#[test]
fn of_three_the_two_that_are_left_draw_anew_when_the_drawn_one_is_gone() {
    three_tied(
        "
        64  | 3 | commit 2    | 3 commits
        65  | 7 | commit 3    | 7 commits
        66  | 9 | commit 4    | 9 commits
        67  | - | commit 5    | the auctioneer commits, closes at 67
        67  | - | -           | reveal by 107
        68  | 3 | reveal 2    | 3 reveals
        69  | 7 | reveal 3    | 7 reveals
        70  | 9 | reveal 4    | 9 reveals
        71  | - | reveal 5    | the auctioneer reveals, 9 is drawn
        72  | 9 | take back 9 | 9 takes his bid back, 9 forfeits
        73  | - | hammer      | no: equal bids lead
        74  | - | draw        | a draw among 3 and 7, commit by 104
        104 | - | -           | reveal by 144, 7 is drawn without the auctioneer and 3 and 7
        105 | - | hammer      | sold to 7 for 300
        ",
    );
}

#[test]
fn a_struck_envelope_is_not_in_the_draw() {
    check(
        "sealed, closes 60, draw 30+40",
        "
        10 | 7     | 300 #a          | taken
        11 | 9     | 300             | taken
        12 | 3     | 300             | taken
        60 | -     | -               | 7 says 300, 9 says 300, 3 says 300
        61 | -     | void #a         | to be struck
        62 | clerk | confirm void #a | a bid of 7 is struck
        63 | -     | draw            | a draw among 3 and 9, commit by 93
        64 | -     | void #a         | no: a draw runs until 93
        ",
    );
}

#[test]
fn the_draw_goes_on_when_somebody_outside_of_it_is_barred() {
    tied(
        "
        64 | - | disqualify 3 | 3 is out, 3 forfeits
        65 | 7 | commit 1     | 7 commits
        66 | - | hammer       | no: a draw runs until 93
        ",
    );
}
