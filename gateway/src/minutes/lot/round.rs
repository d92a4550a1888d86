//! A round in the fold: opened, bid in, struck, drawn.

use std::collections::BTreeMap;

use gavel_engine::pure::Entry;
use gavel_proto::terms::Format;
use gavel_proto::{
    BallotCount, BidId, By, Channel, DrawStep, Envelope, Event, Money, Paddle, Reason, SideName,
    Sides, Timestamp,
};

use super::LotFold;
use crate::minutes::record::{
    BidRow, DrawRecord, EnvelopeRow, Fact, LogRow, Opening, RoundRecord, Struck,
};

impl LotFold {
    /// The round that runs or ran last.
    pub(super) fn round(&mut self) -> &mut RoundRecord {
        let round = self.record.rounds.last_mut();
        round.expect("invariant: what happens in a round follows its opening")
    }

    pub(super) fn open(&mut self, entry: &Entry, event: &Event) {
        let Event::LotOpened { round, time, open_to, closed_to, closes_at, asking, .. } = event
        else {
            panic!("invariant: a round begins with its opening");
        };
        let opened_at = self.opens_at(*round).unwrap_or(entry.at);
        self.sealed.clear();
        self.record.rounds.push(RoundRecord {
            round: *round,
            time: *time,
            opened_at,
            asking: *asking,
            closes_at: *closes_at,
            open_to: open_to.clone(),
            closed_to: *closed_to,
            bids: Vec::new(),
            opening: None,
            notes: Vec::new(),
            draws: Vec::new(),
            ended_at: None,
        });
        let (round, time, closes_at, asking) = (*round, *time, *closes_at, *asking);
        self.tell(entry, Fact::Opened { round, time, closes_at, asking });
    }

    /// A round that opens by itself opened then, however late the tick came.
    fn opens_at(&self, round: u32) -> Option<Timestamp> {
        let pace = &self.record.terms.round(round).pace;
        match self.record.rounds.last() {
            None => pace.opens_at(),
            Some(before) => Some(before.ended_at?.after(pace.opens_after()?)),
        }
    }

    pub(super) fn price(&mut self, entry: &Entry, event: &Event) {
        let Event::PriceChanged {
            bid_id,
            bidder,
            channel,
            price,
            royalty,
            leader,
            asking,
            reserve,
            at,
            ..
        } = event
        else {
            panic!("invariant: only a bid moves the price");
        };
        self.record.reserve = *reserve;
        self.standing = Some((*leader, *price));
        // In turns each improves his own bid, in the open: the price is that of the best.
        let told = if self.takes_turns() { self.amount.unwrap_or(*price) } else { *price };
        self.round().bids.push(BidRow {
            seq: entry.seq,
            at: *at,
            bid_id: *bid_id,
            bidder: *bidder,
            channel: *channel,
            price: told,
            royalty: *royalty,
            leader: Some(*leader),
            side: None,
            struck: None,
        });
        self.tell(
            entry,
            Fact::Price {
                bidder: *bidder,
                channel: *channel,
                price: *price,
                royalty: *royalty,
                leader: *leader,
                asking: *asking,
                reserve: *reserve,
            },
        );
    }

    fn takes_turns(&mut self) -> bool {
        let round = self.round().round;
        match self.record.terms.round(round).format {
            Format::Turns(_) => true,
            Format::English(_)
            | Format::Sealed(_)
            | Format::Units(_)
            | Format::Exclusive(_)
            | Format::Dutch(_) => false,
        }
    }

    pub(super) fn sides(&mut self, entry: &Entry, sides: &Sides, bid_id: Option<BidId>) {
        if let Some((bid_id, row)) = bid_id.and_then(|bid_id| Some((bid_id, Self::side(entry)?))) {
            let (bidder, channel, side, amount) = row;
            self.round().bids.push(BidRow {
                seq: entry.seq,
                at: entry.at,
                bid_id,
                bidder,
                channel,
                price: amount,
                royalty: None,
                leader: None,
                side: Some(side),
                struck: None,
            });
            self.tell(entry, Fact::SideBid { bidder, channel, side, amount });
        }
        self.tell(entry, Fact::Sides(Box::new(sides.clone())));
    }

