//! Every refusal there is, each in a story: a new one does not compile until it is named here,
//! and does not pass until its story is told.

mod bidding;
mod undoing;

use std::collections::BTreeSet;

use gavel_proto::Rejection;

use super::{check, fullness};

/// Names every refusal once: `name` does not compile while one is missing.
macro_rules! refusals {
    ($($variant:ident)*) => {
        const ALL: &[&str] = &[$(stringify!($variant)),*];

        fn name(rejection: &Rejection) -> &'static str {
            match rejection { $(Rejection::$variant { .. } => stringify!($variant)),* }
        }
    };
}

refusals! {
    NotPermitted UnknownLot BidIdReused NotOpen Paused Closed NotOnRoster Excluded Disqualified
    NotInRound HasLeft NotYourTurn DepositNotConfirmed AboveLimit NotByClerk Expired
    PriceDiffers AlreadyLeading EnvelopeStands
    WrongOffer MalformedSchedule MalformedRoyalty MalformedAmount OffGrid BelowAsking
    PriceMoved JumpTooLarge BookFull SessionExists NoSession LotNumber SessionFull Terms
    PaddleNumber AlreadyAdmitted RosterFull AlreadyConfirmed AlreadyRecorded AlreadyOpen NotPaused
    NotByHammer CallOutOfTurn CallsMissing StillSealed Tied NotInDraw DrawRuns AlreadyInDraw
    RevealTooEarly NonceDiffers BidStands RoundsLeft NoRoundLeft WrongFormat NotLeading UnknownBid
    AlreadyVoid VoidAwaited NoVoidAsked SecondPerson NotProvisional NotWinner NotRunnerUp
    NoLotOpen NothingDue
}

#[test]
fn every_refusal_has_its_story() {
    let stories = [
        session(),
        roster(),
        pace(),
        bidding::refusals(),
        undoing::refusals(),
        fullness::refusals(),
    ];
    let told: BTreeSet<&str> = stories.iter().flatten().map(name).collect();
    let untold: Vec<&&str> = ALL.iter().filter(|name| !told.contains(**name)).collect();
    assert!(untold.is_empty(), "no story tells of {untold:?}");
}

fn session() -> Vec<Rejection> {
    let before = check(
        "no session",
        "
        1 | -     | open   | no: the session does not exist yet
        2 | 7     | create | no: this role may not do that
        3 | -     | create | session sale begins
        4 | -     | create | no: the session exists already
        5 | -     | publish 2 opening 100, step 10, closes 60 | no: the next lot is number 1
        6 | -     | publish 1 untitled, step 10, grid 3, closes 0 | no: the terms cannot be published: the title has 1 to 200 characters in each language; with a grid, the reserve and every step are whole steps of it; no percentage; a duration lies between one millisecond and a year; the closing time must lie in the future, after the opening time and after the rounds before; a round that is held again closes so long after its opening
        7 | clock | tick   | no: no deadline has passed
        8 | clock | stall 7 | no: no lot is open that a fault could stop
        ",
    );
    let roles = check(
        "opening 100, step 10, closes 60",
        "
        1 | observer | 100      | no: this role may not do that
        2 | -        | 100      | no: this role may not do that
        3 | clerk    | pause    | no: this role may not do that
        4 | auditor  | admit 30 | no: this role may not do that
        5 | clock    | hammer   | no: this role may not do that
        6 | -        | tick     | no: this role may not do that
        7 | clerk    | admit 30 | 30 is admitted
        8 | -        | open on 2 | no: there is no lot 2 in this session
        9 | -        | open on 0 | no: there is no lot 0 in this session
        10 | -       | admit 0   | no: paddles are numbered from 1
        11 | -       | exclude 5 | 5 is excluded
        12 | -       | exclude 5 | no: that is recorded of paddle 5 already
        13 | 5       | 100       | no: this paddle is excluded from the session: rain
        ",
    );
    [before, roles].concat()
}

/// The order of refusal: each row mends what the row above was refused for, and nothing else.
fn roster() -> Vec<Rejection> {
    let ladder = check(
        "opening 100, step 10, grid 10, closes 60, unopened",
        "
        1  | 30 | 105.5 on 2      | no: there is no lot 2 in this session
        2  | 30 | 105.5           | no: bidding has not opened
        3  | -  | open            | open, closes at 63
        4  | -  | pause           | paused
        5  | 30 | 105.5           | no: the lot is paused
        6  | -  | resume          | goes on, closes at 65
        7  | 30 | 105.5           | no: this paddle is not on the roster
        8  | -  | admit 30 limit 100 | 30 is admitted
        9  | -  | admit 30        | no: paddle 30 is on the roster already
        10 | 30 | 105.5           | no: your deposit is not confirmed
        11 | -  | deposit 31      | no: this paddle is not on the roster
        12 | -  | deposit 30      | 30 may bid
        13 | -  | deposit 30      | no: the deposit of paddle 30 is confirmed already
        14 | 30 | 105.5           | no: your limit is 100
        15 | 30 | max 101         | no: your limit is 100
        16 | 30 | 99.5            | no: the amount has more digits after the point than the lot's currency
        17 | 30 | 95              | no: amounts rise in steps of 10 here
        18 | 30 | 90              | no: the asking price is 100
        19 | 30 | ask 900         | 30 leads at 100
        20 | 30 | 99.5            | no: you lead already
        21 | 30 | 500             | no: your limit is 100
        22 | 9  | 110             | 9 leads at 110
        23 | -  | disqualify 30   | 30 is out, 30 forfeits, now 9 leads at 110, closes at 65
        24 | 30 | 105.5           | no: this paddle was disqualified: rain
        65 | -  | -               | sold to 9 for 110
        66 | 30 | 105.5           | no: bidding closed at 65
        67 | -  | disqualify 77   | no: bidding closed at 65
        ",
    );
    let reused = check(
        "opening 100, step 10, closes 60",
        "
        1 | 7 | 100 #a | 7 leads at 100
        2 | 7 | 110 #a | no: this bid id was used for another bid
        ",
    );
    [ladder, reused].concat()
}

fn pace() -> Vec<Rejection> {
    let by_the_clock = check(
        "opening 100, step 10, closes 60",
        "
        1 | - | open   | no: the lot is open already
        2 | - | resume | no: the lot is not paused
        3 | - | hammer | no: the clock closes this lot
        ",
    );
    let by_hammer = check(
        "opening 100, step 10, hammer",
        "
        1 | - | call 2 | no: calls come in order, 1, 2, 3, then the hammer
        2 | - | hammer | no: the hammer falls after the third call
        3 | 7 | 100    | 7 leads at 100
        4 | - | pass   | no: a bid that binds the seller stands
        ",
    );
    [by_the_clock, by_hammer].concat()
}
