//! The journal as evidence: what is found in it with our own program, and by a stranger with his,
//! which was written from the page about the journal alone.

mod author;
mod findings;
mod forged;
mod forger;
mod forked;
mod guessed;
mod hostile;
mod kept;
mod keys;
mod receipts;
mod sale;
mod served;
mod winners;
