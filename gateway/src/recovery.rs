//! Recovery of one session: what its journal adds up to, and everything that goes on from there.

use std::sync::Arc;

use gavel_engine::durable::{
    Head, Journal, JournalError, Located, Recovered, Salts, SignedHead, Start, Storage, Tools,
    Verifier,
};
use gavel_engine::pure::{Entry, Session};
use gavel_proto::terms::Text;
use gavel_proto::{By, Command, Officer, SessionId, VerifierKey};

use crate::audit::decision::possible_in;
use crate::config::Limits;
use crate::follower::Follower;
use crate::house::HouseError;
use crate::receipts::Receipts;
use crate::signing::{self, SigningKeys};

/// Which session is recovered, and what it needs of the house.
pub(crate) struct Recovery<'a> {
    pub(crate) name: &'a SessionId,
    /// A session that has not begun begins with it.
    pub(crate) title: Option<&'a Text>,
    pub(crate) signing: &'a SigningKeys,
    pub(crate) limits: &'a Limits,
}

/// A session that was recovered: for its floor, and for its fan-out.
pub(crate) struct Reopened<S> {
    pub(crate) session: Session,
    pub(crate) journal: Journal<S>,
    pub(crate) follower: Follower,
    pub(crate) receipts: Receipts<S>,
    /// What checks the signed heads from now on.
    pub(crate) key: VerifierKey,
    /// What the house has to say before anybody else.
    pub(crate) first: Vec<(By, Command)>,
}

/// Told of every entry that is read; what cannot have happened stops the reading.
type Each<'a> = dyn FnMut(Entry, Located) -> Result<(), JournalError> + 'a;

impl Recovery<'_> {
    /// Goes on from `start`: `read` reads the journal behind it.
    ///
    /// # Errors
    /// [`HouseError`]: the session must not run.
    pub(crate) fn reopen<S: Storage>(
        &self,
        start: Start<S>,
        salts: Salts,
        read: impl FnOnce(Head, &mut Each<'_>) -> Result<Recovered<S>, JournalError>,
    ) -> Result<Reopened<S>, HouseError> {
        let name = self.name;
        let failed = |error| HouseError::Journal { session: name.clone(), error };
        let Start { session, mut archive, head } = start;
        let mut follower = Follower::behind(name.clone(), session, self.limits);
        let recovered = read(head, &mut |entry, located| {
            archive.keep(located);
            possible_in(name, entry.seq, || drop(follower.follow(Arc::new(entry))))
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
        let first = first(name, self.title, &session, &key);
        let journal = recovered.resume(Tools { signers, salts }).map_err(failed)?;
        let receipts = Receipts::new(name.clone(), archive, journal.checkpoint().clone());
        Ok(Reopened { session, journal, follower, receipts, key, first })
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
