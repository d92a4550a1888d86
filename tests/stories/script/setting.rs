//! The terms of a story: clauses between commas; `then` begins another round.

use gavel_proto::royalty::{Base, Expected, Forecast};
use gavel_proto::terms::{
    Band, BelowReserve, Cap, Closes, DrawTimes, Dutch, English, Exclusive, Fills, Margin, OpenTo,
    Pricing, Profile, Replacement, Round, Sealed, SingleBidder, SoftClose, Stepped, Timed, Turns,
    UnitPricing, Units,
};
use gavel_proto::{Direction, Format, Increment, Millis, Money, Pace, Terms};

use super::instant;
use crate::sale;

/// The terms of lot 1, and what stands before the first row.
pub(in crate::stories) struct Setting {
    /// Absent: there is no session yet.
    pub(in crate::stories) terms: Option<Terms>,
    pub(in crate::stories) reserve: Option<Money>,
    pub(in crate::stories) is_opened: bool,
}

impl Setting {
    /// Reads clauses between commas, such as `opening 100, step 10, closes 60, soft close 15+15`.
    pub(in crate::stories) fn read(line: &str) -> Self {
        let pace = sale::timed(Closes::AfterOpeningMs(Millis(60_000)));
        let mut terms = sale::english(sale::money("100"), Increment::Table(Vec::new()), pace);
        let mut setting = Self { terms: None, reserve: None, is_opened: true };
        for clause in line.split(", ") {
            let words: Vec<&str> = clause.split_whitespace().collect();
            match words.as_slice() {
                ["no", "session"] => return setting,
                ["unopened"] => setting.is_opened = false,
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

fn of_english(terms: &mut Terms, words: &[&str]) -> bool {
    match words {
        ["english"] => last(terms).format = Format::English(bare()),
        ["step", step] => bands(terms).push(Band { from: None, step: sale::money(step) }),
        ["from", from, "step", step] => {
            bands(terms).push(Band { from: Some(sale::money(from)), step: sale::money(step) });
        }
        ["basis", "points", points] => {
            let points = Increment::BasisPoints(points.parse().expect("basis points"));
            english(terms).increment = points;
        }
        ["soft", "close", lengths] => {
            let (window, extension) = lengths.split_once('+').expect("window+extension");
            english(terms).soft_close = Some(SoftClose {
                window_ms: length(window),
                extension_ms: length(extension),
                cap: None,
            });
        }
        ["cap", moves, "moves"] => {
            let moves = Cap::Moves(moves.parse().expect("moves"));
            english(terms).soft_close.as_mut().expect("a soft close").cap = Some(moves);
        }
        ["cap", "at", at] => {
            let latest = Cap::LatestAt(instant(at));
            english(terms).soft_close.as_mut().expect("a soft close").cap = Some(latest);
        }
        ["leader", "may", "bid"] => {
            english(terms).leader_bids = gavel_proto::terms::LeaderBids::Accepted;
        }
        ["jump", steps] => english(terms).max_jump_steps = Some(steps.parse().expect("steps")),
        ["until", left, "left"] => english(terms).until_left = Some(left.parse().expect("left")),
        _ => return false,
    }
    true
}

fn of_envelopes(terms: &mut Terms, words: &[&str]) -> bool {
    match words {
        ["sealed"] => {
            if terms.rounds.len() == 1 {
                terms.opening = None;
            }
            last(terms).format = Format::Sealed(Sealed::default());
        }
        ["second", "price"] => sealed(terms).pricing = Pricing::SecondPrice,
        ["ceiling", amount] => sealed(terms).ceiling = Some(sale::money(amount)),
        ["floor", amount] => sealed(terms).floor = Some(sale::money(amount)),
        ["no", "replacement"] => match &mut last(terms).format {
            Format::Sealed(sealed) => sealed.replacement = Replacement::Refused,
            Format::Units(units) => units.replacement = Replacement::Refused,
            other => panic!("{} takes no envelopes", other.name()),
        },
        ["units", pairs, "pairs"] => {
            terms.opening = None;
            last(terms).format = Format::Units(Units {
                pairs: pairs.parse().expect("pairs"),
                pricing: UnitPricing::PayAsBid,
                margin: Margin::ProRata,
                fills: Fills::Partial,
                cap: None,
                replacement: Replacement::Allowed,
            });
        }
        ["lowest", "winning"] => units(terms).pricing = UnitPricing::LowestWinning,
        ["highest", "losing"] => units(terms).pricing = UnitPricing::HighestLosing,
        ["by", "sequence"] => units(terms).margin = Margin::BySequence,
        ["whole"] => units(terms).fills = Fills::Whole,
        ["at", "most", cap, "each"] => units(terms).cap = Some(number(cap)),
        _ => return false,
    }
    true
}

fn of_the_rest(terms: &mut Terms, words: &[&str]) -> bool {
    match words {
        ["dutch", "down", decrement, "to", bound] => {
            last(terms).format = Format::Dutch(Dutch {
                decrement: sale::money(decrement),
                last: sale::money(bound),
                tie_window_ms: None,
            });
        }
        ["tie", "window", after] => match &mut last(terms).format {
            Format::Dutch(dutch) => dutch.tie_window_ms = Some(length(after)),
            other => panic!("{} has no tie window", other.name()),
        },
        ["turns", step] => {
            last(terms).format = Format::Turns(Turns { increment: sale::step(sale::money(step)) });
        }
        ["exclusive", step, "against", shared_opening, "step", shared] => {
            last(terms).format = Format::Exclusive(Exclusive {
                increment: sale::step(sale::money(step)),
                shared_opening: sale::money(shared_opening),
                shared_increment: sale::step(sale::money(shared)),
                soft_close: None,
            });
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

fn english(terms: &mut Terms) -> &mut English {
    match &mut last(terms).format {
        Format::English(english) => english,
        other => panic!("a clause of an English round on {}", other.name()),
    }
}

fn sealed(terms: &mut Terms) -> &mut Sealed {
    match &mut last(terms).format {
        Format::Sealed(sealed) => sealed,
        other => panic!("a clause of a sealed round on {}", other.name()),
    }
}

fn units(terms: &mut Terms) -> &mut Units {
    match &mut last(terms).format {
        Format::Units(units) => units,
        other => panic!("a clause of units on {}", other.name()),
    }
}

fn bands(terms: &mut Terms) -> &mut Vec<Band> {
    match &mut english(terms).increment {
        Increment::Table(bands) => bands,
        Increment::BasisPoints(_) => panic!("either steps or basis points"),
    }
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
