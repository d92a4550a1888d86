//! Random rounds of every format, and the forecast of a lot that takes royalties.

use gavel_proto::royalty::{Base, Expected};
use gavel_proto::terms::{
    Band, Cap, Closes, Dutch, English, Exclusive, Fills, LeaderBids, Margin, Pricing, Replacement,
    Round, Sealed, SoftClose, Stepped, Timed, Turns, UnitPricing, Units,
};
use gavel_proto::{Direction, Forecast, Format, Increment, Millis, Money, Pace, Timestamp};

use super::chance::Chance;
use super::walk::Kind;

/// What the amounts of a lot are measured in.
pub(super) struct Scale {
    pub(super) decimals: u32,
    /// The grid, where it is more than one.
    pub(super) unit: i64,
    pub(super) start: i64,
    pub(super) direction: Direction,
}

impl Scale {
    pub(super) fn amount(&self, units: i64) -> Money {
        Money::new(units, self.decimals).expect("an amount")
    }
}

pub(super) fn draw(chance: &mut Chance, kind: Kind, scale: &Scale, at: Timestamp) -> Vec<Round> {
    let formats = match kind {
        Kind::English | Kind::EnglishReverse | Kind::After => vec![0],
        Kind::Sealed | Kind::SecondPrice | Kind::Draws => vec![1],
        Kind::Royalty => vec![chance.below(2)],
        Kind::Units => vec![4],
        Kind::Exclusive => vec![5],
        Kind::Dutch => vec![2],
        Kind::Turns => vec![chance.below(2), 3, 3],
        Kind::Programme => (0..chance.between(2, 4)).map(|_| chance.below(4)).collect(),
    };
    let mut rounds = Vec::new();
    for (index, format) in formats.into_iter().enumerate() {
        let is_first = index == 0;
        let opens_at =
            (is_first && chance.percent(30)).then(|| at.after(millis(chance, 1, 30_000)));
        let opens_after_ms = (!is_first && chance.percent(40)).then(|| millis(chance, 1, 8_000));
        let format = match format {
            0 => Format::English(english(chance, kind, scale, at)),
            1 => Format::Sealed(sealed(chance, kind, scale)),
            2 => Format::Dutch(dutch(chance, scale)),
            3 => Format::Turns(Turns { increment: increment(chance, scale) }),
            4 => Format::Units(units(chance)),
            _ => Format::Exclusive(exclusive(chance, scale)),
        };
        let pace = match format {
            Format::Dutch(_) | Format::Turns(_) => {
                let every_ms = millis(chance, 2_000, 12_000);
                Pace::Stepped(Stepped { opens_at, opens_after_ms, every_ms })
            }
            _ => match chance.below(5) {
                0 if !matches!(format, Format::Sealed(_) | Format::Units(_)) => Pace::Hammer,
                choice => {
                    let most = if kind == Kind::Programme { 60_000 } else { 300_000 };
                    let length = millis(chance, 15_000, most);
                    let closes = match choice {
                        1 if is_first => Closes::At(at.after(length)),
                        2 => Closes::AfterFirstBidMs(length),
                        _ => Closes::AfterOpeningMs(length),
                    };
                    Pace::Timed(Timed { opens_at, opens_after_ms, closes })
                }
            },
        };
        rounds.push(Round::new(format, pace));
    }
    rounds
}

fn english(chance: &mut Chance, kind: Kind, scale: &Scale, at: Timestamp) -> English {
    let cap = match chance.below(5) {
        0 | 1 => Some(Cap::Moves(chance.one_of(&[1, 2, 5]))),
        2 => Some(Cap::LatestAt(at.after(millis(chance, 100_000, 400_000)))),
        _ => None,
    };
    English {
        soft_close: chance.percent(60).then(|| SoftClose {
            window_ms: millis(chance, 1, 40_000),
            extension_ms: millis(chance, 1, 40_000),
            cap,
        }),
        leader_bids: chance.one_of(&[LeaderBids::Refused, LeaderBids::Accepted]),
        max_jump_steps: chance.percent(30).then(|| chance.one_of(&[1, 2, 5])),
        until_left: (kind != Kind::After && chance.percent(20)).then(|| chance.one_of(&[1, 2, 3])),
        ..English::new(increment(chance, scale))
    }
}

