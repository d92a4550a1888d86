//! A short sale: an English lot with a maximum and a reserve, and one of envelopes.

use std::path::Path;

use gavel_engine::durable::Salts;
use gavel_proto::terms::{Closes, Sealed};
use gavel_proto::{By, Command, Direction, LotId, Millis, Offer, Paddle, Timestamp};

use super::author::{Author, Keys, Sum};
use crate::sale::{auctioneer, bid, bidder, create, english, money, publish, sealed, step, timed};

/// The session's name.
pub(super) const SESSION: &str = "sale";
/// The key that signs.
pub(super) const KEY: u8 = 7;
/// What two bidders put into their envelopes.
pub(super) const ENVELOPE: &str = "250000000";

/// An open lot, and nobody has bid: sequences 1 to 10.
pub(super) fn opened(data: &Path, key: u8, salts: Salts) -> Author {
    let mut author = Author::open(data, SESSION, Keys(key, None), salts);
    ask(&mut author, 0, auctioneer(), create());
    for paddle in [7, 8, 9].map(Paddle) {
        ask(&mut author, 10, auctioneer(), Command::Admit { paddle, limit: None });
        ask(&mut author, 10, auctioneer(), Command::ConfirmDeposit { paddle });
    }
    let terms = english(money("100000000"), step(money("10000000")), timed(ten_minutes()));
    ask(&mut author, 60, auctioneer(), publish(1, terms, Some(money("150000000"))));
    ask(&mut author, 70, auctioneer(), Command::Open { lot: LotId(1) });
    author
}

/// The whole sale: 22 entries, of which the last three are the two ends and the hammer.
pub(super) fn held(data: &Path, key: u8, salts: Salts) -> (Author, Vec<String>) {
    let mut author = opened(data, key, salts);
    ask(&mut author, 80, bidder(7), bid(1, 1, Offer::Amount(money("100000000"))));
    ask(&mut author, 90, bidder(8), bid(1, 2, Offer::Maximum(money("180000000"))));
    ask(&mut author, 100, bidder(9), bid(1, 3, Offer::Amount(money("120000000"))));
    ask(&mut author, 110, bidder(9), bid(1, 4, Offer::Amount(money("170000000"))));
    let terms = sealed(Direction::Forward, Sealed::default(), timed(ten_minutes()));
    ask(&mut author, 120, auctioneer(), publish(2, terms, None));
    ask(&mut author, 130, auctioneer(), Command::Open { lot: LotId(2) });
    for (second, paddle, id, amount) in
        [(140, 9, 5, "240000000"), (150, 7, 6, ENVELOPE), (160, 8, 7, ENVELOPE)]
    {
        ask(&mut author, second, bidder(paddle), bid(2, id, Offer::Amount(money(amount))));
    }
    let barred = crate::sale::reason("no power of attorney");
    let disqualify = Command::Disqualify { lot: LotId(2), paddle: Paddle(8), reason: barred };
    ask(&mut author, 900, auctioneer(), disqualify);
    ask(&mut author, 910, auctioneer(), Command::Hammer { lot: LotId(2) });
    author.write();
    let heads = author.heads.iter().map(|head| head.text.clone()).collect();
    (author, heads)
}

/// Holds the whole sale in this data folder.
pub(super) fn hold(data: &Path, key: u8, salts: u64) -> Sum {
    held(data, key, Salts::from_seed(salts)).0.close()
}

/// Somebody asks, so many seconds after the sale began.
pub(super) fn ask(author: &mut Author, second: i64, by: By, command: Command) {
    author.ask(Timestamp::from_micros((1_000 + second) * 1_000_000), by, command);
}

fn ten_minutes() -> Closes {
    Closes::AfterOpeningMs(Millis(600_000))
}
