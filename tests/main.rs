
mod oracle;
mod records;
mod sale;
mod secrets;
mod stories;
