//! The script of a run: the commands of a sale, strewn with trouble.

use gavel_engine::durable::memory::Done;
use gavel_proto::{By, Command, Timestamp};

use super::act::{Act, Question, Step};
use super::shape::{Shape, Trouble};
use crate::oracle::chance::{Chance, Seed};
use crate::oracle::walk::Walk;

/// How far from a command the trouble beside it comes, in microseconds.
const BESIDE: i64 = 600_000;

/// How long after a failing disk the power fails too at most, in microseconds.
const SOON: i64 = 10_000_000;

/// What nobody should send.
const MADNESS: [&str; 14] = [
    "",
    "{",
    "[]",
    "null",
    "{\"id\":1}",
    "{\"id\":-1,\"method\":\"time\"}",
    "{\"id\":1,\"method\":\"create_session\",\"params\":{\"session\":\"x\",\"title\":{\"vi\":\"\",\"en\":\"\"}}}",
    "{\"id\":2,\"method\":\"tick\",\"params\":{}}",
    "{\"id\":3,\"method\":\"hello\",\"params\":{\"token\":\"x.y.z\"}}",
    "{\"id\":4,\"method\":\"subscribe\",\"params\":{\"session\":\"other\"}}",
    "{\"id\":5,\"method\":\"bid\",\"params\":{\"lot\":1,\"bid_id\":\"7\",\"amount\":1e400}}",
    "{\"id\":6,\"method\":\"bid\",\"params\":{\"lot\":1,\"paddle\":1,\"bid_id\":\"00000000-0000-0000-0000-000000000001\",\"amount\":\"100\"}}",
    "{\"id\":7,\"method\":\"hammer\",\"params\":{\"lot\":1,\"by\":\"auctioneer\"}}",
    "{\"id\":8,\"method\":\"bid.get\",\"params\":[\"00000000-0000-0000-0000-000000000001\"]}",
];

/// Draws the steps of one run, in the order of their times.
pub(super) fn draw(shape: &Shape, seed: Seed, chance: &mut Chance) -> Vec<Step> {
    let asked = Walk::unjudged(shape.kind, seed).journal.into_iter();
    // The house begins the session, signs and ticks by itself.
    let asked = asked.filter(|entry| {
        entry.by != By::Clock && !matches!(entry.command, Command::CreateSession { .. })
    });
    let mut steps = Vec::new();
    for entry in asked.take(shape.commands) {
        for (trouble, permille) in &shape.troubles {
            if chance.below(1_000) < *permille {
                let micros = entry.at.micros() + chance.between(0, BESIDE);
                let act = troubled(*trouble, chance);
                if *trouble == Trouble::DiskFailures && chance.percent(50) {
                    // What is readable behind a failed sync is not on the disk for all that.
                    let at = Timestamp::from_micros(micros + chance.between(0, SOON));
                    steps.push(Step { at, act: Act::PowerCut });
                }
                steps.push(Step { at: Timestamp::from_micros(micros), act });
            }
        }
        steps.push(Step { at: entry.at, act: Act::Say { by: entry.by, command: entry.command } });
    }
    steps.sort_by_key(|step| step.at);
    steps
}

fn troubled(trouble: Trouble, chance: &mut Chance) -> Act {
    let who = chance.below(64) as usize;
    match trouble {
        Trouble::Duplicates => Act::SayAgain { who, back: chance.below(4) as usize },
        Trouble::Questions => Act::Ask { who, question: question(chance) },
        Trouble::Madness => Act::Shout { who, text: chance.one_of(&MADNESS).to_owned() },
        Trouble::Cuts => Act::Cut { who },
        Trouble::Outages => Act::Outage,
        Trouble::Deafness => Act::Deafen { who, millis: chance.between(100, 20_000) },
        Trouble::Kills => Act::Kill,
        Trouble::PowerCuts => Act::PowerCut,
        Trouble::DiskFailures => {
            Act::FailDisk { call: 1 + chance.below(12) as usize, done: done(chance) }
        }
        Trouble::FullDisk => Act::FillDisk { starts: chance.below(3) },
        Trouble::Rot => Act::Rot { place: chance.below(u32::MAX).into() },
        Trouble::Stalls => Act::Stall { millis: chance.between(1, 30_000) },
        Trouble::SlowDisk => Act::SlowDisk { millis: chance.one_of(&[0, 5, 200, 3_000]) },
        Trouble::ClockSteps => Act::SetClock { millis: chance.between(-20_000, 20_000) },
        Trouble::ClockStops => Act::StopClock { millis: chance.between(1, 10_000) },
        Trouble::Drift => Act::Drift { permille: chance.between(-20, 20) },
        Trouble::Snapshots => {
            let failing = (1 + chance.below(3) as usize, done(chance));
            Act::Snapshot { failing: chance.percent(30).then_some(failing) }
        }
    }
}

fn done(chance: &mut Chance) -> Done {
    chance.one_of(&[Done::Nothing, Done::Part, Done::All])
}

fn question(chance: &mut Chance) -> Question {
    match chance.below(12) {
        0 => Question::Time,
        1..4 => Question::Fate { bid: chance.below(300) as usize },
        4..7 => Question::Receipt { bid: chance.below(300) as usize },
        7 => Question::ListenAnew,
        _ => Question::Listen { offset: chance.between(-60, 3) },
    }
}
