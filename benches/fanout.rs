//! Load: a house as a process of its own on this machine, one bidder, and 1,000, 5,000 and 10,000
//! observers, each on a websocket: the next bid when all have heard of the last; eight bids under way at
//! once, so that a server that writes together what waits shows it; ten bids a second.
//! Measured: what each delivery of a bid costs the server, deciding, writing and signing included; from
//! when the bid was sent until the first and until the last observer had it (at ten a second: from when
//! it was due); what of the server's memory in RAM each idle observer adds. A delivery is a push of the
//! bid; heartbeats are none.
//! Left out: TLS; a network (everybody is on loopback, from one address with the limits raised, and
//! shares the processors with the server); slow readers: `crowd` has them.
//! `GAVEL_BENCH_SECONDS` says how long each figure is taken for, without it 4 s. `fanout 5000` takes so
//! many observers alone. Needs `ulimit -n` above 10,100.

#[expect(dead_code, reason = "the bidder's answers are not timed here")]
mod load;

use load::Pace;
use load::bids::Bids;
use load::figures::Hundredths;
use load::hearing::Crowd;
use load::house::House;

const OBSERVERS: [u64; 3] = [1_000, 5_000, 10_000];
const SECONDS: u64 = 4;

fn main() {
    println!(
        "observers            pace  deliveries/s  CPU us   first: p50 us     p99   p99.9    last: \
         p50 us     p99   p99.9"
    );
    let wanted: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let all = if wanted.is_empty() { OBSERVERS.to_vec() } else { wanted };
    for observers in all {
        let house = House::open(1, 1);
        let speaker = house.bidder(0);
        let before = house.server().resident_bytes();
        let listeners = (0..observers).map(|_| house.observer()).collect();
        let each = house.server().resident_bytes().saturating_sub(before);
        let kib = Hundredths::of(each, observers * 1_024);
        let mut crowd = Crowd::new(speaker, listeners);
        let bids = Bids { run: 1, lots: 1 };
        let say = |number, out: &mut Vec<u8>| bids.write(0, number, out);
        for pace in [Pace::UnderWay(1), Pace::UnderWay(8), Pace::PerSecond(10)] {
            let heard = crowd.hear(&say, pace, house.server(), load::seconds(SECONDS));
            let (rate, cpu) = (heard.rate(), heard.cpu_each());
            let pace = match pace {
                Pace::UnderWay(1) => "one at a time".to_owned(),
                Pace::UnderWay(many) => format!("{many} under way"),
                Pace::PerSecond(rate) => format!("{rate} a second"),
            };
            let (first, last) = (&heard.first, &heard.last);
            println!("{observers:>9} {pace:>15} {rate:>13} {cpu:>7} {first:>23} {last:>31}");
        }
        println!("{observers:>9} observers: {kib} KiB of the server's memory each");
    }
}
