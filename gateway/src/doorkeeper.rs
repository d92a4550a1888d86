//! The doorkeeper: how many connections there are, of whom, and how fast new ones come.
//!
//! Counted before a byte is read, so that a refusal costs next to nothing.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use dashmap::DashMap;
use dashmap::mapref::entry::Entry;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::Limits;

/// How long an address is remembered that has no connection any more: longer than a burst takes
/// to be allowed again, at the rates that make sense.
const REMEMBERED: Duration = Duration::from_secs(10);
/// How often addresses may be forgotten while there is no room for new ones.
const SWEEP_PERIOD: Duration = Duration::from_secs(1);

/// Counts connections by address.
pub(crate) struct Doorkeeper {
    limits: Limits,
    quota: Quota,
    visitors: Arc<Semaphore>,
    addresses: DashMap<IpAddr, Tally>,
    swept: Mutex<Instant>,
}

/// What is known of one address.
struct Tally {
    connections: usize,
    visitors: usize,
    allowance: DefaultDirectRateLimiter,
    seen: Instant,
}

/// Why a connection is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum TurnedBack {
    /// Too many new connections of this address in a second.
    TooFast,
    /// Too many connections of this address at once.
    TooMany,
    /// No place for anybody who is not in a websocket yet.
    Full,
}

/// A connection that is counted, for as long as this lives.
pub(crate) struct Presence {
    keeper: Arc<Doorkeeper>,
    address: IpAddr,
}

/// A connection that is no websocket yet: it has a visitor's place for as long as this lives.
pub(crate) struct Visit {
    keeper: Arc<Doorkeeper>,
    address: IpAddr,
    _place: OwnedSemaphorePermit,
}

impl TurnedBack {
    /// The word for it in the metrics.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::TooFast => "address_too_fast",
            Self::TooMany => "address_too_many",
            Self::Full => "full",
        }
    }

    /// The answer, to whoever speaks plain HTTP.
    pub(crate) const fn answer(self) -> &'static [u8] {
        match self {
            Self::TooFast | Self::TooMany => {
                b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\nconnection: close\r\n\
                  content-length: 0\r\n\r\n"
            }
            Self::Full => {
                b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\n\
                  content-length: 0\r\n\r\n"
            }
        }
    }
}

impl Doorkeeper {
    pub(crate) fn new(limits: &Limits) -> Self {
        let count = |value| NonZeroU32::new(value).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(count(limits.new_connections_per_second_per_address))
            .allow_burst(count(limits.new_connections_burst_per_address));
        Self {
            quota,
            visitors: Arc::new(Semaphore::new(limits.visitors)),
            addresses: DashMap::new(),
            swept: Mutex::new(Instant::now()),
            limits: limits.clone(),
        }
    }

    /// Counts a new connection in, or says why it must go.
    ///
    /// # Errors
    /// [`TurnedBack`]; nothing is held for it then.
    pub(crate) fn admit(
        self: &Arc<Self>,
        address: IpAddr,
    ) -> Result<(Presence, Visit), TurnedBack> {
        let address = neighbourhood(address);
        self.count_in(address)?;
        // Counted from here on: whatever fails below counts it out again.
        let presence = Presence { keeper: Arc::clone(self), address };
        let place = Arc::clone(&self.visitors).try_acquire_owned().map_err(|_| {
            self.visitor_left(address);
            TurnedBack::Full
        })?;
        Ok((presence, Visit { keeper: Arc::clone(self), address, _place: place }))
    }

    fn count_in(&self, address: IpAddr) -> Result<(), TurnedBack> {
        if self.limits.addresses <= self.addresses.len() && !self.addresses.contains_key(&address) {
            self.sweep()?;
        }
        let mut tally = match self.addresses.entry(address) {
            Entry::Occupied(known) => known.into_ref(),
            Entry::Vacant(unknown) => unknown.insert(Tally {
                connections: 0,
                visitors: 0,
                allowance: RateLimiter::direct(self.quota),
                seen: Instant::now(),
            }),
        };
        tally.seen = Instant::now();
        if tally.allowance.check().is_err() {
            return Err(TurnedBack::TooFast);
        }
        if self.limits.connections_per_address <= tally.connections
            || self.limits.visitors_per_address <= tally.visitors
        {
            return Err(TurnedBack::TooMany);
        }
        tally.connections += 1;
        tally.visitors += 1;
        Ok(())
    }

