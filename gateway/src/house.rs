//! The house: its data folder, its sessions, its key, its clock. Opened once, shared by all.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use gavel_engine::durable::{
    CheckpointError, Folder, FolderError, JournalError, Recovered, Salts, Start,
};
use gavel_engine::running::{Attendance, Floor, HouseClock};
use gavel_proto::SessionId;
use gavel_proto::terms::Text;
use tokio::sync::{Semaphore, mpsc, watch};

use crate::calendar::Calendar;
use crate::config::{Config, Limits};
use crate::fanout::{Ended, Fanout};
use crate::health::{Health, Readiness};
use crate::identity::{Identities, IdentityError, TokenKey, token_key};
use crate::limits;
use crate::metrics::Metrics;
use crate::recovery::{Recovery, Reopened};
use crate::registry::{Door, Registry};
use crate::review::Marks;
use crate::seats::Seats;
use crate::signing::{SigningError, SigningKeys};
use crate::snapshots::Snapshots;

type FloorThread = JoinHandle<Result<(), JournalError>>;

/// Why the house does not open, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum HouseError {
    /// The data folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// What tells people from each other.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The signing keys.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// The last head of a journal was not signed with the key that the journal names.
    #[error(
        "session {session}: its last signed head does not check out: {error}; keep a copy of the \
         folder, and restore the journal from a replica or a backup"
    )]
    Head {
        /// Which session.
        session: SessionId,
        /// What is wrong with the head.
        error: CheckpointError,
    },
    /// A session's journal.
    #[error("{}", of_session(.session, .error))]
    Journal {
        /// Which session.
        session: SessionId,
        /// What is wrong with it.
        error: JournalError,
    },
    /// A session's thread or its fan-out broke an invariant.
    #[error("session {session} stopped: an invariant broke; restart, and keep the journal")]
    Broken {
        /// Which session.
        session: SessionId,
    },
}

/// What is wrong with a journal, and whose it is: the disk does not know that.
fn of_session(session: &SessionId, error: &JournalError) -> String {
    if matches!(error, JournalError::Storage(_) | JournalError::Salt(_)) {
        format!("session {session}: {error}")
    } else {
        error.to_string()
    }
}

/// Everything that connections share.
pub(crate) struct House {
    pub(crate) registry: Registry,
    pub(crate) identities: Arc<Identities>,
    pub(crate) clock: HouseClock,
    pub(crate) calendar: Calendar,
    /// One for each websocket that there may be at once, whether it has said hello or not.
    pub(crate) places: Arc<Semaphore>,
    /// One for each that has said hello.
    pub(crate) seats: Arc<Seats>,
    pub(crate) limits: Limits,
    /// Whether anybody may listen to the room without a token.
    pub(crate) is_hall_open: bool,
    /// Whether there is an echo.
    pub(crate) has_echo: bool,
    pub(crate) health: Arc<Health>,
    pub(crate) metrics: Arc<Metrics>,
    /// How many may go through journals at once.
    pub(crate) reviews: Arc<Semaphore>,
    /// Where they have been in them.
    pub(crate) marks: Arc<Marks>,
    folder: Folder,
    signing: SigningKeys,
    going_away: watch::Sender<bool>,
    floors: Mutex<Vec<(SessionId, FloorThread)>>,
    ended: mpsc::Sender<Ended>,
}

impl House {
    /// Opens the data folder and every session in it, and `create`s those that are not.
    ///
    /// The receiver hears of every session that ends.
    ///
    /// # Errors
    /// [`HouseError`]: what is wrong and what to do; nothing runs then.
    pub(crate) fn open(
        config: &Config,
        create: &[(SessionId, Text)],
        health: Arc<Health>,
        metrics: Arc<Metrics>,
    ) -> Result<(Arc<Self>, mpsc::Receiver<Ended>), HouseError> {
        let (house, ends) = Self::furnish(config, HouseClock::start(), health, metrics)?;
        let house = Arc::new(house);
        house.identities.keep_up();
        for session in house.folder.sessions()? {
            let wanted = create.iter().find(|(name, _)| *name == session);
            house.open_session(&session, wanted.map(|(_, title)| title))?;
        }
        for (session, title) in create {
            if house.registry.door(session).is_none() {
                house.open_session(session, Some(title))?;
            }
        }
        Ok((house, ends))
    }

