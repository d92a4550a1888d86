//! The house under load: a server of its own, with limits for a crowd.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::AtomicU64;

use serde_json::json;
use tempfile::TempDir;

use crate::BIDDERS;
use crate::socket;

pub(crate) const SESSION: &str = "bench";

/// A server, and the tokens of everybody.
pub(crate) struct House {
    pub(crate) address: SocketAddr,
    pub(crate) observer: String,
    bidders: Vec<String>,
    /// The sequence of the last bid that was answered.
    pub(crate) last: AtomicU64,
    server: Child,
    _data: TempDir,
}

impl House {
    /// Opens a house with a lot on which everybody may bid.
    pub(crate) async fn open(crowd: u32) -> Self {
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let path = data.path().to_str().expect("a plain name").to_owned();
        let program = std::env::var_os("GAVEL_CROWD_SERVER");
        let program = program.unwrap_or_else(|| env!("CARGO_BIN_EXE_gavel").into());
        let mut server = Command::new(&program)
            .args(["serve", "--data", &path, "--listen", "127.0.0.1:0", "--session", SESSION])
            .args(["--set", &format!("limits.connections={}", crowd + 3_000)])
            // The desk admits everybody at once, and between two parts all bidders leave at once.
            .args(["--set", "limits.request_burst=200"])
            .args(["--set", "limits.fault_vanished_percent=100"])
            .env("GAVEL_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let lines = BufReader::new(server.stdout.take().expect("its lines")).lines();
        let mut lines = lines.map_while(Result::ok);
        let url =
            lines.find_map(|line| line.split_once("http://").map(|(_, rest)| rest.to_owned()));
        let url = url.expect("the server says where it listens");
        let address: String =
            url.chars().take_while(|c| c.is_ascii_digit() || ".:".contains(*c)).collect();
        // Nobody writes into a closed pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let token = |who: &[&str]| {
            let mint = Command::new(&program)
                .args(["token", "mint"])
                .args(who)
                .args([SESSION, "--data", &path])
                .output()
                .expect("gavel token mint runs");
            String::from_utf8_lossy(&mint.stdout).trim().to_owned()
        };
        let bidders =
            (1..=BIDDERS).map(|paddle| token(&["bidder", "--paddle", &paddle.to_string()]));
        let house = Self {
            address: address.parse().expect("an address"),
            observer: token(&["observer"]),
            bidders: bidders.collect(),
            last: AtomicU64::new(0),
            server,
            _data: data,
        };
        house.sell(&token(&["auctioneer", "--name", "bench"])).await;
        house
    }

    async fn sell(&self, auctioneer: &str) {
        let mut desk = socket::join(self, 0, auctioneer).await.expect("the desk comes in");
        for paddle in 1..=BIDDERS {
            desk.ask("admit", json!({ "paddle": paddle })).await;
            desk.ask("confirm_deposit", json!({ "paddle": paddle })).await;
        }
        let text = json!({ "vi": "Bằng sáng chế", "en": "A patent" });
        let increment = json!({ "table": [{ "step": "10000000" }] });
        let round =
            json!({ "format": { "english": { "increment": increment } }, "pace": "hammer" });
        let terms = json!({
            "title": text, "summary": text, "currency": { "code": "VND", "decimals": 0 },
            "opening": "100000000", "rounds": [round],
        });
        desk.ask("publish", json!({ "lot": 1, "terms": terms })).await;
        desk.ask("open", json!({ "lot": 1 })).await;
    }

    /// The token of a bidder.
    pub(crate) fn bidder(&self, paddle: u32) -> String {
        self.bidders[paddle as usize - 1].clone()
    }

    /// The server's resident set.
    pub(crate) fn resident_bytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id()));
        let status = status.expect("a server that runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
        kib.expect("a size in kB") * 1_024
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}
