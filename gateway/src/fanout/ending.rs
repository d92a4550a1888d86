//! The end of a session before the house's, and who hears of it.

use gavel_proto::SessionId;
use tokio::sync::mpsc;

/// A session that is over, whatever the rest of the house does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) session: SessionId,
    /// Whether its fan-out broke an invariant: then its thread goes on, and nobody is answered. If not,
    /// the thread has ended.
    pub(crate) is_broken: bool,
}

/// Says that a session has ended when it is dropped: a panic drops it too.
pub(super) struct Ending {
    pub(super) session: SessionId,
    pub(super) ended: mpsc::Sender<Ended>,
}

impl Drop for Ending {
    fn drop(&mut self) {
        let (session, is_broken) = (self.session.clone(), std::thread::panicking());
        // If it is full of others, the house is ending already.
        drop(self.ended.try_send(Ended { session, is_broken }));
    }
}

#[cfg(test)]
mod tests {
    use super::{Ended, Ending};
    use gavel_proto::SessionId;
    use tokio::sync::mpsc;

    #[tokio::test]
    async fn the_house_hears_of_a_fan_out_that_broke_and_of_one_that_ended() {
        let session: SessionId = "sale".parse().unwrap();
        let (ended, mut ends) = mpsc::channel(2);
        for is_broken in [true, false] {
            let ending = Ending { session: session.clone(), ended: ended.clone() };
            let run = tokio::spawn(async move {
                let _ending = ending;
                assert!(!is_broken, "an invariant");
            });
            assert_eq!(run.await.is_err(), is_broken);
            assert_eq!(ends.recv().await, Some(Ended { session: session.clone(), is_broken }));
        }
    }
}
