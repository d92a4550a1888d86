//! What everybody may know of a lot, and the desk beside: the same of both houses.

use gavel_proto::terms::Format;
use gavel_proto::view::{DrawView, LotView, PhaseName, RunnerUp};
use gavel_proto::{
    BallotCount, BidId, Envelope, Increment, LotResult, Money, Paddle, Reserve, Royalty, Sides,
    Timestamp,
};

use super::lot::{Lot, State};
use super::plain::money;
use super::{dutch, english, exclusive, turns};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Facts {
    phase: PhaseName,
    round: u32,
    time: u32,
    open_to: Option<Vec<Paddle>>,
    closed_to: Option<Paddle>,
    next_round: Option<u32>,
    next_opens_at: Option<Timestamp>,
    increment: Option<Increment>,
    turn: Option<Paddle>,
    sides: Option<Sides>,
    tied: Vec<Paddle>,
    draw: Option<DrawView>,
    answer_by: Option<Timestamp>,
    runner_up: Option<RunnerUp>,
    voids_awaited: Vec<BidId>,
    closes_at: Option<Timestamp>,
    paused_at: Option<Timestamp>,
    calls: u8,
    price: Option<Money>,
    royalty: Option<Royalty>,
    leader: Option<Paddle>,
    asking: Option<Money>,
    reserve: Reserve,
    envelopes: Option<Vec<Envelope>>,
    count: Option<BallotCount>,
    result: Option<LotResult>,
}

impl From<LotView> for Facts {
    fn from(view: LotView) -> Self {
        Self {
            phase: view.phase,
            round: view.round,
            time: view.time,
            open_to: view.open_to,
            closed_to: view.closed_to,
            next_round: view.next_round,
            next_opens_at: view.next_opens_at,
            increment: view.increment,
            turn: view.turn,
            sides: view.sides,
            tied: view.tied,
            draw: view.draw,
            answer_by: view.answer_by,
            runner_up: view.runner_up,
            voids_awaited: view.voids_awaited.iter().map(|awaited| awaited.bid_id).collect(),
            closes_at: view.closes_at,
            paused_at: view.paused_at,
            calls: view.calls,
            price: view.price,
            royalty: view.royalty,
            leader: view.leader,
            asking: view.asking,
            reserve: view.reserve,
            envelopes: view.envelopes,
            count: view.count,
            result: view.result,
        }
    }
}

impl Lot {
    pub(super) fn facts(&self) -> Facts {
        let now = self.now();
        let next = self.next_round().filter(|_| matches!(self.state, State::RoundOver));
        let best = match self.state {
            State::Provisional { .. } => self.standings().first().cloned(),
            _ if now.drawn.is_some() => {
                let standing = self.in_the_open();
                standing.map(|best| self.standings().first().cloned().unwrap_or(best))
            }
            _ => self.in_the_open(),
        };
        let paddles = |numbers: &[u32]| numbers.iter().map(|number| Paddle(*number)).collect();
        let micros = Timestamp::from_micros;
        let until = self.due_at().or(self.deadline).unwrap_or_default();
        Facts {
            phase: self.phase(),
            round: now.round,
            time: now.time,
            open_to: now.open_to.as_deref().map(paddles),
            closed_to: now.closed_to.map(Paddle),
            next_opens_at: next.as_ref().and_then(|_| self.next_opens_at()).map(micros),
            next_round: next.map(|next| next.round),
            increment: matches!(self.format(), Format::English(_))
                .then(|| now.increments.last().expect("an increment").clone()),
            turn: now.turns.get(now.turn).copied().map(Paddle),
            sides: exclusive::sides(self),
            tied: paddles(&self.tied()),
            draw: self.draw.as_ref().map(|draw| draw.view(micros(until))),
            answer_by: match self.state {
                State::Provisional { answer_by } => Some(micros(answer_by)),
                _ => None,
            },
            runner_up: match self.state {
                State::RunnerUp { paddle, price } => {
                    Some(RunnerUp { paddle: Paddle(paddle), price: money(price) })
                }
                _ => None,
            },
            voids_awaited: now.awaited.keys().copied().collect(),
            closes_at: self.deadline.map(micros),
            paused_at: match self.state {
                State::Paused { since } => Some(micros(since)),
                _ => None,
            },
            calls: if matches!(self.state, State::Open) { self.calls } else { 0 },
            price: best.as_ref().map(|best| money(best.amount)),
            royalty: self.in_the_open().and_then(|best| best.royalty),
            leader: best.map(|best| Paddle(best.paddle)),
            asking: self.asking().map(money),
            reserve: self.reserve_met(),
            envelopes: now.opened.as_ref().map(|(envelopes, _)| envelopes.clone()),
            count: now.opened.as_ref().map(|(_, count)| *count),
            result: match &self.state {
                State::Closed(result) => Some(result.clone()),
                _ => None,
            },
        }
    }

    fn phase(&self) -> PhaseName {
        match self.state {
            State::Published => PhaseName::Published,
            State::Open if self.calls == 0 => PhaseName::Open,
            State::Open => PhaseName::Closing,
            State::Paused { .. } => PhaseName::Paused,
            State::RoundOver => PhaseName::RoundOver,
            State::Drawing => PhaseName::Drawing,
            State::Provisional { .. } => PhaseName::Provisional,
            State::RunnerUp { .. } => PhaseName::RunnerUp,
            State::Closed(_) => PhaseName::Closed,
        }
    }

    /// The least next bid, in the open.
    pub(super) fn asking(&self) -> Option<super::plain::Units> {
        match self.format() {
            Format::English(_) => Some(english::asking(self)),
            Format::Dutch(_) => Some(dutch::asking(self)),
            Format::Turns(_) => turns::asking(self),
            Format::Exclusive(_) => Some(exclusive::asking_exclusive(self)),
            Format::Sealed(_) | Format::Units(_) => None,
        }
    }
}
