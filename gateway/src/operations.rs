//! The operator's listener: health and metrics, apart from the sale.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::header;
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::config::Limits;
use crate::health::{self, Health};
use crate::limits::{ACCEPT_PAUSE, OPERATIONS_CONNECTIONS};
use crate::metrics::Metrics;

/// The format that Prometheus reads.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Serves health and metrics for as long as the process lives.
pub(crate) async fn serve(
    listener: TcpListener,
    health: Arc<Health>,
    metrics: Arc<Metrics>,
    limits: Limits,
) {
    let page = move || async move { ([(header::CONTENT_TYPE, OPEN_METRICS)], metrics.page()) };
    let router = Router::new().route("/metrics", get(page)).merge(health::router(health));
    let places = Arc::new(Semaphore::new(OPERATIONS_CONNECTIONS));
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
                let answering = answer(stream, router.clone(), limits.clone());
                tokio::spawn(async move {
                    answering.await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection for metrics was not accepted");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn answer(stream: TcpStream, router: Router, limits: Limits) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_millis(limits.header_timeout_ms))
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let visit = Duration::from_millis(limits.visit_timeout_ms);
    if let Ok(Err(error)) = timeout(visit, connection).await {
        tracing::debug!(%error, "a connection for metrics ended");
    }
}
