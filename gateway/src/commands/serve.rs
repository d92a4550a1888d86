//! `gavel serve`: runs the sessions of a data folder until it is told to stop.

use std::net::SocketAddr;

use clap::Args;
use gavel_proto::SessionId;
use gavel_proto::terms::Text;
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};

use super::signed::Signed;
use super::trusted::Trusted;
use super::{Data, Failure, session_name};
use crate::server::{Config, Server, ServerError};

/// Run the sessions of a data folder
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    data: Data,
    /// Where to listen
    #[arg(long, env = "GAVEL_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    signed: Signed,
    #[command(flatten)]
    trusted: Trusted,
    /// A session to begin, unless the folder has it
    #[arg(long, value_parser = session_name)]
    session: Vec<SessionId>,
}

impl Serve {
    pub(super) fn run(self) -> Result<(), Failure> {
        let titled = |session: SessionId| {
            let title = Text { vi: session.to_string(), en: session.to_string() };
            (session, title)
        };
        let create = self.session.into_iter().map(titled).collect();
        let (signing, trust) = (self.signed.into(), self.trusted.into());
        let config = Config { listen: self.listen, data: self.data.data, signing, trust, create };
        Runtime::new().map_err(|error| Failure::refused(&error))?.block_on(async {
            let server = Server::open(&config).await.map_err(|error| Failure::refused(&error))?;
            // Whoever reads the line may ask the server to go at once.
            let stop = told_to_stop();
            println!("gavel listens on http://{}", server.address());
            server.run(stop).await.map_err(|error: ServerError| Failure::found(&error))
        })
    }
}

/// Resolves on SIGTERM or Ctrl-C. From the call on, neither ends the process by itself.
pub(super) fn told_to_stop() -> impl Future<Output = ()> {
    let signals = [SignalKind::terminate(), SignalKind::interrupt()].map(signal);
    async move {
        match signals {
            [Ok(mut terminated), Ok(mut interrupted)] => tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            },
            [_, _] => drop(tokio::signal::ctrl_c().await),
        }
    }
}
