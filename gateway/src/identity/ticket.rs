//! Tickets: each opens one connection, once and soon, so that no token stands in an address.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use dashmap::DashMap;
use gavel_proto::time::Millis;
use gavel_proto::{Hash, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

use super::bearer::Identity;
use crate::limits::{TICKET_MS, TICKETS, TICKETS_PER_TOKEN};

/// A ticket that was given out, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Ticket")]
pub(crate) struct Given {
    /// Opens one connection, once.
    pub(crate) ticket: Hash,
    /// Until when, by the server's clock.
    pub(crate) expires: Timestamp,
}

/// Why no ticket is given. Both pass within [`TICKET_MS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoTicket {
    #[error("too many tickets of this token wait to be used; use one, or ask again in a moment")]
    OfToken,
    #[error("too many tickets wait to be used; ask again in a moment")]
    OfHouse,
    #[error("no ticket can be drawn just now; ask again in a moment")]
    NoChance,
}

/// Why a ticket opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TicketFault {
    #[error("this ticket was used already; ask for a new one")]
    Used,
    #[error("this ticket is unknown or too old; ask for a new one")]
    Unknown,
}

/// The tickets that wait, and those that were used, until they are too old.
#[derive(Debug, Default)]
pub(super) struct Tickets {
    given: DashMap<Hash, Entry>,
    of_tokens: DashMap<String, usize>,
    count: AtomicUsize,
}

#[derive(Debug)]
struct Entry {
    expires: Timestamp,
    token: String,
    /// Taken out by the one who uses the ticket.
    identity: Option<Identity>,
}

impl Tickets {
    /// Gives a ticket to the bearer of a token.
    ///
    /// # Errors
    /// [`NoTicket`].
    pub(super) fn give(&self, identity: Identity, now: Timestamp) -> Result<Given, NoTicket> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| NoTicket::NoChance)?;
        self.reserve(&identity.id)?;
        let (ticket, token) = (Hash(bytes), identity.id.clone());
        let expires = now.after(Millis(TICKET_MS)).min(identity.expires);
        self.given.insert(ticket, Entry { expires, token, identity: Some(identity) });
        Ok(Given { ticket, expires })
    }

    /// Takes whom a ticket speaks for: the first time, and no other.
    ///
    /// # Errors
    /// [`TicketFault`].
    pub(super) fn take(&self, ticket: &str, now: Timestamp) -> Result<Identity, TicketFault> {
        let ticket: Hash = ticket.parse().map_err(|_| TicketFault::Unknown)?;
        let mut entry = self.given.get_mut(&ticket).ok_or(TicketFault::Unknown)?;
        if entry.expires <= now {
            return Err(TicketFault::Unknown);
        }
        entry.identity.take().ok_or(TicketFault::Used)
    }

    /// Forgets the tickets that are too old.
    pub(super) fn sweep(&self, now: Timestamp) {
        let mut old: BTreeMap<String, usize> = BTreeMap::new();
        self.given.retain(|_, entry| {
            let waits = now < entry.expires;
            if !waits {
                *old.entry(entry.token.clone()).or_default() += 1;
            }
            waits
        });
        for (token, number) in old {
            self.count.fetch_sub(number, Ordering::Relaxed);
            self.of_tokens.remove_if_mut(&token, |_, count| {
                *count = count.saturating_sub(number);
                *count == 0
            });
        }
    }

    /// Makes room for one more ticket of this token.
    fn reserve(&self, token: &str) -> Result<(), NoTicket> {
        let more = |count| (count < TICKETS).then_some(count + 1);
        if self.count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_err() {
            return Err(NoTicket::OfHouse);
        }
        let mut of_token = self.of_tokens.entry(token.to_owned()).or_default();
        if TICKETS_PER_TOKEN <= *of_token {
            self.count.fetch_sub(1, Ordering::Relaxed);
            return Err(NoTicket::OfToken);
        }
        *of_token += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
