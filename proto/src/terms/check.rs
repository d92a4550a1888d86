//! Whether terms can be published: every fault is found, not only the first.

mod format;
mod order;
#[cfg(test)]
mod tests;

use super::{
    BelowReserve, Closes, Document, Format, Pace, Rights, Round, SingleBidder, Terms, TermsFault,
    Text,
};
use crate::amount::Money;
use crate::limits;
use crate::royalty::Forecast;
use crate::terms::{OpenTo, Pricing, Sealed};
use crate::time::{Millis, Timestamp};

impl Terms {
    /// Everything that is wrong with these terms, were they published at `at` with `reserve`.
    /// Each fault is named once.
    #[must_use]
    pub fn faults(&self, at: Timestamp, reserve: Option<Money>) -> Vec<TermsFault> {
        let mut faults = self.own_faults(reserve);
        faults.extend(self.royalty.as_ref().and_then(Forecast::fault));
        for (index, round) in self.rounds.iter().enumerate() {
            faults.extend(self.format_faults(round, reserve));
            faults.extend(round.place_faults(&self.rounds[..index]));
            faults.extend(round.pace.faults());
        }
        faults.extend(order::faults(&self.rounds, at));
        faults.extend(self.profile.rules().faults(self));
        let mut named = Vec::new();
        for fault in faults {
            if !named.contains(&fault) {
                named.push(fault);
            }
        }
        named
    }

    fn own_faults(&self, reserve: Option<Money>) -> Vec<TermsFault> {
        let provisional = match self.below_reserve {
            BelowReserve::Passed => true,
            BelowReserve::Provisional { answer_within_ms } => {
                reserve.is_some() && self.sells_at_own_price() && is_duration(answer_within_ms)
            }
        };
        let consent = match &self.single_bidder {
            SingleBidder::Accepted | SingleBidder::Refused => true,
            SingleBidder::Consented(document) => {
                (1..=limits::TITLE_CHARS).contains(&document.trim().chars().count())
            }
        };
        failing([
            (
                chars(&self.title).iter().all(|n| (1..=limits::TITLE_CHARS).contains(n)),
                TermsFault::Title,
            ),
            (self.rights.as_ref().is_none_or(Rights::fits), TermsFault::Rights),
            (
                self.documents.len() <= limits::DOCUMENTS_PER_LOT
                    && self.documents.iter().all(Document::fits),
                TermsFault::Documents,
            ),
            (chars(&self.summary).iter().all(|n| *n <= limits::SUMMARY_CHARS), TermsFault::Summary),
            (
                (1..=8).contains(&self.currency.code.len())
                    && self.currency.decimals <= limits::AMOUNT_FRACTION_DIGITS,
                TermsFault::Currency,
            ),
            (self.amounts_fit(reserve), TermsFault::Amount),
            (self.grid.is_none() || self.opening.is_some(), TermsFault::GridWithoutOpening),
            (reserve.is_none_or(|reserve| self.reserve_fits(reserve)), TermsFault::Reserve),
            (self.fits_grid(reserve), TermsFault::OffGrid),
            (self.quantity_fits(), TermsFault::Quantity),
            ((1..=limits::ROUNDS_PER_LOT).contains(&self.rounds.len()), TermsFault::Rounds),
            (provisional, TermsFault::Provisional),
            (consent, TermsFault::Consent),
            (
                is_duration(self.draw.commit_ms) && is_duration(self.draw.reveal_ms),
                TermsFault::Duration,
            ),
        ])
    }

    /// Whether the reserve is no worse than the first bid may be, and some round can reach it.
    fn reserve_fits(&self, reserve: Money) -> bool {
        let reaches = |bound| self.direction.reaches(reserve, bound);
        let is_dutch = self.rounds.iter().any(|round| matches!(round.format, Format::Dutch(_)));
        let is_good = is_dutch || self.opening.is_none_or(reaches);
        is_good
            && self.rounds.iter().all(|round| round.format.last_price().is_none_or(reaches))
            && (self.rounds.is_empty()
                || self.rounds.iter().any(|round| self.can_reach(reserve, &round.format)))
    }

    /// Whether one winner pays what he bid.
    fn sells_at_own_price(&self) -> bool {
        let second_price = |format: &Format| {
            matches!(format, Format::Sealed(Sealed { pricing: Pricing::SecondPrice, .. }))
        };
        self.quantity == 1 && !self.rounds.iter().any(|round| second_price(&round.format))
    }

