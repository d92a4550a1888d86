//! The steps of a script, done.

use std::hash::Hasher;
use std::rc::Rc;

use gavel_engine::durable::advance_on;
use gavel_engine::durable::memory::{self, Disk, Done, MemoryStorage, Name, Stop};
use gavel_proto::{Command, Timestamp};

use super::{Event, Process, World};
use crate::simulation::act::{Act, Question};
use crate::simulation::client::What;

const MILLI: i64 = 1_000;
/// How long the house takes to notice that a connection is gone, at most, in microseconds.
const NOTICE_MICROS: u32 = 5_000_000;
/// How far the clock is set back at most, in microseconds: a token holds from a minute before it was
/// minted.
const SLOWEST: i64 = -40_000_000;

impl World<'_> {
    pub(super) fn act(&mut self, act: &Act) {
        match act {
            Act::Say { by, command } => {
                let who = self.clients.iter().position(|client| client.by == *by);
                self.say(who.expect("everybody of the script is there"), command);
            }
            Act::SayAgain { who, back } => {
                let who = self.somebody(*who);
                if let Some(what) = self.clients[who].again(*back) {
                    self.send(who, what);
                }
            }
            Act::Ask { who, question } => self.ask(self.somebody(*who), question),
            Act::Shout { who, text } => {
                if let Some(wire) = self.clients[self.somebody(*who)].wire {
                    self.carry(wire, text.clone());
                }
            }
            Act::Cut { who } => {
                let who = self.somebody(*who);
                if let Some(wire) = self.clients[who].wire {
                    let noticed = self.within(NOTICE_MICROS);
                    self.cut(wire, noticed);
                }
            }
            Act::Outage => {
                let wires = self.clients.iter().filter_map(|client| client.wire);
                for wire in wires.collect::<Vec<_>>() {
                    self.cut(wire, self.now);
                }
            }
            Act::Deafen { who, millis } => {
                let until = self.after(millis * MILLI);
                let who = self.somebody(*who);
                self.clients[who].deaf_until = until;
                self.plan(until, Event::Hark);
            }
            Act::Kill | Act::PowerCut | Act::Rot { .. } | Act::Snapshot { .. } => self.strike(act),
            Act::FailDisk { call, done } => self.fail_disk(*call, *done),
            Act::FillDisk { starts } => {
                self.full_starts = *starts;
                self.fail_disk(1, Done::Part);
            }
            Act::Stall { millis } => self.stalled_until = self.after(millis * MILLI),
            Act::SlowDisk { millis } => self.sync_micros.set(millis * MILLI),
            Act::SetClock { .. } | Act::StopClock { .. } | Act::Drift { .. } => {
                self.turn_hands(act);
            }
        }
    }

    fn somebody(&self, who: usize) -> usize {
        who % self.clients.len()
    }

    fn turn_hands(&mut self, act: &Act) {
        let shows = self.clock.shows(self.now);
        match act {
            Act::SetClock { millis } => {
                self.clock.offset = (self.clock.offset + millis * MILLI).max(SLOWEST);
            }
            Act::StopClock { millis } => {
                self.clock.stopped = Some((shows, self.after(millis * MILLI)));
            }
            Act::Drift { permille } => {
                self.clock.offset = shows.micros() - self.now.micros();
                (self.clock.drift_permille, self.clock.drifts_since) = (*permille, self.now);
            }
            _ => {}
        }
    }

    fn fail_disk(&mut self, call: usize, done: Done) {
        if !self.disk.has_failed() {
            let chance = memory::Chance::from_seed(self.lost.next());
            self.disk = self.disk.clone().until(Some(Stop { call, done, chance }));
        }
    }

    /// What strikes the process and its disk.
    fn strike(&mut self, act: &Act) {
        if matches!(self.process, Process::Down) {
            return;
        }
        match act {
            Act::PowerCut => {
                let left = self.disk.power_cut(&mut self.lost);
                self.put_disk(&left);
                self.die();
            }
            Act::Rot { place } => {
                self.die();
                self.rot(*place);
            }
            Act::Snapshot { failing } => {
                let (call, done) = failing.unwrap_or((usize::MAX, Done::Nothing));
                let chance = memory::Chance::from_seed(self.lost.next());
                let disk = self.disk.clone();
                // One that fails is made another time: nobody needs it.
                drop(self.disk.interrupted(Stop { call, done, chance }, || {
                    advance_on(&mut disk.clone(), disk.clone(), &self.name)
                }));
            }
            _ => self.die(),
        }
    }

    pub(super) fn put_disk(&mut self, disk: &Disk) {
        let disk = MemoryStorage::of(disk).filling(self.shape.fill);
        self.disk = disk.meanwhile(Rc::clone(&self.slowly));
        self.checks.disk_replaced(&self.disk);
    }

    /// A bit flips in what is kept, and a copy of how it was is put aside.
    fn rot(&mut self, place: u64) {
        let disk = self.disk.disk();
        let names: Vec<Name> = disk.0.keys().copied().collect();
        let place = usize::try_from(place).expect("a place");
        let Some(name) = names.get(place % names.len().max(1)) else { return };
        let bits = disk.0[name].len() * 8;
        if bits != 0 {
            let bit = place / names.len() % bits;
            self.disk.edit(*name, |bytes| bytes[bit / 8] ^= 1 << (bit % 8));
            let rotten = self.disk.disk();
            self.put_disk(&rotten);
            self.backup = Some(disk);
        }
    }

    fn ask(&mut self, who: usize, question: &Question) {
        let known: Vec<_> = self
            .clients
            .iter()
            .flat_map(|client| &client.bids)
            .map(|(bid, _)| bid.bid_id)
            .collect();
        let bid_of = |bid: usize| known.get(bid % known.len().max(1)).copied();
        let seq = self.clients[who].seq;
        let what = match question {
            Question::Time => Some(What::Time),
            Question::Fate { bid } => bid_of(*bid).map(What::BidGet),
            Question::Receipt { bid } => bid_of(*bid).map(What::ReceiptGet),
            Question::Listen { offset } => {
                let since = seq.unwrap_or(0).saturating_add_signed(*offset);
                Some(What::Subscribe { since: Some(since) })
            }
            Question::ListenAnew => Some(What::Subscribe { since: None }),
        };
        if let Some(what) = what {
            self.send(who, what);
        }
    }

    /// Somebody means this: a bid until its fate is known, anything else once.
    fn say(&mut self, who: usize, command: &Command) {
        if let Command::Bid(bid) = command {
            self.clients[who].intend(bid);
        }
        self.send(who, What::Command(Box::new(command.clone())));
    }

    /// When everything has been well for long, nobody waits any more.
    pub(super) fn finish(&mut self) {
        // What came through the gate just now is followed too.
        while self.follow().is_continue() {}
        self.flush();
        let Process::Up(stepped) = &self.process else {
            panic!("the house did not come up again");
        };
        let shows = Timestamp::from_micros(self.clock.shows(self.now).micros());
        self.checks.finished(stepped.session(), &self.clients, shows);
        self.tally.entries = stepped.session().seq();
        self.tally.faults = self.checks.faults();
        self.tally.print = self.heard.finish();
    }
}
