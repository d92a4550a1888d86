//! The reader of catalogues: what is refused, where, and with which advice.

use super::{Catalogue, Notation, Unreadable};

const LOT: &str = r#"title = { vi = "Bằng", en = "Patent" }
summary = { vi = "", en = "" }
currency = { code = "VND", decimals = 0 }
opening = "100000000"
reserve = "150000000"

[[rounds]]
pace = "hammer"
format.english.increment.table = [{ step = "10000000" }]
"#;

fn read(text: &str) -> Result<Catalogue, Unreadable> {
    Catalogue::read(text, Notation::Toml)
}

/// Refused at this place, and the sentence says each of `words`.
#[track_caller]
fn refused(text: &str, line: usize, column: usize, words: &[&str]) {
    let unreadable = read(text).unwrap_err();
    assert_eq!((unreadable.line, unreadable.column), (line, column), "{unreadable}");
    for word in words {
        assert!(unreadable.reason.contains(word), "{word:?} is not in: {unreadable}");
    }
}

#[test]
fn a_lot_is_its_terms_and_beside_them_the_reserve() {
    let catalogue = read(LOT).unwrap();
    assert_eq!(catalogue.title, None);
    let [item] = &catalogue.lots[..] else { panic!("one lot") };
    assert_eq!(item.reserve, "150000000".parse().ok());
    assert_eq!(item.terms.opening, "100000000".parse().ok());
    let json = serde_json::to_string(&item.terms).unwrap();
    let json = json.replacen('{', r#"{"reserve":"150000000","#, 1);
    assert_eq!(Catalogue::read(&json, Notation::Json), Ok(catalogue));
}

#[test]
fn a_session_has_a_title_and_lots() {
    let lot = LOT.replace("[[rounds]]", "[[lots.rounds]]");
    let session = format!("title = {{ vi = \"Phiên\", en = \"Sale\" }}\n[[lots]]\n{lot}");
    let catalogue = read(&format!("{session}\n[[lots]]\n{lot}")).unwrap();
    assert_eq!(catalogue.title.map(|title| title.en).as_deref(), Some("Sale"));
    assert_eq!(catalogue.lots.len(), 2);
    refused("title = { vi = \"\", en = \"\" }\nlots = []", 1, 1, &["at least one lot"]);
}

#[test]
fn the_place_and_the_remedy_are_named() {
    refused("title = Patent", 1, 9, &["quoted"]);
    refused(
        &LOT.replace("opening =", "openning ="),
        4,
        1,
        &["unknown field `openning`", "`opening`"],
    );
    refused(
        &LOT.replace("\"100000000\"", "100000000"),
        4,
        11,
        &["integer", "as a string of digits"],
    );
    refused(&LOT.replace("\"150000000\"", "1.5e8"), 5, 11, &["floating point", "\"130000000\""]);
    refused(&LOT.replace("\"100000000\"", "\"100.000.000\""), 4, 11, &["at most one point"]);
    refused(&LOT.replace("{ step", "{ stride"), 9, 37, &["unknown field `stride`", "`step`"]);
    refused(&LOT.replace("reserve", "opening"), 5, 1, &["`opening` stands twice"]);
    refused(&LOT.replace("decimals = 0", "decimals = 0.5"), 3, 39, &["whole number from 0"]);
    let timed = "pace.timed.closes.at = 2026-11-23T09:00:00+07:00";
    let advice = "in quotes and with its zone: \"2026-11-23T09:00:00+07:00\"";
    refused(&LOT.replace("pace = \"hammer\"", timed), 8, 24, &[advice]);
}

#[test]
fn json_is_refused_with_its_place_too() {
    let bad = Catalogue::read("{\n  \"title\": {,\n", Notation::Json).unwrap_err();
    assert_eq!((bad.line, bad.column), (2, 13), "{bad}");
    let text = "{\n  \"reserve\": 1.5\n}";
    let bad = Catalogue::read(text, Notation::Json).unwrap_err();
    assert_eq!(bad.line, 2, "{bad}");
    assert!(bad.reason.contains("string of digits"), "{bad}");
    let twice = "{\"reserve\": \"1\", \"reserve\": \"2\"}";
    let bad = Catalogue::read(twice, Notation::Json).unwrap_err();
    assert!(bad.reason.contains("duplicate field `reserve`"), "{bad}");
}
