//! The words that end a connection, and their numbers.

/// Why the server ends a connection. 3000-3499 mean reconnect, 3500-3999 do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Close {
    Protocol = 1002,
    BinaryMessage = 1003,
    NotUtf8 = 1007,
    MessageTooLarge = 1009,
    GoingAway = 3000,
    TooSlow = 3001,
    SessionStopped = 3002,
    Silent = 3003,
    NoSeat = 3004,
    NoHello = 3500,
    BadToken = 3501,
    FarTooFast = 3502,
    TokenExpired = 3503,
    TokenRevoked = 3504,
}

impl Close {
    /// Every one, by number.
    pub(crate) const ALL: [Self; 14] = [
        Self::Protocol,
        Self::BinaryMessage,
        Self::NotUtf8,
        Self::MessageTooLarge,
        Self::GoingAway,
        Self::TooSlow,
        Self::SessionStopped,
        Self::Silent,
        Self::NoSeat,
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
            Self::Protocol => "this is no websocket frame; use a library that keeps to RFC 6455",
            Self::BinaryMessage => "send text, not binary messages",
            Self::NotUtf8 => "text must be UTF-8",
            Self::MessageTooLarge => "the message is larger than max_message_bytes",
            Self::GoingAway => "the server is going away; reconnect in a moment",
            Self::TooSlow => "you read too slowly; reconnect and subscribe with your last sequence",
            Self::SessionStopped => "the session stopped; reconnect, then ask bid.get",
            Self::Silent => "nothing heard from you; reconnect",
            Self::NoSeat => "there is no seat just now; reconnect when the refusal says",
            Self::NoHello => "no valid hello in time",
            Self::BadToken => "the token does not check out; ask for a new link",
            Self::FarTooFast => "far too many requests",
            Self::TokenExpired => "the token expired; ask for a new link",
            Self::TokenRevoked => "the token was revoked; ask for a new link",
        }
    }
}
