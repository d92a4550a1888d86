//! Holding the rules to account: a journal that somebody wrote by hand, with every checksum right,
//! may hold what no sale comes to, and the rules stop there with a panic that names what is broken.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

thread_local! {
    static HELD: Cell<bool> = const { Cell::new(false) };
}

static QUIET: Once = Once::new();

/// Does what may come upon something impossible; whatever it was about to change is of no use then.
///
/// # Errors
/// What was found to be broken.
pub(crate) fn held<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    QUIET.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
            if !HELD.get() {
                loud(panic);
            }
        }));
    });
    HELD.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    HELD.set(false);
    done.map_err(|panic| sentence(&*panic).trim_start_matches("invariant: ").to_owned())
}

fn sentence(panic: &(dyn Any + Send)) -> &str {
    let fixed = panic.downcast_ref::<&str>().copied();
    fixed.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("it stops")
}

#[cfg(test)]
mod tests {
    use super::held;

    #[test]
    fn what_is_broken_is_said_and_what_holds_is_given_back() {
        assert_eq!(held(|| 7), Ok(7));
        let broken = held(|| panic!("invariant: lot {} follows its publication", 7));
        assert_eq!(broken, Err::<(), _>("lot 7 follows its publication".to_owned()));
        let fixed = held(|| panic!("invariant: a round has an increment"));
        assert_eq!(fixed, Err::<(), _>("a round has an increment".to_owned()));
    }
}
