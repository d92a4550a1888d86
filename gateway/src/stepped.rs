//! A house that is moved step by step: no socket, no thread of its own, no clock but the one it is
//! given. What a simulation drives; everything between a socket and the disk is what a server runs.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use ed25519_dalek::SigningKey;
use futures_util::FutureExt;
use gavel_engine::durable::{
    JournalError, Reader, Recovered, Salts, Shelf, Start, Storage, Written,
};
use gavel_engine::pure::{Entry, Session};
use gavel_engine::running::{
    Asked, Attendance, Floor, HouseClock, Next, Outlet, Published, Tolerance, intake,
};
use gavel_proto::terms::Text;
use gavel_proto::{By, SessionId};

use crate::caller::{Arrival, Caller, Parting};
use crate::close::Close;
use crate::config::{Config, Limits};
use crate::fanout::{Ears, Fanout, RoomOutlet, Ticket};
use crate::frame::Frame;
use crate::health::Health;
use crate::house::{House, HouseError};
use crate::identity::token_key;
use crate::keyfile::{self, KeyFileError};
use crate::metrics::Metrics;
use crate::outbox::{Outbox, Waiting};
use crate::recovery::{Recovery, Reopened};
use crate::registry::Door;
use crate::signing::journal_key;

/// A house without sessions: its keys, its limits, its clock. It outlives the processes in it.
pub struct Premises {
    house: Arc<House>,
    clock: HouseClock,
}

/// The session of a house, in one life of its process. A crash drops it.
pub struct Stepped<S> {
    house: Arc<House>,
    floor: Floor<Ticket, HouseClock, S, Watched>,
    waiting: Receiver<Asked<Ticket>>,
    published: Rc<RefCell<Vec<Batch>>>,
    fanout: Fanout<S>,
    ears: Ears,
}

/// What came through the gate at once.
#[derive(Debug)]
pub struct Batch {
    /// Its entries, in order.
    pub entries: Vec<Arc<Entry>>,
    /// The same as they stand in the journal.
    pub written: Arc<Written>,
}

/// Somebody's connection, without the socket.
pub struct Line {
    caller: Caller,
    waiting: Waiting,
    /// What was taken out of the outbox, and not on from here.
    taken: VecDeque<Frame>,
}

/// Which session runs, and on what.
#[derive(Debug)]
pub struct Stage<'a, S> {
    /// Its name.
    pub name: &'a SessionId,
    /// Its title, if it is to begin.
    pub title: &'a Text,
    /// Where its journal and its snapshots lie.
    pub disk: &'a S,
    /// Bytes after which the journal goes on in a new segment.
    pub segment_bytes: u64,
    /// Where salts come from.
    pub salts: Salts,
    /// How much of a fault it bears before it pauses by itself.
    pub tolerance: Tolerance,
}

/// The floor's way out, with somebody who watches.
struct Watched {
    room: RoomOutlet,
    published: Rc<RefCell<Vec<Batch>>>,
}

impl Outlet<Ticket> for Watched {
    fn publish(&mut self, batch: Published<Ticket>) {
        let entries = batch.entries.iter().map(|(entry, _)| Arc::clone(entry)).collect();
        let written = Arc::clone(&batch.written);
        self.published.borrow_mut().push(Batch { entries, written });
        self.room.publish(batch);
    }
}

impl Premises {
    /// Opens the data folder that the configuration names, for its keys alone. How fast somebody may
    /// ask is counted by the clock on the wall, which has no part here: everybody may.
    ///
    /// # Errors
    /// [`HouseError`].
    pub fn open(config: &Config, clock: HouseClock) -> Result<Self, HouseError> {
        let limits = Limits {
            requests_per_second: u32::MAX,
            request_bytes_per_second: u32::MAX,
            requests_per_second_per_account: u32::MAX,
            request_burst_per_account: u32::MAX,
            request_burst: u32::MAX,
            ..config.limits
        };
        let config = Config { limits, ..config.clone() };
        let (health, metrics) = (Arc::new(Health::starting()), Arc::new(Metrics::new()));
        let (house, _) = House::furnish(&config, clock, health, metrics)?;
        Ok(Self { house: Arc::new(house), clock })
    }

    /// Puts the keys of these seeds where a house that opens the data folder finds them: one that
    /// signs journals, and one that signs tokens.
    ///
    /// # Errors
    /// [`KeyFileError`]: also where there are keys already.
    pub fn put_keys(data: &Path, journal: [u8; 32], token: [u8; 32]) -> Result<(), KeyFileError> {
        keyfile::keep(&journal_key(data), &SigningKey::from_bytes(&journal))?;
        keyfile::keep(&token_key(data), &SigningKey::from_bytes(&token))
    }

