//! Secrets stay secret: the same sale twice, with one secret changed, is the same to everybody who
//! may not know it, byte for byte, in what they see and in what they hear.

use gavel_engine::pure::audience::audience;
use gavel_engine::pure::{Entry, Outcome, Viewer};
use gavel_engine::running::Timeline;
use gavel_proto::view::PhaseName;
use gavel_proto::{Bid, By, Command, Direction, Event, Offer, Paddle, Timestamp};

use crate::oracle::chance::{Chance, Repeat, Seed, Seeds};
use crate::oracle::walk::{Kind, Walk};
use crate::sale;

/// Random sales for each secret.
const SALES: usize = 60;
/// The paddle whose secret it is: on the roster of no random sale before it comes.
const OWNER: Paddle = Paddle(8);
/// Ids that no random bid has.
const OWN_ID: u128 = 1 << 100;
/// Above whatever is asked for in a random sale.
const VAST: &str = "100000000000000000";
/// Higher by a multiple of every random step: both lie on a grid, or neither does.
const VASTER: &str = "160000000000000000";

/// What was asked of a sale, when and by whom.
#[derive(Clone)]
struct Asked {
    at: Timestamp,
    by: By,
    command: Command,
}

#[test]
fn nobody_learns_how_high_a_standing_maximum_goes() {
    each_sale(Kind::English, |script, chance| {
        let place = 20 + chance.below(10) as usize;
        let with = |maximum| {
            let offer = Offer::Maximum(sale::money(maximum));
            with_owner(script, place, sale::bid(1, OWN_ID, offer))
        };
        let scripts = [VAST, VASTER].map(with);
        compare(&scripts, Viewer::Paddle(OWNER), &room_and_desk(), |_| false)
    });
}

#[test]
fn nobody_learns_of_an_envelope_before_the_opening() {
    each_sale(Kind::Sealed, |script, chance| {
        let place = 20 + chance.below(10) as usize;
        let with = |lot, amount| {
            let offer = Offer::Amount(sale::money(amount));
            with_owner(script, place, sale::bid(lot, OWN_ID, offer))
        };
        let is_opened = |timeline: &Timeline| {
            let room = timeline.session().view(Viewer::Room);
            let phase = room.and_then(|room| room.lots.first().map(|lot| lot.phase));
            matches!(phase, Some(PhaseName::RoundOver | PhaseName::Closed))
        };
        let low_or_high = [with(1, "1"), with(1, VAST)];
        // On a lot that does not exist: refused, so there is none.
        let none_or_one = [with(99, "1"), with(1, "1")];
        let owner = Viewer::Paddle(OWNER);
        compare(&low_or_high, owner, &room_and_desk(), is_opened)
            && compare(&none_or_one, owner, &room_and_desk(), is_opened)
    });
}

#[test]
fn no_bidder_learns_a_reserve_that_is_not_met() {
    for kind in [Kind::English, Kind::Sealed] {
        each_sale(kind, |script, _| {
            let scripts = [VAST, VASTER].map(|secret| with_reserve(script, secret));
            compare(&scripts, Viewer::Desk, &room(), |_| false)
        });
    }
}

/// Plays random sales of a kind, each as a script without its ticks. Says how often the secret was
/// in the sale at all; a test in which it hardly ever is would prove nothing.
fn each_sale(kind: Kind, mut play: impl FnMut(&[Asked], &mut Chance) -> bool) {
    let mut sales = 0;
    let mut secrets = 0;
    for seed in Seeds::from_environment().take(SALES) {
        let _repeat: Repeat = seed.repeat();
        let journal = Walk::through(kind, seed).journal;
        let asked = journal.into_iter().filter(|entry| entry.by != By::Clock);
        let script: Vec<Asked> = asked.map(Asked::from).collect();
        sales += 1;
        secrets += usize::from(play(&script, &mut Chance::new(Seed(seed.0 + 1))));
    }
    assert!(sales < SALES || sales <= 3 * secrets, "{secrets} secrets in {sales} sales");
}

impl From<Entry> for Asked {
    fn from(entry: Entry) -> Self {
        Self { at: entry.at, by: entry.by, command: entry.command }
    }
}

