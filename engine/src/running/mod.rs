//! The floor: one thread a session, which stamps, decides, writes and only then publishes.

mod attendance;
mod clock;
mod floor;
mod intake;
mod timeline;

pub use attendance::{Attendance, Tolerance};
pub use clock::{Clock, HouseClock};
pub use floor::{Floor, Outlet, Published};
pub use intake::{Asked, Intake, TurnedAway};
pub use timeline::Timeline;