    /// Mints a token for `by` in `session` that holds for `seconds`.
    #[must_use]
    pub fn mint(&self, session: &SessionId, by: &By, seconds: u64) -> String {
        self.house.identities.mint(session, by, seconds)
    }

    /// A process begins: the session is recovered from its journal, and its floor has begun.
    ///
    /// # Errors
    /// [`HouseError`]: the session does not run.
    pub fn start<S: Storage + Shelf + Clone>(
        &self,
        stage: Stage<'_, S>,
    ) -> Result<Stepped<S>, HouseError> {
        let Stage { name, title, disk, segment_bytes, salts, tolerance } = stage;
        let failed = |error| HouseError::Journal { session: name.clone(), error };
        let start = Start::on(&mut disk.clone(), disk.clone(), name).map_err(failed)?;
        let (signing, limits) = (self.house.signing(), &self.house.limits);
        let recovery = Recovery { name, title: Some(title), signing, limits };
        let reopened = recovery.reopen(start, salts, |head, each| {
            let reader = Reader::behind(disk.clone(), name.clone(), head)?;
            Recovered::read(reader, segment_bytes, each)
        })?;
        let Reopened { session, journal, follower, receipts, key, first } = reopened;
        let (metrics, ended) = (Arc::clone(&self.house.metrics), self.house.ended());
        let fanout = Fanout::new(follower, receipts, None, self.clock, metrics, ended);
        let (room, questions, ears) = fanout.ways();
        let published = Rc::default();
        let outlet = Watched { room, published: Rc::clone(&published) };
        let attendance = Arc::new(Attendance::new(tolerance));
        let present = Arc::clone(&attendance);
        let mut floor = Floor::new(session, journal, self.clock, outlet, present);
        let (intake, waiting) = intake();
        self.house.registry.open(name.clone(), Door::new(intake, questions, attendance, key));
        floor.begin(first).map_err(failed)?;
        Ok(Stepped { house: Arc::clone(&self.house), floor, waiting, published, fanout, ears })
    }
}

impl<S: Storage> Stepped<S> {
    /// Lets the floor take what waits, if anything does.
    ///
    /// # Errors
    /// What stopped the journal: the process ends, and nothing of it may be moved any more.
    pub fn take(&mut self) -> Result<ControlFlow<()>, JournalError> {
        let Ok(asked) = self.waiting.try_recv() else {
            return Ok(ControlFlow::Break(()));
        };
        self.floor.turn(Next::Asked(asked), &self.waiting)?;
        Ok(ControlFlow::Continue(()))
    }

    /// How long the floor waits if nobody asks anything.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        self.floor.patience().map(|(patience, _)| patience)
    }

    /// The floor has waited as long as it would: its turn.
    ///
    /// # Errors
    /// As [`Stepped::take`].
    pub fn wake(&mut self) -> Result<(), JournalError> {
        let Some((_, next)) = self.floor.patience() else {
            return Ok(());
        };
        self.floor.turn(next, &self.waiting)
    }

    /// What came through the gate since it was asked last.
    pub fn published(&mut self) -> Vec<Batch> {
        self.published.take()
    }

    /// Lets the fan-out hear one thing, if there is one.
    pub fn hear(&mut self) -> ControlFlow<()> {
        self.fanout.hear_next(&mut self.ears)
    }

    /// A second has passed for the fan-out.
    pub fn beat(&mut self) {
        self.fanout.beat();
    }

    /// What the fan-out has folded: what everybody is told of.
    #[must_use]
    pub fn session(&self) -> &Session {
        self.fanout.session()
    }

    /// Somebody connects.
    #[must_use]
    pub fn connect(&self) -> Line {
        let (outbox, waiting) = Outbox::new(&self.house.limits, None);
        let caller = Caller::new(Arc::clone(&self.house), outbox, Arrival::default());
        Line { caller, waiting, taken: VecDeque::new() }
    }
}

impl Line {
    /// Takes one message from the other end. `Break` ends the connection, with a close code.
    pub fn hear(&mut self, text: &str) -> ControlFlow<u16> {
        match self.caller.hear(text) {
            Ok(()) => ControlFlow::Continue(()),
            Err(close) => ControlFlow::Break(close as u16),
        }
    }

    /// The next message to the other end.
    pub fn next_message(&mut self) -> Option<String> {
        if self.taken.is_empty() {
            self.taken = self.waiting.take();
        }
        self.taken.pop_front().map(|frame| frame.message().to_owned())
    }

    /// The close code, once it was said; what waits is to be written before it.
    #[must_use]
    pub fn close(&self) -> Option<u16> {
        self.waiting.close().map(|close: Close| close as u16)
    }

    /// The connection is gone.
    pub fn leave(self) {
        // A fan-out without room finds out by itself.
        let _ = self.caller.leave(Parting::Broken).now_or_never();
    }
}
