//! A bid: what somebody offers on a lot, under an id of its own.

use serde::{Deserialize, Serialize};

use crate::amount::Money;
use crate::ids::{BidId, LotId};
use crate::royalty::Royalty;

/// A bid on a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BidFields", into = "BidFields")]
pub struct Bid {
    /// Which lot.
    pub lot: LotId,
    /// The bid's own id: sent again, it gets its first verdict.
    pub bid_id: BidId,
    /// What is offered.
    pub offer: Offer,
    /// Whether the bidder means a jump beyond the lot's maximum (rule book 2).
    pub jump: Jump,
}

impl Bid {
    /// A bid that confirms no jump.
    #[must_use]
    pub const fn new(lot: LotId, bid_id: BidId, offer: Offer) -> Self {
        Self { lot, bid_id, offer, jump: Jump::Unconfirmed }
    }
}

/// What a bid offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// This amount, openly. In a sealed round: what the envelope says. In a Dutch round: the
    /// price that is accepted.
    Amount(Money),
    /// Up to this amount (in a reverse lot: down to it), which only its owner sees (rule book 2,
    /// a proxy bid).
    Maximum(Money),
    /// The asking price, whatever it is by then, but at most this (in a reverse lot: at least).
    AskingAtMost(Money),
    /// Quantities at unit prices (rule book 4).
    Schedule(Vec<Pair>),
    /// A structure that counts as its net present value (rule book 7).
    Royalty(Royalty),
}

/// So many units at this price each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Units, from 1.
    pub quantity: u64,
    /// The price of one.
    pub unit_price: Money,
}

/// The kinds of offers, for a refusal that says which are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// An amount.
    Amount,
    /// A maximum.
    Maximum,
    /// The asking price, at most.
    AskingAtMost,
    /// Quantities at unit prices.
    Schedule,
    /// Lump sum, percentage and yearly minimum.
    Royalty,
}

/// Whether the bidder means a jump beyond the lot's maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Jump {
    /// Not said: such a jump is refused once, in case a digit slipped in.
    #[default]
    Unconfirmed,
    /// He means it.
    Confirmed,
}

/// How a bid reached the sale (rule book 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By the bidder's own program.
    #[default]
    Online,
    /// Called out in the hall, entered by the clerk.
    Floor,
    /// By telephone, entered by the clerk.
    Telephone,
}

impl Channel {
    /// Whether the bidder's own program sent it: the usual, left out of what is written.
    #[must_use]
    pub fn is_online(&self) -> bool {
        *self == Self::Online
    }
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BidFields {
    lot: Option<LotId>,
    bid_id: Option<BidId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maximum: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asking_at_most: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schedule: Option<Vec<Pair>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    royalty: Option<Royalty>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    confirm_jump: bool,
}

impl TryFrom<BidFields> for Bid {
    type Error = &'static str;

    fn try_from(fields: BidFields) -> Result<Self, Self::Error> {
        let offers = [
            fields.amount.map(Offer::Amount),
            fields.maximum.map(Offer::Maximum),
            fields.asking_at_most.map(Offer::AskingAtMost),
            fields.schedule.map(Offer::Schedule),
            fields.royalty.map(Offer::Royalty),
        ];
        let mut offers = offers.into_iter().flatten();
        let (Some(offer), None) = (offers.next(), offers.next()) else {
            return Err("a bid has one of: amount, maximum, asking_at_most, schedule, royalty");
        };
        Ok(Self {
            lot: fields.lot.ok_or("missing field `lot`")?,
            bid_id: fields.bid_id.ok_or("missing field `bid_id`")?,
            offer,
            jump: if fields.confirm_jump { Jump::Confirmed } else { Jump::Unconfirmed },
        })
    }
}

impl From<Bid> for BidFields {
    fn from(bid: Bid) -> Self {
        let fields = Self {
            lot: Some(bid.lot),
            bid_id: Some(bid.bid_id),
            confirm_jump: bid.jump == Jump::Confirmed,
            ..Self::default()
        };
        match bid.offer {
            Offer::Amount(amount) => Self { amount: Some(amount), ..fields },
            Offer::Maximum(maximum) => Self { maximum: Some(maximum), ..fields },
            Offer::AskingAtMost(most) => Self { asking_at_most: Some(most), ..fields },
            Offer::Schedule(pairs) => Self { schedule: Some(pairs), ..fields },
            Offer::Royalty(royalty) => Self { royalty: Some(royalty), ..fields },
        }
    }
}
