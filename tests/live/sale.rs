//! Whole sales: what is answered, what is announced, what stays secret, what is never forgotten.

use serde_json::{Value, json};

use super::client::Client;
use super::hall::Hall;
use super::house::{House, SESSION, Server, gavel};
use super::lots::{bid, english, sealed};

/// Digits that nothing but the reserve and the maximum of the sale has: no stamp, no id.
const RESERVE: &str = "150000000077";
const MAXIMUM: &str = "987654321987";

/// Everybody at a sale.
struct People {
    clerk: Client,
    auctioneer: Client,
    observer: Client,
    bidders: [Client; 3],
}

impl People {
    async fn join(house: &House, server: &Server) -> Self {
        let join =
            async |who: &[&str]| Client::join(&server.address, &house.token(SESSION, who)).await;
        let mut clerk = join(&["clerk", "--name", "Bình"]).await;
        for paddle in [7, 8, 9] {
            clerk.accepted("admit", json!({ "paddle": paddle })).await;
            clerk.accepted("confirm_deposit", json!({ "paddle": paddle })).await;
        }
        Self {
            clerk,
            auctioneer: join(&["auctioneer", "--name", "An"]).await,
            observer: join(&["observer"]).await,
            bidders: [
                join(&["bidder", "--paddle", "7"]).await,
                join(&["bidder", "--paddle", "8"]).await,
                join(&["bidder", "--paddle", "9"]).await,
            ],
        }
    }

    /// Everybody hears of `seq`; each client has checked that it missed nothing on the way.
    async fn hear_up_to(&mut self, seq: u64) {
        let [seven, eight, nine] = &mut self.bidders;
        for person in
            [&mut self.clerk, &mut self.auctioneer, &mut self.observer, seven, eight, nine]
        {
            person.until(seq).await;
        }
    }
}

/// What the room hears of a bid: price, leader, the asking price and the reserve.
async fn price(listener: &mut Client) -> [Value; 4] {
    let (_, mut now) = listener.hear("price_changed").await;
    ["price", "leader", "asking", "reserve"].map(|field| now[field].take())
}

#[tokio::test]
async fn an_english_lot_goes_from_publication_to_the_hammer() {
    let house = House::new();
    let mut server = house.serve(&[]);
    let mut people = People::join(&house, &server).await;
    let mut lot = english(1);
    lot["reserve"] = RESERVE.into();
    people.auctioneer.accepted("publish", lot).await;

    let [seven, eight, nine] = &mut people.bidders;
    let early = bid(1, "amount", "100000000000");
    assert_eq!(seven.refused("bid", early).await["data"]["name"], "not_open");
    people.auctioneer.accepted("open", json!({ "lot": 1 })).await;
    seven.accepted("bid", bid(1, "amount", "100000000000")).await;
    let told = price(&mut people.observer).await;
    assert_eq!(told, [json!("100000000000"), 7.into(), "100010000000".into(), "not_met".into()]);
    for person in [&people.observer, &*nine, &people.clerk] {
        assert!(
            !person.has_read(RESERVE),
            "the reserve is the auctioneer's secret until it is met"
        );
    }

    let maximum = bid(1, "maximum", MAXIMUM);
    let first = eight.accepted("bid", maximum.clone()).await;
    let (_, mine) = eight.hear("bid_accepted").await;
    assert_eq!(mine["maximum"], MAXIMUM);
    let told = price(&mut people.observer).await;
    assert_eq!(told, [json!(RESERVE), 8.into(), "150010000077".into(), "met".into()]);
    nine.accepted("bid", bid(1, "asking_at_most", "160000000000")).await;
    let told = price(&mut people.observer).await;
    assert_eq!(told, [json!("150020000077"), 8.into(), "150030000077".into(), "met".into()]);
    let low = bid(1, "amount", "120000000000");
    let too_low = nine.refused("bid", low.clone()).await;
    assert_eq!(too_low["data"]["name"], "below_asking");
    assert_eq!(too_low["data"]["asking"], "150030000077");

    pause_and_call(&mut people).await;
    let sold = people.observer.hear("lot_closed").await;
    let result = json!({ "sold": { "paddle": 8, "price": "200010000000" } });
    assert_eq!(sold.1["result"], result);
    people.hear_up_to(sold.0).await;

    let [seven, eight, nine] = &mut people.bidders;
    let late = seven.refused("bid", bid(1, "amount", "300000000000")).await;
    assert_eq!(late["data"]["name"], "closed");
    let again = eight.accepted("bid", maximum.clone()).await;
    assert_eq!(
        apart_from_the_head(&again),
        apart_from_the_head(&first),
        "the first verdict, again"
    );
    let again = nine.refused("bid", low.clone()).await;
    assert_eq!(
        apart_from_the_head(&again),
        apart_from_the_head(&too_low),
        "the first verdict, again"
    );
    for person in [&people.clerk, &people.auctioneer, &people.observer, &*seven, &*nine] {
        assert!(!person.has_read(MAXIMUM), "a maximum is its owner's secret");
    }
    assert_eq!(rooms(&people.observer), rooms_of_the_journal(&house, people.observer.seq));

    server.kill();
    let server = house.serve(&[]);
    let mut eight = Client::join(&server.address, &house.paddle(8)).await;
    let again = eight.accepted("bid", maximum.clone()).await;
    assert_eq!(apart_from_the_head(&again), apart_from_the_head(&first), "and after a restart");
    let mut nine = Client::join(&server.address, &house.paddle(9)).await;
    let again = nine.refused("bid", low.clone()).await;
    assert_eq!(apart_from_the_head(&again), apart_from_the_head(&too_low), "and after a restart");
    fates(&mut eight, &mut nine, [&maximum, &low], &first, &too_low).await;
}

