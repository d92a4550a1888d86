//! Stories of faults: what is open pauses by itself, and the time is given back (rule book 9,
//! decree 62/2017 art. 16a). `stall S` and `vanish S` report one that began at S.

use gavel_engine::pure::Viewer;
use gavel_engine::pure::audience::audience;
use gavel_proto::terms::{Closes, Sealed};
use gavel_proto::{
    BidId, By, Command, Direction, Event, Fault, FaultCause, InFlight, LotId, Pace, Paddle, Stage,
    Timestamp, limits,
};
use uuid::Uuid;

use super::check;
use super::script::ZERO;
use crate::sale;

#[test]
fn a_stall_of_the_journal_gives_back_the_time_from_its_beginning() {
    check(
        "opening 100, step 10, closes 60",
        "
        10      | 7     | 100      | 7 leads at 100
        58 late | clock | stall 50 | the journal stalled, paused, as of 50
        59      | 9     | 110      | no: the lot is paused
        300     | -     | resume   | goes on, closes at 310
        305     | 9     | 110      | 9 leads at 110
        310     | -     | -        | sold to 9 for 110
        ",
    );
}

/// Nobody could bid in the last ten seconds: the lot has not ended, however late it is noticed.
#[test]
fn a_deadline_within_the_stall_does_not_close_the_lot() {
    check(
        "opening 100, step 10, closes 60",
        "
        10      | 7     | 100      | 7 leads at 100
        75 late | clock | stall 50 | the journal stalled, paused, as of 50
        90      | -     | resume   | goes on, closes at 100
        99      | 9     | 110      | 9 leads at 110
        100     | -     | -        | sold to 9 for 110
        ",
    );
}

#[test]
fn a_lot_that_was_closed_before_the_fault_stays_closed() {
    check(
        "opening 100, step 10, closes 60",
        "
        10      | 7     | 100       | 7 leads at 100
        75 late | clock | stall 60  | no: no lot is open that a fault could stop
        75      | -     | -         | sold to 7 for 100, as of 60
        76      | clock | vanish 50 | no: no lot is open that a fault could stop
        ",
    );
}

/// What was decided stands: time is given back from the last entry on, not from before it.
#[test]
fn bidders_who_vanish_stop_the_lot_behind_the_last_entry() {
    check(
        "opening 100, step 10, closes 60, soft close 15+15",
        "
        40  | 7     | 100       | 7 leads at 100
        52  | 9     | 110       | 9 leads at 110, closes at 67
        55  | clock | vanish 45 | the bidders vanished, paused, as of 52
        56  | clock | vanish 53 | no: no lot is open that a fault could stop
        100 | -     | resume    | goes on, closes at 115
        ",
    );
}

#[test]
fn a_report_from_the_future_stops_the_lot_now() {
    check(
        "opening 100, step 10, closes 60",
        "
        10 | clock | stall 50 | the journal stalled, paused
        ",
    );
}

/// Its first seconds lay in the stall, when nobody could bid.
#[test]
fn a_lot_that_would_have_opened_meanwhile_opens_as_of_its_time_and_pauses_at_once() {
    check(
        "opening 100, step 10, opens at 20, closes 60",
        "
        30 late | clock | stall 10 | the journal stalled, open, closes at 80, paused, as of 20
        100     | -     | resume   | goes on, closes at 160
        ",
    );
}

#[test]
fn a_lot_without_a_deadline_pauses_too_and_is_called_anew() {
    check(
        "opening 100, step 10, hammer",
        "
        10 | 7     | 100      | 7 leads at 100
        11 | -     | call 1   | call 1
        20 | clock | vanish 15 | the bidders vanished, paused, as of 15
        30 | -     | hammer   | no: the lot is paused
        40 | -     | resume   | goes on
        41 | -     | call 2   | no: calls come in order, 1, 2, 3, then the hammer
        ",
    );
}

#[test]
fn envelopes_wait_through_a_fault() {
    check(
        "sealed, closes 60",
        "
        10      | 7     | 300      | taken
        70 late | clock | stall 55 | the journal stalled, paused, as of 55
        71      | 9     | 400      | no: the lot is paused
        100     | -     | resume   | goes on, closes at 105
        104     | 9     | 400 #2   | taken
        105     | -     | -        | 7 says 300, 9 says 400
        ",
    );
}

