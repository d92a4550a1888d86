// The server's clock as this page knows it: only the server's time counts.

const KEPT_SAMPLES = 6;
const DRIFT_MS = 1500;

/** The difference between the server's clock and ours, from the quickest of the latest answers. */
export class ServerClock {
  /** @type {{offset: number, roundTrip: number}[]} */
  #samples = [];

  /**
   * Takes an answer to `time`: the server's `at` lies somewhere between asking and hearing.
   * @param {number} askedMs
   * @param {string} at
   * @param {number} heardMs
   */
  sample(askedMs, at, heardMs) {
    const roundTrip = heardMs - askedMs;
    const offset = Date.parse(at) - (askedMs + roundTrip / 2);
    this.#samples = [...this.#samples, { offset, roundTrip }].slice(-KEPT_SAMPLES);
  }

  /**
   * Whether a heartbeat contradicts what we know, because a clock was set or the machine slept.
   * @param {string} at
   */
  contradicts(at) {
    return DRIFT_MS < Math.abs(Date.parse(at) - this.now());
  }

  /** Forgets all samples. */
  forget() {
    this.#samples = [];
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