/// A pause turns bids away, a bid takes the calls back, and the hammer waits for the third.
async fn pause_and_call(people: &mut People) {
    let (desk, [seven, ..]) = (&mut people.auctioneer, &mut people.bidders);
    desk.accepted("pause", json!({ "lot": 1, "reason": "a question from the floor" })).await;
    let paused = seven.refused("bid", bid(1, "amount", "200000000000")).await;
    assert_eq!(paused["data"]["name"], "paused");
    assert_eq!(paused["retryable"], true);
    desk.accepted("resume", json!({ "lot": 1 })).await;
    desk.accepted("call", json!({ "lot": 1, "call": 1 })).await;
    seven.accepted("bid", bid(1, "amount", "200000000000")).await;
    let again = desk.refused("call", json!({ "lot": 1, "call": 2 })).await;
    assert_eq!(
        (&again["data"]["name"], &again["data"]["calls"]),
        (&json!("call_out_of_turn"), &json!(0))
    );
    for call in [1, 2, 3] {
        let early = desk.refused("hammer", json!({ "lot": 1 })).await;
        assert_eq!(early["data"]["name"], "calls_missing");
        desk.accepted("call", json!({ "lot": 1, "call": call })).await;
        assert_eq!(people.observer.hear("called").await.1["lot"], 1);
    }
    desk.accepted("hammer", json!({ "lot": 1 })).await;
}

/// What `bid.get` says of a bid that was taken, one that was refused, and those of others.
async fn fates(
    eight: &mut Client,
    nine: &mut Client,
    [taken, low]: [&Value; 2],
    first: &Value,
    too_low: &Value,
) {
    let asked = |bid: &Value| json!({ "bid_id": bid["bid_id"] });
    let fate = eight.accepted("bid.get", asked(taken)).await;
    assert_eq!((&fate["verdict"], &fate["seq"]), (&json!("accepted"), &first["seq"]));
    let fate = nine.accepted("bid.get", asked(low)).await;
    let mut without_receipt = too_low.clone();
    without_receipt["data"].as_object_mut().expect("data").remove("receipt");
    assert_eq!((&fate["verdict"], &fate["error"]), (&json!("refused"), &without_receipt));
    let never_sent = bid(1, "amount", "1");
    for bid in [&never_sent, low] {
        let fate = eight.accepted("bid.get", asked(bid)).await;
        assert_eq!(fate, json!({ "verdict": "unknown", "bid_id": bid["bid_id"] }));
    }
    assert_eq!(nine.accepted("bid.get", asked(taken)).await["verdict"], "unknown");
}

