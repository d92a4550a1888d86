//! Random terms that the house would publish.

use gavel_proto::terms::{
    Band, Closes, English, LeaderBids, Pricing, Replacement, Round, Sealed, SoftClose, Timed,
};
use gavel_proto::{Currency, Direction, Format, Increment, Millis, Money, Pace, Terms, Timestamp};

use super::chance::Chance;
use super::walk::Kind;
use crate::sale;

/// Terms and a reserve that can be published at `at`.
pub(crate) fn draw(chance: &mut Chance, kind: Kind, at: Timestamp) -> (Terms, Option<Money>) {
    loop {
        let (terms, reserve) = attempt(chance, kind, at);
        if terms.faults(at, reserve).is_empty() {
            return (terms, reserve);
        }
    }
}

fn attempt(chance: &mut Chance, kind: Kind, at: Timestamp) -> (Terms, Option<Money>) {
    let decimals = chance.one_of(&[0, 0, 2, 4]);
    let amount = |units: i64| Money::new(units, decimals).expect("an amount");
    let some = |chance: &mut Chance, percent, least, most| {
        let units = chance.between(least, most);
        chance.percent(percent).then(|| amount(units))
    };
    let unit = if chance.percent(30) { chance.between(2, 5) } else { 1 };
    let grid = (1 < unit).then(|| amount(unit));
    let has_opening = kind == Kind::English || 1 < unit || chance.percent(50);
    let start = chance.between(1, 120);
    let opening = has_opening.then(|| amount(start));
    let above = start + unit * chance.between(0, 60);
    let reserve = chance.percent(35).then(|| amount(above));
    let direction = match kind {
        Kind::English => Direction::Forward,
        Kind::Sealed => chance.one_of(&[Direction::Forward, Direction::Reverse]),
    };
    let format = match kind {
        Kind::English => Format::English(English {
            increment: increment(chance, decimals, unit),
            soft_close: chance.percent(60).then(|| SoftClose {
                window_ms: millis(chance, 1, 40_000),
                extension_ms: millis(chance, 1, 40_000),
                cap: None,
            }),
            leader_bids: chance.one_of(&[LeaderBids::Refused, LeaderBids::Accepted]),
            max_jump_steps: None,
            until_left: None,
        }),
        Kind::Sealed => Format::Sealed(Sealed {
            ceiling: some(chance, 40, 100, 200),
            floor: some(chance, 40, 50, 120),
            replacement: chance.one_of(&[Replacement::Allowed, Replacement::Refused]),
            pricing: Pricing::FirstPrice,
        }),
    };
    let currency = Currency { code: "XXX".to_owned(), decimals };
    let round = Round::new(format, pace(chance, at));
    let terms = Terms {
        direction,
        opening,
        grid,
        ..Terms::new(sale::text("Patent"), currency, vec![round])
    };
    (terms, reserve)
}

fn increment(chance: &mut Chance, decimals: u32, unit: i64) -> Increment {
    let amount = |units: i64| Money::new(units, decimals).expect("an amount");
    if unit == 1 && chance.percent(25) {
        return Increment::BasisPoints(chance.one_of(&[1, 333, 1_000, 2_500, 100_000]));
    }
    let bands = chance.below(3) + 1;
    let from = |band: u32| (band != 0).then(|| amount(i64::from(band) * 150));
    let bands = (0..bands)
        .map(|band| Band { from: from(band), step: amount(unit * chance.between(1, 20)) });
    Increment::Table(bands.collect())
}

fn pace(chance: &mut Chance, at: Timestamp) -> Pace {
    if chance.percent(30) {
        return Pace::Hammer;
    }
    let opens_at = chance.percent(30).then(|| at.after(millis(chance, 1, 30_000)));
    let length = millis(chance, 20_000, 400_000);
    let closes = match chance.below(3) {
        0 => Closes::At(at.after(length)),
        1 => Closes::AfterFirstBidMs(length),
        _ => Closes::AfterOpeningMs(length),
    };
    Pace::Timed(Timed { opens_at, ..Timed::new(closes) })
}

fn millis(chance: &mut Chance, least: i64, most: i64) -> Millis {
    Millis(chance.between(least, most).unsigned_abs())
}
