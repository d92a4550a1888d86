//! A round: a server with new sessions, everybody at work, a restart on the way; at its end every
//! journal is held against what was told, and put away.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use super::cast::{Cast, Written};
use super::journals;
use super::plan::Plan;
use super::sample::{Sample, Taken, kib_below};
use super::server::{End, House, Server};
use super::tally::Tally;

/// Between two looks at a server.
const LOOK: Duration = Duration::from_secs(10);
/// How long a server may take to notice that everybody is gone.
const CALM: Duration = Duration::from_secs(40);
/// Descriptors that it may have then beside those it began with and one for each journal that somebody
/// was read something from.
const SPARE_DESCRIPTORS: u64 = 4;

/// What is left of one process.
#[derive(Debug, Clone, Copy)]
pub(super) struct Life {
    pub(super) round: u64,
    /// When it ended, since the soak began.
    pub(super) ended_at: Duration,
    pub(super) end: End,
    /// How many ran in it.
    pub(super) sessions: u64,
    /// Before anybody came.
    pub(super) fresh: Taken,
    /// When everybody had left, if they had.
    pub(super) rest: Option<Taken>,
    /// Commands that it answered.
    pub(super) answered: u64,
}

impl Life {
    /// The most descriptors that it may have when nobody is there.
    pub(super) const fn descriptors_at_rest(&self) -> u64 {
        descriptors_at_rest(self.fresh, self.sessions)
    }
}

/// The most that a process which began so may have with so many sessions, when nobody is there.
const fn descriptors_at_rest(fresh: Taken, sessions: u64) -> u64 {
    fresh.descriptors + sessions + SPARE_DESCRIPTORS
}

/// A round that is over.
pub(super) struct Round {
    number: u64,
    pub(super) lives: Vec<Life>,
    tally: Arc<Tally>,
    sessions: usize,
    entries: usize,
    disk_kib: u64,
    /// What the data folder takes when its sessions are put away.
    pub(super) left_kib: u64,
}

/// A server at work, and what it began with.
struct Process {
    server: Server,
    fresh: Taken,
    answered_before: u64,
}

/// A round under way.
struct Stage<'a> {
    house: &'a House,
    began: Instant,
    number: u64,
    cast: Cast,
    tally: Arc<Tally>,
    whereabouts: watch::Sender<Option<String>>,
    lives: Vec<Life>,
}

impl Round {
    pub(super) const HEADING: &'static str = "round | restart | sessions | entries | bids answered | sent again | asked again | \
         joined | pushes | gaps | resumed | memory fresh, at rest (MiB) | descriptors fresh, at rest | \
         disk, after (MiB)";

    /// Holds it. The soak began at `began`.
    pub(super) async fn hold(
        house: &House,
        plan: &Plan,
        (number, began): (u64, Instant),
        samples: &mut Vec<Sample>,
    ) -> Self {
        let cast = Cast::draw(house, plan.round, number, plan.seed);
        let (whereabouts, _) = watch::channel(None);
        let (tally, lives) = (Arc::default(), Vec::new());
        let mut stage = Stage { house, began, number, cast, tally, whereabouts, lives };
        let process = stage.raise();
        let end = Instant::now() + plan.round;
        let found = stage.whereabouts.subscribe();
        let people = stage.cast.perform(&found, &stage.tally, end);
        let process = stage.look_on(process, plan.round, samples).await;
        let written = stage.dismiss(people).await;
        stage.rest(process).await;
        stage.account(written)
    }
}

