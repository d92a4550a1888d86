//! The sale that the benches run: English lots that rise by one, two bidders who may bid.

use gavel_engine::pure::{Entry, Outcome, Session};
use gavel_proto::terms::{Band, English, Round};
use gavel_proto::{
    Bid, BidId, By, Command, Currency, Format, Increment, LotId, Money, Offer, Officer, Pace,
    Paddle, Terms, Text, Timestamp,
};
use uuid::Uuid;

/// Every stamp of a bench: time plays no part in what is measured.
pub(crate) const AT: Timestamp = Timestamp::from_micros(1_000_000);

/// What begins a session with two bidders who may bid, and no lot.
pub(crate) fn opening() -> Vec<Command> {
    let session = "bench".parse().expect("a session's name");
    let admitted = [Paddle(1), Paddle(2)].into_iter().flat_map(|paddle| {
        [Command::Admit { paddle, limit: None }, Command::ConfirmDeposit { paddle }]
    });
    [Command::CreateSession { session, title: text() }].into_iter().chain(admitted).collect()
}

/// What publishes and opens the next lot.
pub(crate) fn publication(lot: LotId) -> [Command; 2] {
    let publish = Command::Publish { lot, terms: Box::new(terms()), reserve: None };
    [publish, Command::Open { lot }]
}

/// The auctioneer.
pub(crate) fn desk() -> By {
    By::Auctioneer { officer: Officer::try_from("bench".to_owned()).expect("an officer's name") }
}

/// Bid `number` of a lot: the two bidders take turns, every bid has an id of its own.
pub(crate) fn bid(lot: LotId, number: u32, amount: u32) -> (By, Command) {
    offered(lot, number, Paddle(1 + number % 2), Offer::Amount(self::amount(amount)))
}

/// Bid `number` of a lot, whoever makes it.
pub(crate) fn offered(lot: LotId, number: u32, paddle: Paddle, offer: Offer) -> (By, Command) {
    let id = Uuid::from_u128((u128::from(lot.0) << 64) | u128::from(number));
    (By::Bidder { paddle }, Command::Bid(Bid::new(lot, BidId(id), offer)))
}

/// Decides and records a command that must be accepted.
pub(crate) fn accept(session: &mut Session, by: By, command: Command) -> Entry {
    accept_at(AT, session, by, command)
}

/// The same at another time.
pub(crate) fn accept_at(at: Timestamp, session: &mut Session, by: By, command: Command) -> Entry {
    let entry = session.entry(at, by, command);
    assert!(matches!(entry.outcome, Outcome::Accepted(_)), "{:?}", entry.outcome);
    session.apply(&entry);
    entry
}

/// The same with all that the auctioneer asks.
pub(crate) fn accept_all(
    session: &mut Session,
    commands: impl IntoIterator<Item = Command>,
) -> Vec<Entry> {
    commands.into_iter().map(|command| accept(session, desk(), command)).collect()
}

fn terms() -> Terms {
    let round = Round::new(Format::English(English::new(step())), Pace::Hammer);
    Terms { opening: Some(amount(1)), ..Terms::new(text(), Currency::vnd(), vec![round]) }
}

/// By how much each bid beats the last.
pub(crate) fn step() -> Increment {
    Increment::Table(vec![Band { from: None, step: amount(1) }])
}

pub(crate) fn amount(units: u32) -> Money {
    Money::new(i64::from(units), 0).expect("an amount")
}

pub(crate) fn text() -> Text {
    Text { vi: "Bằng sáng chế".into(), en: "A patent".into() }
}
