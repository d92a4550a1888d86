//! Who a token speaks for.

use std::fmt;

use gavel_engine::pure::Viewer;
use gavel_proto::{By, Officer, Paddle, Role, SessionId, Timestamp};

/// Somebody, as a token says: the hand their commands come from and the session it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The session that the token is for.
    pub session: SessionId,
    /// The hand.
    pub by: By,
    /// From when on the token holds.
    pub from: Timestamp,
    /// Until when the token holds: no longer at this time.
    pub expires: Timestamp,
    /// Whom the issuer means.
    pub subject: String,
    /// The token's own id: what is revoked.
    pub id: String,
    /// The key of the external issuer that signed; absent where the house did.
    pub key: Option<String>,
}

/// The subject of whoever listens without a token.
const ANYBODY: &str = "anybody";

impl Identity {
    /// Whoever listens in the hall of a session: an observer without a token, for as long as they
    /// like.
    #[must_use]
    pub fn of_the_hall(session: SessionId) -> Self {
        Self {
            session,
            by: By::Observer,
            from: Timestamp::default(),
            expires: Timestamp::from_micros(i64::MAX),
            subject: ANYBODY.to_owned(),
            id: ANYBODY.to_owned(),
            key: None,
        }
    }

    /// What this person may see.
    #[must_use]
    pub const fn viewer(&self) -> Viewer {
        match &self.by {
            By::Bidder { paddle } => Viewer::Paddle(*paddle),
            By::Clerk { .. }
            | By::Auctioneer { .. }
            | By::SecondOfficer { .. }
            | By::Auditor { .. }
            | By::Supervisor { .. } => Viewer::Desk,
            By::Clock | By::Observer => Viewer::Room,
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.by.officer(), self.by.paddle()) {
            (Some(officer), _) => write!(f, "the {} {officer}", role_name(self.by.role()))?,
            (None, Some(paddle)) => write!(f, "the bidder with paddle {paddle}")?,
            (None, None) => write!(f, "an {}", role_name(self.by.role()))?,
        }
        write!(f, " of the session {}", self.session)
    }
}

/// What a role is called in the log and on the command line.
pub(crate) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Clock => "clock",
        Role::Observer => "observer",
        Role::Bidder => "bidder",
        Role::Clerk => "clerk",
        Role::Auctioneer => "auctioneer",
        Role::SecondOfficer => "second officer",
        Role::Auditor => "auditor",
        Role::Supervisor => "supervisor",
    }
}

/// The hand of this role: a bidder needs a paddle, an officer a name. The clock is nobody's.
#[must_use]
pub fn hand(role: Role, paddle: Option<Paddle>, name: String) -> Option<By> {
    let officer = || Officer::try_from(name).ok();
    match (role, paddle) {
        (Role::Bidder, Some(paddle)) => Some(By::Bidder { paddle }),
        (Role::Observer, None) => Some(By::Observer),
        (Role::Clerk, None) => officer().map(|officer| By::Clerk { officer }),
        (Role::Auctioneer, None) => officer().map(|officer| By::Auctioneer { officer }),
        (Role::SecondOfficer, None) => officer().map(|officer| By::SecondOfficer { officer }),
        (Role::Auditor, None) => officer().map(|officer| By::Auditor { officer }),
        (Role::Supervisor, None) => officer().map(|officer| By::Supervisor { officer }),
        (
            Role::Clock
            | Role::Observer
            | Role::Clerk
            | Role::Auctioneer
            | Role::SecondOfficer
            | Role::Auditor
            | Role::Supervisor,
            Some(_),
        )
        | (Role::Clock | Role::Bidder, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::hand;
    use gavel_proto::{Paddle, Role};

    #[test]
    fn the_clock_is_nobodys_role() {
        assert_eq!(hand(Role::Clock, None, "x".into()), None);
        assert_eq!(hand(Role::Bidder, None, "x".into()), None);
        assert_eq!(hand(Role::Auctioneer, Some(Paddle(1)), "x".into()), None);
        assert_eq!(hand(Role::Supervisor, None, String::new()), None);
    }
}
