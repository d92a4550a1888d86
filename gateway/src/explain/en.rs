//! The terms of a lot in English.

mod format;
mod round;

use gavel_proto::royalty::{Base, Forecast};
use gavel_proto::terms::{BelowReserve, Format, Grant, Profile, Rights, SingleBidder};
use gavel_proto::{Direction, Terms};

use super::{Figures, draws_ties, waits_for_the_hammer};

/// What these terms mean, in the order in which a bidder needs it.
pub(super) fn sentences(terms: &Terms, figures: Figures<'_>) -> Vec<String> {
    let mut said = vec![format!("{}.", terms.title.en)];
    said.extend(terms.rights.as_ref().map(rights));
    said.push(object(terms, figures));
    said.extend(amounts(terms, figures));
    said.extend(terms.royalty.as_ref().map(|forecast| royalty(forecast, figures)));
    if 1 < terms.rounds.len() {
        let rounds = terms.rounds.len();
        said.push(format!(
            "The sale has a programme of {rounds} rounds; the best bid of a round stands in every \
             later one."
        ));
    }
    for (index, round) in terms.rounds.iter().enumerate() {
        said.extend(round::sentences(terms, index, round, figures));
    }
    said.extend(ties(terms, figures));
    if waits_for_the_hammer(terms) {
        said.push("The result stands when the auctioneer lets the hammer fall.".into());
    }
    said.push(below_reserve(terms, figures));
    said.push(single_bidder(&terms.single_bidder));
    said.push(profile(terms.profile));
    said
}

/// How the words turn round in a reverse lot.
#[derive(Clone, Copy)]
struct Sense {
    least: &'static str,
    above: &'static str,
    highest: &'static str,
    falls: &'static str,
    down: &'static str,
    limit: &'static str,
}

const fn sense(direction: Direction) -> Sense {
    match direction {
        Direction::Forward => Sense {
            least: "at least",
            above: "above",
            highest: "highest",
            falls: "falls",
            down: "down",
            limit: "maximum",
        },
        Direction::Reverse => Sense {
            least: "at most",
            above: "below",
            highest: "lowest",
            falls: "rises",
            down: "up",
            limit: "minimum",
        },
    }
}

fn rights(rights: &Rights) -> String {
    let grant = match rights.grant {
        Grant::Ownership => "The ownership is sold",
        Grant::ExclusiveLicence => "An exclusive licence is sold",
        Grant::Licence => "A licence is sold that others may have too",
    };
    format!(
        "{grant}; territory: {}; field: {}; term: {}.",
        rights.territory.en, rights.field.en, rights.term.en
    )
}

fn object(terms: &Terms, figures: Figures<'_>) -> String {
    let licences = figures.number(terms.quantity);
    let is_exclusive =
        terms.rounds.iter().any(|round| matches!(round.format, Format::Exclusive(_)));
    match (terms.direction, terms.quantity) {
        (Direction::Forward, 1) => "The highest bid wins.".into(),
        (Direction::Reverse, 1) => "This is an order for a technology: the lowest bid wins.".into(),
        (Direction::Forward, _) if is_exclusive => {
            format!("Sold is either one exclusive licence, or up to {licences} licences, one each.")
        }
        (Direction::Forward, _) => {
            format!("{licences} identical licences are sold; the highest prices win.")
        }
        (Direction::Reverse, _) => {
            format!("This is an order for {licences} like units; the lowest prices win.")
        }
    }
}

fn amounts(terms: &Terms, figures: Figures<'_>) -> Vec<String> {
    let sense = sense(terms.direction);
    let opening = terms.opening.map(|opening| {
        let opening = figures.amount(opening);
        let least = sense.least;
        match terms.rounds.first().map(|round| &round.format) {
            Some(Format::English(_)) => {
                format!("The first bid is {least} the opening price, {opening}.")
            }
            Some(Format::Exclusive(_)) => format!(
                "The first bid for the technology alone is {least} the opening price, {opening}."
            ),
            Some(Format::Sealed(_) | Format::Units(_) | Format::Dutch(_) | Format::Turns(_))
            | None => format!("The opening price is {opening}."),
        }
    });
    let grid = terms.grid.map(|grid| {
        format!("Every amount lies whole steps of {} from the opening price.", figures.amount(grid))
    });
    let deposit = terms.deposit.map(|deposit| {
        format!("Who bids has deposited {}, and a clerk has confirmed it.", figures.amount(deposit))
    });
    [opening, grid, deposit].into_iter().flatten().collect()
}

fn royalty(forecast: &Forecast, figures: Figures<'_>) -> String {
    let bases = forecast.expected.iter().map(|expected| {
        let years: Vec<String> =
            expected.yearly.iter().map(|amount| figures.amount(*amount)).collect();
        format!("{} of {}", base(expected.of), years.join(", "))
    });
    let bases: Vec<String> = bases.collect();
    format!(
        "A bid may be a plain amount or a royalty: a sum at once, a share paid at the end of every \
         year, a minimum for every year. It counts as what it is worth today, under the seller's \
         forecast of {} and a discount of {} a year: {}. Every screen shows the royalty and what \
         it counts as.",
        figures.counted(forecast.years() as u64, "năm", "year"),
        figures.percentage(forecast.discount_basis_points),
        bases.join("; "),
    )
}

const fn base(base: Base) -> &'static str {
    match base {
        Base::NetPrice => "a net price",
        Base::NetRevenue => "a net revenue",
        Base::PretaxProfit => "a profit before tax",
    }
}

fn ties(terms: &Terms, figures: Figures<'_>) -> Option<String> {
    draws_ties(terms).then(|| {
        format!(
            "If several stand equal at the top when no round is left, one of them is drawn: each of \
             them and the auctioneer commits to a secret number within {} and reveals it within {}, \
             and anybody can compute the draw again from the numbers and the journal.",
            figures.length(terms.draw.commit_ms),
            figures.length(terms.draw.reveal_ms),
        )
    })
}

fn below_reserve(terms: &Terms, figures: Figures<'_>) -> String {
    match terms.below_reserve {
        BelowReserve::Passed => {
            "The seller may have set a reserve, which stays secret: if the best bid does not reach \
             it, the lot is not sold."
                .into()
        }
        BelowReserve::Provisional { answer_within_ms } => format!(
            "The seller has set a reserve, which stays secret: if the best bid does not reach it, \
             the seller says within {} whether it is enough; without an answer the lot is not sold.",
            figures.length(answer_within_ms),
        ),
    }
}

fn single_bidder(single_bidder: &SingleBidder) -> String {
    match single_bidder {
        SingleBidder::Accepted => "One bidder alone may win.".into(),
        SingleBidder::Refused => "If only one bidder takes part, the lot fails.".into(),
        SingleBidder::Consented(document) => format!(
            "One bidder alone may win: a first session failed, and the seller consented in writing \
             ({document})."
        ),
    }
}

fn profile(profile: Profile) -> String {
    let version = profile.rules().version;
    match profile {
        Profile::NegotiatedCompetition => format!(
            "Profile `negotiated_competition`, version {version}: the price is by agreement \
             (Technology Transfer Law 07/2017, art. 27), and the result is an invitation to sign a \
             contract. A lawyer confirms the profile before a real sale."
        ),
        Profile::PropertyAuction => format!(
            "Profile `property_auction`, version {version}: the Law on Property Auction \
             01/2016/QH14 holds. A lawyer confirms the profile before a real sale: Law 37/2024/QH15 \
             is in force."
        ),
    }
}
