//! The answer to a bid that comes alone: given by the floor's own thread, right behind the sync. In a
//! quiet room the hop to the fan-out takes longer than all else between the disk and the bidder.
//!
//! It is given only where the fan-out has followed all that came before, so that nobody's answers
//! change places, and only once the batch is on its way there, so that whatever the bidder asks next
//! finds his bid.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use gavel_engine::durable::Written;
use gavel_engine::durable::receipt::bid_id;
use gavel_engine::pure::Entry;
use gavel_engine::running::Published;
use gavel_proto::wire::ReceiptForm;
use gavel_proto::{Event, Seq, SessionId};

use super::Ticket;
use super::answers::answer_first;
use crate::metrics::Metrics;
use crate::receipts::plain;

/// How far the fan-out has followed and answered.
#[derive(Debug, Clone)]
pub(super) struct Followed(Arc<AtomicU64>);

impl Followed {
    pub(super) fn up_to(seq: Seq) -> Self {
        Self(Arc::new(AtomicU64::new(seq)))
    }

    pub(super) fn reach(&self, seq: Seq) {
        self.0.store(seq, Ordering::Release);
    }

    fn seq(&self) -> Seq {
        self.0.load(Ordering::Acquire)
    }
}

/// Who answers a bid that comes alone.
pub(super) struct Alone {
    pub(super) session: SessionId,
    pub(super) followed: Followed,
    pub(super) metrics: Arc<Metrics>,
}

/// A bid that came alone, and what is needed to answer it.
pub(super) struct LoneBid {
    entry: Arc<Entry>,
    written: Arc<Written>,
    ticket: Ticket,
}

impl Alone {
    /// Takes a bid out of its batch that is to be answered here; the fan-out answers the rest.
    pub(super) fn take(&self, batch: &mut Published<Ticket>) -> Option<LoneBid> {
        let [(entry, ticket)] = &mut batch.entries[..] else {
            return None;
        };
        let is_first = !matches!(entry.outcome.events(), [Event::BidRepeated { .. }]);
        let is_next = self.followed.seq() + 1 == entry.seq;
        if !is_first || !is_next || bid_id(entry).is_none() {
            return None;
        }
        let ticket = ticket.take_if(|ticket| ticket.receipts == ReceiptForm::Plain)?;
        Some(LoneBid { entry: Arc::clone(entry), written: Arc::clone(&batch.written), ticket })
    }

    /// Answers it.
    pub(super) fn answer(&self, LoneBid { entry, written, ticket }: &LoneBid) {
        let leaf = written.entries().next().expect("invariant: a batch has an entry").leaf;
        let receipt = plain(&self.session, written.checkpoint(), entry, leaf);
        answer_first(&self.session, &self.metrics, ticket, entry, receipt);
        ticket.outbox.deliver();
    }
}

#[cfg(test)]
mod tests {
    use gavel_engine::durable::Salts;
    use gavel_engine::durable::memory::MemoryStorage;
    use gavel_engine::running::{Hands, HouseClock, Tolerance};
    use gavel_proto::terms::Text;
    use gavel_proto::{By, Paddle, SessionId, Timestamp};
    use serde_json::{Value, json};
    use tempfile::TempDir;

    use crate::config::Config;
    use crate::stepped::{Line, Premises, Stage, Stepped};

    /// A session in which everything is refused, as it has no lot; two of its bidders, the second of
    /// whom wants proofs.
    struct Quiet {
        stepped: Stepped<MemoryStorage>,
        lines: [Line; 2],
        _keys: TempDir,
    }

    impl Quiet {
        fn open() -> Self {
            let keys = tempfile::tempdir().unwrap();
            let hands: &'static Hands = Box::leak(Box::default());
            hands.show(Timestamp::from_micros(1));
            let config = Config { data: keys.path().to_owned(), ..Config::default() };
            let premises = Premises::open(&config, HouseClock::with(hands)).unwrap();
            let name: SessionId = "quiet".parse().unwrap();
            let stage = Stage {
                name: &name,
                title: &Text { vi: "Phiên".to_owned(), en: "Sale".to_owned() },
                disk: &MemoryStorage::default(),
                segment_bytes: u64::MAX,
                salts: Salts::from_seed(1),
                tolerance: Tolerance::BOUNDLESS,
            };
            let stepped = premises.start(stage).unwrap();
            let lines = [(1, "plain"), (2, "proven")].map(|(paddle, receipts)| {
                let token = premises.mint(&name, &By::Bidder { paddle: Paddle(paddle) }, 60);
                let mut line = stepped.connect();
                let hello = json!({ "token": token, "receipts": receipts });
                say(&mut line, 0, "hello", &hello);
                line.next_message().expect("a welcome");
                line
            });
            let mut quiet = Self { stepped, lines, _keys: keys };
            quiet.fan_out();
            quiet
        }

        /// Sends the bid of this number and lets the floor take it, but not the fan-out.
        fn bid(&mut self, who: usize, number: u64) {
            self.send(who, number);
            while self.stepped.take().unwrap().is_continue() {}
        }

        fn send(&mut self, who: usize, number: u64) {
            let bid_id = uuid::Uuid::from_u128(number.into());
            let bid = json!({ "lot": 1, "bid_id": bid_id, "amount": "1" });
            say(&mut self.lines[who], number, "bid", &bid);
        }

        fn fan_out(&mut self) {
            while self.stepped.hear().is_continue() {}
        }

        /// The requests that were answered since, each with a receipt.
        fn answered(&mut self, who: usize) -> Vec<u64> {
            let line = &mut self.lines[who];
            let answers = std::iter::from_fn(|| line.next_message()).map(|message| {
                let answer: Value = serde_json::from_str(&message).unwrap();
                assert!(answer["error"]["data"]["receipt"].is_object(), "{message}");
                answer["id"].as_u64().unwrap()
            });
            answers.collect()
        }
    }

    fn say(line: &mut Line, id: u64, method: &str, params: &Value) {
        let request = json!({ "id": id, "method": method, "params": params });
        assert!(line.hear(&request.to_string()).is_continue(), "cut off");
    }

    #[test]
    fn a_bid_that_comes_alone_is_answered_before_the_fan_out_hears_of_it() {
        let mut quiet = Quiet::open();
        quiet.bid(0, 1);
        assert_eq!(quiet.answered(0), [1]);
        quiet.bid(0, 2);
        assert!(quiet.answered(0).is_empty(), "the fan-out is behind, and answers in its turn");
        quiet.fan_out();
        assert_eq!(quiet.answered(0), [2]);
        quiet.bid(0, 3);
        assert_eq!(quiet.answered(0), [3]);
        quiet.fan_out();
        assert!(quiet.answered(0).is_empty(), "once");
    }

    #[test]
    fn all_that_is_more_than_a_lone_bid_is_answered_by_the_fan_out() {
        let mut quiet = Quiet::open();
        quiet.send(0, 1);
        quiet.bid(0, 2);
        assert!(quiet.answered(0).is_empty(), "two at once");
        quiet.fan_out();
        assert_eq!(quiet.answered(0), [1, 2]);
        quiet.bid(1, 3);
        assert!(quiet.answered(1).is_empty(), "a proof is wanted");
        quiet.fan_out();
        assert_eq!(quiet.answered(1), [3]);
    }
}
