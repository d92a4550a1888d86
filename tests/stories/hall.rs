//! Stories of the hall: a clerk enters what is called out, the increment changes between bids, a
//! slip of the hand is asked about, and bidders leave until few are left (rule book 2, 6).

use super::check;

#[test]
fn floor_and_telephone_rank_by_the_order_they_were_taken_in() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | clerk | floor 7 100     | 7 leads at 100
        11 | 9     | 110             | 9 leads at 110
        12 | clerk | telephone 7 120 | 7 leads at 120
        13 | clerk | floor 3 ask 200 | 3 leads at 130
        20 | clerk | floor 7 140     | 7 leads at 140
        20 | 9     | 140             | no: the asking price is 150
        60 | -     | -               | sold to 7 for 140
        ",
    );
}

/// A maximum is for its owner's eyes alone, so no clerk can enter one.
#[test]
fn a_clerk_enters_what_was_called_out_and_nothing_else() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | clerk | telephone 3 max 500 | no: a clerk enters open bids only
        11 | clerk | floor 30 100        | no: this paddle is not on the roster
        12 | -     | floor 3 100         | no: this role may not do that
        13 | clerk | 100                 | no: this role may not do that
        14 | clerk | floor 3 100         | 3 leads at 100
        15 | clerk | telephone 3 110     | no: you lead already
        ",
    );
}

#[test]
fn a_bid_of_the_hall_that_is_entered_twice_gets_its_first_verdict() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | clerk | floor 7 100 #a | 7 leads at 100
        11 | clerk | floor 7 100 #a | as before: taken
        12 | clerk | floor 9 100 #a | no: this bid id was used for another bid
        ",
    );
}

/// The first bid jumps from the opening price, each later one from the price.
#[test]
fn a_jump_beyond_the_agreed_steps_is_confirmed() {
    check(
        "opening 100, step 10, jump 5, closes 60",
        "
        10 | 7 | 151           | no: that is more than the jump of this lot, up to 150
        11 | 7 | 150           | 7 leads at 150
        12 | 9 | 201           | no: that is more than the jump of this lot, up to 200
        13 | 9 | 201 confirmed | 9 leads at 201
        14 | 7 | max 900       | 7 leads at 211
        60 | - | -             | sold to 7 for 211
        ",
    );
}

#[test]
fn a_new_increment_holds_from_the_next_bid() {
    check(
        "opening 100, step 10, closes 60",
        "
        5  | - | increment 50 | the asking price is 100
        10 | 7 | 100          | 7 leads at 100
        11 | 9 | 140          | no: the asking price is 150
        12 | 9 | max 300      | 9 leads at 150
        13 | - | increment 20 | the asking price is 170
        14 | 7 | 200          | 9 leads at 220
        15 | 7 | increment 10 | no: this role may not do that
        60 | - | -            | sold to 9 for 220
        ",
    );
}

#[test]
fn an_increment_that_could_not_be_published_is_refused() {
    check(
        "opening 100, step 10, grid 10, closes 60",
        "
        10 | - | increment 15  | no: the terms cannot be published: with a grid, the reserve and every step are whole steps of it; no percentage
        11 | - | increment 0.5 | no: the terms cannot be published: an amount in the terms has more digits than the currency; write it in its units; with a grid, the reserve and every step are whole steps of it; no percentage
        12 | - | increment 30  | the asking price is 100
        ",
    );
    check(
        "sealed, closes 60",
        "10 | - | increment 10 | no: this is not for a round of this format",
    );
}

#[test]
fn a_round_until_one_is_left_ends_when_the_last_other_leaves() {
    check(
        "3 paddles, opening 100, step 10, until 1 left, hammer",
        "
        10 | 1 | 100   | 1 leads at 100
        11 | 2 | leave | 2 leaves
        12 | 2 | 110   | no: this paddle left the round, and bids no more in it
        13 | 2 | leave | no: this paddle left the round, and bids no more in it
        14 | 1 | leave | no: you lead already
        15 | 3 | 110   | 3 leads at 110
        16 | 1 | leave | 1 leaves, sold to 3 for 110
        ",
    );
}

#[test]
fn nobody_leaves_a_round_that_does_not_wait_for_it() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7  | leave | no: this is not for a round of this format
        11 | 30 | leave | no: this paddle is not on the roster
        12 | -  | leave | no: this role may not do that
        ",
    );
}
