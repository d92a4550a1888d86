//! The floor: one thread a session, which stamps, decides, writes and only then publishes. A
//! simulation moves it by hand.

mod attendance;
mod clock;
mod floor;
mod intake;
mod timeline;

pub use attendance::{Attendance, Tolerance};
pub use clock::{Clock, Hands, HouseClock};
pub use floor::{Floor, Next, Outlet, Published};
pub use intake::{Asked, Intake, TurnedAway, intake};
pub use timeline::Timeline;
