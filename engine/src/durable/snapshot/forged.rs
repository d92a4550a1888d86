//! Snapshots that are not what they say, with every checksum right: for those who must notice.

use gavel_proto::SessionId;

use super::layout::{Snapshot, VERDICT_BYTES};
use crate::pure::Session;

/// The snapshot in these bytes, with the state that this session has by now.
pub(in crate::durable) fn with_state(bytes: &[u8], name: &SessionId, ahead: &Session) -> Vec<u8> {
    let mut snapshot = Snapshot::read(bytes, name).unwrap();
    snapshot.state = ahead.state().clone();
    snapshot.to_bytes(name)
}

/// The snapshot in these bytes, without the last verdict of its table; `None` if it has none.
pub(in crate::durable) fn without_last_verdict(
    bytes: &[u8],
    name: &SessionId,
    table: &[u8],
) -> Option<Vec<u8>> {
    let mut snapshot = Snapshot::read(bytes, name).unwrap();
    snapshot.verdicts = snapshot.verdicts.checked_sub(1)?;
    let verdicts = usize::try_from(snapshot.verdicts).unwrap();
    snapshot.table_checksum = crc32c::crc32c(&table[..verdicts * VERDICT_BYTES]);
    Some(snapshot.to_bytes(name))
}
