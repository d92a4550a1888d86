//! A house under load: the program `gavel` as a process of its own, with limits that no bench meets,
//! its bidders admitted and its lots open.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;
use tempfile::TempDir;

use super::line::Line;
use super::server::Server;

const SESSION: &str = "bench";
const PROTOCOL: &str = "gavel.v1.json";
/// What would hold off a load from one address that asks as fast as it can.
const RAISED: [&str; 13] = [
    "connections=1000000",
    "connections_per_account=1000000",
    "connections_per_address=1000000",
    "new_connections_per_second_per_address=1000000",
    "new_connections_burst_per_address=1000000",
    "visitors=1000000",
    "visitors_per_address=1000000",
    "requests_per_second=1000000",
    "request_burst=1000000",
    "request_bytes_per_second=100000000",
    "requests_per_second_per_account=1000000",
    "request_burst_per_account=1000000",
    // Between two parts all bidders leave at once.
    "fault_vanished_percent=100",
];

/// A server, and the tokens of everybody.
pub(crate) struct House {
    pub(crate) server: Server,
    address: SocketAddr,
    observer: String,
    bidders: Vec<String>,
    _data: TempDir,
}

impl House {
    /// Opens a house in which so many bidders may bid on so many lots.
    pub(crate) fn open(bidders: u32, lots: u32) -> Self {
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
        command.arg("serve").arg("--data").arg(data.path());
        command.args(["--listen", "127.0.0.1:0", "--session", SESSION]);
        for limit in RAISED {
            command.args(["--set", &format!("limits.{limit}")]);
        }
        let mut server = Server::of(command.env("GAVEL_LOG", "warn").stdout(Stdio::piped()));
        let lines = BufReader::new(server.child.stdout.take().expect("its lines")).lines();
        let mut lines = lines.map_while(Result::ok);
        let url =
            lines.find_map(|line| line.split_once("http://").map(|(_, rest)| rest.to_owned()));
        let url = url.expect("the server says where it listens");
        let address: String =
            url.chars().take_while(|c| c.is_ascii_digit() || ".:".contains(*c)).collect();
        // Nobody writes into a closed pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let auctioneer = mint(data.path(), &["auctioneer", "--name", "bench"]);
        let paddles = 1..=bidders;
        let house = Self {
            server,
            address: address.parse().expect("an address"),
            observer: mint(data.path(), &["observer"]),
            bidders: paddles
                .map(|paddle| mint(data.path(), &["bidder", "--paddle", &paddle.to_string()]))
                .collect(),
            _data: data,
        };
        begin(house.join(&auctioneer), bidders, lots);
        house
    }

    /// A bidder comes in. He does not subscribe.
    pub(crate) fn bidder(&self, number: usize) -> Line {
        self.join(&self.bidders[number])
    }

    /// Somebody comes in to listen.
    pub(crate) fn observer(&self) -> Line {
        let mut line = self.join(&self.observer);
        line.ask("subscribe", &json!({ "session": SESSION }));
        line
    }

    fn join(&self, token: &str) -> Line {
        let mut line = Line::websocket(self.address, "/ws", Some(PROTOCOL));
        line.ask("hello", &json!({ "token": token }));
        line
    }
}

/// Admits the bidders, and opens the lots: English, each bid one more than the last.
fn begin(mut desk: Line, bidders: u32, lots: u32) {
    for paddle in 1..=bidders {
        desk.ask("admit", &json!({ "paddle": paddle }));
        desk.ask("confirm_deposit", &json!({ "paddle": paddle }));
    }
    let text = json!({ "vi": "Bằng sáng chế", "en": "A patent" });
    let increment = json!({ "table": [{ "step": "1" }] });
    let english = json!({ "increment": increment, "leader_bids": "accepted" });
    let terms = json!({
        "title": text, "summary": text, "currency": { "code": "VND", "decimals": 0 },
        "opening": "100000000",
        "rounds": [{ "format": { "english": english }, "pace": "hammer" }],
    });
    for lot in 1..=lots {
        desk.ask("publish", &json!({ "lot": lot, "terms": terms }));
        desk.ask("open", &json!({ "lot": lot }));
    }
}

fn mint(data: &Path, who: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
    command.args(["token", "mint"]).args(who).args([SESSION, "--data"]).arg(data);
    let mint = command.output().expect("gavel token mint runs");
    assert!(mint.status.success(), "{}", String::from_utf8_lossy(&mint.stderr));
    String::from_utf8_lossy(&mint.stdout).trim().to_owned()
}
