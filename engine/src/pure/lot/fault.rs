//! How a fault stops a lot.

use gavel_proto::{Event, FaultCause, Format, Timestamp};

use super::{Lot, Phase};

impl Lot {
    /// Stops the lot for a fault from `since` on that was noticed at `at`: one that was open then
    /// pauses as of `since`, and one that would have opened meanwhile opens as of its time and
    /// pauses at once, since nobody could have bid. Nothing where there is no clock to stop.
    pub(in crate::pure) fn stopped(
        &self,
        since: Timestamp,
        at: Timestamp,
        cause: FaultCause,
    ) -> Option<Vec<Event>> {
        let paused =
            |at| Event::LotPaused { lot: self.id, at, reason: cause.reason(), fault: Some(cause) };
        let opened = match &self.phase {
            Phase::Open { .. } => {
                return self.accepting(since).is_ok().then(|| vec![paused(since)]);
            }
            Phase::Published => self.first_opened(self.deadline()?),
            Phase::RoundOver { .. } => self.next_opened(self.deadline()?)?,
            Phase::Paused { .. }
            | Phase::Drawing { .. }
            | Phase::Provisional { .. }
            | Phase::RunnerUp { .. }
            | Phase::Closed { .. } => return None,
        };
        let opens_at = self.deadline().filter(|opens_at| *opens_at <= at)?;
        Some(vec![opened, paused(opens_at.max(since))])
    }

    /// Whether bids are taken, once the clock allows it.
    pub(in crate::pure) const fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open { .. })
    }

    /// Whether bids may lie in envelopes that are not opened yet, in this round or in one to come.
    pub(in crate::pure) fn is_sealed(&self) -> bool {
        let rounds = self.terms.rounds.iter().skip(self.held.round as usize - 1);
        let mut formats = rounds.map(|round| &round.format);
        formats.any(|format| matches!(format, Format::Sealed(_) | Format::Units(_)))
    }
}
