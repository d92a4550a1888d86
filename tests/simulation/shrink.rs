//! Shrinking: of a script that goes wrong, every step is left out that it goes wrong without.

use std::fmt;
use std::fmt::Write;
use std::str::FromStr;

use super::act::Step;
use super::run::{Failure, prepare, run};
use super::stage::Stage;

/// Runs that are spent on one script.
const RUNS: usize = 400;
/// Bytes of a step in a report.
const SHOWN: usize = 220;

/// The steps of a script that are kept, by their numbers, rising.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept(Vec<usize>);

impl Kept {
    /// These steps alone.
    pub(super) fn of(&self, steps: &[Step]) -> Vec<Step> {
        self.0.iter().filter_map(|index| steps.get(*index)).cloned().collect()
    }
}

impl FromStr for Kept {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers = text.split(',').filter(|number| !number.is_empty());
        Ok(Self(numbers.map(str::parse).collect::<Result<_, _>>()?))
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&numbers.join(","))
    }
}

/// What went wrong, what repeats it, and what is left of its script.
pub(super) fn explain(failure: &Failure, kept: Option<&Kept>) -> String {
    let seed = failure.seed;
    let mut text = format!("{failure}\nrepeat it: make simulate SEED={seed}\n");
    if kept.is_some() || !failure.has_begun {
        return text;
    }
    let (shape, steps) = prepare(seed);
    let kept = shrink(failure, steps.len());
    write!(
        text,
        "without what does not matter: make simulate SEED={seed} KEEP={kept}\n{shape:?}\n{} of {} \
         steps:\n",
        kept.0.len(),
        steps.len()
    )
    .expect("a text takes what is written");
    for step in kept.of(&steps) {
        let line: String = format!("{} {:?}", step.at, step.act).chars().take(SHOWN).collect();
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Leaves out halves, then quarters, then single steps, as long as it goes wrong in the same file.
fn shrink(failure: &Failure, steps: usize) -> Kept {
    let stage = Stage::open();
    let mut kept = Kept((0..steps).collect());
    let mut runs = 0;
    let mut chunk = steps.div_ceil(2);
    while chunk != 0 && runs < RUNS {
        let mut from = 0;
        while from < kept.0.len() && runs < RUNS {
            let mut fewer = kept.clone();
            fewer.0.drain(from..(from + chunk).min(kept.0.len()));
            runs += 1;
            match run(&stage, failure.seed, Some(&fewer)) {
                Err(again) if file(&again) == file(failure) => kept = fewer,
                Ok(_) | Err(_) => from += chunk,
            }
        }
        chunk /= 2;
    }
    kept
}

fn file(failure: &Failure) -> &str {
    failure.place.split(':').next().unwrap_or_default()
}
