//! The faults of the session: what was seen, and whom it reached (rule book 9).

use gavel_proto::LotId;
use gavel_proto::view::ReportedFault;

use super::{heading, note, pair};
use crate::minutes::paper::Block;
use crate::minutes::record::Minutes;
use crate::minutes::words::{Words, capital, paddles};

/// A list for each fault; nothing where there was none.
pub(super) fn faults(minutes: &Minutes, words: &dyn Words) -> Vec<Block> {
    let labels = words.labels();
    if minutes.faults.is_empty() {
        return Vec::new();
    }
    let told = minutes.faults.iter().map(|reported| fault(reported, words));
    [heading(labels.faults), note(labels.faults_note)].into_iter().chain(told).collect()
}

fn fault(reported: &ReportedFault, words: &dyn Words) -> Block {
    let labels = words.labels();
    let ReportedFault { seq, at, lots, fault } = reported;
    let in_flight: Vec<String> =
        fault.in_flight.iter().map(|bid| capital(&words.in_flight(bid))).collect();
    let in_flight = if in_flight.is_empty() { "—".to_owned() } else { in_flight.join("; ") };
    let lots: Vec<String> = lots.iter().map(LotId::to_string).collect();
    let pairs = vec![
        pair(labels.fault_cause, words.cause(fault.cause)),
        pair(labels.fault_noticed, &words.moment(*at)),
        pair(labels.fault_since, &words.moment(fault.since)),
        pair(labels.fault_lots, &lots.join(", ")),
        pair(labels.fault_connected, &paddles(&fault.connected)),
        pair(labels.fault_vanished, &paddles(&fault.vanished)),
        pair(labels.fault_in_flight, &in_flight),
        pair(labels.evidence, &seq.to_string()),
    ];
    Block::Pairs { pairs }
}
