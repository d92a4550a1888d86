//! `gavel publish`: the lots of a file go into a session that is being served, in their order.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use gavel_engine::running::{Clock, HouseClock};
use gavel_proto::{Role, SessionId};
use serde_json::json;
use tokio::runtime::Runtime;

use super::client::{Client, NotGranted};
use super::{Data, Failure, session_name, terms};
use crate::catalogue::{Catalogue, Item};
use crate::identity::{TokenKey, hand, token_key};

/// How long the publisher's own token holds.
const TOKEN_SECONDS: u64 = 600;

/// Publish the lots of a file in a session that is being served
#[derive(Debug, Args)]
pub(super) struct Publish {
    /// TOML or JSON: the terms of one lot, or a session with a title and lots
    file: PathBuf,
    /// In which session
    #[arg(long, value_parser = session_name)]
    session: SessionId,
    #[command(flatten)]
    data: Data,
    /// Where the house listens
    #[arg(long, env = "GAVEL_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The auctioneer's name, as the journal will show it
    #[arg(long, default_value = "officer")]
    name: String,
}

impl Publish {
    /// Exit code 0: every lot is published; 1: terms have faults, or a lot was refused; 2: it
    /// could not be tried. Terms with faults are not sent, and then no other lot is.
    pub(super) fn run(self) -> Result<(), Failure> {
        let catalogue = terms::read(&self.file).map_err(|sentence| Failure::refused(&sentence))?;
        self.check(&catalogue)?;
        let token = self.token()?;
        Runtime::new()
            .map_err(|error| Failure::refused(&error))?
            .block_on(self.publish(&catalogue.lots, &token))
    }

    fn check(&self, catalogue: &Catalogue) -> Result<(), Failure> {
        let now = HouseClock::start().now();
        let faulty = |item: &&Item| !item.terms.faults(now, item.reserve).is_empty();
        if catalogue.lots.iter().any(|item| faulty(&item)) {
            let file = self.file.display();
            let sentence = format!("the terms have faults; gavel terms check {file} names them");
            return Err(Failure::found(&sentence));
        }
        Ok(())
    }

    /// A token of the house's own key, as `gavel token mint` makes it.
    fn token(&self) -> Result<String, Failure> {
        let by = hand(Role::Auctioneer, None, self.name.clone());
        let by = by.ok_or_else(|| Failure::refused(&"a --name has 1 to 64 characters"))?;
        let key = TokenKey::open(&token_key(&self.data.data))
            .map_err(|error| Failure::refused(&error))?;
        Ok(key.mint(&self.session, &by, HouseClock::start().now(), TOKEN_SECONDS))
    }

    async fn publish(&self, lots: &[Item], token: &str) -> Result<(), Failure> {
        let connected = Client::connect(&self.listen.into()).await;
        let mut client = connected.map_err(|error| {
            let sentence = format!("no house at {}: {error}; is it being served?", self.listen);
            Failure::refused(&sentence)
        })?;
        let refused = |error: NotGranted| Failure::refused(&error);
        client.granted("hello", &json!({ "token": token })).await.map_err(refused)?;
        let subscribe = json!({ "session": self.session });
        let joined = client.granted("subscribe", &subscribe).await.map_err(refused)?;
        let published = joined["snapshot"]["lots"].as_array().map_or(0, Vec::len);
        for (lot, item) in (published + 1..).zip(lots) {
            let mut params = json!({ "lot": lot, "terms": item.terms });
            if let Some(reserve) = item.reserve {
                params["reserve"] = json!(reserve);
            }
            let title = &item.terms.title.en;
            client
                .granted("publish", &params)
                .await
                .map_err(|reason| Failure::found(&format!("lot {lot}, {title}: {reason}")))?;
            println!("lot {lot}: {title}");
        }
        Ok(())
    }
}
