//! What a client sends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::command::{Bid, Command};
use crate::ids::{BidId, Seq, SessionId};

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
    /// Asks for the receipt of a bid, with its proof.
    ReceiptGet(BidGet),
    /// Asks what an act of the desk would do, were it asked now.
    Preview(Preview),
    /// Asks who of the bidders listens now.
    Present,
    /// Asks something of the session itself.
    Command(Command),
}

/// Parameters of `hello`: a token or a ticket, or neither where the address had a ticket, or a
/// session whose room somebody without either wants to listen to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The token from the invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// A ticket, which the bearer of a token asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// A session, instead of either: its room is open to whoever asks, as an observer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// What comes with the answer to every bid.
    #[serde(default)]
    pub receipts: ReceiptForm,
}

/// What comes with the answer to every bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptForm {
    /// The receipt: leaf, head and signature. The proof can be asked for later.
    #[default]
    Plain,
    /// The receipt with its proof and the entry, which nothing else is needed to check.
    Proven,
}

/// Parameters of `subscribe`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subscribe {
    /// Which session: the one that the token is for.
    pub session: SessionId,
    /// The last sequence that this client has; absent: it has nothing.
    #[serde(default)]
    pub since: Option<Seq>,
}

/// Parameters of `bid.get` and `receipt.get`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BidGet {
    /// Which bid.
    pub bid_id: BidId,
}

/// Parameters of `preview`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preview {
    /// The act, named as its method, with its parameters.
    pub command: Command,
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

/// The methods that every client knows.
pub const METHODS: [&str; 8] =
    ["hello", "subscribe", "time", "bid", "bid.get", "receipt.get", "preview", "present"];

/// The methods that are commands of the session, named as in the journal. A `bid` is read apart:
/// it is on the hot path.
pub const COMMAND_METHODS: [&str; 27] = [
    "admit",
    "confirm_deposit",
    "exclude",
    "record_absence",
    "announce",
    "publish",
    "open",
    "pause",
    "resume",
    "set_increment",
    "call",
    "hammer",
    "pass",
    "withdraw",
    "disqualify",
    "bid_for",
    "leave",
    "withdraw_bid",
    "void",
    "confirm_void",
    "draw",
    "commit",
    "reveal",
    "seller_answers",
    "refuse_result",
    "runner_up_answers",
    "record_unsigned",
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
            "receipt.get" => read_params(params).map(Call::ReceiptGet),
            "preview" => read_params(params).map(Call::Preview),
            "present" => read_params::<NoParams>(params).map(|_| Call::Present),
            "bid" => read_params::<Bid>(params).map(|bid| Call::Command(Command::Bid(bid))),
            command if COMMAND_METHODS.contains(&command) => {
                read_params(&format!("{{\"{command}\":{params}}}")).map(Call::Command)
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

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NoParams {}

fn read_params<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, Misread> {
    serde_json::from_str(json).map_err(|error| Misread::Params(error.to_string()))
}
