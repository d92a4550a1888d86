//! Two sales side by side: what every viewer sees and hears of both.

use gavel_engine::pure::audience::audience;
use gavel_engine::pure::{Entry, Outcome, Viewer};
use gavel_engine::running::Timeline;
use gavel_proto::view::LotView;
use gavel_proto::{By, Command, Event, Hash, Paddle};

use super::Asked;

/// The room and some bidders of the random sales, one of whom is perhaps admitted late.
pub(super) fn room() -> Vec<Viewer> {
    let paddles = [1, 2, 6].into_iter().map(|paddle| Viewer::Paddle(Paddle(paddle)));
    paddles.chain([Viewer::Room]).collect()
}

pub(super) fn room_and_desk() -> Vec<Viewer> {
    [room(), vec![Viewer::Desk]].concat()
}

/// Plays both scripts step by step: until `ended`, every viewer sees and hears the same in both.
/// Whether `owner`, who may know the secret, saw a difference.
pub(super) fn compare(
    scripts: &[Vec<Asked>; 2],
    owner: Viewer,
    viewers: &[Viewer],
    ended: impl Fn(&Timeline) -> bool,
) -> bool {
    compare_as(scripts, owner, viewers, ended, |_, text| text)
}

/// The same, where `told` says what of it is compared.
pub(super) fn compare_as(
    scripts: &[Vec<Asked>; 2],
    owner: Viewer,
    viewers: &[Viewer],
    ended: impl Fn(&Timeline) -> bool,
    told: impl Fn(usize, String) -> String,
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
            let seen = [told(0, sight(&one, *viewer)), told(1, sight(&other, *viewer))];
            assert_eq!(seen[0], seen[1], "{viewer:?}");
            let [first, second] = entries.each_ref().map(|entries| hearing(entries, *viewer));
            assert_eq!(told(0, first), told(1, second), "{viewer:?}");
        }
    }
    differs
}

/// Ticks have a head that says nothing of the state: a real one is a hash over all secrets.
fn step(sale: &mut Timeline, asked: &Asked) -> Vec<Entry> {
    let mut entries = Vec::new();
    while let Some(due) = sale.session().next_deadline().filter(|due| *due <= asked.at) {
        let head = sale.session().wants_head().then_some(Hash([7; 32]));
        entries.push(sale.enter(due, By::Clock, Command::Tick { head }));
    }
    entries.push(sale.enter(asked.at, asked.by.clone(), asked.command.clone()));
    entries
}

/// The first lot as the room sees it.
pub(super) fn first_lot(sale: &Timeline) -> Option<LotView> {
    sale.session().view(Viewer::Room)?.lots.into_iter().next()
}

fn sight(sale: &Timeline, viewer: Viewer) -> String {
    let view = sale.session().view(viewer);
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
            (Outcome::Refused(rejection), By::Clerk { .. } | By::Auctioneer { .. })
                if viewer == Viewer::Desk =>
            {
                Some(rejection)
            }
            (Outcome::Refused(_) | Outcome::Accepted(_), _) => None,
        };
        (entry.at, events, refusal)
    });
    serde_json::to_string(&told.collect::<Vec<_>>()).expect("events can be written")
}
