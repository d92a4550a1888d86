//! The terms of a story: clauses between commas; `then` begins another round.

mod formats;

use gavel_proto::royalty::{Base, Expected, Forecast};
use gavel_proto::terms::{
    BelowReserve, Closes, DrawTimes, English, OpenTo, Profile, Round, SingleBidder, Stepped, Timed,
};
use gavel_proto::{Direction, Format, Increment, Millis, Money, Pace, Terms};

use super::instant;
use crate::sale;
use formats::{of_english, of_envelopes, of_the_rest};

/// The terms of lot 1, and what stands before the first row.
pub(in crate::stories) struct Setting {
    /// Absent: there is no session yet.
    pub(in crate::stories) terms: Option<Terms>,
    pub(in crate::stories) reserve: Option<Money>,
    pub(in crate::stories) is_opened: bool,
    /// How many paddles are on the roster, from 1.
    pub(in crate::stories) paddles: u32,
}

impl Setting {
    /// Reads clauses between commas, such as `opening 100, step 10, closes 60, soft close 15+15`.
    pub(in crate::stories) fn read(line: &str) -> Self {
        let pace = sale::timed(Closes::AfterOpeningMs(Millis(60_000)));
        let mut terms = sale::english(sale::money("100"), Increment::Table(Vec::new()), pace);
        let mut setting = Self { terms: None, reserve: None, is_opened: true, paddles: 12 };
        for clause in line.split(", ") {
            let words: Vec<&str> = clause.split_whitespace().collect();
            match words.as_slice() {
                ["no", "session"] => return setting,
                ["unopened"] => setting.is_opened = false,
                [paddles, "paddles"] => setting.paddles = paddles.parse().expect("paddles"),
                ["reserve", amount] => setting.reserve = Some(sale::money(amount)),
                ["opens", "at", at] => {
                    setting.is_opened = false;
                    timed(&mut terms).opens_at = Some(instant(at));
                }
                words => clause_of_terms(&mut terms, words),
            }
        }
        setting.terms = Some(terms);
        setting
    }
}

fn clause_of_terms(terms: &mut Terms, words: &[&str]) {
    if let ["then", rest @ ..] = words {
        let pace = sale::timed(Closes::AfterOpeningMs(Millis(60_000)));
        terms.rounds.push(Round::new(Format::English(bare()), pace));
        return clause_of_terms(terms, rest);
    }
    let known = of_the_lot(terms, words)
        || of_the_clock(terms, words)
        || of_english(terms, words)
        || of_envelopes(terms, words)
        || of_the_rest(terms, words)
        || of_the_programme(terms, words);
    assert!(known, "a story's terms do not know {words:?}");
}

fn of_the_lot(terms: &mut Terms, words: &[&str]) -> bool {
    match words {
        ["opening", amount] => terms.opening = Some(sale::money(amount)),
        ["no", "opening"] => terms.opening = None,
        ["grid", amount] => terms.grid = Some(sale::money(amount)),
        ["decimals", digits] => terms.currency.decimals = digits.parse().expect("digits"),
        ["untitled"] => terms.title = sale::text(""),
        ["reverse"] => terms.direction = Direction::Reverse,
        ["quantity", units] => terms.quantity = number(units),
        ["deposit", amount] => terms.deposit = Some(sale::money(amount)),
        ["property", "auction"] => terms.profile = Profile::PropertyAuction,
        ["provisional", after] => {
            terms.below_reserve = BelowReserve::Provisional { answer_within_ms: length(after) };
        }
        ["nobody", "alone"] => terms.single_bidder = SingleBidder::Refused,
        ["alone", "by", "consent"] => {
            terms.single_bidder = SingleBidder::Consented("letter 12".to_owned());
        }
        ["draw", lengths] => {
            let (commit, reveal) = lengths.split_once('+').expect("commit+reveal");
            terms.draw = DrawTimes { commit_ms: length(commit), reveal_ms: length(reveal) };
        }
        ["discount", points, "revenue", yearly @ ..] => {
            let yearly = yearly.iter().map(|amount| sale::money(amount)).collect();
            terms.royalty = Some(Forecast {
                discount_basis_points: points.parse().expect("basis points"),
                expected: vec![Expected { of: Base::NetRevenue, yearly }],
            });
        }
        _ => return false,
    }
    true
}

fn of_the_clock(terms: &mut Terms, words: &[&str]) -> bool {
    match words {
        ["hammer"] => last(terms).pace = Pace::Hammer,
        ["closes", after] => timed(terms).closes = Closes::AfterOpeningMs(length(after)),
        ["closes", "at", at] => timed(terms).closes = Closes::At(instant(at)),
        ["closes", after, "after", "first", "bid"] => {
            timed(terms).closes = Closes::AfterFirstBidMs(length(after));
        }
        ["opens", "after", after] => match &mut last(terms).pace {
            Pace::Timed(timed) => timed.opens_after_ms = Some(length(after)),
            Pace::Stepped(stepped) => stepped.opens_after_ms = Some(length(after)),
            Pace::Hammer => panic!("a clause of the clock on a round by hammer"),
        },
        ["every", after] => {
            let every_ms = length(after);
            last(terms).pace =
                Pace::Stepped(Stepped { opens_at: None, opens_after_ms: None, every_ms });
        }
        _ => return false,
    }
    true
}

fn of_the_programme(terms: &mut Terms, words: &[&str]) -> bool {
    match words {
        ["times", times] => last(terms).times = times.parse().expect("times"),
        ["for", "bidders"] => last(terms).open_to = OpenTo::Bidders,
        ["for", "the", "best", best] => {
            last(terms).open_to = OpenTo::Best(best.parse().expect("a number"));
        }
        ["for", "those", "within", points] => {
            last(terms).open_to = OpenTo::WithinBasisPoints(points.parse().expect("basis points"));
        }
        ["for", "the", "tied"] => last(terms).open_to = OpenTo::Tied,
        ["for", "the", "last", "window"] => last(terms).open_to = OpenTo::LastWindow,
        ["for", "all", "but", "the", "leader"] => last(terms).open_to = OpenTo::AllButLeader,
        ["for", "the", "leader", "of", round] => {
            last(terms).open_to = OpenTo::LeaderOf(round.parse().expect("a round"));
        }
        _ => return false,
    }
    true
}

fn bare() -> English {
    English::new(Increment::Table(Vec::new()))
}

fn last(terms: &mut Terms) -> &mut Round {
    terms.rounds.last_mut().expect("a round")
}

fn timed(terms: &mut Terms) -> &mut Timed {
    match &mut last(terms).pace {
        Pace::Timed(timed) => timed,
        Pace::Stepped(_) | Pace::Hammer => panic!("a clause of the clock on another pace"),
    }
}

fn number(text: &str) -> u64 {
    text.parse().expect("a number")
}

fn length(seconds: &str) -> Millis {
    let micros = instant(seconds).micros_since(super::ZERO);
    Millis(u64::try_from(micros / 1_000).expect("seconds"))
}
