//! A server under load: a process of its own, what it costs, and its end.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::PATIENCE;

/// The kernel counts the time of a process in these (`USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

/// A process that serves; it ends with this value.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) child: Child,
}

impl Server {
    /// Starts a program that is to listen at an address.
    pub(crate) fn start(command: &mut Command, address: SocketAddr) -> Self {
        let mut server = Self::of(command.stdout(Stdio::null()));
        let started = Instant::now();
        while TcpStream::connect(address).is_err() {
            let end = server.child.try_wait().expect("a process");
            assert!(end.is_none(), "{command:?} ended: {end:?}");
            assert!(started.elapsed() < PATIENCE, "{command:?} does not listen");
            sleep(Duration::from_millis(20));
        }
        server
    }

    /// Starts a program.
    pub(crate) fn of(command: &mut Command) -> Self {
        // In a group of its own, so that Ctrl-C at the bench leaves it to us to end it in order.
        let child = command.stdin(Stdio::null()).process_group(0).spawn();
        Self { child: child.unwrap_or_else(|error| panic!("{command:?}: {error}")) }
    }

    /// The processor time of it and of its children, those that ended too.
    pub(crate) fn cpu(&self) -> Duration {
        let own = self.child.id();
        let children = fs::read_to_string(format!("/proc/{own}/task/{own}/children"));
        let children = children.unwrap_or_default();
        let ticks: u32 = children.split_whitespace().filter_map(ticks).sum();
        TICK * (ticks + self::ticks(&own.to_string()).expect("a server that runs"))
    }

    /// What of its memory is in RAM.
    pub(crate) fn resident_bytes(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("a server that runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
        kib.expect("a size in kB") * 1_024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// User and system time of a process and of its children that ended (proc(5): fields 14 to 17).
fn ticks(process: &str) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    Some(fields.split(' ').skip(11).take(4).filter_map(|field| field.parse::<u32>().ok()).sum())
}

/// An address of this machine at which nobody listens.
pub(crate) fn free() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("an address")
}
