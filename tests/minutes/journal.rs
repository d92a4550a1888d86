//! A session in virtual time, and the words that its lots are told in.

use gavel_engine::pure::Entry;
use gavel_engine::pure::draw::AUCTIONEER;
use gavel_engine::running::Timeline;
use gavel_proto::terms::Text;
use gavel_proto::{Bid, BidId, By, Channel, Command, LotId, Offer, Paddle, Terms, Timestamp};
use uuid::Uuid;

use crate::sale::{bid, bidder, money};

/// A session in virtual time, with every entry that it wrote.
pub(crate) struct Journal {
    timeline: Timeline,
    start: Timestamp,
    bids: u128,
    pub(crate) entries: Vec<Entry>,
}

impl Journal {
    /// At nine in the morning in Hanoi, with paddles 7 to 11; the deposit of 11 does not come.
    pub(crate) fn begun() -> Self {
        let start = Timestamp::from_micros(1_795_399_200_000_000);
        let mut journal =
            Self { timeline: Timeline::default(), start, bids: 0, entries: Vec::new() };
        let title = text("Phiên đấu giá công nghệ mùa thu 2026", "Autumn technology auction 2026");
        let session = "autumn-2026".parse().expect("a session's name");
        journal.auctioneer(0, Command::CreateSession { session, title });
        for paddle in 7..=11 {
            let limit = (paddle == 9).then(|| money("777888999"));
            journal.clerk(10, Command::Admit { paddle: Paddle(paddle), limit });
        }
        for paddle in 7..=10 {
            journal.clerk(20, Command::ConfirmDeposit { paddle: Paddle(paddle) });
        }
        journal
    }

    pub(crate) fn auctioneer(&mut self, second: i64, command: Command) -> Entry {
        self.ask(second, auctioneer(), command)
    }

    pub(crate) fn clerk(&mut self, second: i64, command: Command) {
        let officer = "Trần Văn Bình".to_owned().try_into().expect("a name");
        self.ask(second, By::Clerk { officer }, command);
    }

    /// A hand in a draw: a bidder's, or the auctioneer's.
    pub(crate) fn hand(&mut self, second: i64, hand: Paddle, command: Command) -> Entry {
        let by = if hand == AUCTIONEER { auctioneer() } else { bidder(hand.0) };
        self.ask(second, by, command)
    }

    /// A bid that the clerk enters.
    pub(crate) fn bid_for(
        &mut self,
        second: i64,
        (paddle, channel): (u32, Channel),
        lot: u32,
        offer: Offer,
    ) {
        self.bids += 1;
        let bid = Bid::new(LotId(lot), self.last_bid(), offer);
        let paddle = Paddle(paddle);
        self.clerk(second, Command::BidFor { paddle, channel, bid });
    }

    /// The id of the last bid.
    pub(crate) fn last_bid(&self) -> BidId {
        BidId(Uuid::from_u128(self.bids))
    }

    /// A bid at this second, whether or not it is taken.
    pub(crate) fn bid(&mut self, second: i64, paddle: u32, lot: u32, offer: Offer) {
        self.bids += 1;
        let bid = bid(lot, self.bids, offer);
        self.ask(second, bidder(paddle), bid);
    }

    pub(crate) fn ask(&mut self, second: i64, by: By, command: Command) -> Entry {
        // A quarter of a second and a microsecond, so that no time in the minutes is round.
        let at = Timestamp::from_micros(self.start.micros() + second * 1_000_000 + 250_001);
        self.entries.extend(self.timeline.pass(at));
        let entry = self.timeline.enter(at, by, command);
        self.entries.push(entry.clone());
        entry
    }
}

pub(crate) fn text(vi: &str, en: &str) -> Text {
    Text { vi: vi.to_owned(), en: en.to_owned() }
}

fn auctioneer() -> By {
    By::Auctioneer { officer: "Nguyễn Thị An".to_owned().try_into().expect("a name") }
}

pub(crate) fn amount(text: &str) -> Offer {
    Offer::Amount(money(text))
}

pub(crate) fn titled(vi: &str, en: &str, terms: Terms) -> Terms {
    Terms { title: text(vi, en), ..terms }
}
