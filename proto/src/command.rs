//! What can be asked of a session, and by whom. The journal keeps every command as asked.

mod bid;
mod by;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use bid::{Bid, Channel, Jump, Offer, OfferKind, Pair};
pub use by::{By, Role};

use crate::amount::Money;
use crate::fault::Fault;
use crate::hash::Hash;
use crate::ids::{BidId, LotId, Paddle, Reason, SessionId, VerifierKey};
use crate::terms::{Increment, Terms, Text};

/// A command: what somebody asks of the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Begins the session. The first command of every journal, and only there.
    CreateSession {
        /// The session's name.
        session: SessionId,
        /// What the session is called.
        title: Text,
    },
    /// The house signs with this key from now on.
    SignWith {
        /// What checks the heads from the one on that covers this command.
        key: VerifierKey,
    },
    /// Admits a bidder with a paddle (rule book 8).
    Admit {
        /// The number on the paddle.
        paddle: Paddle,
        /// The most that this bidder may bid on a lot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<Money>,
    },
    /// Confirms that a bidder's deposit has arrived (L39).
    ConfirmDeposit {
        /// Whose.
        paddle: Paddle,
    },
    /// Excludes a paddle from the session: staff, valuers, the seller, their families (L38.4).
    Exclude {
        /// Whom.
        paddle: Paddle,
        /// Why.
        reason: Reason,
    },
    /// Records that a bidder did not come, without force majeure (L39).
    RecordAbsence {
        /// Who.
        paddle: Paddle,
        /// How it is known.
        reason: Reason,
    },
    /// Says something to the room: a word of the desk, which decides nothing.
    Announce {
        /// What is said.
        message: Reason,
    },
    /// Publishes a lot: its terms freeze.
    Publish {
        /// The lot's number: the next free one.
        lot: LotId,
        /// What everybody may know.
        terms: Box<Terms>,
        /// The reserve: known to the desk alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reserve: Option<Money>,
    },
    /// Opens a published lot by hand, or its next round.
    Open {
        /// Which lot.
        lot: LotId,
    },
    /// Stops the clock of an open lot.
    Pause {
        /// Which lot.
        lot: LotId,
        /// Why, for the room to hear.
        reason: Reason,
    },
    /// Goes on after a pause and gives the time back.
    Resume {
        /// Which lot.
        lot: LotId,
    },
    /// Changes the increment of an English round between two bids (rule book 2).
    SetIncrement {
        /// Which lot.
        lot: LotId,
        /// From now on.
        increment: Increment,
    },
    /// Calls the price for the first, second or third time.
    Call {
        /// Which lot.
        lot: LotId,
        /// 1, 2 or 3: the next call.
        call: u8,
    },
    /// Lets the hammer fall: after the third call, or when a round is over.
    Hammer {
        /// Which lot.
        lot: LotId,
    },
    /// Passes a lot that nobody may have: no bid, or none at the reserve.
    Pass {
        /// Which lot.
        lot: LotId,
    },
    /// Takes a lot out of the sale before the hammer.
    Withdraw {
        /// Which lot.
        lot: LotId,
        /// Why, for the room to hear.
        reason: Reason,
    },
    /// Bars a paddle from a lot; its bids no longer count.
    Disqualify {
        /// Which lot.
        lot: LotId,
        /// Whom.
        paddle: Paddle,
        /// Why, for the room to hear.
        reason: Reason,
    },
    /// A bid.
    Bid(Bid),
    /// A bid that the clerk enters for a paddle in the hall or on the telephone (rule book 2).
    BidFor {
        /// For whom.
        paddle: Paddle,
        /// How it came.
        channel: Channel,
        /// What is offered: openly, since the clerk knows it.
        bid: Bid,
    },
    /// Leaves a round that lasts until few are left (rule book 6).
    Leave {
        /// Which lot.
        lot: LotId,
    },
    /// The leader takes his bid back (L50).
    WithdrawBid {
        /// Which lot.
        lot: LotId,
        /// The leader: a bidder's own paddle, or whom the clerk heard.
        paddle: Paddle,
    },
    /// Asks that a bid be struck; a second person confirms (rule book 9).
    Void {
        /// Which lot.
        lot: LotId,
        /// Which bid of the round that runs or was run last.
        bid_id: BidId,
        /// Why, for the room to hear.
        reason: Reason,
    },
    /// The second person confirms that a bid is struck.
    ConfirmVoid {
        /// Which lot.
        lot: LotId,
        /// Which bid.
        bid_id: BidId,
    },
    /// Begins the draw among those who are tied at the top (L42).
    Draw {
        /// Which lot.
        lot: LotId,
    },
    /// Commits to a nonce for the draw.
    Commit {
        /// Which lot.
        lot: LotId,
        /// SHA-256 of the paddle (4 bytes, big endian; 0 for the auctioneer) and the nonce.
        commitment: Hash,
    },
    /// Reveals the nonce that was committed to.
    Reveal {
        /// Which lot.
        lot: LotId,
        /// 32 random bytes.
        nonce: Hash,
    },
    /// The seller says whether a price below the reserve is enough.
    SellerAnswers {
        /// Which lot.
        lot: LotId,
        /// Whether.
        answer: YesNo,
    },
    /// The winner refuses the result at the session (L51).
    RefuseResult {
        /// Which lot.
        lot: LotId,
        /// The winner: a bidder's own paddle, or whom an officer heard.
        paddle: Paddle,
        /// What was said.
        reason: Reason,
    },
    /// The runner-up says whether he takes the lot at his own price (L51).
    RunnerUpAnswers {
        /// Which lot.
        lot: LotId,
        /// The runner-up: a bidder's own paddle, or whom an officer heard.
        paddle: Paddle,
        /// Whether.
        answer: YesNo,
    },
    /// Records that the winner refuses to sign the minutes (L39, L52).
    RecordUnsigned {
        /// Which lot.
        lot: LotId,
        /// The winner.
        paddle: Paddle,
        /// What was said.
        reason: Reason,
    },
    /// The house saw a fault: open lots pause, and the time is given back (rule book 9).
    ReportFault {
        /// What it saw.
        fault: Box<Fault>,
    },
    /// A deadline has passed: what is due happens.
    Tick {
        /// The root of the journal's tree over everything durable by then: a draw takes its seed
        /// from it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        head: Option<Hash>,
    },
}

impl Command {
    /// The bid that this asks for, and whose it is, when `by` asks it; nothing where it asks for
    /// none, or no bidder is there to own it.
    #[must_use]
    pub fn bid(&self, by: &By) -> Option<(Paddle, &Bid)> {
        match (self, by.paddle()) {
            (Self::Bid(bid), Some(paddle)) => Some((paddle, bid)),
            (Self::BidFor { paddle, bid, .. }, _) => Some((*paddle, bid)),
            (_, _) => None,
        }
    }
}

/// An answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}
