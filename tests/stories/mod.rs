//! Stories that an auctioneer could read: what is asked of a lot, and what comes of it.
//!
//! A story begins with its terms; then each row says when (seconds on the lot's own clock), whose
//! hand (a paddle; `-` for the desk), what is asked (an open amount, `max N`, `ask N` for the
//! asking price at most N; or a word of the desk; `-` when only time passes) and what comes of it.
//! Paddles 1 to 12 are on the roster, lot 1 is published and opened at 0.

mod deadline;
mod english;
mod fullness;
mod hammer;
mod ids;
mod pause;
mod refusals;
mod script;
mod sealed;
mod time;
mod told;

use gavel_engine::pure::{Entry, Outcome};
use gavel_engine::running::Timeline;
use gavel_proto::{Command, LotId, Paddle, Rejection};

use crate::sale;
use script::{Row, Setting, Tick, ZERO};

/// Plays a story and compares every row; the refusals that were given, for who wants them.
pub(super) fn check(setting: &str, story: &str) -> Vec<Rejection> {
    let setting = Setting::read(setting);
    let rows: Vec<Row<'_>> = story.lines().filter_map(Row::read).collect();
    let mut timeline = scene(&setting);
    let mut refusals = Vec::new();
    let mut played = String::new();
    let mut differs = false;
    for row in &rows {
        let (told, refusal) = play(&mut timeline, row);
        differs |= told != row.told;
        played.extend(["    ", row.asked, " | ", &told, "\n"]);
        refusals.extend(refusal);
    }
    assert!(!differs, "\nthe story told:\n{story}\nwhat happened:\n{played}");
    refusals
}

/// The one function that touches the engine: time passes, the row is asked, the answer is told.
fn play(timeline: &mut Timeline, row: &Row<'_>) -> (String, Option<Rejection>) {
    let ticks = match row.tick {
        Tick::InTime => timeline.pass(row.at),
        Tick::Late => Vec::new(),
    };
    let Some(command) = row.command.clone() else {
        let told: Vec<String> = ticks.iter().map(|tick| tell(timeline, tick, row)).collect();
        return (told.join("; "), None);
    };
    let untold = ticks.iter().map(|tick| tell(timeline, tick, row) + " (untold); ");
    let untold: String = untold.collect();
    let entry = timeline.enter(row.at, row.by.clone(), command);
    let refusal = match &entry.outcome {
        Outcome::Accepted(_) => None,
        Outcome::Refused(rejection) => Some(rejection.clone()),
    };
    (untold + &tell(timeline, &entry, row), refusal)
}

fn tell(timeline: &Timeline, entry: &Entry, row: &Row<'_>) -> String {
    told::tell(entry, row.at, |bid_id| {
        let first = timeline.session().verdict(bid_id);
        first.and_then(|verdict| verdict.refusal.clone())
    })
}

/// The sale before the first row.
fn scene(setting: &Setting) -> Timeline {
    let Some(terms) = &setting.terms else {
        return Timeline::default();
    };
    let mut timeline = sale::begun(ZERO);
    for paddle in 1..=12 {
        sale::seat(&mut timeline, ZERO, Paddle(paddle), None);
    }
    let publish = sale::publish(1, terms.clone(), setting.reserve);
    sale::ask(&mut timeline, ZERO, sale::auctioneer(), publish);
    if setting.is_opened {
        let open = Command::Open { lot: LotId(1) };
        sale::ask(&mut timeline, ZERO, sale::auctioneer(), open);
    }
    timeline
}
