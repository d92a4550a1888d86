//! How a story is written: its terms in one line, its rows between bars.

use gavel_proto::terms::{Band, Closes, LeaderBids, Replacement, Sealed, SoftClose, Timed};
use gavel_proto::{
    By, Command, Direction, Format, Increment, LotId, Millis, Money, Offer, Pace, Paddle, Terms,
    Timestamp,
};

use crate::sale;

/// 0 on every story's clock: 2026-11-23T09:00:00Z.
pub(super) const ZERO: Timestamp = Timestamp::from_micros(1_795_424_400_000_000);

/// The terms of lot 1, and what stands before the first row.
pub(super) struct Setting {
    /// Absent: there is no session yet.
    pub(super) terms: Option<Terms>,
    pub(super) reserve: Option<Money>,
    pub(super) is_opened: bool,
}

impl Setting {
    /// Reads clauses between commas, such as `opening 100, step 10, closes 60, soft close 15+15`.
    pub(super) fn read(line: &str) -> Self {
        let pace = sale::timed(Closes::AfterOpeningMs(Millis(60_000)));
        let mut terms = sale::english(sale::money("100"), Increment::Table(Vec::new()), pace);
        let mut setting = Self { terms: None, reserve: None, is_opened: true };
        for clause in line.split(", ") {
            let words: Vec<&str> = clause.split_whitespace().collect();
            match words.as_slice() {
                ["no", "session"] => return setting,
                ["unopened"] => setting.is_opened = false,
                ["reserve", amount] => setting.reserve = Some(sale::money(amount)),
                ["opens", "at", at] => {
                    setting.is_opened = false;
                    timed(&mut terms).opens_at = Some(instant(at));
                }
                words => clause_of_terms(&mut terms, words),
            }
        }
        setting.terms = Some(terms);
        setting
    }
}

fn clause_of_terms(terms: &mut Terms, words: &[&str]) {
    match words {
        ["opening", amount] => terms.opening = Some(sale::money(amount)),
        ["grid", amount] => terms.grid = Some(sale::money(amount)),
        ["decimals", digits] => terms.currency.decimals = digits.parse().expect("digits"),
        ["untitled"] => terms.title = sale::text(""),
        ["reverse"] => terms.direction = Direction::Reverse,
        ["step", step] => bands(terms).push(Band { from: None, step: sale::money(step) }),
        ["from", from, "step", step] => {
            bands(terms).push(Band { from: Some(sale::money(from)), step: sale::money(step) });
        }
        ["basis", "points", points] => {
            let points = Increment::BasisPoints(points.parse().expect("basis points"));
            english(terms).increment = points;
        }
        ["soft", "close", lengths] => {
            let (window, extension) = lengths.split_once('+').expect("window+extension");
            english(terms).soft_close =
                Some(SoftClose { window_ms: length(window), extension_ms: length(extension) });
        }
        ["leader", "may", "bid"] => english(terms).leader_bids = LeaderBids::Accepted,
        ["hammer"] => terms.rounds[0].pace = Pace::Hammer,
        ["closes", after] => timed(terms).closes = Closes::AfterOpeningMs(length(after)),
        ["closes", "at", at] => timed(terms).closes = Closes::At(instant(at)),
        ["closes", after, "after", "first", "bid"] => {
            timed(terms).closes = Closes::AfterFirstBidMs(length(after));
        }
        ["sealed"] => {
            terms.opening = None;
            terms.rounds[0].format = Format::Sealed(envelopes(None, None));
        }
        ["ceiling", amount] => sealed(terms).ceiling = Some(sale::money(amount)),
        ["floor", amount] => sealed(terms).floor = Some(sale::money(amount)),
        ["no", "replacement"] => sealed(terms).replacement = Replacement::Refused,
        unknown => panic!("a story's terms do not know {unknown:?}"),
    }
}

fn envelopes(floor: Option<Money>, ceiling: Option<Money>) -> Sealed {
    Sealed { ceiling, floor, replacement: Replacement::Allowed }
}

fn english(terms: &mut Terms) -> &mut gavel_proto::terms::English {
    match &mut terms.rounds[0].format {
        Format::English(english) => english,
        Format::Sealed(_) => panic!("a clause of an English round on a sealed one"),
    }
}

