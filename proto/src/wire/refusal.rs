//! Refusals on the wire: a permanent code, a sentence, the data to act on.

use serde::{Deserialize, Serialize};

use super::receipt::Receipt;
use crate::ids::Seq;
use crate::rejection::Rejection;
use crate::time::Timestamp;

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
        let mut error = Self::foreseen(rejection);
        if let Some(data) = error.data.as_object_mut() {
            data.insert("seq".into(), place.seq.into());
            data.insert("at".into(), place.at.to_string().into());
        }
        error
    }

    /// The refusal that a command would meet; it was not sequenced.
    #[must_use]
    pub fn foreseen(rejection: &Rejection) -> Self {
        let tagged = serde_json::to_value(rejection).unwrap_or_default();
        let named = tagged.as_object().and_then(|variant| variant.iter().next());
        let mut data =
            named.and_then(|(_, fields)| fields.as_object()).cloned().unwrap_or_default();
        data.insert("name".into(), named.map(|(name, _)| name.as_str()).into());
        Self {
            code: rejection.code(),
            message: rejection.to_string(),
            retryable: rejection.is_retryable(),
            data: data.into(),
        }
    }

    /// The same refusal with the receipt for it, in `data.receipt`.
    #[must_use]
    pub fn with_receipt(mut self, receipt: &Receipt) -> Self {
        if let Some(data) = self.data.as_object_mut() {
            data.insert("receipt".into(), serde_json::to_value(receipt).unwrap_or_default());
        }
        self
    }
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
    /// No bid of this id was decided for this paddle.
    NoSuchBid = 1013,
    /// The journal cannot be read back.
    Unreadable = 1014,
    /// Every seat that this role may have is taken.
    NoSeat = 1015,
    /// This bidder or officer is connected too often already.
    AccountFull = 1016,
}

impl Refused {
    /// Every one, by number.
    pub const ALL: [Self; 16] = [
        Self::NotJson,
        Self::NotARequest,
        Self::UnknownMethod,
        Self::BadParams,
        Self::NotAuthenticated,
        Self::BadToken,
        Self::AlreadyAuthenticated,
        Self::WrongSession,
        Self::TooFast,
        Self::Busy,
        Self::Stopped,
        Self::NotPermitted,
        Self::NoSuchBid,
        Self::Unreadable,
        Self::NoSeat,
        Self::AccountFull,
    ];

    /// When it is said, in a sentence.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::NotJson => "The message is no JSON.",
            Self::NotARequest => "The message is not `{id, method, params}`.",
            Self::UnknownMethod => "There is no such method.",
            Self::BadParams => {
                "Parameters do not fit: missing, unknown, of a wrong type, an amount that is none."
            }
            Self::NotAuthenticated => "`hello` must come first.",
            Self::BadToken => "The token or the ticket does not check out, or no longer.",
            Self::AlreadyAuthenticated => "`hello` came twice.",
            Self::WrongSession => "Another session than the token's.",
            Self::TooFast => "Too many requests.",
            Self::Busy => "The intake is full; nothing was sequenced.",
            Self::Stopped => "The session stopped: ask `bid.get` after reconnecting.",
            Self::NotPermitted => "This role may not ask that.",
            Self::NoSuchBid => "No bid of this id was decided for this paddle.",
            Self::Unreadable => "The journal cannot be read back just now: ask again.",
            Self::NoSeat => "Every seat that this role may have is taken: wait, then ask again.",
            Self::AccountFull => "This bidder or officer is connected too often already.",
        }
    }
}
