//! Refusals that a format alone gives, and those of a programme of rounds.

use gavel_proto::Rejection;

use crate::stories::check;

pub(super) fn refusals() -> Vec<Rejection> {
    [envelopes(), offers(), prices(), rounds(), turns()].concat()
}

fn envelopes() -> Vec<Rejection> {
    check(
        "sealed, no replacement, closes 60",
        "
        1 | 7     | max 100     | no: this round takes another kind of offer: an amount
        2 | 7     | 100         | taken
        3 | 7     | 200         | no: your envelope is in and may not be replaced on this lot
        4 | -     | hammer      | no: the envelopes are opened at the deadline
        5 | clerk | floor 9 100 | no: a clerk enters open bids only
        ",
    )
}

fn offers() -> Vec<Rejection> {
    let schedule = check(
        "units 2 pairs, quantity 3, closes 60",
        "1 | 7 | nothing | no: a schedule has at least one pair of quantity and unit price",
    );
    let royalty = check(
        "sealed, discount 0 revenue 100, closes 60",
        "1 | 7 | profit 500 | no: the lot's forecast does not say what that share is taken of",
    );
    [schedule, royalty].concat()
}

fn prices() -> Vec<Rejection> {
    let dutch = check(
        "opening 100, dutch down 10 to 50, every 10",
        "1 | 7 | 110 | no: the price is 100 now",
    );
    let jump = check(
        "opening 100, step 10, jump 5, closes 60",
        "
        1 | 7 | 100 | 7 leads at 100
        2 | 9 | 151 | no: that is more than the jump of this lot, up to 150
        3 | 9 | 151 until 3 | no: this bid was meant until 3
        4 | 9 | 151 if 90   | no: the price is 100 now, not what you expected
        ",
    );
    [dutch, jump].concat()
}

fn rounds() -> Vec<Rejection> {
    check(
        "sealed, opening 100, closes 60, then english, step 10, until 1 left, hammer, for the best 3, then sealed, closes 60, for the best 2",
        "
        1   | 7 | 100    | taken
        2   | 9 | 200    | taken
        3   | 3 | 300    | taken
        4   | 7 | leave  | no: this is not for a round of this format
        60  | - | -      | 7 says 100, 9 says 200, 3 says 300
        61  | - | hammer | no: round 2 is still to be held
        62  | - | open   | round 2 is open to 3 and 7 and 9
        63  | 4 | 310    | no: round 2 is not open to this paddle
        64  | 7 | leave  | 7 leaves
        65  | 7 | 310    | no: this paddle left the round, and bids no more in it
        66  | 3 | leave  | no: you lead already
        67  | 9 | leave  | 9 leaves, the round is over
        68  | - | open   | round 3 is open to 3 and 9, closes at 128
        128 | - | -      | no envelope
        129 | - | open   | no: the last round is over
        130 | - | hammer | sold to 3 for 300
        ",
    )
}

fn turns() -> Vec<Rejection> {
    check(
        "sealed, reverse, closes 60, then turns 10, every 120",
        "
        1  | 7 | 900  | taken
        2  | 9 | 800  | taken
        60 | - | -    | 7 says 900, 9 says 800
        61 | - | open | round 2 is open, closes at 181
        62 | 9 | 700  | no: it is the turn of paddle 7 until 181
        ",
    )
}
