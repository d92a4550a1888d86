//! Runs: seed after seed on every core, until the budget is spent or one fails.

use std::cell::RefCell;
use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::act::Step;
use super::script;
use super::shape::Shape;
use super::shrink::{self, Kept};
use super::stage::Stage;
use super::world::{Tally, World};
use crate::environment::{number, said};
use crate::oracle::chance::{Chance, Seed};

/// How much is run.
#[derive(Debug, Clone, Copy)]
pub(super) enum Budget {
    /// These seeds, from 1 on.
    Seeds(u64),
    /// Seeds from 1 on, for so long.
    Time(Duration),
    /// One seed, again.
    Seed(u64),
}

/// What is run.
pub(super) struct Plan {
    budget: Budget,
    /// Of the one seed's script, these steps alone.
    kept: Option<Kept>,
}

/// A run that went wrong.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) seed: u64,
    /// Whether the script was drawn already, and played.
    pub(super) has_begun: bool,
    /// Where it was noticed: a check's file, or an invariant of the house.
    pub(super) place: String,
    pub(super) message: String,
}

thread_local! {
    /// What went wrong on this thread and where, in order, while its runs are watched.
    static WATCHED: RefCell<Option<Vec<(String, String)>>> = const { RefCell::new(None) };
}

impl Plan {
    /// What the environment asks for, or `usual`.
    pub(super) fn from_environment(usual: Budget) -> Self {
        let seconds = |hours: u64| Duration::from_secs(hours * 3_600);
        let seed = number("GAVEL_SEED").map(Budget::Seed);
        let hours = number("GAVEL_HOURS").map(|hours| Budget::Time(seconds(hours)));
        let seeds = number("GAVEL_SEEDS").map(Budget::Seeds);
        let kept = said("GAVEL_KEEP").map(|text| text.parse().expect("numbers of steps"));
        Self { budget: seed.or(hours).or(seeds).unwrap_or(usual), kept }
    }

    /// Runs it all.
    ///
    /// # Panics
    /// At the first run that went wrong, with what repeats it.
    pub(super) fn carry_out(&self) {
        watch_panics();
        if let Budget::Seed(seed) = self.budget {
            match run(&Stage::open(), seed, self.kept.as_ref()) {
                Ok(tally) => println!("seed {seed} is clean: {tally}"),
                Err(failure) => panic!("{}", shrink::explain(&failure, self.kept.as_ref())),
            }
            return;
        }
        let started = Instant::now();
        let (next, failed) = (AtomicU64::new(1), Mutex::new(None));
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let tally = thread::scope(|scope| {
            let work = || self.work(started, &next, &failed);
            let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            let tallies = workers.into_iter().map(|worker| worker.join().expect("a worker"));
            tallies.fold(Tally::default(), Tally::and)
        });
        let failed: Option<Failure> = failed.into_inner().expect("no worker panicked");
        if let Some(failure) = failed {
            panic!("{}", shrink::explain(&failure, None));
        }
        println!("{tally}, in {} s", started.elapsed().as_secs());
    }

    /// Takes seeds until there is none left, or one has failed.
    fn work(&self, started: Instant, next: &AtomicU64, failed: &Mutex<Option<Failure>>) -> Tally {
        let stage = Stage::open();
        let mut tally = Tally::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            let is_spent = match self.budget {
                Budget::Seeds(seeds) => seeds < seed,
                Budget::Time(time) => time <= started.elapsed(),
                Budget::Seed(only) => only != seed,
            };
            if is_spent || failed.lock().expect("no worker panicked").is_some() {
                return tally;
            }
            match run(&stage, seed, None) {
                Ok(one) => tally = tally.and(one),
                Err(failure) => {
                    failed.lock().expect("no worker panicked").get_or_insert(failure);
                    return tally;
                }
            }
        }
    }
}

/// The shape and the script of a seed.
pub(super) fn prepare(seed: u64) -> (Shape, Vec<Step>) {
    let mut chance = Chance::new(Seed(seed));
    let shape = Shape::draw(&mut chance);
    let steps = script::draw(&shape, Seed(seed), &mut chance);
    (shape, steps)
}

/// One run, from its seed to its end.
///
/// # Errors
/// What went wrong.
pub(super) fn run(stage: &Stage, seed: u64, kept: Option<&Kept>) -> Result<Tally, Failure> {
    WATCHED.set(Some(Vec::new()));
    let mut has_begun = false;
    let played = panic::catch_unwind(AssertUnwindSafe(|| {
        let (shape, mut steps) = prepare(seed);
        if let Some(kept) = kept {
            steps = kept.of(&steps);
        }
        has_begun = true;
        World::play(stage, &shape, &steps, Seed(seed))
    }));
    let noticed = WATCHED.take().and_then(|noticed| noticed.into_iter().next());
    played.map_err(|_| {
        let (place, message) = noticed.unwrap_or_default();
        Failure { seed, has_begun, place, message }
    })
}

/// Notes where the runs of this thread go wrong, and leaves all others to whoever told of them
/// before.
fn watch_panics() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let is_watched = WATCHED.with_borrow_mut(|watched| {
            let Some(noticed) = watched else { return false };
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let message = panic.payload_as_str().unwrap_or_default().to_owned();
            noticed.push((place, message));
            true
        });
        if !is_watched {
            before(panic);
        }
    }));
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seed, place, message, .. } = self;
        let message: String = message.chars().take(2_000).collect();
        write!(f, "seed {seed} breaks the house's word at {place}: {message}")
    }
}
