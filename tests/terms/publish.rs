//! `gavel publish`: a file of lots becomes lots of a session that is being served.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{Draft, dutch, root};

/// A house that serves the session `s`. Killed at the end of the test.
struct Served {
    data: TempDir,
    child: Child,
    address: String,
}

impl Served {
    fn new() -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
        command.args(["serve", "--session", "s", "--listen", "127.0.0.1:0", "--data"]);
        let mut child = command
            .arg(data.path())
            .env("GAVEL_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("a piped output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let address = line.trim().rsplit('/').next().expect("an address").to_owned();
        Self { data, child, address }
    }

    /// The exit code of publishing this file, and what was said.
    fn publish(&self, file: &str) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
        command.args(["publish", file, "--session", "s", "--listen", &self.address, "--data"]);
        let output = command.arg(self.data.path()).current_dir(root()).output();
        let output = output.expect("the program runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).expect("text"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn lots_are_published_in_the_order_of_the_file_behind_those_that_are() {
    let house = Served::new();
    let one = Draft::new("dutch.toml", &dutch().replace("opens_at = \"2027", "opens_at = \"2999"));
    let (code, said) = house.publish(one.path());
    assert_eq!(
        (code, said.as_str()),
        (Some(0), "lot 1: Utility solution: unfired bricks from fly ash\n")
    );
    let (code, said) = house.publish("gateway/src/commands/demo/catalogue.toml");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("lot 2: Patent"), "{said}");
    assert!(said.contains("lot 10: A freeze-drying line"), "{said}");
}

#[test]
fn a_file_with_faults_publishes_nothing() {
    let house = Served::new();
    let catalogue = root().join("gateway/src/commands/demo/catalogue.toml");
    let catalogue = std::fs::read_to_string(catalogue).expect("the catalogue");
    let draft = Draft::new("sale.toml", &catalogue.replace("quantity = 5", "quantity = 0"));
    let (code, said) = house.publish(draft.path());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("gavel terms check"), "{said}");
    let (code, said) = house.publish("docs/terms/property-hammer.toml");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("lot 1: "), "nothing came before it: {said}");
    assert_eq!(house.publish("docs/terms/no-such.toml").0, Some(2));
}
