//! The fan-out of one session: follows the durable entries, answers askers, tells the room.
//!
//! It folds what was published into a session of its own, so every view and every answer comes
//! from at or below the durable sequence, and nobody asks the session's thread to look.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use gavel_engine::pure::{Entry, Outcome, Session, Verdict, Viewer};
use gavel_engine::running::{Clock, HouseClock, Outlet, Published};
use gavel_proto::wire::{
    Accepted, Answer, BidState, Heartbeat, Message, Place, Subscribed, WireError,
};
use gavel_proto::{BidId, Command, Event, Paddle, Rejection, Seq, SessionId};
use tokio::sync::mpsc;

use crate::backlog::{Backlog, Heard};
use crate::limits::{FANOUT_MESSAGES, HEARTBEAT_PERIOD};
use crate::outbox::{Close, Outbox, encode};

/// Who asked a command: where the answer goes, and the number it bears.
#[derive(Debug)]
pub(crate) struct Ticket {
    pub(crate) outbox: Outbox,
    pub(crate) id: u64,
}

/// What the fan-out is told.
#[derive(Debug)]
pub(crate) enum Told {
    /// A durable batch.
    Batch(Vec<Published<Ticket>>),
    /// Somebody wants to listen.
    Subscribe { reader: u64, viewer: Viewer, since: Option<Seq>, ticket: Ticket },
    /// Somebody asks what became of a bid.
    BidGet { paddle: Option<Paddle>, bid_id: BidId, ticket: Ticket },
    /// Somebody is gone.
    Left { reader: u64 },
    /// The session's thread has ended.
    Stopped,
}

/// The floor's way out: hands every durable batch to the fan-out.
pub(crate) struct RoomOutlet(pub(crate) mpsc::Sender<Told>);

impl Outlet<Ticket> for RoomOutlet {
    fn publish(&mut self, batch: Vec<Published<Ticket>>) {
        // The fan-out outlives the floor; if it is gone, the process is ending.
        drop(self.0.blocking_send(Told::Batch(batch)));
    }
}

impl Drop for RoomOutlet {
    fn drop(&mut self) {
        drop(self.0.blocking_send(Told::Stopped));
    }
}

/// What the durable entries add up to, as far as anybody may know.
#[derive(Debug)]
pub(crate) struct Follower {
    name: SessionId,
    session: Session,
    backlog: Backlog,
    /// What every first verdict said: its place, and why the bid was refused, if it was.
    verdicts: HashMap<BidId, (Place, Option<Rejection>)>,
}

impl Follower {
    pub(crate) fn new(name: SessionId) -> Self {
        let (session, backlog) = (Session::default(), Backlog::default());
        Self { name, session, backlog, verdicts: HashMap::new() }
    }

    /// Folds one durable entry: what somebody may hear of it, if anybody may.
    pub(crate) fn follow(&mut self, entry: Arc<Entry>) -> Option<Heard> {
        let (prev, _) = self.session.room();
        self.session.apply(&entry);
        if let Some((bid_id, _)) = Verdict::of(&entry) {
            let refusal = match &entry.outcome {
                Outcome::Accepted(_) => None,
                Outcome::Refused(rejection) => Some(rejection.clone()),
            };
            self.verdicts.insert(bid_id, (Place { seq: entry.seq, at: entry.at }, refusal));
        }
        if entry.outcome.events().is_empty() {
            return None;
        }
        let heard = Heard { entry, prev };
        self.backlog.keep(heard.clone());
        Some(heard)
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }
}

/// One session's fan-out: who listens, and what they may hear.
pub(crate) struct Fanout {
    follower: Follower,
    readers: BTreeMap<u64, (Viewer, Outbox)>,
    clock: HouseClock,
    ended: mpsc::Sender<SessionId>,
}

impl Fanout {
    /// Starts a fan-out behind what `follower` has folded: the way to tell it something. When the
    /// session's thread ends, `ended` hears its name.
    pub(crate) fn start(
        follower: Follower,
        clock: HouseClock,
        ended: mpsc::Sender<SessionId>,
    ) -> mpsc::Sender<Told> {
        let (sender, told) = mpsc::channel(FANOUT_MESSAGES);
        let fanout = Self { follower, readers: BTreeMap::new(), clock, ended };
        tokio::spawn(fanout.run(told));
        sender
    }

    async fn run(mut self, mut told: mpsc::Receiver<Told>) {
        let mut heartbeat = tokio::time::interval(HEARTBEAT_PERIOD);
        loop {
            tokio::select! {
                message = told.recv() => match message {
                    Some(Told::Batch(batch)) => self.publish(batch),
                    Some(Told::Subscribe { reader, viewer, since, ticket }) => {
                        self.subscribe(reader, viewer, since, ticket);
                    }
                    Some(Told::BidGet { paddle, bid_id, ticket }) => {
                        ticket.outbox.answer(ticket.id, Answer::BidState(self.bid_state(paddle, bid_id)));
                    }
                    Some(Told::Left { reader }) => drop(self.readers.remove(&reader)),
                    Some(Told::Stopped) | None => break,
                },
                _ = heartbeat.tick() => self.beat(),
            }
        }
        for (_, outbox) in self.readers.values() {
            outbox.close(Close::SessionStopped);
        }
        drop(self.ended.send(self.follower.name).await);
    }