    /// The bid on one of two sides that this entry took: a schedule is a bid for a licence of
    /// several.
    fn side(entry: &Entry) -> Option<(Paddle, Channel, SideName, Money)> {
        entry.outcome.events().iter().find_map(|event| {
            let Event::BidAccepted { paddle, amount, schedule, channel, .. } = event else {
                return None;
            };
            let is_shared = !schedule.is_empty();
            let side = if is_shared { SideName::Shared } else { SideName::Exclusive };
            Some((*paddle, *channel, side, (*amount)?))
        })
    }

    pub(super) fn open_envelopes(
        &mut self,
        entry: &Entry,
        closed_at: Timestamp,
        envelopes: &[Envelope],
        count: BallotCount,
    ) {
        let mut rows = Vec::with_capacity(envelopes.len());
        for envelope in envelopes {
            let handed_in = self.sealed.get(&envelope.paddle);
            let (seq, at) = *handed_in.expect("invariant: an opened envelope was handed in");
            let by = By::Bidder { paddle: envelope.paddle };
            self.record.log.push(LogRow { seq, at, by, facts: vec![Fact::EnvelopeIn] });
            rows.push(EnvelopeRow { seq, at, envelope: envelope.clone(), struck: None });
        }
        let round = self.round();
        round.ended_at = Some(closed_at);
        round.opening = Some(Opening { closed_at, count, envelopes: rows });
        self.tell(entry, Fact::EnvelopesOpened { closed_at, count });
    }

    /// Strikes bids in the open, and the opened envelopes of a paddle, in every round.
    pub(super) fn strike(
        &mut self,
        is_struck: impl Fn(&BidRow) -> bool,
        paddle: Paddle,
        reason: &Struck,
    ) {
        for round in &mut self.record.rounds {
            for bid in round.bids.iter_mut().filter(|bid| is_struck(bid)) {
                bid.struck.get_or_insert_with(|| reason.clone());
            }
            let opened = round.opening.iter_mut().flat_map(|opening| &mut opening.envelopes);
            for row in opened.filter(|row| row.envelope.paddle == paddle) {
                row.struck.get_or_insert_with(|| reason.clone());
            }
        }
    }

    pub(super) fn void(&mut self, entry: &Entry, bid_id: BidId, paddle: Paddle, reason: &Reason) {
        let asked_by = self.voids_asked.remove(&bid_id);
        let struck = Struck::Voided {
            reason: reason.clone(),
            asked_by: asked_by.clone(),
            confirmed_by: entry.by.clone(),
        };
        let round = self.round();
        for bid in round.bids.iter_mut().filter(|bid| bid.bid_id == bid_id) {
            bid.struck.get_or_insert_with(|| struck.clone());
        }
        let opened = round.opening.iter_mut().flat_map(|opening| &mut opening.envelopes);
        for row in opened.filter(|row| row.envelope.bid_id == bid_id) {
            row.struck.get_or_insert_with(|| struck.clone());
        }
        self.tell(entry, Fact::Voided { paddle, reason: reason.clone(), asked_by });
    }

    pub(super) fn draw(&mut self, entry: &Entry, step: &DrawStep) {
        let draws = &mut self.round().draws;
        match step {
            DrawStep::Began { paddles, .. } => draws.push(DrawRecord {
                among: paddles.clone(),
                committed: BTreeMap::new(),
                revealed: BTreeMap::new(),
                head: None,
                drawn: None,
            }),
            DrawStep::Committed { paddle, commitment } => {
                running(draws).committed.insert(*paddle, *commitment);
            }
            DrawStep::CommitsClosed { head, .. } => running(draws).head = Some(*head),
            DrawStep::Revealed { paddle, nonce } => {
                running(draws).revealed.insert(*paddle, *nonce);
            }
            DrawStep::Drawn { seed, winner, .. } => {
                running(draws).drawn = Some((*seed, *winner));
            }
        }
        self.tell(entry, Fact::Draw(step.clone()));
    }
}

fn running(draws: &mut [DrawRecord]) -> &mut DrawRecord {
    draws.last_mut().expect("invariant: the steps of a draw follow its beginning")
}
