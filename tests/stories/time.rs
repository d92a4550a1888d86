//! Stories of time: what counts at a deadline, and what a clock may not do (rule book 1, time).

use gavel_proto::{Offer, Timestamp};

use super::check;
use super::script::ZERO;
use crate::sale;

#[test]
fn a_bid_counts_until_one_microsecond_before_the_close() {
    check(
        "opening 100, step 10, closes 60",
        "
        59.999999 | 7 | 100 | 7 leads at 100
        60 late   | 9 | 110 | no: bidding closed at 60
        60        | - | -   | sold to 7 for 100
        60        | 9 | 110 | no: bidding closed at 60
        ",
    );
}

#[test]
fn an_envelope_counts_until_one_microsecond_before_the_close() {
    check(
        "sealed, closes 60",
        "
        59.999999 | 7 | 100    | taken
        60 late   | 9 | 110    | no: bidding closed at 60
        60        | - | -      | 7 says 100
        61        | - | hammer | sold to 7 for 100
        ",
    );
}

#[test]
fn a_lot_closes_as_of_its_deadline_however_late_the_tick() {
    check(
        "opening 100, step 10, closes 60",
        "
        10      | 7     | 100          | 7 leads at 100
        75 late | 9     | 110          | no: bidding closed at 60
        76 late | -     | open         | no: bidding closed at 60
        77 late | -     | withdraw     | no: bidding closed at 60
        78 late | -     | disqualify 9 | no: bidding closed at 60
        80 late | clock | tick         | sold to 7 for 100, as of 60
        ",
    );
}

#[test]
fn a_soft_close_counts_from_the_bid() {
    check(
        "opening 100, step 10, closes 60, soft close 15+20",
        "
        59.999999 | 7 | 100 | 7 leads at 100, closes at 79.999999
        79.999998 | 9 | 110 | 9 leads at 110, closes at 99.999998
        99.999998 | - | -   | sold to 9 for 110
        ",
    );
}

#[test]
fn a_lot_opens_by_itself_and_closes_by_itself() {
    check(
        "opening 100, step 10, opens at 20, closes 60",
        "
        10 | 7     | 100  | no: bidding has not opened
        11 | -     | open | no: bidding has not opened
        20 | -     | -    | open, closes at 80
        21 | -     | open | no: the lot is open already
        22 | clock | tick | no: no deadline has passed
        80 | -     | -    | failed: no bid
        ",
    );
}

#[test]
fn a_lot_that_is_opened_after_its_closing_time_is_closed() {
    check(
        "opening 100, step 10, unopened, closes at 60",
        "
        60 | - | open | no: bidding closed at 60
        61 | - | withdraw | withdrawn: rain
        ",
    );
}

/// Each lot has a tick of its own, all of them as of the one deadline.
#[test]
fn a_hundred_lots_close_at_one_deadline() {
    let at = |seconds: i64| Timestamp::from_micros(ZERO.micros() + seconds * 1_000_000);
    let mut timeline = sale::begun(ZERO);
    let closes = gavel_proto::terms::Closes::At(at(60));
    for lot in 1..=100 {
        let terms =
            sale::english(sale::money("1"), sale::step(sale::money("1")), sale::timed(closes));
        let open = gavel_proto::Command::Open { lot: gavel_proto::LotId(lot) };
        let published = sale::publish(lot, terms, None);
        sale::ask(&mut timeline, ZERO, sale::auctioneer(), published);
        sale::ask(&mut timeline, ZERO, sale::auctioneer(), open);
    }
    let ticks = timeline.pass(at(90));
    let settled: Vec<usize> = ticks.iter().map(|t| t.outcome.events().len()).collect();
    assert_eq!(settled, [1; 100]);
    assert!(ticks.iter().all(|tick| tick.at == at(60)));
}

#[test]
fn a_clock_that_steps_back_is_stamped_with_the_last_time() {
    let at = |seconds: i64| Timestamp::from_micros(ZERO.micros() + seconds * 1_000_000);
    let mut timeline = sale::begun(at(100));
    let command = sale::bid(1, 1, Offer::Amount(sale::money("1")));
    let entry = sale::ask(&mut timeline, at(50), sale::bidder(7), command);
    assert_eq!(entry.at, at(100));
}