fn sealed(terms: &mut Terms) -> &mut Sealed {
    match &mut terms.rounds[0].format {
        Format::Sealed(sealed) => sealed,
        Format::English(_) => panic!("write `sealed` before its clauses"),
    }
}

fn bands(terms: &mut Terms) -> &mut Vec<Band> {
    match &mut english(terms).increment {
        Increment::Table(bands) => bands,
        Increment::BasisPoints(_) => panic!("either steps or basis points"),
    }
}

fn timed(terms: &mut Terms) -> &mut Timed {
    match &mut terms.rounds[0].pace {
        Pace::Timed(timed) => timed,
        Pace::Hammer => panic!("a clause of the clock on a lot by hammer"),
    }
}

fn length(seconds: &str) -> Millis {
    Millis(seconds.parse::<u64>().expect("seconds") * 1_000)
}

/// The point in time that stands as seconds, up to six digits after the point, in a story.
fn instant(seconds: &str) -> Timestamp {
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

/// One row of a story.
pub(super) struct Row<'a> {
    pub(super) at: Timestamp,
    pub(super) tick: Tick,
    pub(super) by: By,
    /// Absent: only time passes.
    pub(super) command: Option<Command>,
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
            by: hand(who),
            command: (what != "-").then(|| command(what, line)),
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
        "auditor" => By::Auditor { officer: officer() },
        paddle => sale::bidder(paddle.parse().expect("a paddle")),
    }
}

/// What is asked; `on N` names another lot than the first. `line` makes a bid's id unless `#name`
/// does.
fn command(what: &str, line: &str) -> Command {
    if let Some(terms) = what.strip_prefix("publish ") {
        let (lot, terms) = terms.split_once(' ').expect("publish N terms");
        let setting = Setting::read(terms);
        let terms = setting.terms.expect("terms");
        return sale::publish(lot.parse().expect("a lot"), terms, setting.reserve);
    }
    let (what, lot) = what.split_once(" on ").unwrap_or((what, "1"));
    let lot = LotId(lot.parse().expect("a lot"));
    let reason = || sale::reason("rain");
    let paddle = |number: &str| Paddle(number.parse().expect("a paddle"));
    let words: Vec<&str> = what.split_whitespace().collect();
    match words.as_slice() {
        ["create"] => sale::create(),
        ["tick"] => Command::Tick {},
        ["open"] => Command::Open { lot },
        ["pause"] => Command::Pause { lot, reason: reason() },
        ["resume"] => Command::Resume { lot },
        ["call", call] => Command::Call { lot, call: call.parse().expect("a call") },
        ["hammer"] => Command::Hammer { lot, drawn: None },
        ["hammer", drawn] => Command::Hammer { lot, drawn: Some(paddle(drawn)) },
        ["pass"] => Command::Pass { lot },
        ["withdraw"] => Command::Withdraw { lot, reason: reason() },
        ["disqualify", whom] => Command::Disqualify { lot, paddle: paddle(whom), reason: reason() },
        ["admit", whom] => Command::Admit { paddle: paddle(whom), limit: None },
        ["admit", whom, "limit", limit] => {
            Command::Admit { paddle: paddle(whom), limit: Some(sale::money(limit)) }
        }
        ["deposit", whom] => Command::ConfirmDeposit { paddle: paddle(whom) },
        [offered @ .., id] if id.starts_with('#') => sale::bid(lot.0, id_of(id), offer(offered)),
        offered => sale::bid(lot.0, id_of(line), offer(offered)),
    }
}

fn offer(words: &[&str]) -> Offer {
    match words {
        ["max", amount] => Offer::Maximum(sale::money(amount)),
        ["ask", amount] => Offer::AskingAtMost(sale::money(amount)),
        [amount] => Offer::Amount(sale::money(amount)),
        unknown => panic!("nobody can ask {unknown:?}"),
    }
}

/// A bid id for a text: the same text, the same id.
fn id_of(text: &str) -> u128 {
    text.bytes().fold(0x9e37_79b9_7f4a_7c15, |id: u128, byte| {
        id.wrapping_mul(0x0100_0000_01b3).wrapping_add(byte.into())
    })
}
