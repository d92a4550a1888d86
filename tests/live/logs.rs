//! The log says who came and how it ended, and no secret, however much of it is asked for.

use serde_json::{Value, json};

use super::client::Client;
use super::hall::Hall;
use super::house::{SESSION, Server, gavel};
use super::lots::{bid, sealed};
use super::web::get;

/// Amounts that nothing else can look like.
const ENVELOPE: &str = "271828182";
const MAXIMUM: &str = "314159265";
const RESERVE: &str = "141421356";

/// A server that logs all it can, as JSON.
async fn talkative() -> Hall {
    Hall::open_with(|house| {
        let mut command = gavel(&house.serving());
        Server::start(command.args(["--log-format", "json"]).env("GAVEL_LOG", "trace"))
    })
    .await
}

#[tokio::test]
async fn no_secret_is_logged_and_everybody_who_came_is() {
    let mut hall = talkative().await;
    let mut secrets: Vec<String> = [ENVELOPE, MAXIMUM, RESERVE].map(str::to_owned).into();
    let token = hall.house.paddle(7);
    let mut seven = Client::join(&hall.server.address, &token).await;
    let mut lot = sealed(2, 600_000);
    lot["reserve"] = json!(RESERVE);
    hall.desk.accepted("publish", lot).await;
    hall.desk.accepted("open", json!({ "lot": 2 })).await;
    seven.accepted("bid", bid(2, "amount", ENVELOPE)).await;
    seven.refused("bid", bid(2, "maximum", MAXIMUM)).await;
    seven.refused("bid", json!({ "lot": 2, "amount": ENVELOPE })).await;
    get(&hall.server.address, &format!("/ui/nothing?token={token}")).await;
    let mut forger = Client::connect(&hall.server.address).await;
    forger.hello(&format!("{token}x")).await;
    forger.closed().await;
    secrets.extend(token.split('.').skip(1).map(str::to_owned));
    hall.server.terminate();
    assert_eq!(seven.closed().await, Some(3000));
    let ended = hall.server.ended();
    let log = ended.complaints;
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log:\n{log}");
    }

    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect();
    let access = |message: &str| {
        let is_it = move |line: &&Value| line["target"] == "access" && line["message"] == message;
        lines.iter().filter(is_it).collect::<Vec<_>>()
    };
    let request = access("request")[0];
    assert_eq!(request["path"], "/ui/nothing");
    assert_eq!(request["method"], "GET");
    assert_eq!(request["status"], 404);
    assert!(request["micros"].is_u64() && request["bytes"].is_u64(), "{request}");
    let sessions = access("websocket");
    let seven = sessions.iter().find(|line| line["paddle"] == 7).expect("a line about paddle 7");
    assert_eq!((&seven["role"], &seven["session"]), (&json!("bidder"), &json!(SESSION)));
    assert_eq!(seven["code"], 3000);
    for number in ["millis", "received_bytes", "sent_bytes"] {
        assert!(0 < seven[number].as_u64().unwrap(), "{number} in {seven}");
    }
    assert!(seven["address"].as_str().unwrap().starts_with("127.0.0.1:"), "{seven}");
    let forger = sessions.iter().find(|line| line["code"] == 3501).expect("the forger's line");
    assert!(forger["role"].is_null() && forger["paddle"].is_null(), "{forger}");
}

#[tokio::test]
async fn a_log_that_goes_into_a_file_has_no_colours() {
    let mut hall = Hall::open().await;
    hall.server.terminate();
    let log = hall.server.ended().complaints;
    assert!(log.contains("session recovered"), "{log}");
    assert!(!log.contains('\u{1b}'), "{log}");
}
