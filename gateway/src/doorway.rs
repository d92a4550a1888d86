//! The doorway: one TCP connection from its first byte to its last, or until it is a websocket.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::config::Limits;
use crate::doorkeeper::{Doorkeeper, Presence, TurnedBack, Visit};
use crate::identity::access::Whence;
use crate::limits::HEAD_BYTES;
use crate::metrics::Metrics;
use crate::taking::{Standstill, Taking};
use crate::tls::Tls;

/// Who is at the other end, as far as the network knows. Counted for as long as a copy lives.
#[derive(Clone)]
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    pub(crate) came: Instant,
    _presence: Arc<Presence>,
}

impl Peer {
    pub(crate) fn whence(&self) -> Whence {
        Whence(Some(self.address.ip()))
    }
}

/// The way in: who may come, with TLS or without, and to what.
#[derive(Clone)]
pub(crate) struct Doorway {
    keeper: Arc<Doorkeeper>,
    tls: Option<Arc<Tls>>,
    router: Router,
    metrics: Arc<Metrics>,
    header_timeout: Duration,
    tls_timeout: Duration,
    visit_timeout: Duration,
    write_timeout: Duration,
}

impl Doorway {
    pub(crate) fn new(
        limits: &Limits,
        tls: Option<Arc<Tls>>,
        router: Router,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            keeper: Arc::new(Doorkeeper::new(limits)),
            tls,
            router,
            metrics,
            header_timeout: Duration::from_millis(limits.header_timeout_ms),
            tls_timeout: Duration::from_millis(limits.tls_timeout_ms),
            visit_timeout: Duration::from_millis(limits.visit_timeout_ms),
            write_timeout: limits.write_timeout(),
        }
    }

    /// Takes a connection in, or turns it back. Never waits.
    pub(crate) fn take(&self, stream: TcpStream, address: SocketAddr) {
        match self.keeper.admit(address.ip()) {
            Ok((presence, visit)) => {
                let came = Instant::now();
                let peer = Peer { address, came, _presence: Arc::new(presence) };
                drop(tokio::spawn(self.clone().serve(stream, peer, Arc::new(visit))));
            }
            Err(turned_back) => self.turn_back(stream, turned_back),
        }
    }

    /// Says why, where it can be said in one write, and hangs up.
    fn turn_back(&self, stream: TcpStream, turned_back: TurnedBack) {
        self.metrics.turned_back(turned_back.word());
        if self.tls.is_some() {
            return;
        }
        if let Ok(mut stream) = stream.into_std() {
            // Whoever is turned back may be gone already, and is owed nothing.
            drop(std::io::Write::write(&mut stream, turned_back.answer()));
        }
    }

    async fn serve(self, stream: TcpStream, peer: Peer, visit: Arc<Visit>) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
        self.metrics.visitor_came();
        // Below TLS, which takes more at once than it passes on.
        let stream = Taking::new(stream);
        let standstill = stream.standstill();
        match &self.tls {
            None => self.http(stream, &standstill, peer, visit).await,
            Some(tls) => match timeout(self.tls_timeout, tls.acceptor().accept(stream)).await {
                Ok(Ok(stream)) => self.http(stream, &standstill, peer, visit).await,
                Ok(Err(error)) => {
                    self.metrics.turned_back("tls_failed");
                    tracing::debug!(%error, "a TLS handshake failed");
                }
                Err(_) => self.metrics.turned_back("tls_timeout"),
            },
        }
        self.metrics.visitor_left();
    }

    /// Speaks HTTP until the connection ends, becomes a websocket, or has lasted too long: then the
    /// answer that is under way is the last one. Whoever takes nothing of an answer is cut.
    /// A websocket takes its visit along until it has said hello.
    async fn http<S>(&self, stream: S, standstill: &Standstill, peer: Peer, visit: Arc<Visit>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let router = TowerToHyperService::new(self.router.clone());
        let answer = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer.clone());
            request.extensions_mut().insert(Arc::clone(&visit));
            router.call(request.map(Body::new))
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.header_timeout)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(stream), answer)
            .with_upgrades();
        tokio::pin!(connection);
        let last_answer = async {
            if let Ok(ended) = timeout(self.visit_timeout, connection.as_mut()).await {
                return ended;
            }
            connection.as_mut().graceful_shutdown();
            connection.await
        };
        tokio::select! {
            ended = last_answer => if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended");
            },
            () = standstill.of(self.write_timeout) => {
                tracing::debug!("a visitor took nothing of an answer");
            }
        }
    }
}
