//! Whether a sale is over: before that, a public journal would tell what nobody may know yet.

use gavel_engine::pure::{Session, Viewer};
use gavel_proto::LotId;
use gavel_proto::view::PhaseName;

/// The lots of a session that are not closed.
pub(crate) fn open_lots(session: &Session) -> Vec<LotId> {
    let lots = session.view(Viewer::Room).map(|view| view.lots).unwrap_or_default();
    lots.iter().filter(|lot| lot.phase != PhaseName::Closed).map(|lot| lot.lot).collect()
}
