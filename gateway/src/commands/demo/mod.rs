//! `gavel demo`: a live sale that a newcomer can bid in at once.

mod bidder;
mod catalogue;
mod director;
mod seen;

use std::net::SocketAddr;

use chrono::DateTime;
use clap::Args;
use gavel_engine::running::{Clock, HouseClock};
use gavel_proto::{By, Officer, Paddle, SessionId, Text};
use tokio::runtime::Runtime;

use super::Failure;
use super::serve::told_to_stop;
use super::settings::Settings;
use crate::calendar::REHEARSAL;
use crate::config::Config;
use crate::identity::access;
use crate::log;
use crate::server::{Server, ServerError};

/// Paddles for whoever opens the printed links.
const GUESTS: [Paddle; 2] = [Paddle(1), Paddle(2)];
/// Paddles of the scripted bidders.
const SCRIPTED: [Paddle; 4] = [Paddle(11), Paddle(12), Paddle(13), Paddle(14)];
/// How long the demo's links hold.
const LINK_SECONDS: u64 = 24 * 3_600;

/// Start a demo sale that anybody can bid in at once
#[derive(Debug, Default, Args)]
pub(super) struct Demo {
    #[command(flatten)]
    settings: Settings,
}

impl Demo {
    pub(super) fn run(self) -> Result<(), Failure> {
        let session = session_of_now()?;
        let (title, _) = catalogue::catalogue();
        let create = vec![(session.clone(), title), rehearsal()?];
        let config = self.settings.read()?;
        if config.tls_cert.is_some() {
            let sentence =
                "the demo's own bidders speak plain HTTP: leave tls_cert and tls_key out";
            return Err(Failure::refused(&sentence));
        }
        log::start(&quietly(&config), config.log_format);
        Runtime::new().map_err(|error| Failure::refused(&error))?.block_on(async {
            let server = Server::open(&config, &create);
            let server = server.map_err(|error| Failure::refused(&error))?;
            let address = server.address();
            let mint = |by: &By| server.mint(&session, by, LINK_SECONDS);
            print_links(address, &session, &mint);
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

/// Whoever tries the demo wants to read its links, and not who asked for which file.
fn quietly(config: &Config) -> String {
    let is_asked_for = config.log != Config::default().log;
    if is_asked_for { config.log.clone() } else { format!("{},{}=off", config.log, access::TARGET) }
}

fn officer(name: &str) -> By {
    By::Auctioneer { officer: named(name) }
}

fn named(name: &str) -> Officer {
    Officer::try_from(name.to_owned()).expect("invariant: this is an officer's name")
}

/// A demo session is named by the second in which it began.
fn session_of_now() -> Result<SessionId, Failure> {
    let now = DateTime::from_timestamp_micros(HouseClock::start().now().micros());
    let now = now.unwrap_or_default().format("demo-%Y%m%d-%H%M%S").to_string();
    now.parse().map_err(|error| Failure::refused(&error))
}

/// A session beside the sale, for `gavel rehearse`.
fn rehearsal() -> Result<(SessionId, Text), Failure> {
    let title = Text { vi: "Diễn tập".to_owned(), en: "Rehearsal".to_owned() };
    let session = REHEARSAL.parse().map_err(|error| Failure::refused(&error))?;
    Ok((session, title))
}

fn print_links(address: SocketAddr, session: &SessionId, mint: &impl Fn(&By) -> String) {
    let link = |by: &By| format!("http://{address}/#token={}", mint(by));
    println!("A demo sale is on. Open a link; nothing else is needed.");
    println!("Phiên thử đang diễn ra. Mở một liên kết; không cần gì thêm.\n");
    for paddle in GUESTS {
        println!("bidder, paddle {paddle} · người trả giá số {paddle}:");
        println!("  {}\n", link(&By::Bidder { paddle }));
    }
    println!("auctioneer · đấu giá viên:\n  {}\n", link(&officer("guest")));
    println!("observer · người theo dõi:\n  {}\n", link(&By::Observer));
    let auditor = mint(&By::Auditor { officer: named("guest") });
    println!("auditor · kiểm tra viên:\n  http://{address}/audit#token={auditor}\n");
    println!("everybody, without a link · mọi người, không cần liên kết:");
    println!("  http://{address}/\n  http://{address}/hall/{session}\n");
    println!("Try it with a crowd: gavel rehearse · Thử với đám đông: gavel rehearse");
    println!("Stop with Ctrl-C. · Dừng bằng Ctrl-C.");
}

/// A number from 0 up to but not including `end`: the demo's people are not all alike.
fn chance(end: u64) -> u64 {
    getrandom::u64().unwrap_or(0) % end.max(1)
}
