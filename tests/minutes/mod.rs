//! The minutes: what they tell, what they keep, and that nothing but the journal is in them.

mod faults;
pub(crate) mod formats;
pub(crate) mod journal;
pub(crate) mod sale;

use gavel_engine::durable::{Head, Tree, leaf};
use gavel_engine::pure::Entry;
use gavel_engine::pure::draw::{self, AUCTIONEER, commitment};
use gavel_gateway::language::Languages;
use gavel_gateway::minutes::{Extract, Minutes, MinutesError, html, pdf};
use gavel_proto::{Hash, LotId, Pace, Paddle, Terms};

use self::journal::{Journal, text};
use self::sale::{HOSTILE, SECRETS, led_with, nonce};
use crate::sale::{english, money, publish, step};

fn extract(entries: &[Entry], head: Head, only: Option<LotId>) -> Result<Minutes, MinutesError> {
    let mut extract = Extract::default();
    for entry in entries {
        extract.take(entry);
    }
    extract.finish(head, only)
}

fn minutes(journal: &Journal, lot: Option<u32>) -> Minutes {
    extract(&journal.entries, head(journal), lot.map(LotId)).expect("minutes")
}

/// The head of the tree over what a journal would store.
fn head(journal: &Journal) -> Head {
    let mut tree = Tree::default();
    let bodies = journal.entries.iter().map(|entry| serde_json::to_vec(entry).expect("an entry"));
    tree.extend(bodies.map(|body| leaf(&body)));
    tree.head()
}

/// What a reader sees of a page: its texts, one a line, cells of a row side by side.
fn read(html: &str) -> String {
    let body = html.split_once("<body>").expect("a body").1;
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before.trim_matches('\n'));
        let (name, after) = tag.split_once('>').expect("a whole tag");
        match name {
            "/th" | "/td" | "/dt" => text.push_str(" | "),
            "/tr" | "/p" | "/h1" | "/h2" | "/h3" | "/dd" | "/footer" => text.push('\n'),
            _ => {}
        }
        if name.starts_with("h2") || name.starts_with("h3") {
            text.push('\n');
        }
        if name.starts_with("small") {
            text.push_str(": ");
        }
        rest = after;
    }
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/")];
    let text = marks.iter().fold(text, |text, (mark, letter)| text.replace(mark, letter));
    let lines = text.replace("&amp;", "&");
    let lines: Vec<&str> = lines.lines().map(|line| line.trim_end_matches([' ', '|'])).collect();
    lines.join("\n")
}

#[test]
fn the_minutes_of_a_session_in_both_languages() {
    let minutes = minutes(&sale::sale(), None);
    insta::assert_snapshot!("vietnamese", read(&html(&minutes, Languages::Vi)));
    insta::assert_snapshot!("english", read(&html(&minutes, Languages::En)));
    let formats = self::minutes(&formats::sale(), None);
    insta::assert_snapshot!("formats_vietnamese", read(&html(&formats, Languages::Vi)));
    insta::assert_snapshot!("formats_english", read(&html(&formats, Languages::En)));
    let both = html(&minutes, Languages::Both);
    let [vietnamese, english] =
        ["<h1>BIÊN BẢN ĐẤU GIÁ", "<h1>MINUTES OF AUCTION"].map(|title| both.find(title));
    assert!(vietnamese.is_some() && vietnamese < english, "Vietnamese comes first");
}

#[test]
fn the_minutes_of_one_lot_are_those_pages_of_the_session() {
    let journal = sale::sale();
    let pages = |html: &str| {
        let text = read(html);
        text.split("\nLô ").skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let whole = pages(&html(&minutes(&journal, None), Languages::Vi));
    let one = pages(&html(&minutes(&journal, Some(4)), Languages::Vi));
    let fourth: Vec<&String> = whole.iter().filter(|page| page.starts_with("4.")).collect();
    let alone: Vec<&String> = one.iter().filter(|page| page.starts_with("4.")).collect();
    assert_eq!(alone.len(), 1);
    let until_the_foot = |page: &String| page.split("autumn-2026 ·").next().map(str::to_owned);
    assert!(fourth[0].contains(until_the_foot(alone[0]).expect("a page").trim()));
}

#[test]
fn the_same_journal_gives_the_same_bytes() {
    for sale in [sale::sale, formats::sale] {
        the_same_twice([sale(), sale()].map(|journal| minutes(&journal, None)));
    }
}

fn the_same_twice([one, other]: [Minutes; 2]) {
    assert_eq!(one, other);
    for language in [Languages::Vi, Languages::En, Languages::Both] {
        assert_eq!(html(&one, language), html(&other, language));
        assert_eq!(pdf(&one, language), pdf(&other, language));
    }
    let bytes = pdf(&one, Languages::Both).expect("a PDF");
    assert!(bytes.starts_with(b"%PDF-1."));
}

#[test]
fn a_hostile_title_is_literal() {
    let page = html(&minutes(&sale::sale(), Some(6)), Languages::Both);
    assert!(!page.contains("<b>b"), "markup of a title came through");
    let lot = format!("Lô 6. {HOSTILE}");
    assert!(read(&page).contains(&lot), "{}", read(&page));
}

#[test]
fn letters_of_any_kind_make_a_pdf() {
    let words = [
        "e\u{302}\u{301}",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} 12",
        "技术拍卖",
        "🔨👩\u{200d}⚖\u{fe0f}",
        "\u{feff}\u{fffe}\u{0}\u{7f}\u{202e}\u{e000}\t",
        &"w".repeat(100),
    ];
    let mut journal = Journal::begun();
    let terms = english(money("100"), step(money("10")), Pace::Hammer);
    let title = text(&words.join(" "), &words.join("\n"));
    journal.auctioneer(60, publish(1, Terms { title, ..terms }, None));
    let bytes = pdf(&minutes(&journal, None), Languages::Both);
    assert!(bytes.is_ok(), "{}", bytes.unwrap_err());
}

