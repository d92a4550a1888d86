//! Refusals of a draw, of what strikes a bid, and of what follows a result.

use gavel_proto::Rejection;

use crate::stories::check;

pub(super) fn refusals() -> Vec<Rejection> {
    [draw(), after()].concat()
}

fn draw() -> Vec<Rejection> {
    check(
        "sealed, closes 60, draw 30+40",
        "
        10 | 7 | 300      | taken
        11 | 9 | 300      | taken
        60 | - | -        | 7 says 300, 9 says 300
        61 | 7 | commit 1 | no: nothing is drawn on this lot, or this hand has no part in the draw
        62 | - | hammer   | no: equal bids lead
        63 | - | draw     | a draw among 7 and 9, commit by 93
        64 | - | hammer   | no: a draw runs until 93
        65 | 7 | reveal 1 | no: nonces are revealed after 93, or when all have committed
        66 | 7 | commit 1 | 7 commits
        67 | 7 | commit 2 | no: this hand has done that already in this draw
        93 | - | -        | reveal by 133
        94 | 7 | reveal 2 | no: this nonce is not the one that was committed to
        ",
    )
}

fn after() -> Vec<Rejection> {
    check(
        "opening 100, step 10, closes 60",
        "
        1  | 7     | 100 #a          | 7 leads at 100
        2  | 9     | 110 #b          | 9 leads at 110
        3  | 7     | take back 7     | no: paddle 7 does not lead this lot
        4  | -     | void #z         | no: no accepted bid of this round has that id
        5  | clerk | confirm void #b | no: nobody asked that this bid be struck
        6  | -     | void #b         | to be struck
        7  | -     | void #b         | no: that was asked already
        8  | -     | confirm void #b | no: a second person confirms
        9  | clerk | confirm void #b | a bid of 9 is struck, now 7 leads at 100, closes at 60
        10 | -     | void #b         | no: that bid is struck already
        11 | -     | seller yes      | no: the seller is not asked anything on this lot
        12 | -     | refuse 7        | no: paddle 7 did not win this lot
        13 | -     | runner-up 7 yes | no: paddle 7 is not asked as runner-up on this lot
        ",
    )
}
