//! What one reader may see of a session: every secret is left out here or kept nowhere else.

use gavel_proto::view::{LotView, SessionView, VoidAwaited};

use super::audience::Viewer;
use super::lot::{Lot, Phase};
use super::session::Session;

impl Session {
    /// The session as `viewer` may see it; absent before it was created.
    #[must_use]
    pub fn view(&self, viewer: Viewer) -> Option<SessionView> {
        let (session, title) = self.state.name.clone()?;
        let (me, roster) = match viewer {
            Viewer::Room => (None, None),
            Viewer::Paddle(paddle) => (self.state.roster.view(paddle), None),
            Viewer::Desk => (None, Some(self.state.roster.views())),
        };
        let forfeits = (viewer == Viewer::Desk).then(|| self.state.forfeits.clone());
        let faults = (viewer == Viewer::Desk).then(|| self.state.faults.clone());
        Some(SessionView {
            session,
            title,
            seq: self.seq(),
            at: self.at(),
            lots: self.state.lots.iter().map(|lot| lot.view(viewer)).collect(),
            announcements: self.state.announcements.clone(),
            me,
            roster,
            forfeits,
            faults,
        })
    }
}

impl Lot {
    fn view(&self, viewer: Viewer) -> LotView {
        let standing = self.standing();
        let best = self.book.standing(standing).and_then(|best| self.drawn().or(Some(best)));
        let opened = self.book.envelopes().and_then(|envelopes| envelopes.opened());
        let is_over = matches!(self.phase, Phase::RoundOver { .. });
        let tied = if is_over { self.tied() } else { Vec::new() };
        let (next_round, next_opens_at) = match &self.phase {
            Phase::RoundOver { closed_at } => {
                let next = self.next_round();
                let opens_at = next.as_ref().and_then(|next| self.opens_at_of(next, *closed_at));
                (next.map(|next| next.round), opens_at)
            }
            Phase::Published
            | Phase::Open { .. }
            | Phase::Paused { .. }
            | Phase::Drawing { .. }
            | Phase::Provisional { .. }
            | Phase::RunnerUp { .. }
            | Phase::Closed { .. } => (None, None),
        };
        let until = self.deadline().or(self.phase.closes_at()).unwrap_or_default();
        let view = LotView {
            lot: self.id,
            terms: self.terms.clone(),
            phase: self.phase.name(),
            round: self.held.round,
            time: self.held.time,
            open_to: self.held.open_to.clone(),
            closed_to: self.held.closed_to,
            next_round,
            next_opens_at,
            increment: self.book.increment().cloned(),
            turn: None,
            sides: None,
            tied,
            draw: self.draw.as_ref().map(|draw| draw.view(until)),
            answer_by: None,
            runner_up: None,
            voids_awaited: self.voids_awaited(viewer),
            closes_at: self.phase.closes_at(),
            calls: self.phase.calls(),
            pause_reason: None,
            pause_fault: None,
            paused_at: None,
            price: best.map(|best| best.amount),
            royalty: best.and_then(|best| best.royalty),
            leader: best.map(|best| best.paddle),
            asking: self.asking(),
            reserve: standing.reserve_at(self.book.best(standing)),
            reserve_amount: self.reserve.filter(|_| viewer == Viewer::Desk),
            history: self.history.iter().cloned().collect(),
            envelopes: opened.map(|opened| opened.envelopes.clone()),
            count: opened.map(|opened| opened.count),
            result: self.phase.result().cloned(),
            mine: None,
        };
        self.in_its_phase(self.of_its_format(view, viewer))
    }

    /// What only some formats show.
    fn of_its_format(&self, view: LotView, viewer: Viewer) -> LotView {
        let owner = match viewer {
            Viewer::Paddle(paddle) => Some(paddle),
            Viewer::Room | Viewer::Desk => None,
        };
        let standing = self.standing();
        let own = owner.and_then(|paddle| self.book.own_asking(standing, paddle));
        LotView {
            mine: owner.and_then(|paddle| self.record.mine(paddle)),
            turn: self.book.turn(),
            sides: self.book.sides(standing),
            asking: own.or(view.asking),
            ..view
        }
    }

    /// What only some phases show.
    fn in_its_phase(&self, view: LotView) -> LotView {
        match &self.phase {
            Phase::Paused { reason, at, fault, .. } => LotView {
                pause_reason: Some(reason.clone()),
                pause_fault: *fault,
                paused_at: Some(*at),
                ..view
            },
            Phase::Provisional { answer_by, .. } => {
                let best = self.standings().first().copied();
                let price = best.map(|best| best.amount);
                let leader = best.map(|best| best.paddle);
                LotView { answer_by: Some(*answer_by), price, leader, ..view }
            }
            Phase::RunnerUp { asked, .. } => LotView { runner_up: Some(*asked), ..view },
            Phase::Published
            | Phase::Open { .. }
            | Phase::RoundOver { .. }
            | Phase::Drawing { .. }
            | Phase::Closed { .. } => view,
        }
    }

    fn voids_awaited(&self, viewer: Viewer) -> Vec<VoidAwaited> {
        if viewer != Viewer::Desk {
            return Vec::new();
        }
        let awaited = self.record.awaited().iter();
        awaited
            .map(|(bid_id, (reason, officer))| VoidAwaited {
                bid_id: *bid_id,
                reason: reason.clone(),
                officer: officer.clone(),
            })
            .collect()
    }
}
