//! A client: says hello, listens, asks, and does not rest before the fate of its bids is known.

use std::collections::BTreeMap;

use gavel_proto::wire::ReceiptForm;
use gavel_proto::{Bid, BidId, By, Command, Seq, SessionId, Timestamp};
use serde_json::json;

use super::network::Wire;
use crate::asked::named;

/// Requests of no sense bear numbers up to this one.
const SHOUTED: u64 = 1_000;

/// Somebody with a token.
pub(super) struct Client {
    pub(super) by: By,
    pub(super) token: String,
    pub(super) receipts: ReceiptForm,
    /// The connection in use.
    pub(super) wire: Option<Wire>,
    /// Whether it was welcomed there.
    pub(super) stage: Stage,
    /// What it sent on any connection, by number: an answer bears it.
    pub(super) asked: BTreeMap<u64, Asked>,
    /// Its bids, in order.
    pub(super) bids: Vec<(Bid, Fate)>,
    /// The last sequence that it heard of.
    pub(super) seq: Option<Seq>,
    /// Until when it does not read.
    pub(super) deaf_until: Timestamp,
    next_id: u64,
}

/// How far a client has come on its connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Away,
    Greeting,
    Welcomed,
}

/// What a client knows of its bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Sent or about to be; whether it was decided is not known.
    Unknown,
    Accepted {
        seq: Seq,
    },
    Refused {
        seq: Seq,
        code: u16,
    },
}

/// Something that was sent.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) wire: Wire,
    pub(super) what: What,
    pub(super) text: String,
}

/// What a request was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Hello,
    Subscribe { since: Option<Seq> },
    Time,
    BidGet(BidId),
    ReceiptGet(BidId),
    Command(Box<Command>),
}

impl Client {
    pub(super) fn new(by: By, token: String, receipts: ReceiptForm) -> Self {
        Self {
            by,
            token,
            receipts,
            wire: None,
            stage: Stage::Away,
            asked: BTreeMap::new(),
            bids: Vec::new(),
            seq: None,
            deaf_until: Timestamp::default(),
            next_id: SHOUTED,
        }
    }

    /// The text of a request on its connection; nothing where it has none.
    pub(super) fn request(&mut self, session: &SessionId, what: What) -> Option<(Wire, String)> {
        let wire = self.wire?;
        self.next_id += 1;
        let (method, params) = match &what {
            What::Hello => {
                let params = json!({ "token": self.token, "receipts": self.receipts });
                ("hello".to_owned(), params)
            }
            What::Subscribe { since: Some(since) } => {
                ("subscribe".to_owned(), json!({ "session": session, "since": since }))
            }
            What::Subscribe { since: None } => {
                ("subscribe".to_owned(), json!({ "session": session }))
            }
            What::Time => ("time".to_owned(), json!({})),
            What::BidGet(bid_id) => ("bid.get".to_owned(), json!({ "bid_id": bid_id })),
            What::ReceiptGet(bid_id) => ("receipt.get".to_owned(), json!({ "bid_id": bid_id })),
            What::Command(command) => named(command),
        };
        let id = self.next_id;
        let text = json!({ "id": id, "method": method, "params": params }).to_string();
        self.asked.insert(id, Asked { wire, what, text: text.clone() });
        Some((wire, text))
    }

    /// What it sent this many requests ago, under a number of its own.
    pub(super) fn again(&self, back: usize) -> Option<What> {
        let asked = self.asked.values().rev().map(|asked| &asked.what);
        asked.filter(|what| matches!(what, What::Command(_))).nth(back).cloned()
    }

    /// The connection is gone.
    pub(super) fn lose(&mut self) {
        (self.wire, self.stage) = (None, Stage::Away);
    }

    /// The bids whose fate it does not know.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &Bid> {
        self.bids.iter().filter(|(_, fate)| *fate == Fate::Unknown).map(|(bid, _)| bid)
    }

    /// Takes up a bid that is to be decided, unless it is known already.
    pub(super) fn intend(&mut self, bid: &Bid) {
        if !self.bids.iter().any(|(known, _)| known.bid_id == bid.bid_id) {
            self.bids.push((bid.clone(), Fate::Unknown));
        }
    }

    /// The fate of a bid is known.
    pub(super) fn learn(&mut self, bid_id: BidId, fate: Fate) {
        if let Some((_, known)) = self.bids.iter_mut().find(|(bid, _)| bid.bid_id == bid_id) {
            *known = fate;
        }
    }
}
