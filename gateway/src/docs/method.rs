//! What can be asked over the socket: each method with who may ask it.

use gavel_engine::pure::permit::permits;
use gavel_proto::Role;
use gavel_proto::wire::{COMMAND_METHODS, Call, METHODS, Request};
use serde_json::{Map, Value, json};

use super::examples::examples;

/// Those who connect, in the order in which a sale needs them.
const ROLES: [Role; 7] = [
    Role::Observer,
    Role::Bidder,
    Role::Clerk,
    Role::Auctioneer,
    Role::SecondOfficer,
    Role::Auditor,
    Role::Supervisor,
];

/// Those of them who see what the desk sees.
const DESK: [Role; 5] =
    [Role::Clerk, Role::Auctioneer, Role::SecondOfficer, Role::Auditor, Role::Supervisor];

/// A method.
pub(super) struct Method {
    pub(super) name: &'static str,
    /// What it does, in a sentence.
    pub(super) about: String,
    /// Who may ask it; empty: everybody.
    pub(super) roles: Vec<Role>,
    /// A request as a client would send it.
    pub(super) example: Value,
    /// The message that answers it.
    pub(super) answer: String,
}

/// Every method, in the order in which a client meets them.
pub(super) fn methods(schemas: &Map<String, Value>) -> Vec<Method> {
    (1..)
        .zip(METHODS.into_iter().chain(COMMAND_METHODS))
        .map(|(id, name)| {
            let params = &examples().params[name];
            let example = json!({ "id": id, "method": name, "params": params });
            let of_desk = COMMAND_METHODS.contains(&name);
            let answer = if of_desk { "command" } else { name };
            Method {
                name,
                about: about(schemas, name),
                roles: roles(&example),
                example,
                answer: format!("answer.{answer}"),
            }
        })
        .collect()
}

fn about(schemas: &Map<String, Value>, name: &str) -> String {
    let sentence = match name {
        "hello" => "Says who one is: the first request of every connection.",
        "subscribe" => "Asks for the session's pushes from now on, and for what was missed.",
        "time" => "Asks the server's time.",
        "bid" => "Bids on a lot.",
        "bid.get" => "Asks what became of a bid.",
        "receipt.get" => "Asks for the receipt of a bid, with its proof.",
        "preview" => "Asks what an act of the desk would do, were it asked now. Nothing is done.",
        "present" => "Asks who of the bidders listens now.",
        command => {
            let schema = &schemas[&format!("request.{command}")];
            schema["description"].as_str().unwrap_or_default()
        }
    };
    sentence.to_owned()
}

/// Who may ask for what this request asks for; empty: everybody.
fn roles(request: &Value) -> Vec<Role> {
    let text = request.to_string();
    let call = Request::read(&text).and_then(|request| request.call());
    match call.expect("invariant: an example is understood") {
        Call::Command(command) => {
            ROLES.into_iter().filter(|role| permits(*role, &command)).collect()
        }
        Call::Preview(_) | Call::Present => DESK.into(),
        Call::Hello(_)
        | Call::Subscribe(_)
        | Call::Time
        | Call::BidGet(_)
        | Call::ReceiptGet(_) => Vec::new(),
    }
}
