//! What holds of envelopes: a second price, and the units of several.

use std::collections::BTreeMap;

use gavel_engine::running::Timeline;
use gavel_proto::terms::{
    Closes, Fills, Margin, Pricing, Round, Sealed, SingleBidder, UnitPricing, Units,
};
use gavel_proto::{
    Award, Command, Currency, Direction, Format, LotId, LotResult, Millis, Money, Offer, Paddle,
    Pair, Terms, Timestamp,
};

use gavel_engine::pure::Viewer;

use crate::oracle::chance::{Chance, Seeds};
use crate::sale;

const SALES: usize = 1_500;
const BEGIN: Timestamp = Timestamp::from_micros(0);

#[test]
fn what_a_vickrey_winner_pays_does_not_depend_on_his_own_bid() {
    let mut same = 0;
    for seed in Seeds::from_environment().take(SALES) {
        let _repeat = seed.repeat();
        let mut chance = Chance::new(seed);
        let direction = chance.one_of(&[Direction::Forward, Direction::Reverse]);
        let sealed = Sealed { pricing: Pricing::SecondPrice, ..Sealed::default() };
        let terms = terms(Format::Sealed(sealed), direction, &mut chance);
        let bidders = chance.between(1, 5);
        let mut bids: Vec<(u32, i64)> = Vec::new();
        for paddle in 1..=bidders {
            let amount = chance.between(80, 120);
            bids.push((u32::try_from(paddle).expect("small"), amount));
        }
        let play = |bids: &[(u32, i64)]| {
            let offer = |amount| Offer::Amount(Money::new(amount, 0).expect("an amount"));
            hold(&terms, bids.iter().map(|(paddle, amount)| (*paddle, offer(*amount))))
        };
        let Some(LotResult::Sold { paddle: winner, price, .. }) = play(&bids) else {
            continue;
        };
        for other in [81, 90, 95, 99, 100, 101, 105, 110, 119, 130, 70] {
            let mut changed = bids.clone();
            for (_, amount) in changed.iter_mut().filter(|(paddle, _)| *paddle == winner.0) {
                *amount = other;
            }
            if let Some(LotResult::Sold { paddle, price: paid, .. }) = play(&changed)
                && paddle == winner
            {
                assert_eq!(paid, price, "{bids:?}: paddle {paddle} bids {other}");
                same += 1;
            }
        }
    }
    assert!(same == 0 || SALES < same, "{same} winners who still win are too few to prove it");
}

#[test]
fn units_sold_never_exceed_supply() {
    for seed in Seeds::from_environment().take(SALES) {
        let _repeat = seed.repeat();
        let mut chance = Chance::new(seed);
        let direction = chance.one_of(&[Direction::Forward, Direction::Reverse]);
        let fills = chance.one_of(&[Fills::Partial, Fills::Partial, Fills::Whole]);
        let is_whole = fills == Fills::Whole;
        // Whole pairs that fit none, and the price of a pair that was passed over: left out.
        let cap = is_whole.then_some(5);
        let pricings =
            [UnitPricing::PayAsBid, UnitPricing::LowestWinning, UnitPricing::HighestLosing];
        let units = Units {
            pairs: 3,
            pricing: chance.one_of(&pricings[..if is_whole { 2 } else { 3 }]),
            margin: if is_whole { Margin::BySequence } else { margin(&mut chance) },
            fills,
            cap,
            replacement: gavel_proto::terms::Replacement::Allowed,
        };
        let mut terms = terms(Format::Units(units), direction, &mut chance);
        terms.quantity = chance.between(5, 900).unsigned_abs();
        let most = if is_whole { 1 } else { 400 };
        let mut bids: Vec<(u32, Vec<Pair>)> = Vec::new();
        for paddle in 1..=u32::try_from(chance.between(1, 5)).expect("small") {
            let pairs = (0..chance.between(1, 3)).map(|_| Pair {
                quantity: chance.between(1, most).unsigned_abs(),
                unit_price: Money::new(chance.between(97, 103), 0).expect("an amount"),
            });
            bids.push((paddle, pairs.collect()));
        }
        let offers = bids.iter().map(|(paddle, pairs)| (*paddle, Offer::Schedule(pairs.clone())));
        if let Some(LotResult::Allotted { awards, total }) = hold(&terms, offers) {
            check_awards(&terms, &bids, &awards, total);
        }
    }
}

