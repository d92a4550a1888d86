//! What can be wrong with a lot's terms, all of it named at once.

use serde::{Deserialize, Serialize};

use super::{Closes, Direction, English, Format, Increment, Pace, Sealed, Terms, Text, Timed};
use crate::amount::{AmountFault, Money};
use crate::limits;
use crate::time::{Millis, Timestamp};

/// What is wrong with a lot's terms. All faults are named at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum TermsFault {
    /// A title is empty or too long.
    #[error("the title has 1 to 200 characters in each language")]
    Title,
    /// A description is too long.
    #[error("the description has at most 4,000 characters in each language")]
    Summary,
    /// The currency cannot be used.
    #[error("a currency has a code of 1 to 8 characters and 0 to 4 decimals")]
    Currency,
    /// An amount does not fit the currency.
    #[error("an amount in the terms has more digits than the currency; write it in its units")]
    Amount,
    /// Not exactly one round.
    #[error("this version runs lots of one round; publish each round as a lot of its own")]
    Rounds,
    /// An English round without an opening price.
    #[error("an English round needs an opening price")]
    NoOpening,
    /// An English round in a reverse lot.
    #[error("an English round is forward in this version; use a sealed round for a reverse lot")]
    ReverseEnglish,
    /// The increment table is empty, too long, not rising or does not begin at nothing.
    #[error("increment bands: 1 to 32, the first without `from`, each next with a higher one")]
    IncrementTable,
    /// A percentage of nothing, or too much.
    #[error("an increment in basis points lies between 1 and 100,000")]
    IncrementPercentage,
    /// A soft close on a lot without a deadline, or of no length.
    #[error("a soft close needs a timed round, a window and an extension")]
    SoftClose,
    /// Floor above ceiling.
    #[error("the floor lies above the ceiling")]
    FloorAboveCeiling,
    /// An opening price that no eligible envelope can reach.
    #[error("no envelope can reach the opening price between the floor and the ceiling")]
    OpeningOutOfReach,
    /// A grid without an opening price to count from.
    #[error("a grid needs an opening price to count its steps from")]
    GridWithoutOpening,
    /// An increment, or the reserve, that does not lie on the grid.
    #[error("with a grid, the reserve and every increment are whole steps of it; no percentage")]
    OffGrid,
    /// A sealed round without a deadline.
    #[error("a sealed round needs a deadline that does not wait for a first bid")]
    SealedPace,
    /// The deadline does not lie after the opening, or in the past.
    #[error("the closing time must lie after the opening time and in the future")]
    ClosesTooEarly,
    /// A duration is zero or beyond a year.
    #[error("a duration lies between one millisecond and a year")]
    Duration,
    /// The reserve is worse than the opening price.
    #[error("the reserve must be at least as good for the seller as the opening price")]
    Reserve,
}

impl Terms {
    /// Everything that is wrong with these terms, were they published at `at` with `reserve`.
    #[must_use]
    pub fn faults(&self, at: Timestamp, reserve: Option<Money>) -> Vec<TermsFault> {
        let mut faults = failing([
            (
                chars(&self.title).iter().all(|n| (1..=limits::TITLE_CHARS).contains(n)),
                TermsFault::Title,
            ),
            (chars(&self.summary).iter().all(|n| *n <= limits::SUMMARY_CHARS), TermsFault::Summary),
            (
                (1..=8).contains(&self.currency.code.len())
                    && self.currency.decimals <= limits::AMOUNT_FRACTION_DIGITS,
                TermsFault::Currency,
            ),
            (self.amounts_fit(reserve), TermsFault::Amount),
            (self.grid.is_none() || self.opening.is_some(), TermsFault::GridWithoutOpening),
            (
                reserve.zip(self.opening).is_none_or(|(r, o)| self.direction.reaches(r, o)),
                TermsFault::Reserve,
            ),
            (self.fits_grid(reserve), TermsFault::OffGrid),
            (self.rounds.len() == 1, TermsFault::Rounds),
        ]);
        for round in &self.rounds {
            faults.extend(match &round.format {
                Format::English(english) => self.english_faults(english, &round.pace),
                Format::Sealed(sealed) => self.sealed_faults(sealed, &round.pace),
            });
            if let Pace::Timed(timed) = &round.pace {
                faults.extend(timed.faults(at));
            }
        }
        faults
    }

