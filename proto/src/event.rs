//! What can happen in a session. Events are the only thing that changes it.

mod draw;
mod envelope;
mod outcome;
mod sides;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use draw::DrawStep;
pub use envelope::{BallotCount, Envelope, EnvelopeFault};
pub use outcome::{Award, FailureReason, ForfeitCase, LotResult, Reserve};
pub use sides::{Side, SideName, Sides};

use crate::amount::Money;
use crate::command::{Channel, Pair};
use crate::fault::{Fault, FaultCause};
use crate::ids::{BidId, LotId, Officer, Paddle, Reason, Seq, SessionId, VerifierKey};
use crate::royalty::Royalty;
use crate::terms::{Increment, Terms, Text};
use crate::time::Timestamp;

/// Something that happened. Who hears it is decided in one place, the engine's `audience`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The session began.
    SessionCreated {
        /// Its name.
        session: SessionId,
        /// What it is called.
        title: Text,
    },
    /// The journal's heads are signed with this key, from the one on that covers this event.
    SigningKeySet {
        /// What checks them.
        key: VerifierKey,
    },
    /// A bidder was admitted.
    BidderAdmitted {
        /// The number on the paddle.
        paddle: Paddle,
        /// The most that this bidder may bid on a lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Money>,
    },
    /// A bidder's deposit is here.
    DepositConfirmed {
        /// Whose.
        paddle: Paddle,
    },
    /// A paddle was excluded from the session (L38.4).
    BidderExcluded {
        /// Whom.
        paddle: Paddle,
        /// Why.
        reason: Reason,
    },
    /// A bidder did not come, without force majeure (L39).
    BidderAbsent {
        /// Who.
        paddle: Paddle,
        /// How it is known.
        reason: Reason,
    },
    /// A deposit is forfeited (L39). The number of this entry is the evidence.
    DepositForfeited {
        /// Whose.
        paddle: Paddle,
        /// On which lot; absent where it concerns the session.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotId>,
        /// In which of the five cases.
        case: ForfeitCase,
    },
    /// A lot's terms are frozen and public.
    LotPublished {
        /// Which lot.
        lot: LotId,
        /// Its terms.
        terms: Box<Terms>,
        /// Whether it has a reserve.
        reserve: Reserve,
    },
    /// A lot has this reserve.
    ReserveSet {
        /// Which lot.
        lot: LotId,
        /// The secret minimum (the secret most of a reverse lot).
        reserve: Money,
    },
    /// Bidding opened: a round of the lot began.
    LotOpened {
        /// Which lot.
        lot: LotId,
        /// Which round of the programme, from 1.
        round: u32,
        /// Which time that round is held, from 1.
        time: u32,
        /// Who may bid; absent: everybody on the roster.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        open_to: Option<Vec<Paddle>>,
        /// Who may not, in a round that is open to all but the leader.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closed_to: Option<Paddle>,
        /// When bidding ends; absent while no deadline runs.
        closes_at: Option<Timestamp>,
        /// The least first bid; absent in a sealed round.
        asking: Option<Money>,
    },
    /// A bid was taken. Its owner alone hears of it; the room hears what it did.
    BidAccepted {
        /// Which lot.
        lot: LotId,
        /// Whose.
        paddle: Paddle,
        /// The bid's own id.
        bid_id: BidId,
        /// The amount offered in the open, or in the envelope; for a royalty its net present
        /// value; absent for a maximum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
        /// The maximum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        maximum: Option<Money>,
        /// What the amount is made of, if it is a royalty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        royalty: Option<Royalty>,
        /// Quantities at unit prices; empty in a lot of one unit.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        schedule: Vec<Pair>,
        /// How it came.
        #[serde(default, skip_serializing_if = "Channel::is_online")]
        channel: Channel,
        /// When.
        at: Timestamp,
    },
    /// A bid id came again: it has its first verdict.
    BidRepeated {
        /// Whose.
        paddle: Paddle,
        /// The bid's own id.
        bid_id: BidId,
        /// Where the first verdict stands.
        first: Seq,
    },
    /// Price, leader or asking price changed.
    PriceChanged {
        /// Which lot.
        lot: LotId,
        /// The bid that did it.
        bid_id: BidId,
        /// Who bid.
        bidder: Paddle,
        /// How the bid came.
        #[serde(default, skip_serializing_if = "Channel::is_online")]
        channel: Channel,
        /// The price now.
        price: Money,
        /// What the price is made of, if it is a royalty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        royalty: Option<Royalty>,
        /// Who leads now.
        leader: Paddle,
        /// The least next bid.
        asking: Money,
        /// Whether the reserve is met.
        reserve: Reserve,
        /// When.
        at: Timestamp,
    },
    /// A struck bid no longer counts: price, leader and deadline were computed as if it had not
    /// been. In a round over, the round goes on only where `closes_at` says so.
    StandingRecomputed {
        /// Which lot.
        lot: LotId,
        /// The price now; absent without a bid.
        price: Option<Money>,
        /// Who leads now.
        leader: Option<Paddle>,
        /// The least next bid; absent in a sealed round.
        asking: Option<Money>,
        /// Whether the reserve is met.
        reserve: Reserve,
        /// When bidding ends now; absent while no deadline runs.
        closes_at: Option<Timestamp>,
    },
    /// The asking price fell by a step of a Dutch round (rose, in a reverse lot).
    AskingStepped {
        /// Which lot.
        lot: LotId,
        /// The asking price now.
        asking: Money,
        /// Until when.
        closes_at: Timestamp,
    },
    /// A bidder's turn began (rule book 6).
    TurnBegan {
        /// Which lot.
        lot: LotId,
        /// Whose.
        paddle: Paddle,
        /// What improves his own bid.
        asking: Money,
        /// Until when.
        closes_at: Timestamp,
    },
    /// The two sides of a lot changed: exclusive, or shared by several (rule book 4).
    SidesChanged {
        /// Which lot.
        lot: LotId,
        /// How they stand.
        sides: Sides,
        /// The bid that did it; absent where a bid was struck.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bid_id: Option<BidId>,
        /// When.
        at: Timestamp,
    },
    /// The increment changed.
    IncrementChanged {
        /// Which lot.
        lot: LotId,
        /// From now on.
        increment: Increment,
        /// The least next bid.
        asking: Money,
    },
    /// The deadline moved, or began to run.
    DeadlineMoved {
        /// Which lot.
        lot: LotId,
        /// When bidding ends now.
        closes_at: Timestamp,
    },
    /// The clock of a lot stopped.
    LotPaused {
        /// Which lot.
        lot: LotId,
        /// Since when: the time from here to the deadline is given back.
        at: Timestamp,
        /// Why.
        reason: Reason,
        /// The fault for which the house paused it; absent where an auctioneer did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<FaultCause>,
    },
    /// A paused lot went on; the calls begin anew.
    LotResumed {
        /// Which lot.
        lot: LotId,
        /// When bidding ends now; absent while no deadline runs.
        closes_at: Option<Timestamp>,
    },
    /// The price was called.
    Called {
        /// Which lot.
        lot: LotId,
        /// 1, 2 or 3.
        call: u8,
    },
    /// A round in the open is over; the auctioneer goes on, or the next round opens by itself.
    RoundEnded {
        /// Which lot.
        lot: LotId,
        /// As of when.
        closed_at: Timestamp,
        /// Who stands at the top with equal bids, if it takes a draw.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tied: Vec<Paddle>,
    },
    /// The envelopes were opened: a sealed round is over.
    EnvelopesOpened {
        /// Which lot.
        lot: LotId,
        /// When bidding ended.
        closed_at: Timestamp,
        /// Every live envelope, in the order in which they came.
        envelopes: Vec<Envelope>,
        /// How many there are, and how many count.
        count: BallotCount,
    },
    /// A bidder left a round that lasts until few are left.
    BidderLeft {
        /// Which lot.
        lot: LotId,
        /// Who.
        paddle: Paddle,
    },
    /// The leader took his bid back, and is out (L50).
    BidWithdrawn {
        /// Which lot.
        lot: LotId,
        /// Who.
        paddle: Paddle,
    },
    /// An officer asked that a bid be struck.
    VoidAsked {
        /// Which lot.
        lot: LotId,
        /// Which bid.
        bid_id: BidId,
        /// Why.
        reason: Reason,
        /// Who asked: somebody else confirms.
        officer: Officer,
    },
    /// A bid was struck: it stays in the record and no longer counts.
    BidVoided {
        /// Which lot.
        lot: LotId,
        /// Whose.
        paddle: Paddle,
        /// Which bid.
        bid_id: BidId,
        /// Why.
        reason: Reason,
    },
    /// A draw among equal bidders went a step further (L42).
    Draw {
        /// Which lot.
        lot: LotId,
        /// How far.
        step: DrawStep,
    },
    /// The best bid does not reach the reserve: the seller is asked.
    LotProvisional {
        /// Which lot.
        lot: LotId,
        /// As of when bidding ended.
        closed_at: Timestamp,
        /// Whose bid.
        paddle: Paddle,
        /// How much.
        price: Money,
        /// Until when the seller answers; after that, the lot is passed.
        answer_by: Timestamp,
    },
    /// The winner refused the result (L51).
    ResultRefused {
        /// Which lot.
        lot: LotId,
        /// Who.
        paddle: Paddle,
        /// The price that was refused.
        price: Money,
        /// What was said.
        reason: Reason,
    },
    /// The runner-up is asked whether he takes the lot at his own price (L51).
    RunnerUpAsked {
        /// Which lot.
        lot: LotId,
        /// Who.
        paddle: Paddle,
        /// His own price.
        price: Money,
    },
    /// The desk said something to the room.
    Announced {
        /// What was said.
        message: Reason,
    },
    /// The winner refused to sign the minutes.
    MinutesUnsigned {
        /// Which lot.
        lot: LotId,
        /// Who.
        paddle: Paddle,
        /// What was said.
        reason: Reason,
    },
    /// A paddle was barred from a lot.
    BidderDisqualified {
        /// Which lot.
        lot: LotId,
        /// Whom.
        paddle: Paddle,
        /// Why.
        reason: Reason,
    },
    /// The house saw a fault and paused what was open (rule book 9).
    FaultReported {
        /// The lots that it paused.
        lots: Vec<LotId>,
        /// What it saw; bids in envelopes that nobody may know of are left out.
        fault: Box<Fault>,
    },
    /// The lot ended. Where a result was refused it ends again, and the last end counts.
    LotClosed {
        /// Which lot.
        lot: LotId,
        /// As of when: the deadline, whenever the tick came.
        closed_at: Timestamp,
        /// How it ended.
        result: LotResult,
    },
}
