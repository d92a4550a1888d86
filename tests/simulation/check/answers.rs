//! Every answer is the answer to its question: to that request, on that connection, once; and what
//! it says of a command is what the journal says.

use std::collections::BTreeSet;

use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::{BidId, By, Command, Event, Paddle, Seq};

use super::{Check, End, Past, Sent};
use crate::simulation::client::{Asked, Stage, What};
use crate::simulation::network::Wire;

/// What was answered.
#[derive(Default)]
pub(super) struct Answers(BTreeSet<(Wire, u64)>);

impl Check for Answers {
    fn sent(&mut self, past: &Past, sent: &Sent<'_>) {
        let message = sent.message;
        if message.get("result").is_none() && message.get("error").is_none() {
            return;
        }
        let Some(id) = message["id"].as_u64() else { return };
        // What is shouted has numbers too.
        if question(sent).is_none() {
            return;
        }
        let is_refused_unread = message["error"]["code"].as_u64().is_some_and(|code| code < 1_005);
        let is_first = self.0.insert((sent.wire, id));
        assert!(is_first || is_refused_unread || is_shouted(id), "answered twice: {message}");
        if let Some((command, seq)) = answered(sent) {
            assert_says(past.entry(seq), command, sent);
        }
    }

    fn finished(&mut self, _past: &Past, end: &End<'_>) {
        for client in end.clients {
            assert_eq!(client.stage, Stage::Welcomed, "{:?} was not let in again", client.by);
            let unanswered = client.asked.iter().find(|(id, asked)| {
                Some(asked.wire) == client.wire && !self.0.contains(&(asked.wire, **id))
            });
            if let Some((id, Asked { text, .. })) = unanswered {
                panic!("{:?} had no answer to {id}: {text}", client.by);
            }
        }
    }
}

/// The numbers that are shouted may be those of requests.
const fn is_shouted(id: u64) -> bool {
    id < 9
}

/// The paddle and the id of a bid.
fn bid_of(by: &By, command: &Command) -> Option<(Paddle, BidId)> {
    match command {
        Command::Bid(bid) => by.paddle().map(|paddle| (paddle, bid.bid_id)),
        Command::BidFor { paddle, bid, .. } => Some((*paddle, bid.bid_id)),
        _ => None,
    }
}

/// What this is the answer to, asked on the same connection.
fn question<'a>(sent: &Sent<'a>) -> Option<&'a Asked> {
    let asked = sent.client.asked.get(&sent.message["id"].as_u64()?);
    asked.filter(|asked| asked.wire == sent.wire)
}

/// The command that is answered, and where it stands; nothing where it is not decided.
pub(super) fn answered<'a>(sent: &Sent<'a>) -> Option<(&'a Command, Seq)> {
    let What::Command(command) = &question(sent)?.what else { return None };
    let result = sent.message.get("result").map(|result| &result["seq"]);
    let seq = result.unwrap_or(&sent.message["error"]["data"]["seq"]).as_u64()?;
    Some((command, seq))
}

/// The entry is of that command and that sender, and has the outcome that the answer has.
fn assert_says(entry: &Entry, command: &Command, sent: &Sent<'_>) {
    let message = sent.message;
    let is_same = match (bid_of(&entry.by, &entry.command), bid_of(&sent.client.by, command)) {
        // A bid may have been entered by the clerk before, for the same paddle.
        (Some(first), Some(bid)) => first == bid,
        (_, _) => entry.command == *command && entry.by == sent.client.by,
    };
    assert!(is_same, "the answer to something else: {message} for {command:?}");
    match &entry.outcome {
        Outcome::Accepted(events) => {
            let is_repeat = matches!(events.as_slice(), [Event::BidRepeated { .. }]);
            assert!(!is_repeat, "a repeat is no verdict: {message}");
            assert!(message.get("result").is_some(), "accepted, and refused: {message}");
        }
        Outcome::Refused(rejection) => {
            let code = message["error"]["code"].as_u64();
            assert_eq!(code, Some(rejection.code().into()), "another reason: {message}");
        }
    }
}
