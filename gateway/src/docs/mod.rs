//! The contract with whoever writes a client, made from the types and the tables that the program
//! itself goes by: `AsyncAPI` for the socket, `OpenAPI` for HTTP, a schema of every message, and a page
//! for people.

mod asyncapi;
mod examples;
mod method;
mod openapi;
mod page;
mod served;
mod shape;
mod words;

pub use asyncapi::asyncapi;
pub use examples::examples;
pub use openapi::openapi;
pub use page::page;
pub(crate) use served::router;

/// The version of the program, which that of its contract is.
const VERSION: &str = env!("CARGO_PKG_VERSION");
