//! How much a connection may ask: counted before anything is parsed.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use crate::config::Limits;
use crate::seats::Seat;

/// One connection's allowance: requests, and their bytes.
pub(crate) struct Allowance {
    requests: DefaultDirectRateLimiter,
    bytes: DefaultDirectRateLimiter,
    refused_in_a_row: u32,
    most_in_a_row: u32,
}

/// Whether a request is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    Yes,
    /// Not before this much time has passed.
    TooFast(Duration),
    FarTooFast,
}

impl Allowance {
    pub(crate) fn new(limits: &Limits) -> Self {
        let count = |value| NonZeroU32::new(value).unwrap_or(NonZeroU32::MIN);
        let requests = Quota::per_second(count(limits.requests_per_second))
            .allow_burst(count(limits.request_burst));
        // The largest message must be sendable.
        let largest = u32::try_from(limits.message_bytes).unwrap_or(u32::MAX);
        let bytes = Quota::per_second(count(limits.request_bytes_per_second))
            .allow_burst(count(limits.request_bytes_per_second.max(largest)));
        Self {
            requests: RateLimiter::direct(requests),
            bytes: RateLimiter::direct(bytes),
            refused_in_a_row: 0,
            most_in_a_row: limits.too_fast_in_a_row,
        }
    }

    /// Takes a request of so many bytes, or says for how long it is too early: for this
    /// connection, or for all of its bidder's together.
    pub(crate) fn take(&mut self, bytes: usize, seat: Option<&Seat>) -> Taken {
        let account = seat.and_then(Seat::allowance);
        let wait = wait(&self.requests, 1)
            .or_else(|| wait(&self.bytes, u32::try_from(bytes).unwrap_or(u32::MAX)))
            .or_else(|| account.and_then(|account| wait(account, 1)));
        let Some(wait) = wait else {
            self.refused_in_a_row = 0;
            return Taken::Yes;
        };
        self.refused_in_a_row += 1;
        let is_far = self.most_in_a_row <= self.refused_in_a_row;
        if is_far { Taken::FarTooFast } else { Taken::TooFast(wait) }
    }
}

/// How long `many` must wait, if they must. More than may ever come at once wait a second.
fn wait(limiter: &DefaultDirectRateLimiter, many: u32) -> Option<Duration> {
    let many = NonZeroU32::new(many)?;
    match limiter.check_n(many) {
        Ok(Ok(())) => None,
        Ok(Err(early)) => Some(early.wait_time_from(DefaultClock::default().now())),
        Err(_) => Some(Duration::from_secs(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, Taken};
    use crate::config::Limits;

    #[test]
    fn requests_and_bytes_are_counted_and_a_refusal_says_how_long() {
        let limits = Limits {
            requests_per_second: 1,
            request_burst: 3,
            request_bytes_per_second: 10_000,
            message_bytes: 8_000,
            too_fast_in_a_row: 3,
            ..Limits::default()
        };
        let mut allowance = Allowance::new(&limits);
        assert_eq!(allowance.take(8_000, None), Taken::Yes);
        let Taken::TooFast(wait) = allowance.take(8_000, None) else { panic!("too many bytes") };
        assert!((1..=600).contains(&wait.as_millis()), "{wait:?}");
        assert_eq!(allowance.take(100, None), Taken::Yes);
        let Taken::TooFast(wait) = allowance.take(1, None) else { panic!("too many requests") };
        assert!((1..=1_000).contains(&wait.as_millis()), "{wait:?}");
        assert!(matches!(allowance.take(1, None), Taken::TooFast(_)));
        assert_eq!(allowance.take(1, None), Taken::FarTooFast);
    }
}
