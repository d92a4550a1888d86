//! A connection's outbox: what waits for one reader, and the word that ends the connection.

use gavel_proto::wire::{Answer, Message, Refused, WireError};
use tokio::sync::{mpsc, watch};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::limits::RETRY_AFTER_MS;

/// Why the server ends a connection. 3000-3499 mean reconnect, 3500-3999 do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Close {
    BinaryMessage = 1003,
    NotUtf8 = 1007,
    MessageTooLarge = 1009,
    GoingAway = 3000,
    TooSlow = 3001,
    SessionStopped = 3002,
    Silent = 3003,
    NoHello = 3500,
    BadToken = 3501,
    FarTooFast = 3502,
    TokenExpired = 3503,
    TokenRevoked = 3504,
}

impl Close {
    /// Every one, by number.
    pub(crate) const ALL: [Self; 12] = [
        Self::BinaryMessage,
        Self::NotUtf8,
        Self::MessageTooLarge,
        Self::GoingAway,
        Self::TooSlow,
        Self::SessionStopped,
        Self::Silent,
        Self::NoHello,
        Self::BadToken,
        Self::FarTooFast,
        Self::TokenExpired,
        Self::TokenRevoked,
    ];

    /// Whether whoever hears it is to come again by itself.
    pub(crate) const fn says_reconnect(self) -> bool {
        matches!(self as u16, 3_000..=3_499)
    }

    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::BinaryMessage => "send text, not binary messages",
            Self::NotUtf8 => "text must be UTF-8",
            Self::MessageTooLarge => "the message is larger than max_message_bytes",
            Self::GoingAway => "the server is going away; reconnect in a moment",
            Self::TooSlow => "you read too slowly; reconnect and subscribe with your last sequence",
            Self::SessionStopped => "the session stopped; reconnect, then ask bid.get",
            Self::Silent => "nothing heard from you; reconnect",
            Self::NoHello => "no valid hello in time",
            Self::BadToken => "the token does not check out; ask for a new link",
            Self::FarTooFast => "far too many requests",
            Self::TokenExpired => "the token expired; ask for a new link",
            Self::TokenRevoked => "the token was revoked; ask for a new link",
        }
    }
}

/// The writing end of a connection's outbox. Never waits: a reader who falls too far behind is
/// cut, and resumes.
#[derive(Debug, Clone)]
pub(crate) struct Outbox {
    messages: mpsc::Sender<Utf8Bytes>,
    close: watch::Sender<Option<Close>>,
}

/// The reading end, held by the connection.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) messages: mpsc::Receiver<Utf8Bytes>,
    pub(crate) close: watch::Receiver<Option<Close>>,
}

impl Outbox {
    /// An outbox for at most `capacity` messages.
    pub(crate) fn new(capacity: usize) -> (Self, Waiting) {
        let (message_sender, messages) = mpsc::channel(capacity);
        let (close_sender, close) = watch::channel(None);
        (Self { messages: message_sender, close: close_sender }, Waiting { messages, close })
    }

    /// Puts a message behind what waits.
    pub(crate) fn send(&self, text: Utf8Bytes) {
        if let Err(mpsc::error::TrySendError::Full(_)) = self.messages.try_send(text) {
            self.close(Close::TooSlow);
        }
    }

    /// Whether the connection still reads.
    pub(crate) fn is_open(&self) -> bool {
        !self.messages.is_closed() && self.close.borrow().is_none()
    }

    pub(crate) fn answer(&self, id: u64, result: Answer) {
        self.send(encode(&Message::Answer { id, result }));
    }

    pub(crate) fn refuse(&self, id: Option<u64>, error: WireError) {
        self.send(encode(&Message::Refusal { id, error }));
    }

    /// Ends the connection; the first word counts.
    pub(crate) fn close(&self, close: Close) {
        self.close.send_if_modified(|said| {
            let first = said.is_none();
            said.get_or_insert(close);
            first
        });
    }
}

/// A message as text, encoded once however many readers it has.
pub(crate) fn encode(message: &Message<'_>) -> Utf8Bytes {
    serde_json::to_string(message).expect("invariant: a message can be written").into()
}

/// A refusal of something that was never sequenced.
pub(crate) fn refused(code: Refused, sentence: &str) -> WireError {
    let for_a_moment = matches!(code, Refused::TooFast | Refused::Busy);
    let data = if for_a_moment {
        serde_json::json!({ "retry_after_ms": RETRY_AFTER_MS })
    } else {
        serde_json::json!({})
    };
    WireError { code: code as u16, message: sentence.into(), retryable: for_a_moment, data }
}
