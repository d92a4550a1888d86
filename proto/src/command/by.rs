//! Whose hand a command comes from, and what somebody is in a sale.

mod fields;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{Officer, Paddle};

/// Whose hand a command comes from. The engine knows paddles and officers, never people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum By {
    /// The house's own clock: a deadline has passed.
    Clock,
    /// Somebody who watches.
    Observer,
    /// A bidder, by the number on the paddle.
    Bidder {
        /// The number.
        paddle: Paddle,
    },
    /// A clerk, who admits bidders and confirms deposits.
    Clerk {
        /// Which clerk.
        officer: Officer,
    },
    /// The auctioneer.
    Auctioneer {
        /// Which auctioneer.
        officer: Officer,
    },
    /// The second person, who confirms what one alone may not do (rule book 9).
    SecondOfficer {
        /// Which officer.
        officer: Officer,
    },
    /// Somebody who checks.
    Auditor {
        /// Which auditor.
        officer: Officer,
    },
    /// Somebody who oversees the sale, and asks nothing of it.
    Supervisor {
        /// Which supervisor.
        officer: Officer,
    },
}

/// What somebody is in a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The house's own clock.
    Clock,
    /// Watches.
    Observer,
    /// Bids.
    Bidder,
    /// Admits bidders and confirms deposits.
    Clerk,
    /// Opens, paces and closes lots.
    Auctioneer,
    /// Confirms what one person alone may not do.
    SecondOfficer,
    /// Checks.
    Auditor,
    /// Sees what the desk sees, and asks nothing.
    Supervisor,
}

impl By {
    /// The role of this hand.
    #[must_use]
    pub const fn role(&self) -> Role {
        match self {
            Self::Clock => Role::Clock,
            Self::Observer => Role::Observer,
            Self::Bidder { .. } => Role::Bidder,
            Self::Clerk { .. } => Role::Clerk,
            Self::Auctioneer { .. } => Role::Auctioneer,
            Self::SecondOfficer { .. } => Role::SecondOfficer,
            Self::Auditor { .. } => Role::Auditor,
            Self::Supervisor { .. } => Role::Supervisor,
        }
    }

    /// The paddle, if a bidder's hand it is.
    #[must_use]
    pub const fn paddle(&self) -> Option<Paddle> {
        match self {
            Self::Bidder { paddle } => Some(*paddle),
            Self::Clock
            | Self::Observer
            | Self::Clerk { .. }
            | Self::Auctioneer { .. }
            | Self::SecondOfficer { .. }
            | Self::Auditor { .. }
            | Self::Supervisor { .. } => None,
        }
    }

    /// The officer, if an officer's hand it is.
    #[must_use]
    pub const fn officer(&self) -> Option<&Officer> {
        match self {
            Self::Clerk { officer }
            | Self::Auctioneer { officer }
            | Self::SecondOfficer { officer }
            | Self::Auditor { officer }
            | Self::Supervisor { officer } => Some(officer),
            Self::Clock | Self::Observer | Self::Bidder { .. } => None,
        }
    }
}
