// The calendar of the house, as the server tells it: asked for again and again while anybody looks.

import { ServerClock } from "../../../clients/js/gavel.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("../store.js").Text} Text */
/**
 * @typedef {object} Session
 * @property {string} session
 * @property {Text} title
 * @property {"now" | "coming" | "past"} when
 * @property {string} [opens_at]
 * @property {string} [ended_at]
 * @property {number} lot_count how many there are; `lots` has some of them
 * @property {Lot[]} lots
 */

const PERIOD_MS = 3000;

/** Listens to nobody, asks every few seconds. */
export class Calendar {
  /** @type {Session[] | null} nothing before the first answer */
  sessions = null;
  /** @type {"asking" | "told" | "closed" | "lost"} `closed`: the house shows nothing without a link */
  state = "asking";
  clock = new ServerClock();

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /** Asks from now on. */
  follow() {
    this.#ask();
    setInterval(() => document.hidden || this.#ask(), PERIOD_MS);
    document.addEventListener("visibilitychange", () => document.hidden || this.#ask());
  }

  /** @param {Session["when"]} when */
  of(when) {
    return (this.sessions ?? []).filter((session) => session.when === when);
  }

  async #ask() {
    const askedMs = Date.now();
    try {
      const answer = await fetch("/sessions");
      if (answer.status === 403) this.state = "closed";
      else if (!answer.ok) throw new Error(`status ${answer.status}`);
      else {
        const { at, sessions } = await answer.json();
        this.clock.sample(askedMs, at);
        this.sessions = sessions;
        this.state = "told";
      }
    } catch {
      this.state = "lost";
    }
    this.changed();
  }
}
