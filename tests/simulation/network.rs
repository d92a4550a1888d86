//! The network: what is on its way. Within a connection everything comes in order or not at all;
//! between connections nothing is in order.

use std::collections::{BTreeMap, VecDeque};

use gavel_gateway::stepped::Line;
use gavel_proto::{Seq, Timestamp};

/// A connection's number: no two of a run have the same.
pub(super) type Wire = u64;

/// The connections of a run.
#[derive(Default)]
pub(super) struct Network {
    last: Wire,
    pub(super) wires: BTreeMap<Wire, Ends>,
}

/// Both ends of a connection.
pub(super) struct Ends {
    /// Whose it is.
    pub(super) who: usize,
    /// The house's end, as long as it holds it.
    pub(super) line: Option<Line>,
    /// What was said and not sent yet, and up to which sequence the fan-out had followed then.
    pub(super) said: VecDeque<(String, Seq)>,
    /// Whether the client still holds the other end.
    pub(super) client: Hold,
    /// When the last message to the house arrives: none overtakes it.
    pub(super) inbound: Timestamp,
    /// The same of the last message to the client.
    pub(super) outbound: Timestamp,
}

/// Whether somebody holds an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    Held,
    Gone,
}

impl Network {
    /// Somebody connects.
    pub(super) fn connect(&mut self, who: usize, line: Line, now: Timestamp) -> Wire {
        self.last += 1;
        let (line, said, client) = (Some(line), VecDeque::new(), Hold::Held);
        let ends = Ends { who, line, said, client, inbound: now, outbound: now };
        self.wires.insert(self.last, ends);
        self.last
    }

    /// Marks what was said since it was asked last with how far the fan-out had followed.
    pub(super) fn mark(&mut self, followed: Seq) {
        for ends in self.wires.values_mut() {
            let messages = ends
                .line
                .as_mut()
                .into_iter()
                .flat_map(|line| std::iter::from_fn(|| line.next_message()));
            ends.said.extend(messages.map(|text| (text, followed)));
        }
    }

    /// Forgets connections that nobody holds.
    pub(super) fn tidy(&mut self) {
        self.wires.retain(|_, ends| ends.line.is_some() || ends.client == Hold::Held);
    }
}
