//! A snapshot is the state at one sequence, never half: what the past adds up to for its reader.

use gavel_proto::view::SessionView;

use super::chain::viewer;
use super::{Check, Past, Sent};

pub(super) struct Views;

impl Check for Views {
    fn sent(&mut self, past: &Past, sent: &Sent<'_>) {
        let Some(snapshot) = sent.message["result"].get("snapshot") else { return };
        // More may have come through the gate since.
        if sent.followed != past.seq() {
            return;
        }
        let view = past.session.view(viewer(&sent.client.by)).expect("the session exists");
        let (seq, at) = past.session.room();
        let view = SessionView { seq, at, ..view };
        let view = serde_json::to_value(view).expect("a view can be written");
        assert_eq!(*snapshot, view, "a snapshot of something else");
    }
}
