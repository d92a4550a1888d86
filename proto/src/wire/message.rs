//! What a client receives: answers, pushes, heartbeats.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::receipt::Receipt;
use super::refusal::WireError;
use crate::command::Role;
use crate::event::Event;
use crate::ids::{BidId, Paddle, Seq, SessionId, VerifierKey};
use crate::time::Timestamp;
use crate::view::SessionView;

/// What a client receives.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Message<'a> {
    /// The answer to a request.
    Answer {
        /// The request's number.
        id: u64,
        /// What was asked for.
        result: Answer,
    },
    /// The refusal of a request.
    Refusal {
        /// The request's number; absent where none could be read.
        id: Option<u64>,
        /// Why.
        error: WireError,
    },
    /// What happened.
    Push(Push<'a>),
    /// A sign of life, each second.
    Heartbeat {
        /// The server's time and its place in the room.
        heartbeat: Heartbeat,
    },
    /// The server is going away; the close follows.
    Shutdown {
        /// When to come back.
        shutdown: Shutdown,
    },
}

/// The result of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// To `receipt.get`.
    Receipt(Box<Receipt>),
    /// To `hello`.
    Welcome(Welcome),
    /// To `subscribe`.
    Subscribed(Subscribed),
    /// To a command, accepted.
    Accepted(Accepted),
    /// To `bid.get`.
    BidState(BidState),
    /// To `preview`.
    Foreseen(Foreseen),
    /// To `present`.
    Present(Present),
    /// To `time`.
    Time(Now),
}

/// The answer to `hello`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Welcome {
    /// The session that the token is for.
    pub session: SessionId,
    /// The role that the token gives.
    pub role: Role,
    /// The paddle, for a bidder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paddle: Option<Paddle>,
    /// The server's time.
    pub at: Timestamp,
    /// What checks the signed heads in receipts. Hold it against the one that the exchange made
    /// public: a house that lies would show its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<VerifierKey>,
    /// Most bytes of a message to the server.
    pub max_message_bytes: usize,
    /// Most requests in a second.
    pub max_requests_per_second: u32,
}

/// The answer to `subscribe`: exactly what was missed, or a snapshot. Never half.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Subscribed {
    /// Whether what follows this answer continues where `since` ended.
    pub recovered: bool,
    /// The sequence up to which the client has everything after this answer and the pushes
    /// sent right behind it.
    pub seq: Seq,
    /// The state at `seq`; absent if recovered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Box<SessionView>>,
}

/// The answer to a command that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Accepted {
    /// Its place in the order.
    pub seq: Seq,
    /// When it was stamped.
    pub at: Timestamp,
    /// For a bid: its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bid_id: Option<BidId>,
    /// For a bid: the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Box<Receipt>>,
}

/// The answer to `preview`: what would happen. Nothing of it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Foreseen {
    /// The sequence of the state that it was foreseen from.
    pub seq: Seq,
    /// What would happen, as far as the desk would hear it; for a void, what its confirmation
    /// would do as well.
    pub events: Vec<Event>,
}

/// The answer to `present`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Present {
    /// The paddles of those who listen, each once, in order.
    pub paddles: Vec<Paddle>,
    /// How many listen from the room, without a paddle.
    pub observers: usize,
}

/// The answer to `bid.get`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum BidState {
    /// The bid was taken.
    Accepted {
        /// Its id.
        bid_id: BidId,
        /// Its place in the order.
        seq: Seq,
        /// When it was stamped.
        at: Timestamp,
    },
    /// The bid was refused.
    Refused {
        /// Its id.
        bid_id: BidId,
        /// Its place in the order.
        seq: Seq,
        /// When it was stamped.
        at: Timestamp,
        /// Why.
        error: WireError,
    },
    /// No bid of this id was decided for this paddle: it may be sent again as it is.
    Unknown {
        /// The id that was asked for.
        bid_id: BidId,
    },
}

/// The answer to `time`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Now {
    /// The server's time.
    pub at: Timestamp,
}

/// What happened at one sequence, as far as this reader may hear it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Push<'a> {
    /// In which session.
    pub session: &'a SessionId,
    /// At which sequence.
    pub seq: Seq,
    /// The sequence of the last push to the room before this one. A client whose last sequence
    /// is below it has missed something and subscribes again.
    pub prev: Seq,
    /// When.
    pub at: Timestamp,
    /// What everybody must agree on behind it, where a lot came to another stage; left out where a
    /// push is read back from the journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<StateCheck>,
    /// What.
    pub events: Vec<&'a Event>,
}

/// What a client holds its own state against: CRC-32 over the last price of each lot, written as
/// eight hexadecimal digits. It finds mistakes, not forgeries: those are what receipts are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(extend("pattern" = "^[0-9a-f]{8}$"))]
pub struct StateCheck(#[schemars(with = "String")] pub u32);

impl Serialize for StateCheck {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:08x}", self.0))
    }
}

/// The word that the server is going away. What was asked before is still answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Shutdown {
    /// How long to wait before reconnecting, in milliseconds. Bidders are let in first.
    pub reconnect_after_ms: u64,
}

/// A sign of life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Heartbeat {
    /// The server's time.
    pub at: Timestamp,
    /// The sequence of the last push to the room.
    pub seq: Seq,
}
