//! How many requests a connection may send: counted before anything is parsed.

use std::num::NonZeroU32;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use crate::limits::{REQUEST_BURST, REQUESTS_PER_SECOND, TOO_FAST_IN_A_ROW};

/// One connection's allowance.
pub(crate) struct Allowance {
    limiter: DefaultDirectRateLimiter,
    refused_in_a_row: u32,
}

/// Whether a request is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    Yes,
    TooFast,
    FarTooFast,
}

impl Allowance {
    pub(crate) fn new() -> Self {
        let per_second = NonZeroU32::new(REQUESTS_PER_SECOND).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(REQUEST_BURST).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(per_second).allow_burst(burst);
        Self { limiter: RateLimiter::direct(quota), refused_in_a_row: 0 }
    }

    pub(crate) fn take(&mut self) -> Taken {
        if self.limiter.check().is_ok() {
            self.refused_in_a_row = 0;
            return Taken::Yes;
        }
        self.refused_in_a_row += 1;
        if self.refused_in_a_row < TOO_FAST_IN_A_ROW { Taken::TooFast } else { Taken::FarTooFast }
    }
}
