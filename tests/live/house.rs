//! The house as processes: a data folder, the servers that run on it, the tokens it mints.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

use crate::browser::house::PATIENT;

/// How long anything may take before a test fails with what it waited for.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);
/// The session that the tests hold.
pub(crate) const SESSION: &str = "s";

/// The program, untouched by the settings of whoever runs the tests.
pub(crate) fn gavel(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
    command.args(args).stdin(Stdio::null());
    let settings = std::env::vars_os().map(|(name, _)| name);
    for setting in settings.filter(|name| name.to_string_lossy().starts_with("GAVEL_")) {
        command.env_remove(setting);
    }
    command
}

/// A data folder of its own, removed at the end of the test.
pub(crate) struct House {
    /// The small disk that the folder is, if it is one. Taken away before the folder.
    disk: Option<SmallDisk>,
    data: TempDir,
    /// Whether its journals are decided again at the end of the test.
    is_of_record: bool,
}

impl House {
    pub(crate) fn new() -> Self {
        let data = tempfile::tempdir().expect("a folder for the test's data");
        Self { disk: None, data, is_of_record: false }
    }

    /// A house whose journals are decided again at the end: what was answered comes out the same.
    pub(crate) fn of_record() -> Self {
        let mut house = Self::new();
        house.is_of_record = true;
        house
    }

    /// A house of record whose data folder is a disk of this size: `64k`.
    pub(crate) fn on_small_disk(size: &str) -> Self {
        let mut house = Self::of_record();
        house.disk = Some(SmallDisk::over(house.path(), size));
        house
    }

    /// Gives a house on a small disk another size.
    pub(crate) fn resize_disk(&self, size: &str) {
        self.disk.as_ref().expect("a small disk").resize(size);
    }

    /// Lets the test damage what the house has written.
    pub(crate) fn off_the_record(mut self) -> Self {
        self.is_of_record = false;
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.data.path()
    }

    /// The data folder as an argument.
    pub(crate) fn data(&self) -> &str {
        self.path().to_str().expect("a temporary folder with a plain name")
    }

    /// Starts a server of this house, with `more` arguments.
    pub(crate) fn serve(&self, more: &[&str]) -> Server {
        Server::start(gavel(&self.serving()).args(more))
    }

    /// Starts a server and kills it at once, somewhere in its recovery.
    pub(crate) fn serve_and_kill(&self) {
        let mut command = gavel(&self.serving());
        let spawned = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut child = spawned.expect("the server starts");
        child.kill().expect("the server can be killed");
        child.wait().expect("a killed server ends");
    }

    /// A server of this house under a tracer that makes system calls fail or kill: `inject` says
    /// which and how, `fdatasync:error=EIO:when=3` the third of each thread.
    pub(crate) fn tampered(&self, inject: &str) -> Command {
        let calls = inject.split(':').next().unwrap_or_default();
        let (trace, inject) = (format!("trace={calls}"), format!("inject={inject}"));
        let mut strace = Command::new("strace");
        // The tracer steps aside (-D), so that signals and the exit code are the server's own.
        strace.args(["-D", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject]);
        let server = gavel(&self.serving());
        strace.arg(server.get_program()).args(server.get_args()).stdin(Stdio::null());
        strace
    }

    /// The arguments of a server of this house on a port of its own.
    pub(crate) fn serving(&self) -> [&str; 9] {
        let [set, patient] = PATIENT;
        let (data, listen) = (self.data(), "127.0.0.1:0");
        ["serve", "--data", data, "--listen", listen, "--session", SESSION, set, patient]
    }

    /// Mints a token: `who` is the role and what belongs to it.
    pub(crate) fn token(&self, session: &str, who: &[&str]) -> String {
        let minted =
            gavel(&["token", "mint"]).args(who).args([session, "--data", self.data()]).output();
        let minted = minted.expect("gavel token mint runs");
        assert!(minted.status.success(), "{}", String::from_utf8_lossy(&minted.stderr));
        String::from_utf8_lossy(&minted.stdout).trim().to_owned()
    }

    fn verify(&self) {
        let sessions = std::fs::read_dir(self.path().join("sessions")).expect("sessions");
        for session in sessions {
            let folder = session.expect("a session's folder").path();
            let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
            let verified = gavel(&["replay", name, "--verify", "--data", self.data()]).output();
            let verified = verified.expect("gavel replay runs");
            assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
            let root = checked_by_a_stranger(&folder);
            let told = String::from_utf8_lossy(&verified.stdout);
            assert!(told.contains(&root), "another root than {root}: {told}");
        }
    }

    /// The token of a bidder.
    pub(crate) fn paddle(&self, paddle: u32) -> String {
        self.token(SESSION, &["bidder", "--paddle", &paddle.to_string()])
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if self.is_of_record && !std::thread::panicking() {
            self.verify();
        }
    }
}

