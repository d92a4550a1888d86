//! Random terms that the house would publish.

use gavel_proto::terms::{BelowReserve, DrawTimes, OpenTo, Round, SingleBidder};
use gavel_proto::{Currency, Direction, Format, Money, Terms, Timestamp};

use super::chance::Chance;
use super::rounds::{self, Scale};
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
    let unit = if chance.percent(30) && kind != Kind::Draws { chance.between(2, 5) } else { 1 };
    let direction = match kind {
        Kind::English | Kind::After | Kind::Exclusive => Direction::Forward,
        Kind::EnglishReverse => Direction::Reverse,
        _ => chance.one_of(&[Direction::Forward, Direction::Reverse]),
    };
    let start = match (direction, kind) {
        (Direction::Forward, Kind::Draws) => chance.between(1, 90),
        (Direction::Forward, _) => chance.between(1, 120),
        (Direction::Reverse, Kind::Draws) => chance.between(110, 300),
        (Direction::Reverse, _) => chance.between(60, 300),
    };
    let scale = Scale { decimals, unit, start, direction };
    let needs_opening = !matches!(kind, Kind::Sealed | Kind::Draws | Kind::Units);
    let has_opening = needs_opening || 1 < unit || chance.percent(50);
    let beyond = unit * chance.between(0, 60);
    let beyond = if direction == Direction::Forward { start + beyond } else { start - beyond };
    let reserve = (chance.percent(35) && 0 < beyond).then(|| scale.amount(beyond));
    let several = matches!(kind, Kind::Units | Kind::Exclusive);
    let provisional = reserve.is_some() && !several && chance.percent(50);
    let rounds = rounds::draw(chance, kind, &scale, at);
    let currency = Currency { code: "VND".to_owned(), decimals };
    let royalty = (kind == Kind::Royalty).then(|| rounds::forecast(chance, &scale));
    let quantity = match kind {
        Kind::Units => chance.between(1, 12).unsigned_abs(),
        Kind::Exclusive => chance.between(2, 4).unsigned_abs(),
        _ => 1,
    };
    let terms = Terms {
        direction,
        opening: has_opening.then(|| scale.amount(start)),
        grid: (1 < unit).then(|| scale.amount(unit)),
        quantity,
        royalty,
        deposit: chance.percent(60).then(|| scale.amount(chance.between(1, 60))),
        below_reserve: if provisional {
            BelowReserve::Provisional { answer_within_ms: rounds::millis(chance, 1_000, 30_000) }
        } else {
            BelowReserve::Passed
        },
        single_bidder: chance.one_of(&[SingleBidder::Accepted, SingleBidder::Refused]),
        draw: DrawTimes {
            commit_ms: rounds::millis(chance, 2_000, 20_000),
            reveal_ms: rounds::millis(chance, 2_000, 20_000),
        },
        ..Terms::new(sale::text("Patent"), currency, with_places(chance, rounds))
    };
    (terms, reserve)
}

/// Who may bid in each round, and how often it is held.
fn with_places(chance: &mut Chance, mut rounds: Vec<Round>) -> Vec<Round> {
    let several = 1 < rounds.len();
    for (index, round) in rounds.iter_mut().enumerate() {
        let led = u32::try_from(chance.between(1, 4)).expect("small");
        if 0 < index && !matches!(round.format, Format::Turns(_)) {
            round.open_to = match chance.below(11) {
                0 => OpenTo::Bidders,
                1 => OpenTo::Best(led),
                2 => OpenTo::WithinBasisPoints(chance.one_of(&[0, 100, 1_500, 10_000])),
                3 => OpenTo::Tied,
                4 => OpenTo::LastWindow,
                5 => OpenTo::AllButLeader,
                6 => OpenTo::LeaderOf(led),
                _ => OpenTo::Everybody,
            };
        }
        if several && chance.percent(30) {
            round.times = chance.one_of(&[2, 3]);
        }
    }
    rounds
}
