//! The world of one run: everything that will happen, in the order of true time.

mod acts;
mod house;
mod people;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::DefaultHasher;
use std::rc::Rc;

use gavel_engine::durable::memory::{self, MemoryStorage};
use gavel_engine::running::{Clock, Hands, HouseClock};
use gavel_gateway::stepped::Stepped;
use gavel_proto::terms::Text;
use gavel_proto::wire::ReceiptForm;
use gavel_proto::{By, Officer, SessionId, Timestamp};

use super::act::{Act, Step};
use super::check::Checks;
use super::client::Client;
use super::network::{Network, Wire};
use super::shape::Shape;
use super::stage::{BEGIN, Stage};
use crate::oracle::chance::{Chance, Seed};
use crate::sale;

/// A token outlives every run.
const TOKEN_SECONDS: u64 = 1_000_000;
const SECOND: i64 = 1_000_000;
/// How long everything is well at the end of a run, before nobody may be left without an answer.
const CALM: i64 = 120 * SECOND;
/// Events of the longest run: more, and something goes round and round.
const EVENTS: u64 = 2_000_000;

/// What will happen.
#[derive(Debug)]
enum Event {
    /// The next step of the script.
    Step(usize),
    /// A message arrives at the house.
    Inbound { wire: Wire, text: String },
    /// A message arrives at a client.
    Outbound { wire: Wire, text: String },
    /// A client notices that its connection has ended.
    Ended { wire: Wire },
    /// The house notices that a connection has ended.
    Left { wire: Wire },
    /// A client looks what it waits for.
    Look { who: usize },
    /// The same, every few seconds.
    LookRegularly { who: usize },
    /// A client reads again.
    Hark,
    /// The house turns to what waits.
    Serve,
    /// Nothing has waited for as long as the house has patience.
    Rested,
    /// A second has passed in the house.
    Beat,
    /// The process is started.
    Start,
}

/// The session's process.
enum Process {
    Up(Box<Stepped<MemoryStorage>>),
    Down,
}

/// What came up in runs: a run in which little comes up tries little.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) runs: u64,
    /// Commands and ticks that were sequenced.
    pub(super) entries: u64,
    /// Of them, faults that the house reported.
    pub(super) faults: u64,
    /// Processes that came up.
    pub(super) starts: u64,
    /// Of them, those that did not.
    pub(super) failed_starts: u64,
    pub(super) connections: u64,
    /// Messages that left the house.
    pub(super) messages: u64,
    /// What they said, to whom and when, as one number: the same of the same runs, in whatever
    /// order they were played.
    pub(super) print: u64,
}

impl Tally {
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            runs: self.runs + other.runs,
            entries: self.entries + other.entries,
            faults: self.faults + other.faults,
            starts: self.starts + other.starts,
            failed_starts: self.failed_starts + other.failed_starts,
            connections: self.connections + other.connections,
            messages: self.messages + other.messages,
            print: self.print.wrapping_add(other.print),
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { runs, entries, faults, starts, failed_starts, connections, messages, print } =
            self;
        write!(
            f,
            "{runs} runs clean: {entries} entries, {faults} of them faults, {starts} starts of the \
             process and {failed_starts} in vain, {connections} connections, {messages} messages \
             (print {print:016x})"
        )
    }
}

/// One run.
pub(super) struct World<'a> {
    stage: &'a Stage,
    shape: &'a Shape,
    script: &'a [Step],
    chance: Chance,
    lost: memory::Chance,
    name: SessionId,
    title: Text,
    now: Timestamp,
    events: BTreeMap<(Timestamp, u64), Event>,
    planned: u64,
    clock: MachineClock,
    disk: MemoryStorage,
    /// What the disk held before a bit of it flipped.
    backup: Option<memory::Disk>,
    /// Starts that will find the disk full.
    full_starts: u32,
    /// How long a sync takes, in microseconds.
    sync_micros: Rc<Cell<i64>>,
    /// What happens during one.
    slowly: Rc<dyn Fn()>,
    stalled_until: Timestamp,
    serve_at: Option<Timestamp>,
    rest_at: Option<Timestamp>,
    process: Process,
    network: Network,
    clients: Vec<Client>,
    checks: Checks,
    tally: Tally,
    /// Everything that has left the house so far.
    heard: DefaultHasher,
}

/// The machine's clock, which is wrong.
#[derive(Debug, Default)]
struct MachineClock {
    /// What it shows beyond the true time, in microseconds.
    offset: i64,
    drift_permille: i64,
    drifts_since: Timestamp,
    /// Where it stands, and until when.
    stopped: Option<(Timestamp, Timestamp)>,
}

impl MachineClock {
    fn shows(&self, now: Timestamp) -> Timestamp {
        if let Some((at, until)) = self.stopped
            && now < until
        {
            return at;
        }
        let drift = now.micros_since(self.drifts_since) * self.drift_permille / 1_000;
        Timestamp::from_micros(now.micros() + self.offset + drift)
    }
}

