//! Secrets stay secret: the same sale twice, with one secret changed, is the same to everybody who
//! may not know it, byte for byte, in what they see and in what they hear.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what holds a secret is named, and nothing else"
)]

mod draws;
mod envelopes;
mod maxima;
mod reserves;
mod twins;

use gavel_engine::pure::Entry;
use gavel_proto::terms::Band;
use gavel_proto::view::PhaseName;
use gavel_proto::{
    Bid, By, Command, Currency, Format, Increment, LotId, Money, Offer, Paddle, Terms, Timestamp,
};

use crate::oracle::chance::{Chance, Repeat, Seed, Seeds};
use crate::oracle::walk::{Kind, Walk};
use crate::sale;

/// Random sales for each secret and kind.
const SALES: usize = 48;
/// The paddle whose secret it is: on the roster of no random sale before it comes.
const OWNER: Paddle = Paddle(8);
/// Ids that no random bid has.
const OWN_ID: u128 = 1 << 100;
/// Above whatever is asked for in a random sale.
const VAST: &str = "100000000000000000";
/// Higher by a multiple of every random step: both lie on a grid, or neither does.
const VASTER: &str = "160000000000000000";

/// What was asked of a sale, when and by whom.
#[derive(Clone)]
struct Asked {
    at: Timestamp,
    by: By,
    command: Command,
}

/// Plays random sales of a kind, each as a script without its ticks. Says how often the secret was
/// in the sale at all; a test in which it hardly ever is would prove nothing.
fn each_sale(kind: Kind, play: impl FnMut(&[Asked], &mut Chance) -> bool) {
    each_of(SALES, kind, play);
}

fn each_of(most: usize, kind: Kind, mut play: impl FnMut(&[Asked], &mut Chance) -> bool) {
    let mut sales = 0;
    let mut secrets = 0;
    for seed in Seeds::from_environment().take(most) {
        let _repeat: Repeat = seed.repeat();
        let journal = Walk::through(kind, seed).journal;
        let asked = journal.into_iter().filter(|entry| entry.by != By::Clock);
        let script: Vec<Asked> = asked.map(Asked::from).collect();
        sales += 1;
        secrets += usize::from(play(&script, &mut Chance::new(Seed(seed.0 + 1))));
    }
    let is_enough = sales < most || sales <= 24 * secrets;
    assert!(is_enough, "{kind:?}: {secrets} secrets in {sales} sales");
}

impl From<Entry> for Asked {
    fn from(entry: Entry) -> Self {
        Self { at: entry.at, by: entry.by, command: entry.command }
    }
}

/// The script with the owner of the secret on the roster, and his command at `place`.
fn with_owner(script: &[Asked], place: usize, secret: Command) -> Vec<Asked> {
    let mut script = modest(script);
    let paddle = OWNER;
    let limit = None;
    insert(&mut script, 1, sale::auctioneer(), Command::Admit { paddle, limit });
    insert(&mut script, 2, sale::auctioneer(), Command::ConfirmDeposit { paddle });
    insert(&mut script, place, By::Bidder { paddle }, secret);
    script
}

fn insert(script: &mut Vec<Asked>, place: usize, by: By, command: Command) {
    let at = script[place - 1].at;
    script.insert(place, Asked { at, by, command });
}

/// The script without amounts as high as the secret ones.
fn modest(script: &[Asked]) -> Vec<Asked> {
    without(script, |amount| sale::money(VAST) <= amount)
}

/// The script without offers of such amounts.
fn without(script: &[Asked], is_left_out: impl Fn(Money) -> bool) -> Vec<Asked> {
    let is_kept = |asked: &&Asked| match &asked.command {
        Command::Bid(Bid { offer, .. }) | Command::BidFor { bid: Bid { offer, .. }, .. } => {
            !amounts(offer).into_iter().any(&is_left_out)
        }
        _ => true,
    };
    script.iter().filter(is_kept).cloned().collect()
}

fn amounts(offer: &Offer) -> Vec<Money> {
    match offer {
        Offer::Amount(amount) | Offer::Maximum(amount) | Offer::AskingAtMost(amount) => {
            vec![*amount]
        }
        Offer::Schedule(pairs) => pairs.iter().map(|pair| pair.unit_price).collect(),
        Offer::Royalty(royalty) => {
            royalty.lump_sum.into_iter().chain(royalty.yearly_minimum).collect()
        }
    }
}

/// The terms of the first lot.
fn terms(script: &[Asked]) -> &Terms {
    let published = script.iter().find_map(|asked| match &asked.command {
        Command::Publish { terms, .. } => Some(terms),
        _ => None,
    });
    published.expect("a lot")
}

/// A step of one minor unit at every price.
fn least_step(currency: &Currency) -> Increment {
    Increment::Table(vec![Band { from: None, step: minor(1, currency) }])
}

fn minor(units: i64, currency: &Currency) -> Money {
    Money::new(units, currency.decimals).expect("an amount")
}