impl Stage<'_> {
    /// Starts a server, and lets everybody know where it is.
    fn raise(&self) -> Process {
        let server = self.house.serve(&self.cast.sessions());
        let fresh = Taken::by(&server);
        self.whereabouts.send_replace(Some(server.address.clone()));
        Process { fresh, server, answered_before: self.answered() }
    }

    fn answered(&self) -> u64 {
        self.tally.answered.get() + self.tally.acts.get()
    }

    /// Looks at the server every few seconds until the round is over, and ends it on the way: after a
    /// fifth of the round, so that one process lives for long.
    async fn look_on(
        &mut self,
        mut process: Process,
        round: Duration,
        samples: &mut Vec<Sample>,
    ) -> Process {
        let begin = Instant::now();
        let mut is_due = true;
        let mut next = begin;
        while next < begin + round {
            next += LOOK;
            sleep_until(next).await;
            let (data, at) = (self.house.data(), self.began.elapsed());
            samples.push(Sample::of(&process.server, process.fresh, &self.tally, data, at));
            if is_due && round / 5 <= begin.elapsed() {
                is_due = false;
                self.whereabouts.send_replace(None);
                let how = if self.number.is_multiple_of(2) { End::Told } else { End::Killed };
                self.bury(process, how, None);
                process = self.raise();
            }
        }
        process
    }

    fn sessions(&self) -> u64 {
        u64::try_from(self.cast.sales.len()).expect("a few sessions")
    }

    fn bury(&mut self, process: Process, end: End, rest: Option<Taken>) {
        let Process { server, fresh, answered_before } = process;
        server.end(end);
        let answered = self.answered() - answered_before;
        let ended_at = self.began.elapsed();
        let (round, sessions) = (self.number, self.sessions());
        self.lives.push(Life { round, ended_at, end, sessions, fresh, rest, answered });
    }

    /// Waits until everybody has left: what they wrote down.
    async fn dismiss(&self, mut people: JoinSet<Option<Written>>) -> Vec<Written> {
        let mut written = Vec::new();
        while let Some(person) = people.join_next().await {
            written.extend(person.expect("somebody who was told the truth"));
        }
        assert_eq!(self.tally.open.get(), 0, "somebody is still there");
        written
    }

    /// Looks at the server when nobody is there, and tells it to go.
    async fn rest(&mut self, process: Process) {
        self.whereabouts.send_replace(None);
        let until = Instant::now() + CALM;
        let most = descriptors_at_rest(process.fresh, self.sessions());
        let mut rest = Taken::by(&process.server);
        while most < rest.descriptors && Instant::now() < until {
            sleep(Duration::from_millis(500)).await;
            rest = Taken::by(&process.server);
        }
        self.bury(process, End::Told, Some(rest));
    }

    /// Every journal checks out and says what was told.
    fn account(self, written: Vec<Written>) -> Round {
        let Stage { house, number, cast, tally, lives, .. } = self;
        let disk_kib = kib_below(house.data());
        let mut ledgers: Vec<Vec<_>> = cast.sales.iter().map(|_| Vec::new()).collect();
        for (sale, paddle, ledger) in written {
            ledgers[sale].push((paddle, ledger));
        }
        let (sessions, mut entries) = (cast.sales.len(), 0);
        for (sale, ledgers) in cast.sales.iter().zip(ledgers) {
            house.verify(&sale.session);
            let journal = journals::read(house, &sale.session);
            journals::hold(&journal, &ledgers, sale.scripted.as_ref());
            // The oracle sorts all bids at every step: too slow for the hot lot.
            if sale.scripted.is_some() {
                journals::judge(&journal);
            }
            entries += journal.len();
            house.put_away(&sale.session);
        }
        let left_kib = kib_below(house.data());
        Round { number, lives, tally, sessions, entries, disk_kib, left_kib }
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, lives, tally, sessions, entries, disk_kib, left_kib } = self;
        let [first, last] = &lives[..] else { panic!("a round has two lives") };
        let rest = last.rest.expect("the last life came to rest");
        write!(
            f,
            "{number} | {:?} | {sessions} | {entries} | {} | {} | {} | {} | {} | {} | {} | {}, {} | \
             {}, {} | {}, {}",
            first.end,
            tally.answered.get(),
            tally.again.get(),
            tally.confirmed.get(),
            tally.joined.get(),
            tally.pushes.get(),
            tally.gaps.get(),
            tally.resumed.get(),
            last.fresh.resident_kib / 1_024,
            rest.resident_kib / 1_024,
            last.fresh.descriptors,
            rest.descriptors,
            disk_kib / 1_024,
            left_kib / 1_024,
        )
    }
}
