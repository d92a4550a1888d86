//! A bidder who writes down every receipt, sends again what was not answered, and asks after a
//! restart whether the house still knows.

use std::collections::BTreeMap;

use gavel_engine::durable::Verifier;
use gavel_engine::durable::receipt::Reach;
use gavel_proto::BidId;
use gavel_proto::wire::{Decided, Receipt};
use serde_json::{Value, json};

use super::client::{Client, Gone};
use crate::oracle::chance::Chance;

/// The answer of a session whose journal has failed: it decides nothing.
const STOPPED: u64 = 1_011;
/// Receipts that are asked for again by one bidder when he comes in.
const ASKED_AGAIN: usize = 2;

/// A bidder and the ledger that he keeps.
pub(crate) struct Bidder {
    pub(crate) token: String,
    /// Every receipt he was given, in the order of the bids' ids.
    pub(crate) ledger: BTreeMap<BidId, Receipt>,
    /// Bids that were not answered, as they were sent.
    pub(crate) unanswered: Vec<Value>,
}

impl Bidder {
    pub(crate) fn new(token: String) -> Self {
        Self { token, ledger: BTreeMap::new(), unanswered: Vec::new() }
    }

    /// Comes in, asks for some receipts again, and sends every bid that waits for an answer, one
    /// behind the other; `each` hears of everything that was sent or answered.
    ///
    /// # Errors
    /// [`Gone`] where the server went before it had answered everything.
    pub(crate) async fn bid(
        &mut self,
        address: &str,
        chance: &mut Chance,
        mut each: impl FnMut(),
    ) -> Result<(), Gone> {
        let mut client = Client::try_join(address, &self.token).await?;
        for _ in 0..ASKED_AGAIN.min(self.ledger.len()) {
            self.ask_again(&mut client, chance).await?;
        }
        let mut sent = Vec::new();
        for offer in self.unanswered.clone() {
            sent.push((client.send("bid", offer.clone()).await, offer));
            each();
        }
        for (id, offer) in sent {
            let answer = client.answer(id).await?;
            self.write_down(&offer, &answer);
            each();
        }
        client.leave().await;
        Ok(())
    }

    /// The house still says of a bid what it said before, and proves it.
    async fn ask_again(&self, client: &mut Client, chance: &mut Chance) -> Result<(), Gone> {
        let which = chance.below(u32::try_from(self.ledger.len()).unwrap()) as usize;
        let (bid_id, first) = self.ledger.iter().nth(which).unwrap();
        let answer = client.try_ask("receipt.get", json!({ "bid_id": bid_id })).await?;
        if answer["error"]["code"] == STOPPED {
            // The session has stopped and says so, while its connections are being closed.
            return Err(Gone(None));
        }
        let again: Receipt = serde_json::from_value(answer["result"].clone())
            .unwrap_or_else(|error| panic!("{error} in the receipt of {bid_id}: {answer}"));
        assert_same(first, &again);
        Ok(())
    }

    fn write_down(&mut self, offer: &Value, answer: &Value) {
        if answer["error"]["code"] == STOPPED {
            return;
        }
        let is_accepted = answer["result"].is_object();
        let parts = if is_accepted { &answer["result"] } else { &answer["error"]["data"] };
        let receipt: Receipt = serde_json::from_value(parts["receipt"].clone())
            .unwrap_or_else(|error| panic!("{error} in the answer to {offer}: {answer}"));
        assert_eq!(json!(receipt.bid_id), offer["bid_id"], "{answer}");
        assert_eq!(json!(receipt.seq), parts["seq"], "{answer}");
        assert_eq!(receipt.verdict == Decided::Accepted, is_accepted, "{answer}");
        self.unanswered.retain(|waiting| waiting["bid_id"] != offer["bid_id"]);
        if let Some(first) = self.ledger.get(&receipt.bid_id) {
            assert_same(first, &receipt);
        }
        self.ledger.insert(receipt.bid_id, receipt);
    }
}

/// Whether both receipts are of the same entry. The later one may be under a later head.
#[track_caller]
fn assert_same(first: &Receipt, again: &Receipt) {
    assert!(first.size <= again.size, "a smaller head: {first:?}, {again:?}");
    let of_entry = |receipt: &Receipt| {
        (receipt.seq, receipt.at, receipt.bid_id, receipt.verdict, receipt.leaf)
    };
    assert_eq!(of_entry(first), of_entry(again));
}

/// Whether the receipt is signed with the key that the house showed.
#[track_caller]
pub(crate) fn assert_signed(receipt: &Receipt, key: &Verifier) {
    let proven = key.check_receipt(receipt).unwrap_or_else(|error| panic!("{error}: {receipt:?}"));
    assert_eq!(proven.reach, Reach::Head, "it came with the answer to a bid, without a proof");
}
