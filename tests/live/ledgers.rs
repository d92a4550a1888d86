//! A sale whose bidders keep ledgers of their receipts, through any number of servers; at the end
//! every line of every ledger is looked up in the journal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use gavel_engine::durable::receipt::{bid_id, compare};
use gavel_engine::durable::{Head, Piece, Reader, Record, Verifier};
use gavel_engine::pure::Entry;
use gavel_proto::{BidId, Event};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::bidder::{Bidder, assert_signed};
use super::client::Client;
use super::house::{House, SESSION, Server};
use super::lots::{bid, english};
use crate::oracle::chance::{Chance, Seed};

/// What everybody bids above the one before, in dong: the increment of every lot.
const STEP: u64 = 10_000_000;

/// A sale by hammer, and those who bid in it.
pub(crate) struct Ledgers {
    pub(crate) house: House,
    auctioneer: String,
    bidders: Vec<Bidder>,
    /// The lot that is open.
    lot: u32,
    /// Bids so far on that lot.
    bids: u64,
    pub(crate) chance: Chance,
}

/// The server that dies when so many things have happened.
#[derive(Clone)]
pub(crate) struct Fuse(Arc<(AtomicUsize, Mutex<Option<Server>>)>);

impl Fuse {
    /// Burns down to nothing in so many steps.
    pub(crate) fn of(server: Server, steps: usize) -> Self {
        Self(Arc::new((AtomicUsize::new(steps), Mutex::new(Some(server)))))
    }

    /// One step. At the last one the server is killed.
    pub(crate) fn burn(&self) {
        if self.0.0.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.take().expect("a server that was not killed before").kill();
        }
    }

    /// The server, if it was not killed.
    pub(crate) fn take(&self) -> Option<Server> {
        self.0.1.lock().expect("nobody failed beside it").take()
    }
}

impl Ledgers {
    /// Nobody has come yet. Tokens are minted here, once.
    pub(crate) fn open(house: House, paddles: u32, seed: Seed) -> Self {
        let auctioneer = house.token(SESSION, &["auctioneer", "--name", "An"]);
        let bidders = (1..=paddles).map(|paddle| Bidder::new(house.paddle(paddle))).collect();
        Self { house, auctioneer, bidders, lot: 0, bids: 0, chance: Chance::new(seed) }
    }

    /// Everybody is admitted.
    pub(crate) async fn admit(&self, server: &Server) {
        let mut desk = Client::join(&server.address, &self.auctioneer).await;
        for paddle in 1..=self.bidders.len() {
            desk.accepted("admit", json!({ "paddle": paddle })).await;
            desk.accepted("confirm_deposit", json!({ "paddle": paddle })).await;
        }
    }

    /// The next lot is published and opened.
    pub(crate) async fn next_lot(&mut self, server: &Server) {
        (self.lot, self.bids) = (self.lot + 1, 0);
        let mut desk = Client::join(&server.address, &self.auctioneer).await;
        desk.accepted("publish", english(self.lot)).await;
        desk.accepted("open", json!({ "lot": self.lot })).await;
    }

    /// Everybody has so many bids to send, those included that were not answered before. All are
    /// sent at once and without waiting, until all is answered or the server is gone. `each` hears
    /// of every bid sent and every answer.
    pub(crate) async fn bid(
        &mut self,
        address: &str,
        times: usize,
        each: impl Fn() + Clone + Send + 'static,
    ) {
        let mut room = JoinSet::new();
        for mut bidder in std::mem::take(&mut self.bidders) {
            bidder.unanswered.extend((bidder.unanswered.len()..times).map(|_| self.offer()));
            let mut chance = Chance::new(Seed(u64::from(self.chance.below(u32::MAX))));
            let (address, each) = (address.to_owned(), each.clone());
            room.spawn(async move {
                // Whoever is cut off comes again, with the next server.
                bidder.bid(&address, &mut chance, each).await.unwrap_or(());
                bidder
            });
        }
        while let Some(bidder) = room.join_next().await {
            self.bidders.push(bidder.expect("a bidder who was told the truth"));
        }
        self.bidders.sort_by(|one, other| one.token.cmp(&other.token));
    }

