//! What each format asks of the terms that it stands in.

use super::{failing, is_duration};
use crate::amount::Money;
use crate::limits;
use crate::terms::{
    Cap, Closes, Direction, Dutch, English, Exclusive, Fills, Format, Increment, Margin, Pace,
    Pricing, Round, Sealed, SoftClose, Terms, TermsFault, UnitPricing, Units,
};

impl Terms {
    /// What is wrong with this round's format in these terms.
    pub(super) fn format_faults(&self, round: &Round, reserve: Option<Money>) -> Vec<TermsFault> {
        let is_only = self.rounds.len() == 1 && round.times == 1;
        let alone = [(is_only, TermsFault::OnlyRound)];
        let mut faults = match &round.format {
            Format::English(english) => self.english_faults(english, &round.pace),
            Format::Sealed(sealed) => {
                let mut faults = self.sealed_faults(sealed, &round.pace);
                if sealed.pricing == Pricing::SecondPrice {
                    let single = reserve.or(self.opening).is_some();
                    faults.extend(failing(alone));
                    faults.extend(failing([(single, TermsFault::SecondPriceAlone)]));
                }
                faults
            }
            Format::Units(units) => {
                let mut faults = self.units_faults(units, &round.pace, reserve);
                faults.extend(failing(alone));
                faults
            }
            Format::Exclusive(exclusive) => {
                let mut faults = self.exclusive_faults(exclusive, &round.pace);
                faults.extend(failing(alone));
                faults
            }
            Format::Dutch(dutch) => self.dutch_faults(dutch),
            Format::Turns(turns) => {
                let is_first = self.rounds.first().is_some_and(|first| first == round);
                let mut faults = failing([(!is_first, TermsFault::TurnsFirst)]);
                faults.extend(turns.increment.fault());
                faults
            }
        };
        let is_stepped = matches!(round.pace, Pace::Stepped(_));
        let goes_by_steps = matches!(round.format, Format::Dutch(_) | Format::Turns(_));
        // A net present value is what it is: it need not lie on a grid.
        let takes_royalties = round.format.takes_royalties() && self.grid.is_none();
        faults.extend(failing([
            (is_stepped == goes_by_steps, TermsFault::SteppedPace),
            (self.royalty.is_none() || takes_royalties, TermsFault::RoyaltyFormat),
        ]));
        faults
    }

    fn english_faults(&self, english: &English, pace: &Pace) -> Vec<TermsFault> {
        let mut faults = failing([
            (self.opening.is_some(), TermsFault::NoOpening),
            (english.max_jump_steps != Some(0), TermsFault::MaxJump),
            (english.until_left != Some(0), TermsFault::UntilLeft),
        ]);
        faults.extend(english.increment.fault());
        faults.extend(english.soft_close.iter().flat_map(|soft| soft.faults(pace)));
        faults
    }

    fn sealed_faults(&self, sealed: &Sealed, pace: &Pace) -> Vec<TermsFault> {
        let in_reach = self.best_of(sealed).zip(self.opening);
        failing([
            (
                in_reach.is_none_or(|(best, opening)| self.direction.reaches(best, opening)),
                TermsFault::OpeningOutOfReach,
            ),
            (
                sealed.floor.zip(sealed.ceiling).is_none_or(|(floor, ceiling)| floor <= ceiling),
                TermsFault::FloorAboveCeiling,
            ),
            (has_deadline(pace), TermsFault::SealedPace),
        ])
    }

    /// The best that an eligible envelope may say, if it is bounded.
    const fn best_of(&self, sealed: &Sealed) -> Option<Money> {
        match self.direction {
            Direction::Forward => sealed.ceiling,
            Direction::Reverse => sealed.floor,
        }
    }

    /// Whether some bid of this format can be as good as the reserve.
    pub(super) fn can_reach(&self, reserve: Money, format: &Format) -> bool {
        let best = match format {
            Format::Sealed(sealed) => self.best_of(sealed),
            Format::Dutch(_) => self.opening,
            Format::English(_) | Format::Units(_) | Format::Exclusive(_) | Format::Turns(_) => None,
        };
        best.is_none_or(|best| self.direction.reaches(best, reserve))
    }

    fn units_faults(&self, units: &Units, pace: &Pace, reserve: Option<Money>) -> Vec<TermsFault> {
        let is_shared_whole = units.fills == Fills::Whole && units.margin == Margin::ProRata;
        let falls_back = reserve.or(self.opening).is_some();
        failing([
            (
                (1..=limits::PAIRS_PER_SCHEDULE).contains(&units.pairs) && units.cap != Some(0),
                TermsFault::Units,
            ),
            (!is_shared_whole, TermsFault::WholeProRata),
            (
                units.pricing != UnitPricing::HighestLosing || falls_back,
                TermsFault::HighestLosingAlone,
            ),
            (has_deadline(pace), TermsFault::SealedPace),
        ])
    }

    fn exclusive_faults(&self, exclusive: &Exclusive, pace: &Pace) -> Vec<TermsFault> {
        let mut faults = failing([
            (self.opening.is_some(), TermsFault::NoOpening),
            (
                self.direction == Direction::Forward
                    && (2..=limits::SHARED_LICENCES).contains(&self.quantity),
                TermsFault::Exclusive,
            ),
        ]);
        faults.extend(exclusive.increment.fault());
        faults.extend(exclusive.shared_increment.fault());
        faults.extend(exclusive.soft_close.iter().flat_map(|soft| soft.faults(pace)));
        faults
    }

