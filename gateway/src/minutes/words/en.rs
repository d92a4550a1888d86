//! The minutes in English.

mod labels;

use gavel_proto::terms::{Closes, SoftClose};
use gavel_proto::{
    By, Currency, Direction, EnvelopeFault, Format, Increment, LotResult, Millis, Money, Pace,
    Paddle, Reserve, Terms, Text, Timestamp,
};

use super::figures::{Marks, grouped, in_hanoi, split};
use super::{Labels, Unit, Words, capital, number, paddles, percent, units};
use crate::minutes::record::{Ending, Fact, Ground, Minutes, Opening};

/// English, for foreign owners and bidders.
pub(in crate::minutes) struct English;

const MARKS: Marks = Marks { group: ',', point: '.' };

impl Words for English {
    fn labels(&self) -> &'static Labels {
        &labels::LABELS
    }

    fn text<'a>(&self, text: &'a Text) -> &'a str {
        &text.en
    }

    fn amount(&self, amount: Money, currency: &Currency) -> String {
        format!("{}\u{a0}{}", grouped(amount, MARKS), currency.code)
    }

    fn spelled(&self, amount: Money, currency: &Currency) -> String {
        let (whole, minor) = split(amount);
        let mut words: Vec<String> = whole.parse().map(number::english).into_iter().collect();
        if minor.bytes().any(|digit| digit != b'0') {
            words.push("point".to_owned());
            let digits = minor.chars().filter_map(|digit| digit.to_digit(10));
            words.extend(digits.map(|digit| number::english(digit.into())));
        }
        let name = if currency.code == "VND" { "dong" } else { &currency.code };
        capital(&format!("{} {name}", words.join(" ")))
    }

    fn moment(&self, at: Timestamp) -> String {
        in_hanoi(at, "%H:%M:%S on %-d %B %Y")
    }

    fn second(&self, at: Timestamp) -> String {
        in_hanoi(at, "%-d %b %Y %H:%M:%S")
    }

    fn microsecond(&self, at: Timestamp) -> String {
        in_hanoi(at, "%-d %b %Y %H:%M:%S%.6f")
    }

    fn length(&self, length: Millis) -> String {
        let (count, unit) = units(length);
        let unit = match unit {
            Unit::Days => "day",
            Unit::Hours => "hour",
            Unit::Minutes => "minute",
            Unit::Seconds => "second",
            Unit::Milliseconds => "millisecond",
        };
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    }

    fn paddle(&self, paddle: Paddle) -> String {
        format!("paddle {paddle}")
    }

    fn hand(&self, by: &By) -> String {
        match by {
            By::Clock => "Server clock".to_owned(),
            By::Observer => "Observer".to_owned(),
            By::Bidder { paddle } => capital(&self.paddle(*paddle)),
            By::Clerk { officer } => format!("Secretary {officer}"),
            By::Auctioneer { officer } => format!("Auctioneer {officer}"),
            By::Auditor { officer } => format!("Auditor {officer}"),
        }
    }

    fn journal(&self, minutes: &Minutes) -> String {
        format!("{} entries, until {}", minutes.entries, self.moment(minutes.known_until))
    }

    fn format(&self, terms: &Terms) -> &'static str {
        match (&terms.round().format, terms.direction) {
            (Format::English(_), Direction::Forward) => {
                "Open auction, ascending: the highest price wins"
            }
            (Format::English(_), Direction::Reverse) => {
                "Open auction, descending: the lowest price wins"
            }
            (Format::Sealed(_), Direction::Forward) => {
                "Sealed envelopes, one round: the highest valid offer wins at its own price"
            }
            (Format::Sealed(_), Direction::Reverse) => {
                "Sealed envelopes, one round: the lowest valid offer wins at its own price"
            }
        }
    }

    fn increment(&self, increment: &Increment, currency: &Currency) -> String {
        match increment {
            Increment::BasisPoints(share) => {
                format!("{} % of the price", percent(*share, '.'))
            }
            Increment::Table(bands) => {
                let bands = bands.iter().map(|band| {
                    let step = self.amount(band.step, currency);
                    match band.from {
                        None => step,
                        Some(from) => format!("{step} from {} on", self.amount(from, currency)),
                    }
                });
                bands.collect::<Vec<_>>().join("; ")
            }
        }
    }

    fn soft_close(&self, soft: SoftClose) -> String {
        let (window, extension) = (self.length(soft.window_ms), self.length(soft.extension_ms));
        format!("A bid in the last {window} moves the end to {extension} after that bid")
    }

    fn pace(&self, pace: &Pace) -> String {
        let Pace::Timed(timed) = pace else {
            return "Paced by the auctioneer; the hammer falls after three calls".to_owned();
        };
        let opens = timed.opens_at.map_or_else(
            || "Opened by the auctioneer".to_owned(),
            |at| format!("Opens at {}", self.moment(at)),
        );
        let closes = match timed.closes {
            Closes::At(at) => format!("ends at {}", self.moment(at)),
            Closes::AfterOpeningMs(length) => format!("ends after {}", self.length(length)),
            Closes::AfterFirstBidMs(length) => {
                format!("ends {} after the first bid", self.length(length))
            }
        };
        format!("{opens}; {closes}")
    }

    fn opening(&self, opening: &Opening) -> String {
        let (valid, invalid) = opening.counts();
        let closed_at = self.moment(opening.closed_at);
        format!(
            "Bidding ended at {closed_at}. Envelopes returned: {}; valid: {valid}; invalid: \
             {invalid}.",
            valid + invalid
        )
    }

    fn validity(&self, fault: Option<EnvelopeFault>) -> &'static str {
        match fault {
            None => "Valid",
            Some(EnvelopeFault::Disqualified) => "No: disqualified",
            Some(EnvelopeFault::MissesOpening) => "No: misses the opening price",
            Some(EnvelopeFault::BelowFloor) => "No: below the floor",
            Some(EnvelopeFault::AboveCeiling) => "No: above the ceiling",
            Some(EnvelopeFault::OffGrid) => "No: off the grid",
        }
    }

    fn ending(&self, ending: &Ending, currency: &Currency) -> String {
        match (&ending.result, ending.best) {
            (LotResult::Sold { paddle, .. }, _) => {
                format!("Sold to {}.", self.paddle(*paddle))
            }
            (LotResult::Passed, Some((paddle, price))) => format!(
                "Passed: the best price, {} by {}, did not reach the reserve.",
                self.amount(price, currency),
                self.paddle(paddle)
            ),
            (LotResult::Passed, None) => {
                "Passed: the auctioneer ended the lot when nobody had made an eligible bid."
                    .to_owned()
            }
            (LotResult::Failed, _) => "Failed: nobody made an eligible bid.".to_owned(),
            (LotResult::Withdrawn { reason }, _) => {
                format!("Withdrawn from the session. Reason: {reason}")
            }
        }
    }

    fn draw(&self, ending: &Ending) -> String {
        let tied = paddles(&ending.drawn_among);
        format!("Equal envelopes led (paddles {tied}); the winner was drawn by lot.")
    }

    fn result(&self, ending: Option<&Ending>) -> &'static str {
        match ending.map(|ending| &ending.result) {
            None => "Not ended",
            Some(LotResult::Sold { .. }) => "Sold",
            Some(LotResult::Passed) => "Passed",
            Some(LotResult::Failed) => "Failed",
            Some(LotResult::Withdrawn { .. }) => "Withdrawn",
        }
    }

    fn fact(&self, fact: &Fact, currency: &Currency) -> String {
        let until = |closes_at: &Option<Timestamp>| {
            closes_at.map_or_else(String::new, |at| format!(", ends at {}", self.moment(at)))
        };
        match fact {
            Fact::Published { reserve: Reserve::None } => "Lot published".to_owned(),
            Fact::Published { .. } => "Lot published; it has a reserve".to_owned(),
            Fact::Opened { closes_at, asking: Some(asking) } => {
                let asking = self.amount(*asking, currency);
                format!("Bidding opened at {asking}{}", until(closes_at))
            }
            Fact::Opened { closes_at, asking: None } => {
                format!("Open for envelopes{}", until(closes_at))
            }
            Fact::Price { price, leader, asking, reserve } => format!(
                "Bid: price {}, {} leads; asking price {}{}",
                self.amount(*price, currency),
                self.paddle(*leader),
                self.amount(*asking, currency),
                match reserve {
                    Reserve::None => "",
                    Reserve::NotMet => "; reserve not met",
                    Reserve::Met => "; reserve met",
                }
            ),
            Fact::Deadline { closes_at } => {
                format!("New end of bidding: {}", self.moment(*closes_at))
            }
            Fact::Paused { reason } => format!("Paused: {reason}"),
            Fact::Resumed { closes_at } => format!("Resumed{}", until(closes_at)),
            Fact::Called { call } => format!("Call {call}"),
            Fact::EnvelopeIn => "Envelope handed in".to_owned(),
            Fact::EnvelopesOpened { count } => format!("{count} envelopes opened"),
            Fact::Barred { paddle, reason } => {
                format!("{} disqualified: {reason}", capital(&self.paddle(*paddle)))
            }
            Fact::Ended { closed_at, result } => {
                let outcome = match result {
                    LotResult::Sold { paddle, price } => {
                        let price = self.amount(*price, currency);
                        format!("sold to {} for {price}", self.paddle(*paddle))
                    }
                    LotResult::Passed => "passed".to_owned(),
                    LotResult::Failed => "failed".to_owned(),
                    LotResult::Withdrawn { reason } => format!("withdrawn: {reason}"),
                };
                format!("Ended at {}: {outcome}", self.moment(*closed_at))
            }
            Fact::BidRefused { ground } => {
                format!("Bid refused: {}", self.ground(ground, currency))
            }
            Fact::Tied { paddles: tied } => {
                format!("Equal envelopes lead, to be drawn: paddles {}", paddles(tied))
            }
        }
    }

    fn ground(&self, ground: &Ground, currency: &Currency) -> String {
        match ground {
            Ground::NotOpen => "bidding had not opened".to_owned(),
            Ground::Paused => "the lot was paused".to_owned(),
            Ground::Closed { closed_at } => {
                format!("bidding closed at {}", self.moment(*closed_at))
            }
            Ground::Barred { reason } => format!("disqualified ({reason})"),
            Ground::OffGrid { grid } => format!("off the grid of {}", self.amount(*grid, currency)),
            Ground::BelowAsking { asking } => {
                format!("below the asking price of {}", self.amount(*asking, currency))
            }
        }
    }
}
