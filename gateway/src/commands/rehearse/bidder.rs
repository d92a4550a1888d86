//! A bidder: sends every bid when it is due, waits for no answer before the next, and never leaves an
//! outcome open.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::iter::Peekable;
use std::sync::Arc;

use serde_json::json;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Error;

use super::hall::{Hall, Person, Turn};
use super::line::{Answer, Heard, Line};
use super::pace::Pace;
use super::tally::record;
use crate::limits::RETRY_AFTER;

/// More than any asking price of a rehearsal.
const MOST: &str = "999999999999999999";

/// A bidder's side of the sale.
struct Bidder<I: Iterator<Item = u64>> {
    hall: Arc<Hall>,
    pace: Pace,
    lots: Arc<Vec<u64>>,
    /// The bids that are not due yet.
    coming: Peekable<I>,
    /// The bids that were sent and have no answer.
    open: BTreeSet<u64>,
    /// Which request of the present line carries which bid.
    asked: BTreeMap<u64, u64>,
    /// The bids that were turned away, and when each is sent again.
    again: VecDeque<(Instant, u64)>,
}

/// Bids on `lots` as bidder `number`, from 0, when the pace says so, until everything was heard.
pub(super) async fn bid(hall: Arc<Hall>, token: String, number: u64, lots: Arc<Vec<u64>>) {
    let mut person = Person::new(&hall, token);
    let mut line = person.come().await;
    let pace = hall.begun().await;
    let coming = pace.bids_of(number).peekable();
    let mut bidder = Bidder {
        hall: Arc::clone(&hall),
        pace,
        lots,
        coming,
        open: BTreeSet::new(),
        asked: BTreeMap::new(),
        again: VecDeque::new(),
    };
    loop {
        match bidder.take_part(&mut person, &mut line).await {
            Ok(Parting::Done) => return line.leave().await,
            Ok(Parting::Storm) => {}
            Err(_) => hall.tally.counts().cut += 1,
        }
        person.go(&line);
        drop(line);
        line = person.come().await;
    }
}

/// Why a bidder's line ends.
enum Parting {
    /// Everything was heard and answered.
    Done,
    /// Everybody was cut off.
    Storm,
}

impl<I: Iterator<Item = u64>> Bidder<I> {
    /// Bids on one line until it ends.
    async fn take_part(&mut self, person: &mut Person, line: &mut Line) -> Result<Parting, Error> {
        self.asked.clear();
        self.again.clear();
        // What had no answer on the line before is asked again under its own id.
        for bid in self.open.clone() {
            self.send(line, bid).await?;
        }
        loop {
            let is_done = self.coming.peek().is_none() && self.open.is_empty();
            if is_done && person.has_heard_all(line) {
                return Ok(Parting::Done);
            }
            let now = Instant::now();
            let due = self.coming.peek().map(|bid| self.pace.due(*bid));
            let again = self.again.front().map(|(at, _)| *at);
            tokio::select! {
                heard = line.hear() => self.take(&heard?),
                () = sleep_until(due.unwrap_or(now)), if due.is_some() => {
                    if let Some(bid) = self.coming.next() {
                        self.open.insert(bid);
                        self.send(line, bid).await?;
                    }
                }
                () = sleep_until(again.unwrap_or(now)), if again.is_some() => {
                    if let Some((_, bid)) = self.again.pop_front() {
                        self.send(line, bid).await?;
                    }
                }
                turn = person.turn() => match turn {
                    Turn::Storm => return Ok(Parting::Storm),
                    Turn::End => {}
                },
            }
        }
    }

    async fn send(&mut self, line: &mut Line, bid: u64) -> Result<(), Error> {
        let lot = self.lots[self.pace.lot(bid)];
        let id = self.pace.id(bid);
        let params = json!({
            "lot": lot, "bid_id": id, "asking_at_most": MOST, "seen": line.last()
        });
        let number = line.ask("bid", &params).await?;
        self.asked.insert(number, bid);
        Ok(())
    }

    fn take(&mut self, heard: &Heard) {
        let Heard::Answer(number, answer) = heard else { return };
        let Some(bid) = self.asked.remove(number) else { return };
        let mut counts = self.hall.tally.counts();
        match answer {
            Answer::TurnedAway => {
                counts.turned_away += 1;
                let at = Instant::now() + RETRY_AFTER;
                self.again.push_back((at, bid));
                return;
            }
            Answer::Granted(_) => counts.accepted += 1,
            Answer::Refused(code) => *counts.refused.entry(*code).or_default() += 1,
        }
        record(&mut counts.acknowledged, self.pace.due(bid).elapsed());
        self.open.remove(&bid);
    }
}
