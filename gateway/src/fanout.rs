//! The fan-out of one session: follows the durable entries, answers askers, tells the room.
//!
//! It folds what was published into a session of its own, so every view and every answer comes
//! from at or below the durable sequence, and nobody asks the session's thread to look.

mod alone;
mod answers;
mod desk;
mod ending;
mod pace;
mod ways;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use gavel_engine::durable::{ArchiveError, Storage, WrittenEntry};
use gavel_engine::pure::{Entry, Session, Viewer};
use gavel_engine::running::{Clock, HouseClock, Published};
use gavel_proto::view::SessionView;
use gavel_proto::wire::{Answer, BidState, Heartbeat, Message, ReceiptForm, Refused, Subscribed};
use gavel_proto::{BidId, Event, Paddle, Seq};
use serde_json::value::RawValue;
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio::time::{Instant, interval, interval_at};

use alone::{Alone, Followed};
use answers::{answer, answer_first, bid_state};
pub(crate) use desk::is_grave;
pub(crate) use ending::Ended;
use ending::Ending;
use pace::Pace;
pub(crate) use ways::{Ears, Questions, RoomOutlet, Seen, Ticket, Told};

use crate::close::Close;
use crate::follower::Follower;
use crate::frame::Frame;
use crate::identity::access;
use crate::limits::{ANSWERS_AT_ONCE, HEARTBEAT_PERIOD, OBSERVERS_QUESTIONS, TIME_WAITS};
use crate::metrics::Metrics;
use crate::outbox::Outbox;
use crate::readers::Readers;
use crate::receipts::Receipts;
use crate::refusal::refused;
use crate::snapshots::Snapshots;

/// One session's fan-out: who listens, and what they may hear.
pub(crate) struct Fanout<S> {
    follower: Follower,
    followed: Followed,
    receipts: Receipts<S>,
    /// Absent where somebody else makes them.
    snapshots: Option<Snapshots>,
    readers: Readers,
    /// What the room is answered that has nothing, and the sequence that it is true at.
    room: Option<(Seq, Box<RawValue>)>,
    clock: HouseClock,
    metrics: Arc<Metrics>,
    ended: mpsc::Sender<Ended>,
}

impl<S: Storage> Fanout<S> {
    /// A fan-out behind what `follower` has folded. `ended` hears when the session's thread ends, and
    /// when this breaks.
    pub(crate) fn new(
        follower: Follower,
        receipts: Receipts<S>,
        snapshots: Option<Snapshots>,
        clock: HouseClock,
        metrics: Arc<Metrics>,
        ended: mpsc::Sender<Ended>,
    ) -> Self {
        Self {
            followed: Followed::up_to(follower.session().seq()),
            follower,
            receipts,
            snapshots,
            readers: Readers::default(),
            room: None,
            clock,
            metrics,
            ended,
        }
    }

    /// The ways to it, and where it hears them.
    pub(crate) fn ways(&self) -> (RoomOutlet, Questions, Ears) {
        let (session, followed) = (self.follower.name().clone(), self.followed.clone());
        ways::ways(Alone { session, followed, metrics: Arc::clone(&self.metrics) })
    }

    /// Runs it as a task of its own: the ways to tell it something.
    pub(crate) fn start(self) -> (RoomOutlet, Questions)
    where
        S: Send + 'static,
    {
        let (outlet, questions, ears) = self.ways();
        tokio::spawn(self.run(ears));
        (outlet, questions)
    }

    /// Hears bids first, then bidders and officers, then the clock, and the room in what time is
    /// left.
    async fn run(mut self, mut ears: Ears) {
        let (session, ended) = (self.follower.name().clone(), self.ended.clone());
        let _ending = Ending { session, ended };
        self.metrics.session_opened();
        let mut beat = interval(HEARTBEAT_PERIOD);
        let mut late = interval_at(Instant::now() + TIME_WAITS, HEARTBEAT_PERIOD);
        let mut pace = Pace::new();
        loop {
            tokio::select! {
                biased;
                batch = ears.batches.recv(), if !self.readers.is_full() => match batch {
                    Some(batch) => self.publish(batch),
                    None => break,
                },
                Some(told) = ears.insiders.recv() => self.hear_behind(&mut ears, told),
                _ = beat.tick() => self.beat(),
                _ = late.tick() => self.readers.beat_late(),
                () = pace.turn(&self.readers), if self.readers.is_behind() => {
                    self.go_round(&mut ears);
                    // Those who were told something write it, and bids that came are read.
                    yield_now().await;
                    pace.went(&self.readers);
                }
                Some(told) = ears.observers.recv() => self.hear_behind(&mut ears, told),
            }
        }
        while self.readers.is_behind() {
            self.tell_group();
        }
        for outbox in self.readers.outboxes() {
            outbox.close(Close::SessionStopped);
        }
        self.metrics.session_ended();
    }

