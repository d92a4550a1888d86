//! A caller: what somebody at the other end says is understood, checked and passed on.

#[cfg(test)]
mod returns;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use gavel_engine::pure::Viewer;
use gavel_engine::pure::permit::permits;
use gavel_engine::running::{Asked, Clock, TurnedAway};
use gavel_proto::wire::{
    Answer, Call, Hello, Message, Misread, Now, ReceiptForm, Refused, Request, Shutdown, Welcome,
    WireError,
};
use gavel_proto::{By, Command, Timestamp};

use crate::close::Close;
use crate::doorkeeper::Visit;
use crate::fanout::{Ticket, Told, is_grave};
use crate::frame::Frame;
use crate::house::House;
use crate::identity::access::{self, Credential, Whence};
use crate::identity::{Identity, TicketFault, TokenFault};
use crate::limits::{SEAT_WAIT, SEAT_WAIT_SPREAD};
use crate::outbox::Outbox;
use crate::rate::{Allowance, Taken};
use crate::refusal::{refused, refused_for_now};
use crate::registry::Door;
use crate::seats::{NoSeat, Seat};

/// A prime, to spread readers by their numbers.
const SPREAD_STEP: u64 = 7_919;

static NEXT_READER: AtomicU64 = AtomicU64::new(1);

/// How a connection came about.
#[derive(Default)]
pub(crate) struct Arrival {
    /// Where it comes from.
    pub(crate) whence: Whence,
    /// Whom the ticket in its address spoke for.
    pub(crate) admitted: Option<Identity>,
    /// The visitor's place that it has until it says hello.
    pub(crate) visit: Option<Arc<Visit>>,
}

/// How a connection came to its end.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Parting {
    /// One side took leave of the other.
    Leave,
    /// It broke.
    Broken,
}

/// Somebody at the other end of a connection, and what they have said about themselves.
pub(crate) struct Caller {
    house: Arc<House>,
    reader: u64,
    outbox: Outbox,
    allowance: Allowance,
    arrival: Arrival,
    /// What comes with the answers to bids, as `hello` asked.
    receipts: ReceiptForm,
    /// Who this is, and the way into their session: absent until a valid `hello`.
    somebody: Option<(Identity, Door)>,
    seat: Option<Seat>,
}

impl Caller {
    pub(crate) fn new(house: Arc<House>, outbox: Outbox, arrival: Arrival) -> Self {
        let reader = NEXT_READER.fetch_add(1, Ordering::Relaxed);
        let allowance = Allowance::new(&house.limits);
        let receipts = ReceiptForm::default();
        let (somebody, seat) = (None, None);
        Self { house, reader, outbox, allowance, arrival, receipts, somebody, seat }
    }

    /// Until when the caller's token holds; absent before `hello`.
    pub(crate) fn expires(&self) -> Option<Timestamp> {
        self.somebody.as_ref().map(|(identity, _)| identity.expires)
    }

    /// Whether the caller still is who they said; before `hello`, nobody is.
    ///
    /// # Errors
    /// The word that ends the connection.
    pub(crate) fn still_holds(&self) -> Result<(), Close> {
        let Some((identity, _)) = &self.somebody else {
            return Ok(());
        };
        self.house.identities.holds(identity).map_err(|fault| {
            access::refused(self.arrival.whence, identity, &fault);
            fault.close()
        })
    }

    /// Who this is, after a valid `hello`.
    pub(crate) fn identity(&self) -> Option<&Identity> {
        self.somebody.as_ref().map(|(identity, _)| identity)
    }

    /// Says that the server is going away, and when to come back: bidders and officers first.
    pub(crate) fn say_goodbye(&self) {
        let limits = &self.house.limits;
        let is_first = self.identity().is_some_and(|identity| identity.by != By::Observer);
        let spread = limits.reconnect_spread_ms.max(1);
        let later = if is_first { 0 } else { self.spread(spread) };
        let shutdown = Shutdown { reconnect_after_ms: limits.reconnect_after_ms + later };
        self.outbox.send(Frame::of(&Message::Shutdown { shutdown }));
    }

    /// Tells the caller's session that nobody is here any more, and how it came to that.
    pub(crate) async fn leave(&self, parting: Parting) {
        let Some((identity, door)) = &self.somebody else { return };
        match (identity.by.paddle(), parting) {
            (Some(paddle), Parting::Leave) => door.attendance().left(paddle),
            (Some(paddle), Parting::Broken) => {
                door.attendance().vanished(paddle, self.house.clock.now());
            }
            (None, _) => {}
        }
        door.leave(identity.viewer(), self.reader).await;
    }

    /// Takes note of something that is not answered here and costs time all the same.
    ///
    /// # Errors
    /// The word that ends the connection.
    pub(crate) fn count(&mut self, bytes: usize) -> Result<(), Close> {
        match self.allowance.take(bytes, None) {
            Taken::Yes | Taken::TooFast(_) => Ok(()),
            Taken::FarTooFast => Err(Close::FarTooFast),
        }
    }

