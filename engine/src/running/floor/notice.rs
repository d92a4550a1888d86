//! How the floor notices a fault and reports it: what was seen becomes a command.

use std::sync::mpsc::Receiver;

use gavel_proto::{Bid, By, Command, Fault, FaultCause, InFlight, Paddle, Stage, Timestamp};

use super::{Asked, Clock, Floor, Outlet, Storage};
use crate::limits::{INTAKE_COMMANDS, PULSE};
use crate::pure::Entry;

impl<T, C: Clock, S: Storage, O: Outlet<T>> Floor<T, C, S, O> {
    /// Whether a fault could do harm now: a lot is open, or is going to open by itself.
    pub(super) fn is_watchful(&self) -> bool {
        self.attendance.tolerance().has_bounds()
            && (self.session.has_open_lots() || self.session.next_deadline().is_some())
    }

    /// Looks around at the beginning of a turn: did the house stand still, did the bidders vanish?
    pub(super) fn look_around(&mut self, waiting: &Receiver<Asked<T>>) {
        let now = self.clock.now();
        let awake = std::mem::replace(&mut self.awake, now);
        if !self.is_watchful() {
            return;
        }
        if self.is_stall(awake, now, PULSE.as_micros()) {
            self.report(FaultCause::HouseStalled, awake, Vec::new(), waiting);
        } else if let Some(since) = self.attendance.emptied_since(now) {
            self.report(FaultCause::BiddersVanished, since, Vec::new(), waiting);
        }
    }

    /// Whether the journal took too long for what it was given at `begun`.
    pub(super) fn has_journal_stalled(&self, begun: Timestamp) -> bool {
        self.is_watchful() && self.is_stall(begun, self.clock.now(), 0)
    }

    /// Reports a fault as one more command, in front of whatever came meanwhile.
    pub(super) fn report(
        &mut self,
        cause: FaultCause,
        since: Timestamp,
        unanswered: Vec<InFlight>,
        intake: &Receiver<Asked<T>>,
    ) {
        let room = INTAKE_COMMANDS - self.held.len().min(INTAKE_COMMANDS);
        self.held.extend(intake.try_iter().take(room));
        let (connected, vanished, turned_away) = self.attendance.take(since);
        let waiting = self.held.iter().filter_map(waiting);
        let in_flight = unanswered.into_iter().chain(waiting).chain(turned_away).collect();
        let fault = Box::new(Fault { cause, since, connected, vanished, in_flight });
        self.enter(self.stamp(), By::Clock, Command::ReportFault { fault }, None);
        self.awake = self.clock.now();
    }

    /// Whether more time than is borne passed from `begun` until `now`, beside `allowed`
    /// microseconds.
    fn is_stall(&self, begun: Timestamp, now: Timestamp, allowed: u128) -> bool {
        let passed = u128::try_from(now.micros_since(begun)).unwrap_or(0);
        let borne = self.attendance.tolerance().stall;
        borne.is_some_and(|borne| borne.as_micros() + allowed < passed)
    }
}

/// The bids among entries whose answers waited for the journal.
pub(super) fn unanswered(entries: &[Entry]) -> Vec<InFlight> {
    let decided = entries.iter().filter_map(|entry| {
        let (paddle, bid) = entry.command.bid(&entry.by)?;
        Some(in_flight(paddle, bid, Stage::Unanswered(entry.seq)))
    });
    decided.collect()
}

/// The bid that waits, if it is one.
fn waiting<T>(asked: &Asked<T>) -> Option<InFlight> {
    let (paddle, bid) = asked.command.bid(&asked.by)?;
    Some(in_flight(paddle, bid, Stage::Waiting))
}

const fn in_flight(paddle: Paddle, bid: &Bid, stage: Stage) -> InFlight {
    InFlight { lot: bid.lot, paddle, bid_id: bid.bid_id, stage }
}