fn sealed(chance: &mut Chance, kind: Kind, scale: &Scale) -> Sealed {
    let (ceiling, floor) = (chance.between(100, 200), chance.between(50, 120));
    Sealed {
        ceiling: (chance.percent(30) && kind != Kind::Draws).then(|| scale.amount(ceiling)),
        floor: (chance.percent(30) && kind != Kind::Draws).then(|| scale.amount(floor)),
        replacement: chance.one_of(&[Replacement::Allowed, Replacement::Refused]),
        pricing: match kind {
            Kind::SecondPrice => Pricing::SecondPrice,
            _ => Pricing::FirstPrice,
        },
    }
}

fn dutch(chance: &mut Chance, scale: &Scale) -> Dutch {
    let step = scale.unit * chance.between(1, 8);
    let distance = step * chance.between(1, 12);
    let last = match scale.direction {
        Direction::Forward => scale.start - distance,
        Direction::Reverse => scale.start + distance,
    };
    Dutch {
        decrement: scale.amount(step),
        last: scale.amount(last.max(1)),
        tie_window_ms: chance.percent(50).then(|| millis(chance, 500, 8_000)),
    }
}

fn units(chance: &mut Chance) -> Units {
    let fills = chance.one_of(&[Fills::Partial, Fills::Partial, Fills::Whole]);
    let pricings = [UnitPricing::PayAsBid, UnitPricing::LowestWinning, UnitPricing::HighestLosing];
    Units {
        pairs: chance.one_of(&[1, 2, 3]),
        pricing: chance.one_of(&pricings),
        margin: chance.one_of(&[Margin::ProRata, Margin::BySequence]),
        fills,
        cap: chance.percent(40).then(|| chance.between(1, 10).unsigned_abs()),
        replacement: chance.one_of(&[Replacement::Allowed, Replacement::Refused]),
    }
}

fn exclusive(chance: &mut Chance, scale: &Scale) -> Exclusive {
    let opening = chance.between(1, 60);
    Exclusive {
        increment: increment(chance, scale),
        shared_opening: scale.amount(opening),
        shared_increment: increment(chance, scale),
        soft_close: chance.percent(60).then(|| SoftClose {
            window_ms: millis(chance, 1, 40_000),
            extension_ms: millis(chance, 1, 40_000),
            cap: chance.percent(30).then(|| Cap::Moves(chance.one_of(&[1, 3]))),
        }),
    }
}

pub(super) fn increment(chance: &mut Chance, scale: &Scale) -> Increment {
    if scale.unit == 1 && chance.percent(25) {
        return Increment::BasisPoints(chance.one_of(&[1, 333, 1_000, 2_500, 100_000]));
    }
    let bands = chance.below(3) + 1;
    let from = |band: u32| (band != 0).then(|| scale.amount(i64::from(band) * 150));
    let bands = (0..bands).map(|band| Band {
        from: from(band),
        step: scale.amount(scale.unit * chance.between(1, 20)),
    });
    Increment::Table(bands.collect())
}

pub(super) fn forecast(chance: &mut Chance, scale: &Scale) -> Forecast {
    let years = chance.between(1, 12);
    let mut expected = Vec::new();
    for of in [Base::NetPrice, Base::NetRevenue, Base::PretaxProfit] {
        if chance.percent(70) || of == Base::PretaxProfit {
            let yearly = (0..years).map(|_| scale.amount(chance.between(1, 900))).collect();
            expected.push(Expected { of, yearly });
        }
    }
    Forecast { discount_basis_points: chance.one_of(&[0, 1, 777, 1_000, 10_000]), expected }
}

pub(super) fn millis(chance: &mut Chance, least: i64, most: i64) -> Millis {
    Millis(chance.between(least, most).unsigned_abs())
}