    /// A house without sessions: its data folder, its keys, and who is known to it.
    ///
    /// # Errors
    /// As [`House::open`].
    pub(crate) fn furnish(
        config: &Config,
        clock: HouseClock,
        health: Arc<Health>,
        metrics: Arc<Metrics>,
    ) -> Result<(Self, mpsc::Receiver<Ended>), HouseError> {
        let data = &config.data;
        let folder = Folder::open(data)?;
        let tokens = TokenKey::open(&token_key(data)).map_err(IdentityError::Key)?;
        let identities = Arc::new(Identities::open(tokens, data, &config.trust(), clock)?);
        let signing = SigningKeys::open(data, &config.signing())?;
        let (ended, ends) = mpsc::channel(limits::ENDED_SESSIONS);
        let house = Self {
            registry: Registry::default(),
            identities,
            clock,
            calendar: Calendar::default(),
            places: Arc::new(Semaphore::new(places(&config.limits))),
            seats: Arc::new(Seats::new(&config.limits)),
            limits: config.limits.clone(),
            is_hall_open: config.open_hall,
            has_echo: config.echo,
            health,
            metrics,
            reviews: Arc::new(Semaphore::new(limits::REVIEWS)),
            marks: Arc::default(),
            folder,
            signing,
            going_away: watch::Sender::new(false),
            floors: Mutex::default(),
            ended,
        };
        Ok((house, ends))
    }

    /// Recovers a session from its journal and starts its thread and its fan-out. A session
    /// that has not begun begins with `title`: also where the house died before its first entry.
    fn open_session(&self, name: &SessionId, title: Option<&Text>) -> Result<(), HouseError> {
        let failed = |error| HouseError::Journal { session: name.clone(), error };
        let folder = self.folder.session(name);
        let start = Start::find(&folder, name).map_err(failed)?;
        let salts = Salts::from_system();
        let recovery = Recovery { name, title, signing: &self.signing, limits: &self.limits };
        let reopened = recovery
            .reopen(start, salts, |head, each| Recovered::open(&self.folder, name, head, each))?;
        let Reopened { session, journal, follower, receipts, key, first } = reopened;
        let snapshots = Snapshots::start(folder, name.clone());
        let (metrics, ended) = (Arc::clone(&self.metrics), self.ended.clone());
        let fanout = Fanout::new(follower, receipts, Some(snapshots), self.clock, metrics, ended);
        let (outlet, questions) = fanout.start();
        let attendance = Arc::new(Attendance::new(self.limits.tolerance()));
        let present = Arc::clone(&attendance);
        let (intake, thread) = Floor::start(session, journal, self.clock, outlet, present, first);
        self.registry.open(name.clone(), Door::new(intake, questions, attendance, key));
        self.floors.lock().unwrap_or_else(PoisonError::into_inner).push((name.clone(), thread));
        Ok(())
    }

    /// The keys that its journals are signed with.
    pub(crate) const fn signing(&self) -> &SigningKeys {
        &self.signing
    }

    /// Who hears of every session that ends.
    pub(crate) fn ended(&self) -> mpsc::Sender<Ended> {
        self.ended.clone()
    }

    /// Where the journal of a session lies.
    pub(crate) fn journal(&self, session: &SessionId) -> PathBuf {
        self.folder.session(session)
    }

    /// Turns true when the server shuts down.
    pub(crate) fn going_away(&self) -> watch::Receiver<bool> {
        self.going_away.subscribe()
    }

    /// Sends everybody away and closes the doors: the threads end when the last is gone.
    pub(crate) fn send_away(&self) {
        self.health.set(Readiness::Draining);
        self.going_away.send_replace(true);
        self.registry.close();
    }

    /// Waits until every connection has ended, so that everybody hears why.
    pub(crate) async fn emptied(&self) {
        let all = u32::try_from(places(&self.limits)).unwrap_or(u32::MAX);
        drop(self.places.acquire_many(all).await);
    }

    /// Waits for every thread to end; each has written what it took in.
    ///
    /// # Errors
    /// The first [`HouseError`] that ended one.
    pub(crate) fn join(&self) -> Result<(), HouseError> {
        let mut floors = self.floors.lock().unwrap_or_else(PoisonError::into_inner);
        floors.drain(..).map(|(session, thread)| join(session, thread)).fold(Ok(()), Result::and)
    }

    /// How one session ended.
    ///
    /// # Errors
    /// The [`HouseError`] that ended it.
    pub(crate) fn find_out(&self, Ended { session, is_broken }: Ended) -> Result<(), HouseError> {
        if is_broken {
            return Err(HouseError::Broken { session });
        }
        let mut floors = self.floors.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(index) = floors.iter().position(|(name, _)| *name == session) else {
            return Ok(());
        };
        let (session, thread) = floors.swap_remove(index);
        join(session, thread)
    }
}

/// How many websockets there may be at once: those with a seat, and those that are on their way.
const fn places(limits: &Limits) -> usize {
    limits.connections.saturating_add(limits.visitors)
}

fn join(session: SessionId, thread: FloorThread) -> Result<(), HouseError> {
    match thread.join() {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(HouseError::Journal { session, error }),
        Err(_) => Err(HouseError::Broken { session }),
    }
}