impl<'a> World<'a> {
    /// Plays the whole script. What breaks the house's word panics.
    pub(super) fn play(
        stage: &'a Stage,
        shape: &'a Shape,
        script: &'a [Step],
        seed: Seed,
    ) -> Tally {
        let mut world = Self::new(stage, shape, script, seed);
        world.plan(BEGIN, Event::Start);
        world.plan(BEGIN, Event::Beat);
        for who in 0..world.clients.len() {
            world.plan(BEGIN, Event::LookRegularly { who });
        }
        if let Some(first) = script.first() {
            world.plan(first.at, Event::Step(0));
        }
        let last = script.last().map_or(BEGIN, |step| step.at);
        world.run_until(last);
        world.calm_down();
        let end = Timestamp::from_micros(world.now.micros() + CALM);
        world.run_until(end);
        world.finish();
        world.tally
    }

    fn new(stage: &'a Stage, shape: &'a Shape, script: &'a [Step], seed: Seed) -> Self {
        let name: SessionId = "sale".parse().expect("a session's name");
        stage.hands.show(BEGIN);
        let mut chance = Chance::new(Seed(!seed.0));
        let clients = people(shape, script).into_iter().map(|by| {
            let token = stage.premises.mint(&name, &by, TOKEN_SECONDS);
            let receipts = chance.one_of(&[ReceiptForm::Plain, ReceiptForm::Proven]);
            Client::new(by, token, receipts)
        });
        let clients: Vec<Client> = clients.collect();
        let sync_micros = Rc::default();
        let slowly = passing(stage.hands, &sync_micros);
        let disk = MemoryStorage::default().filling(shape.fill).meanwhile(Rc::clone(&slowly));
        Self {
            stage,
            shape,
            script,
            lost: memory::Chance::from_seed(!seed.0),
            chance,
            name,
            title: sale::text("Sale"),
            now: BEGIN,
            events: BTreeMap::new(),
            planned: 0,
            clock: MachineClock::default(),
            checks: Checks::new(&disk),
            disk,
            backup: None,
            full_starts: 0,
            sync_micros,
            slowly,
            stalled_until: BEGIN,
            serve_at: None,
            rest_at: None,
            process: Process::Down,
            network: Network::default(),
            clients,
            tally: Tally { runs: 1, ..Tally::default() },
            heard: DefaultHasher::new(),
        }
    }

    /// Lets happen what is due until `end`.
    fn run_until(&mut self, end: Timestamp) {
        while let Some(entry) = self.events.first_entry()
            && entry.key().0 <= end
        {
            let ((at, _), event) = entry.remove_entry();
            self.now = self.now.max(at);
            self.stage.hands.show(self.clock.shows(self.now));
            self.happen(event);
            assert!(self.planned < EVENTS, "the run does not come to its end");
        }
        self.now = self.now.max(end);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Step(index) => {
                let script = self.script;
                if let Some(next) = script.get(index + 1) {
                    self.plan(next.at, Event::Step(index + 1));
                }
                self.act(&script[index].act);
            }
            Event::Inbound { wire, text } => self.hear(wire, &text),
            Event::Outbound { wire, text } => self.read(wire, &text),
            Event::Ended { wire } => self.lose(wire),
            Event::Left { wire } => self.leave(wire),
            Event::Look { who } => self.look(who),
            Event::LookRegularly { who } => self.look_regularly(who),
            Event::Hark => self.flush(),
            Event::Serve => self.serve(),
            Event::Rested => self.rested(),
            Event::Beat => self.beat(),
            Event::Start => self.start(),
        }
    }

    /// What is planned for the same time happens in the order in which it was planned.
    fn plan(&mut self, at: Timestamp, event: Event) {
        self.planned += 1;
        self.events.insert((at.max(self.now), self.planned), event);
    }

    /// In at most so many microseconds.
    fn within(&mut self, micros: u32) -> Timestamp {
        let micros = self.chance.below(micros);
        self.after(micros.into())
    }

    fn after(&self, micros: i64) -> Timestamp {
        Timestamp::from_micros(self.now.micros() + micros)
    }

    /// From now on nothing fails, and the process is started if it is not up.
    fn calm_down(&mut self) {
        self.disk = self.disk.clone().until(None);
        self.full_starts = 0;
        self.sync_micros.set(0);
        self.stalled_until = self.now;
        self.clock.stopped = None;
        for client in &mut self.clients {
            client.deaf_until = self.now;
        }
        self.plan(self.now, Event::Hark);
        if matches!(self.process, Process::Down) {
            self.plan(self.now, Event::Start);
        }
    }
}

/// Time passes on these hands, as long as a sync takes.
fn passing(hands: &'static Hands, micros: &Rc<Cell<i64>>) -> Rc<dyn Fn()> {
    let (clock, micros) = (HouseClock::with(hands), Rc::clone(micros));
    Rc::new(move || hands.show(Timestamp::from_micros(clock.now().micros() + micros.get())))
}

/// Everybody of a script, and people who only listen.
fn people(shape: &Shape, script: &[Step]) -> Vec<By> {
    let mut people: Vec<By> = Vec::new();
    for step in script {
        if let Act::Say { by, .. } = &step.act
            && !people.contains(by)
        {
            people.push(by.clone());
        }
    }
    people.push(By::Supervisor { officer: Officer::try_from("sun".to_owned()).expect("a name") });
    people.extend((0..shape.observers).map(|_| By::Observer));
    people
}
