//! The pace: when each bid of a rehearsal is due, who sends it, and on which lot.

use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

/// The timetable of all bids, laid down before the first: a bid that is sent late because the house
/// is slow was due all the same, and its latency counts from then (no coordinated omission).
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    start: Instant,
    bids_per_second: u64,
    /// How many bids there are in all.
    bids: u64,
    bidders: u64,
    lots: u64,
    /// What the ids of this rehearsal's bids begin with.
    run: u64,
}

impl Pace {
    /// The timetable of `seconds` from `start` on.
    pub(super) fn new(
        start: Instant,
        (bids_per_second, seconds): (u64, u64),
        (bidders, lots): (u64, u64),
    ) -> Self {
        let run = getrandom::u64().unwrap_or(0);
        Self { start, bids_per_second, bids: bids_per_second * seconds, bidders, lots, run }
    }

    /// How many bids there are.
    pub(super) fn bids(&self) -> u64 {
        self.bids
    }

    /// The bids of one bidder, by number. Two that follow each other on one lot come from two
    /// bidders, as long as there are two: so neither is refused because its bidder leads.
    pub(super) fn bids_of(self, bidder: u64) -> impl Iterator<Item = u64> {
        (0..self.bids)
            .filter(move |bid| (bid / self.lots + bid % self.lots) % self.bidders == bidder)
    }

    /// The lot of a bid, by its place among the rehearsal's lots.
    pub(super) fn lot(&self, bid: u64) -> usize {
        usize::try_from(bid % self.lots).unwrap_or(0)
    }

    /// When a bid is due.
    pub(super) fn due(&self, bid: u64) -> Instant {
        self.start + Duration::from_micros(bid * 1_000_000 / self.bids_per_second)
    }

    /// The id of a bid.
    pub(super) fn id(&self, bid: u64) -> Uuid {
        Uuid::from_u64_pair(self.run, bid)
    }

    /// The bid of this id, if it is one of this rehearsal.
    pub(super) fn bid(&self, id: Uuid) -> Option<u64> {
        let (run, bid) = id.as_u64_pair();
        (run == self.run && bid < self.bids).then_some(bid)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tokio::time::Instant;

    use super::Pace;

    #[test]
    fn every_bid_has_one_bidder_and_none_outbids_himself() {
        for (bidders, lots) in [(2, 1), (2, 2), (3, 2), (5, 4), (20, 3)] {
            let pace = Pace::new(Instant::now(), (40, 3), (bidders, lots));
            let mut whose = BTreeMap::new();
            for bidder in 0..bidders {
                whose.extend(pace.bids_of(bidder).map(|bid| (bid, bidder)));
            }
            assert_eq!(whose.len(), 120, "{bidders} bidders, {lots} lots");
            for (bid, bidder) in &whose {
                assert_ne!(whose.get(&(bid + lots)), Some(bidder), "bid {bid} of {bidder}");
                assert_eq!(pace.bid(pace.id(*bid)), Some(*bid));
            }
        }
    }
}
