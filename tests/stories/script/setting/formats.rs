//! The clauses of the formats: an English round, envelopes, and the rest.

use gavel_proto::terms::{
    Band, Cap, Dutch, English, Exclusive, Fills, LeaderBids, Margin, Pricing, Replacement, Sealed,
    SoftClose, Turns, UnitPricing, Units,
};
use gavel_proto::{Format, Increment, Terms};

use super::{bare, instant, last, length, number};
use crate::sale;

pub(super) fn of_english(terms: &mut Terms, words: &[&str]) -> bool {
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
            *soft_close(terms) = Some(SoftClose {
                window_ms: length(window),
                extension_ms: length(extension),
                cap: None,
            });
        }
        ["cap", moves, "moves"] => {
            let moves = Cap::Moves(moves.parse().expect("moves"));
            soft_close(terms).as_mut().expect("a soft close").cap = Some(moves);
        }
        ["cap", "at", at] => {
            let latest = Cap::LatestAt(instant(at));
            soft_close(terms).as_mut().expect("a soft close").cap = Some(latest);
        }
        ["leader", "may", "bid"] => {
            english(terms).leader_bids = LeaderBids::Accepted;
        }
        ["jump", steps] => english(terms).max_jump_steps = Some(steps.parse().expect("steps")),
        ["until", left, "left"] => english(terms).until_left = Some(left.parse().expect("left")),
        _ => return false,
    }
    true
}

pub(super) fn of_envelopes(terms: &mut Terms, words: &[&str]) -> bool {
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
            Format::English(_) | Format::Exclusive(_) | Format::Dutch(_) | Format::Turns(_) => {
                panic!("a clause of envelopes on a round in the open")
            }
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

pub(super) fn of_the_rest(terms: &mut Terms, words: &[&str]) -> bool {
    match words {
        ["dutch", "down", decrement, "to", bound] => {
            last(terms).format = Format::Dutch(Dutch {
                decrement: sale::money(decrement),
                last: sale::money(bound),
                tie_window_ms: None,
            });
        }
        ["tie", "window", after] => {
            let Format::Dutch(dutch) = &mut last(terms).format else {
                panic!("a tie window on another round than a Dutch one");
            };
            dutch.tie_window_ms = Some(length(after));
        }
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

fn english(terms: &mut Terms) -> &mut English {
    let Format::English(english) = &mut last(terms).format else {
        panic!("a clause of an English round on another");
    };
    english
}

fn sealed(terms: &mut Terms) -> &mut Sealed {
    let Format::Sealed(sealed) = &mut last(terms).format else {
        panic!("a clause of a sealed round on another");
    };
    sealed
}

fn units(terms: &mut Terms) -> &mut Units {
    let Format::Units(units) = &mut last(terms).format else {
        panic!("a clause of a round for several units on another");
    };
    units
}

fn bands(terms: &mut Terms) -> &mut Vec<Band> {
    match &mut english(terms).increment {
        Increment::Table(bands) => bands,
        Increment::BasisPoints(_) => panic!("either steps or basis points"),
    }
}

fn soft_close(terms: &mut Terms) -> &mut Option<SoftClose> {
    match &mut last(terms).format {
        Format::English(english) => &mut english.soft_close,
        Format::Exclusive(exclusive) => &mut exclusive.soft_close,
        Format::Sealed(_) | Format::Units(_) | Format::Dutch(_) | Format::Turns(_) => {
            panic!("a soft close on a round that has none")
        }
    }
}
