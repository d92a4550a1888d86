//! Auctions on Ethereum, October 2023: English in the open, raises of a percentage, a clock that
//! starts with the first bid, and a soft close.

use gavel_engine::pure::{Outcome, Viewer};
use gavel_engine::running::Timeline;
use gavel_proto::terms::{Closes, LeaderBids, SoftClose};
use gavel_proto::{
    By, Command, Format, Increment, LotId, Millis, Offer, Paddle, Rejection, Terms, Timestamp,
};
use serde::Deserialize;

use super::paddles::Paddles;
use super::{BEGIN, all, amount, at, copied, sold};
use crate::sale;

const SET: &str = "english_softclose_onchain";

#[derive(Deserialize)]
struct Auction {
    #[serde(rename = "auction_id")]
    id: String,
    /// The least first bid: what the rule book calls the opening price.
    reserve: i64,
    min_raise_bps: u32,
    natural_end_ms: u64,
    extension_ms_assumed: u64,
    bids: Vec<Bid>,
    expect: Expect,
}

#[derive(Deserialize)]
struct Bid {
    t_ms: i64,
    bidder: String,
    #[serde(rename = "bid")]
    amount: i64,
}

#[derive(Deserialize)]
struct Expect {
    winner: String,
    price: i64,
    accepted: usize,
    end_ms: i64,
}

#[test]
fn every_bid_is_accepted_and_winner_price_and_end_are_the_recorded_ones() {
    all::<Auction>(SET).iter().for_each(play);
}

#[test]
fn the_copied_set_is_whole() {
    let auctions = copied::<Auction>(SET);
    let bids: usize = auctions.iter().map(|auction| auction.bids.len()).sum();
    assert_eq!((auctions.len(), bids), (10, 108));
}

fn play(auction: &Auction) {
    let id = &auction.id;
    let mut paddles = Paddles::default();
    let mut timeline = opened(auction);
    let mut accepted = 0;
    for bid in &auction.bids {
        let paddle = paddles.of(&bid.bidder);
        let offer = Offer::Amount(amount(bid.amount, 0));
        let outcome = ask(&mut timeline, at(bid.t_ms), paddle, offer);
        assert!(matches!(outcome, Outcome::Accepted(_)), "{id}: {outcome:?}");
        accepted += 1;
    }
    assert_eq!(accepted, auction.expect.accepted, "{id}");
    let end = at(auction.expect.end_ms);
    let late = Offer::Amount(amount(auction.expect.price * 2, 0));
    let late = ask(&mut timeline, end, paddles.of("a latecomer"), late);
    assert_eq!(late, Outcome::Refused(Rejection::Closed { closed_at: end }), "{id}");
    let room = timeline.session().view(Viewer::Room).expect("a session");
    let (winner, price) = sold(room.lots[0].result.as_ref());
    assert_eq!(price, amount(auction.expect.price, 0), "{id}");
    assert_eq!(winner, paddles.of(&auction.expect.winner), "{id}");
    assert_eq!(room.lots[0].closes_at, Some(end), "{id}");
}

fn ask(timeline: &mut Timeline, at: Timestamp, paddle: Paddle, offer: Offer) -> Outcome {
    let room = timeline.session().view(Viewer::Paddle(paddle)).expect("a session");
    if room.me.is_none() {
        sale::seat(timeline, at, paddle, None);
    }
    let id = u128::from(timeline.session().seq());
    sale::ask(timeline, at, By::Bidder { paddle }, sale::bid(1, id, offer)).outcome
}

/// The sale with its lot opened, an hour before the first bid.
fn opened(auction: &Auction) -> Timeline {
    let before = Timestamp::from_micros(BEGIN.micros() - 3_600_000_000);
    let mut timeline = sale::begun(before);
    let publish = sale::publish(1, terms(auction), None);
    sale::ask(&mut timeline, before, sale::auctioneer(), publish);
    let open = Command::Open { lot: LotId(1) };
    sale::ask(&mut timeline, before, sale::auctioneer(), open);
    timeline
}

fn terms(auction: &Auction) -> Terms {
    let pace = sale::timed(Closes::AfterFirstBidMs(Millis(auction.natural_end_ms)));
    let increment = Increment::BasisPoints(auction.min_raise_bps);
    let mut terms = sale::english(amount(auction.reserve, 0), increment, pace);
    if let Format::English(english) = &mut terms.rounds[0].format {
        let extension = Millis(auction.extension_ms_assumed);
        english.soft_close =
            Some(SoftClose { window_ms: extension, extension_ms: extension, cap: None });
        // There a bid counts whoever makes it: some leaders outbid themselves.
        english.leader_bids = LeaderBids::Accepted;
    }
    terms
}
