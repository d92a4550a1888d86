//! Those who only listen: observers, and readers who never read.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

use super::hall::{Hall, Person, Turn};
use super::line::Line;

/// How long a slow reader looks at the end whether it was cut.
const LAST_LOOK: Duration = Duration::from_secs(2);

/// Listens until everything was heard.
pub(super) async fn listen(hall: Arc<Hall>, token: String) {
    let mut person = Person::new(&hall, token);
    loop {
        let mut line = person.come().await;
        loop {
            if person.has_heard_all(&line) {
                return line.leave().await;
            }
            tokio::select! {
                heard = line.hear() => if heard.is_err() {
                    hall.tally.counts().cut += 1;
                    break;
                },
                turn = person.turn() => match turn {
                    Turn::Storm => break,
                    Turn::End => {}
                },
            }
        }
        person.go(&line);
    }
}

/// Subscribes and reads nothing until it is `over`; then looks whether the house has borne it.
pub(super) async fn stare(hall: Arc<Hall>, token: String, mut over: watch::Receiver<bool>) {
    let Ok(mut line) = Line::open(Arc::clone(&hall), &token, None).await else {
        hall.tally.counts().failed += 1;
        return;
    };
    drop(over.wait_for(|over| *over).await);
    // What it reads now is no delivery that anybody waited for: the line is not followed.
    let is_cut = timeout(LAST_LOOK, line.drain()).await.is_ok();
    hall.tally.counts().slow_cut += u64::from(is_cut);
}
