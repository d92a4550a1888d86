//! The floor: one thread a session, which stamps, decides, writes and only then publishes.
