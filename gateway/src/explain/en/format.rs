//! The formats in English: how bids are taken, which wins, and what is paid.

use gavel_proto::Terms;
use gavel_proto::terms::{
    Cap, Dutch, English, Exclusive, Fills, Format, Increment, LeaderBids, Margin, Pricing,
    Replacement, Sealed, SoftClose, Turns, UnitPricing, Units,
};

use super::super::{Figures, follows_a_dutch_round};
use super::Sense;

/// What a round is called by its format.
pub(super) const fn name(format: &Format) -> &'static str {
    match format {
        Format::English(_) => "bids in the open",
        Format::Sealed(_) => "sealed envelopes",
        Format::Units(_) => "sealed schedules for several units",
        Format::Exclusive(_) => "one exclusive licence against several",
        Format::Dutch(_) => "a price that moves until somebody takes it",
        Format::Turns(_) => "bids in turn",
    }
}

/// What silence means in a later round: the best bid of a round stands in every later one.
const SILENCE: &str = "Who hands in none stands at his last bid.";

/// What is said of the format of the round at this place, from 0.
pub(super) fn sentences(
    terms: &Terms,
    index: usize,
    sense: Sense,
    figures: Figures<'_>,
) -> Vec<String> {
    match &terms.rounds[index].format {
        Format::English(round) => english(terms, round, sense, figures),
        Format::Sealed(round) => {
            let conditions = conditions(terms, index, round, figures);
            let silence = (0 < index).then(|| SILENCE.to_owned());
            sealed(round, conditions.into_iter().chain(silence), sense)
        }
        Format::Units(round) => units(terms, round, sense, figures),
        Format::Exclusive(round) => exclusive(terms, round, figures),
        Format::Dutch(round) => dutch(terms, round, sense, figures),
        Format::Turns(round) => turns(round, sense, figures),
    }
}

fn english(terms: &Terms, english: &English, sense: Sense, figures: Figures<'_>) -> Vec<String> {
    let step = increment(&english.increment, figures);
    let mut said = vec![format!("Each next bid lies {} the price by {step}.", sense.above)];
    if terms.royalty.is_none() {
        said.push(format!(
            "A bidder may leave a {} that nobody else sees: the house bids for him as far as it \
             must, and among equals the earlier leads.",
            sense.limit
        ));
    }
    said.push(match english.leader_bids {
        LeaderBids::Refused => "The leader does not outbid himself.".into(),
        LeaderBids::Accepted => "The leader may outbid himself in the open.".into(),
    });
    said.extend(english.max_jump_steps.map(|steps| {
        let steps = figures.counted(steps.into(), "bước giá", "step");
        format!("An open bid of more than {steps} beyond the price must be confirmed.")
    }));
    said.extend(
        english
            .soft_close
            .map(|soft| soft_close(soft, " that changes the price or the leader", figures)),
    );
    said.extend(english.until_left.map(|left| {
        let left = figures.number(left.into());
        format!("A bidder may leave; the round ends when {left} or fewer are left.")
    }));
    said
}

fn increment(increment: &Increment, figures: Figures<'_>) -> String {
    match increment {
        Increment::BasisPoints(points) => {
            format!("at least {} of it, rounded up", figures.percentage(*points))
        }
        Increment::Table(bands) => {
            let bands = bands.iter().map(|band| match band.from {
                None => format!("at least {}", figures.amount(band.step)),
                Some(from) => {
                    format!("{} from {} on", figures.amount(band.step), figures.amount(from))
                }
            });
            let bands: Vec<String> = bands.collect();
            bands.join(", ")
        }
    }
}

/// How a late bid, such as is meant by `which`, moves the end.
fn soft_close(soft: SoftClose, which: &str, figures: Figures<'_>) -> String {
    let window = figures.length(soft.window_ms);
    let extension = figures.length(soft.extension_ms);
    let cap = match soft.cap {
        None => String::new(),
        Some(Cap::Moves(1)) => ", once".into(),
        Some(Cap::Moves(moves)) => format!(", at most {moves} times"),
        Some(Cap::LatestAt(at)) => format!(", but not beyond {}", figures.time(at)),
    };
    format!("A bid in the last {window}{which} moves the end to {extension} after it{cap}.")
}

const fn replacement(replacement: Replacement) -> &'static str {
    match replacement {
        Replacement::Allowed => "It may be replaced until then: the last one counts.",
        Replacement::Refused => "It cannot be replaced.",
    }
}

fn sealed(sealed: &Sealed, conditions: impl Iterator<Item = String>, sense: Sense) -> Vec<String> {
    let hands_in = format!(
        "Each bidder hands in one sealed envelope; nobody learns what it says, or how many there \
         are, before all are opened together at the end. {}",
        replacement(sealed.replacement)
    );
    let wins = match sealed.pricing {
        Pricing::FirstPrice => format!("The {} envelope wins and is the price.", sense.highest),
        Pricing::SecondPrice => format!(
            "The {} envelope wins; the price is the best envelope of any other bidder, or the \
             reserve (without one, the opening price) if that is better for the seller. What a \
             winner pays never depends on his own envelope.",
            sense.highest
        ),
    };
    [hands_in].into_iter().chain(conditions).chain([wins]).collect()
}

