//! Why a bid was refused, where the room could know it too.

use gavel_proto::Rejection;

use crate::minutes::record::Ground;

/// The ground of a refused bid, if the room could know it.
pub(super) fn ground(rejection: &Rejection) -> Option<Ground> {
    match rejection {
        Rejection::NotOpen { .. } => Some(Ground::NotOpen),
        Rejection::Paused {} => Some(Ground::Paused),
        Rejection::Closed { closed_at } => Some(Ground::Closed { closed_at: *closed_at }),
        Rejection::Disqualified { reason } => Some(Ground::Barred { reason: reason.clone() }),
        Rejection::NotInRound { .. } => Some(Ground::NotInRound),
        Rejection::HasLeft {} => Some(Ground::HasLeft),
        Rejection::NotYourTurn { turn, .. } => Some(Ground::NotYourTurn { turn: *turn }),
        Rejection::OffGrid { grid, .. } => Some(Ground::OffGrid { grid: *grid }),
        Rejection::BelowAsking { asking } => Some(Ground::BelowAsking { asking: *asking }),
        Rejection::PriceMoved { asking } => Some(Ground::PriceMoved { asking: *asking }),
        // Between the house and this bidder.
        Rejection::NotOnRoster {}
        | Rejection::Excluded { .. }
        | Rejection::DepositNotConfirmed {}
        | Rejection::AboveLimit { .. }
        | Rejection::Expired { .. }
        | Rejection::PriceDiffers { .. }
        | Rejection::AlreadyLeading { .. }
        | Rejection::EnvelopeStands {}
        | Rejection::WrongOffer { .. }
        | Rejection::NotByClerk {}
        | Rejection::MalformedSchedule { .. }
        | Rejection::MalformedRoyalty { .. }
        | Rejection::MalformedAmount { .. }
        | Rejection::JumpTooLarge { .. }
        | Rejection::BookFull {}
        // Of a program, not of a bid.
        | Rejection::NotPermitted {}
        | Rejection::UnknownLot { .. }
        | Rejection::BidIdReused {}
        // Of no bid.
        | Rejection::SessionExists {}
        | Rejection::NoSession {}
        | Rejection::LotNumber { .. }
        | Rejection::SessionFull {}
        | Rejection::Terms { .. }
        | Rejection::PaddleNumber {}
        | Rejection::AlreadyAdmitted { .. }
        | Rejection::RosterFull {}
        | Rejection::AlreadyConfirmed { .. }
        | Rejection::AlreadyRecorded { .. }
        | Rejection::AlreadyOpen {}
        | Rejection::NotPaused {}
        | Rejection::NotByHammer { .. }
        | Rejection::CallOutOfTurn { .. }
        | Rejection::CallsMissing { .. }
        | Rejection::StillSealed { .. }
        | Rejection::Tied { .. }
        | Rejection::NotInDraw {}
        | Rejection::DrawRuns { .. }
        | Rejection::AlreadyInDraw {}
        | Rejection::RevealTooEarly { .. }
        | Rejection::NonceDiffers {}
        | Rejection::BidStands { .. }
        | Rejection::RoundsLeft { .. }
        | Rejection::NoRoundLeft {}
        | Rejection::WrongFormat {}
        | Rejection::NotLeading { .. }
        | Rejection::UnknownBid { .. }
        | Rejection::AlreadyVoid {}
        | Rejection::VoidAwaited {}
        | Rejection::NoVoidAsked {}
        | Rejection::SecondPerson { .. }
        | Rejection::NotProvisional {}
        | Rejection::NotWinner { .. }
        | Rejection::NotRunnerUp { .. }
        | Rejection::NoLotOpen {}
        | Rejection::NothingDue {} => None,
    }
}

impl Ground {
    /// Whether it is told of a bid into an envelope: while those are sealed, nobody learns who
    /// tries to hand one in.
    pub(super) const fn is_told_of_envelopes(&self) -> bool {
        match self {
            Self::Closed { .. } => true,
            Self::NotOpen
            | Self::Paused
            | Self::Barred { .. }
            | Self::NotInRound
            | Self::HasLeft
            | Self::NotYourTurn { .. }
            | Self::OffGrid { .. }
            | Self::BelowAsking { .. }
            | Self::PriceMoved { .. } => false,
        }
    }

    /// Whether it is told of a bid of the leader's: nobody learns that he tried to raise his
    /// maximum.
    pub(super) const fn is_told_of_leaders(&self) -> bool {
        match self {
            Self::OffGrid { .. } | Self::BelowAsking { .. } => false,
            Self::Closed { .. }
            | Self::NotOpen
            | Self::Paused
            | Self::Barred { .. }
            | Self::NotInRound
            | Self::HasLeft
            | Self::NotYourTurn { .. }
            | Self::PriceMoved { .. } => true,
        }
    }
}
