//! The desk of a rehearsal: sets the stage, lets lots go on that the house paused, and clears away.

use std::sync::Arc;

use futures_util::future::try_join_all;
use gavel_proto::{Paddle, SessionId};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::sleep;
use tokio_tungstenite::tungstenite::Error;

use super::hall::{Hall, Person, Turn};
use super::line::{Answer, Heard, Line};
use crate::commands::Failure;
use crate::commands::client::{Client, NotGranted};
use crate::commands::entrance::Entrance;
use crate::limits::RETRY_AFTER;

/// Connections that admit bidders beside each other: a house allows an officer about so many.
const ADMITTING: usize = 8;
/// Refused because it is so already.
const DONE_BEFORE: [u64; 2] = [2_106, 2_108];

/// A stage that is set.
pub(super) struct Stage {
    /// The lots that are open.
    pub(super) lots: Vec<u64>,
    /// Requests that one connection may send in a second.
    pub(super) requests_per_second: u64,
}

/// Admits the bidders, and publishes and opens so many lots.
///
/// # Errors
/// The house cannot be reached, or does not run such a session.
pub(super) async fn set(
    entrance: &Entrance,
    session: &SessionId,
    auctioneer: &str,
    bidders: &[Paddle],
    lots: u64,
) -> Result<Stage, Failure> {
    let unheard = |error: NotGranted| {
        let sentence = format!(
            "{error}: is the house served at {entrance}, and does it run the session {session}?"
        );
        Failure::refused(&sentence)
    };
    let (mut client, welcome) = seat(entrance, auctioneer).await.map_err(unheard)?;
    let share = bidders.len().div_ceil(ADMITTING).max(1);
    let admitting = bidders.chunks(share).map(|some| admit(entrance, auctioneer, some));
    try_join_all(admitting).await.map_err(unheard)?;
    let joined = client.granted("subscribe", &json!({ "session": session })).await;
    let joined = joined.map_err(unheard)?;
    let before = joined["snapshot"]["lots"].as_array().map_or(0, |lots| lots.len() as u64);
    let lots: Vec<u64> = (before + 1..=before + lots).collect();
    for lot in &lots {
        client.granted("publish", &publication(*lot)).await.map_err(unheard)?;
        client.granted("open", &json!({ "lot": lot })).await.map_err(unheard)?;
    }
    client.leave().await;
    let requests_per_second = welcome["max_requests_per_second"].as_u64().unwrap_or(u64::MAX);
    Ok(Stage { lots, requests_per_second })
}

async fn seat(entrance: &Entrance, token: &str) -> Result<(Client, Value), NotGranted> {
    let mut client = Client::connect(entrance).await?;
    let welcome = client.granted("hello", &json!({ "token": token })).await?;
    Ok((client, welcome))
}

async fn admit(entrance: &Entrance, token: &str, bidders: &[Paddle]) -> Result<(), NotGranted> {
    let (mut client, _) = seat(entrance, token).await?;
    for paddle in bidders {
        for method in ["admit", "confirm_deposit"] {
            match client.granted(method, &json!({ "paddle": paddle })).await {
                Err(NotGranted::Refused { code, .. }) if DONE_BEFORE.contains(&code) => {}
                granted => drop(granted?),
            }
        }
    }
    client.leave().await;
    Ok(())
}

/// An English lot by hammer: it ends when the rehearsal does.
fn publication(lot: u64) -> Value {
    let format = json!({ "english": { "increment": { "table": [{ "step": "1000" }] } } });
    json!({
        "lot": lot,
        "terms": {
            "title": { "vi": "Lô diễn tập", "en": "Rehearsal lot" },
            "summary": {
                "vi": "Lô này chỉ để thử tải, không bán gì.",
                "en": "This lot tries the load; nothing is sold."
            },
            "currency": { "code": "VND", "decimals": 0 },
            "opening": "1000",
            "rounds": [{ "format": format, "pace": "hammer" }]
        }
    })
}

/// Keeps the lots open until it is `over`, then withdraws them and tells the hall that it ends.
pub(super) async fn keep(
    hall: Arc<Hall>,
    token: String,
    lots: Arc<Vec<u64>>,
    mut over: watch::Receiver<bool>,
) {
    let mut person = Person::new(&hall, token);
    loop {
        let mut line = person.come().await;
        if let Ok(last) = attend(&mut person, &mut line, &lots, &mut over).await {
            hall.end(last);
            return line.leave().await;
        }
        person.go(&line);
    }
}

/// What a person at the desk does on one line: the last sequence, once all lots are gone.
async fn attend(
    person: &mut Person,
    line: &mut Line,
    lots: &[u64],
    over: &mut watch::Receiver<bool>,
) -> Result<u64, Error> {
    loop {
        tokio::select! {
            heard = line.hear() => if let Heard::Paused(paused) = heard? {
                person.hall.tally.counts().pauses += paused.len() as u64;
                for lot in paused {
                    line.ask("resume", &json!({ "lot": lot })).await?;
                }
            },
            () = turned_true(over) => break,
            turn = person.turn() => match turn {
                // The desk sits where the house is.
                Turn::Storm | Turn::End => {}
            },
        }
    }
    let mut last = line.last();
    for lot in lots {
        last = last.max(withdraw(line, *lot).await?);
    }
    Ok(last)
}

/// Waits until the rehearsal is over.
async fn turned_true(over: &mut watch::Receiver<bool>) {
    drop(over.wait_for(|over| *over).await);
}

/// Takes a lot out of the sale: the sequence that did it, or the last one before.
async fn withdraw(line: &mut Line, lot: u64) -> Result<u64, Error> {
    let reason = "hết buổi diễn tập / the rehearsal is over";
    loop {
        let asked = line.ask("withdraw", &json!({ "lot": lot, "reason": reason })).await?;
        let answer = loop {
            match line.hear().await? {
                Heard::Answer(number, answer) if number == asked => break answer,
                Heard::Answer(..) | Heard::Paused(_) | Heard::Other => {}
            }
        };
        match answer {
            Answer::Granted(seq) => return Ok(seq.unwrap_or(0)),
            // Withdrawn already, on a line that broke.
            Answer::Refused(_) => return Ok(line.last()),
            Answer::TurnedAway => sleep(RETRY_AFTER).await,
        }
    }
}
