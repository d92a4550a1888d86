//! A scripted bidder: values each lot in its own way and bids the asking price up to that.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use gavel_proto::{Paddle, SessionId};
use serde_json::json;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Error;
use uuid::Uuid;

use super::chance;
use super::seen::{Seen, see};
use crate::commands::client::Client;

/// Bids until the server goes away.
pub(super) async fn bid(address: SocketAddr, session: SessionId, token: String, paddle: Paddle) {
    let mut lots = BTreeMap::new();
    while let Ok(client) = Client::join(&address.into(), &session, &token).await {
        drop(take_part(client, paddle, &mut lots).await);
    }
}

async fn take_part(
    mut client: Client,
    paddle: Paddle,
    lots: &mut BTreeMap<u64, Seen>,
) -> Result<(), Error> {
    let mut next_bid = Instant::now() + pause();
    loop {
        tokio::select! {
            message = client.next() => see(&message?, paddle, lots),
            () = sleep_until(next_bid) => {
                next_bid = Instant::now() + pause();
                let wanted = lots.iter_mut().filter(|(_, seen)| seen.wants());
                let wanted: Vec<_> = wanted.collect();
                let index = usize::try_from(chance(wanted.len() as u64)).unwrap_or(0);
                if let Some((lot, seen)) = wanted.into_iter().nth(index) {
                    let mut bid = seen.offer();
                    bid["lot"] = json!(lot);
                    bid["bid_id"] = json!(Uuid::now_v7());
                    client.ask("bid", &bid).await?;
                }
            }
        }
    }
}

fn pause() -> Duration {
    Duration::from_millis(4_000 + chance(12_000))
}
