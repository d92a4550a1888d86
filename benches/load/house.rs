//! A house under load: the program `gavel` as a process of its own, with limits that no bench meets,
//! its bidders admitted and its lots open.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;
use tempfile::TempDir;

use super::line::Line;
use super::server::Server;

pub(crate) const SESSION: &str = "bench";
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

/// The program `gavel` that serves a session of its own, in a folder of its own.
pub(crate) struct Served {
    pub(crate) server: Server,
    pub(crate) address: SocketAddr,
    program: PathBuf,
    data: TempDir,
}

impl Served {
    /// Starts this program with these limits.
    pub(crate) fn by<'a>(program: &Path, limits: impl IntoIterator<Item = &'a str>) -> Self {
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let mut command = Command::new(program);
        command.arg("serve").arg("--data").arg(data.path());
        command.args(["--listen", "127.0.0.1:0", "--session", SESSION]);
        for limit in limits {
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
        let address = address.parse().expect("an address");
        Self { server, address, program: program.to_owned(), data }
    }

    /// A token for somebody, as `gavel token mint` is told who it is.
    pub(crate) fn mint(&self, who: &[&str]) -> String {
        let mut command = Command::new(&self.program);
        command.args(["token", "mint"]).args(who).args([SESSION, "--data"]).arg(self.data.path());
        let mint = command.output().expect("gavel token mint runs");
        assert!(mint.status.success(), "{}", String::from_utf8_lossy(&mint.stderr));
        String::from_utf8_lossy(&mint.stdout).trim().to_owned()
    }

    /// The tokens of the first so many bidders.
    pub(crate) fn bidders(&self, bidders: u32) -> Vec<String> {
        let paddles = 1..=bidders;
        paddles.map(|paddle| self.mint(&["bidder", "--paddle", &paddle.to_string()])).collect()
    }

    /// Admits the bidders, and opens the lots: English, each bid one more than the last.
    pub(crate) fn begin(&self, bidders: u32, lots: u32) {
        let mut desk = self.join(&self.mint(&["auctioneer", "--name", "bench"]));
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

    /// Somebody comes in.
    fn join(&self, token: &str) -> Line {
        let mut line = Line::websocket(self.address, "/ws", Some(PROTOCOL));
        line.ask("hello", &json!({ "token": token }));
        line
    }
}

/// A house that no limit holds off, and the tokens of everybody.
pub(crate) struct House {
    served: Served,
    observer: String,
    bidders: Vec<String>,
}

impl House {
    /// Opens a house in which so many bidders may bid on so many lots.
    pub(crate) fn open(bidders: u32, lots: u32) -> Self {
        let served = Served::by(Path::new(env!("CARGO_BIN_EXE_gavel")), RAISED);
        let (observer, tokens) = (served.mint(&["observer"]), served.bidders(bidders));
        served.begin(bidders, lots);
        Self { served, observer, bidders: tokens }
    }

    /// The process that serves.
    pub(crate) fn server(&self) -> &Server {
        &self.served.server
    }

    /// A bidder comes in. He does not subscribe.
    pub(crate) fn bidder(&self, number: usize) -> Line {
        self.served.join(&self.bidders[number])
    }

    /// Somebody comes in to listen.
    pub(crate) fn observer(&self) -> Line {
        let mut line = self.served.join(&self.observer);
        line.ask("subscribe", &json!({ "session": SESSION }));
        line
    }
}
