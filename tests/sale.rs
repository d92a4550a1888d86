//! The words that a test begins a sale with: hands, amounts, terms, a roster, one command.

use gavel_engine::pure::Entry;
use gavel_engine::running::Timeline;
use gavel_proto::terms::{Band, Closes, English, Round, Sealed, Timed};
use gavel_proto::{
    Bid, BidId, By, Command, Currency, Direction, Format, Increment, LotId, Money, Offer, Pace,
    Paddle, Reason, Terms, Text, Timestamp,
};
use uuid::Uuid;

pub(crate) fn auctioneer() -> By {
    By::Auctioneer { officer: "auctioneer".to_owned().try_into().expect("a name") }
}

pub(crate) fn bidder(paddle: u32) -> By {
    By::Bidder { paddle: Paddle(paddle) }
}

pub(crate) fn money(text: &str) -> Money {
    text.parse().unwrap_or_else(|fault| panic!("{text:?} is no amount: {fault}"))
}

pub(crate) fn reason(text: &str) -> Reason {
    text.to_owned().try_into().expect("a reason")
}

pub(crate) fn bid(lot: u32, id: u128, offer: Offer) -> Command {
    Command::Bid(Bid::new(LotId(lot), BidId(Uuid::from_u128(id)), offer))
}

pub(crate) fn text(both: &str) -> Text {
    Text { vi: both.to_owned(), en: both.to_owned() }
}

/// One step at every price.
pub(crate) fn step(step: Money) -> Increment {
    Increment::Table(vec![Band { from: None, step }])
}

pub(crate) fn english(opening: Money, increment: Increment, pace: Pace) -> Terms {
    let format = Format::English(English::new(increment));
    Terms { opening: Some(opening), ..terms(Direction::Forward, format, pace) }
}

pub(crate) fn sealed(direction: Direction, sealed: Sealed, pace: Pace) -> Terms {
    terms(direction, Format::Sealed(sealed), pace)
}

fn terms(direction: Direction, format: Format, pace: Pace) -> Terms {
    let round = Round::new(format, pace);
    Terms { direction, ..Terms::new(text("Patent"), Currency::vnd(), vec![round]) }
}

/// Opened by hand, ended by the clock.
pub(crate) fn timed(closes: Closes) -> Pace {
    Pace::Timed(Timed::new(closes))
}

/// A session that exists and holds nothing yet.
pub(crate) fn begun(at: Timestamp) -> Timeline {
    let mut timeline = Timeline::default();
    ask(&mut timeline, at, auctioneer(), create());
    timeline
}

pub(crate) fn create() -> Command {
    Command::CreateSession {
        session: "sale".parse().expect("a session's name"),
        title: text("Sale"),
    }
}

/// Admits a paddle and confirms its deposit.
pub(crate) fn seat(timeline: &mut Timeline, at: Timestamp, paddle: Paddle, limit: Option<Money>) {
    ask(timeline, at, auctioneer(), Command::Admit { paddle, limit });
    ask(timeline, at, auctioneer(), Command::ConfirmDeposit { paddle });
}

pub(crate) fn publish(lot: u32, terms: Terms, reserve: Option<Money>) -> Command {
    Command::Publish { lot: LotId(lot), terms: Box::new(terms), reserve }
}

/// Lets the clock run to `at`, then asks.
pub(crate) fn ask(timeline: &mut Timeline, at: Timestamp, by: By, command: Command) -> Entry {
    timeline.pass(at);
    timeline.enter(at, by, command)
}