fn margin(chance: &mut Chance) -> Margin {
    chance.one_of(&[Margin::ProRata, Margin::BySequence])
}

fn check_awards(terms: &Terms, bids: &[(u32, Vec<Pair>)], awards: &[Award], total: Money) {
    let direction = terms.direction;
    let opening = terms.opening.expect("an opening price");
    let counts = |pairs: &&(u32, Vec<Pair>)| {
        pairs.1.iter().all(|p| direction.reaches(p.unit_price, opening))
    };
    let pairs = bids
        .iter()
        .filter(counts)
        .flat_map(|(paddle, pairs)| pairs.iter().map(|pair| (Paddle(*paddle), *pair)));
    let pairs: Vec<(Paddle, Pair)> = pairs.collect();
    let demand: u64 = pairs.iter().map(|(_, pair)| pair.quantity).sum();
    let sold: u64 = awards.iter().map(|award| award.quantity).sum();
    assert!(sold <= terms.quantity, "{sold} of {}", terms.quantity);
    let Format::Units(units) = &terms.rounds[0].format else {
        panic!("several units");
    };
    if units.fills == Fills::Partial {
        assert_eq!(sold, terms.quantity.min(demand), "all that is asked for, or all there is");
    }
    let mut got: BTreeMap<Paddle, u64> = BTreeMap::new();
    for award in awards {
        *got.entry(award.paddle).or_default() += award.quantity;
        assert_eq!(Some(award.pays), award.unit_price.times(award.quantity));
        let own = pairs.iter().filter(|(paddle, _)| *paddle == award.paddle);
        let is_affordable = |pair: &Pair| direction.reaches(pair.unit_price, award.unit_price);
        assert!(own.clone().any(|(_, pair)| is_affordable(pair)), "{award:?}: more than was bid");
    }
    for (paddle, got) in got {
        let own = pairs.iter().filter(|(own, _)| *own == paddle);
        let asked: u64 = own.map(|(_, pair)| pair.quantity).sum();
        assert!(got <= asked, "paddle {paddle} asked for {asked} and gets {got}");
    }
    let pays = awards.iter().map(|award| award.pays).reduce(Money::plus);
    assert_eq!(Some(total), pays);
}

fn terms(format: Format, direction: Direction, chance: &mut Chance) -> Terms {
    let pace = sale::timed(Closes::AfterOpeningMs(Millis(1_000)));
    let round = Round::new(format, pace);
    Terms {
        direction,
        opening: Some(Money::new(chance.between(90, 110), 0).expect("an amount")),
        single_bidder: SingleBidder::Accepted,
        ..Terms::new(sale::text("Patent"), Currency::vnd(), vec![round])
    }
}

/// Holds one sealed round; absent where nothing is sold by the hammer alone.
fn hold(terms: &Terms, offers: impl Iterator<Item = (u32, Offer)>) -> Option<LotResult> {
    let mut sale = sale::begun(BEGIN);
    let lot = LotId(1);
    sale::ask(&mut sale, BEGIN, sale::auctioneer(), sale::publish(1, terms.clone(), None));
    sale::ask(&mut sale, BEGIN, sale::auctioneer(), Command::Open { lot });
    for (paddle, offer) in offers {
        sale::seat(&mut sale, BEGIN, Paddle(paddle), None);
        let bid = sale::bid(1, u128::from(paddle), offer);
        sale::ask(&mut sale, BEGIN, sale::bidder(paddle), bid);
    }
    let end = BEGIN.after(Millis(2_000));
    sale::ask(&mut sale, end, sale::auctioneer(), Command::Hammer { lot });
    result(&sale)
}

fn result(sale: &Timeline) -> Option<LotResult> {
    let view = sale.session().view(Viewer::Room)?;
    view.lots.into_iter().next()?.result
}
