//! What is answered of an entry.

use gavel_engine::durable::receipt::bid_id;
use gavel_engine::pure::{Entry, Outcome};
use gavel_proto::wire::{Accepted, Answer, BidState, Place, Receipt, WireError};
use gavel_proto::{BidId, Rejection, SessionId};

use super::Ticket;
use crate::identity::access;
use crate::metrics::Metrics;

/// Answers with what a new entry says, and notes how long its bidder waited.
pub(super) fn answer_first(
    session: &SessionId,
    metrics: &Metrics,
    ticket: &Ticket,
    entry: &Entry,
    receipt: Option<Receipt>,
) {
    if bid_id(entry).is_some() {
        metrics.bid_answered(verdict(&entry.outcome), ticket.asked.elapsed());
    }
    answer(session, ticket, entry, receipt);
}

/// Answers with what an entry says, and its receipt.
pub(super) fn answer(
    session: &SessionId,
    ticket: &Ticket,
    entry: &Entry,
    receipt: Option<Receipt>,
) {
    let place = Place { seq: entry.seq, at: entry.at };
    match &entry.outcome {
        Outcome::Accepted(_) => {
            let (bid_id, receipt) = (bid_id(entry), receipt.map(Box::new));
            let accepted = Accepted { seq: place.seq, at: place.at, bid_id, receipt };
            ticket.outbox.answer(ticket.id, Answer::Accepted(accepted));
        }
        Outcome::Refused(rejection) => {
            if let Rejection::BidIdReused {} = rejection {
                access::refused_bid(session, entry.by.paddle(), "sent another bid under a used id");
            }
            let error = WireError::rejection(rejection, place);
            let error = match &receipt {
                Some(receipt) => error.with_receipt(receipt),
                None => error,
            };
            ticket.outbox.refuse(Some(ticket.id), error);
        }
    }
}

/// The word of the metrics for what was decided.
const fn verdict(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted(_) => "accepted",
        Outcome::Refused(_) => "refused",
    }
}

/// What became of a bid.
pub(super) fn bid_state(entry: &Entry, bid_id: BidId) -> BidState {
    let Entry { seq, at, .. } = *entry;
    match &entry.outcome {
        Outcome::Accepted(_) => BidState::Accepted { bid_id, seq, at },
        Outcome::Refused(rejection) => {
            let error = WireError::rejection(rejection, Place { seq, at });
            BidState::Refused { bid_id, seq, at, error }
        }
    }
}
