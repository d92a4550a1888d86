// Who is here: the desk asks every few seconds which bidders listen.

const PERIOD_MS = 4000;

/** The bidders that listen now, as far as the house told. */
export class Presence {
  /** @type {Set<number>} */
  paddles = new Set();
  observers = 0;
  /** Whether the house has told yet. */
  isKnown = false;

  /**
   * @param {import("./connection.js").Connection} connection
   * @param {() => void} changed
   * @param {() => boolean} isDesk whether this reader may know who is here
   */
  constructor(connection, changed, isDesk) {
    this.connection = connection;
    this.changed = changed;
    this.isDesk = isDesk;
    setInterval(() => this.ask(), PERIOD_MS);
  }

  /** Asks now. Without a line, what was known stands until there is one again. */
  async ask() {
    if (!this.isDesk() || this.connection.state !== "live" || document.hidden) return;
    try {
      const { paddles, observers } = await this.connection.request("present");
      Object.assign(this, { paddles: new Set(paddles), observers, isKnown: true });
      this.changed();
    } catch {
      // Nobody knows just now; the next question comes by itself.
    }
  }
}
