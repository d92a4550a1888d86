//! The wire, subprotocol `gavel.v1.json`: requests, answers, pushes. Described for strangers in
//! `docs/PROTOCOL.md`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::command::{Bid, Command, Role};
use crate::event::Event;
use crate::ids::{BidId, Paddle, Seq, SessionId};
use crate::rejection::Rejection;
use crate::time::Timestamp;
use crate::view::SessionView;

/// The subprotocol both sides must name.
pub const SUBPROTOCOL: &str = "gavel.v1.json";

/// What a client sends: `{"id":1,"method":"bid","params":{…}}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request<'a> {
    /// The client's own number; the answer bears it.
    pub id: u64,
    /// What is asked.
    pub method: &'a str,
    /// With what; absent where a method takes nothing.
    #[serde(borrow, default)]
    pub params: Option<&'a RawValue>,
}

/// What a client can ask, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// Says who one is: the first request of every connection.
    Hello(Hello),
    /// Asks for the session's pushes from now on.
    Subscribe(Subscribe),
    /// Asks the server's time.
    Time,
    /// Asks what became of a bid.
    BidGet(BidGet),
    /// Asks something of the session itself.
    Command(Command),
}

/// Parameters of `hello`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The token from the invitation.
    pub token: String,
}

/// Parameters of `subscribe`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscribe {
    /// Which session: the one that the token is for.
    pub session: SessionId,
    /// The last sequence that this client has; absent: it has nothing.
    #[serde(default)]
    pub since: Option<Seq>,
}

/// Parameters of `bid.get`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BidGet {
    /// Which bid.
    pub bid_id: BidId,
}

/// Why a request was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// No JSON.
    #[error("this is no JSON: {0}")]
    Json(String),
    /// JSON, but not `{id, method, params}`.
    #[error("a request is {{\"id\":number,\"method\":text,\"params\":object}}: {0}")]
    Request(String),
    /// No such method.
    #[error("there is no method {0:?}")]
    Method(String),
    /// Parameters that the method does not take.
    #[error("these parameters do not fit the method: {0}")]
    Params(String),
}

/// The methods that are commands of the desk, named as in the journal.
pub const DESK_METHODS: [&str; 11] = [
    "admit",
    "confirm_deposit",
    "publish",
    "open",
    "pause",
    "resume",
    "call",
    "hammer",
    "pass",
    "withdraw",
    "disqualify",
];

impl<'a> Request<'a> {
    /// Reads a request.
    ///
    /// # Errors
    /// [`Misread::Json`] or [`Misread::Request`].
    pub fn read(text: &'a str) -> Result<Self, Misread> {
        let request = serde_json::from_str(text).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => Misread::Request(error.to_string()),
            serde_json::error::Category::Io
            | serde_json::error::Category::Syntax
            | serde_json::error::Category::Eof => Misread::Json(error.to_string()),
        })?;
        if is_object(text) { Ok(request) } else { Err(Misread::Request(LIST.into())) }
    }

    /// Reads what is asked.
    ///
    /// # Errors
    /// [`Misread::Method`] or [`Misread::Params`].
    pub fn call(&self) -> Result<Call, Misread> {
        let params = self.params.map_or("{}", RawValue::get);
        if !is_object(params) {
            return Err(Misread::Params(LIST.into()));
        }
        match self.method {
            "hello" => read_params(params).map(Call::Hello),
            "subscribe" => read_params(params).map(Call::Subscribe),
            "time" => read_params::<NoParams>(params).map(|_| Call::Time),
            "bid.get" => read_params(params).map(Call::BidGet),
            "bid" => read_params::<Bid>(params).map(|bid| Call::Command(Command::Bid(bid))),
            desk if DESK_METHODS.contains(&desk) => {
                read_params(&format!("{{\"{desk}\":{params}}}")).map(Call::Command)
            }
            unknown => Err(Misread::Method(unknown.to_owned())),
        }
    }
}

/// Why a list of values is not taken where fields have names.
const LIST: &str = "fields have names: write an object";

/// Whether this JSON is an object: a list of its values in order would be read as one too.
fn is_object(json: &str) -> bool {
    json.trim_ascii_start().starts_with('{')
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoParams {}

fn read_params<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, Misread> {
    serde_json::from_str(json).map_err(|error| Misread::Params(error.to_string()))
}

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
}

/// The result of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// To `hello`.
    Welcome(Welcome),
    /// To `subscribe`.
    Subscribed(Subscribed),
    /// To a command, accepted.
    Accepted(Accepted),
    /// To `bid.get`.
    BidState(BidState),
    /// To `time`.
    Time {
        /// The server's time.
        at: Timestamp,
    },
}

/// The answer to `hello`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Most bytes of a message to the server.
    pub max_message_bytes: usize,
    /// Most requests in a second.
    pub max_requests_per_second: u32,
}

/// The answer to `subscribe`: exactly what was missed, or a snapshot. Never half.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Its place in the order.
    pub seq: Seq,
    /// When it was stamped.
    pub at: Timestamp,
    /// For a bid: its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bid_id: Option<BidId>,
}

/// The answer to `bid.get`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// A refusal on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireError {
    /// The number to switch on. Never renumbered, never reused.
    pub code: u16,
    /// A sentence for a person, in English; pages translate by code.
    pub message: String,
    /// Whether the same request may succeed later, unchanged.
    pub retryable: bool,
    /// What to act on: the asking price, the closing time. Its fields belong to the code.
    pub data: serde_json::Value,
}

/// Where a refused command stands in the journal: part of the `data` of its refusal.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its place in the order.
    pub seq: Seq,
    /// When it was stamped.
    pub at: Timestamp,
}

impl WireError {
    /// The refusal of a command that was sequenced at `place`.
    #[must_use]
    pub fn rejection(rejection: &Rejection, place: Place) -> Self {
        let tagged = serde_json::to_value(rejection).unwrap_or_default();
        let named = tagged.as_object().and_then(|variant| variant.iter().next());
        let mut data =
            named.and_then(|(_, fields)| fields.as_object()).cloned().unwrap_or_default();
        data.insert("name".into(), named.map(|(name, _)| name.as_str()).into());
        data.insert("seq".into(), place.seq.into());
        data.insert("at".into(), place.at.to_string().into());
        Self {
            code: rejection.code(),
            message: rejection.to_string(),
            retryable: rejection.is_retryable(),
            data: data.into(),
        }
    }
}

/// What happened at one sequence, as far as this reader may hear it.
#[derive(Debug, Clone, Serialize)]
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
    /// What.
    pub events: Vec<&'a Event>,
}

/// A sign of life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heartbeat {
    /// The server's time.
    pub at: Timestamp,
    /// The sequence of the last push to the room.
    pub seq: Seq,
}

/// Why a request never reached the session: nothing of it was sequenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Refused {
    /// No JSON.
    NotJson = 1001,
    /// No `{id, method, params}`.
    NotARequest = 1002,
    /// No such method.
    UnknownMethod = 1003,
    /// Parameters that the method does not take: a missing or unknown field, a wrong type,
    /// an amount that is none.
    BadParams = 1004,
    /// `hello` was not the first request.
    NotAuthenticated = 1005,
    /// The token does not check out.
    BadToken = 1006,
    /// `hello` came twice.
    AlreadyAuthenticated = 1007,
    /// Another session than the token's.
    WrongSession = 1008,
    /// Too many requests.
    TooFast = 1009,
    /// The session's intake is full.
    Busy = 1010,
    /// The session stopped; the server must be restarted.
    Stopped = 1011,
    /// The role may not ask this.
    NotPermitted = 1012,
}
