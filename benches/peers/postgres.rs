//! PostgreSQL of a round: a cluster of its own, loaded by `pgbench`.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::load::figures::{Hundredths, micros_each, per_second};
use crate::load::server::Server;

const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";
const SETTINGS: [&str; 6] = [
    "max_connections=100",
    "shared_buffers=256MB",
    "max_wal_size=16GB",
    "checkpoint_timeout=1h",
    "synchronous_commit=on",
    "fsync=on",
];

/// A running cluster.
pub(crate) struct Postgres {
    server: Server,
    folder: PathBuf,
    port: u16,
}

/// What `pgbench` and the kernel said of one load.
pub(crate) struct Ran {
    pub(crate) bids_per_second: u64,
    pub(crate) p50_micros: u64,
    pub(crate) p99_micros: u64,
    pub(crate) cpu: Hundredths,
}

impl Postgres {
    pub(crate) fn start(folder: &Path, port: u16) -> Self {
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(folder));
            let parent = folder.parent().expect("a folder in another");
            run(Command::new("chmod").arg("755").arg(parent));
        }
        let cluster = folder.join("cluster");
        run(program("initdb").args(["-A", "trust", "-U", "postgres", "-D"]).arg(&cluster));
        let mut command = program("postgres");
        command.arg("-D").arg(&cluster).args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k"]);
        command.arg(folder).stderr(Stdio::null());
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        let server = Server::start(&mut command, SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
        let postgres = Self { server, folder: folder.to_owned(), port };
        // It listens before it lets anybody in.
        run(postgres.client("pg_isready").args(["--quiet", "--timeout=10"]));
        postgres.ask(include_str!("place_bid.sql"));
        postgres
    }

    /// Bids over so many connections for so long.
    pub(crate) fn load(&self, connections: u32, long: Duration) -> Ran {
        self.ask("TRUNCATE bid");
        self.ask("UPDATE lot SET bids = 0, price = 100000000");
        self.ask("VACUUM FULL lot");
        self.ask("CHECKPOINT");
        let logs = tempfile::tempdir().expect("a folder");
        let script = logs.path().join("place_bid.pgbench");
        fs::write(&script, include_str!("place_bid.pgbench")).expect("a script");
        let before = self.server.cpu();
        let mut command = self.client("pgbench");
        command.args(["-n", "-M", "prepared", "-l", "-j", "1", "-c", &connections.to_string()]);
        command.args(["-T", &long.as_secs().to_string(), "-f"]).arg(script);
        run(command.current_dir(logs.path()));
        let cost = self.server.cpu().saturating_sub(before);
        let mut micros: Vec<u64> = Vec::new();
        for file in fs::read_dir(logs.path()).expect("a folder") {
            let path = file.expect("a file").path();
            if path.extension().is_none_or(|ending| ending != "pgbench") {
                let text = fs::read_to_string(path).expect("a log");
                let took =
                    text.lines().filter_map(|line| line.split(' ').nth(2)?.parse::<u64>().ok());
                micros.extend(took);
            }
        }
        micros.sort_unstable();
        let bids = micros.len() as u64;
        assert_eq!(self.ask("SELECT count(*) FROM bid"), bids.to_string(), "every bid stands");
        assert!(0 < bids, "PostgreSQL took no bid");
        let within = |percent: usize| micros[(micros.len() - 1) * percent / 100];
        Ran {
            bids_per_second: per_second(bids, long),
            p50_micros: within(50),
            p99_micros: within(99),
            cpu: micros_each(cost, bids),
        }
    }

    /// Ends it in order, so that nothing of it is left.
    pub(crate) fn stop(self) {
        let cluster = self.folder.join("cluster");
        run(program("pg_ctl").args(["stop", "-m", "fast", "-D"]).arg(cluster));
    }

    fn ask(&self, sql: &str) -> String {
        let told =
            run(self.client("psql").args(["-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]));
        String::from_utf8_lossy(&told.stdout).trim().to_owned()
    }

    fn client(&self, name: &str) -> Command {
        let mut command = Command::new(format!("{PROGRAMS}/{name}"));
        command.env("PGHOST", "127.0.0.1").env("PGPORT", self.port.to_string());
        command.env("PGUSER", "postgres").env("PGDATABASE", "postgres");
        command
    }
}

/// PostgreSQL does not serve as root: there it is run as its own user.
fn program(name: &str) -> Command {
    let path = format!("{PROGRAMS}/{name}");
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", &path]);
        command
    } else {
        Command::new(path)
    };
    command.current_dir("/");
    command
}

fn is_root() -> bool {
    fs::metadata("/proc/self").expect("a process").uid() == 0
}

fn run(command: &mut Command) -> Output {
    let done = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    done
}
