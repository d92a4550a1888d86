//! One connection, held to the schemas in both directions.

use std::collections::BTreeMap;

use gavel_proto::wire::Refused;
use serde_json::Value;

use super::schemas::{faults, hold, kind};

/// The least code of a refusal by the session itself: the request was understood then.
const UNDERSTOOD: u64 = 2_000;

/// The requests of one connection that have no answer yet, by their numbers.
#[derive(Default)]
pub(crate) struct Held(BTreeMap<u64, Value>);

impl Held {
    /// Hears what the client says. It may say anything.
    pub(crate) fn asked(&mut self, text: &str) {
        let request: Value = serde_json::from_str(text).unwrap_or_default();
        // A field that is named twice is lost here, and no schema can see it.
        let is_whole = quotes(text) == quotes(&request.to_string());
        match request["id"].as_u64() {
            Some(id) if is_whole && request["method"].is_string() => {
                self.0.insert(id, request);
            }
            Some(_) | None => {}
        }
    }

    /// Holds what the server says to its schema; and what it understood, or says that it did not,
    /// to that of the request.
    #[track_caller]
    pub(crate) fn told(&mut self, message: &Value) {
        let request = message["id"].as_u64().and_then(|id| self.0.remove(&id));
        let method = request.as_ref().and_then(|request| request["method"].as_str());
        hold(&kind(message, method), message);
        let (Some(request), Some(method)) = (&request, method) else { return };
        let code = message["error"]["code"].as_u64();
        if code.is_none_or(|code| UNDERSTOOD <= code) {
            hold(&format!("request.{method}"), request);
        } else if code == Some(Refused::BadParams as u64) {
            let faults = faults(&format!("request.{method}"), request);
            assert_ne!(faults, [""; 0], "the schema allows what was refused: {request}");
        }
    }
}

fn quotes(text: &str) -> usize {
    text.matches('"').count()
}
