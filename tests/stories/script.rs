//! How a story is written: its terms in one line, its rows between bars.

mod condition;
mod offer;
mod setting;

use gavel_engine::pure::draw::{AUCTIONEER, commitment};
use gavel_proto::{
    Bid, BidId, By, Channel, Command, Fault, FaultCause, Hash, Jump, LotId, Paddle, Timestamp,
    YesNo,
};
use uuid::Uuid;

use condition::conditioned;
use offer::offer;
pub(super) use setting::Setting;

use crate::sale;

/// 0 on every story's clock: 2026-11-23T09:00:00Z.
pub(super) const ZERO: Timestamp = Timestamp::from_micros(1_795_424_400_000_000);

/// The point in time that stands as seconds, up to six digits after the point, in a story.
pub(super) fn instant(seconds: &str) -> Timestamp {
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, ""));
    let micros: i64 = format!("{whole}{part:0<6}").parse().expect("seconds");
    Timestamp::from_micros(ZERO.micros() + micros)
}

/// Whether the clock ticked before a row is asked.
pub(super) enum Tick {
    InTime,
    /// `60 late`: the row comes before the tick that is due at 60 or earlier.
    Late,
}

/// Of whom a row asks something.
pub(super) enum AskedOf {
    /// Of nobody: only time passes.
    Time,
    House(Command),
    View(Reading),
}

/// What a row reads without asking for anything.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    /// What the opening of the envelopes announced.
    Count,
    /// Who lost a deposit, and by what.
    Forfeits,
}

/// One row of a story.
pub(super) struct Row<'a> {
    pub(super) at: Timestamp,
    pub(super) tick: Tick,
    pub(super) by: By,
    pub(super) asked_of: AskedOf,
    /// The row as written, up to the answer.
    pub(super) asked: &'a str,
    pub(super) told: &'a str,
}

impl<'a> Row<'a> {
    /// Reads `when | who | what | told`; nothing from an empty line.
    pub(super) fn read(line: &'a str) -> Option<Self> {
        let (asked, told) = line.trim().rsplit_once('|')?;
        let cells: Vec<&str> = asked.split('|').map(str::trim).collect();
        let &[when, who, what] = cells.as_slice() else {
            panic!("a row is `when | who | what | told`: {line}");
        };
        let (at, tick) = match when.strip_suffix(" late") {
            Some(at) => (at, Tick::Late),
            None => (when, Tick::InTime),
        };
        Some(Self {
            at: instant(at),
            tick,
            asked_of: match what {
                "-" => AskedOf::Time,
                "count" => AskedOf::View(Reading::Count),
                "forfeits" => AskedOf::View(Reading::Forfeits),
                what => AskedOf::House(command(&hand(who), what, line)),
            },
            by: hand(who),
            asked: asked.trim(),
            told: told.trim(),
        })
    }
}

fn hand(who: &str) -> By {
    let officer = || who.to_owned().try_into().expect("an officer's name");
    match who {
        "-" => sale::auctioneer(),
        "clock" => By::Clock,
        "observer" => By::Observer,
        "clerk" => By::Clerk { officer: officer() },
        "second" => By::SecondOfficer { officer: officer() },
        "supervisor" => By::Supervisor { officer: officer() },
        "auditor" => By::Auditor { officer: officer() },
        paddle => sale::bidder(paddle.parse().expect("a paddle")),
    }
}

/// What is asked; `on N` names another lot than the first. `line` makes a bid's id unless `#name`
/// does.
fn command(by: &By, what: &str, line: &str) -> Command {
    if let Some(terms) = what.strip_prefix("publish ") {
        let (lot, terms) = terms.split_once(' ').expect("publish N terms");
        let setting = Setting::read(terms);
        let terms = setting.terms.expect("terms");
        return sale::publish(lot.parse().expect("a lot"), terms, setting.reserve);
    }
    let (what, lot) = what.split_once(" on ").unwrap_or((what, "1"));
    let lot = LotId(lot.parse().expect("a lot"));
    let words: Vec<&str> = what.split_whitespace().collect();
    desk(lot, &words)
        .or_else(|| draw(by, lot, &words))
        .or_else(|| after(lot, &words))
        .unwrap_or_else(|| bid(lot, &words, line))
}

fn reason() -> gavel_proto::Reason {
    sale::reason("rain")
}

fn paddle(number: &str) -> Paddle {
    Paddle(number.parse().expect("a paddle"))
}