#[test]
fn what_the_room_did_not_hear_is_not_in_the_minutes() {
    keeps(&sale::sale(), &SECRETS);
    keeps(&formats::sale(), &formats::SECRETS);
}

fn keeps(journal: &Journal, secrets: &[&str]) {
    let written = serde_json::to_string(&journal.entries).expect("entries");
    let minutes = minutes(journal, None);
    for language in [Languages::Vi, Languages::En] {
        let page = html(&minutes, language).replace(['.', ','], "");
        for secret in secrets {
            assert!(written.contains(*secret), "{secret} is no secret of this sale");
            assert!(!page.contains(*secret), "{secret} is in the minutes");
        }
    }
}

#[test]
fn no_maximum_can_be_told_from_another_by_the_minutes() {
    let [one, other] = ["400", "900"].map(|maximum| led_with(money(maximum)));
    let empty = Tree::default().head();
    let told = |journal: &Journal| extract(&journal.entries, empty, None);
    assert_ne!(head(&one), head(&other));
    assert_eq!(told(&one), told(&other));
}

#[test]
fn a_nonce_that_was_not_revealed_is_nowhere() {
    let page = html(&minutes(&sale::sale(), Some(4)), Languages::Both);
    assert!(page.contains(&nonce(Paddle(7)).to_string()), "what was revealed is told");
    assert!(!page.contains(&nonce(Paddle(8)).to_string()), "what was kept is not");
}

/// Whoever holds the page can draw again: head, nonces and seed are on it.
#[test]
fn a_draw_can_be_computed_again_from_its_page() {
    let text = read(&html(&minutes(&sale::sale(), Some(4)), Languages::En));
    let cell = |label: &str, place: usize| {
        let row = text.lines().find_map(|line| line.strip_prefix(label)?.strip_prefix(" | "));
        row.unwrap_or_else(|| panic!("no {label} in {text}"))
            .split(" | ")
            .nth(place)
            .expect("a cell")
    };
    let hash = |text: &str| text.parse::<Hash>().expect("a hash");
    let hands = [("The auctioneer", AUCTIONEER), ("Paddle 7", Paddle(7)), ("Paddle 8", Paddle(8))];
    let nonces = hands.map(|(row, hand)| match cell(row, 1).parse::<Hash>() {
        Ok(nonce) => {
            assert_eq!(hash(cell(row, 0)), commitment(hand, nonce), "{row}");
            nonce
        }
        Err(_) => Hash::ZERO,
    });
    let seed = draw::seed(hash(cell("Root of the journal, as fixed", 0)), nonces);
    assert_eq!(hash(cell("Seed", 0)), seed);
    let drawn = [Paddle(7), Paddle(8)][draw::place(seed, 2)];
    assert_eq!(cell("Drawn", 0), format!("Paddle {drawn}"));
}

#[test]
fn a_bid_that_no_longer_counts_is_struck_through_with_its_reason() {
    let page = html(&minutes(&formats::sale(), Some(1)), Languages::Vi);
    assert_eq!(page.matches("<tr class=\"struck\">").count(), 1);
    let text = read(&page);
    assert!(text.contains("Nhập nhầm thẻ"), "{text}");
    assert!(text.contains("Nguyễn Thị An đề nghị, Thư ký Trần Văn Bình xác nhận"), "{text}");
}

#[test]
fn an_agreement_ends_in_an_invitation_and_the_law_in_a_sale() {
    let (agreed, law) = (minutes(&sale::sale(), Some(1)), minutes(&formats::sale(), Some(1)));
    let [agreed, law] = [agreed, law].map(|minutes| read(&html(&minutes, Languages::Both)));
    for words in ["lời mời ký, chưa phải là hợp đồng", "an invitation to sign, not yet a contract"]
    {
        assert!(agreed.contains(words) && !law.contains(words), "{words}");
    }
    for words in ["trúng đấu giá.", "Sold to paddle"] {
        assert!(law.contains(words) && !agreed.contains(words), "{words}");
    }
}

#[test]
fn what_is_not_there_has_no_minutes() {
    let journal = sale::sale();
    let none = extract(&[], Tree::default().head(), None);
    assert_eq!(none, Err(MinutesError::NotBegun));
    let refused = extract(&journal.entries, head(&journal), Some(LotId(7))).unwrap_err();
    assert_eq!(refused, MinutesError::UnknownLot { lot: LotId(7), published: 6 });
    assert!(refused.to_string().contains("name one of 1 to 6"), "{refused}");
}
