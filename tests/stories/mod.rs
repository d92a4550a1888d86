//! Stories that an auctioneer could read: what is asked of a lot, and what comes of it.
//!
//! A story begins with its terms; then each row says when (seconds on the lot's own clock), whose
//! hand (a paddle; `-` for the desk), what is asked (an open amount, `max N`, `ask N` for the
//! asking price at most N, and behind it what it depends on: `if 290`, `until 12`; or a word of the desk; `-` when only time passes) and what comes of it.
//! `count` and `forfeits` ask nothing: they read what the desk sees. Paddles 1 to 12 are on the
//! roster, lot 1 is published and opened at 0.

mod amounts;
mod ballots;
mod cap;
mod conditions;
mod continuation;
mod deadline;
mod draws;
mod dutch;
mod dutch_ties;
mod english;
mod exclusive;
mod failure;
mod faults;
mod fullness;
mod hall;
mod hammer;
mod hybrids;
mod ids;
mod largest;
mod pause;
mod plates;
mod programme;
mod provisional;
mod publishing;
mod read;
mod refusal;
mod refusals;
mod reverse;
mod roster;
mod royalty;
mod schedules;
mod script;
mod sealed;
mod second_price;
mod single;
mod time;
mod told;
mod turns;
mod uniform;
mod units;
mod void;
mod withdrawal;

use std::collections::BTreeMap;

use gavel_engine::pure::{Entry, Outcome, Viewer};
use gavel_engine::running::Timeline;
use gavel_proto::{By, Command, Hash, LotId, Paddle, Rejection, Seq, Timestamp};

use crate::sale;
use script::{AskedOf, Row, Setting, Tick, ZERO};

/// What stands for the head of a journal where a draw asks for one: the same in every story, so
/// that who is drawn can be computed by hand.
const HEAD: Hash = Hash([7; 32]);

/// A sale as it is played, and why which of its entries were refused.
struct Play {
    timeline: Timeline,
    refusals: BTreeMap<Seq, Rejection>,
}

/// Plays a story and compares every row; the refusals that were given, for who wants them.
pub(super) fn check(setting: &str, story: &str) -> Vec<Rejection> {
    played(setting, story).refusals.into_values().collect()
}

/// The same, for who reads on.
fn played(setting: &str, story: &str) -> Play {
    let setting = Setting::read(setting);
    let rows: Vec<Row<'_>> = story.lines().filter_map(Row::read).collect();
    let mut play = Play { timeline: scene(&setting), refusals: BTreeMap::new() };
    let mut played = String::new();
    let mut differs = false;
    for row in &rows {
        let told = play.row(row);
        differs |= told != row.told;
        played.extend(["    ", row.asked, " | ", &told, "\n"]);
    }
    assert!(!differs, "\nthe story told:\n{story}\nwhat happened:\n{played}");
    play
}

impl Play {
    /// The one function that touches the engine: time passes, the row is asked, the answer is told.
    fn row(&mut self, row: &Row<'_>) -> String {
        let ticks = match row.tick {
            Tick::InTime => self.pass(row.at),
            Tick::Late => Vec::new(),
        };
        let told: Vec<String> = ticks.iter().map(|tick| self.tell(tick, row)).collect();
        let command = match &row.asked_of {
            AskedOf::Time => return told.join("; "),
            AskedOf::View(reading) => {
                let view = self.timeline.session().view(Viewer::Desk).expect("a session");
                return told::read(*reading, &view);
            }
            AskedOf::House(command) => command.clone(),
        };
        let untold: String = told.iter().flat_map(|tick| [tick, " (untold); "]).collect();
        let entry = self.timeline.enter(row.at, row.by.clone(), command);
        if let Outcome::Refused(rejection) = &entry.outcome {
            self.refusals.insert(entry.seq, rejection.clone());
        }
        untold + &self.tell(&entry, row)
    }

    /// Lets time pass until `at`: the entries of every tick on the way.
    fn pass(&mut self, at: Timestamp) -> Vec<Entry> {
        let mut entries = Vec::new();
        let next = |timeline: &Timeline| timeline.session().next_deadline();
        while let Some(due) = next(&self.timeline).filter(|due| *due <= at) {
            let head = self.timeline.session().wants_head().then_some(HEAD);
            entries.push(self.timeline.enter(due, By::Clock, Command::Tick { head }));
        }
        entries
    }

    fn tell(&self, entry: &Entry, row: &Row<'_>) -> String {
        told::tell(entry, row.at, |seq| self.refusals.get(&seq))
    }
}

/// The sale before the first row.
fn scene(setting: &Setting) -> Timeline {
    let Some(terms) = &setting.terms else {
        return Timeline::default();
    };
    let mut timeline = sale::begun(ZERO);
    for paddle in 1..=setting.paddles {
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