    /// Takes in one thing in the same order, without waiting; breaks off if there is none.
    pub(crate) fn hear_next(&mut self, ears: &mut Ears) -> ControlFlow<()> {
        if let Ok(batch) = ears.batches.try_recv() {
            self.publish(batch);
        } else if let Ok(told) = ears.insiders.try_recv() {
            self.hear(told);
        } else if self.readers.is_behind() {
            self.go_round(ears);
        } else if let Ok(told) = ears.observers.try_recv() {
            self.hear(told);
        } else {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    /// Tells a group of observers something, and answers what some ask.
    fn go_round(&mut self, ears: &mut Ears) {
        self.tell_group();
        for _ in 0..OBSERVERS_QUESTIONS {
            let Ok(told) = ears.observers.try_recv() else { break };
            self.hear_behind(ears, told);
        }
    }

    /// Hears a question behind every batch that was there before it: whoever asks may have his answer
    /// from the floor already.
    fn hear_behind(&mut self, ears: &mut Ears, told: Told) {
        while !self.readers.is_full()
            && let Ok(batch) = ears.batches.try_recv()
        {
            self.publish(batch);
        }
        self.hear(told);
    }

    fn tell_group(&mut self) {
        let Self { readers, follower, clock, .. } = self;
        readers.go_round(|| heartbeat(follower, *clock));
    }

    fn hear(&mut self, told: Told) {
        let outbox = told.outbox().cloned();
        match told {
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
            Told::Left { reader } => self.readers.remove(reader),
        }
        if let Some(outbox) = outbox {
            outbox.deliver();
        }
    }

    /// What everybody is told of.
    pub(crate) const fn session(&self) -> &Session {
        self.follower.session()
    }

    /// Answers everybody in this batch whom the floor did not, and only then tells what happened.
    /// Where few asked, their answers and what insiders hear go out in one write.
    fn publish(&mut self, batch: Published<Ticket>) {
        let Published { entries, written } = batch;
        self.receipts.follow(&written);
        if let Some(snapshots) = &mut self.snapshots {
            snapshots.follow(&written);
        }
        self.measure(&entries);
        let (mut heard, mut answered) = (Vec::new(), Vec::new());
        for ((entry, ticket), stored) in entries.into_iter().zip(written.entries()) {
            heard.extend(self.follower.follow(Arc::clone(&entry)));
            if let Some(ticket) = ticket {
                self.answer(&entry, stored, &ticket);
                answered.push(ticket.outbox);
            }
            if ANSWERS_AT_ONCE <= answered.len() {
                answered.drain(..).for_each(|outbox| outbox.deliver());
            }
        }
        for heard in &heard {
            self.readers.tell(self.follower.name(), heard);
        }
        answered.iter().for_each(Outbox::deliver);
        if !heard.is_empty() {
            self.readers.deliver_to_insiders();
        }
        // Where the room is about to be too full, batches may have to wait while questions do not.
        if self.readers.has_room() {
            self.followed.reach(self.follower.session().seq());
        }
    }

    /// How long the batch took from its last stamp until it came here, by way of the disk.
    fn measure(&self, entries: &[(Arc<Entry>, Option<Ticket>)]) {
        let Some((last, _)) = entries.last() else { return };
        let micros = self.clock.now().micros().saturating_sub(last.at.micros());
        let after = Duration::from_micros(u64::try_from(micros).unwrap_or(0));
        self.metrics.batch_followed(entries.len(), after);
    }

    fn answer(&mut self, entry: &Entry, stored: WrittenEntry<'_>, ticket: &Ticket) {
        if let [Event::BidRepeated { first, .. }] = entry.outcome.events() {
            return self.answer_again(*first, ticket);
        }
        let receipt = self.receipts.fresh(entry, stored, ticket.receipts);
        // The answer stands without its proof, which can be asked for later.
        let receipt = receipt.unwrap_or_else(|error| {
            tracing::error!(session = %self.follower.name(), %error, "a proof could not be made");
            None
        });
        answer_first(self.follower.name(), &self.metrics, ticket, entry, receipt);
    }

    /// A bid id that came again gets its first verdict.
    fn answer_again(&mut self, first: Seq, ticket: &Ticket) {
        let found = self.receipts.entry(first).map_err(ArchiveError::from).and_then(|found| {
            let receipt = self.receipts.of(&found, ticket.receipts)?;
            Ok((found.0, receipt))
        });
        match found {
            Ok((entry, receipt)) => answer(self.follower.name(), ticket, &entry, receipt),
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
        let verdict = self.follower.session().verdict(bid_id)?;
        if Some(verdict.paddle) != paddle {
            access::refused_bid(self.follower.name(), paddle, "asked for another paddle's bid");
            return None;
        }
        Some(verdict.seq)
    }

    /// What was decided stands in the journal, but it cannot be read now: nobody guesses.
    fn unreadable(&self, error: &ArchiveError, ticket: &Ticket) {
        tracing::error!(session = %self.follower.name(), %error, "the journal could not be read back");
        let sentence = "the journal cannot be read back just now; ask again, and tell the house";
        ticket.outbox.refuse(Some(ticket.id), refused(Refused::Unreadable, sentence));
    }

    /// Answers with exactly what was missed, or a snapshot: never half.
    fn subscribe(&mut self, reader: u64, viewer: Viewer, since: Option<Seq>, ticket: Ticket) {
        if ticket.outbox.is_owed_much() {
            let sentence = "read what was sent to you first, and then subscribe";
            return ticket.outbox.refuse(Some(ticket.id), refused(Refused::Busy, sentence));
        }
        let (seq, _) = self.follower.session().room();
        let missed = since.and_then(|since| self.missed(viewer, since));
        let answer = if missed.is_some() {
            let subscribed = Subscribed { recovered: true, seq, snapshot: None };
            Frame::of(&Message::Answer { id: ticket.id, result: Answer::Subscribed(subscribed) })
        } else if viewer == Viewer::Room {
            Frame::answer(ticket.id, self.snapshot_of_room())
        } else {
            Frame::answer(ticket.id, &self.snapshot(viewer))
        };
        ticket.outbox.begin(answer, missed.unwrap_or_default());
        self.readers.add(reader, viewer, ticket.outbox, seq);
    }

    /// What was missed; nothing where a snapshot must do.
    fn missed(&mut self, viewer: Viewer, since: Seq) -> Option<Vec<Frame>> {
        self.follower.missed(&mut self.receipts, viewer, since).unwrap_or_else(|error| {
            tracing::error!(session = %self.follower.name(), %error, "the journal could not be read back");
            None
        })
    }

    /// The room's snapshot, written once however many ask before something happens.
    fn snapshot_of_room(&mut self) -> &RawValue {
        let now = self.follower.session().seq();
        let written = self.room.take().filter(|(seq, _)| *seq == now);
        let written = written.unwrap_or_else(|| (now, self.snapshot(Viewer::Room)));
        &self.room.insert(written).1
    }

    /// The answer to a subscription that begins with a snapshot.
    fn snapshot(&self, viewer: Viewer) -> Box<RawValue> {
        let (seq, _) = self.follower.session().room();
        let snapshot = self.view(viewer).map(Box::new);
        let subscribed = Answer::Subscribed(Subscribed { recovered: false, seq, snapshot });
        serde_json::value::to_raw_value(&subscribed).expect("invariant: a snapshot can be written")
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

    /// Tells everybody the time, forgets who has gone, and sees to what waits for a quiet moment.
    pub(crate) fn beat(&mut self) {
        if let Some(snapshots) = &mut self.snapshots {
            snapshots.look();
        }
        self.readers.forget_gone();
        self.metrics.readers_lapsed(self.readers.lapsed());
        self.readers.beat(heartbeat(&self.follower, self.clock));
    }
}

/// The time, and the last sequence that the room heard of.
fn heartbeat(follower: &Follower, clock: HouseClock) -> Frame {
    let heartbeat = Heartbeat { at: clock.now(), seq: follower.session().room().0 };
    Frame::of(&Message::Heartbeat { heartbeat })
}