    /// Most bids are above the ones before, some come too low.
    fn offer(&mut self) -> Value {
        self.bids += 1;
        let steps = self.bids.saturating_sub(u64::from(self.chance.below(4)));
        bid(self.lot, "amount", &(STEP * (10 + steps)).to_string())
    }

    /// Bids that were sent and not answered.
    pub(crate) fn unanswered(&self) -> usize {
        self.bidders.iter().map(|bidder| bidder.unanswered.len()).sum()
    }

    /// Receipts that were given.
    pub(crate) fn receipts(&self) -> usize {
        self.bidders.iter().map(|bidder| bidder.ledger.len()).sum()
    }

    /// Looks every receipt up in the journal: it is there at its place, and says the same. Every
    /// bid was decided once.
    pub(crate) async fn check(&self, server: &Server) {
        let key = self.key(server).await;
        let (entries, heads) = self.journal();
        for receipt in self.bidders.iter().flat_map(|bidder| bidder.ledger.values()) {
            let seq = usize::try_from(receipt.seq).expect("a small journal");
            let (entry, record) = &entries.get(seq - 1).expect("an entry for each receipt");
            assert_eq!(record.leaf(), receipt.leaf, "{receipt:?}");
            compare(receipt, entry).unwrap_or_else(|error| panic!("{error}: {receipt:?}"));
            let size = usize::try_from(receipt.size).expect("a small journal");
            assert_eq!((heads[size].size, heads[size].root), (receipt.size, receipt.root));
            assert_signed(receipt, &key);
        }
        self.check_verdicts(&entries);
    }

    /// Each bid id was decided once, in the entry of its receipt; what came again says where.
    fn check_verdicts(&self, entries: &[(Entry, Record)]) {
        let mut decided = BTreeMap::new();
        for (entry, _) in entries {
            let Some(id) = bid_id(entry) else { continue };
            if let [Event::BidRepeated { first, .. }] = entry.outcome.events() {
                assert_eq!(decided.get(&id), Some(first), "sequence {}", entry.seq);
            } else {
                let before = decided.insert(id, entry.seq);
                assert_eq!(before, None, "bid {id} was decided again at {}", entry.seq);
            }
        }
        let known = |bidder: &Bidder| -> BTreeSet<BidId> {
            let waiting = bidder.unanswered.iter().map(|offer| offer["bid_id"].clone());
            let waiting = waiting.map(|id| serde_json::from_value(id).expect("an id"));
            waiting.chain(bidder.ledger.keys().copied()).collect()
        };
        let sent: BTreeSet<BidId> = self.bidders.iter().flat_map(known).collect();
        assert!(decided.keys().all(|id| sent.contains(id)), "a bid that nobody sent");
        for receipt in self.bidders.iter().flat_map(|bidder| bidder.ledger.values()) {
            assert_eq!(decided.get(&receipt.bid_id), Some(&receipt.seq), "{receipt:?}");
        }
    }

    /// The key that the house shows to whoever comes.
    async fn key(&self, server: &Server) -> Verifier {
        let mut client = Client::connect(&server.address).await;
        let welcome = client.hello(&self.auctioneer).await;
        welcome["result"]["key"].as_str().expect("a key").parse().expect("a verifier key")
    }

    /// Every entry of the journal, and every head on the way, by its size.
    fn journal(&self) -> (Vec<(Entry, Record)>, Vec<Head>) {
        let folder = self.house.path().join("sessions").join(SESSION);
        let mut reader = Reader::open(&folder, &SESSION.parse().unwrap()).unwrap();
        let (mut entries, mut heads) = (Vec::new(), vec![reader.head()]);
        while let Some(piece) = reader.piece() {
            if let Piece::Record(record) = piece.unwrap() {
                heads.push(reader.head());
                entries.push((reader.entry(record.clone()).unwrap(), record));
            }
        }
        (entries, heads)
    }
}
