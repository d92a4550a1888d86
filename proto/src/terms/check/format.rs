//! What each format asks of the terms that it stands in.

use super::{failing, is_duration};
use crate::amount::Money;
use crate::limits;
use crate::terms::{
    Cap, Closes, Direction, Dutch, English, Exclusive, Fills, Format, Increment, Margin, Pace,
    Pricing, Round, Sealed, SoftClose, Terms, TermsFault, Timed, UnitPricing, Units,
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
        let takes_royalties = matches!(round.format, Format::English(_) | Format::Sealed(_));
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
        let best = match self.direction {
            Direction::Forward => sealed.ceiling,
            Direction::Reverse => sealed.floor,
        };
        let in_reach =
            best.zip(self.opening).is_none_or(|(best, o)| self.direction.reaches(best, o));
        failing([
            (in_reach, TermsFault::OpeningOutOfReach),
            (
                sealed.floor.zip(sealed.ceiling).is_none_or(|(floor, ceiling)| floor <= ceiling),
                TermsFault::FloorAboveCeiling,
            ),
            (has_deadline(pace), TermsFault::SealedPace),
        ])
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
        let closes = match pace {
            Pace::Timed(Timed { closes, .. }) => Some(*closes),
            Pace::Stepped(_) | Pace::Hammer => None,
        };
        let cap_fits = match (self.cap, closes) {
            (Some(Cap::Moves(moves)), _) => 1 <= moves,
            (Some(Cap::LatestAt(latest)), Some(Closes::At(closes_at))) => closes_at < latest,
            (Some(Cap::LatestAt(_)) | None, _) => true,
        };
        failing([
            (closes.is_some() && lengths.into_iter().all(is_duration), TermsFault::SoftClose),
            (cap_fits, TermsFault::SoftCloseCap),
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
