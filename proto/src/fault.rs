//! A fault: what stops a sale from outside its rules, and whom it reached (rule book 9).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{BidId, LotId, Paddle, Reason, Seq};
use crate::time::Timestamp;

/// What the house saw of a fault when it noticed it (decree 62/2017, art. 16a): who was connected,
/// who tried, and what was in flight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What happened.
    pub cause: FaultCause,
    /// Since when: from here on, time is given back.
    pub since: Timestamp,
    /// The bidders who are connected, by number.
    pub connected: Vec<Paddle>,
    /// The bidders who vanished, by number.
    pub vanished: Vec<Paddle>,
    /// The bids that were in flight, in the order in which they came.
    pub in_flight: Vec<InFlight>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaultCause {
    /// The journal took too long to write, so nobody was answered.
    JournalStalled,
    /// The house itself stood still, so nobody was heard.
    HouseStalled,
    /// More than the set share of the connected bidders vanished at once.
    BiddersVanished,
}

/// A bid that a fault caught on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InFlight {
    /// On which lot.
    pub lot: LotId,
    /// Whose.
    pub paddle: Paddle,
    /// Which bid.
    pub bid_id: BidId,
    /// How far it had come.
    pub stage: Stage,
}

/// How far a bid had come when a fault was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Its bidder was told that the house is busy: it was not sequenced.
    TurnedAway,
    /// It waited to be decided: what became of it stands behind the report.
    Waiting,
    /// It was decided, at this sequence, and its answer waited for the journal.
    Unanswered(Seq),
}

impl FaultCause {
    /// What the room hears as the reason of the pause, in both languages of the house.
    ///
    /// # Panics
    /// Never: the sentences are short.
    #[must_use]
    pub fn reason(self) -> Reason {
        let sentence = match self {
            Self::JournalStalled => {
                "sự cố: nhật ký không ghi được kịp thời / fault: the journal stalled"
            }
            Self::HouseStalled => "sự cố: máy chủ ngừng hoạt động / fault: the house stood still",
            Self::BiddersVanished => {
                "sự cố: nhiều người tham gia mất kết nối cùng lúc / fault: many bidders lost their \
                 connection at once"
            }
        };
        Reason::try_from(sentence.to_owned()).expect("invariant: a short reason")
    }
}