    fn dutch_faults(&self, dutch: &Dutch) -> Vec<TermsFault> {
        let Some(opening) = self.opening else {
            return vec![TermsFault::NoOpening];
        };
        let comes_down = self.direction.beats(opening, dutch.last);
        let steps = opening.steps_to(dutch.last, dutch.decrement);
        failing([
            (
                comes_down && steps.is_some_and(|steps| steps <= limits::DUTCH_STEPS),
                TermsFault::DutchPrices,
            ),
            (dutch.tie_window_ms.is_none_or(is_duration), TermsFault::Duration),
        ])
    }
}

impl Format {
    /// Whether it sells more than one unit.
    pub(super) const fn sells_several(&self) -> bool {
        matches!(self, Self::Units(_) | Self::Exclusive(_))
    }

    /// Whether equal bids at the top can be left when a round of it ends.
    pub(super) const fn leaves_ties(&self) -> bool {
        matches!(self, Self::Sealed(_) | Self::Dutch(_))
    }

    /// Whether a round of it can end because its soft close came to a cap.
    pub(super) fn comes_to_a_cap(&self) -> bool {
        self.soft_close().is_some_and(|soft| soft.cap.is_some())
    }

    /// How late bids move its deadline, if they do.
    pub(super) const fn soft_close(&self) -> Option<SoftClose> {
        match self {
            Self::English(English { soft_close, .. })
            | Self::Exclusive(Exclusive { soft_close, .. }) => *soft_close,
            Self::Sealed(_) | Self::Units(_) | Self::Dutch(_) | Self::Turns(_) => None,
        }
    }

    /// The worst price that it comes to by itself, if it does.
    pub(super) const fn last_price(&self) -> Option<Money> {
        match self {
            Self::Dutch(dutch) => Some(dutch.last),
            Self::English(_)
            | Self::Sealed(_)
            | Self::Units(_)
            | Self::Exclusive(_)
            | Self::Turns(_) => None,
        }
    }

    /// Whether the winner's own bid is the price, and one amount.
    fn takes_royalties(&self) -> bool {
        match self {
            Self::English(_) => true,
            Self::Sealed(sealed) => sealed.pricing == Pricing::FirstPrice,
            Self::Units(_) | Self::Exclusive(_) | Self::Dutch(_) | Self::Turns(_) => false,
        }
    }

    pub(super) fn fits_grid(&self, grid: Money) -> bool {
        match self {
            Self::English(english) => english.increment.fits_grid(grid),
            Self::Turns(turns) => turns.increment.fits_grid(grid),
            Self::Dutch(dutch) => dutch.decrement.is_multiple_of(grid),
            Self::Exclusive(exclusive) => exclusive.increment.fits_grid(grid),
            Self::Sealed(_) | Self::Units(_) => true,
        }
    }

    /// Every amount in the terms of this format.
    pub(super) fn amounts(&self) -> Vec<Money> {
        match self {
            Self::English(english) => english.increment.amounts(),
            Self::Turns(turns) => turns.increment.amounts(),
            Self::Dutch(dutch) => vec![dutch.decrement, dutch.last],
            Self::Sealed(sealed) => sealed.ceiling.into_iter().chain(sealed.floor).collect(),
            Self::Units(_) => Vec::new(),
            Self::Exclusive(exclusive) => [
                exclusive.increment.amounts(),
                exclusive.shared_increment.amounts(),
                vec![exclusive.shared_opening],
            ]
            .concat(),
        }
    }
}

impl Increment {
    /// What is wrong with this increment, if anything is.
    #[must_use]
    pub fn fault(&self) -> Option<TermsFault> {
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

    /// Whether every step is a whole number of steps of `grid`.
    #[must_use]
    pub fn fits_grid(&self, grid: Money) -> bool {
        match self {
            Self::Table(bands) => bands.iter().all(|band| band.step.is_multiple_of(grid)),
            Self::BasisPoints(_) => false,
        }
    }

    /// Every amount in it.
    #[must_use]
    pub fn amounts(&self) -> Vec<Money> {
        match self {
            Self::Table(bands) => {
                bands.iter().flat_map(|band| band.from.into_iter().chain([band.step])).collect()
            }
            Self::BasisPoints(_) => Vec::new(),
        }
    }
}

impl SoftClose {
    fn faults(&self, pace: &Pace) -> Vec<TermsFault> {
        let lengths = [self.window_ms, self.extension_ms];
        let is_timed = matches!(pace, Pace::Timed(_));
        failing([
            (is_timed && lengths.into_iter().all(is_duration), TermsFault::SoftClose),
            (self.cap != Some(Cap::Moves(0)), TermsFault::SoftCloseCap),
        ])
    }
}

fn has_deadline(pace: &Pace) -> bool {
    match pace {
        Pace::Timed(timed) => !matches!(timed.closes, Closes::AfterFirstBidMs(_)),
        // Named as what it is: steps do not belong here.
        Pace::Stepped(_) => true,
        Pace::Hammer => false,
    }
}
