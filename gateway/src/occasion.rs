//! What comes up in the life of a connection besides its messages, and seldom.

use tokio::sync::watch;
use tokio::time::{Instant, Interval, interval, sleep_until};

use crate::house::House;

/// What came up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// The house is going away.
    Farewell,
    /// It is time to see whether the other side is still there.
    PingDue,
    /// Some token or key was taken back.
    TakenBack,
    /// The time has come that the connection ends at by itself.
    Over,
}

/// Whoever looks out for it.
#[derive(Debug)]
pub(crate) struct Lookout {
    pings: Interval,
    taken_back: watch::Receiver<u64>,
    /// Until the house has said that it goes away.
    going_away: Option<watch::Receiver<bool>>,
}

impl Lookout {
    pub(crate) fn new(house: &House) -> Self {
        let mut pings = interval(house.limits.ping_period());
        pings.reset();
        let taken_back = house.identities.changes();
        Self { pings, taken_back, going_away: Some(house.going_away()) }
    }

    /// The next occasion of a connection that ends by itself at this time.
    pub(crate) async fn next(mut self, ends_at: Instant) -> (Self, Occasion) {
        let occasion = tokio::select! {
            biased;
            () = turned_true(&mut self.going_away) => Occasion::Farewell,
            _ = self.pings.tick() => Occasion::PingDue,
            Ok(()) = self.taken_back.changed() => Occasion::TakenBack,
            () = sleep_until(ends_at) => Occasion::Over,
        };
        if occasion == Occasion::Farewell {
            self.going_away = None;
        }
        (self, occasion)
    }
}

async fn turned_true(flag: &mut Option<watch::Receiver<bool>>) {
    match flag {
        Some(flag) => drop(flag.wait_for(|value| *value).await),
        None => std::future::pending().await,
    }
}
