//! The fan-out of one session: follows the durable entries, answers askers, tells the room.
//!
//! It folds what was published into a session of its own, so every view and every answer comes
//! from at or below the durable sequence, and nobody asks the session's thread to look.

mod desk;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gavel_engine::durable::receipt::bid_id;
use gavel_engine::durable::{ArchiveError, Storage, WrittenEntry};
use gavel_engine::pure::{Entry, Outcome, Session, Viewer};
use gavel_engine::running::{Clock, HouseClock, Outlet, Published};
use gavel_proto::view::SessionView;
use gavel_proto::wire::{
    Accepted, Answer, BidState, Heartbeat, Message, Place, Receipt, ReceiptForm, Refused,
    Subscribed, WireError,
};
use gavel_proto::{BidId, By, Command, Event, Paddle, Rejection, Seq, SessionId};
use tokio::sync::{mpsc, oneshot};

pub(crate) use desk::is_grave;

use crate::backlog::{Backlog, Heard};
use crate::config::Limits;
use crate::identity::access;
use crate::limits::{FANOUT_MESSAGES, HEARTBEAT_PERIOD};
use crate::metrics::Metrics;
use crate::outbox::{Close, Outbox, encode, refused};
use crate::receipts::Receipts;
use crate::snapshots::Snapshots;

/// Who asked a command: where the answer goes, and the number it bears.
#[derive(Debug)]
pub(crate) struct Ticket {
    pub(crate) outbox: Outbox,
    pub(crate) id: u64,
    pub(crate) receipts: ReceiptForm,
    /// When the request came.
    pub(crate) asked: Instant,
}

/// What the fan-out is told.
#[derive(Debug)]
pub(crate) enum Told {
    /// A durable batch.
    Batch(Published<Ticket>),
    /// Somebody wants to listen.
    Subscribe { reader: u64, viewer: Viewer, since: Option<Seq>, ticket: Ticket },
    /// Somebody asks what became of a bid.
    BidGet { paddle: Option<Paddle>, bid_id: BidId, ticket: Ticket },
    /// Somebody asks for the receipt of a bid.
    ReceiptGet { paddle: Option<Paddle>, bid_id: BidId, ticket: Ticket },
    /// Somebody asks how the session stands.
    Look { answer: oneshot::Sender<Seen> },
    /// The desk asks what a grave act would do.
    Foresee { by: By, command: Box<Command>, ticket: Ticket },
    /// The desk asks who is here.
    WhoIsHere { ticket: Ticket },
    /// Somebody is gone.
    Left { reader: u64 },
    /// The session's thread has ended.
    Stopped,
}

/// How a session stands.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The last durable sequence, which is nobody's to know who only listens.
    pub(crate) durable: Seq,
    /// What the room sees; nothing before the session begins.
    pub(crate) view: Option<SessionView>,
}

/// The floor's way out: hands every durable batch to the fan-out.
pub(crate) struct RoomOutlet(pub(crate) mpsc::Sender<Told>);

impl Outlet<Ticket> for RoomOutlet {
    fn publish(&mut self, batch: Published<Ticket>) {
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
}

impl Follower {
    /// Goes on behind what this session came to.
    pub(crate) fn behind(name: SessionId, session: Session, limits: &Limits) -> Self {
        let backlog = Backlog::behind(session.seq(), limits);
        Self { name, session, backlog }
    }

