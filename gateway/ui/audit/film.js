// The film of a session: its frames, which of them are shown, at which one it stands, and whether it
// runs.

import { Refused, ask } from "./ask.js";

/** @typedef {{room?: null, desk?: null, paddle?: number, paddle_and_desk?: number} | string} HeardBy */
/**
 * @typedef {object} Frame one entry, as far as the auditor may know it by now
 * @property {number} seq
 * @property {string} at
 * @property {{by: any, command: any}} [asked] absent where it holds a secret
 * @property {{code: number, message: string, data: any}} [refused]
 * @property {{heard_by: HeardBy, event: any}[]} events
 */

const PERIOD_MS = 3000;
const FRAME_MS = 700;
/** How long a hand rests on the slider before the house is asked how it stood there. */
const REST_MS = 120;
const SCENES = 300;

/** A film that is gone through. */
export class Film {
  /** @type {Frame[]} */
  frames = [];
  /** @type {Frame[]} those that the filter lets by */
  shown = [];
  /** @type {number[]} the lots that are open: while there are any, secrets are left out */
  openLots = [];
  /** @type {Map<number, any>} the terms of each lot that was published */
  terms = new Map();
  place = 0;
  isRunning = false;
  isLoaded = false;
  /** @type {Refused | null} */
  refusal = null;
  /** @type {{lot: number | null, paddle: number | null}} */
  filter = { lot: null, paddle: null };
  /** @type {Map<number, any>} the session at a sequence, as far as it was asked for */
  #scenes = new Map();
  #isAsking = false;
  /** @type {any} */ #runs = null;
  /** @type {any} */ #rests = null;
  /** @type {any} */ #follows = null;

  /**
   * @param {import("./links.js").Link} link
   * @param {() => void} changed
   */
  constructor(link, changed) {
    this.link = link;
    this.changed = changed;
  }

  /** Loads the film, and what comes behind it from now on. */
  open() {
    this.#load(0);
    this.#follows = setInterval(() => document.hidden || this.#more(), PERIOD_MS);
  }

  /** Forgets everything: another film is looked at. */
  close() {
    for (const timer of [this.#runs, this.#rests, this.#follows]) clearTimeout(timer);
  }

  /** @returns {Frame | undefined} */
  frame() {
    return this.shown[this.place];
  }

  /** The session behind the frame that is looked at; nothing until the house has said. */
  scene() {
    return this.#scenes.get(this.frame()?.seq ?? 0);
  }

  /** @param {number} place */
  go(place) {
    this.place = Math.max(0, Math.min(place, this.shown.length - 1));
    clearTimeout(this.#rests);
    this.#rests = setTimeout(() => this.#look(), REST_MS);
    this.changed();
  }

  /** @param {Partial<Film["filter"]>} change */
  only(change) {
    const { seq } = this.frame() ?? { seq: 0 };
    this.filter = { ...this.filter, ...change };
    this.#filtered();
    const place = this.shown.findIndex((frame) => seq <= frame.seq);
    this.go(place < 0 ? this.shown.length - 1 : place);
  }

  /** Lets it run from here, from the beginning if it is at its end; or stops it. */
  turn() {
    this.isRunning = !this.isRunning;
    clearInterval(this.#runs);
    if (!this.isRunning) return this.changed();
    if (this.place === this.shown.length - 1) this.place = 0;
    this.#runs = setInterval(() => {
      if (this.place < this.shown.length - 1) this.go(this.place + 1);
      else this.turn();
    }, FRAME_MS);
    this.go(this.place);
  }

  /** Whether nothing comes behind the frame that is looked at. */
  #isAtEnd() {
    return this.shown.length - 1 <= this.place;
  }

  /**
   * @param {number} after
   * @param {boolean} isAtEnd whether to stay at the end when more comes
   * @returns {Promise<void>}
   */
  async #load(after, isAtEnd = this.#isAtEnd()) {
    try {
      const answer = await ask(this.link, "entries", { after });
      const { frames, open_lots, more_after } = await answer.json();
      // The last lot has closed: what was left out before is told now.
      const isUnsealed = 0 < this.openLots.length && open_lots.length === 0;
      this.openLots = open_lots;
      if (isUnsealed && after !== 0) return this.#anew();
      this.#take(frames);
      this.refusal = null;
      if (more_after) return this.#load(more_after, isAtEnd);
      this.isLoaded = true;
      if (isAtEnd || !this.frame()) this.go(this.shown.length - 1);
      else if (0 < frames.length) this.changed();
    } catch (refusal) {
      this.refusal = refusal instanceof Refused ? refusal : new Refused(0, String(refusal));
      this.changed();
    }
  }

  /** @returns {Promise<void>} */
  #anew() {
    this.frames = [];
    this.#scenes.clear();
    return this.#load(0);
  }

  /** Asks for what came since; somebody who looks at the past is not waiting for it. */
  async #more() {
    const isDue = this.isLoaded ? this.#isAtEnd() : this.refusal?.status === 0;
    if (!isDue || this.#isAsking) return;
    this.#isAsking = true;
    await this.#load(this.frames.at(-1)?.seq ?? 0);
    this.#isAsking = false;
  }

  #take(/** @type {Frame[]} */ frames) {
    const last = this.frames.at(-1)?.seq ?? 0;
    this.frames = [...this.frames, ...frames.filter(({ seq }) => last < seq)];
    for (const { events } of frames) {
      for (const { event } of events) {
        if (event.lot_published) this.terms.set(event.lot_published.lot, event.lot_published.terms);
      }
    }
    this.#filtered();
  }

  #filtered() {
    const { lot, paddle } = this.filter;
    this.shown = this.frames.filter((frame) => {
      const { lots, paddles } = about(frame);
      return (lot === null || lots.has(lot)) && (paddle === null || paddles.has(paddle));
    });
  }

  async #look() {
    const seq = this.frame()?.seq;
    if (seq === undefined || this.#scenes.has(seq)) return;
    try {
      const scene = await (await ask(this.link, "state", { seq })).json();
      if (SCENES <= this.#scenes.size) this.#scenes.delete(this.#scenes.keys().next().value ?? 0);
      this.#scenes.set(seq, scene);
    } catch {
      // The frame is there; how it stood is asked again when somebody comes by.
    }
    this.changed();
  }
}

/** @type {WeakMap<Frame, {lots: Set<number>, paddles: Set<number>}>} */
const known = new WeakMap();

/** Which lots and paddles a frame is about. */
function about(/** @type {Frame} */ frame) {
  const found = known.get(frame);
  if (found) return found;
  const about = { lots: new Set(), paddles: new Set() };
  const { by, command = {} } = frame.asked ?? {};
  const told = [
    ...Object.values(command),
    ...frame.events.flatMap(({ event }) => Object.values(event)),
  ];
  for (const fields of told.flatMap((fields) => [fields, fields.bid ?? {}])) {
    if (fields.lot) about.lots.add(fields.lot);
    for (const name of ["paddle", "bidder", "leader"]) {
      if (fields[name]) about.paddles.add(fields[name]);
    }
  }
  if (by?.paddle) about.paddles.add(by.paddle);
  known.set(frame, about);
  return about;
}