    /// Takes one message. Everything it can be answered with goes to the outbox.
    ///
    /// # Errors
    /// The word that ends the connection.
    pub(crate) fn hear(&mut self, text: &str) -> Result<(), Close> {
        match self.allowance.take(text.len(), self.seat.as_ref()) {
            Taken::Yes => {}
            Taken::TooFast(wait) => {
                let sentence = "too many requests; slow down";
                self.outbox.refuse(None, refused_for_now(Refused::TooFast, sentence, wait));
                return Ok(());
            }
            Taken::FarTooFast => return Err(Close::FarTooFast),
        }
        self.still_holds()?;
        let request = match Request::read(text) {
            Ok(request) => request,
            Err(misread) => {
                self.outbox.refuse(None, misunderstood(&misread));
                return Ok(());
            }
        };
        let id = request.id;
        match request.call() {
            Ok(call) => self.call(id, call),
            Err(misread) => self.outbox.refuse(Some(id), misunderstood(&misread)),
        }
        Ok(())
    }

    fn call(&mut self, id: u64, call: Call) {
        let (outbox, receipts, asked) = (self.outbox.clone(), self.receipts, Instant::now());
        let ticket = Ticket { outbox, id, receipts, asked };
        if let Call::Hello(hello) = call {
            return self.hello(id, &hello);
        }
        let Some((identity, door)) = &self.somebody else {
            let sentence = "say hello first, with the token from your link";
            self.outbox.refuse(Some(id), refused(Refused::NotAuthenticated, sentence));
            return;
        };
        let viewer = identity.viewer();
        let taken = match call {
            Call::Hello(_) => Ok(()),
            Call::Time => {
                self.outbox.answer(id, Answer::Time(Now { at: self.house.clock.now() }));
                Ok(())
            }
            Call::Subscribe(subscribe) if subscribe.session != identity.session => {
                let sentence = format!("your token is for the session {}", identity.session);
                let why = format!("asked for the session {}", subscribe.session);
                access::refused(self.arrival.whence, identity, &why);
                self.outbox.refuse(Some(id), refused(Refused::WrongSession, &sentence));
                Ok(())
            }
            Call::Subscribe(subscribe) => {
                let (reader, since) = (self.reader, subscribe.since);
                door.tell(viewer, Told::Subscribe { reader, viewer, since, ticket })
            }
            Call::BidGet(get) => {
                let paddle = identity.by.paddle();
                door.tell(viewer, Told::BidGet { paddle, bid_id: get.bid_id, ticket })
            }
            Call::ReceiptGet(get) => {
                let paddle = identity.by.paddle();
                door.tell(viewer, Told::ReceiptGet { paddle, bid_id: get.bid_id, ticket })
            }
            Call::Preview(preview) => self.preview(identity, door, preview.command, ticket),
            Call::Present if viewer != Viewer::Desk => {
                self.not_permitted(identity, &ticket);
                Ok(())
            }
            Call::Present => door.tell(viewer, Told::WhoIsHere { ticket }),
            Call::Command(command) => self.command(identity, door, command, ticket),
        };
        if let Err(turned_away) = taken {
            self.turn_away(id, turned_away);
        }
    }

    fn command(
        &self,
        identity: &Identity,
        door: &Door,
        command: Command,
        ticket: Ticket,
    ) -> Result<(), TurnedAway> {
        if !permits(identity.by.role(), &command) {
            self.not_permitted(identity, &ticket);
            return Ok(());
        }
        door.ask(Asked { by: identity.by.clone(), command, ticket })
    }

    /// An act is foreseen for the desk alone, and for who may ask it.
    fn preview(
        &self,
        identity: &Identity,
        door: &Door,
        command: Command,
        ticket: Ticket,
    ) -> Result<(), TurnedAway> {
        let is_of_desk = identity.viewer() == Viewer::Desk && is_grave(&command);
        if !is_of_desk || !permits(identity.by.role(), &command) {
            self.not_permitted(identity, &ticket);
            return Ok(());
        }
        let (by, command) = (identity.by.clone(), Box::new(command));
        door.tell(identity.viewer(), Told::Foresee { by, command, ticket })
    }

    fn not_permitted(&self, identity: &Identity, ticket: &Ticket) {
        access::refused(self.arrival.whence, identity, &"its role may not ask that");
        let sentence = "your role may not ask that; sign in with a link for the right role";
        self.outbox.refuse(Some(ticket.id), refused(Refused::NotPermitted, sentence));
    }

