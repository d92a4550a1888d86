//! `gavel minutes`: a secretary prints what will be signed, or is told what to do.

use std::fs;

use super::{Outcome, refused, run};
use crate::live::hall::Hall;
use crate::live::house::{House, SESSION};
use crate::live::lots::bid;

fn minutes(house: &House, more: &[&str]) -> Outcome {
    run(&[&["minutes", SESSION, "--data", house.data()], more].concat())
}

#[tokio::test]
async fn the_minutes_are_written_while_the_house_is_at_work() {
    let hall = Hall::open().await;
    hall.bidder(7).await.accepted("bid", bid(1, "amount", "120000000")).await;
    let page = minutes(&hall.house, &["1"]);
    assert_eq!(page.code, Some(0), "{}", page.err);
    assert!(page.out.contains("120.000.000\u{a0}₫"), "{}", page.out);
    assert!(page.out.contains("120,000,000\u{a0}VND"), "{}", page.out);

    let [one, other] = ["one.pdf", "other.pdf"].map(|name| {
        let path = hall.house.path().join(name);
        let out = path.to_str().expect("a plain name");
        let printed = minutes(&hall.house, &["--format", "pdf", "--out", out]);
        assert_eq!((printed.code, printed.out.as_str()), (Some(0), ""), "{}", printed.err);
        fs::read(&path).expect("a file")
    });
    assert!(one.starts_with(b"%PDF-1."));
    assert_eq!(one, other, "another process prints other bytes");
}

#[tokio::test]
async fn what_cannot_be_written_says_what_to_do() {
    let hall = Hall::open().await;
    let house = &hall.house;
    let data = ["--data", house.data()];
    refused(&run(&[&["minutes", "winter"][..], &data].concat()), &["no session winter", "--data"]);
    refused(&minutes(house, &["4"]), &["no lot 4", "name lot 1"]);
    refused(&minutes(house, &["--language", "fr"]), &["fr", "both"]);
    let nowhere = house.path().join("none/minutes.html");
    let out = nowhere.to_str().expect("a plain name");
    refused(&minutes(house, &["--out", out]), &["none/minutes.html", "a folder that is there"]);
}
