//! Load: a session that sells one English lot after another, a thousand bids on each, in batches of
//! 256 entries; `GAVEL_BENCH_ENTRIES` says how many entries (without it 400,000).
//! Measured:
//! - durable entries a second, against the same records written and synced by hand, without leaves,
//!   tree and signed heads, batch by batch in turn; the same in batches of 1 to 1,024 entries;
//! - what an entry takes to be encoded, hashed and put into the tree, and a head to be signed;
//! - how fast the journal is folded, decided again and read without folding; how long a restart takes
//!   with its snapshots and without; the most memory that each of these took.
//!
//! Left out: gateway and network; deciding, where the disk is measured.

mod by_hand;
mod record;
mod sale;

use std::collections::VecDeque;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, io};

use ed25519_dalek::{Signer as _, SigningKey};
use gavel_engine::durable::{
    Folder, Journal, Reader, Recovered, Salts, Signer, Signers, Start, Storage, Tools, Tree,
    WrittenEntry, advance, entry_leaf, sealed,
};
use gavel_engine::pure::{Entry, Folding, Outcome, Session};
use gavel_proto::{Command, LotId, SessionId};

use by_hand::ByHand;

const BATCH: usize = 256;
const BIDS: u32 = 1_000;
const SIZES: [usize; 5] = [1, 16, 64, 256, 1_024];
/// Batches of each of these sizes.
const BATCHES: u64 = 400;
const SALT: [u8; record::SALT_BYTES] = [7; record::SALT_BYTES];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let wanted = std::env::var("GAVEL_BENCH_ENTRIES").ok();
    let wanted = wanted.map_or(Ok(400_000), |entries| entries.parse::<u64>())?;
    // Beside the build, which is on a disk: a temporary folder may be in memory.
    let temp = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let folder = Folder::open(&temp.path().join("data"))?;
    let name: SessionId = "bench".parse()?;
    let path = folder.session(&name);

    steps(&folder)?;
    let by_hand = temp.path().join("by-hand");
    sizes(&folder, &by_hand)?;
    let digest = write(&folder, &name, &by_hand, wanted)?;
    read(&path, &name)?;
    let whole = fold(&path, &name)?;
    assert_eq!(whole.digest(), digest);
    verify(&path, &name)?;
    restart(&folder, &name, "without a snapshot", &whole)?;
    let watch = Watch::start()?;
    let seq = advance(&path, &name)?;
    println!("snapshot   of {} entries made: {}", seq.unwrap_or(0), watch.told()?);
    restart(&folder, &name, "with a snapshot   ", &whole)?;
    Ok(())
}

/// Writes the sale as a journal and by hand.
fn write(
    folder: &Folder,
    name: &SessionId,
    by_hand: &Path,
    wanted: u64,
) -> Result<gavel_proto::Hash, Box<dyn std::error::Error>> {
    let mut sale = Sale::default();
    let mut turns = Turns::take(folder, name, by_hand, &mut sale, BATCH, wanted)?;
    println!("durable    {} with tree and signed heads", turns.rate(&turns.ours));
    println!("           {} by hand, the same records without them", turns.rate(&turns.theirs));
    println!("           {}", turns.middle());
    Ok(sale.session.digest())
}

/// The same in batches of other sizes, each a journal of its own.
fn sizes(folder: &Folder, by_hand: &Path) -> Result<(), Box<dyn std::error::Error>> {
    for size in SIZES {
        let name = format!("batches-of-{size}").parse()?;
        let wanted = BATCHES * size as u64;
        let mut turns = Turns::take(folder, &name, by_hand, &mut Sale::default(), size, wanted)?;
        println!("{size:>5} each {}; {}", turns.rate(&turns.ours), turns.middle());
        fs::remove_dir_all(folder.session(&name))?;
    }
    Ok(())
}

/// What each batch of a sale took, as a journal and by hand, one behind the other.
struct Turns {
    entries: u64,
    ours: Vec<Duration>,
    theirs: Vec<Duration>,
}