    fn hello(&mut self, id: u64, hello: &Hello) {
        if self.somebody.is_some() {
            let sentence = "this connection has said hello already";
            self.outbox.refuse(Some(id), refused(Refused::AlreadyAuthenticated, sentence));
            return;
        }
        let (identity, credential) = match self.introduced(hello) {
            Ok(introduced) => introduced,
            Err(stranger) => {
                access::refused_stranger(self.arrival.whence, &stranger);
                self.outbox.refuse(Some(id), refused(Refused::BadToken, &stranger.to_string()));
                return self.outbox.close(stranger.close());
            }
        };
        let Some(door) = self.house.registry.door(&identity.session) else {
            // Whoever comes in while the doors close is to come again, and not to stay away.
            if *self.house.going_away().borrow() {
                return self.outbox.close(Close::GoingAway);
            }
            let sentence = format!("this house runs no session {}", identity.session);
            access::refused(self.arrival.whence, &identity, &sentence);
            self.outbox.refuse(Some(id), refused(Refused::WrongSession, &sentence));
            return;
        };
        let seat = match self.house.seats.take(&identity) {
            Ok(seat) => seat,
            Err(no_seat) => {
                access::refused(self.arrival.whence, &identity, &no_seat);
                self.house.metrics.turned_back(no_seat.word());
                self.outbox.refuse(Some(id), self.no_seat(no_seat));
                return self.outbox.close(Close::NoSeat);
            }
        };
        access::admitted(self.arrival.whence, credential, &identity);
        self.outbox.answer(
            id,
            Answer::Welcome(Welcome {
                session: identity.session.clone(),
                role: identity.by.role(),
                paddle: identity.by.paddle(),
                at: self.house.clock.now(),
                key: Some(door.key().clone()),
                max_message_bytes: self.house.limits.message_bytes,
                max_requests_per_second: self.house.limits.requests_per_second,
            }),
        );
        if let Some(paddle) = identity.by.paddle() {
            door.attendance().came(paddle);
        }
        self.receipts = hello.receipts;
        self.somebody = Some((identity, door));
        self.seat = Some(seat);
        self.arrival.visit = None;
    }

    /// Why there is no seat, and when to ask again: not everybody at once.
    fn no_seat(&self, no_seat: NoSeat) -> WireError {
        let spread = u64::try_from(SEAT_WAIT_SPREAD.as_millis()).unwrap_or(u64::MAX);
        let wait = SEAT_WAIT + Duration::from_millis(self.spread(spread));
        let code = match no_seat {
            NoSeat::InRoom | NoSeat::InHouse => Refused::NoSeat,
            NoSeat::OfAccount => Refused::AccountFull,
        };
        refused_for_now(code, &no_seat.to_string(), wait)
    }

    /// A number below `most`. Readers are numbered in turn: a step that no spread divides puts
    /// neighbours far apart.
    const fn spread(&self, most: u64) -> u64 {
        self.reader.wrapping_mul(SPREAD_STEP) % most
    }

    /// Who says hello, and with what.
    fn introduced(&mut self, hello: &Hello) -> Result<(Identity, Credential), Stranger> {
        let identities = &self.house.identities;
        match (&hello.token, &hello.ticket, &hello.session, self.arrival.admitted.take()) {
            (Some(token), None, None, None) => Ok((identities.check(token)?, Credential::Token)),
            (None, Some(ticket), None, None) => {
                let identity = identities.take_ticket(ticket)?;
                identities.holds(&identity)?;
                Ok((identity, Credential::Ticket))
            }
            (None, None, None, Some(identity)) => {
                identities.holds(&identity)?;
                Ok((identity, Credential::Ticket))
            }
            (None, None, Some(session), None) if self.house.is_hall_open => {
                Ok((Identity::of_the_hall(session.clone()), Credential::None))
            }
            (None, None, Some(_), None) => Err(Stranger::HallClosed),
            (_, _, _, _) => Err(Stranger::NotOne),
        }
    }

    fn turn_away(&self, id: u64, turned_away: TurnedAway) {
        let code = match turned_away {
            TurnedAway::Busy => Refused::Busy,
            TurnedAway::Stopped => Refused::Stopped,
        };
        self.outbox.refuse(Some(id), refused(code, &turned_away.to_string()));
    }
}

/// Why nobody is known to have said hello.
#[derive(Debug, thiserror::Error)]
enum Stranger {
    #[error("the token does not check out: {0}; ask for a new link")]
    Token(#[from] TokenFault),
    #[error(transparent)]
    Ticket(#[from] TicketFault),
    #[error("this house lets nobody listen without a link; ask the exchange for one")]
    HallClosed,
    #[error("say hello with a token, with a ticket or with a session: one of them, once")]
    NotOne,
}

impl Stranger {
    const fn close(&self) -> Close {
        match self {
            Self::Token(fault) => fault.close(),
            Self::Ticket(_) | Self::HallClosed | Self::NotOne => Close::BadToken,
        }
    }
}

fn misunderstood(misread: &Misread) -> WireError {
    let code = match misread {
        Misread::Json(_) => Refused::NotJson,
        Misread::Request(_) => Refused::NotARequest,
        Misread::Method(_) => Refused::UnknownMethod,
        Misread::Params(_) => Refused::BadParams,
    };
    refused(code, &misread.to_string())
}
