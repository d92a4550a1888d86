//! A lot as a scripted bidder sees it: what it is worth to him, and what he would bid.

use std::collections::BTreeMap;

use gavel_proto::Paddle;
use serde_json::{Value, json};

use super::chance;
use crate::commands::client::events;

/// A lot as this bidder sees it.
#[derive(Default)]
pub(super) struct Seen {
    terms: Value,
    is_open: bool,
    takes: Takes,
    leads: bool,
    asking: Option<u64>,
    /// What the lot, or a unit of it, is worth to this bidder.
    worth: u64,
}

/// What the round takes, as far as this bidder knows how to bid.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Takes {
    #[default]
    Nothing,
    /// The asking price, again and again.
    Asking,
    /// One envelope with an amount.
    Envelope,
    /// One envelope with a schedule.
    Schedule,
    /// One envelope with a royalty.
    Royalty,
}

impl Seen {
    /// Whether this bidder would bid now.
    pub(super) fn wants(&self) -> bool {
        let can_pay = self.asking.is_some_and(|asking| asking <= self.worth);
        let wants = match self.takes {
            Takes::Nothing => false,
            Takes::Asking => !self.leads && can_pay,
            Takes::Envelope | Takes::Schedule | Takes::Royalty => true,
        };
        self.is_open && wants
    }

    /// What this bidder offers. An envelope is handed in once.
    pub(super) fn offer(&mut self) -> Value {
        let worth = self.worth.to_string();
        match self.takes {
            Takes::Nothing | Takes::Asking => return json!({ "asking_at_most": worth }),
            Takes::Envelope | Takes::Schedule | Takes::Royalty => {}
        }
        match std::mem::take(&mut self.takes) {
            Takes::Nothing | Takes::Asking | Takes::Envelope => json!({ "amount": worth }),
            Takes::Schedule => {
                let pair = json!({ "quantity": 1 + chance(3), "unit_price": worth });
                json!({ "schedule": [pair] })
            }
            Takes::Royalty => {
                let share = json!({ "of": "net_revenue", "basis_points": 100 + chance(400) });
                json!({ "royalty": { "lump_sum": worth, "share": share } })
            }
        }
    }

    /// Takes in the terms, once: a lot is worth half as much again as it opens at, up to three
    /// times that, in round numbers. An order is done for less than its ceiling, and a price that
    /// falls is waited for.
    fn publish(&mut self, terms: &Value) {
        if self.worth != 0 {
            return;
        }
        self.terms = terms.clone();
        let first = &terms["rounds"][0]["format"];
        let bound = number(&terms["opening"]).or_else(|| number(&first["sealed"]["ceiling"]));
        let bound = bound.unwrap_or(0);
        let step = (bound / 20).max(1);
        let is_below = first["dutch"].is_object() || terms["direction"] == "reverse";
        self.worth = if is_below {
            bound.saturating_sub(step * (2 + chance(9))).max(1)
        } else {
            bound + step * (10 + chance(30))
        };
    }

    fn begin_round(&mut self, round: &Value) {
        let index = round.as_u64().and_then(|round| usize::try_from(round).ok()).unwrap_or(1);
        let format = &self.terms["rounds"][index.saturating_sub(1)]["format"];
        let name = format.as_object().and_then(|format| format.keys().next()).map(String::as_str);
        self.takes = match name {
            Some("english" | "dutch") => Takes::Asking,
            Some("sealed") if self.terms["royalty"].is_object() => Takes::Royalty,
            Some("sealed") => Takes::Envelope,
            Some("units") => Takes::Schedule,
            Some(_) | None => Takes::Nothing,
        };
    }
}

/// Takes in a snapshot or a push.
pub(super) fn see(message: &Value, paddle: Paddle, lots: &mut BTreeMap<u64, Seen>) {
    for lot in message["result"]["snapshot"]["lots"].as_array().into_iter().flatten() {
        let seen = lots.entry(lot["lot"].as_u64().unwrap_or(0)).or_default();
        seen.publish(&lot["terms"]);
        seen.begin_round(&lot["round"]);
        seen.is_open = (lot["phase"] == "open" || lot["phase"] == "closing")
            && is_open_to(&lot["open_to"], paddle);
        seen.leads = lot["leader"] == paddle.0;
        seen.asking = number(&lot["asking"]);
    }
    for (name, fields) in events(message) {
        let seen = lots.entry(fields["lot"].as_u64().unwrap_or(0)).or_default();
        match name.as_str() {
            "lot_published" => seen.publish(&fields["terms"]),
            "lot_opened" => {
                seen.begin_round(&fields["round"]);
                seen.is_open = is_open_to(&fields["open_to"], paddle);
                seen.asking = number(&fields["asking"]);
            }
            "lot_resumed" => seen.is_open = true,
            "asking_stepped" => seen.asking = number(&fields["asking"]),
            "price_changed" => {
                seen.leads = fields["leader"] == paddle.0;
                seen.asking = number(&fields["asking"]);
            }
            "lot_paused" | "envelopes_opened" | "round_ended" | "lot_closed" => {
                seen.is_open = false;
            }
            _ => {}
        }
    }
}

/// Whether this paddle may bid in a round that is open to these, or to everybody.
fn is_open_to(paddles: &Value, paddle: Paddle) -> bool {
    paddles.as_array().is_none_or(|paddles| paddles.iter().any(|one| *one == paddle.0))
}

fn number(amount: &Value) -> Option<u64> {
    amount.as_str()?.parse().ok()
}
