//! Somebody who acts: asks, writes down what was answered, and comes back after every loss until the
//! fate of every bid is known.

use gavel_proto::{BidId, Paddle};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::ledger::{Ledger, Told};
use super::line::{Gone, Line, Pass};

/// Verdicts that are asked for again by one person who comes back.
const ASKED_AGAIN: usize = 25;

/// Somebody with a pass.
pub(super) struct Person {
    pub(super) pass: Pass,
    /// The number on the paddle, if it is a bidder.
    pub(super) paddle: Option<Paddle>,
    pub(super) ledger: Ledger,
    line: Option<Line>,
    /// The last sequence that was heard of on any connection.
    seq: Option<u64>,
}

impl Person {
    pub(super) fn new(pass: Pass, paddle: Option<Paddle>) -> Self {
        Self { pass, paddle, ledger: Ledger::default(), line: None, seq: None }
    }

    /// Asks for something that is no bid, once: what was answered, if the line held.
    pub(super) async fn ask(&mut self, method: &str, params: &Value) -> Option<Value> {
        let answer = self.line().await.ask(method, params.clone()).await;
        if answer.is_ok() {
            self.pass.tally.acts.up();
        }
        self.keep(answer)
    }

    /// Bids, and does not rest before the verdict is known, if there is one.
    pub(super) async fn bid(&mut self, bid_id: BidId, params: &Value) {
        let began = Instant::now();
        let answer = self.line().await.ask("bid", params.clone()).await;
        let mut answer = self.keep(answer);
        if answer.is_some() {
            self.pass.tally.acknowledged(began.elapsed());
        }
        while answer.is_none() {
            let asked = self.line().await.ask("bid.get", json!({ "bid_id": bid_id })).await;
            let Some(fate) = self.keep(asked) else { continue };
            if let Some(told) = Told::fate(&fate) {
                self.ledger.write(bid_id, told);
                self.pass.tally.answered.up();
                return;
            }
            self.pass.tally.again.up();
            let again = self.line().await.ask("bid", params.clone()).await;
            answer = self.keep(again);
            if answer.is_some() {
                self.pass.tally.answered.up();
            }
        }
        if let Some(told) = answer.as_ref().and_then(Told::by) {
            self.ledger.write(bid_id, told);
        }
    }

    /// Rests until then, reading.
    pub(super) async fn rest(&mut self, until: Instant) {
        while Instant::now() < until {
            let rested = self.line().await.rest(until).await;
            self.keep(rested);
        }
    }

    /// What the room looks like now.
    pub(super) async fn snapshot(&mut self) -> Option<Value> {
        let session = self.pass.session.clone();
        let seen = self.line().await.subscribe(&session, None).await;
        self.keep(seen).map(|mut seen| seen["snapshot"].take())
    }

    /// Takes leave: what was written down.
    pub(super) async fn leave(mut self) -> (Option<Paddle>, Ledger) {
        if let Some(line) = self.line.take() {
            line.leave().await;
        }
        (self.paddle, self.ledger)
    }

    /// Drops the connection without a word.
    pub(super) fn lose(&mut self) {
        if let Some(line) = self.line.take() {
            self.seq = line.seq.or(self.seq);
        }
    }

    fn keep<T>(&mut self, answer: Result<T, Gone>) -> Option<T> {
        if answer.is_err() {
            self.lose();
        }
        answer.ok()
    }

    /// A connection on which nothing is missing.
    async fn line(&mut self) -> &mut Line {
        let line = match self.line.take() {
            Some(line) if !line.is_behind => line,
            Some(mut line) => match line.subscribe(&self.pass.session, line.seq).await {
                Ok(_) => line,
                Err(Gone) => self.come().await,
            },
            None => self.come().await,
        };
        self.line.insert(line)
    }

    /// Comes in, listens behind what was heard before, and asks whether the house still says the same.
    async fn come(&mut self) -> Line {
        loop {
            let mut line = self.pass.join().await;
            if self.settle(&mut line).await.is_ok() {
                return line;
            }
        }
    }

    async fn settle(&mut self, line: &mut Line) -> Result<(), Gone> {
        line.subscribe(&self.pass.session, self.seq).await?;
        for bid_id in self.ledger.latest(ASKED_AGAIN) {
            let fate = line.ask("bid.get", json!({ "bid_id": bid_id })).await?;
            assert_eq!(Told::fate(&fate), self.ledger.told(bid_id), "bid {bid_id} after a return");
            self.pass.tally.confirmed.up();
        }
        Ok(())
    }
}
