//! Every limit of the words themselves, with its unit, on one page.

/// Digits before the point in any amount that can be written down.
pub const AMOUNT_INTEGER_DIGITS: usize = 20;
/// Digits before the point in an amount that can be bid. Above any sale, and two fewer than
/// can be written, so that the next asking price can be written under every price.
pub const BID_INTEGER_DIGITS: u32 = 18;
/// Digits after the point that a currency may have.
pub const AMOUNT_FRACTION_DIGITS: u32 = 4;
/// Bytes of a session's name, which is also the name of its folder.
pub const SESSION_ID_BYTES: usize = 40;
/// Characters of an officer's name.
pub const OFFICER_CHARS: usize = 64;
/// Bytes of the text of a verifier key, `name+id+key`.
pub const VERIFIER_KEY_BYTES: usize = 200;
/// Characters of a reason that an official gives.
pub const REASON_CHARS: usize = 500;
/// Characters of a lot's or a session's title, in each language.
pub const TITLE_CHARS: usize = 200;
/// Bytes of the address of a lot's paper or picture.
pub const ADDRESS_BYTES: usize = 500;
/// Papers and pictures of a lot.
pub const DOCUMENTS_PER_LOT: usize = 20;
/// Characters of a lot's description, in each language.
pub const SUMMARY_CHARS: usize = 4_000;
/// Bands of an increment table.
pub const INCREMENT_BANDS: usize = 32;
/// Highest percentage of an increment, in basis points (1,000 %).
pub const INCREMENT_BASIS_POINTS: u32 = 100_000;
/// Longest duration in a lot's terms, in milliseconds (a year).
pub const DURATION_MS: u64 = 366 * 24 * 60 * 60 * 1_000;
/// Lots in one session.
pub const LOTS_PER_SESSION: u32 = 10_000;
/// Paddles on one roster.
pub const PADDLES_PER_SESSION: usize = 100_000;
/// Faults that a session's view keeps, the latest; all of them stand in its journal.
pub const FAULTS_PER_SESSION: usize = 32;
/// Words of the desk to the room that a session's view keeps, the latest; all of them stand in its
/// journal.
pub const ANNOUNCEMENTS_PER_SESSION: usize = 5;
/// Accepted bids in one lot's book.
pub const BIDS_PER_LOT: usize = 1_000_000;
/// Live envelopes in one sealed lot: all of them are opened in one entry of the journal.
pub const ENVELOPES_PER_LOT: usize = 20_000;
/// Price points that a view shows of a lot's history, the latest.
pub const HISTORY_POINTS: usize = 50;
/// Rounds in a lot's programme.
pub const ROUNDS_PER_LOT: usize = 16;
/// Times that one round of a programme is held.
pub const TIMES_PER_ROUND: u32 = 100;
/// Units in one lot, and in one pair of a schedule.
pub const QUANTITY: u64 = 1_000_000_000;
/// Licences that stand against one exclusive licence.
pub const SHARED_LICENCES: u64 = 1_000;
/// Pairs of quantity and unit price in one schedule.
pub const PAIRS_PER_SCHEDULE: u32 = 20;
/// Prices of a Dutch round behind the opening price.
pub const DUTCH_STEPS: u64 = 10_000;
/// Years of a forecast.
pub const FORECAST_YEARS: usize = 50;
