//! What a command is on the wire, for programs that play whole sales.

use gavel_proto::Command;
use serde_json::Value;

/// A command as a method and its parameters.
pub(crate) fn named(command: &Command) -> (String, Value) {
    let Ok(Value::Object(command)) = serde_json::to_value(command) else {
        panic!("a command is an object");
    };
    command.into_iter().next().expect("a command has a name")
}