    /// Forgets addresses that have no connection, if that was not done just now.
    fn sweep(&self) -> Result<(), TurnedBack> {
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        if swept.elapsed() < SWEEP_PERIOD {
            return Err(TurnedBack::Full);
        }
        *swept = Instant::now();
        self.addresses
            .retain(|_, tally| 0 < tally.connections || tally.seen.elapsed() < REMEMBERED);
        if self.addresses.len() < self.limits.addresses { Ok(()) } else { Err(TurnedBack::Full) }
    }

    fn visitor_left(&self, address: IpAddr) {
        if let Some(mut tally) = self.addresses.get_mut(&address) {
            tally.visitors -= 1;
        }
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Some(mut tally) = self.keeper.addresses.get_mut(&self.address) {
            tally.connections -= 1;
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.keeper.visitor_left(self.address);
    }
}

/// What counts as one address: of IPv6 the /64, of which whoever has one has all.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Doorkeeper, TurnedBack};
    use crate::config::Limits;
    use std::net::IpAddr;
    use std::sync::Arc;

    fn keeper(limits: &Limits) -> Arc<Doorkeeper> {
        Arc::new(Doorkeeper::new(limits))
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_has_so_many_connections_and_another_has_its_own() {
        let keeper = keeper(&Limits { connections_per_address: 2, ..Limits::default() });
        let first = keeper.admit(address("192.0.2.1")).unwrap();
        let second = keeper.admit(address("::ffff:192.0.2.1")).unwrap();
        let third = keeper.admit(address("192.0.2.1"));
        assert_eq!(third.err(), Some(TurnedBack::TooMany));
        assert!(keeper.admit(address("192.0.2.2")).is_ok());
        let (presence, visit) = first;
        drop(visit);
        assert!(keeper.admit(address("192.0.2.1")).is_err(), "a websocket counts too");
        drop(presence);
        assert!(keeper.admit(address("192.0.2.1")).is_ok());
        drop(second);
    }

    #[test]
    fn visitors_have_places_of_their_own_and_give_them_back() {
        let limits = Limits { visitors: 3, visitors_per_address: 2, ..Limits::default() };
        let keeper = keeper(&limits);
        let mut visits: Vec<_> =
            (0..2).map(|_| keeper.admit(address("2001:db8::1")).unwrap()).collect();
        let neighbour = keeper.admit(address("2001:db8::ffff"));
        assert_eq!(neighbour.err(), Some(TurnedBack::TooMany), "one /64 is one address");
        visits.push(keeper.admit(address("2001:db8:0:1::1")).unwrap());
        let last = keeper.admit(address("192.0.2.1"));
        assert_eq!(last.err(), Some(TurnedBack::Full));
        let (presences, left): (Vec<_>, Vec<_>) = visits.into_iter().unzip();
        drop(left);
        for _ in 0..3 {
            assert!(keeper.admit(address("192.0.2.1")).is_ok(), "what was refused holds nothing");
        }
        drop(presences);
    }

    #[test]
    fn new_connections_have_a_rate() {
        let limits = Limits {
            new_connections_per_second_per_address: 1,
            new_connections_burst_per_address: 5,
            ..Limits::default()
        };
        let keeper = keeper(&limits);
        let refused = (0..100).filter(|_| keeper.admit(address("192.0.2.1")).is_err()).count();
        assert!(0 < refused, "a hundred at once, of five");
        assert_eq!(keeper.admit(address("192.0.2.1")).err(), Some(TurnedBack::TooFast));
        assert!(keeper.admit(address("192.0.2.2")).is_ok());
    }

    #[test]
    fn no_more_addresses_are_counted_than_there_is_room_for() {
        let keeper = keeper(&Limits { addresses: 4, ..Limits::default() });
        for stranger in 0..4_u32 {
            assert!(keeper.admit(IpAddr::V4(stranger.into())).is_ok());
        }
        for stranger in 4..1_000_u32 {
            let turned_back = keeper.admit(IpAddr::V4(stranger.into())).err();
            assert_eq!(turned_back, Some(TurnedBack::Full));
        }
        assert!(keeper.addresses.len() <= 4);
        assert!(keeper.admit(IpAddr::V4(0.into())).is_ok(), "who is known still comes in");
    }
}
