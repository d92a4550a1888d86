//! The attack: readers that never read, handshakes that stay half open, heads that never end, and a
//! flood of connections, all while the bidders bid.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};

use crate::house::House;
use crate::socket::{connect, join};

const NEVER_READ: u32 = 100;
const HALF_OPEN: u32 = 2_000;
const SLOW_HEADS: u32 = 2_000;
/// Connections of the flood in each millisecond.
const FLOOD: u32 = 5;
/// The offenders come from addresses of their own: these numbers and those behind.
const FROM: u32 = 30_000;
const FLOOD_FROM: u32 = 90_000;
/// How long the server may take to be rid of somebody.
const PATIENCE: Duration = Duration::from_mins(1);

/// What became of the offenders.
pub(crate) struct HeldOff {
    flooded: u64,
    let_in: u64,
    longest: Duration,
}

/// Does `work` while the house is attacked.
pub(crate) async fn under<T>(house: &Arc<House>, work: impl Future<Output = T>) -> (T, HeldOff) {
    let mut deaf = Vec::new();
    for number in 0..NEVER_READ {
        deaf.push(join(house, FROM + number, &house.observer).await);
    }
    let mut offenders = JoinSet::new();
    for number in 0..HALF_OPEN + SLOW_HEADS {
        let house = Arc::clone(house);
        offenders.spawn(async move {
            let Some(stream) = connect(&house, FROM + 1_000 + number).await else {
                return Duration::ZERO;
            };
            let came = Instant::now();
            let staying = stay(stream, number < HALF_OPEN);
            drop(timeout(PATIENCE, staying).await);
            came.elapsed()
        });
    }
    let counts = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
    let flooding = tokio::spawn(flood(Arc::clone(house), Arc::clone(&counts)));
    let done = work.await;
    flooding.abort();
    let longest = offenders.join_all().await.into_iter().max().unwrap_or_default();
    drop(deaf);
    let [flooded, let_in] = [0, 1].map(|count: usize| counts[count].load(Relaxed));
    (done, HeldOff { flooded, let_in, longest })
}

/// Stays until the server hangs up: silent, or with a head that never ends.
async fn stay(mut stream: TcpStream, is_silent: bool) {
    if is_silent {
        drop(stream.read_to_end(&mut Vec::new()).await);
        return;
    }
    drop(stream.write_all(b"GET / HTTP/1.1\r\nx: ").await);
    while stream.write_all(b"x").await.is_ok() {
        sleep(Duration::from_millis(500)).await;
    }
}

/// Connects over and over from one address, and asks for the page.
async fn flood(house: Arc<House>, counts: Arc<[AtomicU64; 2]>) {
    let mut every = interval(Duration::from_millis(1));
    loop {
        every.tick().await;
        for _ in 0..FLOOD {
            let (house, counts) = (Arc::clone(&house), Arc::clone(&counts));
            tokio::spawn(async move {
                let Some(mut stream) = connect(&house, FLOOD_FROM).await else { return };
                counts[0].fetch_add(1, Relaxed);
                drop(stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await);
                let mut status = [0; 12];
                let read = timeout(PATIENCE, stream.read_exact(&mut status)).await;
                if matches!(read, Ok(Ok(_))) && status.ends_with(b"200") {
                    counts[1].fetch_add(1, Relaxed);
                }
            });
        }
    }
}

impl fmt::Display for HeldOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { flooded, let_in, longest } = self;
        write!(
            f,
            "{flooded} connections of the flood, {let_in} answered with 200; half-open handshakes \
             and slow heads gone within {longest:.2?}"
        )
    }
}