impl Turns {
    fn take(
        folder: &Folder,
        name: &SessionId,
        by_hand: &Path,
        sale: &mut Sale,
        size: usize,
        wanted: u64,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let mut journal = open(folder, name)?;
        let mut bare = ByHand::create(by_hand)?;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        while journal.durable() < wanted || !sale.waiting.is_empty() {
            let batch = sale.batch(size);
            // In turn the one is first and the other: what a sync leaves to the disk, the next one
            // pays.
            let is_ours_first = ours.len() % 2 == 0;
            let mut bytes = 0;
            for is_ours in [is_ours_first, !is_ours_first] {
                let started = Instant::now();
                if is_ours {
                    let written = journal.append(&batch)?;
                    ours.push(started.elapsed());
                    let parts = written.entries().map(|own| own.public.len() + own.secret.len());
                    bytes += parts.sum::<usize>();
                } else {
                    let written = bare.append(&batch)?;
                    theirs.push(started.elapsed());
                    bytes = bytes.wrapping_sub(written);
                }
            }
            assert_eq!(bytes, 0, "by hand the same is written");
        }
        journal.seal()?;
        fs::remove_dir_all(by_hand)?;
        Ok(Self { entries: journal.durable(), ours, theirs })
    }

    fn rate(&self, times: &[Duration]) -> String {
        rate(self.entries, times.iter().sum())
    }

    fn middle(&mut self) -> String {
        let (ours, theirs) = (middle(&mut self.ours), middle(&mut self.theirs));
        let percent = theirs.as_micros() * 100 / ours.as_micros().max(1);
        format!("{ours:.0?} and {theirs:.0?} for the middle batch: {percent} % of the rate by hand")
    }
}

/// What the steps of a durable entry take, the disk aside, over a batch again and again.
fn steps(folder: &Folder) -> Result<(), Box<dyn std::error::Error>> {
    let name = "steps".parse()?;
    let batch = Sale::default().batch(BATCH);
    let written = open(folder, &name)?.append(&batch)?;
    let head = written.checkpoint().text.as_bytes();
    let key = SigningKey::from_bytes(&[7; 32]);
    let mut records = Vec::new();
    each("encoded, JSON and checksum", BATCH, || {
        records.clear();
        batch.iter().all(|entry| record::write_record(&mut records, entry, &SALT).is_ok())
    });
    let leaf = |own: WrittenEntry<'_>| entry_leaf(&sealed(own.secret), own.public);
    let leaves = || written.entries().map(leaf);
    each("hashed to a leaf", BATCH, || leaves().count());
    let known: Vec<_> = leaves().collect();
    let mut tree = Tree::default();
    each("put into the tree", BATCH, || tree.extend(known.iter().copied()));
    each("signed, a head", 1, || key.sign(head));
    fs::remove_dir_all(folder.session(&name))?;
    Ok(())
}

/// Says what each of so many takes.
fn each<T>(what: &str, many: usize, mut done: impl FnMut() -> T) {
    const TIMES: u32 = 500;
    let started = Instant::now();
    for _ in 0..TIMES {
        black_box(done());
    }
    let took = started.elapsed() / TIMES / u32::try_from(many).unwrap_or(u32::MAX);
    println!("step       {took:>8.0?} {what}");
}

