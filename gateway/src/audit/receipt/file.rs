//! A file with receipts: one, a list, the file that the page saves, or a line each.

use std::path::{Path, PathBuf};
use std::{fs, io};

use gavel_proto::wire::Receipt;
use serde_json::Value;

use crate::limits;

/// Why a file holds no receipts.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReceiptFileError {
    /// The system refuses.
    #[error("{}: {source}; name a file that this user may read", .path.display())]
    Unread { path: PathBuf, source: io::Error },
    /// More than anybody has.
    #[error("{} has {bytes} bytes, and at most {} are read: split it", .path.display(), limits::RECEIPTS_BYTES)]
    TooLarge { path: PathBuf, bytes: u64 },
    /// Something else.
    #[error(
        "{} holds no receipt ({reason}): name the file that the page saved, or one with a receipt, a \
         list of them, or one on each line, as JSON", .path.display()
    )]
    NoReceipt { path: PathBuf, reason: String },
    /// One of several is none.
    #[error("{}: number {number} is no receipt: {reason}", .path.display())]
    NotAReceipt { path: PathBuf, number: usize, reason: String },
}

/// The receipts in the file at this path.
///
/// # Errors
/// [`ReceiptFileError`].
pub(crate) fn read(path: &Path) -> Result<Vec<Receipt>, ReceiptFileError> {
    let named = || path.to_owned();
    let unread = |source| ReceiptFileError::Unread { path: named(), source };
    let bytes = fs::metadata(path).map_err(unread)?.len();
    if limits::RECEIPTS_BYTES < bytes {
        return Err(ReceiptFileError::TooLarge { path: named(), bytes });
    }
    let bytes = fs::read(path).map_err(unread)?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string());
    let found = text.and_then(|text| values(&text));
    let found = found.map_err(|reason| ReceiptFileError::NoReceipt { path: named(), reason })?;
    let read = (1..).zip(found).map(|(number, value)| {
        serde_json::from_value(value).map_err(|error| {
            let reason = error.to_string();
            ReceiptFileError::NotAReceipt { path: named(), number, reason }
        })
    });
    read.collect()
}

/// What stands where receipts should.
fn values(text: &str) -> Result<Vec<Value>, String> {
    let found = match serde_json::from_str(text) {
        Ok(whole) => several(whole),
        Err(error) => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let lines = lines.map(serde_json::from_str).collect::<Result<Vec<Value>, _>>();
            match lines {
                Ok(lines) if 1 < lines.len() => lines.into_iter().flat_map(several).collect(),
                Ok(_) | Err(_) => return Err(error.to_string()),
            }
        }
    };
    if found.is_empty() { Err("it is empty".into()) } else { Ok(found) }
}

/// The receipts in a value: its elements, those under `receipts`, the one under `receipt`, itself.
fn several(value: Value) -> Vec<Value> {
    let mut fields = match value {
        Value::Array(list) => return list.into_iter().flat_map(several).collect(),
        Value::Object(fields) => fields,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return vec![value],
    };
    let within = fields.remove("receipts").or_else(|| fields.remove("receipt"));
    within.map_or_else(|| vec![Value::Object(fields)], several)
}
