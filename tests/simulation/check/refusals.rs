//! A refused command changes nothing that anybody sees, and moves no deadline.

use gavel_engine::pure::{Entry, Outcome, Session, Viewer};
use gavel_proto::view::SessionView;
use gavel_proto::{Paddle, Timestamp};

use super::{Check, Past};

/// What everybody sees, and when something is due.
type Seen = (Vec<Option<SessionView>>, Option<Timestamp>);

#[derive(Default)]
pub(super) struct Refusals {
    before: Option<Seen>,
}

impl Check for Refusals {
    fn entering(&mut self, past: &Past, entry: &Entry) {
        let is_refused = matches!(entry.outcome, Outcome::Refused(_));
        self.before = is_refused.then(|| seen(&past.session));
    }

    fn entered(&mut self, past: &Past, entry: &Entry) {
        if let Some(before) = self.before.take() {
            assert_eq!(before, seen(&past.session), "changed by a refusal: {entry:?}");
        }
    }
}

fn seen(session: &Session) -> Seen {
    let bidders = (1..=5).map(|number| Viewer::Paddle(Paddle(number)));
    let views = [Viewer::Room, Viewer::Desk].into_iter().chain(bidders).map(|viewer| {
        let view = session.view(viewer)?;
        Some(SessionView { seq: 0, at: Timestamp::default(), ..view })
    });
    (views.collect(), session.next_deadline())
}
