//! The bots of the clients bid, each in a process of its own, while their server is killed under them
//! at the moment of a bid.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use serde_json::Value;

use super::rival::{MOST, PROGRAM, Rival};
use super::{journal, node, python};
use crate::live::house::PATIENCE;

const KILLS: usize = 8;

/// The bot at work, and every line that it wrote.
struct Bot {
    child: Child,
    lines: mpsc::Receiver<Value>,
    told: Vec<Value>,
}

impl Bot {
    fn start(mut program: Command, rival: &Rival, more: &[&str]) -> Self {
        let spawned = program
            .args([&rival.url(), "1", MOST])
            .args(more)
            .env("GAVEL_TOKEN", rival.house.paddle(PROGRAM))
            .stdout(Stdio::piped())
            .spawn();
        let mut child = spawned.expect("the bot starts");
        let output = BufReader::new(child.stdout.take().expect("a piped output"));
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                drop(sender.send(serde_json::from_str(&line).expect("JSON")));
            }
        });
        Self { child, lines, told: Vec::new() }
    }

    /// Waits until the bot is about to send its next bid.
    fn sends(&mut self) {
        loop {
            let told = self.lines.recv_timeout(PATIENCE).expect("waited for a bid of the bot");
            let is_sent = told["state"] == "sent";
            self.told.push(told);
            if is_sent {
                return;
            }
        }
    }

    /// Waits for the bot to end by itself: all that it wrote.
    fn ended(mut self) -> Vec<Value> {
        while let Ok(told) = self.lines.recv_timeout(PATIENCE) {
            self.told.push(told);
        }
        let status = self.child.wait().expect("the bot ends");
        assert!(status.success(), "{status}");
        std::mem::take(&mut self.told)
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[tokio::test]
async fn every_bid_of_the_python_bot_has_one_outcome_through_kills_of_its_server() {
    let mut rival = Rival::open().await;
    let bot = Bot::start(python("clients/python/bot.py"), &rival, &[rival.house.data()]);
    bids_through_kills(bot, &mut rival).await;
}

#[tokio::test]
async fn every_bid_of_the_javascript_bot_in_node_has_one_outcome_through_kills_of_its_server() {
    let mut rival = Rival::open().await;
    let bot = Bot::start(node("clients/js/bot.js"), &rival, &[]);
    bids_through_kills(bot, &mut rival).await;
}

async fn bids_through_kills(mut bot: Bot, rival: &mut Rival) {
    bot.sends();
    for _ in 0..KILLS {
        rival.outbid().await;
        bot.sends();
        rival.kill();
        rival.serve_again();
    }
    rival.end().await;
    let told = bot.ended();
    let outcomes: Vec<Value> =
        told.iter().map(|line| line["outcome"].clone()).filter(Value::is_object).collect();
    assert!(KILLS < outcomes.len(), "{told:?}");
    journal::check(&rival.house, &outcomes);
    let in_doubt = told.iter().filter(|line| line["state"] == "unknown").count();
    assert!(0 < in_doubt, "no kill came between a bid and its answer: {told:?}");
    println!("{} bids, {in_doubt} of them in doubt", outcomes.len());
}
