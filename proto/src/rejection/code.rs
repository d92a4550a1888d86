//! The permanent number of every refusal.

use super::Rejection;

impl Rejection {
    /// The number that clients switch on. Never renumbered, never reused.
    #[must_use]
    pub const fn code(&self) -> u16 {
        match self {
            Self::NotPermitted {} => 2001,
            Self::UnknownLot { .. } => 2002,
            Self::BidIdReused {} => 2003,
            Self::NotOpen { .. } => 2004,
            Self::Paused {} => 2005,
            Self::Closed { .. } => 2006,
            Self::NotOnRoster {} => 2007,
            Self::Disqualified { .. } => 2008,
            Self::DepositNotConfirmed {} => 2009,
            Self::AboveLimit { .. } => 2010,
            Self::AlreadyLeading { .. } => 2011,
            Self::EnvelopeStands {} => 2012,
            Self::WrongOffer { .. } => 2013,
            Self::MalformedAmount { .. } => 2014,
            Self::OffGrid { .. } => 2015,
            Self::BelowAsking { .. } => 2016,
            Self::BookFull {} => 2017,
            Self::Excluded { .. } => 2018,
            Self::NotInRound { .. } => 2019,
            Self::HasLeft {} => 2020,
            Self::NotYourTurn { .. } => 2021,
            Self::NotByClerk {} => 2022,
            Self::MalformedSchedule { .. } => 2023,
            Self::MalformedRoyalty { .. } => 2024,
            Self::PriceMoved { .. } => 2025,
            Self::JumpTooLarge { .. } => 2026,
            Self::Expired { .. } => 2027,
            Self::PriceDiffers { .. } => 2028,
            Self::SessionExists {} => 2101,
            Self::NoSession {} => 2102,
            Self::LotNumber { .. } => 2103,
            Self::SessionFull {} => 2104,
            Self::Terms { .. } => 2105,
            Self::AlreadyAdmitted { .. } => 2106,
            Self::RosterFull {} => 2107,
            Self::AlreadyConfirmed { .. } => 2108,
            Self::AlreadyOpen {} => 2109,
            Self::NotPaused {} => 2110,
            Self::NotByHammer { .. } => 2111,
            Self::CallOutOfTurn { .. } => 2112,
            Self::CallsMissing { .. } => 2113,
            Self::StillSealed { .. } => 2114,
            Self::Tied { .. } => 2115,
            Self::NotInDraw {} => 2116,
            Self::BidStands { .. } => 2117,
            Self::NothingDue {} => 2119,
            Self::AlreadyRecorded { .. } => 2120,
            Self::DrawRuns { .. } => 2121,
            Self::AlreadyInDraw {} => 2122,
            Self::RevealTooEarly { .. } => 2123,
            Self::NonceDiffers {} => 2124,
            Self::RoundsLeft { .. } => 2125,
            Self::NoRoundLeft {} => 2126,
            Self::WrongFormat {} => 2127,
            Self::NotLeading { .. } => 2128,
            Self::UnknownBid { .. } => 2129,
            Self::AlreadyVoid {} => 2130,
            Self::VoidAwaited {} => 2131,
            Self::NoVoidAsked {} => 2132,
            Self::SecondPerson { .. } => 2133,
            Self::NotProvisional {} => 2134,
            Self::NotWinner { .. } => 2135,
            Self::NotRunnerUp { .. } => 2136,
            Self::PaddleNumber {} => 2137,
            Self::NoLotOpen {} => 2138,
        }
    }

    /// Whether the same command may succeed later without being changed.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        matches!(
            self,
            Self::NotOpen { .. }
                | Self::Paused {}
                | Self::DepositNotConfirmed {}
                | Self::NotYourTurn { .. }
                | Self::RevealTooEarly { .. }
        )
    }
}
