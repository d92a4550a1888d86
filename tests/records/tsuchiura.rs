//! Public works of Tsuchiura, 2007-2015: sealed first price, the lowest eligible bid wins.

use std::collections::BTreeSet;

use gavel_engine::pure::{Entry, Outcome, Viewer};
use gavel_engine::running::Timeline;
use gavel_proto::terms::{Closes, Sealed};
use gavel_proto::{By, Command, Direction, LotId, Millis, Offer, Paddle, Rejection, Terms};
use serde::Deserialize;

use super::paddles::Paddles;
use super::{BEGIN, all, amount, at, copied, sold};
use crate::oracle::chance::{Chance, Seed};
use crate::sale;

const SET: &str = "sealed_reverse_tsuchiura";

#[derive(Clone, Deserialize)]
struct Auction {
    #[serde(rename = "auction_id")]
    id: String,
    #[serde(default)]
    ceiling: Option<i64>,
    #[serde(default)]
    floor: Option<i64>,
    bids: Vec<Bid>,
    expect: Expect,
}

#[derive(Clone, Deserialize)]
struct Bid {
    bidder: String,
    #[serde(rename = "bid")]
    amount: i64,
    #[serde(default)]
    disqualified: bool,
}

#[derive(Clone, Deserialize)]
struct Expect {
    winner: Option<String>,
    price: i64,
    #[serde(default)]
    tied: Vec<String>,
}

#[test]
fn the_bids_in_the_order_of_the_record_give_the_recorded_award() {
    all::<Auction>(SET).iter().for_each(play);
}

#[test]
fn the_bids_in_reverse_order_give_the_recorded_award() {
    for mut auction in all::<Auction>(SET) {
        auction.bids.reverse();
        play(&auction);
    }
}

#[test]
fn the_bids_in_a_shuffled_order_give_the_recorded_award() {
    let mut chance = Chance::new(Seed(939));
    for mut auction in all::<Auction>(SET) {
        shuffle(&mut auction.bids, &mut chance);
        play(&auction);
    }
}

#[test]
fn the_copied_set_is_whole() {
    let auctions = copied::<Auction>(SET);
    let bids: usize = auctions.iter().map(|auction| auction.bids.len()).sum();
    let is_tied = |auction: &&Auction| !auction.expect.tied.is_empty();
    let ties = auctions.iter().filter(is_tied).count();
    assert_eq!((auctions.len(), bids, ties), (939, 3_591, 6));
}

/// Fisher and Yates, from the last place down.
fn shuffle(bids: &mut [Bid], chance: &mut Chance) {
    for last in (1..bids.len()).rev() {
        let place = chance.below(u32::try_from(last + 1).expect("a few bids"));
        bids.swap(last, place as usize);
    }
}

/// Envelopes in, opened at the deadline, the officials' decisions, the hammer.
fn play(auction: &Auction) {
    let mut paddles = Paddles::default();
    let mut timeline = opened(auction, &mut paddles);
    let lot = LotId(1);
    for bid in auction.bids.iter().filter(|bid| bid.disqualified) {
        let command = Command::Disqualify {
            lot,
            paddle: paddles.of(&bid.bidder),
            reason: sale::reason("an official's decision"),
        };
        accepted(&sale::ask(&mut timeline, at(2_000), sale::auctioneer(), command), auction);
    }
    let hammer = || Command::Hammer { lot };
    let fallen = timeline.enter(at(3_000), sale::auctioneer(), hammer());
    let tied: BTreeSet<Paddle> = auction.expect.tied.iter().map(|b| paddles.of(b)).collect();
    let among: BTreeSet<Paddle> = match &fallen.outcome {
        Outcome::Accepted(_) => BTreeSet::new(),
        Outcome::Refused(Rejection::Tied { paddles }) => paddles.iter().copied().collect(),
        Outcome::Refused(other) => panic!("{}: {other}", auction.id),
    };
    assert_eq!(among, tied, "{}: who is drawn among", auction.id);
    if !among.is_empty() {
        // Nobody commits: the head of the journal alone draws.
        let drawn = Command::Draw { lot };
        accepted(&timeline.enter(at(4_000), sale::auctioneer(), drawn), auction);
        timeline.pass(at(500_000));
        accepted(&timeline.enter(at(500_000), sale::auctioneer(), hammer()), auction);
    }
    let room = timeline.session().view(Viewer::Room).expect("a session");
    let (paddle, price) = sold(room.lots[0].result.as_ref());
    assert_eq!(price, amount(auction.expect.price, 0), "{}", auction.id);
    match &auction.expect.winner {
        Some(winner) if tied.is_empty() => {
            assert_eq!(paddle, paddles.of(winner), "{}", auction.id);
        }
        Some(_) | None => assert!(tied.contains(&paddle), "{}", auction.id),
    }
}

/// The sale with all envelopes in, past its deadline.
fn opened(auction: &Auction, paddles: &mut Paddles) -> Timeline {
    let mut timeline = sale::begun(BEGIN);
    let desk = sale::auctioneer;
    for bid in &auction.bids {
        paddles.of(&bid.bidder);
    }
    for paddle in paddles.all() {
        sale::seat(&mut timeline, BEGIN, paddle, None);
    }
    let published = sale::ask(&mut timeline, BEGIN, desk(), sale::publish(1, terms(auction), None));
    accepted(&published, auction);
    sale::ask(&mut timeline, BEGIN, desk(), Command::Open { lot: LotId(1) });
    for (id, bid) in (1_u128..).zip(&auction.bids) {
        let paddle = paddles.of(&bid.bidder);
        let command = sale::bid(1, id, Offer::Amount(amount(bid.amount, 0)));
        accepted(&timeline.enter(BEGIN, By::Bidder { paddle }, command), auction);
    }
    timeline.pass(at(1_000));
    timeline
}

fn terms(auction: &Auction) -> Terms {
    let envelopes = Sealed {
        ceiling: auction.ceiling.map(|ceiling| amount(ceiling, 0)),
        floor: auction.floor.map(|floor| amount(floor, 0)),
        replacement: gavel_proto::terms::Replacement::Refused,
        ..Sealed::default()
    };
    let pace = sale::timed(Closes::AfterOpeningMs(Millis(1_000)));
    sale::sealed(Direction::Reverse, envelopes, pace)
}

fn accepted(entry: &Entry, auction: &Auction) {
    if let Outcome::Refused(rejection) = &entry.outcome {
        panic!("{}: {rejection}: {entry:?}", auction.id);
    }
}
