//! Refusals of what never came to be decided.

use std::time::Duration;

use gavel_proto::wire::{Refused, WireError};

use crate::limits::RETRY_AFTER;

/// A refusal of something that was never sequenced.
pub(crate) fn refused(code: Refused, sentence: &str) -> WireError {
    if code == Refused::Busy {
        return refused_for_now(code, sentence, RETRY_AFTER);
    }
    let data = serde_json::json!({});
    WireError { code: code as u16, message: sentence.into(), retryable: false, data }
}

/// The refusal of something that may be asked again after `wait`.
pub(crate) fn refused_for_now(code: Refused, sentence: &str, wait: Duration) -> WireError {
    let millis = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).max(1);
    let data = serde_json::json!({ "retry_after_ms": millis });
    WireError { code: code as u16, message: sentence.into(), retryable: true, data }
}
