//! The ways to a fan-out: what a floor publishes, and what people ask.

use std::time::Instant;

use gavel_engine::pure::Viewer;
use gavel_engine::running::{Outlet, Published};
use gavel_proto::view::SessionView;
use gavel_proto::wire::ReceiptForm;
use gavel_proto::{BidId, By, Command, Paddle, Seq};
use tokio::sync::{mpsc, oneshot};

use super::alone::Alone;
use crate::limits::{FANOUT_BATCHES, FANOUT_QUESTIONS};
use crate::outbox::Outbox;

/// Who asked a command: where the answer goes, and the number it bears.
#[derive(Debug)]
pub(crate) struct Ticket {
    pub(crate) outbox: Outbox,
    pub(crate) id: u64,
    pub(crate) receipts: ReceiptForm,
    /// When the request came.
    pub(crate) asked: Instant,
}

/// What the fan-out is asked.
#[derive(Debug)]
pub(crate) enum Told {
    /// Somebody wants to listen.
    Subscribe { reader: u64, viewer: Viewer, since: Option<Seq>, ticket: Ticket },
    /// Somebody asks what became of a bid.
    BidGet { paddle: Option<Paddle>, bid_id: BidId, ticket: Ticket },
    /// Somebody asks for the receipt of a bid.
    ReceiptGet { paddle: Option<Paddle>, bid_id: BidId, ticket: Ticket },
    /// Somebody asks how the session stands.
    Look { answer: oneshot::Sender<Seen> },
    /// The desk asks what a grave act would do.
    Foresee { by: By, command: Box<Command>, ticket: Ticket },
    /// The desk asks who is here.
    WhoIsHere { ticket: Ticket },
    /// Somebody is gone.
    Left { reader: u64 },
}

impl Told {
    /// Where the answer is put, if there is one.
    pub(super) fn outbox(&self) -> Option<&Outbox> {
        match self {
            Self::Subscribe { ticket, .. }
            | Self::BidGet { ticket, .. }
            | Self::ReceiptGet { ticket, .. }
            | Self::Foresee { ticket, .. }
            | Self::WhoIsHere { ticket } => Some(&ticket.outbox),
            Self::Look { .. } | Self::Left { .. } => None,
        }
    }
}

/// How a session stands.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The last durable sequence, which is nobody's to know who only listens.
    pub(crate) durable: Seq,
    /// What the room sees; nothing before the session begins.
    pub(crate) view: Option<SessionView>,
}

/// The ways to ask a fan-out something: bidders and officers never wait behind the room.
#[derive(Debug, Clone)]
pub(crate) struct Questions {
    insiders: mpsc::Sender<Told>,
    observers: mpsc::Sender<Told>,
}

impl Questions {
    /// The way in for whoever listens as `viewer`.
    pub(crate) fn of(&self, viewer: Viewer) -> &mpsc::Sender<Told> {
        match viewer {
            Viewer::Room => &self.observers,
            Viewer::Paddle(_) | Viewer::Desk => &self.insiders,
        }
    }
}

/// The floor's way out: hands every durable batch to the fan-out, which ends when this is dropped, and
/// answers a bid that comes alone.
pub(crate) struct RoomOutlet {
    batches: mpsc::Sender<Published<Ticket>>,
    alone: Alone,
}

impl Outlet<Ticket> for RoomOutlet {
    fn publish(&mut self, mut batch: Published<Ticket>) {
        let bid = self.alone.take(&mut batch);
        // The fan-out outlives the floor; if it is gone, it broke, and the house is ending.
        let is_sent = self.batches.blocking_send(batch).is_ok();
        if let Some(bid) = bid.filter(|_| is_sent) {
            self.alone.answer(&bid);
        }
    }
}

/// What comes to a fan-out.
pub(crate) struct Ears {
    pub(super) batches: mpsc::Receiver<Published<Ticket>>,
    pub(super) insiders: mpsc::Receiver<Told>,
    pub(super) observers: mpsc::Receiver<Told>,
}

/// The ways to a fan-out, and where it hears them.
pub(super) fn ways(alone: Alone) -> (RoomOutlet, Questions, Ears) {
    let (to_room, batches) = mpsc::channel(FANOUT_BATCHES);
    let (insiders, of_insiders) = mpsc::channel(FANOUT_QUESTIONS);
    let (observers, of_observers) = mpsc::channel(FANOUT_QUESTIONS);
    let ears = Ears { batches, insiders: of_insiders, observers: of_observers };
    (RoomOutlet { batches: to_room, alone }, Questions { insiders, observers }, ears)
}
