
mod oracle;
mod records;
mod sale;
mod stories;
