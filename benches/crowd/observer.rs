//! The observers: each looks whether it hears everything, once and in order.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::house::House;
use crate::socket::{Socket, join, number};

/// Somebody who listens.
pub(crate) struct Observer {
    socket: Socket,
    heard: Arc<Heard>,
}

/// What somebody has heard.
#[derive(Default)]
struct Heard {
    seq: AtomicU64,
    pushes: AtomicU64,
    /// Pushes that do not follow the one before.
    gaps: AtomicU64,
    is_gone: AtomicU64,
}

/// All who listen, for as long as this lives.
pub(crate) struct Crowd {
    heard: Vec<Arc<Heard>>,
    _listening: JoinSet<()>,
}

/// What the crowd has heard, all together.
pub(crate) struct Told {
    pushes: u64,
    gaps: u64,
    gone: u64,
    behind: usize,
    until: Duration,
}

impl Observer {
    /// Comes in, unless it is turned away.
    pub(crate) async fn come(house: &House, number: u32) -> Option<Self> {
        let socket = join(house, number, &house.observer).await?;
        Some(Self { socket, heard: Arc::default() })
    }

    async fn listen(mut self) {
        while let Some(text) = self.socket.next().await {
            let (Some(seq), Some(prev)) = (number(&text, "\"seq\":"), number(&text, "\"prev\":"))
            else {
                continue;
            };
            self.heard.pushes.fetch_add(1, Relaxed);
            let last = self.heard.seq.swap(seq, Relaxed);
            // The first follows a snapshot, whose sequence nobody looked at.
            if last != 0 && last != prev {
                self.heard.gaps.fetch_add(1, Relaxed);
            }
        }
        self.heard.is_gone.store(1, Relaxed);
    }
}

impl Crowd {
    /// These, all of them listening.
    pub(crate) fn of(observers: Vec<Observer>) -> Self {
        let heard = observers.iter().map(|observer| Arc::clone(&observer.heard)).collect();
        let mut listening = JoinSet::new();
        for observer in observers {
            listening.spawn(observer.listen());
        }
        Self { heard, _listening: listening }
    }

    /// Waits until everybody has heard of the last bid that was answered: what they have heard until
    /// then.
    pub(crate) async fn hear_out(&self, house: &House, patience: Duration) -> Told {
        let last = house.last.load(Relaxed);
        let started = Instant::now();
        loop {
            let sum = |count: fn(&Heard) -> &AtomicU64| -> u64 {
                self.heard.iter().map(|heard| count(heard).load(Relaxed)).sum()
            };
            let behind = self.heard.iter().filter(|heard| heard.seq.load(Relaxed) < last);
            let behind = behind.count();
            let told = Told {
                pushes: sum(|heard| &heard.pushes),
                gaps: sum(|heard| &heard.gaps),
                gone: sum(|heard| &heard.is_gone),
                behind,
                until: started.elapsed(),
            };
            if told.behind == 0 || patience < told.until {
                return told;
            }
            sleep(Duration::from_millis(20)).await;
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pushes, gaps, gone, behind, until } = self;
        write!(
            f,
            "{pushes} pushes heard, {gaps} gaps, {gone} cut off, {behind} without the last, \
             which came within {until:.2?}"
        )
    }
}