/// The time that half of them took at most: a disk that others use too makes some very long.
fn middle(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A sale that never ends.
struct Sale {
    session: Session,
    lot: LotId,
    number: u32,
    /// Entries for the next batches.
    waiting: VecDeque<Entry>,
}

impl Default for Sale {
    fn default() -> Self {
        let mut session = Session::default();
        let waiting = sale::accept_all(&mut session, sale::opening()).into();
        Self { session, lot: LotId(0), number: BIDS, waiting }
    }
}

impl Sale {
    fn batch(&mut self, size: usize) -> Vec<Entry> {
        while self.waiting.len() < size {
            if self.number == BIDS {
                let sold = (self.lot.0 != 0).then(|| hammer(self.lot)).into_iter().flatten();
                self.lot.0 += 1;
                self.number = 0;
                let desk = sold.chain(sale::publication(self.lot));
                self.waiting.extend(sale::accept_all(&mut self.session, desk));
            }
            self.number += 1;
            let (by, command) = sale::bid(self.lot, self.number, self.number);
            self.waiting.push_back(sale::accept(&mut self.session, by, command));
        }
        self.waiting.drain(..size).collect()
    }
}

/// What sells a lot.
fn hammer(lot: LotId) -> impl Iterator<Item = Command> {
    let calls = (1..=3).map(move |call| Command::Call { lot, call });
    calls.chain([Command::Hammer { lot }])
}

fn open(
    folder: &Folder,
    name: &SessionId,
) -> Result<Journal<impl Storage + use<>>, Box<dyn std::error::Error>> {
    let start = Start::find(&folder.session(name), name)?;
    let recovered = Recovered::open(folder, name, start.head, |_, _| Ok(()))?;
    Ok(recovered.resume(tools()?)?)
}

fn tools() -> Result<Tools, Box<dyn std::error::Error>> {
    let key = Signer::new("bench.example/bench", SigningKey::from_bytes(&[7; 32]))?;
    Ok(Tools { signers: Signers { key, leaving: None }, salts: Salts::from_system() })
}

/// Reads every record, checks its checksum and hashes it into the tree.
fn read(path: &Path, name: &SessionId) -> Result<(), Box<dyn std::error::Error>> {
    let watch = Watch::start()?;
    let mut reader = Reader::open(path, name)?;
    while let Some(piece) = reader.piece() {
        piece?;
    }
    println!("read       {}", watch.rate(reader.head().size)?);
    Ok(())
}

/// Records what happened, as `gavel replay` does: checksums and order are checked, nothing is hashed.
fn fold(path: &Path, name: &SessionId) -> Result<Session, Box<dyn std::error::Error>> {
    let watch = Watch::start()?;
    let mut folding = Folding::default();
    for entry in Reader::open(path, name)?.unhashed() {
        folding.apply(&entry?);
    }
    let session = folding.finish();
    println!("folded     {}", watch.rate(session.seq())?);
    Ok(session)
}

/// Hashes and decides everything again, as `gavel verify` does, signatures aside.
fn verify(path: &Path, name: &SessionId) -> Result<(), Box<dyn std::error::Error>> {
    let watch = Watch::start()?;
    let mut session = Session::default();
    for entry in Reader::open(path, name)? {
        let entry = entry?;
        let decided = session.decide(entry.at, &entry.by, &entry.command);
        assert_eq!(Outcome::from(decided), entry.outcome);
        session.apply(&entry);
    }
    println!("verified   {}", watch.rate(session.seq())?);
    Ok(())
}

/// From nothing to a journal that can go on and two sessions, the floor's and the fan-out's.
fn restart(
    folder: &Folder,
    name: &SessionId,
    how: &str,
    whole: &Session,
) -> Result<(), Box<dyn std::error::Error>> {
    let watch = Watch::start()?;
    let Start { mut session, mut archive, head } = Start::find(&folder.session(name), name)?;
    let recovered = Recovered::open(folder, name, head, |entry, located| {
        archive.keep(located);
        session.apply(&entry);
        Ok(())
    })?;
    let floors = session.clone();
    let journal = recovered.resume(tools()?)?;
    println!("restart    {how} of {} entries: {}", journal.durable(), watch.told()?);
    assert_eq!(floors.digest(), whole.digest());
    Ok(())
}

/// How long something takes, and how much memory it holds at most beside what was held before.
struct Watch {
    started: Instant,
    held: u64,
}

impl Watch {
    fn start() -> io::Result<Self> {
        // Linux forgets the highest mark then, so that it is that of what follows.
        fs::write("/proc/self/clear_refs", "5")?;
        Ok(Self { started: Instant::now(), held: memory("VmRSS")? })
    }

    fn rate(&self, entries: u64) -> io::Result<String> {
        Ok(format!("{}, {} MiB", rate(entries, self.started.elapsed()), self.memory()?))
    }

    fn told(&self) -> io::Result<String> {
        Ok(format!("{:.2?}, {} MiB", self.started.elapsed(), self.memory()?))
    }

    fn memory(&self) -> io::Result<u64> {
        Ok(memory("VmHWM")?.saturating_sub(self.held))
    }
}

/// One of the marks of this process's memory, in MiB.
fn memory(mark: &str) -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(mark)?.strip_prefix(':'));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kibibytes.map(|kibibytes| kibibytes / 1_024).ok_or_else(|| io::Error::other(mark.to_owned()))
}

fn rate(entries: u64, took: Duration) -> String {
    let micros = took.as_micros().max(1);
    format!("{:>9} entries a second", u128::from(entries) * 1_000_000 / micros)
}
