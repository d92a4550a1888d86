//! What happened to a lot, recorded: nothing here can refuse, nothing looks at the time.

use gavel_proto::view::{PricePoint, RunnerUp};
use gavel_proto::{EnvelopeFault, Event, Paddle, Reason, Timestamp, limits};

use super::{Held, Lot, Phase, record::Placed};

impl Lot {
    /// Records what happened to this lot.
    pub(in crate::pure) fn evolve(&mut self, event: &Event) {
        match event {
            Event::ReserveSet { reserve, .. } => self.reserve = Some(*reserve),
            Event::LotOpened { round, time, open_to, closed_to, closes_at, .. } => {
                self.begin_round(Held {
                    round: *round,
                    time: *time,
                    open_to: open_to.clone(),
                    closed_to: *closed_to,
                    closes_at: *closes_at,
                    ..Held::first()
                });
            }
            Event::BidAccepted { .. } => self.place(event),
            Event::PriceChanged { .. } => self.keep_history(event),
            Event::SidesChanged { .. } => self.phase.set_calls(0),
            Event::StandingRecomputed { closes_at, .. } => self.go_on(*closes_at),
            Event::AskingStepped { closes_at, .. } | Event::TurnBegan { closes_at, .. } => {
                self.phase.set_deadline(*closes_at);
                self.book.step(event);
            }
            Event::IncrementChanged { increment, asking, .. } => {
                self.book.set_increment(increment, *asking);
            }
            Event::DeadlineMoved { closes_at, .. } => self.phase.set_deadline(*closes_at),
            Event::LotPaused { at, reason, fault, .. } => {
                let (closes_at, reason) = (self.phase.closes_at(), reason.clone());
                self.phase = Phase::Paused { closes_at, at: *at, reason, fault: *fault };
            }
            Event::LotResumed { closes_at, .. } => self.resume(*closes_at),
            Event::Called { call, .. } => self.phase.set_calls(*call),
            Event::RoundEnded { closed_at, .. } => {
                self.phase = Phase::RoundOver { closed_at: *closed_at };
            }
            Event::EnvelopesOpened { closed_at, envelopes, count, .. } => {
                self.phase = Phase::RoundOver { closed_at: *closed_at };
                self.book.open(envelopes.clone(), *count);
            }
            Event::BidderDisqualified { paddle, reason, .. } => self.bar(*paddle, reason),
            Event::BidderLeft { paddle, .. } => {
                self.held.left.insert(*paddle);
            }
            Event::BidWithdrawn { paddle, .. } => {
                self.was_withdrawn = true;
                self.bar(*paddle, &withdrawn());
            }
            Event::VoidAsked { bid_id, reason, officer, .. } => {
                self.record.ask(*bid_id, reason.clone(), officer.clone());
            }
            Event::BidVoided { bid_id, paddle, reason, .. } => {
                self.record.strike(*bid_id, reason);
                self.strike_history(|point| point.bid_id == *bid_id, reason);
                self.fold_anew(*paddle, EnvelopeFault::Voided);
            }
            Event::Draw { step, .. } => self.evolve_draw(step),
            Event::LotProvisional { closed_at, answer_by, .. } => {
                self.phase = Phase::Provisional { closed_at: *closed_at, answer_by: *answer_by };
            }
            Event::ResultRefused { paddle, reason, .. } => {
                self.was_refused = true;
                self.barred.insert(*paddle, reason.clone());
            }
            Event::RunnerUpAsked { paddle, price, .. } => {
                let closed_at = self.phase.closes_at();
                let closed_at = closed_at.expect("invariant: a result is refused after the end");
                let asked = RunnerUp { paddle: *paddle, price: *price };
                self.phase = Phase::RunnerUp { closed_at, asked };
            }
            Event::LotClosed { closed_at, result, .. } => {
                self.phase = Phase::Closed { closed_at: *closed_at, result: result.clone() };
                self.close();
            }
            Event::SessionCreated { .. }
            | Event::SigningKeySet { .. }
            | Event::BidderAdmitted { .. }
            | Event::DepositConfirmed { .. }
            | Event::BidderExcluded { .. }
            | Event::BidderAbsent { .. }
            | Event::DepositForfeited { .. }
            | Event::MinutesUnsigned { .. }
            | Event::LotPublished { .. }
            | Event::FaultReported { .. }
            | Event::Announced { .. }
            | Event::BidRepeated { .. } => {}
        }
    }

