//! Health: whether the process lives, and whether it may be sent people.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch;

/// Whether the house takes people in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// The sessions are being recovered from their journals.
    Starting,
    /// Come in.
    Ready,
    /// The house was told to stop, or must.
    Draining,
}

/// The readiness of the house, for whoever asks.
#[derive(Debug)]
pub(crate) struct Health(watch::Sender<Readiness>);

impl Health {
    pub(crate) fn starting() -> Self {
        Self(watch::Sender::new(Readiness::Starting))
    }

    pub(crate) fn set(&self, readiness: Readiness) {
        self.0.send_replace(readiness);
    }

    pub(crate) fn readiness(&self) -> Readiness {
        *self.0.borrow()
    }
}

impl IntoResponse for Readiness {
    fn into_response(self) -> Response {
        match self {
            Self::Ready => "ok\n".into_response(),
            Self::Starting => {
                let reason = "starting: the sessions are being recovered\n";
                (StatusCode::SERVICE_UNAVAILABLE, reason).into_response()
            }
            Self::Draining => {
                let reason = "draining: the server is going away\n";
                (StatusCode::SERVICE_UNAVAILABLE, reason).into_response()
            }
        }
    }
}

/// `/healthz/live`, `/healthz/ready`, and `/healthz`, which is the latter.
pub(crate) fn router(health: Arc<Health>) -> Router {
    let ready = get(|State(health): State<Arc<Health>>| async move { health.readiness() });
    Router::new()
        .route("/healthz", ready.clone())
        .route("/healthz/ready", ready)
        .route("/healthz/live", get(|| async { "ok\n" }))
        .with_state(health)
}

#[cfg(test)]
mod tests {
    use super::{Health, Readiness};
    use axum::http::StatusCode;
    use axum::response::IntoResponse;

    #[test]
    fn only_a_house_that_is_ready_says_so() {
        let health = Health::starting();
        let status = || health.readiness().into_response().status();
        assert_eq!(status(), StatusCode::SERVICE_UNAVAILABLE);
        health.set(Readiness::Ready);
        assert_eq!(status(), StatusCode::OK);
        health.set(Readiness::Draining);
        assert_eq!(status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
