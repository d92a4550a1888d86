//! Who somebody is: tokens and tickets that are taken, those that no longer hold, pages that may
//! connect, and the log of it all.

pub(crate) mod access;
mod bearer;
pub(crate) mod door;
mod fault;
mod jwks;
mod origin;
mod revoked;
mod ticket;
mod token;
mod watched;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use axum::http::HeaderMap;
use gavel_engine::running::{Clock, HouseClock};
use gavel_proto::{By, SessionId, Timestamp};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use self::jwks::Issuer;
use self::revoked::Revoked;
use self::ticket::Tickets;
use crate::keyfile::KeyFileError;
use crate::limits::IDENTITY_PERIOD;

pub use self::bearer::{Identity, hand};
pub use self::fault::TokenFault;
pub use self::jwks::{IssuerFile, JwksError};
pub use self::origin::{NotAnOrigin, Origin, Origins};
pub use self::revoked::RevokedError;
pub use self::token::TokenKey;

pub(crate) use self::origin::Foreign;
pub(crate) use self::revoked::revoke;
pub(crate) use self::ticket::{Given, NoTicket, TicketFault};
pub(crate) use self::token::{claimed, is_id};

/// Whom a house trusts beside itself.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Another issuer of tokens.
    pub issuer: Option<IssuerFile>,
    /// Origins whose pages may connect, beside the house's own.
    pub origins: Origins,
}

/// Why nobody can be told from anybody else: the house does not open.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The house's own key.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// The keys of the other issuer.
    #[error(transparent)]
    Jwks(#[from] JwksError),
    /// The tokens that were taken back.
    #[error(transparent)]
    Revoked(#[from] RevokedError),
}

/// Everything that tells who somebody is.
pub(crate) struct Identities {
    house: TokenKey,
    issuer: Option<Issuer>,
    revoked: Revoked,
    tickets: Tickets,
    origins: Origins,
    clock: HouseClock,
    /// Moves on when somebody who was taken may no longer be.
    changes: watch::Sender<u64>,
}

/// Where the house's own key for tokens lies in a data folder.
pub(crate) fn token_key(data: &Path) -> PathBuf {
    data.join("keys").join("token.pem")
}

impl Identities {
    /// Opens what a data folder knows of identities, for tokens of the house's key `house`.
    ///
    /// # Errors
    /// [`IdentityError`].
    pub(crate) fn open(
        house: TokenKey,
        data: &Path,
        trust: &Trust,
        clock: HouseClock,
    ) -> Result<Self, IdentityError> {
        Ok(Self {
            house,
            issuer: trust.issuer.as_ref().map(Issuer::open).transpose()?,
            revoked: Revoked::open(data)?,
            tickets: Tickets::default(),
            origins: trust.origins.clone(),
            clock,
            changes: watch::Sender::new(0),
        })
    }

    /// Mints a token for `by` in `session` that holds from now on for `seconds`.
    pub(crate) fn mint(&self, session: &SessionId, by: &By, seconds: u64) -> String {
        self.house.mint(session, by, self.clock.now(), seconds)
    }

    /// Whom a token speaks for, whether it holds now or not.
    ///
    /// # Errors
    /// [`TokenFault`]: nobody that is known here signed it.
    pub(crate) fn read(&self, token: &str) -> Result<Identity, TokenFault> {
        // The house's own tokens name no key, another issuer's always do.
        match (token::header(token)?.kid, &self.issuer) {
            (None, _) => self.house.read(token),
            (Some(key), Some(issuer)) => issuer.read(token, &key),
            (Some(_), None) => Err(TokenFault::UnknownKey),
        }
    }

    /// Whom a token speaks for now.
    ///
    /// # Errors
    /// [`TokenFault`].
    pub(crate) fn check(&self, token: &str) -> Result<Identity, TokenFault> {
        let identity = self.read(token)?;
        self.holds(&identity)?;
        Ok(identity)
    }

    /// Whether somebody is still who they were taken for.
    ///
    /// # Errors
    /// [`TokenFault`].
    pub(crate) fn holds(&self, identity: &Identity) -> Result<(), TokenFault> {
        let now = self.clock.now();
        if self.revoked.holds(&identity.id) {
            return Err(TokenFault::Revoked);
        }
        let knows = |key: &String| self.issuer.as_ref().is_some_and(|issuer| issuer.knows(key));
        if !identity.key.as_ref().is_none_or(knows) {
            return Err(TokenFault::KeyWithdrawn);
        }
        if now < identity.from {
            return Err(TokenFault::NotYet { from: identity.from });
        }
        if identity.expires <= now {
            return Err(TokenFault::Expired { at: identity.expires });
        }
        Ok(())
    }

    /// Gives a ticket to the bearer of a token.
    ///
    /// # Errors
    /// [`NoTicket`].
    pub(crate) fn give_ticket(&self, identity: Identity) -> Result<Given, NoTicket> {
        self.tickets.give(identity, self.clock.now())
    }

    /// Takes whom a ticket speaks for, once. Whether they still [hold](Self::holds) is asked later.
    ///
    /// # Errors
    /// [`TicketFault`].
    pub(crate) fn take_ticket(&self, ticket: &str) -> Result<Identity, TicketFault> {
        self.tickets.take(ticket, self.clock.now())
    }

    /// Whether whoever sends these headers may open a connection.
    ///
    /// # Errors
    /// [`Foreign`].
    pub(crate) fn admit_page(&self, headers: &HeaderMap) -> Result<(), Foreign> {
        self.origins.admit(headers)
    }

    /// Moves on whenever a token or a key was taken back.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// How long from now until `time`, in microseconds.
    pub(crate) fn micros_until(&self, time: Timestamp) -> u64 {
        u64::try_from(time.micros_since(self.clock.now())).unwrap_or(0)
    }

    /// Takes note of what changed in the files, and forgets old tickets, for as long as the house
    /// is there.
    pub(crate) fn keep_up(self: &Arc<Self>) {
        let identities = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut period = interval(IDENTITY_PERIOD);
            period.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                period.tick().await;
                let identities = identities.clone();
                let looked = tokio::task::spawn_blocking(move || look(&identities)).await;
                if !matches!(looked, Ok(Some(()))) {
                    return;
                }
            }
        });
    }

    fn reread(&self) {
        let revoked = self.revoked.reread().unwrap_or_else(|error| {
            tracing::error!(%error, "what was revoked since is not known");
            false
        });
        let rekeyed = self.issuer.as_ref().is_some_and(|issuer| {
            issuer.reread().unwrap_or_else(|error| {
                tracing::error!(%error, "the keys of before still count");
                false
            })
        });
        if revoked || rekeyed {
            tracing::info!(target: access::TARGET, revoked, rekeyed, "took note of what was taken back");
            self.changes.send_modify(|change| *change += 1);
        }
        self.tickets.sweep(self.clock.now());
    }
}

/// Looks at the files once; none if the house is gone.
fn look(identities: &Weak<Identities>) -> Option<()> {
    identities.upgrade()?.reread();
    Some(())
}