    fn sealed_faults(&self, sealed: &Sealed, pace: &Pace) -> Vec<TermsFault> {
        let best = match self.direction {
            Direction::Forward => sealed.ceiling,
            Direction::Reverse => sealed.floor,
        };
        let in_reach =
            best.zip(self.opening).is_none_or(|(best, o)| self.direction.reaches(best, o));
        let mut faults = failing([(in_reach, TermsFault::OpeningOutOfReach)]);
        faults.extend(sealed.faults(pace));
        faults
    }

    fn english_faults(&self, english: &English, pace: &Pace) -> Vec<TermsFault> {
        let soft_close_fits = english.soft_close.is_none_or(|soft| {
            let lengths = [soft.window_ms, soft.extension_ms];
            matches!(pace, Pace::Timed(_)) && lengths.into_iter().all(is_duration)
        });
        let mut faults = failing([
            (self.opening.is_some(), TermsFault::NoOpening),
            (self.direction == Direction::Forward, TermsFault::ReverseEnglish),
            (soft_close_fits, TermsFault::SoftClose),
        ]);
        faults.extend(english.increment.fault());
        faults
    }

    /// Every price that the house computes lies on the grid, so that an asking price can be bid.
    fn fits_grid(&self, reserve: Option<Money>) -> bool {
        let Some((grid, opening)) = self.grid.zip(self.opening) else {
            return true;
        };
        let increments_fit = self.rounds.iter().all(|round| match &round.format {
            Format::English(English { increment: Increment::Table(bands), .. }) => {
                bands.iter().all(|band| band.step.is_multiple_of(grid))
            }
            Format::English(English { increment: Increment::BasisPoints(_), .. }) => false,
            Format::Sealed(_) => true,
        });
        increments_fit && reserve.is_none_or(|reserve| reserve.is_on_grid(opening, grid))
    }

    fn amounts_fit(&self, reserve: Option<Money>) -> bool {
        let mut amounts: Vec<Money> =
            [self.opening, self.grid, reserve].into_iter().flatten().collect();
        for round in &self.rounds {
            match &round.format {
                Format::English(English { increment: Increment::Table(bands), .. }) => {
                    amounts.extend(bands.iter().flat_map(|b| b.from.into_iter().chain([b.step])));
                }
                Format::English(English { increment: Increment::BasisPoints(_), .. }) => {}
                Format::Sealed(sealed) => {
                    amounts.extend(sealed.ceiling.into_iter().chain(sealed.floor));
                }
            }
        }
        let fits =
            |amount: Money| -> Result<Money, AmountFault> { amount.in_currency(&self.currency) };
        amounts.into_iter().all(|amount| fits(amount).is_ok())
    }
}

impl Increment {
    fn fault(&self) -> Option<TermsFault> {
        match self {
            Self::Table(bands) => {
                let begins_at_nothing = bands.first().is_some_and(|band| band.from.is_none());
                let rises = bands
                    .windows(2)
                    .all(|pair| pair[1].from.is_some() && pair[0].from < pair[1].from);
                let fits = begins_at_nothing && rises && bands.len() <= limits::INCREMENT_BANDS;
                (!fits).then_some(TermsFault::IncrementTable)
            }
            Self::BasisPoints(points) => (!(1..=limits::INCREMENT_BASIS_POINTS).contains(points))
                .then_some(TermsFault::IncrementPercentage),
        }
    }
}

