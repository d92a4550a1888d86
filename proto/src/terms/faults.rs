//! What can be wrong with a lot's terms, each with its remedy.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is wrong with a lot's terms. All faults are named at once.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum TermsFault {
    /// A title is empty or too long.
    #[error("the title has 1 to 200 characters in each language")]
    Title,
    /// A description is too long.
    #[error("the description has at most 4,000 characters in each language")]
    Summary,
    /// A right without its territory, field or term.
    #[error("rights have a territory, a field and a term of 1 to 200 characters in each language")]
    Rights,
    /// A paper without a name or a safe address, or too many.
    #[error(
        "a lot has at most 20 documents, each with a title in both languages and an https:// address"
    )]
    Documents,
    /// The currency cannot be used.
    #[error("a currency has a code of 1 to 8 characters and 0 to 4 decimals")]
    Currency,
    /// An amount does not fit the currency.
    #[error("an amount in the terms has more digits than the currency; write it in its units")]
    Amount,
    /// No round, or too many.
    #[error("a lot has 1 to 16 rounds, each held 1 to 100 times")]
    Rounds,
    /// No unit, or too many.
    #[error("a lot sells 1 to 1,000,000,000 units; more than one takes a round for several units")]
    Quantity,
    /// An English or Dutch round without an opening price.
    #[error("an English, Dutch or exclusive round needs an opening price")]
    NoOpening,
    /// The increment table is empty, too long, not rising or does not begin at nothing.
    #[error("increment bands: 1 to 32, the first without `from`, each next with a higher one")]
    IncrementTable,
    /// A percentage of nothing, or too much.
    #[error("an increment in basis points lies between 1 and 100,000")]
    IncrementPercentage,
    /// A maximum jump of no step.
    #[error("a maximum jump is at least one step; leave it out for none")]
    MaxJump,
    /// A round until nobody is left.
    #[error("a round lasts until 1 or more bidders are left")]
    UntilLeft,
    /// A soft close on a lot without a deadline, or of no length.
    #[error("a soft close needs a timed round, a window and an extension")]
    SoftClose,
    /// A cap that the soft close is at already.
    #[error("a cap is at least one move, or a time after the closing time")]
    SoftCloseCap,
    /// Floor above ceiling.
    #[error("the floor lies above the ceiling; change one of them")]
    FloorAboveCeiling,
    /// An opening price that no eligible envelope can reach.
    #[error("no envelope can reach the opening price between the floor and the ceiling")]
    OpeningOutOfReach,
    /// A grid without an opening price to count from.
    #[error("a grid needs an opening price to count its steps from")]
    GridWithoutOpening,
    /// An increment, or the reserve, that does not lie on the grid.
    #[error("with a grid, the reserve and every step are whole steps of it; no percentage")]
    OffGrid,
    /// A sealed round without a deadline.
    #[error("a sealed round needs a deadline that does not wait for a first bid")]
    SealedPace,
    /// A Dutch round or one in turns that does not go by steps, or another one that does.
    #[error("a Dutch round and a round in turns go by steps of equal length; no other round does")]
    SteppedPace,
    /// A second price without a price for one envelope alone.
    #[error("a second price needs a reserve or an opening price, which a single bidder pays")]
    SecondPriceAlone,
    /// Terms of several units that cannot be served.
    #[error("a round for several units takes 1 to 20 pairs a bidder and a cap of at least 1")]
    Units,
    /// A share of a unit where none may be cut.
    #[error("units that are served whole cannot be shared pro rata; serve by sequence")]
    WholeProRata,
    /// No price to pay where demand stays below supply.
    #[error("the highest losing price needs a reserve or an opening price, for want of a loser")]
    HighestLosingAlone,
    /// One exclusive licence against nobody.
    #[error("an exclusive round sells forward, against 2 or more shared licences")]
    Exclusive,
    /// Dutch prices that lead nowhere.
    #[error("Dutch prices go from the opening price to the last one in 1 to 10,000 whole steps")]
    DutchPrices,
    /// A Dutch round behind bids that its prices would fall behind.
    #[error("a Dutch round comes first and is held once; what follows may be of another format")]
    DutchFirst,
    /// A round that knows no other before it.
    #[error("turns are taken by the bidders of a round before; begin with another format")]
    TurnsFirst,
    /// A round that stands among others and cannot.
    #[error("a second price, several units, and exclusive against shared take the only round")]
    OnlyRound,
    /// A round open to somebody whom no round before it can tell.
    #[error(
        "the first round is open to everybody; a later one to 1 or more, whom a round before it \
         can tell (`tied`: a sealed or Dutch one; `last_window`: one whose soft close has a cap)"
    )]
    OpenTo,
    /// The rounds open at times that cannot follow each other.
    #[error("only the first round opens at a time; a later one so long after the one before it")]
    OpensInOrder,
    /// The deadline lies in the past, or before the opening, or before the end of a round that is
    /// held first.
    #[error(
        "the closing time must lie in the future, after the opening time and after the rounds \
         before; a round that is held again closes so long after its opening"
    )]
    ClosesTooEarly,
    /// A duration is zero or beyond a year.
    #[error("a duration lies between one millisecond and a year")]
    Duration,
    /// The reserve is worse than the opening price, or better than any bid may be.
    #[error(
        "the reserve must be at least as good for the seller as the opening price, and within \
         reach; in a Dutch lot it lies between the last price and the opening price"
    )]
    Reserve,
    /// A seller's answer without a reserve, without one winner at his own price, or without a time.
    #[error(
        "a provisional result needs one unit at the winner's own price, a reserve, and up to a \
         year to answer"
    )]
    Provisional,
    /// A forecast that royalties cannot be counted by.
    #[error(
        "a forecast has 1 to 50 years, the same for every base, each base once, and a discount of \
         at most 10,000 basis points"
    )]
    Forecast,
    /// A royalty where the price is not what the winner offered, or not one amount.
    #[error(
        "royalties are bid without a grid, in English rounds and in sealed ones at the winner's own \
         price"
    )]
    RoyaltyFormat,
    /// The seller's consent without a document.
    #[error("the seller's consent names its document in 1 to 200 characters")]
    Consent,
    /// A format that the legal profile does not describe.
    #[error("the profile does not admit a round's format; use English, sealed or Dutch")]
    ProfileFormat,
    /// A reverse lot under a profile that only sells.
    #[error("the profile admits forward lots only; order under `negotiated_competition`")]
    ProfileDirection,
    /// Several units, a royalty or a second price under a profile that knows one price.
    #[error("the profile admits one unit at the winner's own plain price")]
    ProfileStructure,
    /// Rounds of different formats under a profile that knows them one by one.
    #[error("the profile admits rounds of one format, and a continuation among the tied")]
    ProfileHybrid,
    /// A deposit outside the bounds of the profile.
    #[error("the profile asks for a deposit of 5 to 20 % of the opening price (L39)")]
    ProfileDeposit,
    /// A sale to one bidder alone without the seller's consent.
    #[error("the profile sells to a single bidder only with the seller's written consent (L49)")]
    ProfileSingleBidder,
}