/// A file system in memory, mounted over a folder.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn over(folder: &Path, size: &str) -> Self {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder)
            .status();
        let is_mounted = mounted.is_ok_and(|status| status.success());
        assert!(is_mounted, "this test mounts a small disk: run it as root, where that is allowed");
        Self(folder.to_owned())
    }

    fn resize(&self, size: &str) {
        let options = format!("remount,size={size}");
        let mounted = Command::new("mount").args(["-o", &options]).arg(&self.0).status();
        assert!(mounted.is_ok_and(|status| status.success()), "the disk stays small");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(&self.0).status());
    }
}

/// The root of a journal's tree, as the checker says that was written from the page about the
/// journal alone; it must find the journal clean.
fn checked_by_a_stranger(folder: &Path) -> String {
    let checked = check(folder);
    let told = String::from_utf8_lossy(&checked.stdout).trim().to_owned();
    assert!(checked.status.success(), "{told}{}", String::from_utf8_lossy(&checked.stderr));
    told.rsplit(' ').next().unwrap_or_default().to_owned()
}

/// What the independent checker says of a journal.
pub(crate) fn check(folder: &Path) -> Output {
    let checker = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/checker/check.py");
    let told = Command::new("python3").arg(checker).arg(folder).output();
    told.expect("python3 runs; `.ci/packages` installs it")
}

/// A server at work. Killed at the end of the test, whatever happened.
pub(crate) struct Server {
    child: Child,
    /// Where it listens, as it printed it.
    pub(crate) address: String,
    /// What it prints, line by line.
    lines: mpsc::Receiver<String>,
    complaints: mpsc::Receiver<String>,
}

/// The process of a server, by its id: to be stopped, and to go on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Process(pub(crate) u32);

impl Process {
    /// Stops it where it stands, so that nothing that is sent from now on is answered.
    pub(crate) fn freeze(self) {
        self.signal("-STOP");
    }

    /// Lets it go on.
    pub(crate) fn thaw(self) {
        self.signal("-CONT");
    }

    fn signal(self, signal: &str) {
        let told = Command::new("kill").args([signal, &self.0.to_string()]).status();
        assert!(told.is_ok_and(|status| status.success()), "the server took no {signal}");
    }
}

/// How a server ended.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    /// All that it wrote to standard error.
    pub(crate) complaints: String,
}

impl Server {
    /// Starts the program and waits until it says where it listens.
    pub(crate) fn start(command: &mut Command) -> Self {
        Self::try_start(command).unwrap_or_else(|ended| {
            panic!("the server ended before it listened, and said: {}", ended.complaints)
        })
    }

    /// Starts the program and waits until it says where it listens, or ends without.
    pub(crate) fn try_start(command: &mut Command) -> Result<Self, Ended> {
        let spawned = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = spawned.expect("the server starts");
        let lines = lines(child.stdout.take().expect("a piped output"));
        let complaints = all_of(child.stderr.take().expect("a piped output"));
        let line = match lines.recv_timeout(PATIENCE) {
            Ok(line) => Some(line),
            Err(mpsc::RecvTimeoutError::Disconnected) => None,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                drop(child.kill());
                panic!("waited for the line that says where the server listens")
            }
        };
        let address = line.as_deref().and_then(|line| line.rsplit("://").next());
        let address = address.unwrap_or_default().to_owned();
        let mut server = Self { child, address, lines, complaints };
        if line.is_some() { Ok(server) } else { Err(server.ended()) }
    }

    /// Where health and metrics are served: the second line that it printed.
    pub(crate) fn metrics_address(&self) -> String {
        let line = self.lines.recv_timeout(PATIENCE).expect("waited for the line about metrics");
        line.rsplit("://").next().unwrap_or_default().to_owned()
    }

    /// Its process.
    pub(crate) fn process(&self) -> Process {
        Process(self.child.id())
    }

    /// Asks the server to read its certificate again: SIGHUP.
    pub(crate) fn hang_up(&self) {
        self.process().signal("-HUP");
    }

    /// Asks the server to go: SIGTERM.
    pub(crate) fn terminate(&self) {
        self.process().signal("-TERM");
    }

    /// Kills the server as a power cut would: SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("the server can be killed");
        self.child.wait().expect("a killed server ends");
    }

    /// Waits for the server to end by itself.
    pub(crate) fn ended(&mut self) -> Ended {
        let complaints = self.complaints.recv_timeout(PATIENCE);
        let complaints = complaints.expect("waited for the server to end");
        Ended { status: self.child.wait().expect("an ended server"), complaints }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The lines of a stream. It is read to its end, so that nobody writes into a closed pipe.
fn lines(stream: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        let all = BufReader::new(stream).lines().map_while(Result::ok);
        all.for_each(|line| drop(sender.send(line)));
    });
    lines
}

/// All of a stream, once it ended.
fn all_of(mut stream: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, all) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes));
        drop(sender.send(String::from_utf8_lossy(&bytes).into_owned()));
    });
    all
}
