//! What happens after the bids, on a real server: a draw that everybody can compute again, a bid
//! that two officers strike, a bid from the floor.

use gavel_proto::Hash;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::client::Client;
use super::hall::Hall;
use super::house::SESSION;
use super::lots::{bid, sealed};

/// What a hand commits to, as `docs/PROTOCOL.md` says.
fn commitment(paddle: u32, nonce: &str) -> String {
    let digest = Sha256::new().chain_update(paddle.to_be_bytes()).chain_update(bytes(nonce));
    Hash(digest.finalize().into()).to_string()
}

/// The bytes that these digits stand for.
fn bytes(digits: &str) -> [u8; 32] {
    digits.parse::<Hash>().expect("64 digits").0
}

/// The next step of a draw that the room hears, by its name.
async fn step(listener: &mut Client, name: &str) -> Value {
    loop {
        let (_, mut draw) = listener.hear("draw").await;
        if !draw["step"][name].is_null() {
            return draw["step"][name].take();
        }
    }
}

#[tokio::test]
async fn equal_envelopes_are_drawn_and_a_stranger_computes_who() {
    let mut hall = Hall::open().await;
    let [mut seven, mut nine] = [hall.bidder(7).await, hall.bidder(9).await];
    hall.desk.accepted("publish", sealed(2, 700)).await;
    hall.desk.accepted("open", json!({ "lot": 2 })).await;
    for bidder in [&mut seven, &mut nine] {
        bidder.accepted("bid", bid(2, "amount", "130000000")).await;
    }
    let (_, opened) = hall.observer.hear("envelopes_opened").await;
    let count = json!({ "issued": 3, "returned": 2, "valid": 2, "invalid": 0 });
    assert_eq!(opened["count"], count);
    let tied = hall.desk.refused("hammer", json!({ "lot": 2 })).await;
    assert_eq!(tied["data"]["paddles"], json!([7, 9]));
    hall.desk.accepted("draw", json!({ "lot": 2 })).await;

    let nonces = ["0a", "0b", "0c"].map(|byte| byte.repeat(32));
    let hands = [(0, &mut hall.desk), (7, &mut seven), (9, &mut nine)];
    for ((paddle, hand), nonce) in hands.into_iter().zip(&nonces) {
        let commit = json!({ "lot": 2, "commitment": commitment(paddle, nonce) });
        hand.accepted("commit", commit).await;
    }
    let closed = step(&mut hall.observer, "commits_closed").await;
    let head = closed["head"].as_str().expect("a head").to_owned();
    assert!(nonces.iter().all(|nonce| !hall.observer.has_read(nonce)), "nobody knows a nonce yet");
    let other = json!({ "lot": 2, "nonce": nonces[0] });
    assert_eq!(seven.refused("reveal", other).await["data"]["name"], "nonce_differs");
    for (hand, nonce) in [&mut hall.desk, &mut seven, &mut nine].into_iter().zip(&nonces) {
        hand.accepted("reveal", json!({ "lot": 2, "nonce": nonce })).await;
    }

    let drawn = step(&mut hall.observer, "drawn").await;
    let seed = nonces.iter().fold(Sha256::new().chain_update(bytes(&head)), |digest, nonce| {
        digest.chain_update(bytes(nonce))
    });
    let seed = seed.finalize();
    assert_eq!(drawn["seed"], Hash(seed.into()).to_string());
    let first = Sha256::new().chain_update(seed).chain_update(0_u32.to_be_bytes()).finalize();
    let first = u64::from_be_bytes(*first.first_chunk().expect("8 bytes"));
    let winner = [7, 9][usize::from(first % 2 == 1)];
    assert_eq!(drawn["winner"], winner);
    hall.desk.accepted("hammer", json!({ "lot": 2 })).await;
    let (_, sold) = hall.observer.hear("lot_closed").await;
    assert_eq!(sold["result"], json!({ "sold": { "paddle": winner, "price": "130000000" } }));
}

#[tokio::test]
async fn a_floor_bid_is_entered_by_the_clerk_and_struck_by_two_officers() {
    let mut hall = Hall::open().await;
    let mut seven = hall.bidder(7).await;
    let clerk = hall.house.token(SESSION, &["clerk", "--name", "Bình"]);
    let mut clerk = Client::join(&hall.server.address, &clerk).await;
    seven.accepted("bid", bid(1, "amount", "100000000")).await;
    let mut floor = bid(1, "amount", "120000000");
    let id = floor["bid_id"].clone();
    let entered = json!({ "paddle": 8, "channel": "floor", "bid": floor.take() });
    let first = clerk.accepted("bid_for", entered.clone()).await;
    assert_eq!(first["bid_id"], id);
    let again = clerk.accepted("bid_for", entered).await;
    assert_eq!(again["seq"], first["seq"], "a bid id is decided once");
    assert_eq!(again["receipt"]["leaf"], first["receipt"]["leaf"]);
    let (_, _) = hall.observer.hear("price_changed").await;
    let (_, price) = hall.observer.hear("price_changed").await;
    assert_eq!([&price["bidder"], &price["channel"]], [&json!(8), &json!("floor")]);

    let void = json!({ "lot": 1, "bid_id": id, "reason": "heard wrong" });
    let forbidden = seven.refused("void", void.clone()).await;
    assert_eq!(forbidden["code"], 1012);
    hall.desk.accepted("void", void).await;
    let confirm = json!({ "lot": 1, "bid_id": id });
    let alone = hall.desk.refused("confirm_void", confirm.clone()).await;
    assert_eq!(alone["data"]["officer"], "An");
    clerk.accepted("confirm_void", confirm).await;
    let (_, now) = hall.observer.hear("standing_recomputed").await;
    assert_eq!([&now["leader"], &now["price"]], [&json!(7), &json!("100000000")]);
    hall.goes_on().await;
}
