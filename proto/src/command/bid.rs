//! A bid: what somebody offers on a lot, under an id of its own.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::amount::Money;
use crate::ids::{BidId, LotId, Seq};
use crate::royalty::Royalty;
use crate::time::Timestamp;

/// A bid on a lot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "BidFields")]
pub struct Bid {
    /// Which lot.
    pub lot: LotId,
    /// The bid's own id: sent again, it gets its first verdict.
    pub bid_id: BidId,
    /// What is offered.
    pub offer: Offer,
    /// Whether the bidder means a jump beyond the lot's maximum (rule book 2).
    pub jump: Jump,
    /// The price that the bidder saw: at another price the bid is refused.
    pub expected_price: Option<Money>,
    /// When the bid stops to be meant: decided at that time or later, it is refused.
    pub valid_until: Option<Timestamp>,
    /// The last sequence that the bidder's program had when it sent this. It is recorded and
    /// decides nothing: sent again, the same bid may have seen more.
    pub seen: Option<Seq>,
}

impl Bid {
    /// A bid that confirms no jump and depends on nothing.
    #[must_use]
    pub const fn new(lot: LotId, bid_id: BidId, offer: Offer) -> Self {
        let jump = Jump::Unconfirmed;
        Self { lot, bid_id, offer, jump, expected_price: None, valid_until: None, seen: None }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Units, from 1.
    pub quantity: u64,
    /// The price of one.
    pub unit_price: Money,
}

/// The kinds of offers, for a refusal that says which are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
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

/// A bid as it is written: the offer by the name of its kind, one of five.
// It is written elsewhere, without what is not said; here that is for the schema.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [
    { "required": ["amount"] },
    { "required": ["maximum"] },
    { "required": ["asking_at_most"] },
    { "required": ["schedule"] },
    { "required": ["royalty"] },
]))]
struct BidFields {
    /// Which lot.
    #[schemars(with = "LotId")]
    lot: Option<LotId>,
    /// The bid's own id: sent again, it gets its first verdict.
    #[schemars(with = "BidId")]
    bid_id: Option<BidId>,
    /// This amount, openly. In a sealed round: what the envelope says. In a Dutch round: the price
    /// that is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<Money>,
    /// Up to this amount (in a reverse lot: down to it), which only its owner sees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maximum: Option<Money>,
    /// The asking price, whatever it is by then, but at most this (in a reverse lot: at least).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asking_at_most: Option<Money>,
    /// Quantities at unit prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schedule: Option<Vec<Pair>>,
    /// A structure that counts as its net present value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    royalty: Option<Royalty>,
    /// Whether a jump beyond the lot's maximum is meant.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    confirm_jump: bool,
    /// The price that the bidder saw: at another price the bid is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expected_price: Option<Money>,
    /// When the bid stops to be meant: decided at that time or later, it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<Timestamp>,
    /// The last sequence that the bidder's program had. It is recorded and decides nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<Seq>,
}

impl JsonSchema for Bid {
    fn schema_name() -> Cow<'static, str> {
        "Bid".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BidFields::json_schema(generator)
    }
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
            expected_price: fields.expected_price,
            valid_until: fields.valid_until,
            seen: fields.seen,
        })
    }
}

impl Serialize for Bid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_confirmed = self.jump == Jump::Confirmed;
        let said = [
            is_confirmed,
            self.expected_price.is_some(),
            self.valid_until.is_some(),
            self.seen.is_some(),
        ];
        let count = 3 + said.into_iter().filter(|is_said| *is_said).count();
        let mut fields = serializer.serialize_struct("Bid", count)?;
        fields.serialize_field("lot", &self.lot)?;
        fields.serialize_field("bid_id", &self.bid_id)?;
        match &self.offer {
            Offer::Amount(amount) => fields.serialize_field("amount", amount)?,
            Offer::Maximum(maximum) => fields.serialize_field("maximum", maximum)?,
            Offer::AskingAtMost(most) => fields.serialize_field("asking_at_most", most)?,
            Offer::Schedule(pairs) => fields.serialize_field("schedule", pairs)?,
            Offer::Royalty(royalty) => fields.serialize_field("royalty", royalty)?,
        }
        if is_confirmed {
            fields.serialize_field("confirm_jump", &true)?;
        }
        if let Some(expected) = &self.expected_price {
            fields.serialize_field("expected_price", expected)?;
        }
        if let Some(valid_until) = &self.valid_until {
            fields.serialize_field("valid_until", valid_until)?;
        }
        if let Some(seen) = &self.seen {
            fields.serialize_field("seen", seen)?;
        }
        fields.end()
    }
}