fn desk(lot: LotId, words: &[&str]) -> Option<Command> {
    Some(match words {
        ["create"] => sale::create(),
        ["tick"] => Command::Tick { head: None },
        ["stall", since] => fault(FaultCause::JournalStalled, since),
        ["vanish", since] => fault(FaultCause::BiddersVanished, since),
        ["open"] => Command::Open { lot },
        ["pause"] => Command::Pause { lot, reason: reason() },
        ["resume"] => Command::Resume { lot },
        ["increment", step] => {
            let increment = sale::step(sale::money(step));
            Command::SetIncrement { lot, increment }
        }
        ["call", call] => Command::Call { lot, call: call.parse().expect("a call") },
        ["hammer"] => Command::Hammer { lot },
        ["pass"] => Command::Pass { lot },
        ["withdraw"] => Command::Withdraw { lot, reason: reason() },
        ["disqualify", whom] => Command::Disqualify { lot, paddle: paddle(whom), reason: reason() },
        ["admit", whom] => Command::Admit { paddle: paddle(whom), limit: None },
        ["admit", whom, "limit", limit] => {
            Command::Admit { paddle: paddle(whom), limit: Some(sale::money(limit)) }
        }
        ["deposit", whom] => Command::ConfirmDeposit { paddle: paddle(whom) },
        ["exclude", whom] => Command::Exclude { paddle: paddle(whom), reason: reason() },
        ["say", ..] => Command::Announce { message: reason() },
        ["absent", whom] => Command::RecordAbsence { paddle: paddle(whom), reason: reason() },
        _ => return None,
    })
}

/// A fault that began at `since`, and caught nobody.
fn fault(cause: FaultCause, since: &str) -> Command {
    let (connected, vanished, in_flight) = (Vec::new(), Vec::new(), Vec::new());
    let since = instant(since);
    Command::ReportFault { fault: Box::new(Fault { cause, since, connected, vanished, in_flight }) }
}

/// A draw: nonces are named by a number.
fn draw(by: &By, lot: LotId, words: &[&str]) -> Option<Command> {
    let nonce = |number: &str| Hash([number.parse().expect("a small number"); 32]);
    let hand = by.paddle().unwrap_or(AUCTIONEER);
    Some(match words {
        ["draw"] => Command::Draw { lot },
        ["commit", number] => Command::Commit { lot, commitment: commitment(hand, nonce(number)) },
        ["reveal", number] => Command::Reveal { lot, nonce: nonce(number) },
        _ => return None,
    })
}

/// What undoes a bid or a result.
fn after(lot: LotId, words: &[&str]) -> Option<Command> {
    let answer = |word: &str| match word {
        "yes" => YesNo::Yes,
        "no" => YesNo::No,
        other => panic!("yes or no, not {other:?}"),
    };
    let bid_id = |name: &str| BidId(Uuid::from_u128(id_of(name)));
    Some(match words {
        ["leave"] => Command::Leave { lot },
        ["take", "back", whom] => Command::WithdrawBid { lot, paddle: paddle(whom) },
        ["void", name] => Command::Void { lot, bid_id: bid_id(name), reason: reason() },
        ["confirm", "void", name] => Command::ConfirmVoid { lot, bid_id: bid_id(name) },
        ["seller", word] => Command::SellerAnswers { lot, answer: answer(word) },
        ["refuse", whom] => Command::RefuseResult { lot, paddle: paddle(whom), reason: reason() },
        ["runner-up", whom, word] => {
            Command::RunnerUpAnswers { lot, paddle: paddle(whom), answer: answer(word) }
        }
        ["unsigned", whom] => {
            Command::RecordUnsigned { lot, paddle: paddle(whom), reason: reason() }
        }
        _ => return None,
    })
}

/// A bid, or one that the clerk enters: `floor 7 300`, `telephone 7 300`.
fn bid(lot: LotId, words: &[&str], line: &str) -> Command {
    let (words, id) = match words {
        [offered @ .., id] if id.starts_with('#') => (offered, id_of(id)),
        words => (words, id_of(line)),
    };
    let (channel, whom, words) = match words {
        ["floor", whom, offered @ ..] => (Channel::Floor, paddle(whom), offered),
        ["telephone", whom, offered @ ..] => (Channel::Telephone, paddle(whom), offered),
        offered => (Channel::Online, AUCTIONEER, offered),
    };
    let (words, jump) = match words {
        [offered @ .., "confirmed"] => (offered, Jump::Confirmed),
        offered => (offered, Jump::Unconfirmed),
    };
    let bid = conditioned(words, &|offered| Bid {
        jump,
        ..Bid::new(lot, BidId(Uuid::from_u128(id)), offer(offered))
    });
    match channel {
        Channel::Online => Command::Bid(bid),
        Channel::Floor | Channel::Telephone => Command::BidFor { paddle: whom, channel, bid },
    }
}

/// A bid id for a text: the same text, the same id.
fn id_of(text: &str) -> u128 {
    text.bytes().fold(0x9e37_79b9_7f4a_7c15, |id: u128, byte| {
        id.wrapping_mul(0x0100_0000_01b3).wrapping_add(byte.into())
    })
}
