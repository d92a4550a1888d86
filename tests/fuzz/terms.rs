//! Files of terms: unreadable, full of faults, or good to be published, explained and sold under.

use bolero::check;
use gavel_engine::running::Timeline;
use gavel_gateway::catalogue::{Catalogue, Item, Notation};
use gavel_gateway::explain::explain;
use gavel_gateway::language::Language;
use gavel_proto::{Command, LotId, Timestamp};

use super::kept::auctioneer;
use super::spoilt::Spoilt;

/// 2026-11-18: when the times in the examples are still to come.
const AT: Timestamp = Timestamp::from_micros(1_795_000_000_000_000);
/// Deadlines that a lot without a bid may have, however it is made.
const DEADLINES: usize = 20_000;

#[test]
fn terms_are_read_or_refused_and_those_without_a_fault_can_be_sold_under() {
    let sound = examples();
    check!().with_iterations(10_000).with_type::<Spoilt>().for_each(|spoilt| {
        let (text, notation) = &sound[spoilt.index(sound.len())];
        let mut bytes = text.clone().into_bytes();
        spoilt.spoil(&mut bytes);
        let Ok(catalogue) = Catalogue::read(&String::from_utf8_lossy(&bytes), *notation) else {
            return;
        };
        for item in &catalogue.lots {
            publish(item);
        }
    });
}

/// Publishes a lot, and lets it open and end without a bid.
fn publish(item: &Item) {
    let Item { terms, reserve, .. } = item;
    let faults = terms.faults(AT, *reserve);
    let mut sale = Timeline::default();
    let title = terms.title.clone();
    let session = "sale".parse().expect("a name");
    sale.enter(AT, auctioneer(), Command::CreateSession { session, title });
    let lot = LotId(1);
    let asked = Command::Publish { lot, terms: Box::new(terms.clone()), reserve: *reserve };
    let published = sale.enter(AT, auctioneer(), asked);
    assert_eq!(published.outcome.events().is_empty(), !faults.is_empty(), "{faults:?}");
    if !faults.is_empty() {
        return;
    }
    for language in [Language::Vi, Language::En] {
        assert_ne!(explain(terms, language), [""; 0]);
    }
    sale.enter(AT, auctioneer(), Command::Open { lot });
    for _ in 0..DEADLINES {
        let Some(due) = sale.session().next_deadline() else { return };
        sale.pass(due);
    }
    panic!("the lot does not come to an end");
}

/// Every example, as TOML and as JSON.
fn examples() -> Vec<(String, Notation)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/terms");
    let mut examples = Vec::new();
    for file in std::fs::read_dir(folder).expect("the examples") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
        let value: toml::Value = toml::from_str(&text).expect("TOML");
        examples.push((serde_json::to_string(&value).expect("JSON"), Notation::Json));
        examples.push((text, Notation::Toml));
    }
    examples.sort_by(|one, other| one.0.cmp(&other.0));
    examples
}