    fn publish(&mut self, batch: Vec<Published<Ticket>>) {
        for Published { entry, ticket } in batch {
            let heard = self.follower.follow(Arc::clone(&entry));
            if let Some(ticket) = ticket {
                self.answer(&entry, &ticket);
            }
            if let Some(heard) = heard {
                self.tell(&heard);
            }
        }
    }

    /// Tells everybody what they may hear: encoded once for the room, once for each insider.
    fn tell(&self, heard: &Heard) {
        let name = &self.follower.name;
        let room = heard.push(name, Viewer::Room);
        let insiders: Vec<_> =
            heard.insiders().into_iter().map(|viewer| (viewer, heard.push(name, viewer))).collect();
        for (viewer, outbox) in self.readers.values() {
            let own = insiders.iter().find(|(insider, _)| insider == viewer);
            let push = own.map_or(room.as_ref(), |(_, push)| push.as_ref());
            if let Some(push) = push {
                outbox.send(push.clone());
            }
        }
    }

    fn answer(&self, entry: &Entry, ticket: &Ticket) {
        let bid_id = if let Command::Bid(bid) | Command::BidFor { bid, .. } = &entry.command {
            Some(bid.bid_id)
        } else {
            None
        };
        let place = Place { seq: entry.seq, at: entry.at };
        match &entry.outcome {
            Outcome::Refused(rejection) => refuse(ticket, rejection, place),
            Outcome::Accepted(events) => match (events.as_slice(), bid_id) {
                ([Event::BidRepeated { .. }], Some(bid_id)) => self.answer_again(bid_id, ticket),
                (_, bid_id) => accept(ticket, place, bid_id),
            },
        }
    }

    /// A bid id that came again gets its first verdict.
    fn answer_again(&self, bid_id: BidId, ticket: &Ticket) {
        let first = self.follower.verdicts.get(&bid_id);
        match first.expect("invariant: a repeated bid has a first verdict") {
            (place, None) => accept(ticket, *place, Some(bid_id)),
            (place, Some(rejection)) => refuse(ticket, rejection, *place),
        }
    }

    fn bid_state(&self, paddle: Option<Paddle>, bid_id: BidId) -> BidState {
        let owner = self.follower.session.verdict(bid_id).map(|verdict| verdict.paddle);
        match self.follower.verdicts.get(&bid_id).filter(|_| paddle.is_some() && paddle == owner) {
            None => BidState::Unknown { bid_id },
            Some((Place { seq, at }, None)) => BidState::Accepted { bid_id, seq: *seq, at: *at },
            Some((place, Some(rejection))) => {
                let Place { seq, at } = *place;
                let error = WireError::rejection(rejection, *place);
                BidState::Refused { bid_id, seq, at, error }
            }
        }
    }

    /// Answers with exactly what was missed, or a snapshot: never half.
    fn subscribe(&mut self, reader: u64, viewer: Viewer, since: Option<Seq>, ticket: Ticket) {
        let Follower { name, session, backlog, .. } = &self.follower;
        let (seq, at) = session.room();
        let missed = since.and_then(|since| backlog.since(name, viewer, since));
        let snapshot = missed.is_none().then(|| session.view(viewer)).flatten();
        let answer = Subscribed {
            recovered: missed.is_some(),
            seq,
            snapshot: snapshot
                .map(|view| Box::new(gavel_proto::view::SessionView { seq, at, ..view })),
        };
        ticket.outbox.answer(ticket.id, Answer::Subscribed(answer));
        for push in missed.into_iter().flatten() {
            ticket.outbox.send(push);
        }
        self.readers.insert(reader, (viewer, ticket.outbox));
    }

    fn beat(&mut self) {
        self.readers.retain(|_, (_, outbox)| outbox.is_open());
        let (seq, _) = self.follower.session.room();
        let heartbeat = Heartbeat { at: self.clock.now(), seq };
        let text = encode(&Message::Heartbeat { heartbeat });
        for (_, outbox) in self.readers.values() {
            outbox.send(text.clone());
        }
    }
}

fn accept(ticket: &Ticket, place: Place, bid_id: Option<BidId>) {
    let accepted = Accepted { seq: place.seq, at: place.at, bid_id };
    ticket.outbox.answer(ticket.id, Answer::Accepted(accepted));
}

fn refuse(ticket: &Ticket, rejection: &Rejection, place: Place) {
    ticket.outbox.refuse(Some(ticket.id), WireError::rejection(rejection, place));
}
