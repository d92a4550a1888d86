//! What the tests sell, as requests.

use serde_json::{Value, json};
use uuid::Uuid;

/// An English lot by hammer: opens at 100 million dong, rises by 10 million.
pub(crate) fn english(lot: u32) -> Value {
    let format = json!({ "english": { "increment": { "table": [{ "step": "10000000" }] } } });
    json!({ "lot": lot, "terms": terms("Bằng sáng chế", "A patent", &format, &json!("hammer")) })
}

/// A sealed lot that is opened `ms` milliseconds after it began.
pub(crate) fn sealed(lot: u32, ms: u64) -> Value {
    let pace = json!({ "timed": { "closes": { "after_opening_ms": ms } } });
    let format = json!({ "sealed": { "replacement": "allowed" } });
    json!({ "lot": lot, "terms": terms("Bí quyết", "Know-how", &format, &pace) })
}

/// A bid under a new id; `how` is `amount`, `maximum` or `asking_at_most`.
pub(crate) fn bid(lot: u32, how: &str, amount: &str) -> Value {
    json!({ "lot": lot, "bid_id": Uuid::now_v7(), how: amount })
}

fn terms(vi: &str, en: &str, format: &Value, pace: &Value) -> Value {
    json!({
        "title": { "vi": vi, "en": en },
        "summary": { "vi": "", "en": "" },
        "currency": { "code": "VND", "decimals": 0 },
        "opening": "100000000",
        "rounds": [{ "format": format, "pace": pace }]
    })
}
