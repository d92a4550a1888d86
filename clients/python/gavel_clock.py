"""The server's clock, as far as its answers tell."""

import time
from datetime import datetime

CLOCK_SAMPLES, CLOCK_DRIFT_S = 6, 1.5


class ServerClock:
    """The difference between the server's clock and ours, from the quickest of the latest answers:
    pairs of round trip and offset, in seconds."""

    def __init__(self):
        self._samples = []

    def sample(self, asked, at, heard):
        """Takes an answer to `time`: `at` lies somewhere between asking and hearing."""
        trip = heard - asked
        self._samples = [*self._samples, (trip, seconds(at) - (asked + trip / 2))][-CLOCK_SAMPLES:]

    def is_contradicted(self, at):
        """Forgets what a heartbeat contradicts, and says so: a clock was set, or we slept."""
        if abs(seconds(at) - self.now()) <= CLOCK_DRIFT_S:
            return False
        self._samples = []
        return True

    @property
    def best(self):
        """Round trip and offset of the quickest sample, the one that can be the least wrong."""
        return min(self._samples, default=None)

    def now(self):
        """The server's time now, in seconds since 1970."""
        return time.time() + (self.best[1] if self.best else 0.0)


def seconds(at):
    """An RFC 3339 time in UTC as seconds since 1970."""
    return datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp()