    /// Folds one durable entry: what somebody may hear of it, if anybody may.
    pub(crate) fn follow(&mut self, entry: Arc<Entry>) -> Option<Heard> {
        let (prev, _) = self.session.room();
        self.session.apply(&entry);
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
pub(crate) struct Fanout<S> {
    follower: Follower,
    receipts: Receipts<S>,
    /// Absent where somebody else makes them.
    snapshots: Option<Snapshots>,
    readers: BTreeMap<u64, (Viewer, Outbox)>,
    clock: HouseClock,
    metrics: Arc<Metrics>,
    ended: mpsc::Sender<SessionId>,
}

impl<S: Storage> Fanout<S> {
    /// A fan-out behind what `follower` has folded. When the session's thread ends, `ended` hears
    /// its name.
    pub(crate) fn new(
        follower: Follower,
        receipts: Receipts<S>,
        snapshots: Option<Snapshots>,
        clock: HouseClock,
        metrics: Arc<Metrics>,
        ended: mpsc::Sender<SessionId>,
    ) -> Self {
        Self { follower, receipts, snapshots, readers: BTreeMap::new(), clock, metrics, ended }
    }

    /// Runs it as a task of its own: the way to tell it something.
    pub(crate) fn start(self) -> mpsc::Sender<Told>
    where
        S: Send + 'static,
    {
        let (sender, told) = mpsc::channel(FANOUT_MESSAGES);
        tokio::spawn(self.run(told));
        sender
    }

    async fn run(mut self, mut told: mpsc::Receiver<Told>) {
        self.metrics.session_opened();
        let mut heartbeat = tokio::time::interval(HEARTBEAT_PERIOD);
        loop {
            tokio::select! {
                message = told.recv() => {
                    if self.hear(message.unwrap_or(Told::Stopped)).is_break() {
                        break;
                    }
                }
                _ = heartbeat.tick() => self.beat(),
            }
        }
        self.metrics.session_ended();
        drop(self.ended.send(self.follower.name).await);
    }

    /// Takes in one thing that it is told; breaks off when the session's thread has ended.
    pub(crate) fn hear(&mut self, told: Told) -> ControlFlow<()> {
        match told {
            Told::Batch(batch) => self.publish(batch),
            Told::Subscribe { reader, viewer, since, ticket } => {
                self.subscribe(reader, viewer, since, ticket);
            }
            Told::BidGet { paddle, bid_id, ticket } => self.tell_fate(paddle, bid_id, &ticket),
            Told::ReceiptGet { paddle, bid_id, ticket } => {
                self.give_receipt(paddle, bid_id, &ticket);
            }
            // Whoever asked may be gone.
            Told::Look { answer } => drop(answer.send(self.seen())),
            Told::Foresee { by, command, ticket } => self.foresee(&by, &command, &ticket),
            Told::WhoIsHere { ticket } => self.say_who_is_here(&ticket),
            Told::Left { reader } => drop(self.readers.remove(&reader)),
            Told::Stopped => {
                for (_, outbox) in self.readers.values() {
                    outbox.close(Close::SessionStopped);
                }
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    /// What everybody is told of.
    pub(crate) const fn session(&self) -> &Session {
        &self.follower.session
    }

    fn publish(&mut self, batch: Published<Ticket>) {
        let Published { entries, written } = batch;
        self.receipts.follow(&written);
        if let Some(snapshots) = &mut self.snapshots {
            snapshots.follow(&written);
        }
        self.measure(&entries);
        for ((entry, ticket), stored) in entries.into_iter().zip(written.entries()) {
            let heard = self.follower.follow(Arc::clone(&entry));
            if let Some(ticket) = ticket {
                self.answer(&entry, stored, &ticket);
            }
            if let Some(heard) = heard {
                self.tell(&heard);
            }
        }
    }

    /// How long the batch took from its last stamp until it came here, by way of the disk.
    fn measure(&self, entries: &[(Arc<Entry>, Option<Ticket>)]) {
        let Some((last, _)) = entries.last() else { return };
        let micros = self.clock.now().micros().saturating_sub(last.at.micros());
        let after = Duration::from_micros(u64::try_from(micros).unwrap_or(0));
        self.metrics.batch_followed(entries.len(), after);
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

    fn answer(&mut self, entry: &Entry, stored: WrittenEntry<'_>, ticket: &Ticket) {
        if let [Event::BidRepeated { first, .. }] = entry.outcome.events() {
            return self.answer_again(*first, ticket);
        }
        if bid_id(entry).is_some() {
            self.metrics.bid_answered(verdict(&entry.outcome), ticket.asked.elapsed());
        }
        let receipt = self.receipts.fresh(entry, stored, ticket.receipts);
        // The answer stands without its proof, which can be asked for later.
        let receipt = receipt.unwrap_or_else(|error| {
            tracing::error!(session = %self.follower.name, %error, "a proof could not be made");
            None
        });
        answer(&self.follower.name, ticket, entry, receipt);
    }

    /// A bid id that came again gets its first verdict.
    fn answer_again(&mut self, first: Seq, ticket: &Ticket) {
        let found = self.receipts.entry(first).map_err(ArchiveError::from).and_then(|found| {
            let receipt = self.receipts.of(&found, ticket.receipts)?;
            Ok((found.0, receipt))
        });
        match found {
            Ok((entry, receipt)) => answer(&self.follower.name, ticket, &entry, receipt),
            Err(error) => self.unreadable(&error, ticket),
        }
    }

    /// Says what became of a bid, to its owner.
    fn tell_fate(&mut self, paddle: Option<Paddle>, bid_id: BidId, ticket: &Ticket) {
        let Some(first) = self.first_verdict(paddle, bid_id) else {
            return ticket.outbox.answer(ticket.id, Answer::BidState(BidState::Unknown { bid_id }));
        };
        match self.receipts.entry(first) {
            Ok((entry, _)) => {
                let state = bid_state(&entry, bid_id);
                ticket.outbox.answer(ticket.id, Answer::BidState(state));
            }
            Err(error) => self.unreadable(&error.into(), ticket),
        }
    }

    /// Gives the owner of a bid its receipt, with the proof.
    fn give_receipt(&mut self, paddle: Option<Paddle>, bid_id: BidId, ticket: &Ticket) {
        let Some(first) = self.first_verdict(paddle, bid_id) else {
            let sentence = "no bid of this id was decided for your paddle; ask bid.get, or send it";
            return ticket.outbox.refuse(Some(ticket.id), refused(Refused::NoSuchBid, sentence));
        };
        let found = self.receipts.entry(first).map_err(ArchiveError::from);
        match found.and_then(|found| self.receipts.of(&found, ReceiptForm::Proven)) {
            Ok(receipt) => {
                let receipt = receipt.expect("invariant: a verdict is on a bid");
                ticket.outbox.answer(ticket.id, Answer::Receipt(Box::new(receipt)));
            }
            Err(error) => self.unreadable(&error, ticket),
        }
    }

    /// Where the first verdict on a bid stands, for its owner alone.
    fn first_verdict(&self, paddle: Option<Paddle>, bid_id: BidId) -> Option<Seq> {
        let verdict = self.follower.session.verdict(bid_id)?;
        if Some(verdict.paddle) != paddle {
            access::refused_bid(&self.follower.name, paddle, "asked for another paddle's bid");
            return None;
        }
        Some(verdict.seq)
    }

    /// What was decided stands in the journal, but it cannot be read now: nobody guesses.
    fn unreadable(&self, error: &ArchiveError, ticket: &Ticket) {
        tracing::error!(session = %self.follower.name, %error, "the journal could not be read back");
        let sentence = "the journal cannot be read back just now; ask again, and tell the house";
        ticket.outbox.refuse(Some(ticket.id), refused(Refused::Unreadable, sentence));
    }

    /// Answers with exactly what was missed, or a snapshot: never half.
    fn subscribe(&mut self, reader: u64, viewer: Viewer, since: Option<Seq>, ticket: Ticket) {
        let Follower { name, session, backlog } = &self.follower;
        let missed = since.and_then(|since| backlog.since(name, viewer, since));
        let snapshot = missed.is_none().then(|| self.view(viewer)).flatten();
        let answer = Subscribed {
            recovered: missed.is_some(),
            seq: session.room().0,
            snapshot: snapshot.map(Box::new),
        };
        ticket.outbox.answer(ticket.id, Answer::Subscribed(answer));
        for push in missed.into_iter().flatten() {
            ticket.outbox.send(push);
        }
        self.readers.insert(reader, (viewer, ticket.outbox));
    }

    fn seen(&self) -> Seen {
        Seen { durable: self.follower.session().seq(), view: self.view(Viewer::Room) }
    }

    /// What `viewer` sees now; it is told no later sequence than the room heard.
    fn view(&self, viewer: Viewer) -> Option<SessionView> {
        let session = self.follower.session();
        let (seq, at) = session.room();
        session.view(viewer).map(|view| SessionView { seq, at, ..view })
    }

    /// Tells everybody the time, and forgets who has gone.
    pub(crate) fn beat(&mut self) {
        self.readers.retain(|_, (_, outbox)| outbox.is_open());
        let heartbeat = Heartbeat { at: self.clock.now(), seq: self.follower.session.room().0 };
        let text = encode(&Message::Heartbeat { heartbeat });
        for (_, outbox) in self.readers.values() {
            outbox.send(text.clone());
        }
    }
}

/// Answers with what an entry says, and its receipt.
fn answer(session: &SessionId, ticket: &Ticket, entry: &Entry, receipt: Option<Receipt>) {
    let place = Place { seq: entry.seq, at: entry.at };
    match &entry.outcome {
        Outcome::Accepted(_) => {
            let (bid_id, receipt) = (bid_id(entry), receipt.map(Box::new));
            let accepted = Accepted { seq: place.seq, at: place.at, bid_id, receipt };
            ticket.outbox.answer(ticket.id, Answer::Accepted(accepted));
        }
        Outcome::Refused(rejection) => {
            if let Rejection::BidIdReused {} = rejection {
                access::refused_bid(session, entry.by.paddle(), "sent another bid under a used id");
            }
            let error = WireError::rejection(rejection, place);
            let error = match &receipt {
                Some(receipt) => error.with_receipt(receipt),
                None => error,
            };
            ticket.outbox.refuse(Some(ticket.id), error);
        }
    }
}

/// The word of the metrics for what was decided.
const fn verdict(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted(_) => "accepted",
        Outcome::Refused(_) => "refused",
    }
}

fn bid_state(entry: &Entry, bid_id: BidId) -> BidState {
    let Entry { seq, at, .. } = *entry;
    match &entry.outcome {
        Outcome::Accepted(_) => BidState::Accepted { bid_id, seq, at },
        Outcome::Refused(rejection) => {
            let error = WireError::rejection(rejection, Place { seq, at });
            BidState::Refused { bid_id, seq, at, error }
        }
    }
}