impl Sealed {
    fn faults(&self, pace: &Pace) -> Vec<TermsFault> {
        let has_deadline = match pace {
            Pace::Timed(timed) => !matches!(timed.closes, Closes::AfterFirstBidMs(_)),
            Pace::Hammer => false,
        };
        failing([
            (
                self.floor.zip(self.ceiling).is_none_or(|(floor, ceiling)| floor <= ceiling),
                TermsFault::FloorAboveCeiling,
            ),
            (has_deadline, TermsFault::SealedPace),
        ])
    }
}

impl Timed {
    fn faults(&self, at: Timestamp) -> Vec<TermsFault> {
        let opens_at = self.opens_at.unwrap_or(at).max(at);
        failing(match self.closes {
            Closes::At(closes_at) => [(opens_at < closes_at, TermsFault::ClosesTooEarly)],
            Closes::AfterOpeningMs(length) | Closes::AfterFirstBidMs(length) => {
                [(is_duration(length), TermsFault::Duration)]
            }
        })
    }
}

fn is_duration(length: Millis) -> bool {
    (1..=limits::DURATION_MS).contains(&length.0)
}

fn chars(text: &Text) -> [usize; 2] {
    [text.vi.trim().chars().count(), text.en.trim().chars().count()]
}

fn failing<const N: usize>(requirements: [(bool, TermsFault); N]) -> Vec<TermsFault> {
    requirements.into_iter().filter(|(holds, _)| !holds).map(|(_, fault)| fault).collect()
}

#[cfg(test)]
mod tests {
    use super::TermsFault;
    use crate::terms::Terms;
    use crate::time::Timestamp;

    /// The faults of lot terms with these rounds, published at noon with this reserve.
    fn faults(opening: &str, reserve: &str, direction: &str, rounds: &str) -> Vec<TermsFault> {
        let terms = format!(
            r#"{{"title":{{"vi":"Bằng","en":"Patent"}},"summary":{{"vi":"","en":""}},
                "currency":{{"code":"VND","decimals":0}},"direction":"{direction}",
                "opening":"{opening}","rounds":{rounds}}}"#
        );
        let terms: Terms = serde_json::from_str(&terms).unwrap();
        let noon = serde_json::from_str::<Timestamp>("\"2026-11-23T12:00:00Z\"").unwrap();
        terms.faults(noon, reserve.parse().ok())
    }

    #[test]
    fn all_faults_are_named_at_once() {
        let english = r#"[{"format":{"english":{"increment":{"basis_points":0},
            "soft_close":{"window_ms":0,"extension_ms":1}}},
            "pace":{"timed":{"closes":{"at":"2026-11-23T12:00:00Z"}}}}]"#;
        assert_eq!(
            faults("100", "99", "reverse", english),
            [
                TermsFault::ReverseEnglish,
                TermsFault::SoftClose,
                TermsFault::IncrementPercentage,
                TermsFault::ClosesTooEarly,
            ]
        );
        assert_eq!(
            faults("100.5", "99", "forward", "[]"),
            [TermsFault::Amount, TermsFault::Reserve, TermsFault::Rounds,]
        );
    }

    #[test]
    fn a_sealed_round_has_a_deadline_and_bounds_that_can_be_met() {
        let sealed = |bounds: &str, pace: &str| {
            format!(r#"[{{"format":{{"sealed":{bounds}}},"pace":{pace}}}]"#)
        };
        let timed = r#"{"timed":{"closes":{"after_opening_ms":1000}}}"#;
        assert_eq!(
            faults("100", "", "forward", &sealed(r#"{"floor":"9","ceiling":"8"}"#, "\"hammer\"")),
            [TermsFault::OpeningOutOfReach, TermsFault::FloorAboveCeiling, TermsFault::SealedPace]
        );
        for (direction, bounds, fits) in [
            ("forward", r#"{"ceiling":"100"}"#, true),
            ("forward", r#"{"ceiling":"99"}"#, false),
            ("reverse", r#"{"floor":"100"}"#, true),
            ("reverse", r#"{"floor":"101"}"#, false),
        ] {
            let found = faults("100", "", direction, &sealed(bounds, timed));
            assert_eq!(found.is_empty(), fits, "{direction} {bounds}: {found:?}");
        }
    }
}