/// The script with the owner of the secret on the roster, and his command at `place`.
fn with_owner(script: &[Asked], place: usize, secret: Command) -> Vec<Asked> {
    let mut script = modest(script);
    let paddle = OWNER;
    let limit = None;
    insert(&mut script, 1, sale::auctioneer(), Command::Admit { paddle, limit });
    insert(&mut script, 2, sale::auctioneer(), Command::ConfirmDeposit { paddle });
    insert(&mut script, place, By::Bidder { paddle }, secret);
    script
}

fn insert(script: &mut Vec<Asked>, place: usize, by: By, command: Command) {
    let at = script[place - 1].at;
    script.insert(place, Asked { at, by, command });
}

/// The script with this reserve on every lot, which nobody reaches.
fn with_reserve(script: &[Asked], secret: &str) -> Vec<Asked> {
    let mut script = modest(script);
    for asked in &mut script {
        if let Command::Publish { terms, reserve, .. } = &mut asked.command {
            terms.direction = Direction::Forward;
            terms.grid = None;
            *reserve = Some(sale::money(secret));
        }
    }
    script
}

/// The script without amounts as high as the secret ones.
fn modest(script: &[Asked]) -> Vec<Asked> {
    let is_modest = |asked: &&Asked| {
        let Command::Bid(Bid { offer, .. }) = &asked.command else {
            return true;
        };
        match offer {
            Offer::Amount(amount) | Offer::Maximum(amount) | Offer::AskingAtMost(amount) => {
                *amount < sale::money(VAST)
            }
            Offer::Schedule(_) | Offer::Royalty(_) => true,
        }
    };
    script.iter().filter(is_modest).cloned().collect()
}

/// The room and the bidders of the random sales.
fn room() -> Vec<Viewer> {
    let paddles = (1..=6).map(|paddle| Viewer::Paddle(Paddle(paddle)));
    paddles.chain([Viewer::Room]).collect()
}

fn room_and_desk() -> Vec<Viewer> {
    [room(), vec![Viewer::Desk]].concat()
}

/// Plays both scripts step by step: until `ended`, every viewer sees and hears the same in both.
/// Whether `owner`, who may know the secret, saw a difference.
fn compare(
    scripts: &[Vec<Asked>; 2],
    owner: Viewer,
    viewers: &[Viewer],
    ended: impl Fn(&Timeline) -> bool,
) -> bool {
    let [mut one, mut other] = [Timeline::default(), Timeline::default()];
    let mut differs = false;
    for (first, second) in scripts[0].iter().zip(&scripts[1]) {
        let entries = [step(&mut one, first), step(&mut other, second)];
        if ended(&one) || ended(&other) {
            break;
        }
        differs |= sight(&one, owner) != sight(&other, owner);
        for viewer in viewers {
            assert_eq!(sight(&one, *viewer), sight(&other, *viewer), "{viewer:?}");
            let heard = entries.each_ref().map(|entries| hearing(entries, *viewer));
            assert_eq!(heard[0], heard[1], "{viewer:?}");
        }
    }
    differs
}

fn step(timeline: &mut Timeline, asked: &Asked) -> Vec<Entry> {
    let mut entries = timeline.pass(asked.at);
    entries.push(timeline.enter(asked.at, asked.by.clone(), asked.command.clone()));
    entries
}

fn sight(timeline: &Timeline, viewer: Viewer) -> String {
    let view = timeline.session().view(viewer);
    serde_json::to_string(&view).expect("a view can be written")
}

/// What this viewer hears of the entries, with the refusals of its own commands.
fn hearing(entries: &[Entry], viewer: Viewer) -> String {
    let heard = |event: &&Event| viewer.hears(audience(event));
    let told = entries.iter().map(|entry| {
        let events: Vec<&Event> = entry.outcome.events().iter().filter(heard).collect();
        let refusal = match (&entry.outcome, &entry.by) {
            (Outcome::Refused(rejection), By::Bidder { paddle })
                if viewer == Viewer::Paddle(*paddle) =>
            {
                Some(rejection)
            }
            (Outcome::Refused(_) | Outcome::Accepted(_), _) => None,
        };
        (entry.at, events, refusal)
    });
    serde_json::to_string(&told.collect::<Vec<_>>()).expect("events can be written")
}
