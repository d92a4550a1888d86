//! A fault stops what is open, and is kept for the desk (rule book 9).

use gavel_proto::view::ReportedFault;
use gavel_proto::{Event, Fault, InFlight, LotId, Rejection, Timestamp, limits};

use super::session::Session;

impl Session {
    /// Pauses every open lot as of the beginning of the fault, though never from before the last
    /// entry: what was decided until then stands. Closed lots stay closed.
    ///
    /// # Errors
    /// [`Rejection::NoLotOpen`].
    pub(super) fn decide_fault(
        &self,
        at: Timestamp,
        fault: &Fault,
    ) -> Result<Vec<Event>, Rejection> {
        let since = fault.since.min(at).max(self.at());
        let paused: Vec<(LotId, Vec<Event>)> = self
            .state
            .lots
            .iter()
            .filter_map(|lot| Some((lot.id, lot.stopped(since, at, fault.cause)?)))
            .collect();
        if paused.is_empty() {
            return Err(Rejection::NoLotOpen {});
        }
        let lots = paused.iter().map(|(lot, _)| *lot).collect();
        let told = Fault { since, in_flight: self.told(&fault.in_flight), ..fault.clone() };
        let reported = Event::FaultReported { lots, fault: Box::new(told) };
        let paused = paused.into_iter().flat_map(|(_, events)| events);
        Ok([reported].into_iter().chain(paused).collect())
    }

    /// What the desk hears of the bids in flight: who tries to hand in an envelope is nobody's
    /// business before the opening. The command keeps them all.
    fn told(&self, in_flight: &[InFlight]) -> Vec<InFlight> {
        let is_told = |bid: &&InFlight| self.lot(bid.lot).is_ok_and(|lot| !lot.is_sealed());
        in_flight.iter().filter(is_told).copied().collect()
    }

    /// Keeps the latest faults.
    pub(super) fn keep_fault(&mut self, lots: &[LotId], fault: &Fault) {
        let (seq, at) = (self.state.seq, self.state.at);
        if self.state.faults.len() == limits::FAULTS_PER_SESSION {
            self.state.faults.remove(0);
        }
        let (lots, fault) = (lots.to_vec(), fault.clone());
        self.state.faults.push(ReportedFault { seq, at, lots, fault });
    }
}
