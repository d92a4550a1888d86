//! The seats of the house: who may stay, once it is known who they are. The room's observers may have
//! to wait for one; bidders and officers find those that are kept for them.

use std::num::NonZeroU32;
use std::sync::Arc;

use dashmap::DashMap;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::Limits;
use crate::identity::Identity;

/// All the seats, and those who have more than one.
pub(crate) struct Seats {
    all: Arc<Semaphore>,
    /// Those that observers may have.
    room: Arc<Semaphore>,
    accounts: DashMap<String, Account>,
    most_of_account: usize,
    quota: Quota,
}

/// A bidder or an officer, who may be connected more than once.
struct Account {
    seats: usize,
    allowance: Arc<DefaultDirectRateLimiter>,
}

/// One connection's seat, for as long as this lives.
pub(crate) struct Seat {
    /// Whose it is; nobody's of the room, where many share one token.
    account: Option<(Arc<Seats>, String, Arc<DefaultDirectRateLimiter>)>,
    _places: (OwnedSemaphorePermit, Option<OwnedSemaphorePermit>),
}

/// Why there is no seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoSeat {
    /// Every seat that an observer may have is taken.
    #[error("the room is full; wait, and try again")]
    InRoom,
    /// Every seat is taken.
    #[error("every connection that this house allows is in use; try again in a moment")]
    InHouse,
    /// This bidder or officer is connected too often already.
    #[error("you are connected too many times already; close another page or program")]
    OfAccount,
}

impl NoSeat {
    /// The word for it in the metrics.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::InRoom => "room_full",
            Self::InHouse => "house_full",
            Self::OfAccount => "account_full",
        }
    }
}

impl Seats {
    pub(crate) fn new(limits: &Limits) -> Self {
        let count = |value| NonZeroU32::new(value).unwrap_or(NonZeroU32::MIN);
        let reserved = limits.reserved_connections.min(limits.connections / 2);
        Self {
            all: Arc::new(Semaphore::new(limits.connections)),
            room: Arc::new(Semaphore::new(limits.connections - reserved)),
            accounts: DashMap::new(),
            most_of_account: limits.connections_per_account,
            quota: Quota::per_second(count(limits.requests_per_second_per_account))
                .allow_burst(count(limits.request_burst_per_account)),
        }
    }

    /// Gives a seat to whoever said hello.
    ///
    /// # Errors
    /// [`NoSeat`]; nothing is held then.
    pub(crate) fn take(self: &Arc<Self>, identity: &Identity) -> Result<Seat, NoSeat> {
        let place = |places: &Arc<Semaphore>, full| {
            Arc::clone(places).try_acquire_owned().map_err(|_| full)
        };
        let is_observer = identity.by == gavel_proto::By::Observer;
        let in_room = is_observer.then(|| place(&self.room, NoSeat::InRoom)).transpose()?;
        let in_house = place(&self.all, NoSeat::InHouse)?;
        let account = if is_observer { None } else { Some(self.sit(identity.to_string())?) };
        Ok(Seat { account, _places: (in_house, in_room) })
    }

    fn sit(
        self: &Arc<Self>,
        name: String,
    ) -> Result<(Arc<Self>, String, Arc<DefaultDirectRateLimiter>), NoSeat> {
        let mut account = self.accounts.entry(name.clone()).or_insert_with(|| Account {
            seats: 0,
            allowance: Arc::new(RateLimiter::direct(self.quota)),
        });
        if self.most_of_account <= account.seats {
            return Err(NoSeat::OfAccount);
        }
        account.seats += 1;
        Ok((Arc::clone(self), name, Arc::clone(&account.allowance)))
    }
}

impl Seat {
    /// What this bidder or officer may still ask, over all connections; nothing of the room, whose
    /// connections are counted one by one.
    pub(crate) fn allowance(&self) -> Option<&DefaultDirectRateLimiter> {
        self.account.as_ref().map(|(_, _, allowance)| allowance.as_ref())
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some((seats, name, _)) = &self.account else { return };
        if let Some(mut account) = seats.accounts.get_mut(name) {
            account.seats -= 1;
        }
        seats.accounts.remove_if(name, |_, account| account.seats == 0);
    }
}

#[cfg(test)]
mod tests {
    use super::{NoSeat, Seat, Seats};
    use crate::config::Limits;
    use crate::identity::Identity;
    use gavel_proto::{By, Paddle, Timestamp};
    use std::sync::Arc;

    fn identity(by: By) -> Identity {
        Identity {
            session: "s".parse().unwrap(),
            by,
            from: Timestamp::from_micros(0),
            expires: Timestamp::from_micros(1),
            subject: "somebody".into(),
            id: "1".into(),
            key: None,
        }
    }

    fn bidder(paddle: u32) -> Identity {
        identity(By::Bidder { paddle: Paddle(paddle) })
    }

    fn seats(limits: &Limits) -> Arc<Seats> {
        Arc::new(Seats::new(limits))
    }

    #[test]
    fn observers_wait_where_a_bidder_finds_a_seat() {
        let seats = seats(&Limits { connections: 5, reserved_connections: 2, ..Limits::default() });
        let observer = identity(By::Observer);
        let mut room: Vec<Seat> = (0..3).map(|_| seats.take(&observer).unwrap()).collect();
        assert_eq!(seats.take(&observer).err(), Some(NoSeat::InRoom));
        let _bidders = [1, 2].map(|paddle| seats.take(&bidder(paddle)).unwrap());
        assert_eq!(seats.take(&bidder(3)).err(), Some(NoSeat::InHouse));
        room.pop();
        let _third = seats.take(&bidder(3)).unwrap();
        assert_eq!(seats.take(&observer).err(), Some(NoSeat::InHouse), "bidders may have all");
    }

    #[test]
    fn an_account_has_so_many_seats_and_one_allowance() {
        let limits = Limits {
            connections_per_account: 2,
            requests_per_second_per_account: 1,
            request_burst_per_account: 3,
            ..Limits::default()
        };
        let seats = seats(&limits);
        let (first, second) = (seats.take(&bidder(7)).unwrap(), seats.take(&bidder(7)).unwrap());
        assert_eq!(seats.take(&bidder(7)).err(), Some(NoSeat::OfAccount));
        let other = seats.take(&bidder(8)).unwrap();
        let may_ask = |seat: &Seat| seat.allowance().unwrap().check().is_ok();
        let asked = [&first, &second, &first, &second].map(may_ask);
        assert_eq!(asked, [true, true, true, false], "three at once, whichever connection asks");
        assert!(may_ask(&other));
        drop(first);
        assert!(seats.take(&bidder(7)).is_ok());
        drop(second);
        assert_eq!(seats.accounts.len(), 1, "nobody is remembered who has gone");
    }
}
