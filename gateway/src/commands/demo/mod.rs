//! `gavel demo`: a live sale that a newcomer can bid in at once.

mod bidder;
mod catalogue;
mod director;
mod seen;

use std::net::SocketAddr;

use chrono::DateTime;
use clap::{Args, Parser};
use gavel_engine::running::{Clock, HouseClock};
use gavel_proto::{By, Officer, Paddle, SessionId};
use tokio::runtime::Runtime;

use super::serve::told_to_stop;
use super::signed::Signed;
use super::trusted::Trusted;
use super::{Data, Failure};
use crate::server::{Config, Server, ServerError};

/// Paddles for whoever opens the printed links.
const GUESTS: [Paddle; 2] = [Paddle(1), Paddle(2)];
/// Paddles of the scripted bidders.
const SCRIPTED: [Paddle; 4] = [Paddle(11), Paddle(12), Paddle(13), Paddle(14)];
/// How long the demo's links hold.
const LINK_SECONDS: u64 = 24 * 3_600;

/// Start a demo sale that anybody can bid in at once
#[derive(Debug, Args)]
pub(super) struct Demo {
    #[command(flatten)]
    data: Data,
    /// Where to listen
    #[arg(long, env = "GAVEL_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    signed: Signed,
    #[command(flatten)]
    trusted: Trusted,
}

#[derive(Parser)]
struct Alone {
    #[command(flatten)]
    demo: Demo,
}

impl Default for Demo {
    fn default() -> Self {
        Alone::parse_from(["gavel"]).demo
    }
}

impl Demo {
    pub(super) fn run(self) -> Result<(), Failure> {
        let session = session_of_now()?;
        let (title, _) = catalogue::catalogue();
        let create = vec![(session.clone(), title)];
        let (signing, trust) = (self.signed.into(), self.trusted.into());
        let config = Config { listen: self.listen, data: self.data.data, signing, trust, create };
        Runtime::new().map_err(|error| Failure::refused(&error))?.block_on(async {
            let server = Server::open(&config).await.map_err(|error| Failure::refused(&error))?;
            let address = server.address();
            let mint = |by: &By| server.mint(&session, by, LINK_SECONDS);
            print_links(address, &mint);
            let auctioneer = mint(&officer("demo"));
            tokio::spawn(director::direct(address, session.clone(), auctioneer));
            for paddle in SCRIPTED {
                let token = mint(&By::Bidder { paddle });
                tokio::spawn(bidder::bid(address, session.clone(), token, paddle));
            }
            server.run(told_to_stop()).await.map_err(|error: ServerError| Failure::found(&error))
        })
    }
}

fn officer(name: &str) -> By {
    let officer = Officer::try_from(name.to_owned());
    By::Auctioneer { officer: officer.expect("invariant: this is an officer's name") }
}

/// A demo session is named by the second in which it began.
fn session_of_now() -> Result<SessionId, Failure> {
    let now = DateTime::from_timestamp_micros(HouseClock::start().now().micros());
    let now = now.unwrap_or_default().format("demo-%Y%m%d-%H%M%S").to_string();
    now.parse().map_err(|error| Failure::refused(&error))
}

fn print_links(address: SocketAddr, mint: &impl Fn(&By) -> String) {
    let link = |by: &By| format!("http://{address}/#token={}", mint(by));
    println!("A demo sale is on. Open a link; nothing else is needed.");
    println!("Phiên thử đang diễn ra. Mở một liên kết; không cần gì thêm.\n");
    for paddle in GUESTS {
        println!("bidder, paddle {paddle} · người trả giá số {paddle}:");
        println!("  {}\n", link(&By::Bidder { paddle }));
    }
    println!("auctioneer · đấu giá viên:\n  {}\n", link(&officer("guest")));
    println!("observer · người theo dõi:\n  {}\n", link(&By::Observer));
    println!("Stop with Ctrl-C. · Dừng bằng Ctrl-C.");
}

/// A number from 0 up to but not including `end`: the demo's people are not all alike.
fn chance(end: u64) -> u64 {
    getrandom::u64().unwrap_or(0) % end.max(1)
}