/// What an envelope must say to count, if it must.
fn conditions(
    terms: &Terms,
    index: usize,
    sealed: &Sealed,
    figures: Figures<'_>,
) -> Option<String> {
    let opening = terms.opening.filter(|_| !follows_a_dutch_round(terms, index));
    let opening = opening.map(|_| "reaches the opening price".to_owned());
    let best = (0 < index).then(|| "reaches the best bid of the rounds before".to_owned());
    let floor = sealed.floor.map(|floor| format!("says at least {}", figures.amount(floor)));
    let ceiling = sealed.ceiling.map(|most| format!("says at most {}", figures.amount(most)));
    let conditions: Vec<String> = [opening, best, floor, ceiling].into_iter().flatten().collect();
    (!conditions.is_empty())
        .then(|| format!("An envelope counts if it {}.", figures.listed(&conditions)))
}

fn units(terms: &Terms, units: &Units, sense: Sense, figures: Figures<'_>) -> Vec<String> {
    let pairs = figures.counted(units.pairs.into(), "cặp", "pair");
    let cap = units.cap.map(|cap| format!(", for at most {} in all", figures.number(cap)));
    let margin = match units.margin {
        Margin::ProRata => {
            "in proportion to the quantities; what is left over goes to the largest remainders, \
             the earliest among equals"
        }
        Margin::BySequence => "in the order in which the bids came",
    };
    let fills = match units.fills {
        Fills::Partial => "A pair may be served in part.",
        Fills::Whole => "A pair is served whole or not at all; then the next one is tried.",
    };
    let pricing = match units.pricing {
        UnitPricing::PayAsBid => "Every winner pays his own prices.",
        UnitPricing::LowestWinning => {
            "All winners pay one price: the worst price for the seller that won."
        }
        UnitPricing::HighestLosing => {
            "All winners pay one price: the best price for the seller that lost, or the reserve \
             (without one, the opening price) if nobody lost or it is better for the seller."
        }
    };
    let conditions = terms
        .opening
        .map(|_| "A schedule counts if every price in it reaches the opening price.".to_owned());
    let hands_in = format!(
        "Each bidder hands in one sealed schedule: up to {pairs} of a quantity and a unit \
             price{}. {}",
        cap.unwrap_or_default(),
        replacement(units.replacement)
    );
    let served = format!(
        "The {} price is served first; the price at which the units run out is served {margin}. \
             {fills}",
        sense.highest
    );
    [hands_in].into_iter().chain(conditions).chain([served, pricing.to_owned()]).collect()
}

fn exclusive(terms: &Terms, exclusive: &Exclusive, figures: Figures<'_>) -> Vec<String> {
    let licences = figures.number(terms.quantity);
    let mut said = vec![
        format!(
            "A bid for the technology alone lies above the best such bid by {}.",
            increment(&exclusive.increment, figures)
        ),
        format!(
            "A bid for one licence of {licences} is at least {}; once {licences} are bid for, it \
             lies above the one that it displaces by {}.",
            figures.amount(exclusive.shared_opening),
            increment(&exclusive.shared_increment, figures)
        ),
        format!(
            "The seller takes the best exclusive bid or the sum of the best {licences} others, \
             whichever is more; if they are equal, the side that came there first. Everybody sees \
             how far the sides lie apart."
        ),
    ];
    said.extend(exclusive.soft_close.map(|soft| soft_close(soft, "", figures)));
    said
}

fn dutch(terms: &Terms, dutch: &Dutch, sense: Sense, figures: Figures<'_>) -> Vec<String> {
    let opening = terms.opening.map(|opening| figures.amount(opening)).unwrap_or_default();
    let mut said = vec![format!(
        "The price begins at {opening} and {} by {} at every step, {} to {}, which stands for one \
         step.",
        sense.falls,
        figures.amount(dutch.decrement),
        sense.down,
        figures.amount(dutch.last)
    )];
    said.push(match dutch.tie_window_ms {
        None => "The first to accept the price that stands has it.".into(),
        Some(window) => format!(
            "Who accepts the price that stands stops it; others may accept the same price within \
             {}, and one of those who did is drawn.",
            figures.length(window)
        ),
    });
    said
}

fn turns(turns: &Turns, sense: Sense, figures: Figures<'_>) -> Vec<String> {
    let step = increment(&turns.increment, figures);
    vec![format!(
        "Every bidder has one turn of one step, from the worst bid to the best. In his turn he may \
         replace his own bid by one that lies {} it by {step}; equal bids rank by the earlier.",
        sense.above
    )]
}