    fn quantity_fits(&self) -> bool {
        let several = self.rounds.iter().any(|round| round.format.sells_several());
        (1..=limits::QUANTITY).contains(&self.quantity) && (several || self.quantity == 1)
    }

    /// Every price that the house computes lies on the grid, so that an asking price can be bid.
    fn fits_grid(&self, reserve: Option<Money>) -> bool {
        let Some((grid, opening)) = self.grid.zip(self.opening) else {
            return true;
        };
        self.rounds.iter().all(|round| round.format.fits_grid(grid))
            && reserve.is_none_or(|reserve| reserve.is_on_grid(opening, grid))
    }

    fn amounts_fit(&self, reserve: Option<Money>) -> bool {
        let own = [self.opening, self.grid, self.deposit, reserve].into_iter().flatten();
        let of_rounds = self.rounds.iter().flat_map(|round| round.format.amounts());
        let expected = self.royalty.iter().flat_map(|forecast| &forecast.expected);
        let of_forecast = expected.flat_map(|expected| expected.yearly.iter().copied());
        own.chain(of_rounds)
            .chain(of_forecast)
            .all(|amount| amount.in_currency(&self.currency).is_ok())
    }
}

impl Round {
    /// What is wrong with this round behind those `before` it in the programme.
    fn place_faults(&self, before: &[Self]) -> Vec<TermsFault> {
        let is_first = before.is_empty();
        let open_to_fits = match self.open_to {
            OpenTo::Everybody => true,
            OpenTo::Bidders | OpenTo::AllButLeader => !is_first,
            OpenTo::Best(best) => !is_first && 1 <= best,
            OpenTo::WithinBasisPoints(points) => !is_first && points <= 10_000,
            OpenTo::Tied => before.iter().any(|round| round.format.leaves_ties()),
            OpenTo::LastWindow => before.iter().any(|round| round.format.comes_to_a_cap()),
            OpenTo::LeaderOf(round) => (1..=before.len()).contains(&(round as usize)),
        };
        let opens_fit = if is_first {
            self.pace.opens_after().is_none()
        } else {
            self.pace.opens_at().is_none()
        };
        // Behind a bid its prices would come down past what the lot is worth already.
        let dutch_fits = !matches!(self.format, Format::Dutch(_)) || is_first && self.times == 1;
        failing([
            (dutch_fits, TermsFault::DutchFirst),
            (open_to_fits, TermsFault::OpenTo),
            (opens_fit, TermsFault::OpensInOrder),
            ((1..=limits::TIMES_PER_ROUND).contains(&self.times), TermsFault::Rounds),
        ])
    }
}

impl Pace {
    fn faults(&self) -> Vec<TermsFault> {
        let after_fits = self.opens_after().is_none_or(|length| length.0 <= limits::DURATION_MS);
        let length = match self {
            Self::Hammer => None,
            Self::Stepped(stepped) => Some(stepped.every_ms),
            Self::Timed(timed) => match timed.closes {
                Closes::At(_) => None,
                Closes::AfterOpeningMs(length) | Closes::AfterFirstBidMs(length) => Some(length),
            },
        };
        failing([(after_fits && length.is_none_or(is_duration), TermsFault::Duration)])
    }
}

impl Forecast {
    fn fault(&self) -> Option<TermsFault> {
        let years = self.years();
        let mut bases: Vec<_> = self.expected.iter().map(|expected| expected.of).collect();
        bases.sort_unstable();
        let is_each_once = bases.windows(2).all(|pair| pair[0] != pair[1]);
        let fits = (1..=limits::FORECAST_YEARS).contains(&years)
            && self.expected.iter().all(|expected| expected.yearly.len() == years)
            && is_each_once
            && self.discount_basis_points <= 10_000;
        (!fits).then_some(TermsFault::Forecast)
    }
}

/// Whether this length is more than nothing and at most a year.
fn is_duration(length: Millis) -> bool {
    (1..=limits::DURATION_MS).contains(&length.0)
}

fn chars(text: &Text) -> [usize; 2] {
    [text.vi.trim().chars().count(), text.en.trim().chars().count()]
}

fn failing<const N: usize>(requirements: [(bool, TermsFault); N]) -> Vec<TermsFault> {
    requirements.into_iter().filter(|(holds, _)| !holds).map(|(_, fault)| fault).collect()
}
