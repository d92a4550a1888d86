//! What the desk asks of the fan-out: who is here, and what an act would do.

use gavel_engine::durable::Storage;
use gavel_engine::pure::audience::audience;
use gavel_engine::pure::{Session, Viewer};
use gavel_engine::running::Clock;
use gavel_proto::wire::{Answer, Foreseen, Present, WireError};
use gavel_proto::{By, Command, Event, Officer, Paddle, Rejection, Timestamp};

use super::{Fanout, Ticket};

impl<S: Storage> Fanout<S> {
    /// Says which bidders listen, and how many observers.
    pub(super) fn say_who_is_here(&self, ticket: &Ticket) {
        let viewers = self.readers.viewers();
        let mut paddles: Vec<Paddle> = viewers.clone().filter_map(paddle).collect();
        paddles.sort_unstable();
        paddles.dedup();
        let observers = viewers.filter(|viewer| *viewer == Viewer::Room).count();
        ticket.outbox.answer(ticket.id, Answer::Present(Present { paddles, observers }));
    }

    /// Says what an act would do to what is durable by now.
    pub(super) fn foresee(&self, by: &By, command: &Command, ticket: &Ticket) {
        let session = self.follower.session();
        let at = self.clock.now().max(session.at());
        match foreseen(session, at, by, command) {
            Ok(mut events) => {
                events.retain(|event| Viewer::Desk.hears(audience(event)));
                let foreseen = Foreseen { seq: session.seq(), events };
                ticket.outbox.answer(ticket.id, Answer::Foreseen(foreseen));
            }
            Err(rejection) => {
                ticket.outbox.refuse(Some(ticket.id), WireError::foreseen(&rejection));
            }
        }
    }
}

/// Whether an act is one that is looked at before it is done: it takes something away, or ends a
/// lot. Bids are not: what would become of them tells of others' maxima.
pub(crate) const fn is_grave(command: &Command) -> bool {
    matches!(
        command,
        Command::Hammer { .. }
            | Command::Pass { .. }
            | Command::Withdraw { .. }
            | Command::Disqualify { .. }
            | Command::WithdrawBid { .. }
            | Command::Void { .. }
            | Command::ConfirmVoid { .. }
            | Command::SellerAnswers { .. }
            | Command::RefuseResult { .. }
            | Command::RunnerUpAnswers { .. }
            | Command::RecordUnsigned { .. }
    )
}

/// What would happen. To ask for a void does nothing yet: what follows is what a second person's
/// confirmation would do, decided on a copy that is forgotten.
fn foreseen(
    session: &Session,
    at: Timestamp,
    by: &By,
    command: &Command,
) -> Result<Vec<Event>, Rejection> {
    let mut events = session.decide(at, by, command)?;
    if let Command::Void { lot, bid_id, .. } = command {
        let mut asked = session.clone();
        asked.apply(&session.entry(at, by.clone(), command.clone()));
        let confirm = Command::ConfirmVoid { lot: *lot, bid_id: *bid_id };
        events.extend(asked.decide(at, &second_person(by), &confirm)?);
    }
    Ok(events)
}

/// Somebody who is not this officer.
fn second_person(first: &By) -> By {
    let named = |name: &str| Officer::try_from(name.to_owned()).ok();
    let officer = [named("second"), named("third")]
        .into_iter()
        .flatten()
        .find(|officer| first.officer() != Some(officer))
        .expect("invariant: of two names one is another");
    By::SecondOfficer { officer }
}

fn paddle(viewer: Viewer) -> Option<Paddle> {
    match viewer {
        Viewer::Paddle(paddle) => Some(paddle),
        Viewer::Room | Viewer::Desk => None,
    }
}
