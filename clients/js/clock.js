// The server's clock, as far as its answers tell.

const CLOCK_SAMPLES = 6;
const CLOCK_DRIFT_MS = 1500;

/** The difference between the server's clock and ours, from the quickest of the latest answers. */
export class ServerClock {
  /** @type {{offset: number, roundTrip: number}[]} */
  #samples = [];

  /** Takes an answer to `time`: the server's `at` lies somewhere between asking and hearing. */
  sample(/** @type {number} */ askedMs, /** @type {string} */ at, heardMs = Date.now()) {
    const roundTrip = heardMs - askedMs;
    const offset = Date.parse(at) - (askedMs + roundTrip / 2);
    this.#samples = [...this.#samples, { offset, roundTrip }].slice(-CLOCK_SAMPLES);
  }

  /** Forgets what a heartbeat contradicts, and says so: a clock was set, or the machine slept. */
  isContradicted(/** @type {string} */ at) {
    const isOff = CLOCK_DRIFT_MS < Math.abs(Date.parse(at) - this.now());
    if (isOff) this.#samples = [];
    return isOff;
  }

  /** The server's time now, in milliseconds since 1970. */
  now() {
    return Date.now() + (this.best()?.offset ?? 0);
  }

  /** The sample with the shortest round trip: the one that can be the least wrong. */
  best() {
    return this.#samples.reduce(
      (best, next) => (best && best.roundTrip <= next.roundTrip ? best : next),
      /** @type {{offset: number, roundTrip: number} | null} */ (null),
    );
  }
}
