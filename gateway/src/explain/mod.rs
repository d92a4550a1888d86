//! The terms of a lot in words: what a bidder must know, in the order in which he needs it.
//!
//! Pure: the same terms, the same sentences. The reserve is not among the terms, so no sentence
//! can say it.

mod en;
mod figures;
mod vi;

use gavel_proto::Terms;
use gavel_proto::terms::{English, Exclusive, Format, OpenTo, Round, SoftClose};

use crate::language::Language;

use figures::Figures;

/// What these terms mean, one sentence or a few an element. The terms are without faults: of
/// others, the sentences may contradict each other as the terms do.
#[must_use]
pub fn explain(terms: &Terms, language: Language) -> Vec<String> {
    let figures = Figures::new(language, &terms.currency);
    match language {
        Language::Vi => vi::sentences(terms, figures),
        Language::En => en::sentences(terms, figures),
    }
}

/// Whether equal bids at the top can remain when the rounds are over, and are drawn (rule book 3).
fn draws_ties(terms: &Terms) -> bool {
    can_end_with(terms, |format| match format {
        Format::Sealed(_) => true,
        Format::Dutch(dutch) => dutch.tie_window_ms.is_some(),
        Format::English(_) | Format::Units(_) | Format::Exclusive(_) | Format::Turns(_) => false,
    })
}

/// Whether the clock can end the last round, and still the result waits for the hammer: there is
/// something to examine, or to draw.
fn waits_for_the_hammer(terms: &Terms) -> bool {
    can_end_with(terms, |format| match format {
        Format::Sealed(_) | Format::Units(_) | Format::Dutch(_) => true,
        Format::English(_) | Format::Exclusive(_) | Format::Turns(_) => false,
    })
}

/// Whether a round of such a format can be the last that is held: every round after it is open to
/// some alone, and so may have nobody to be held for.
fn can_end_with(terms: &Terms, is_such: impl Fn(&Format) -> bool) -> bool {
    let after_certain = terms.rounds.iter().rposition(|round| round.open_to == OpenTo::Everybody);
    let can_be_last = terms.rounds.iter().skip(after_certain.unwrap_or(0));
    can_be_last.map(|round| &round.format).any(is_such)
}

/// Whether a Dutch round stands before this place, from 0: its opening price is one to come down
/// from, and binds no later bid.
fn follows_a_dutch_round(terms: &Terms, index: usize) -> bool {
    let before = terms.rounds.iter().take(index);
    before.map(|round| &round.format).any(|format| matches!(format, Format::Dutch(_)))
}

/// Whether a round before this one, counted from 0, ends its soft close at a cap.
fn follows_a_cap(terms: &Terms, index: usize) -> bool {
    let is_capped = |round: &Round| soft_close(round).is_some_and(|soft| soft.cap.is_some());
    terms.rounds.get(index).is_some_and(|round| round.open_to == OpenTo::LastWindow)
        && terms.rounds.iter().take(index).any(is_capped)
}

fn soft_close(round: &Round) -> Option<SoftClose> {
    match &round.format {
        Format::English(English { soft_close, .. })
        | Format::Exclusive(Exclusive { soft_close, .. }) => *soft_close,
        Format::Sealed(_) | Format::Units(_) | Format::Dutch(_) | Format::Turns(_) => None,
    }
}
