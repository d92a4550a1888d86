//! The house's side of a run: its process starts, takes its turns, and dies.

use std::hash::Hash;
use std::ops::ControlFlow;

use gavel_engine::durable::memory::{self, Done, Stop};
use gavel_engine::durable::{JournalError, Reader, Salts};
use gavel_gateway::stepped::Stage as Opening;
use gavel_proto::Timestamp;
use serde_json::Value;

use super::{Event, Process, SECOND, World};
use crate::simulation::check::{Found, Sent};
use crate::simulation::network::{Hold, Wire};

/// How long it takes until a process that died is started again, at most, in microseconds.
const DOWN_MICROS: u32 = 3_000_000;
/// How long the floor rests at least, in microseconds: a clock may stand still before a deadline.
const LEAST_REST: i64 = 1_000;

impl World<'_> {
    /// A process begins on what the disk holds.
    pub(super) fn start(&mut self) {
        if matches!(self.process, Process::Up(_)) {
            return;
        }
        let is_full = self.full_starts != 0;
        if is_full {
            self.full_starts -= 1;
            let chance = memory::Chance::from_seed(self.full_starts.into());
            let stop = Stop { call: 1, done: Done::Part, chance };
            self.disk = self.disk.clone().until(Some(stop));
        }
        let salts = Salts::from_seed(self.now.micros().cast_unsigned());
        let opening = Opening {
            name: &self.name,
            title: &self.title,
            disk: &self.disk,
            segment_bytes: self.shape.segment_bytes,
            salts,
            tolerance: self.shape.tolerance,
        };
        match self.stage.premises.start(opening) {
            Ok(stepped) => {
                self.tally.starts += 1;
                self.process = Process::Up(Box::new(stepped));
                self.started();
            }
            Err(error) => {
                self.tally.failed_starts += 1;
                let is_told_to = self.disk.has_failed() || self.backup.is_some();
                assert!(is_told_to, "the house does not open: {error}");
                self.restore();
                self.die();
            }
        }
    }

    /// Reads the whole journal, apart from the process, and shows it to the checks.
    fn started(&mut self) {
        let Process::Up(stepped) = &mut self.process else { return };
        let batches = stepped.published();
        let reader = Reader::over(self.disk.clone(), self.name.clone());
        match Found::read(reader.expect("a journal that a process has opened")) {
            Ok(found) => {
                self.checks.started(&found, stepped.session(), &batches);
                self.backup = None;
                self.serve_by(self.now);
            }
            // A start from a snapshot does not look at what was before it.
            Err(error) => {
                assert!(self.backup.is_some() && batches.is_empty(), "a process runs on: {error}");
                self.restore();
                self.die();
            }
        }
    }

    /// Puts the disk back to what it was before a bit of it flipped.
    fn restore(&mut self) {
        if let Some(disk) = self.backup.take() {
            self.put_disk(&disk);
        }
    }

    /// The process is no more: whatever it held in memory is lost, and every connection ends.
    pub(super) fn die(&mut self) {
        self.process = Process::Down;
        self.disk = self.disk.clone().until(None);
        let wires: Vec<Wire> = self.network.wires.keys().copied().collect();
        for wire in wires {
            self.hang_up(wire);
        }
        let at = self.within(DOWN_MICROS);
        self.plan(at, Event::Start);
    }

    /// The house's end of a connection closes: the client hears of it behind what was sent.
    fn hang_up(&mut self, wire: Wire) {
        let at = self.within(self.shape.delay_micros);
        let Some(ends) = self.network.wires.get_mut(&wire) else { return };
        if ends.line.take().is_some() {
            let at = at.max(ends.outbound);
            self.plan(at, Event::Ended { wire });
        }
    }

    /// A message arrives at the house.
    pub(super) fn hear(&mut self, wire: Wire, text: &str) {
        if self.now < self.stalled_until {
            self.plan(self.stalled_until, Event::Inbound { wire, text: text.to_owned() });
            return;
        }
        let Some(line) = self.network.wires.get_mut(&wire).and_then(|ends| ends.line.as_mut())
        else {
            return;
        };
        let heard = line.hear(text);
        self.mark();
        if heard.is_break() {
            self.flush();
            self.leave(wire);
        }
        self.serve_by(self.now);
        self.flush();
    }

    /// The house notices that a connection has ended.
    pub(super) fn leave(&mut self, wire: Wire) {
        let Some(ends) = self.network.wires.get_mut(&wire) else { return };
        if let Some(line) = ends.line.take() {
            line.leave();
            let at = ends.outbound;
            self.plan(at, Event::Ended { wire });
            self.serve_by(self.now);
        }
        self.network.tidy();
    }

    /// A client lost its end, and comes again; the house notices at that time.
    pub(super) fn cut(&mut self, wire: Wire, noticed: Timestamp) {
        let Some(ends) = self.network.wires.get_mut(&wire) else { return };
        ends.client = Hold::Gone;
        let who = ends.who;
        self.clients[who].lose();
        self.plan(noticed, Event::Left { wire });
        self.look_later(who);
    }

    /// The house is to turn to what waits, soon after `at`.
    pub(super) fn serve_by(&mut self, at: Timestamp) {
        let late = i64::from(self.chance.below(self.shape.service_micros));
        let at = Timestamp::from_micros(at.max(self.now).max(self.stalled_until).micros() + late);
        if self.serve_at.is_none_or(|planned| at < planned || planned < self.now) {
            self.serve_at = Some(at);
            self.plan(at, Event::Serve);
        }
    }

    /// Floor and fan-out take turns, in whatever order, and not always to their end.
    pub(super) fn serve(&mut self) {
        if self.serve_at != Some(self.now) {
            return;
        }
        (self.serve_at, self.rest_at) = (None, None);
        if self.now < self.stalled_until {
            return self.serve_by(self.stalled_until);
        }
        let (mut floor, mut fanout) = (ControlFlow::Continue(()), ControlFlow::Continue(()));
        for _ in 0..=self.chance.below(24) {
            let Process::Up(stepped) = &mut self.process else { return };
            if self.chance.percent(40) {
                fanout = self.follow();
                continue;
            }
            let turn = stepped.take();
            floor = *turn.as_ref().unwrap_or(&ControlFlow::Break(()));
            if self.turned(turn.map(drop)).is_break() {
                return;
            }
        }
        self.flush();
        if floor.is_break() && fanout.is_break() { self.rest() } else { self.serve_by(self.now) }
    }

    /// Lets the fan-out hear one thing, if there is one.
    pub(super) fn follow(&mut self) -> ControlFlow<()> {
        let Process::Up(stepped) = &mut self.process else { return ControlFlow::Break(()) };
        let heard = stepped.hear();
        self.mark();
        heard
    }

    /// Nothing waits: the house rests as long as its floor has patience.
    fn rest(&mut self) {
        let Process::Up(stepped) = &self.process else { return };
        let Some(patience) = stepped.patience() else { return };
        let micros =
            i64::try_from(patience.as_micros()).unwrap_or(SECOND).clamp(LEAST_REST, SECOND);
        let at = self.after(micros);
        self.rest_at = Some(at);
        self.plan(at, Event::Rested);
    }

    /// Nobody has asked anything meanwhile: something is due, or the floor is quiet.
    pub(super) fn rested(&mut self) {
        if self.rest_at != Some(self.now) {
            return;
        }
        self.rest_at = None;
        if self.stalled_until <= self.now {
            let Process::Up(stepped) = &mut self.process else { return };
            let turn = stepped.wake();
            if self.turned(turn).is_break() {
                return;
            }
        }
        self.serve_by(self.now);
    }

    /// A turn of the floor is over; breaks off where the process ends with it.
    fn turned(&mut self, turn: Result<(), JournalError>) -> ControlFlow<()> {
        if let Err(error) = turn {
            assert!(self.disk.has_failed(), "the journal stopped by itself: {error}");
            // A batch came out before the one that failed, where it took so long that a fault is reported.
            self.publish();
            self.die();
            return ControlFlow::Break(());
        }
        self.publish();
        ControlFlow::Continue(())
    }

    /// Shows the checks what came through the gate.
    fn publish(&mut self) {
        let Process::Up(stepped) = &mut self.process else { return };
        for batch in stepped.published() {
            self.checks.published(&batch);
            let slow = self.after(self.sync_micros.get());
            self.stalled_until = self.stalled_until.max(slow);
        }
    }

    /// A second has passed.
    pub(super) fn beat(&mut self) {
        if self.stalled_until <= self.now
            && let Process::Up(stepped) = &mut self.process
        {
            stepped.beat();
            self.mark();
            self.flush();
        }
        self.plan(self.after(SECOND), Event::Beat);
    }

    fn mark(&mut self) {
        if let Process::Up(stepped) = &self.process {
            self.network.mark(stepped.session().seq());
        }
    }

    /// Sends what waits on every connection that is read at the other end.
    pub(super) fn flush(&mut self) {
        let wires: Vec<Wire> = self.network.wires.keys().copied().collect();
        for wire in wires {
            self.flush_one(wire);
        }
    }

    fn flush_one(&mut self, wire: Wire) {
        let Some(ends) = self.network.wires.get_mut(&wire) else { return };
        let who = ends.who;
        let client = &self.clients[who];
        if ends.client == Hold::Held && self.now < client.deaf_until {
            return;
        }
        let Some(line) = &ends.line else { return };
        while let Some((text, followed)) = ends.said.pop_front() {
            self.tally.messages += 1;
            (self.now, wire, &text).hash(&mut self.heard);
            let message: Value = serde_json::from_str(&text).expect("the house sends JSON");
            self.checks.sent(&Sent { wire, client, message: &message, followed });
            let late = i64::from(self.chance.below(self.shape.delay_micros));
            // What a slow sync was waited for leaves behind it.
            let leaves = self.now.max(self.stalled_until);
            let at = Timestamp::from_micros(leaves.micros() + late).max(ends.outbound);
            ends.outbound = at;
            self.planned += 1;
            self.events.insert((at, self.planned), Event::Outbound { wire, text });
        }
        if line.close().is_some() {
            self.leave(wire);
        }
    }
}
