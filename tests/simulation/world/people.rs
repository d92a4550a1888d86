//! The clients' side of a run: they connect, read, and ask again what they had no answer to.

use gavel_proto::{BidId, Command};
use serde_json::Value;

use super::{Event, Process, SECOND, World};
use crate::simulation::client::{Asked, Fate, Stage, What};
use crate::simulation::network::{Hold, Wire};

/// How long a client waits for an answer before it asks again.
const PATIENCE: i64 = 4 * SECOND;
/// How long a client waits until it connects again, at most, in microseconds.
const AWAY_MICROS: u32 = 1_500_000;

impl World<'_> {
    /// A client connects if it is not connected, and asks again what it does not know.
    pub(super) fn look(&mut self, who: usize) {
        match self.clients[who].stage {
            Stage::Away => self.connect(who),
            Stage::Greeting => {}
            Stage::Welcomed => self.ask_for_fates(who),
        }
    }

    /// Every few seconds, whatever else it looks for.
    pub(super) fn look_regularly(&mut self, who: usize) {
        self.look(who);
        self.plan(self.after(PATIENCE), Event::LookRegularly { who });
    }

    fn ask_for_fates(&mut self, who: usize) {
        let unknown: Vec<BidId> = self.clients[who].unknown().map(|bid| bid.bid_id).collect();
        for bid_id in unknown {
            self.send(who, What::BidGet(bid_id));
        }
    }

    /// Looks again soon, beside looking every few seconds.
    pub(super) fn look_later(&mut self, who: usize) {
        let at = self.within(AWAY_MICROS);
        self.plan(at, Event::Look { who });
    }

    fn connect(&mut self, who: usize) {
        let Process::Up(stepped) = &self.process else { return };
        let line = stepped.connect();
        self.tally.connections += 1;
        let wire = self.network.connect(who, line, self.now);
        let client = &mut self.clients[who];
        (client.wire, client.stage) = (Some(wire), Stage::Greeting);
        self.checks.connected(wire, client);
        self.send(who, What::Hello);
    }

    /// Sends a request, if there is a connection.
    pub(super) fn send(&mut self, who: usize, what: What) {
        let client = &self.clients[who];
        if let (What::Command(command), Some(_)) = (&what, client.wire) {
            self.checks.asked(&client.by, command);
        }
        if let Some((wire, text)) = self.clients[who].request(&self.name, what) {
            self.carry(wire, text);
        }
    }

    /// Carries a text to the house.
    pub(super) fn carry(&mut self, wire: Wire, text: String) {
        let at = self.within(self.shape.delay_micros);
        let Some(ends) = self.network.wires.get_mut(&wire) else { return };
        ends.inbound = ends.inbound.max(at);
        let at = ends.inbound;
        self.plan(at, Event::Inbound { wire, text });
    }

    /// A client notices that its connection has ended, and comes again.
    pub(super) fn lose(&mut self, wire: Wire) {
        let Some(ends) = self.network.wires.get_mut(&wire) else { return };
        let was = std::mem::replace(&mut ends.client, Hold::Gone);
        let who = ends.who;
        self.network.tidy();
        if was == Hold::Held {
            self.clients[who].lose();
            self.look_later(who);
        }
    }

    /// A client reads a message, unless it has let go of the connection.
    pub(super) fn read(&mut self, wire: Wire, text: &str) {
        let Some(ends) = self.network.wires.get(&wire) else { return };
        if ends.client == Hold::Gone {
            return;
        }
        let who = ends.who;
        let message: Value = serde_json::from_str(text).expect("the house sends JSON");
        let client = &mut self.clients[who];
        if message.get("events").is_some() {
            client.seq = client.seq.max(message["seq"].as_u64());
            return;
        }
        let asked = message["id"].as_u64().and_then(|id| client.asked.get(&id)).cloned();
        if let Some(Asked { what, .. }) = asked {
            self.answered(who, &what, &message);
        }
    }

    fn answered(&mut self, who: usize, what: &What, message: &Value) {
        let result = message.get("result");
        match what {
            What::Hello if result.is_some() => {
                self.clients[who].stage = Stage::Welcomed;
                let since = self.clients[who].seq;
                self.send(who, What::Subscribe { since });
                self.ask_for_fates(who);
            }
            What::Subscribe { .. } => {
                if let Some(seq) = result.and_then(|result| result["seq"].as_u64())
                    && result.is_some_and(|result| result.get("snapshot").is_some())
                {
                    self.clients[who].seq = Some(seq);
                }
            }
            What::Command(command) => {
                if let Command::Bid(bid) = command.as_ref() {
                    let is_own = self.clients[who].bids.iter().any(|(known, _)| known == bid);
                    if let Some(fate) = fate(message).filter(|_| is_own) {
                        self.clients[who].learn(bid.bid_id, fate);
                    }
                }
            }
            What::BidGet(bid_id) => self.heard_of(who, *bid_id, message),
            What::Hello | What::Time | What::ReceiptGet(_) => {}
        }
    }

    /// The house says what became of a bid: unknown, and it is sent once more.
    fn heard_of(&mut self, who: usize, bid_id: BidId, message: &Value) {
        let client = &mut self.clients[who];
        let result = &message["result"];
        let seq = result["seq"].as_u64();
        match (result["verdict"].as_str(), seq) {
            (Some("accepted"), Some(seq)) => client.learn(bid_id, Fate::Accepted { seq }),
            (Some("refused"), Some(seq)) => {
                let code = code(&result["error"]);
                client.learn(bid_id, Fate::Refused { seq, code });
            }
            (Some("unknown"), _) => {
                let bid = client.unknown().find(|bid| bid.bid_id == bid_id).cloned();
                if let Some(bid) = bid {
                    self.send(who, What::Command(Box::new(Command::Bid(bid))));
                }
            }
            (_, _) => {}
        }
    }
}

/// What an answer says of the bid that was sent; nothing if that was not decided.
fn fate(message: &Value) -> Option<Fate> {
    if let Some(result) = message.get("result") {
        return Some(Fate::Accepted { seq: result["seq"].as_u64()? });
    }
    let error = &message["error"];
    Some(Fate::Refused { seq: error["data"]["seq"].as_u64()?, code: code(error) })
}

fn code(error: &Value) -> u16 {
    error["code"].as_u64().and_then(|code| u16::try_from(code).ok()).expect("a code")
}
