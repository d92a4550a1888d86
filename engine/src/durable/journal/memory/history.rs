//! What the tests write into a journal: a session's history, a key and salts.

use ed25519_dalek::SigningKey;
use gavel_proto::SessionId;

use crate::durable::checkpoint::Signer;
use crate::durable::journal::Tools;
use crate::durable::journal::salt::Salts;
use crate::durable::notary::Signers;
use crate::pure::entry::Entry;

/// A key and salts that are the same in every test.
pub(in crate::durable) fn tools() -> Tools {
    tools_with(7)
}

/// The same key, and the salts of this seed.
pub(in crate::durable) fn tools_with(seed: u64) -> Tools {
    let key = Signer::new("example.com/demo", SigningKey::from_bytes(&[7; 32])).unwrap();
    Tools { signers: Signers { key, leaving: None }, salts: Salts::from_seed(seed) }
}

/// The session whose history this is.
pub(in crate::durable) fn session() -> SessionId {
    "demo".parse().unwrap()
}

/// The first `len` entries of a session: it begins, then bids are taken and refused, then a tick.
pub(in crate::durable) fn history(len: u64) -> Vec<Entry> {
    let bid = r#"{"bid":{"lot":1,"bid_id":"019ab2c4-0000-7000-8000-000000000001","amount":"130"}}"#;
    let bidder = r#"{"role":"bidder","paddle":7}"#;
    let clock = r#"{"role":"clock"}"#;
    let entry = |seq: u64| {
        let (by, command, outcome) = match seq % 3 {
            1 => (
                bidder,
                bid,
                r#"{"accepted":[{"deadline_moved":{"lot":1,"closes_at":"2026-11-23T09:00:00Z"}}]}"#,
            ),
            2 => (bidder, bid, r#"{"refused":{"below_asking":{"asking":"140"}}}"#),
            _ => (clock, r#"{"tick":{}}"#, r#"{"accepted":[]}"#),
        };
        let json = format!(
            r#"{{"seq":{seq},"at":"2026-11-23T09:00:00.000000Z","by":{by},"command":{command},"outcome":{outcome}}}"#
        );
        serde_json::from_str(&json).unwrap()
    };
    (1..=len).map(entry).collect()
}
