//! Where a lot stands, and what that allows.

use gavel_proto::view::{PhaseName, RunnerUp};
use gavel_proto::{FaultCause, LotResult, Reason, Rejection, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a lot stands (rule book 1). A draft is not here: the journal knows a lot from its
/// publication on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::pure) enum Phase {
    Published,
    Open {
        closes_at: Option<Timestamp>,
        calls: u8,
    },
    Paused {
        closes_at: Option<Timestamp>,
        at: Timestamp,
        reason: Reason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<FaultCause>,
    },
    /// A round is over: the next one, a draw or the hammer follows.
    RoundOver {
        closed_at: Timestamp,
    },
    /// A step of a draw runs until then.
    Drawing {
        closed_at: Timestamp,
        until: Timestamp,
    },
    /// The seller answers until then.
    Provisional {
        closed_at: Timestamp,
        answer_by: Timestamp,
    },
    Closed {
        closed_at: Timestamp,
        result: LotResult,
    },
    /// The winner refused, and the runner-up is asked.
    RunnerUp {
        closed_at: Timestamp,
        asked: RunnerUp,
    },
}

impl Phase {
    /// When bidding ends, if bids are taken at `at` and a deadline runs.
    ///
    /// The deadline binds even if the tick that closes the lot comes late: a bid counts when
    /// `at < closes_at`.
    ///
    /// # Errors
    /// [`Rejection::NotOpen`], [`Rejection::Paused`] or [`Rejection::Closed`].
    pub(super) fn accepting(
        &self,
        at: Timestamp,
        opens_at: Option<Timestamp>,
    ) -> Result<Option<Timestamp>, Rejection> {
        match self {
            Self::Published => Err(Rejection::NotOpen { opens_at }),
            Self::Paused { .. } => Err(Rejection::Paused {}),
            Self::Open { closes_at: Some(closed_at), .. } if *closed_at <= at => {
                Err(Rejection::Closed { closed_at: *closed_at })
            }
            Self::Open { closes_at, .. } => Ok(*closes_at),
            Self::RoundOver { closed_at }
            | Self::Drawing { closed_at, .. }
            | Self::Provisional { closed_at, .. }
            | Self::RunnerUp { closed_at, .. }
            | Self::Closed { closed_at, .. } => Err(Rejection::Closed { closed_at: *closed_at }),
        }
    }

    /// Whether a round runs, its clock stopped or not.
    pub(super) const fn is_held(&self) -> bool {
        matches!(self, Self::Open { .. } | Self::Paused { .. })
    }

    /// Calls made since the last bid.
    pub(in crate::pure) const fn calls(&self) -> u8 {
        match self {
            Self::Open { calls, .. } => *calls,
            Self::Published
            | Self::Paused { .. }
            | Self::RoundOver { .. }
            | Self::Drawing { .. }
            | Self::Provisional { .. }
            | Self::RunnerUp { .. }
            | Self::Closed { .. } => 0,
        }
    }

    /// When bidding ends or ended.
    pub(in crate::pure) const fn closes_at(&self) -> Option<Timestamp> {
        match self {
            Self::Published => None,
            Self::Open { closes_at, .. } | Self::Paused { closes_at, .. } => *closes_at,
            Self::RoundOver { closed_at }
            | Self::Drawing { closed_at, .. }
            | Self::Provisional { closed_at, .. }
            | Self::RunnerUp { closed_at, .. }
            | Self::Closed { closed_at, .. } => Some(*closed_at),
        }
    }

    pub(in crate::pure) const fn name(&self) -> PhaseName {
        match self {
            Self::Published => PhaseName::Published,
            Self::Open { calls: 0, .. } => PhaseName::Open,
            Self::Open { .. } => PhaseName::Closing,
            Self::Paused { .. } => PhaseName::Paused,
            Self::RoundOver { .. } => PhaseName::RoundOver,
            Self::Drawing { .. } => PhaseName::Drawing,
            Self::Provisional { .. } => PhaseName::Provisional,
            Self::RunnerUp { .. } => PhaseName::RunnerUp,
            Self::Closed { .. } => PhaseName::Closed,
        }
    }

    /// How the lot ended, if it did.
    pub(in crate::pure) const fn result(&self) -> Option<&LotResult> {
        match self {
            Self::Closed { result, .. } => Some(result),
            Self::Published
            | Self::Open { .. }
            | Self::Paused { .. }
            | Self::RoundOver { .. }
            | Self::Drawing { .. }
            | Self::Provisional { .. }
            | Self::RunnerUp { .. } => None,
        }
    }

    /// Sets the deadline of an open round, or of the step of a draw; the calls stay.
    pub(super) fn set_deadline(&mut self, deadline: Timestamp) {
        match self {
            Self::Open { closes_at, .. } | Self::Paused { closes_at, .. } => {
                *closes_at = Some(deadline);
            }
            Self::Drawing { until, .. } => *until = deadline,
            Self::Published
            | Self::RoundOver { .. }
            | Self::Provisional { .. }
            | Self::RunnerUp { .. }
            | Self::Closed { .. } => {
                panic!("invariant: only an open round or a draw has a deadline")
            }
        }
    }

    /// Sets the calls of an open lot; none are kept in any other phase.
    pub(super) fn set_calls(&mut self, made: u8) {
        if let Self::Open { calls, .. } = self {
            *calls = made;
        }
    }
}
