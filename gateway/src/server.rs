//! The server: accepts connections until it is told to go, or a session's journal stops it.

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use gavel_proto::terms::Text;
use gavel_proto::{By, SessionId};
use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::config::Config;
use crate::doorway::Doorway;
use crate::fanout::Ended;
use crate::health::{Health, Readiness};
use crate::house::{House, HouseError};
use crate::metrics::Metrics;
use crate::tls::{CertificateError, Tls};
use crate::{http, limits, operations};

/// Why the server does not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}; {}give another --{flag}", or_else(.error))]
    Listen {
        /// Where.
        address: SocketAddr,
        /// The argument that says where.
        flag: &'static str,
        /// What the system said.
        error: std::io::Error,
    },
    /// The certificate.
    #[error("{error}; {}", .error.remedy())]
    Certificate {
        /// What is wrong with it.
        #[from]
        error: CertificateError,
    },
    /// The system gives no signals.
    #[error("cannot listen for signals: {0}; start it where a process may do that")]
    Signals(std::io::Error),
    /// The house does not open, or stopped.
    #[error(transparent)]
    House(#[from] HouseError),
}

/// What else helps, where somebody holds the address.
fn or_else(error: &std::io::Error) -> &'static str {
    if error.kind() == ErrorKind::AddrInUse { "stop what holds it, or " } else { "" }
}

/// A server that is ready to run.
pub struct Server {
    house: Arc<House>,
    listener: TcpListener,
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    tls: Option<Arc<Tls>>,
    hangups: Signal,
    ends: mpsc::Receiver<Ended>,
}

impl Server {
    /// Binds the addresses, opens the house, recovers its sessions, and `create`s those that it
    /// does not have. Called within a runtime, which serves metrics while the sessions recover.
    ///
    /// # Errors
    /// [`ServerError`]: what is wrong and what to do; nothing runs then.
    pub fn open(config: &Config, create: &[(SessionId, Text)]) -> Result<Self, ServerError> {
        let tls = match (&config.tls_cert, &config.tls_key) {
            (Some(cert), Some(key)) => Some(Arc::new(Tls::open(cert, key)?)),
            (_, _) => None,
        };
        let (listener, address) = bind(config.listen, "listen")?;
        let hangups = signal(SignalKind::hangup()).map_err(ServerError::Signals)?;
        let (health, metrics) = (Arc::new(Health::starting()), Arc::new(Metrics::new()));
        let mut metrics_address = None;
        if let Some(wanted) = config.metrics_listen {
            let (listener, address) = bind(wanted, "metrics-listen")?;
            metrics_address = Some(address);
            let (health, metrics) = (Arc::clone(&health), Arc::clone(&metrics));
            tokio::spawn(operations::serve(listener, health, metrics, config.limits.clone()));
        }
        let (house, ends) = House::open(config, create, health, metrics)?;
        Ok(Self { house, listener, address, metrics_address, tls, hangups, ends })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where health and metrics are served, if they are.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// The address as people write it.
    #[must_use]
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
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
        let router = http::router(Arc::clone(&self.house), self.tls.as_deref());
        let metrics = Arc::clone(&self.house.metrics);
        let doorway = Doorway::new(&self.house.limits, self.tls.clone(), router, metrics);
        self.house.health.set(Readiness::Ready);
        let mut ended = self.take_in(&doorway, gone).await;
        self.house.health.set(Readiness::Draining);
        if ended.is_ok() {
            let delay = Duration::from_millis(self.house.limits.drain_delay_ms);
            ended = self.take_in(&doorway, sleep(delay)).await;
        }
        drop(self.listener);
        self.house.send_away();
        let house = Arc::clone(&self.house);
        let leaving = async {
            house.emptied().await;
            tokio::task::spawn_blocking(move || house.join()).await
        };
        let most = Duration::from_millis(self.house.limits.drain_timeout_ms);
        let Ok(Ok(joined)) = timeout(most, leaving).await else {
            tracing::warn!("some connections did not end in time; what was answered is on disk");
            return Ok(ended?);
        };
        Ok(ended.and(joined)?)
    }

    /// Takes in whoever comes, until `over` resolves or a session ends.
    async fn take_in(
        &mut self,
        doorway: &Doorway,
        over: impl Future<Output = ()>,
    ) -> Result<(), HouseError> {
        tokio::pin!(over);
        loop {
            tokio::select! {
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, address)) => doorway.take(stream, address),
                    Err(error) => {
                        // Out of descriptors, most likely: trying again at once would only spin.
                        tracing::warn!(%error, "a connection was not accepted");
                        sleep(limits::ACCEPT_PAUSE).await;
                    }
                },
                Some(ended) = self.ends.recv() => return self.house.find_out(ended),
                Some(()) = self.hangups.recv() => self.reload(),
                () = &mut over => return Ok(()),
            }
        }
    }

    fn reload(&self) {
        let Some(tls) = &self.tls else {
            tracing::info!("SIGHUP: there is no certificate to read again");
            return;
        };
        let result = match tls.reload() {
            Ok(()) => {
                tracing::info!("SIGHUP: the certificate was read again");
                "taken"
            }
            Err(error) => {
                let remedy = error.remedy();
                tracing::error!(%error, remedy, "SIGHUP: the certificate in use stays");
                "refused"
            }
        };
        self.house.metrics.certificate_read(result);
    }
}

/// Listens with room for a crowd that comes at once: whoever finds none tries again a second later.
fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    // Accepted connections have it from here: what a reader who does not read may hold.
    socket.set_send_buffer_size(limits::SEND_BUFFER_BYTES)?;
    socket.bind(address)?;
    socket.listen(limits::ACCEPT_BACKLOG)
}

fn bind(address: SocketAddr, flag: &'static str) -> Result<(TcpListener, SocketAddr), ServerError> {
    let refused = |error| ServerError::Listen { address, flag, error };
    let listener = listen(address).map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    Ok((listener, bound))
}
