//! The table of results: one line a lot.

use comfy_table::{Table, presets};
use gavel_engine::pure::{Session, Viewer};
use gavel_proto::view::LotView;
use gavel_proto::{LotId, LotResult};

/// Every lot of the session, or one of them: where it stands, or how it ended.
pub(super) fn results(session: &Session, only: Option<LotId>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header(["lot", "title", "state", "paddle", "price", "closed at"]);
    let lots = session.view(Viewer::Room).map(|view| view.lots).unwrap_or_default();
    for lot in lots.iter().filter(|lot| only.is_none_or(|only| only == lot.lot)) {
        table.add_row(row(lot));
    }
    table
}

fn row(lot: &LotView) -> [String; 6] {
    let (state, paddle, price) = match &lot.result {
        Some(LotResult::Sold { paddle, price, .. }) => ("sold", Some(*paddle), Some(*price)),
        Some(LotResult::Allotted { total, .. }) => ("allotted", None, Some(*total)),
        Some(LotResult::Passed) => ("passed", lot.leader, lot.price),
        Some(LotResult::Failed { .. }) => ("failed", None, None),
        Some(LotResult::Withdrawn { .. }) => ("withdrawn", None, None),
        None => ("not ended", lot.leader, lot.price),
    };
    let text = |value: Option<String>| value.unwrap_or_default();
    [
        lot.lot.to_string(),
        lot.terms.title.en.clone(),
        state.into(),
        text(paddle.map(|paddle| paddle.to_string())),
        text(price.map(|price| format!("{price} {}", lot.terms.currency.code))),
        text(lot.closes_at.map(|at| at.to_string())),
    ]
}
