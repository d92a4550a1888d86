//! Bids at the asking price, as gavel hears and answers them.

use std::io::Write;

use super::asking::{Service, Verdict};

/// What bids are made of. Every load has a run of its own, as no bid id is decided twice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bids {
    pub(crate) run: u32,
    pub(crate) lots: u64,
}

impl Bids {
    /// Writes request `number` of a line. The last twelve digits of its id are the number.
    pub(crate) fn write(self, line: usize, number: u64, out: &mut Vec<u8>) {
        let Self { run, lots } = self;
        // Neighbours bid on other lots, and everybody goes through all of them.
        let lot = (number + line as u64 * 7) % lots + 1;
        write!(
            out,
            "{{\"id\":{number},\"method\":\"bid\",\"params\":{{\"lot\":{lot},\"bid_id\":\
             \"{run:08x}-{line:04x}-7000-8000-{number:012x}\",\"asking_at_most\":\"999999999999999\"}}}}"
        )
        .expect("a vector takes all");
    }
}

impl Service for Bids {
    fn ask(&self, line: usize, number: u64, out: &mut Vec<u8>) {
        self.write(line, number, out);
    }

    fn verdict(&self, number: u64, message: &[u8]) -> Option<Verdict> {
        // Heartbeats come in between.
        let rest = message.strip_prefix(b"{\"id\":")?;
        let digits = rest.iter().position(|byte| !byte.is_ascii_digit())?;
        let (id, rest) = rest.split_at(digits);
        let id = str::from_utf8(id).ok().and_then(|id| id.parse().ok());
        assert_eq!(id, Some(number), "a line is answered in the order in which it asked");
        Some(if rest.starts_with(b",\"result\"") { Verdict::Accepted } else { Verdict::Refused })
    }
}
