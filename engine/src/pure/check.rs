//! The check of a session: what everybody in the room must agree on, in one number.

use gavel_proto::Event;
use gavel_proto::view::PricePoint;
use gavel_proto::wire::StateCheck;

use super::session::Session;

impl Session {
    /// CRC-32 over the last price of every lot that had one: `lot bid_id price leader` and a line
    /// feed each, by number. Everybody in the room was told all of it.
    #[must_use]
    pub fn check(&self) -> StateCheck {
        let lots = self.state.lots.iter();
        let prices = lots.filter_map(|lot| lot.history.back().map(|point| (lot.id, point)));
        let mut crc = crc32fast::Hasher::new();
        for (lot, PricePoint { bid_id, price, leader, .. }) in prices {
            crc.update(format!("{lot} {bid_id} {price} {leader}\n").as_bytes());
        }
        StateCheck(crc.finalize())
    }
}

/// Whether a lot comes to another stage by this: then the room is told the check.
#[must_use]
pub const fn is_stage(event: &Event) -> bool {
    matches!(
        event,
        Event::LotOpened { .. }
            | Event::LotPaused { .. }
            | Event::LotResumed { .. }
            | Event::Called { .. }
            | Event::RoundEnded { .. }
            | Event::EnvelopesOpened { .. }
            | Event::LotProvisional { .. }
            | Event::RunnerUpAsked { .. }
            | Event::LotClosed { .. }
    )
}

#[cfg(test)]
mod tests {
    use gavel_proto::{Event, LotId, Timestamp};

    use super::is_stage;

    #[test]
    fn a_call_is_another_stage_and_a_moved_deadline_is_none() {
        let lot = LotId(1);
        assert!(is_stage(&Event::Called { lot, call: 1 }));
        assert!(!is_stage(&Event::DeadlineMoved { lot, closes_at: Timestamp::from_micros(0) }));
    }
}
