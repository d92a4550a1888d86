//! The access log: who came in and who was refused, under the target `access`. Never a token,
//! never a ticket; what a stranger wrote stands in quotes.

use std::fmt;
use std::net::IpAddr;

use gavel_proto::{Paddle, SessionId};

use super::bearer::{Identity, role_name};

/// The target of every line about access: `access=off` in the filter silences them.
pub(crate) const TARGET: &str = "access";
/// Characters of what a stranger wrote that are kept.
const KEPT: usize = 200;

/// Where somebody comes from, if that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Whence(pub(crate) Option<IpAddr>);

/// What somebody came in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Credential {
    Token,
    Ticket,
    /// Nothing: the room is open to everybody.
    None,
}

impl fmt::Display for Whence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(address) => address.fmt(f),
            None => f.write_str("unknown"),
        }
    }
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token => "token",
            Self::Ticket => "ticket",
            Self::None => "nothing, to listen",
        })
    }
}

/// Somebody said hello and was taken for whom they said.
pub(crate) fn admitted(address: Whence, credential: Credential, who: &Identity) {
    tracing::info!(
        target: TARGET, %address, role = role_name(who.by.role()), session = %who.session,
        subject = ?who.subject, token = %who.id, "admitted by {credential}"
    );
}

/// A ticket was given out.
pub(crate) fn given(address: Whence, who: &Identity) {
    tracing::info!(
        target: TARGET, %address, role = role_name(who.by.role()), session = %who.session,
        subject = ?who.subject, token = %who.id, "given a ticket"
    );
}

/// Somebody who is known was refused something, or sent away.
pub(crate) fn refused(address: Whence, who: &Identity, why: &dyn fmt::Display) {
    tracing::warn!(
        target: TARGET, %address, role = role_name(who.by.role()), session = %who.session,
        subject = ?who.subject, token = %who.id, %why, "refused"
    );
}

/// A bid was asked for, or sent, that is not this paddle's to ask for or to send.
pub(crate) fn refused_bid(session: &SessionId, paddle: Option<Paddle>, why: &str) {
    let paddle = paddle.map_or(0, |paddle| paddle.0);
    tracing::warn!(target: TARGET, %session, paddle, why, "refused");
}

/// Somebody who is not known was refused.
pub(crate) fn refused_stranger(address: Whence, why: &dyn fmt::Display) {
    tracing::warn!(target: TARGET, %address, %why, "refused a stranger");
}

/// A page of another origin was refused.
pub(crate) fn refused_page(address: Whence, origin: &[u8], why: &dyn fmt::Display) {
    let origin: String = String::from_utf8_lossy(origin).chars().take(KEPT).collect();
    tracing::warn!(target: TARGET, %address, ?origin, %why, "refused a page");
}