#[tokio::test]
async fn envelopes_stay_shut_until_their_deadline() {
    const ENVELOPES: [&str; 3] = ["223456789012", "323456789012", "423456789012"];
    let mut hall = Hall::open().await;
    let mut bidders = [hall.bidder(7).await, hall.bidder(8).await, hall.bidder(9).await];
    hall.desk.accepted("publish", sealed(2, 10_000)).await;
    hall.desk.accepted("open", json!({ "lot": 2 })).await;
    let [seven, eight, nine] = &mut bidders;
    let maximum = seven.refused("bid", bid(2, "maximum", ENVELOPES[2])).await;
    assert_eq!(maximum["data"]["name"], "wrong_offer");
    seven.accepted("bid", bid(2, "amount", ENVELOPES[0])).await;
    nine.accepted("bid", bid(2, "amount", ENVELOPES[1])).await;
    eight.accepted("bid", bid(2, "amount", "99")).await;
    seven.accepted("bid", bid(2, "amount", ENVELOPES[2])).await;
    let early = hall.desk.refused("hammer", json!({ "lot": 2 })).await;
    assert_eq!(early["data"]["name"], "still_sealed");

    let (seq, opened) = hall.observer.hear("envelopes_opened").await;
    let told: Vec<_> = opened["envelopes"].as_array().unwrap().iter().collect();
    assert_eq!(told.len(), 3, "a replaced envelope is not opened: {opened}");
    assert_eq!(told[1]["fault"], "misses_opening");
    let closed = hall.desk.accepted("hammer", json!({ "lot": 2 })).await;
    let last = closed["seq"].as_u64().unwrap();
    let (_, sold) = hall.observer.hear("lot_closed").await;
    assert_eq!(sold["result"], json!({ "sold": { "paddle": 7, "price": ENVELOPES[2] } }));

    let [seven, eight, nine] = bidders;
    for (mut person, own) in [
        (hall.desk, None),
        (hall.observer, None),
        (seven, Some([0, 2])),
        (eight, None),
        (nine, Some([1, 1])),
    ] {
        person.until(last).await;
        let before = |text: &&String| !text.contains(&format!("\"seq\":{seq},"));
        let sealed: Vec<&String> = person.received.iter().take_while(before).collect();
        for (index, amount) in ENVELOPES.iter().enumerate() {
            let knows = sealed.iter().any(|text| text.contains(amount));
            assert_eq!(knows, own.is_some_and(|own| own.contains(&index)), "{amount}");
        }
    }
}

/// The sequences of every push that a reader had.
fn rooms(reader: &Client) -> Vec<u64> {
    reader.pushes.iter().filter_map(|push| push["seq"].as_u64()).collect()
}

/// The sequences, up to `last`, that the whole room hears of, as the journal has them. An
/// observer who came before the publication hears every one of them from there.
fn rooms_of_the_journal(house: &House, last: u64) -> Vec<u64> {
    const SECRETS: [&str; 5] =
        ["bid_accepted", "bid_repeated", "bidder_admitted", "deposit_confirmed", "reserve_set"];
    const BEFORE: [&str; 2] = ["session_created", "signing_key_set"];
    let journal = gavel(&["replay", SESSION, "--entries", "--data", house.data()]).output();
    let entries = String::from_utf8(journal.expect("gavel replay runs").stdout).expect("text");
    let entries = entries.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let heard = entries.filter(|entry| {
        let events = entry["outcome"]["accepted"].as_array().into_iter().flatten();
        let mut names = events.filter_map(Value::as_object).flat_map(serde_json::Map::keys);
        names.any(|name| ![&SECRETS[..], &BEFORE].concat().contains(&name.as_str()))
    });
    heard.filter_map(|entry| entry["seq"].as_u64()).filter(|seq| *seq <= last).collect()
}

/// An answer without the head in its receipt, which grows with every batch.
fn apart_from_the_head(answer: &Value) -> Value {
    let mut answer = answer.clone();
    for receipt in ["/receipt", "/data/receipt"] {
        if let Some(receipt) = answer.pointer_mut(receipt).and_then(Value::as_object_mut) {
            receipt.retain(|field, _| !["size", "root", "signature"].contains(&field.as_str()));
        }
    }
    answer
}
