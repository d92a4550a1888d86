//! The demo's catalogue: technologies as an exchange would offer them, in both languages.

use gavel_proto::Pace;
use gavel_proto::terms::Text;

use crate::catalogue::{Catalogue, Item, Notation};

/// What the demo's session is called, and its lots.
///
/// # Panics
/// Never: the file is part of the program, and a test reads it.
pub(super) fn catalogue() -> (Text, Vec<Item>) {
    let file = include_str!("catalogue.toml");
    let read = Catalogue::read(file, Notation::Toml);
    let Catalogue { title, lots } = read.expect("invariant: the demo's catalogue can be read");
    (title.expect("invariant: the demo's catalogue is a session"), lots)
}

/// Whether the clock ends it: those lots the demo opens by itself.
pub(super) fn goes_by_the_clock(item: &Item) -> bool {
    match item.terms.round(1).pace {
        Pace::Timed(_) | Pace::Stepped(_) => true,
        Pace::Hammer => false,
    }
}

#[cfg(test)]
mod tests {
    use gavel_proto::Timestamp;

    use super::{catalogue, goes_by_the_clock};

    #[test]
    fn every_lot_of_the_demo_can_be_published() {
        let (_, lots) = catalogue();
        for item in &lots {
            let faults = item.terms.faults(Timestamp::default(), item.reserve);
            assert_eq!(faults, [], "{}", item.terms.title.en);
        }
        let by_hand = lots.iter().filter(|item| !goes_by_the_clock(item)).count();
        assert_eq!((lots.len(), by_hand), (9, 1));
    }
}
