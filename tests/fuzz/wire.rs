//! Messages to the server: read or refused, and what was read is written as it was.

use bolero::check;
use gavel_proto::Command;
use gavel_proto::wire::{Call, Request};

use super::spoilt::Spoilt;

/// A message of each kind.
pub(super) fn messages() -> Vec<&'static str> {
    include_str!("corpus/wire.jsonl").lines().collect()
}

#[test]
fn every_message_of_the_corpus_is_sound() {
    for message in messages() {
        let call = Request::read(message).and_then(|request| request.call());
        assert!(call.is_ok(), "{message}: {call:?}");
    }
}

#[test]
fn a_message_is_read_or_refused() {
    let sound = messages();
    check!().with_iterations(50_000).with_type::<Spoilt>().for_each(|spoilt| {
        let message = spoilt.text_of(&sound);
        let Ok(call) = Request::read(&message).and_then(|request| request.call()) else {
            return;
        };
        if let Call::Command(command) = call {
            let json = serde_json::to_string(&command).expect("a command can be written");
            let again: Command = serde_json::from_str(&json).expect("and read");
            assert_eq!(again, command, "{json}");
        }
    });
}
