//! Load: a house as a process of its own on this machine, and 1, 16, 64 or 256 bidders, each on a
//! websocket, who bid the asking price on one hot lot or on a hundred in turn: one bid under way for each
//! of them, or eight; at last as many bids a second as half of what 64 bidders came to on one lot.
//! Measured: bids a second that were accepted and are on the disk; from when a bid was sent until its
//! answer with the receipt was there (at a fixed rate: from when it was due); what each cost the server.
//! Left out: TLS; a network (everybody is on loopback and shares the processors with the server);
//! pushes, as no bidder subscribes: `fanout` measures them; what limits cost, as all are raised.
//! `GAVEL_BENCH_SECONDS` says how long each figure is taken for, without it 4 s. `bid 64 1 8` takes one row
//! alone: 64 bidders, one lot, eight under way.

#[expect(dead_code, reason = "nobody listens to pushes here")]
mod load;

use load::Pace;
use load::asking::{Asked, Askers};
use load::bids::Bids;
use load::house::House;

const BIDDERS: u32 = 256;
const LOTS: u32 = 100;
const SECONDS: u64 = 4;
/// Bidders whose speed says what the fixed rate is.
const FIXED: u32 = 64;

fn main() {
    let mut bench = Bench { house: House::open(BIDDERS, LOTS), runs: 0 };
    println!("bidders  lots            pace   bids/s  p50 us     p99   p99.9  CPU us  refused");
    let wanted = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    if let [bidders, lots, many] = wanted.collect::<Vec<u32>>()[..] {
        bench.row(bidders, lots, Pace::UnderWay(many as usize));
        return;
    }
    let mut usual = 0;
    for bidders in [1, 16, FIXED, BIDDERS] {
        for lots in [1, LOTS] {
            for many in [1, 8] {
                let asked = bench.row(bidders, lots, Pace::UnderWay(many));
                if (bidders, lots, many) == (FIXED, 1, 1) {
                    usual = asked.rate();
                }
            }
        }
    }
    bench.row(FIXED, 1, Pace::PerSecond(usual / 2));
}

struct Bench {
    house: House,
    runs: u32,
}

impl Bench {
    /// Takes and prints one row.
    fn row(&mut self, bidders: u32, lots: u32, pace: Pace) -> Asked {
        self.runs += 1;
        let bids = Bids { run: self.runs, lots: u64::from(lots) };
        let lines = (0..bidders as usize).map(|number| self.house.bidder(number)).collect();
        let askers = Askers::new(&bids, lines);
        let asked = askers.ask(pace, self.house.server(), load::seconds(SECONDS));
        let (rate, cpu) = (asked.rate(), asked.cpu_each());
        let pace = match pace {
            Pace::UnderWay(many) => format!("{many} under way"),
            Pace::PerSecond(rate) => format!("{rate} a second"),
        };
        println!(
            "{bidders:>7} {lots:>5} {pace:>15} {rate:>8} {} {cpu:>7} {:>8}",
            asked.latency, asked.refused
        );
        asked
    }
}
