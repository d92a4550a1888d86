//! Where a lot stands, and what that allows.

use gavel_proto::view::PhaseName;
use gavel_proto::{LotResult, Reason, Rejection, Timestamp};
use serde::Serialize;

/// Where a lot stands (rule book 1). A draft is not here: the journal knows a lot from its
/// publication on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    },
    /// The envelopes are opened; the hammer ends the lot.
    Opened {
        closed_at: Timestamp,
    },
    Closed {
        closed_at: Timestamp,
        result: LotResult,
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
            Self::Opened { closed_at } | Self::Closed { closed_at, .. } => {
                Err(Rejection::Closed { closed_at: *closed_at })
            }
        }
    }

    /// Calls made since the last bid.
    pub(in crate::pure) const fn calls(&self) -> u8 {
        match self {
            Self::Open { calls, .. } => *calls,
            Self::Published | Self::Paused { .. } | Self::Opened { .. } | Self::Closed { .. } => 0,
        }
    }

    /// When bidding ends or ended.
    pub(in crate::pure) const fn closes_at(&self) -> Option<Timestamp> {
        match self {
            Self::Published => None,
            Self::Open { closes_at, .. } | Self::Paused { closes_at, .. } => *closes_at,
            Self::Opened { closed_at } | Self::Closed { closed_at, .. } => Some(*closed_at),
        }
    }

    pub(in crate::pure) const fn name(&self) -> PhaseName {
        match self {
            Self::Published => PhaseName::Published,
            Self::Open { calls: 0, .. } => PhaseName::Open,
            Self::Open { .. } => PhaseName::Closing,
            Self::Paused { .. } => PhaseName::Paused,
            Self::Opened { .. } => PhaseName::Opened,
            Self::Closed { .. } => PhaseName::Closed,
        }
    }

    /// Sets the deadline of an open lot; the calls stay.
    pub(super) fn set_deadline(&mut self, deadline: Timestamp) {
        match self {
            Self::Open { closes_at, .. } => *closes_at = Some(deadline),
            Self::Published | Self::Paused { .. } | Self::Opened { .. } | Self::Closed { .. } => {
                panic!("invariant: only an open lot has a deadline to move")
            }
        }
    }

    /// Sets the calls of an open lot.
    pub(super) fn set_calls(&mut self, made: u8) {
        match self {
            Self::Open { calls, .. } => *calls = made,
            Self::Published | Self::Paused { .. } | Self::Opened { .. } | Self::Closed { .. } => {
                panic!("invariant: only an open lot is called")
            }
        }
    }
}
