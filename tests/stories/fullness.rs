//! What is full refuses at once: a session of lots, a roster of paddles, a book of bids.

use gavel_engine::pure::{Entry, Outcome};
use gavel_engine::running::Timeline;
use gavel_proto::terms::{Closes, Sealed};
use gavel_proto::{
    Command, Direction, LotId, Millis, Money, Offer, Pace, Paddle, Rejection, Terms, limits,
};

use super::script::ZERO;
use crate::sale;

/// Fills everything that has a limit: the refusals beyond it, each of them checked.
pub(super) fn refusals() -> Vec<Rejection> {
    vec![session_full(), roster_full(), book_full(), envelopes_full()]
}

fn session_full() -> Rejection {
    let mut timeline = sale::begun(ZERO);
    let mut publish = |lot| desk(&mut timeline, sale::publish(lot, terms(), None));
    for lot in 1..=limits::LOTS_PER_SESSION {
        accepted(&publish(lot));
    }
    let next = LotId(limits::LOTS_PER_SESSION + 1);
    assert_eq!(refused(publish(5)), Rejection::LotNumber { next });
    refused(publish(next.0))
}

fn roster_full() -> Rejection {
    let mut timeline = sale::begun(ZERO);
    let mut admit = |paddle| {
        let paddle = Paddle(paddle);
        desk(&mut timeline, Command::Admit { paddle, limit: None })
    };
    let most = u32::try_from(limits::PADDLES_PER_SESSION).expect("a paddle's number");
    for paddle in 1..=most {
        accepted(&admit(paddle));
    }
    let paddle = Paddle(1);
    assert_eq!(refused(admit(1)), Rejection::AlreadyAdmitted { paddle });
    refused(admit(most + 1))
}

fn book_full() -> Rejection {
    let mut timeline = sale::begun(ZERO);
    sale::seat(&mut timeline, ZERO, Paddle(7), None);
    accepted(&desk(&mut timeline, sale::publish(1, terms(), None)));
    accepted(&desk(&mut timeline, Command::Open { lot: LotId(1) }));
    let mut raise = |to: usize| {
        let maximum = Money::new(i64::try_from(to).expect("an amount"), 0).expect("an amount");
        let command = sale::bid(1, to as u128, Offer::Maximum(maximum));
        timeline.enter(ZERO, sale::bidder(7), command)
    };
    for maximum in 1..=limits::BIDS_PER_LOT {
        accepted(&raise(maximum));
    }
    refused(raise(limits::BIDS_PER_LOT + 1))
}

/// The last envelope that finds room can still be replaced.
fn envelopes_full() -> Rejection {
    let mut timeline = sale::begun(ZERO);
    let sealed = sale::sealed(Direction::Forward, Sealed::default(), pace());
    accepted(&desk(&mut timeline, sale::publish(1, sealed, None)));
    accepted(&desk(&mut timeline, Command::Open { lot: LotId(1) }));
    let most = u32::try_from(limits::ENVELOPES_PER_LOT).expect("a paddle's number");
    for paddle in 1..=most + 1 {
        sale::seat(&mut timeline, ZERO, Paddle(paddle), None);
    }
    let mut hand_in = |paddle: u32, id: u32| {
        let offer = Offer::Amount(sale::money("5"));
        timeline.enter(ZERO, sale::bidder(paddle), sale::bid(1, id.into(), offer))
    };
    for paddle in 1..=most {
        accepted(&hand_in(paddle, paddle));
    }
    accepted(&hand_in(most, most + 1));
    refused(hand_in(most + 1, most + 2))
}

fn terms() -> Terms {
    let unit = Money::new(1, 0).expect("an amount");
    sale::english(unit, sale::step(unit), pace())
}

fn pace() -> Pace {
    sale::timed(Closes::AfterOpeningMs(Millis(60_000)))
}

fn desk(timeline: &mut Timeline, command: Command) -> Entry {
    timeline.enter(ZERO, sale::auctioneer(), command)
}

fn accepted(entry: &Entry) {
    let refused = matches!(entry.outcome, Outcome::Refused(_));
    assert!(!refused, "refused: {entry:?}");
}

fn refused(entry: Entry) -> Rejection {
    match entry.outcome {
        Outcome::Refused(rejection) => rejection,
        Outcome::Accepted(events) => panic!("accepted beyond the limit: {events:?}"),
    }
}