    fn place(&mut self, event: &Event) {
        let placed = Placed::new(event, self.held.paused, self.book.increment_number());
        let standing = super::standing(
            self.id,
            &self.terms,
            self.reserve,
            &self.held,
            &self.carried,
            self.phase.closes_at(),
        );
        self.had_bids = true;
        self.book.place(standing, &placed);
        self.record.push(placed);
    }

    fn keep_history(&mut self, event: &Event) {
        let Event::PriceChanged { bid_id, bidder, channel, price, royalty, leader, at, .. } = event
        else {
            panic!("invariant: only a price is a point of the history");
        };
        self.phase.set_calls(0);
        if self.history.len() == limits::HISTORY_POINTS {
            self.history.pop_front();
        }
        self.history.push_back(PricePoint {
            at: *at,
            bid_id: *bid_id,
            bidder: *bidder,
            channel: *channel,
            price: *price,
            royalty: *royalty,
            leader: *leader,
            struck: None,
        });
    }

    fn resume(&mut self, closes_at: Option<Timestamp>) {
        if let Some((before, after)) = self.phase.closes_at().zip(closes_at) {
            self.held.paused += after.micros_since(before);
        }
        self.phase = Phase::Open { closes_at, calls: 0 };
    }

    /// A standing that was computed again: its deadline holds from now on, calls begin anew, and a
    /// round that was over goes on where it has a deadline again.
    fn go_on(&mut self, closes_at: Option<Timestamp>) {
        match (&mut self.phase, closes_at) {
            (Phase::Open { closes_at: until, calls }, closes_at) => {
                *until = closes_at;
                *calls = 0;
            }
            (Phase::Paused { closes_at: until, .. }, closes_at) => *until = closes_at,
            (phase @ Phase::RoundOver { .. }, Some(_)) => {
                *phase = Phase::Open { closes_at, calls: 0 };
            }
            (_, _) => {}
        }
    }

    /// Bars a paddle and strikes its bids.
    fn bar(&mut self, paddle: Paddle, reason: &Reason) {
        self.barred.insert(paddle, reason.clone());
        self.carried.retain(|ranked| ranked.paddle != paddle);
        self.record.strike_all(paddle, reason);
        self.strike_history(|point| point.bidder == paddle, reason);
        self.fold_anew(paddle, EnvelopeFault::Disqualified);
    }

    fn strike_history(&mut self, is_struck: impl Fn(&PricePoint) -> bool, reason: &Reason) {
        for point in self.history.iter_mut().filter(|point| is_struck(point)) {
            point.struck.get_or_insert_with(|| reason.clone());
        }
    }

    /// Folds the bids that still count into a new book, and gives up a draw that a struck bidder
    /// was in.
    pub(super) fn fold_anew(&mut self, paddle: Paddle, fault: EnvelopeFault) {
        if let Phase::Drawing { closed_at, .. } = self.phase
            && self.draw.take_if(|draw| draw.is_among(paddle)).is_some()
        {
            self.phase = Phase::RoundOver { closed_at };
        }
        self.draw.take_if(|draw| draw.winner() == Some(paddle));
        if self.book.envelopes().is_some() {
            self.book.strike_envelope(paddle, fault);
            return;
        }
        let standing = self.standing();
        let mut book = self.book.anew(standing, &self.carried, self.held.closes_at);
        for placed in self.record.standing() {
            book.place(standing, placed);
        }
        self.book = book;
    }

    /// Lets go of everything that only a live lot needs: what everybody stood at is kept for the
    /// runner-up.
    fn close(&mut self) {
        self.carried = self.standings();
        self.record = super::Record::default();
        self.history.shrink_to_fit();
    }
}

/// What a bidder who took his bid back is barred for.
fn withdrawn() -> Reason {
    let reason = Reason::try_from("đã rút giá / withdrew a bid (L50)".to_owned());
    reason.expect("invariant: a short reason")
}
