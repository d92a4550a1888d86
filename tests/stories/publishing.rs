//! Stories of publication: terms freeze, and what is wrong with them is named at once (rule book
//! 1, 11).

use super::check;

/// What the profile of property auctions does not admit, all of it in one answer.
#[test]
fn a_profile_names_everything_that_it_does_not_admit() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | - | publish 2 property auction, reverse, sealed, second price, opening 1000, closes 60, then turns 10, every 120 | no: the terms cannot be published: a second price, several units, and exclusive against shared take the only round; the profile admits forward lots only; order under `negotiated_competition`; the profile admits one unit at the winner's own plain price; the profile admits rounds of one format, and a continuation among the tied; the profile sells to a single bidder only with the seller's written consent (L49); the profile does not admit a round's format; use English, sealed or Dutch; the profile asks for a deposit of 5 to 20 % of the opening price (L39)
        2 | - | publish 2 reverse, sealed, second price, opening 1000, closes 60 | lot 2 is published
        ",
    );
}

/// 5 % of 1000 is 50, 20 % is 200.
#[test]
fn a_deposit_lies_between_5_and_20_percent_of_the_opening_price() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | - | publish 2 property auction, nobody alone, opening 1000, step 50, deposit 49, closes 60 | no: the terms cannot be published: the profile asks for a deposit of 5 to 20 % of the opening price (L39)
        2 | - | publish 2 property auction, nobody alone, opening 1000, step 50, deposit 50, closes 60 | lot 2 is published
        3 | - | publish 3 property auction, nobody alone, opening 1000, step 50, deposit 200, closes 60 | lot 3 is published
        4 | - | publish 4 property auction, nobody alone, opening 1000, step 50, deposit 201, closes 60 | no: the terms cannot be published: the profile asks for a deposit of 5 to 20 % of the opening price (L39)
        ",
    );
}

/// The four formats that the law describes, ballots in rounds and a continuation among the tied.
#[test]
fn the_formats_of_the_law_are_published() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | - | publish 2 property auction, nobody alone, opening 1000, deposit 100, step 50, hammer | lot 2 is published
        2 | - | publish 3 property auction, alone by consent, sealed, opening 1000, deposit 100, closes 60, times 3 | lot 3 is published
        3 | - | publish 4 property auction, nobody alone, opening 1000, deposit 100, dutch down 100 to 500, every 10 | lot 4 is published
        4 | - | publish 5 property auction, nobody alone, sealed, opening 1000, deposit 100, closes 60, then english, step 50, closes 60, for the tied | lot 5 is published
        ",
    );
}

#[test]
fn prices_that_nobody_could_be_asked_are_not_published() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | - | publish 2 sealed, second price, closes 60 | no: the terms cannot be published: a second price needs a reserve or an opening price, which a single bidder pays
        2 | - | publish 2 units 3 pairs, highest losing, quantity 10, closes 60 | no: the terms cannot be published: the highest losing price needs a reserve or an opening price, for want of a loser
        3 | - | publish 2 units 3 pairs, whole, quantity 10, closes 60 | no: the terms cannot be published: units that are served whole cannot be shared pro rata; serve by sequence
        4 | - | publish 2 opening 100, dutch down 30 to 50, every 10 | no: the terms cannot be published: Dutch prices go from the opening price to the last one in 1 to 10,000 whole steps
        5 | - | publish 2 opening 100, step 10, reserve 90, closes 60 | no: the terms cannot be published: the reserve must be at least as good for the seller as the opening price, and within reach; in a Dutch lot it lies between the last price and the opening price
        6 | - | publish 2 opening 100, step 10, provisional 60, closes 60 | no: the terms cannot be published: a provisional result needs one unit at the winner's own price, a reserve, and up to a year to answer
        7 | - | publish 2 no opening, step 10, closes 60 | no: the terms cannot be published: an English, Dutch or exclusive round needs an opening price
        8 | - | publish 2 sealed, floor 500, ceiling 200, closes 60 | no: the terms cannot be published: the floor lies above the ceiling; change one of them
        9 | - | publish 2 sealed, opening 300, ceiling 200, closes 60 | no: the terms cannot be published: no envelope can reach the opening price between the floor and the ceiling
        ",
    );
}

#[test]
fn rounds_that_could_not_be_held_are_not_published() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | - | publish 2 turns 10, every 120 | no: the terms cannot be published: turns are taken by the bidders of a round before; begin with another format
        2 | - | publish 2 opening 100, step 10, quantity 3, closes 60 | no: the terms cannot be published: a lot sells 1 to 1,000,000,000 units; more than one takes a round for several units
        3 | - | publish 2 opening 100, step 10, closes 60, for bidders | no: the terms cannot be published: the first round is open to everybody; a later one to 1 or more, whom a round before it can tell (`tied`: a sealed or Dutch one; `last_window`: one whose soft close has a cap)
        4 | - | publish 2 opening 500, exclusive 50 against 100 step 10, closes 60 | no: the terms cannot be published: an exclusive round sells forward, against 2 or more shared licences
        5 | - | publish 2 sealed, hammer | no: the terms cannot be published: a sealed round needs a deadline that does not wait for a first bid
        6 | - | publish 2 opening 100, step 10, closes 60, opens after 5 | no: the terms cannot be published: only the first round opens at a time; a later one so long after the one before it
        7 | - | publish 2 opening 100, dutch down 10 to 50, closes 60 | no: the terms cannot be published: a Dutch round and a round in turns go by steps of equal length; no other round does
        8 | - | publish 2 sealed, opening 100, closes 60, then english, step 10, closes 60, for the leader of 2 | no: the terms cannot be published: the first round is open to everybody; a later one to 1 or more, whom a round before it can tell (`tied`: a sealed or Dutch one; `last_window`: one whose soft close has a cap)
        9 | - | publish 2 opening 100, step 10, soft close 15+15, cap 0 moves, closes 60 | no: the terms cannot be published: a cap is at least one move, or a time after the closing time
        10 | - | publish 2 opening 100, dutch down 10 to 50, every 10, discount 0 revenue 100 | no: the terms cannot be published: royalties are bid without a grid, in English rounds and in sealed ones at the winner's own price
        ",
    );
}
