//! The page of the comparison, `docs/BENCHMARKS.md`.

use std::fmt::Write;
use std::fs;
use std::time::{Duration, SystemTime};

use crate::durable::{self, LOADS};
use crate::fan::{self, LISTENERS, PACES};
use crate::goals::Goal;
use crate::load::figures::Hundredths;
use crate::samples::Samples;

/// The page, as text.
pub(crate) fn write(
    bids: &durable::Results,
    crowds: &fan::Results,
    goals: &[Goal],
    rounds: u64,
    long: Duration,
) -> String {
    let today = chrono::DateTime::<chrono::Utc>::from(SystemTime::now());
    let (machine, date) = (machine(), today.format("%Y-%m-%d"));
    let mut page = format!(
        "# Against others\n\n\
         Written by `make bench-peers`, which does all of it again: rounds: {rounds}, on {date}, \
         {seconds} s for each figure, on {machine}. In every round each server takes its turn on this \
         machine, loaded over loopback by the same client (PostgreSQL by its own); what stands here are \
         medians, with the least and the most of the rounds in parentheses. Wall figures move with what \
         else such a machine does: processor time of the server for each operation, and ratios, are what \
         to look at.\n\n\
         ![Bids a second and processor time of a delivery, drawn](benchmarks.svg)\n\n\
         ## Goals\n\n| | wanted | came to | |\n|---|---|---|---|\n",
        seconds = long.as_secs(),
    );
    for goal in goals {
        let [wanted, came_to] = goal.told();
        let word = if goal.is_reached() { "reached" } else { "**not reached**" };
        put(&mut page, &format!("| {} | {wanted} | {came_to} | {word} |", goal.what));
    }
    page.push_str(BIDS);
    for load in LOADS {
        for side in durable::SIDES {
            if let Some(figures) = bids.get(&(load, side)) {
                bid_row(&mut page, load, side, figures, &bids[&(load, durable::Side::Gavel)]);
            }
        }
    }
    page.push_str(CROWDS);
    for listeners in LISTENERS {
        for many in PACES {
            for side in fan::SIDES {
                let ours = &crowds.told[&(listeners, many, fan::Side::Gavel)];
                let figures = &crowds.told[&(listeners, many, side)];
                let (name, cpu) = (side.name(), figures.cpu.told(Hundredths));
                let ratio = Hundredths::of(ours.cpu.median(), figures.cpu.median());
                let [rate, last] = [&figures.deliveries_per_second, &figures.last_p50_micros]
                    .map(|samples| samples.told(|sample| sample));
                let row = format!(
                    "| {listeners} | {many} | {name} | {cpu} | {ratio} | {rate} | {last} |"
                );
                put(&mut page, &row);
            }
        }
    }
    page.push_str(MEMORY);
    for (side, kib) in &crowds.kib {
        put(&mut page, &format!("| {} | {} |", side.name(), kib.told(Hundredths)));
    }
    page
}

const BIDS: &str = "\n## Durable bids on one hot lot\n\n\
A bid is on the disk before it is answered, and bids the asking price. gavel checks a bidder's right, \
decides by its rules, chains and signs what it wrote and answers with a receipt; Redis 7 runs a script of \
ten lines with `appendfsync always`; PostgreSQL 15 a function that locks the lot's row, with all of its \
processes counted; the floor is a bare websocket server of one thread that checks nothing and writes 128 \
bytes a bid to a zero-filled file, one synced write for all that a round of its loop brought.\n\n\
| connections × under way | | bids/s | ours to theirs | p50, us | p99, us | CPU for each, us | ours to \
theirs |\n|---|---|---|---|---|---|---|---|\n";

const CROWDS: &str = "\n## Telling everybody\n\n\
One event of about 250 bytes to so many websockets: the next when all have the last, or eight under way. \
gavel decides, writes and signs each event first, as it is a bid; the others pass on what they are given. \
tokio-tungstenite *first* is what one writes first (a broadcast channel, the defaults), *tuned* has a read \
buffer of 4 KiB and hands over everything that waits before one flush; both run on one thread.\n\n\
| listeners | under way | | CPU for each delivery, us | ours to theirs | deliveries/s | p50 to the last, \
us |\n|---|---|---|---|---|---|---|\n";

const MEMORY: &str = "\n## Memory of an idle listener\n\nWhat the server's memory in RAM grew by while \
they came in, for each, in KiB, without what the kernel keeps for a socket.\n\n| | KiB |\n|---|---|\n";

fn bid_row(
    page: &mut String,
    (connections, each): durable::Load,
    side: durable::Side,
    figures: &durable::Figures,
    ours: &durable::Figures,
) {
    let [rate, half, most] = [&figures.bids_per_second, &figures.p50_micros, &figures.p99_micros]
        .map(|samples| samples.told(|sample| sample));
    let ratio = |ours: &Samples, theirs: &Samples| Hundredths::of(ours.median(), theirs.median());
    let faster = ratio(&ours.bids_per_second, &figures.bids_per_second);
    let (cpu, dearer) = (figures.cpu.told(Hundredths), ratio(&ours.cpu, &figures.cpu));
    let name = side.name();
    let load = format!("{connections} × {each}");
    put(
        page,
        &format!("| {load} | {name} | {rate} | {faster} | {half} | {most} | {cpu} | {dearer} |"),
    );
}

/// The machine in words, as the kernel knows it.
fn machine() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = cpus.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let count = cpus.lines().filter(|line| line.starts_with("processor")).count();
    let model = field("model name").unwrap_or_else(|| "an unknown processor".to_owned());
    let is_virtual = field("flags").is_some_and(|flags| flags.contains(" hypervisor"));
    let place = if is_virtual { " under a hypervisor" } else { "" };
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib = memory.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok());
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let gib = kib.unwrap_or_default() >> 20;
    format!("{count} cores of an {model}{place}, {gib} GiB, Linux {}", kernel.trim())
}

fn put(page: &mut String, line: &str) {
    writeln!(page, "{line}").expect("a string takes all");
}
