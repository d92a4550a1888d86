//! The server: accepts connections until it is told to go, or a session's journal stops it.

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use gavel_proto::terms::Text;
use gavel_proto::{By, SessionId};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::house::{House, HouseError};
use crate::identity::Trust;
use crate::identity::access::Whence;
use crate::signing::Signing;
use crate::{http, limits};

/// What a server is opened with.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The data folder.
    pub data: PathBuf,
    /// The key that signs, and whose it is.
    pub signing: Signing,
    /// Whom the house trusts beside itself.
    pub trust: Trust,
    /// Sessions to begin, unless they exist.
    pub create: Vec<(SessionId, Text)>,
}

/// Why the server does not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}; stop what holds it, or give another --listen")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the system said.
        error: std::io::Error,
    },
    /// The house does not open, or stopped.
    #[error(transparent)]
    House(#[from] HouseError),
}

/// A server that is ready to run.
pub struct Server {
    house: Arc<House>,
    listener: TcpListener,
    address: SocketAddr,
    ends: mpsc::Receiver<SessionId>,
}

impl Server {
    /// Binds the address, opens the house and recovers its sessions.
    ///
    /// # Errors
    /// [`ServerError`]: what is wrong and what to do; nothing runs then.
    pub async fn open(config: &Config) -> Result<Self, ServerError> {
        let refused = |error| ServerError::Listen { address: config.listen, error };
        let listener = TcpListener::bind(config.listen).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let (house, ends) =
            House::open(&config.data, &config.signing, &config.trust, &config.create)?;
        Ok(Self { house, listener, address, ends })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Mints a token for `by` in `session` that holds for `seconds`.
    #[must_use]
    pub fn mint(&self, session: &SessionId, by: &By, seconds: u64) -> String {
        self.house.identities.mint(session, by, seconds)
    }

    /// Serves until `gone` resolves, then sends everybody away and waits for the journals.
    ///
    /// # Errors
    /// [`ServerError::House`] if a session's journal stopped: nothing was answered after that,
    /// and a restart recovers.
    pub async fn run(mut self, gone: impl Future<Output = ()>) -> Result<(), ServerError> {
        let router = http::router(Arc::clone(&self.house));
        tokio::pin!(gone);
        let ended = loop {
            tokio::select! {
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, peer)) => drop(tokio::spawn(serve(stream, peer, router.clone()))),
                    Err(error) => {
                        // Out of descriptors, most likely: trying again at once would only spin.
                        tracing::warn!(%error, "a connection was not accepted");
                        sleep(limits::ACCEPT_PAUSE).await;
                    }
                },
                Some(session) = self.ends.recv() => break self.house.join_one(&session),
                () = &mut gone => break Ok(()),
            }
        };
        drop(self.listener);
        self.house.send_away();
        let house = Arc::clone(&self.house);
        let leaving = async {
            house.emptied().await;
            tokio::task::spawn_blocking(move || house.join()).await
        };
        let Ok(Ok(joined)) = timeout(limits::DRAIN_TIMEOUT, leaving).await else {
            tracing::warn!("some connections did not end in time; what was answered is on disk");
            return Ok(ended?);
        };
        Ok(ended.and(joined)?)
    }
}

/// Serves one TCP connection.
async fn serve(stream: TcpStream, peer: SocketAddr, router: Router) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Whence(Some(peer.ip())));
        router.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a connection ended");
    }
}
