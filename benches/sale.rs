//! The sale that the benches run: English lots that rise by one, two bidders who may bid.

use gavel_engine::pure::{Outcome, Session};
use gavel_proto::terms::{Band, English, Round};
use gavel_proto::{
    Bid, BidId, By, Command, Currency, Format, Increment, LotId, Money, Offer, Officer, Pace,
    Paddle, Terms, Text, Timestamp,
};
use uuid::Uuid;

/// Every stamp of a bench: time plays no part in what is measured.
pub(crate) const AT: Timestamp = Timestamp::from_micros(1_000_000);

/// A session with two bidders who may bid, and no lot.
pub(crate) fn session() -> Session {
    let mut session = Session::default();
    let name = "bench".parse().expect("a session's name");
    accept(&mut session, desk(), Command::CreateSession { session: name, title: text() });
    for paddle in [Paddle(1), Paddle(2)] {
        accept(&mut session, desk(), Command::Admit { paddle, limit: None });
        accept(&mut session, desk(), Command::ConfirmDeposit { paddle });
    }
    session
}

/// Publishes and opens the next lot.
pub(crate) fn open(session: &mut Session, lot: LotId) {
    let publish = Command::Publish { lot, terms: Box::new(terms()), reserve: None };
    accept(session, desk(), publish);
    accept(session, desk(), Command::Open { lot });
}

/// The auctioneer.
pub(crate) fn desk() -> By {
    By::Auctioneer { officer: Officer::try_from("bench".to_owned()).expect("an officer's name") }
}

/// Bid `number` of a lot: the two bidders take turns, every bid has an id of its own.
pub(crate) fn bid(lot: LotId, number: u32, amount: u32) -> (By, Command) {
    let id = Uuid::from_u128((u128::from(lot.0) << 64) | u128::from(number));
    let offer = Offer::Amount(Money::new(i64::from(amount), 0).expect("an amount"));
    let bid = Bid::new(lot, BidId(id), offer);
    (By::Bidder { paddle: Paddle(1 + number % 2) }, Command::Bid(bid))
}

/// Decides and records a command that must be accepted.
pub(crate) fn accept(session: &mut Session, by: By, command: Command) {
    let entry = session.entry(AT, by, command);
    assert!(matches!(entry.outcome, Outcome::Accepted(_)), "{:?}", entry.outcome);
    session.apply(&entry);
}

fn terms() -> Terms {
    let one = Money::new(1, 0).expect("an amount");
    let increment = Increment::Table(vec![Band { from: None, step: one }]);
    let round = Round::new(Format::English(English::new(increment)), Pace::Hammer);
    Terms { opening: Some(one), ..Terms::new(text(), Currency::vnd(), vec![round]) }
}

fn text() -> Text {
    Text { vi: "Bằng sáng chế".into(), en: "A patent".into() }
}
