//! The permanent number and name of every refusal.

use super::Rejection;

/// What a program needs to know of a refusal without having met one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The number that clients switch on. Never renumbered, never reused.
    pub number: u16,
    /// The name that stands in the data of the refusal, and in the journal.
    pub name: &'static str,
    /// Whether the same command may succeed later without being changed.
    pub is_retryable: bool,
}

macro_rules! later {
    (later) => {
        true
    };
    (never) => {
        false
    };
}

macro_rules! codes {
    ($($variant:ident = $number:literal $name:ident, $when:ident;)*) => {
        impl Rejection {
            /// Every refusal, in the order of precedence.
            pub const CODES: &[Code] = &[$(
                Code {
                    number: $number,
                    name: stringify!($name),
                    is_retryable: later!($when),
                },
            )*];

            /// The number that clients switch on. Never renumbered, never reused.
            #[must_use]
            pub const fn code(&self) -> u16 {
                match self {
                    $(Self::$variant { .. } => $number,)*
                }
            }

            /// Whether the same command may succeed later without being changed.
            #[must_use]
            pub const fn is_retryable(&self) -> bool {
                match self {
                    $(Self::$variant { .. } => later!($when),)*
                }
            }
        }
    };
}

codes! {
    NotPermitted = 2001 not_permitted, never;
    UnknownLot = 2002 unknown_lot, never;
    BidIdReused = 2003 bid_id_reused, never;
    NotOpen = 2004 not_open, later;
    Paused = 2005 paused, later;
    Closed = 2006 closed, never;
    NotOnRoster = 2007 not_on_roster, never;
    Excluded = 2018 excluded, never;
    Disqualified = 2008 disqualified, never;
    NotInRound = 2019 not_in_round, never;
    HasLeft = 2020 has_left, never;
    NotYourTurn = 2021 not_your_turn, later;
    DepositNotConfirmed = 2009 deposit_not_confirmed, later;
    AboveLimit = 2010 above_limit, never;
    NotByClerk = 2022 not_by_clerk, never;
    Expired = 2027 expired, never;
    PriceDiffers = 2028 price_differs, never;
    AlreadyLeading = 2011 already_leading, never;
    EnvelopeStands = 2012 envelope_stands, never;
    WrongOffer = 2013 wrong_offer, never;
    MalformedSchedule = 2023 malformed_schedule, never;
    MalformedRoyalty = 2024 malformed_royalty, never;
    MalformedAmount = 2014 malformed_amount, never;
    OffGrid = 2015 off_grid, never;
    BelowAsking = 2016 below_asking, never;
    PriceMoved = 2025 price_moved, never;
    JumpTooLarge = 2026 jump_too_large, never;
    BookFull = 2017 book_full, never;
    SessionExists = 2101 session_exists, never;
    NoSession = 2102 no_session, never;
    LotNumber = 2103 lot_number, never;
    SessionFull = 2104 session_full, never;
    Terms = 2105 terms, never;
    PaddleNumber = 2137 paddle_number, never;
    AlreadyAdmitted = 2106 already_admitted, never;
    RosterFull = 2107 roster_full, never;
    AlreadyConfirmed = 2108 already_confirmed, never;
    AlreadyRecorded = 2120 already_recorded, never;
    AlreadyOpen = 2109 already_open, never;
    NotPaused = 2110 not_paused, never;
    NotByHammer = 2111 not_by_hammer, never;
    CallOutOfTurn = 2112 call_out_of_turn, never;
    CallsMissing = 2113 calls_missing, never;
    StillSealed = 2114 still_sealed, never;
    Tied = 2115 tied, never;
    NotInDraw = 2116 not_in_draw, never;
    DrawRuns = 2121 draw_runs, never;
    AlreadyInDraw = 2122 already_in_draw, never;
    RevealTooEarly = 2123 reveal_too_early, later;
    NonceDiffers = 2124 nonce_differs, never;
    BidStands = 2117 bid_stands, never;
    RoundsLeft = 2125 rounds_left, never;
    NoRoundLeft = 2126 no_round_left, never;
    WrongFormat = 2127 wrong_format, never;
    NotLeading = 2128 not_leading, never;
    UnknownBid = 2129 unknown_bid, never;
    AlreadyVoid = 2130 already_void, never;
    VoidAwaited = 2131 void_awaited, never;
    NoVoidAsked = 2132 no_void_asked, never;
    SecondPerson = 2133 second_person, never;
    NotProvisional = 2134 not_provisional, never;
    NotWinner = 2135 not_winner, never;
    NotRunnerUp = 2136 not_runner_up, never;
    NoLotOpen = 2138 no_lot_open, never;
    NothingDue = 2119 nothing_due, never;
}
