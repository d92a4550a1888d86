//! Stories of the roster and of deposits: exclusion, absence, the five forfeits (rule book 8).

use gavel_engine::pure::Viewer;
use gavel_proto::{Command, Paddle, Timestamp, limits};

use super::check;
use crate::sale;

#[test]
fn a_leader_who_is_excluded_leads_no_more() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | 7 | 100       | 7 leads at 100
        11 | 9 | 130       | 9 leads at 130
        12 | - | exclude 9 | 9 is excluded, 9 is out, now 7 leads at 100, closes at 60
        60 | - | -         | sold to 7 for 100
        ",
    );
}

#[test]
fn a_word_to_the_room_decides_nothing() {
    check(
        "opening 100, step 10, closes 60",
        "
        59 | 7     | 100 | 7 leads at 100
        59 | clerk | say | the room hears: rain
        59 | -     | say | the room hears: rain
        59 | 7     | say | no: this role may not do that
        60 | -     | -   | sold to 7 for 100
        ",
    );
}

/// The last words of the desk are in everybody's view; all of them stand in the journal.
#[test]
fn the_latest_words_to_the_room_are_kept() {
    let mut sale = sale::begun(Timestamp::default());
    for number in 1..=limits::ANNOUNCEMENTS_PER_SESSION + 2 {
        let message = sale::reason(&number.to_string());
        let announce = Command::Announce { message };
        sale::ask(&mut sale, Timestamp::default(), sale::auctioneer(), announce);
    }
    for viewer in [Viewer::Room, Viewer::Paddle(Paddle(7)), Viewer::Desk] {
        let kept = sale.session().view(viewer).expect("a session").announcements;
        let said: Vec<String> = kept.iter().map(|word| word.message.to_string()).collect();
        assert_eq!(said, ["3", "4", "5", "6", "7"], "{viewer:?}");
        assert_eq!(kept.last().map(|word| word.seq), Some(sale.session().seq()));
    }
}

#[test]
fn an_envelope_of_somebody_excluded_is_not_told_of_before_the_opening() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 300       | taken
        11 | 9 | 400       | taken
        12 | - | exclude 9 | 9 is excluded
        60 | - | -         | 7 says 300, 9 says 400 (disqualified)
        61 | - | hammer    | sold to 7 for 300
        ",
    );
}

#[test]
fn who_is_excluded_takes_part_in_no_lot() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | - | publish 2 opening 100, step 10, closes 60 | lot 2 is published
        2 | - | open on 2  | open, closes at 62
        3 | 7 | exclude 7  | no: this role may not do that
        4 | clerk | exclude 7 | 7 is excluded
        5 | - | exclude 7  | no: that is recorded of paddle 7 already
        6 | - | exclude 30 | no: this paddle is not on the roster
        7 | 7 | 100        | no: this paddle is excluded from the session: rain
        8 | 7 | 100 on 2   | no: this paddle is excluded from the session: rain
        9 | - | forfeits   |
        ",
    );
}

#[test]
fn the_envelope_of_who_is_excluded_does_not_count() {
    check(
        "sealed, closes 60",
        "
        10 | 7 | 300       | taken
        11 | 9 | 200       | taken
        12 | - | exclude 7 | 7 is excluded
        60 | - | -         | 7 says 300 (disqualified), 9 says 200
        61 | - | hammer    | sold to 9 for 200
        ",
    );
}

#[test]
fn who_does_not_come_loses_the_deposit() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | clerk | absent 7  | no: this role may not do that
        2 | -     | absent 7  | 7 did not come, 7 forfeits
        3 | -     | absent 7  | no: that is recorded of paddle 7 already
        4 | -     | absent 30 | no: this paddle is not on the roster
        5 | -     | forfeits  | 7 by absence
        ",
    );
}

/// L39 knows five cases and no other: losing and being outbid cost nothing.
#[test]
fn a_deposit_is_forfeited_in_five_cases() {
    check(
        "opening 1000, step 50, deposit 200, closes 60",
        "
        1  | - | absent 12       | 12 did not come, 12 forfeits
        2  | - | disqualify 11   | 11 is out, 11 forfeits
        9  | 4 | 1000            | 4 leads at 1000
        10 | 1 | 1350            | 1 leads at 1350
        11 | 2 | 1500            | 2 leads at 1500
        12 | 3 | 1600            | 3 leads at 1600
        13 | 3 | take back 3     | 3 takes his bid back, 3 forfeits, now 2 leads at 1500, closes at 60
        60 | - | -               | sold to 2 for 1500
        61 | 2 | refuse 2        | 2 refuses 1500, 2 forfeits, 1 is asked for 1350
        62 | 1 | runner-up 1 yes | sold to 1 for 1350
        63 | - | unsigned 1      | 1 does not sign, 1 forfeits, failed: the minutes were not signed
        64 | - | forfeits        | 12 by absence, 11 by disqualification, 3 by taking a bid back, 2 by refusing the result, 1 by the minutes
        ",
    );
}

/// Barred from one lot, a paddle bids on the next.
#[test]
fn a_disqualification_is_of_one_lot() {
    check(
        "opening 100, step 10, closes 60",
        "
        1 | - | publish 2 opening 100, step 10, closes 60 | lot 2 is published
        2 | - | open on 2    | open, closes at 62
        3 | - | disqualify 7 | 7 is out, 7 forfeits
        4 | 7 | 100          | no: this paddle was disqualified: rain
        5 | 7 | 100 on 2     | 7 leads at 100
        ",
    );
}

#[test]
fn who_is_excluded_is_not_asked_as_runner_up() {
    check(
        "opening 1000, step 50, deposit 200, closes 60",
        "
        10 | 1 | 1350      | 1 leads at 1350
        11 | 2 | 1500      | 2 leads at 1500
        60 | - | -         | sold to 2 for 1500
        60.5 | - | exclude 1 | 1 is excluded
        61 | 2 | refuse 2  | 2 refuses 1500, 2 forfeits, failed: the result was refused
        ",
    );
}
