//! A fault in the oracle's house: every clock that runs stands still from its beginning on.

use gavel_proto::{Format, LotId, Rejection, Seq};

use super::house::House;
use super::lot::{Lot, State};

impl House {
    pub(super) fn stop(&mut self, seq: Seq, since: i64, at: i64) -> Result<(), Rejection> {
        let mut stopped = Vec::new();
        for (number, lot) in (1..).zip(&mut self.lots) {
            if lot.stop(since, at) {
                stopped.push(LotId(number));
            }
        }
        if stopped.is_empty() {
            return Err(Rejection::NoLotOpen {});
        }
        self.faults.push((seq, stopped));
        Ok(())
    }
}

impl Lot {
    /// Whether there was a clock to stop: nobody could bid from `since` until `at`.
    fn stop(&mut self, since: i64, at: i64) -> bool {
        let steps = matches!(self.format(), Format::Dutch(_));
        let since = match (&self.state, self.due_at()) {
            (State::Open, Some(deadline)) if deadline <= since && !steps => return false,
            (State::Open, _) => since,
            (State::Published, Some(opens)) if opens <= at => {
                self.open_first(opens);
                since.max(opens)
            }
            (State::RoundOver, Some(opens)) if opens <= at => {
                let next = self.next_round().expect("a round that opens by itself");
                self.open_next(next, opens);
                since.max(opens)
            }
            _ => return false,
        };
        self.state = State::Paused { since };
        self.calls = 0;
        true
    }
}
