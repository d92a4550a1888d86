//! A first start that is cut short at any call: the next one makes a house all the same.

use super::house::{House, Server};

/// The calls with which a start changes the disk.
const CALLS: &str = "write,pwrite64,fsync,fdatasync,rename,mkdir,ftruncate";

/// Starts a house where the n-th of some calls goes wrong, for every n, and then starts it again.
fn assert_starts_in_the_end(tampering: impl Fn(u32) -> String) -> u32 {
    for when in 1.. {
        let house = House::new();
        let Err(ended) = Server::try_start(&mut house.tampered(&tampering(when))) else {
            return when - 1;
        };
        assert_ne!(ended.status.code(), Some(0), "call {when}: {}", ended.complaints);
        let again = Server::try_start(&mut super::house::gavel(&house.serving()));
        if let Err(ended) = again {
            panic!("cut short at call {when}, it never starts again: {}", ended.complaints);
        }
    }
    unreachable!("a start has an end")
}

#[test]
fn a_first_start_that_is_killed_at_any_call_is_made_good_by_the_next() {
    let killed = assert_starts_in_the_end(|when| format!("{CALLS}:signal=KILL:when={when}"));
    assert!(5 < killed, "only {killed} calls were cut short");
}

#[test]
fn a_first_start_on_a_failing_disk_is_made_good_by_the_next() {
    for call in ["fsync:error=EIO", "fsync:error=ENOSPC", "write:error=ENOSPC"] {
        let failed = assert_starts_in_the_end(|when| format!("{call}:when={when}"));
        assert!(0 < failed, "{call} never failed");
    }
}
