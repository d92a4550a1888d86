//! What the rounds came to: one sample of each figure a round, told as a median and how far they lie apart.

use std::fmt;

/// Samples of one figure.
#[derive(Debug, Clone, Default)]
pub(crate) struct Samples(Vec<u64>);

impl Samples {
    pub(crate) fn add(&mut self, sample: u64) {
        let place = self.0.partition_point(|other| *other < sample);
        self.0.insert(place, sample);
    }

    /// The one in the middle; of an even number, the lower of two.
    pub(crate) fn median(&self) -> u64 {
        let middle = self.0.len().saturating_sub(1) / 2;
        self.0.get(middle).copied().unwrap_or_default()
    }

    /// The median, with the least and the most in parentheses where there are several, each as `write`
    /// puts it.
    pub(crate) fn told<T: fmt::Display>(&self, write: impl Fn(u64) -> T) -> String {
        match self.0[..] {
            [] => "–".to_owned(),
            [only] => write(only).to_string(),
            [least, .., most] => {
                format!("{} ({}–{})", write(self.median()), write(least), write(most))
            }
        }
    }
}
