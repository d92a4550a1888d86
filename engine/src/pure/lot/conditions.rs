//! What a bidder made his bid depend on: until when he means it, and the price that he saw.

use gavel_proto::{Bid, Money, Rejection, Timestamp};

use super::{Book, Lot};

impl Lot {
    /// Refuses a bid that does not want to be decided here and now.
    ///
    /// A sealed round has no price in the open, and one where an exclusive licence stands against
    /// several has two: there nothing is the expected price, so that nobody believes himself
    /// guarded where he is not.
    ///
    /// # Errors
    /// The first that applies: closed (a Dutch round that is over), expired, the price differs.
    pub(super) fn check_conditions(&self, at: Timestamp, bid: &Bid) -> Result<(), Rejection> {
        if bid.valid_until.is_none() && bid.expected_price.is_none() {
            return Ok(());
        }
        let (price, asking) = self.shown_at(at)?;
        if let Some(valid_until) = bid.valid_until.filter(|until| *until <= at) {
            return Err(Rejection::Expired { valid_until });
        }
        if bid.expected_price.is_some() && bid.expected_price != price {
            return Err(Rejection::PriceDiffers { price, asking });
        }
        Ok(())
    }

    /// The price that everybody sees at `at`, and the least next bid; in a Dutch round both are the
    /// price that can be accepted.
    fn shown_at(&self, at: Timestamp) -> Result<(Option<Money>, Option<Money>), Rejection> {
        let standing = self.standing();
        if let Book::Dutch(book) = &self.book {
            let asking = Some(book.asking_at(standing, at)?);
            return Ok((asking, asking));
        }
        Ok((self.book.standing(standing).map(|best| best.amount), self.asking()))
    }
}
