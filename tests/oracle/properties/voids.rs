//! A bid that was struck leaves the lot as if it had not been (rule book 9).

use gavel_engine::pure::{Entry, Outcome, Viewer};
use gavel_engine::running::Timeline;
use gavel_proto::view::{LotView, PhaseName};
use gavel_proto::{Bid, By, Command, Event, FailureReason, LotId, LotResult, Rejection};

use crate::oracle::chance::{Chance, Seed, Seeds};
use crate::oracle::walk::{Kind, Walk};
use crate::sale;

/// Random sales of each kind.
const SALES: usize = 150;

#[test]
fn a_void_bid_leaves_the_lot_as_if_it_had_not_been() {
    let mut twins = 0;
    for seed in Seeds::from_environment().take(SALES) {
        let _repeat = seed.repeat();
        for kind in [Kind::After, Kind::Exclusive] {
            let mut journal = Walk::through(kind, seed).journal;
            journal.retain(|entry| !matches!(entry.command, Command::Tick { .. }));
            journal.iter_mut().for_each(stop_at_once);
            twins += usize::from(is_as_if(&journal, &mut Chance::new(Seed(seed.0 + 1))));
        }
    }
    assert!(twins == 0 || SALES / 2 < twins, "{twins} twin sales are too few to prove it");
}

/// Plays a script with a bid that is struck at some point, and without that bid, as long as
/// everything else is answered the same. Says whether the two could be compared.
fn is_as_if(script: &[Entry], chance: &mut Chance) -> bool {
    let bids: Vec<usize> = (0..script.len()).filter(|at| is_accepted_bid(&script[*at])).collect();
    if bids.is_empty() {
        return false;
    }
    let struck = chance.one_of(&bids);
    let Command::Bid(Bid { lot, bid_id, .. }) = script[struck].command else {
        return false;
    };
    let later = u32::try_from(script.len() - struck).expect("a short script");
    let when = struck + 1 + chance.below(later.min(25)) as usize;
    let [mut with, mut without] = [Timeline::default(), Timeline::default()];
    for (place, entry) in script.iter().enumerate().take(when) {
        let repeats =
            |command: &Command| matches!(command, Command::Bid(bid) if bid.bid_id == bid_id);
        if place == struck {
            play(&mut with, entry);
        } else if repeats(&entry.command) || !is_alike(&mut with, &mut without, entry) {
            return false;
        }
    }
    let at = with.session().at().max(without.session().at());
    let runs = |view: &LotView| matches!(view.phase, PhaseName::Open | PhaseName::Closing);
    let is_open = |sale: &Timeline| view(sale, lot).is_some_and(|view| runs(&view));
    if !is_open(&with) || !is_open(&without) {
        return false;
    }
    let reason = sale::reason("rain");
    let second = By::Auditor { officer: "second".to_owned().try_into().expect("a name") };
    let asked = with.enter(at, sale::auctioneer(), Command::Void { lot, bid_id, reason });
    let confirmed = with.enter(at, second, Command::ConfirmVoid { lot, bid_id });
    if asked.outcome == Outcome::Refused(Rejection::AlreadyVoid {}) {
        return false;
    }
    assert!(matches!(confirmed.outcome, Outcome::Accepted(_)), "{confirmed:?}");
    assert_eq!(standing(&with, lot), standing(&without, lot), "struck: {bid_id}");
    for entry in &script[when..] {
        if !is_alike(&mut with, &mut without, entry) {
            return true;
        }
    }
    with.finish();
    without.finish();
    assert_eq!(standing(&with, lot), standing(&without, lot), "at the end, struck: {bid_id}");
    true
}

/// From when on a fault gives time back depends on the entry before it: here, from its report on.
fn stop_at_once(entry: &mut Entry) {
    if let Command::ReportFault { fault } = &mut entry.command {
        fault.since = entry.at;
    }
}

fn is_accepted_bid(entry: &Entry) -> bool {
    matches!((&entry.command, &entry.outcome), (Command::Bid(_), Outcome::Accepted(events))
        if 1 < events.len())
}

/// Whether both take the command alike: who offers the asking price may have offered less.
fn is_alike(one: &mut Timeline, other: &mut Timeline, entry: &Entry) -> bool {
    play(one, entry) == play(other, entry)
}

/// The bid that was accepted; absent if the command was refused.
fn play(sale: &mut Timeline, entry: &Entry) -> Option<Vec<Event>> {
    let command = entry.command.clone();
    match sale::ask(sale, entry.at, entry.by.clone(), command).outcome {
        Outcome::Accepted(mut events) => {
            events.retain(|event| matches!(event, Event::BidAccepted { .. }));
            Some(events)
        }
        Outcome::Refused(_) => None,
    }
}

/// All that a bid could have changed; calls begin anew where one is struck. That somebody bid at
/// all stays in the record, and so in the reason of a failure.
fn standing(sale: &Timeline, lot: LotId) -> Option<LotView> {
    let mut view = view(sale, lot)?;
    if let Some(LotResult::Failed { reason }) = &mut view.result
        && *reason == FailureReason::NoEligibleBid
    {
        *reason = FailureReason::NoBid;
    }
    let phase = if view.phase == PhaseName::Closing { PhaseName::Open } else { view.phase };
    Some(LotView { phase, history: Vec::new(), calls: 0, voids_awaited: Vec::new(), ..view })
}

fn view(sale: &Timeline, lot: LotId) -> Option<LotView> {
    let view = sale.session().view(Viewer::Desk)?;
    view.lots.into_iter().find(|view| view.lot == lot)
}
