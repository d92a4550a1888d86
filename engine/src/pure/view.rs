//! What one reader may see of a session: every secret is left out here or kept nowhere else.

use gavel_proto::LotResult;
use gavel_proto::view::{LotView, SessionView};

use super::audience::Viewer;
use super::lot::{Book, Lot, Phase};
use super::session::Session;

impl Session {
    /// The session as `viewer` may see it; absent before it was created.
    #[must_use]
    pub fn view(&self, viewer: Viewer) -> Option<SessionView> {
        let (session, title) = self.name.clone()?;
        let (me, roster) = match viewer {
            Viewer::Room => (None, None),
            Viewer::Paddle(paddle) => (self.roster.view(paddle), None),
            Viewer::Desk => (None, Some(self.roster.views())),
        };
        Some(SessionView {
            session,
            title,
            seq: self.seq(),
            at: self.at(),
            lots: self.lots.iter().map(|lot| lot.view(viewer)).collect(),
            me,
            roster,
        })
    }
}

impl Lot {
    fn view(&self, viewer: Viewer) -> LotView {
        let (pause_reason, paused_at) = match &self.phase {
            Phase::Paused { reason, at, .. } => (Some(reason.clone()), Some(*at)),
            Phase::Published | Phase::Open { .. } | Phase::Opened { .. } | Phase::Closed { .. } => {
                (None, None)
            }
        };
        let view = LotView {
            lot: self.id,
            terms: self.terms.clone(),
            phase: self.phase.name(),
            closes_at: self.phase.closes_at(),
            calls: self.phase.calls(),
            pause_reason,
            paused_at,
            price: None,
            leader: None,
            asking: None,
            reserve: gavel_proto::Reserve::None,
            reserve_amount: self.reserve.filter(|_| viewer == Viewer::Desk),
            history: Vec::new(),
            envelopes: None,
            result: self.result(),
            mine: None,
        };
        let owner = match viewer {
            Viewer::Paddle(paddle) => Some(paddle),
            Viewer::Room | Viewer::Desk => None,
        };
        match &self.book {
            Book::English(book) => LotView {
                price: book.price(),
                leader: book.leader(),
                asking: Some(book.asking()),
                reserve: book.reserve(self.reserve),
                history: book.history(),
                mine: owner.and_then(|paddle| book.mine(paddle)),
                ..view
            },
            Book::Sealed(book) => LotView {
                reserve: book.reserve(&self.terms, self.reserve),
                envelopes: book.opened().map(<[_]>::to_vec),
                mine: owner.and_then(|paddle| book.mine(paddle)),
                ..view
            },
        }
    }

    fn result(&self) -> Option<LotResult> {
        match &self.phase {
            Phase::Closed { result, .. } => Some(result.clone()),
            Phase::Published | Phase::Open { .. } | Phase::Paused { .. } | Phase::Opened { .. } => {
                None
            }
        }
    }
}
