//! How many requests a connection may send: counted before anything is parsed.

use std::num::NonZeroU32;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use crate::config::Limits;

/// One connection's allowance.
pub(crate) struct Allowance {
    limiter: DefaultDirectRateLimiter,
    refused_in_a_row: u32,
    most_in_a_row: u32,
}

/// Whether a request is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    Yes,
    TooFast,
    FarTooFast,
}

impl Allowance {
    pub(crate) fn new(limits: &Limits) -> Self {
        let per_second = NonZeroU32::new(limits.requests_per_second).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(limits.request_burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(per_second).allow_burst(burst);
        let limiter = RateLimiter::direct(quota);
        Self { limiter, refused_in_a_row: 0, most_in_a_row: limits.too_fast_in_a_row }
    }

    pub(crate) fn take(&mut self) -> Taken {
        if self.limiter.check().is_ok() {
            self.refused_in_a_row = 0;
            return Taken::Yes;
        }
        self.refused_in_a_row += 1;
        if self.refused_in_a_row < self.most_in_a_row { Taken::TooFast } else { Taken::FarTooFast }
    }
}
