
mod oracle;
mod sale;
mod stories;
