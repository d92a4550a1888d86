//! The terms of a lot, in pairs.

use gavel_proto::terms::Format;
use gavel_proto::{Direction, Money, Reserve};

use super::{pair, strong};
use crate::minutes::paper::Pair;
use crate::minutes::record::LotRecord;
use crate::minutes::words::Words;

pub(super) fn terms(lot: &LotRecord, words: &dyn Words) -> Vec<Pair> {
    let (labels, terms) = (words.labels(), &lot.terms);
    let amount = |label: &'static str| {
        move |amount: Money| pair(label, &words.amount(amount, &lot.terms.currency))
    };
    let opening = match terms.direction {
        Direction::Forward => labels.opening_price,
        Direction::Reverse => labels.highest_opening,
    };
    let reserve = match lot.reserve {
        Reserve::None => labels.reserve_none,
        Reserve::NotMet | Reserve::Met => labels.reserve_secret,
    };
    let mut pairs = vec![strong(labels.property, words.text(&terms.title))];
    let summary = Some(words.text(&terms.summary)).filter(|summary| !summary.trim().is_empty());
    pairs.extend(summary.map(|summary| pair(labels.description, summary)));
    pairs.extend(terms.rights.as_ref().map(|rights| pair(labels.rights, &words.rights(rights))));
    pairs.push(pair(labels.profile, &words.profile(terms.profile)));
    if terms.quantity != 1 {
        pairs.push(pair(labels.quantity, &words.count(terms.quantity)));
    }
    pairs.extend(terms.opening.map(amount(opening)));
    pairs.extend(terms.grid.map(amount(labels.grid)));
    pairs.extend(terms.deposit.map(amount(labels.deposit)));
    pairs.push(pair(labels.reserve, reserve));
    if lot.reserve != Reserve::None {
        pairs.push(pair(labels.below_reserve, &words.below_reserve(terms.below_reserve)));
    }
    pairs.push(pair(labels.single_bidder, &words.single_bidder(&terms.single_bidder)));
    if terms.rounds.iter().any(|round| draws_ties(&round.format)) {
        pairs.push(pair(labels.draw_times, &words.draw_times(terms.draw)));
    }
    let forecast = terms.royalty.as_ref();
    pairs.extend(forecast.map(|it| pair(labels.forecast, &words.forecast(it, &terms.currency))));
    let several = 1 < terms.rounds.len();
    pairs.extend((1..).zip(&terms.rounds).map(|(number, _)| {
        let numbered = format!("{} {number}", labels.round);
        let label = if several { &numbered } else { labels.rules };
        pair(label, &words.round(terms, number))
    }));
    pairs
}

/// Whether equals at the top of such a round are drawn by lot.
fn draws_ties(format: &Format) -> bool {
    match format {
        Format::Sealed(_) | Format::Dutch(_) => true,
        Format::English(_) | Format::Units(_) | Format::Exclusive(_) | Format::Turns(_) => false,
    }
}
