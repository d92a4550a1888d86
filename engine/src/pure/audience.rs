//! Who hears what: the one place where secrets are kept.

use gavel_proto::{Event, Paddle};

/// Who an event is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone who listens.
    Room,
    /// The owner of this paddle alone: not the auctioneer, not the clerk.
    Paddle(Paddle),
    /// The owner of this paddle, and the desk.
    PaddleAndDesk(Paddle),
    /// Clerk, auctioneer, second officer, auditor and supervisor.
    Desk,
}

/// Who listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Viewer {
    /// Somebody in the room.
    Room,
    /// A bidder.
    Paddle(Paddle),
    /// Clerk, auctioneer, second officer, auditor or supervisor.
    Desk,
}

/// Who hears of `event`.
#[must_use]
pub const fn audience(event: &Event) -> Audience {
    match event {
        Event::BidAccepted { paddle, .. } | Event::BidRepeated { paddle, .. } => {
            Audience::Paddle(*paddle)
        }
        Event::BidderAdmitted { paddle, .. }
        | Event::DepositConfirmed { paddle }
        | Event::BidderExcluded { paddle, .. }
        | Event::BidderAbsent { paddle, .. }
        | Event::DepositForfeited { paddle, .. } => Audience::PaddleAndDesk(*paddle),
        Event::ReserveSet { .. } | Event::VoidAsked { .. } | Event::FaultReported { .. } => {
            Audience::Desk
        }
        Event::SessionCreated { .. }
        | Event::SigningKeySet { .. }
        | Event::LotPublished { .. }
        | Event::LotOpened { .. }
        | Event::PriceChanged { .. }
        | Event::SidesChanged { .. }
        | Event::StandingRecomputed { .. }
        | Event::AskingStepped { .. }
        | Event::TurnBegan { .. }
        | Event::IncrementChanged { .. }
        | Event::DeadlineMoved { .. }
        | Event::LotPaused { .. }
        | Event::LotResumed { .. }
        | Event::Called { .. }
        | Event::RoundEnded { .. }
        | Event::EnvelopesOpened { .. }
        | Event::BidderDisqualified { .. }
        | Event::BidderLeft { .. }
        | Event::BidWithdrawn { .. }
        | Event::BidVoided { .. }
        | Event::Draw { .. }
        | Event::LotProvisional { .. }
        | Event::ResultRefused { .. }
        | Event::RunnerUpAsked { .. }
        | Event::MinutesUnsigned { .. }
        | Event::Announced { .. }
        | Event::LotClosed { .. } => Audience::Room,
    }
}

impl Viewer {
    /// Whether this listener hears what is for `audience`.
    #[must_use]
    pub fn hears(self, audience: Audience) -> bool {
        match audience {
            Audience::Room => true,
            Audience::Paddle(owner) => self == Self::Paddle(owner),
            Audience::PaddleAndDesk(owner) => self == Self::Paddle(owner) || self == Self::Desk,
            Audience::Desk => self == Self::Desk,
        }
    }
}
