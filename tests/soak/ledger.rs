//! A ledger: what somebody was told of every bid.

use std::collections::BTreeMap;

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::BidId;
use serde_json::Value;

/// Refusals that leave a bid's id free: they decide nothing.
const FREE: [u64; 4] = [2_001, 2_002, 2_003, 2_102];

/// A verdict: where it stands in the order, and the code of the refusal, if it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) seq: u64,
    refusal: Option<u64>,
}

/// What one person was told.
#[derive(Debug, Default)]
pub(super) struct Ledger(BTreeMap<BidId, Told>);

impl Told {
    /// What an answer to `bid` says; nothing where it decides nothing.
    pub(super) fn by(answer: &Value) -> Option<Self> {
        let error = &answer["error"];
        let refusal = error["code"].as_u64();
        if refusal.is_some_and(|code| FREE.contains(&code)) {
            return None;
        }
        let parts = if refusal.is_some() { &error["data"] } else { &answer["result"] };
        Some(Self { seq: parts["seq"].as_u64()?, refusal })
    }

    /// What an answer to `bid.get` says; nothing where nothing was decided.
    pub(super) fn fate(answer: &Value) -> Option<Self> {
        let result = &answer["result"];
        let seq = result["seq"].as_u64();
        match result["verdict"].as_str() {
            Some("accepted") => Some(Self { seq: seq?, refusal: None }),
            Some("refused") => Some(Self { seq: seq?, refusal: result["error"]["code"].as_u64() }),
            Some("unknown") => None,
            _ => panic!("bid.get was answered with {answer}"),
        }
    }

    /// What an entry says that decides a bid.
    pub(super) fn recorded(entry: &Entry) -> Self {
        let refusal = match &entry.outcome {
            Outcome::Accepted(_) => None,
            Outcome::Refused(rejection) => Some(rejection.code().into()),
        };
        Self { seq: entry.seq, refusal }
    }
}

impl Ledger {
    /// Writes a verdict down. Whoever was told one hears no other.
    pub(super) fn write(&mut self, bid_id: BidId, told: Told) {
        let first = *self.0.entry(bid_id).or_insert(told);
        assert_eq!(first, told, "another verdict on bid {bid_id}");
    }

    pub(super) fn told(&self, bid_id: BidId) -> Option<Told> {
        self.0.get(&bid_id).copied()
    }

    /// The latest bids that were decided, as their ids have it.
    pub(super) fn latest(&self, many: usize) -> Vec<BidId> {
        self.0.keys().rev().take(many).copied().collect()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (BidId, Told)> {
        self.0.iter().map(|(bid_id, told)| (*bid_id, *told))
    }
}
