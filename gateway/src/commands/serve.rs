//! `gavel serve`: runs the sessions of a data folder until it is told to stop.

use clap::Args;
use gavel_proto::SessionId;
use gavel_proto::terms::Text;
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};

use super::settings::Settings;
use super::{Failure, session_name};
use crate::log;
use crate::server::{Server, ServerError};

/// Run the sessions of a data folder
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    settings: Settings,
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
        let create: Vec<_> = self.session.into_iter().map(titled).collect();
        let config = self.settings.read()?;
        log::start(&config.log, config.log_format);
        Runtime::new().map_err(|error| Failure::refused(&error))?.block_on(async {
            let server = Server::open(&config, &create);
            let server = server.map_err(|error| Failure::refused(&error))?;
            // Whoever reads the line may ask the server to go at once.
            let stop = told_to_stop();
            println!("gavel listens on {}", server.url());
            if let Some(address) = server.metrics_address() {
                println!("metrics and health on http://{address}");
            }
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
