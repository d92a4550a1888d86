//! What holds of a draw: every place is as likely as the other, and one hand cannot steer it.

use gavel_engine::pure::draw;
use gavel_engine::pure::{Entry, Outcome};
use gavel_engine::running::Timeline;
use gavel_proto::terms::{Closes, Sealed};
use gavel_proto::{
    By, Command, Direction, Hash, LotId, Millis, Offer, Paddle, Rejection, Timestamp,
};

use crate::oracle::drawing::{commitment, drawn};
use crate::sale;

/// Seeds of one count.
const DRAWS: u32 = 30_000;

/// The 0.999 quantiles of chi-square with 1 to 6 degrees of freedom, in thousandths (NIST
/// Engineering Statistics Handbook, table 1.3.6.7.4).
const CRITICAL: [u128; 6] = [10_828, 13_816, 16_266, 18_467, 20_515, 22_458];

fn hash(kind: u8, number: u32) -> Hash {
    let mut bytes = [kind; 32];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    Hash(bytes)
}

#[test]
fn the_draw_is_uniform() {
    for tied in 2..=7 {
        let seeds = (0..DRAWS).map(|number| draw::seed(hash(1, number), []));
        check_uniform(tied, seeds.map(|seed| draw::place(seed, tied)));
    }
}

#[test]
fn one_nonce_alone_cannot_steer_the_draw() {
    for tied in 2..=7 {
        // The auctioneer's nonce comes first; every hand in turn is the one that varies.
        for hand in [0, tied] {
            let others: Vec<Hash> = (0..=9).map(|number| hash(2, number)).collect();
            let places = (0..DRAWS).map(|number| {
                let mut nonces = others[..=tied].to_vec();
                nonces[hand] = hash(3, number);
                let place = draw::place(draw::seed(hash(4, 0), nonces.clone()), tied);
                if number % 500 == 0 {
                    assert_eq!(place, drawn(hash(4, 0), &nonces, tied), "engine, oracle");
                }
                place
            });
            check_uniform(tied, places);
        }
    }
}

/// The squared distances from an even count, each over the even count, stay below the critical
/// value: in whole numbers, times `DRAWS * tied`.
fn check_uniform(tied: usize, places: impl Iterator<Item = usize>) {
    let mut counts = vec![0_u128; tied];
    for place in places {
        counts[place] += 1;
    }
    let (draws, tied) = (u128::from(DRAWS), tied as u128);
    let squares: u128 = counts.iter().map(|count| (count * tied).abs_diff(draws).pow(2)).sum();
    let critical = CRITICAL[counts.len() - 2];
    assert!(squares * 1_000 <= critical * draws * tied, "{counts:?}");
}

#[test]
fn whoever_copies_a_commitment_cannot_reveal_it() {
    let (mut sale, at) = tied_sale();
    let nonce = hash(5, 1);
    let to = commitment(1, nonce);
    for by in [sale::bidder(1), sale::bidder(2), sale::auctioneer()] {
        accepted(&ask(&mut sale, at, by, Command::Commit { lot: LotId(1), commitment: to }));
    }
    let later = at.after(Millis(1));
    let reveal = Command::Reveal { lot: LotId(1), nonce };
    accepted(&ask(&mut sale, later, sale::bidder(1), reveal.clone()));
    for by in [sale::bidder(2), sale::auctioneer()] {
        let copied = ask(&mut sale, later, by, reveal.clone());
        assert_eq!(copied.outcome, Outcome::Refused(Rejection::NonceDiffers {}));
    }
}

/// Two equal envelopes, opened, and the draw begun.
fn tied_sale() -> (Timeline, Timestamp) {
    let begin = Timestamp::from_micros(0);
    let mut sale = sale::begun(begin);
    let pace = sale::timed(Closes::AfterOpeningMs(Millis(1_000)));
    let terms = sale::sealed(Direction::Forward, Sealed::default(), pace);
    let lot = LotId(1);
    accepted(&ask(&mut sale, begin, sale::auctioneer(), sale::publish(1, terms, None)));
    accepted(&ask(&mut sale, begin, sale::auctioneer(), Command::Open { lot }));
    for paddle in [1, 2] {
        sale::seat(&mut sale, begin, Paddle(paddle), None);
        let bid = sale::bid(1, paddle.into(), Offer::Amount(sale::money("100")));
        accepted(&ask(&mut sale, begin, sale::bidder(paddle), bid));
    }
    let at = begin.after(Millis(2_000));
    accepted(&ask(&mut sale, at, sale::auctioneer(), Command::Draw { lot }));
    (sale, at)
}

fn ask(sale: &mut Timeline, at: Timestamp, by: By, command: Command) -> Entry {
    sale::ask(sale, at, by, command)
}

fn accepted(entry: &Entry) {
    assert!(matches!(entry.outcome, Outcome::Accepted(_)), "{entry:?}");
}