#[test]
fn a_dutch_price_stands_still_in_a_fault() {
    check(
        "opening 100, dutch down 10 to 70, every 10",
        "
        10      | -     | -        | the price is 90
        45 late | clock | stall 15 | the journal stalled, paused, as of 15
        60      | -     | resume   | goes on, closes at 65
        65      | -     | -        | the price is 80
        ",
    );
}

#[test]
fn only_the_house_reports_a_fault() {
    for who in ["-", "clerk", "7", "observer", "auditor", "supervisor", "second"] {
        let row = format!("10 | {who} | stall 5 | no: this role may not do that");
        check("opening 100, step 10, closes 60", &row);
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(ZERO.micros() + seconds * 1_000_000)
}

fn waiting(lot: u32, paddle: u32) -> InFlight {
    let bid_id = BidId(Uuid::from_u128(paddle.into()));
    InFlight { lot: LotId(lot), paddle: Paddle(paddle), bid_id, stage: Stage::Waiting }
}

/// Lot 1 in the open, lot 2 sealed: who tried to hand in an envelope is nobody's business.
#[test]
fn the_desk_reads_the_report_and_learns_of_no_envelope() {
    let mut sale = sale::begun(ZERO);
    let closes = Closes::At(at(60));
    let pace = || sale::timed(closes);
    let english = sale::english(sale::money("1"), sale::step(sale::money("1")), pace());
    let sealed = sale::sealed(Direction::Forward, Sealed::default(), pace());
    for (lot, terms) in [(1, english), (2, sealed)] {
        sale::ask(&mut sale, ZERO, sale::auctioneer(), sale::publish(lot, terms, None));
        sale::ask(&mut sale, ZERO, sale::auctioneer(), Command::Open { lot: LotId(lot) });
    }
    let fault = Box::new(Fault {
        cause: FaultCause::JournalStalled,
        since: at(10),
        connected: vec![Paddle(1)],
        vanished: vec![Paddle(2)],
        in_flight: vec![waiting(1, 3), waiting(2, 4)],
    });
    let entry = sale.enter(at(20), By::Clock, Command::ReportFault { fault: fault.clone() });
    let view = sale.session().view(Viewer::Desk).expect("a session");
    let [reported] = view.faults.as_deref().expect("faults for the desk") else {
        panic!("one fault was reported");
    };
    assert_eq!((reported.seq, reported.at), (entry.seq, at(20)));
    assert_eq!(reported.lots, [LotId(1), LotId(2)]);
    let told = Fault { in_flight: vec![waiting(1, 3)], ..*fault };
    assert_eq!(reported.fault, told);
    let room = sale.session().view(Viewer::Room).expect("a session");
    assert_eq!(room.faults, None);
    for lot in &room.lots {
        assert_eq!(lot.pause_fault, Some(FaultCause::JournalStalled));
        assert_eq!(lot.paused_at, Some(at(10)));
    }
    let heard = |viewer: Viewer| {
        entry.outcome.events().iter().filter(move |event| viewer.hears(audience(event))).count()
    };
    assert_eq!((heard(Viewer::Desk), heard(Viewer::Room)), (3, 2));
    assert!(matches!(entry.outcome.events(), [Event::FaultReported { .. }, ..]));
}

/// The desk reads at most so many; all of them stand in the journal.
#[test]
fn the_latest_faults_are_kept() {
    let mut sale = sale::begun(ZERO);
    let terms = sale::english(sale::money("1"), sale::step(sale::money("1")), Pace::Hammer);
    sale::ask(&mut sale, ZERO, sale::auctioneer(), sale::publish(1, terms, None));
    sale::ask(&mut sale, ZERO, sale::auctioneer(), Command::Open { lot: LotId(1) });
    let mut last = 0;
    for second in 1..=40 {
        let fault = Box::new(Fault {
            cause: FaultCause::HouseStalled,
            since: at(second),
            connected: Vec::new(),
            vanished: Vec::new(),
            in_flight: Vec::new(),
        });
        last = sale::ask(&mut sale, at(second), By::Clock, Command::ReportFault { fault }).seq;
        let resume = Command::Resume { lot: LotId(1) };
        sale::ask(&mut sale, at(second), sale::auctioneer(), resume);
    }
    let faults = sale.session().view(Viewer::Desk).expect("a session").faults.expect("faults");
    assert_eq!(faults.len(), limits::FAULTS_PER_SESSION);
    assert_eq!(faults.last().expect("a fault").seq, last);
}
