//! The house: its data folder, its sessions, its key, its clock. Opened once, shared by all.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use gavel_engine::durable::{
    CheckpointError, Folder, FolderError, JournalError, Recovered, Salts, SignedHead, Start, Tools,
    Verifier,
};
use gavel_engine::pure::Session;
use gavel_engine::running::{Attendance, Floor, HouseClock};
use gavel_proto::terms::Text;
use gavel_proto::{By, Command, Officer, SessionId, VerifierKey};
use tokio::sync::{Semaphore, mpsc, watch};

use crate::config::{Config, Limits};
use crate::fanout::{Fanout, Follower, RoomOutlet};
use crate::health::{Health, Readiness};
use crate::identity::{Identities, IdentityError, TokenKey, token_key};
use crate::limits;
use crate::metrics::Metrics;
use crate::receipts::Receipts;
use crate::registry::{Door, Registry};
use crate::signing::{self, SigningError, SigningKeys};
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
    #[error("session {session}: {error}")]
    Journal {
        /// Which session.
        session: SessionId,
        /// What is wrong with it.
        error: JournalError,
    },
    /// A session's thread broke an invariant.
    #[error("session {session} stopped: an invariant broke; restart, and keep the journal")]
    Broken {
        /// Which session.
        session: SessionId,
    },
}

/// Everything that connections share.
pub(crate) struct House {
    pub(crate) registry: Registry,
    pub(crate) identities: Arc<Identities>,
    pub(crate) clock: HouseClock,
    /// One for each connection that there may be at once.
    pub(crate) places: Arc<Semaphore>,
    pub(crate) limits: Limits,
    pub(crate) health: Arc<Health>,
    pub(crate) metrics: Arc<Metrics>,
    folder: Folder,
    signing: SigningKeys,
    going_away: watch::Sender<bool>,
    floors: Mutex<Vec<(SessionId, FloorThread)>>,
    ended: mpsc::Sender<SessionId>,
}

impl House {
    /// Opens the data folder and every session in it, and `create`s those that are not.
    ///
    /// The receiver hears of every session whose thread ends.
    ///
    /// # Errors
    /// [`HouseError`]: what is wrong and what to do; nothing runs then.
    pub(crate) fn open(
        config: &Config,
        create: &[(SessionId, Text)],
        health: Arc<Health>,
        metrics: Arc<Metrics>,
    ) -> Result<(Arc<Self>, mpsc::Receiver<SessionId>), HouseError> {
        let data = &config.data;
        let folder = Folder::open(data)?;
        let clock = HouseClock::start();
        let tokens = TokenKey::open(&token_key(data)).map_err(IdentityError::Key)?;
        let identities = Arc::new(Identities::open(tokens, data, &config.trust(), clock)?);
        identities.keep_up();
        let signing = SigningKeys::open(data, &config.signing())?;
        let (ended, ends) = mpsc::channel(limits::ENDED_SESSIONS);
        let house = Arc::new(Self {
            registry: Registry::default(),
            identities,
            clock,
            places: Arc::new(Semaphore::new(config.limits.connections)),
            limits: config.limits.clone(),
            health,
            metrics,
            folder,
            signing,
            going_away: watch::Sender::new(false),
            floors: Mutex::default(),
            ended,
        });
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

    /// Recovers a session from its journal and starts its thread and its fan-out. A session
    /// that has not begun begins with `title`: also where the house died before its first entry.
    fn open_session(&self, name: &SessionId, title: Option<&Text>) -> Result<(), HouseError> {
        let failed = |error| HouseError::Journal { session: name.clone(), error };
        let folder = self.folder.session(name);
        let Start { session, mut archive, head } = Start::find(&folder, name).map_err(failed)?;
        let mut follower = Follower::behind(name.clone(), session, &self.limits);
        let recovered = Recovered::open(&self.folder, name, head, |entry, located| {
            archive.keep(located);
            drop(follower.follow(Arc::new(entry)));
        });
        let recovered = recovered.map_err(failed)?;
        if let Some(damage) = &recovered.dropped {
            tracing::warn!(session = %name, ?damage, "dropped a torn batch that nobody was answered from");
        }
        let session = follower.session().clone();
        check_head(name, &session, recovered.signed.as_ref())?;
        tracing::info!(session = %name, seq = session.seq(), snapshot = head.size, "session recovered");
        let signed = recovered.signed.as_ref().map_or(0, |signed| signed.head().size);
        let signers = self.signing.signers(name, &session, signed)?;
        let key = signing::recorded(signers.key.verifier());
        let first = first(name, title, &session, &key);
        let tools = Tools { signers, salts: Salts::from_system() };
        let journal = recovered.resume(tools).map_err(failed)?;
        let receipts = Receipts::new(name.clone(), archive, journal.checkpoint().clone());
        let snapshots = Snapshots::start(folder, name.clone());
        let (metrics, ended) = (Arc::clone(&self.metrics), self.ended.clone());
        let fanout = Fanout::start(follower, receipts, snapshots, self.clock, metrics, ended);
        let outlet = RoomOutlet(fanout.clone());
        let attendance = Arc::new(Attendance::new(self.limits.tolerance()));
        let present = Arc::clone(&attendance);
        let (intake, thread) = Floor::start(session, journal, self.clock, outlet, present, first);
        self.registry.open(name.clone(), Door::new(intake, fanout, attendance, key));
        self.floors.lock().unwrap_or_else(PoisonError::into_inner).push((name.clone(), thread));
        Ok(())
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
        let all = u32::try_from(self.limits.connections).unwrap_or(u32::MAX);
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

    /// How the thread of one session ended.
    ///
    /// # Errors
    /// The [`HouseError`] that ended it.
    pub(crate) fn join_one(&self, name: &SessionId) -> Result<(), HouseError> {
        let mut floors = self.floors.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(index) = floors.iter().position(|(session, _)| session == name) else {
            return Ok(());
        };
        let (session, thread) = floors.swap_remove(index);
        join(session, thread)
    }
}

fn join(session: SessionId, thread: FloorThread) -> Result<(), HouseError> {
    match thread.join() {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(HouseError::Journal { session, error }),
        Err(_) => Err(HouseError::Broken { session }),
    }
}

/// The last head that stands in a journal must be signed with the key that the journal names.
fn check_head(
    name: &SessionId,
    session: &Session,
    signed: Option<&SignedHead>,
) -> Result<(), HouseError> {
    let (Some(signed), Some((key, since))) = (signed, session.key()) else {
        return Ok(());
    };
    if signed.head().size < since {
        return Ok(());
    }
    let checked = key.as_str().parse().and_then(|verifier: Verifier| signed.check(&verifier));
    checked.map_err(|error| HouseError::Head { session: name.clone(), error })
}

/// What the house itself has to say in a session before anybody else: that it begins, and which
/// key signs.
fn first(
    name: &SessionId,
    title: Option<&Text>,
    session: &Session,
    key: &VerifierKey,
) -> Vec<(By, Command)> {
    let begins = title.filter(|_| !session.has_begun()).map(|title| {
        let officer = Officer::try_from("house".to_owned());
        let by = By::Auctioneer { officer: officer.expect("invariant: this is an officer's name") };
        (by, Command::CreateSession { session: name.clone(), title: title.clone() })
    });
    let is_recorded = session.key().is_some_and(|(recorded, _)| recorded == key);
    let will_have_begun = begins.is_some() || session.has_begun();
    let signs = (will_have_begun && !is_recorded)
        .then(|| (By::Clock, Command::SignWith { key: key.clone() }));
    begins.into_iter().chain(signs).collect()
}
