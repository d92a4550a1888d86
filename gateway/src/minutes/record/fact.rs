//! What the room heard, fact by fact: the lines of the extract, and of the course of a round.

use gavel_proto::{
    BallotCount, By, Channel, DrawStep, FaultCause, Increment, LotResult, Money, Officer, Paddle,
    Reason, Reserve, Royalty, Seq, SideName, Sides, Timestamp, YesNo,
};

/// One line of the extract: an entry of the journal, as far as the room heard of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Its place in the journal.
    pub seq: Seq,
    /// The engine's stamp, to the microsecond.
    pub at: Timestamp,
    /// Whose hand it came from.
    pub by: By,
    /// What came of it, in order.
    pub facts: Vec<Fact>,
}

/// A fact with its time, in the course of a round or of a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When.
    pub at: Timestamp,
    /// Whose hand it came from.
    pub by: By,
    /// What.
    pub fact: Fact,
}

/// What the room heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The lot was published.
    Published { reserve: Reserve },
    /// A round opened; `asking` is absent in a sealed one.
    Opened { round: u32, time: u32, closes_at: Option<Timestamp>, asking: Option<Money> },
    /// A bid moved the price.
    Price {
        bidder: Paddle,
        channel: Channel,
        price: Money,
        royalty: Option<Royalty>,
        leader: Paddle,
        asking: Money,
        reserve: Reserve,
    },
    /// A bid on one of two sides.
    SideBid { bidder: Paddle, channel: Channel, side: SideName, amount: Money },
    /// How the two sides stand now.
    Sides(Box<Sides>),
    /// A struck bid no longer counts: what stands now.
    Recomputed { best: Option<(Paddle, Money)>, closes_at: Option<Timestamp> },
    /// The price of a Dutch round moved by a step.
    Stepped { asking: Money },
    /// A bidder's turn began.
    Turn { paddle: Paddle, asking: Money, closes_at: Timestamp },
    /// The increment changed.
    Increment { increment: Increment, asking: Money },
    /// The deadline moved, or began to run.
    Deadline { closes_at: Timestamp },
    /// The clock stopped.
    Paused { reason: Reason },
    /// The house stopped the clock for a fault, as of `since`.
    Stopped { cause: FaultCause, since: Timestamp },
    /// The clock went on.
    Resumed { closes_at: Option<Timestamp> },
    /// The price was called, with its bidder; nobody had bid where there is none.
    Called { call: u8, standing: Option<(Paddle, Money)> },
    /// A bidder left a round that lasts until few are left.
    Left { paddle: Paddle },
    /// A round in the open was over; those in `tied` stand at the top with equal bids.
    RoundEnded { closed_at: Timestamp, tied: Vec<Paddle> },
    /// An envelope was handed in that was opened later.
    EnvelopeIn,
    /// The envelopes were opened.
    EnvelopesOpened { closed_at: Timestamp, count: BallotCount },
    /// A paddle was barred.
    Barred { paddle: Paddle, reason: Reason },
    /// The leader took his bid back.
    Withdrawn { paddle: Paddle },
    /// A bid was struck by two officers; the second is the hand behind the entry.
    Voided { paddle: Paddle, reason: Reason, asked_by: Option<Officer> },
    /// A draw among equals went a step further.
    Draw(DrawStep),
    /// Something happened when bidding was over.
    After(After),
    /// A bid was refused on a ground that the room knew.
    BidRefused { bidder: Option<Paddle>, ground: Ground },
}

/// What the room heard when bidding was over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// The best bid does not reach the reserve: the seller is asked.
    Provisional { closed_at: Timestamp, paddle: Paddle, price: Money, answer_by: Timestamp },
    /// The seller answered; `None`: the time to answer passed.
    SellerAnswered { answer: Option<YesNo> },
    /// The winner refused the result.
    ResultRefused { paddle: Paddle, price: Money, reason: Reason },
    /// The runner-up is asked, because his price and the deposit come to what was refused.
    RunnerUpAsked { paddle: Paddle, price: Money, deposit: Option<Money>, refused: Money },
    /// Nobody's price and the deposit came to what was refused.
    NoRunnerUp { deposit: Option<Money>, refused: Money },
    /// The runner-up answered.
    RunnerUpAnswered { paddle: Paddle, answer: YesNo },
    /// The winner refused to sign the minutes.
    Unsigned { paddle: Paddle, reason: Reason },
    /// The lot ended.
    Ended { closed_at: Timestamp, result: LotResult },
}

impl From<After> for Fact {
    fn from(after: After) -> Self {
        Self::After(after)
    }
}

/// Why a bid was refused, where the room could know it too. What concerns the bidder alone (a
/// deposit, a limit, a maximum) is not told here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Bidding had not opened.
    NotOpen,
    /// The lot was paused.
    Paused,
    /// Bidding was over.
    Closed { closed_at: Timestamp },
    /// The paddle was barred from the lot.
    Barred { reason: Reason },
    /// The round is open to others.
    NotInRound,
    /// The bidder had left the round.
    HasLeft,
    /// It was another bidder's turn.
    NotYourTurn { turn: Paddle },
    /// The amount lay between two steps.
    OffGrid { grid: Money },
    /// Too little (too much, in a reverse lot).
    BelowAsking { asking: Money },
    /// The price of a Dutch round had moved.
    PriceMoved { asking: Money },
}

/// Where a fact is told, beside the extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// In the course of its round.
    Course,
    /// In what came when bidding was over.
    Aftermath,
    /// In a table of its own, or in the extract alone: what moves the clock with every late bid.
    Apart,
}

impl Fact {
    /// Where it is told.
    #[must_use]
    pub const fn told(&self) -> Told {
        match self {
            Self::Sides(_)
            | Self::Recomputed { .. }
            | Self::Stepped { .. }
            | Self::Turn { .. }
            | Self::Increment { .. }
            | Self::Paused { .. }
            | Self::Stopped { .. }
            | Self::Resumed { .. }
            | Self::Called { .. }
            | Self::Left { .. }
            | Self::RoundEnded { .. }
            | Self::Barred { .. }
            | Self::Withdrawn { .. }
            | Self::Voided { .. } => Told::Course,
            Self::After(_) => Told::Aftermath,
            Self::Published { .. }
            | Self::Opened { .. }
            | Self::Price { .. }
            | Self::SideBid { .. }
            | Self::Deadline { .. }
            | Self::EnvelopeIn
            | Self::EnvelopesOpened { .. }
            | Self::Draw(_)
            | Self::BidRefused { .. } => Told::Apart,
        }
    }
}
