//! A round of a programme in English: who may bid, when, how often, and by which format.

use gavel_proto::Terms;
use gavel_proto::terms::{Closes, OpenTo, Pace, Round, Timed};

use super::super::{Figures, follows_a_cap};
use super::{format, sense};

/// What is said of the round at this place of the programme, from 0.
pub(super) fn sentences(
    terms: &Terms,
    index: usize,
    round: &Round,
    figures: Figures<'_>,
) -> Vec<String> {
    let sense = sense(terms.direction);
    let mut said: Vec<String> = Vec::new();
    if 1 < terms.rounds.len() {
        said.push(format!("Round {}, {}:", index + 1, format::name(&round.format)));
    }
    said.extend(open_to(round.open_to, figures));
    if follows_a_cap(terms, index) {
        said.push("It is the best and final offer.".into());
    }
    said.push(pace(&round.pace, index, figures));
    said.extend(format::sentences(terms, index, sense, figures));
    if 1 < round.times {
        said.push(format!(
            "The round is held up to {} times, as long as somebody bids better in it.",
            round.times
        ));
    }
    said
}

fn open_to(open_to: OpenTo, figures: Figures<'_>) -> Option<String> {
    match open_to {
        OpenTo::Everybody => None,
        OpenTo::Bidders => Some("Open to those who bid validly the time before.".into()),
        OpenTo::Best(1) => Some("Open to the leader.".into()),
        OpenTo::Best(best) => Some(format!("Open to the best {best} bidders so far.")),
        OpenTo::WithinBasisPoints(points) => Some(format!(
            "Open to those whose bid lies within {} of the best.",
            figures.percentage(points)
        )),
        OpenTo::Tied => Some("Held only if several are tied at the top, and open to them.".into()),
        OpenTo::LastWindow => Some(
            "Held only if the end could not be moved any more, and two or more bid in the last \
             window; open to them."
                .into(),
        ),
        OpenTo::AllButLeader => Some("Held only if somebody leads; open to all others.".into()),
        OpenTo::LeaderOf(round) => Some(format!(
            "Open to who led at the end of round {round}; not held if he leads still."
        )),
    }
}

fn pace(pace: &Pace, index: usize, figures: Figures<'_>) -> String {
    let opens = match (pace.opens_at(), pace.opens_after()) {
        (Some(at), _) => format!("Bidding opens at {}", figures.time(at)),
        (None, Some(after)) => {
            format!("Bidding opens {} after the round before", figures.length(after))
        }
        (None, None) if index == 0 => "The auctioneer opens the lot".into(),
        (None, None) => "The auctioneer opens the round".into(),
    };
    match pace {
        Pace::Hammer => format!(
            "{opens}, calls the price three times and lets the hammer fall; a bid in between sets \
             the calls back."
        ),
        Pace::Stepped(stepped) => {
            format!("{opens}; it goes by steps of {}.", figures.length(stepped.every_ms))
        }
        Pace::Timed(Timed { closes, .. }) => match closes {
            Closes::At(at) => format!("{opens}; bidding ends at {}.", figures.time(*at)),
            Closes::AfterOpeningMs(length) => {
                format!("{opens}; bidding ends {} later.", figures.length(*length))
            }
            Closes::AfterFirstBidMs(length) => {
                format!("{opens}; bidding ends {} after the first bid.", figures.length(*length))
            }
        },
    }
}
