//! Sheets of A4 and what is printed on them: texts, rules, tints, each at its place.

use super::face::{Length, Run};

/// Width of a sheet: 210 mm.
pub(super) const WIDTH: Length = 595_276;
/// Height of a sheet: 297 mm.
pub(super) const HEIGHT: Length = 841_890;
/// Left edge of the text: 25 mm, where papers are filed.
pub(super) const LEFT: Length = 70_866;
/// Right edge of the text, 18 mm from the edge of the sheet.
pub(super) const RIGHT: Length = WIDTH - 51_024;
/// Upper edge of the text.
pub(super) const TOP: Length = 56_693;
/// Lower edge of the text; the foot stands below it.
pub(super) const BOTTOM: Length = HEIGHT - 59_528;

/// One page. Lengths run from its upper left corner, to the right and down.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) marks: Vec<Mark>,
}

/// Something printed.
#[derive(Debug)]
pub(super) enum Mark {
    /// A line of text.
    Text {
        /// Its left end.
        x: Length,
        /// Its base line.
        y: Length,
        run: Run,
    },
    /// A straight line.
    Rule { from: (Length, Length), to: (Length, Length), width: Length },
    /// A grey ground.
    Tint { left: Length, top: Length, right: Length, bottom: Length },
}
