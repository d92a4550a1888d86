//! The journal: what was decided, on disk before anybody hears of it.
