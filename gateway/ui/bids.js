// My bids: each is decided once, and one without an answer is asked for, never guessed.

import { Refusal } from "./requests.js";

/**
 * What a bid offers: one of the five kinds, and whether a great jump is meant.
 * @typedef {object} Offer
 * @property {string} [amount]
 * @property {string} [maximum]
 * @property {string} [asking_at_most]
 * @property {import("./store.js").Pair[]} [schedule]
 * @property {import("./store.js").Royalty} [royalty]
 * @property {true} [confirm_jump]
 */
/**
 * @typedef {object} SentBid
 * @property {string} bid_id
 * @property {number} lot
 * @property {Offer} offer
 * @property {"sent" | "unknown" | "accepted" | "refused"} state
 * @property {number} [seq] its place in the order, once decided
 * @property {{code: number, message: string, data: any}} [refusal]
 */

const STOPPED = 1011;
const ASK_AGAIN_MS = 1500;

/** The bids of this tab, kept over a reload until they are decided. */
export class Bids {
  /** @type {Map<number, SentBid>} the latest of each lot */
  #latest = new Map();

  /**
   * @param {import("./connection.js").Connection} connection
   * @param {import("./receipts/receipts.js").Receipts} receipts
   * @param {() => void} changed
   */
  constructor(connection, receipts, changed) {
    this.connection = connection;
    this.receipts = receipts;
    this.changed = changed;
  }

  /**
   * The latest bid sent on a lot.
   * @param {number} lot
   */
  latest(lot) {
    return this.#latest.get(lot) ?? null;
  }

  /**
   * Whether a bid on this lot awaits its answer.
   * @param {number} lot
   */
  isWaiting(lot) {
    return isUndecided(this.latest(lot));
  }

  /**
   * Sends a new bid, unless one on this lot still awaits its answer.
   * @param {number} lot
   * @param {Offer} offer
   */
  place(lot, offer) {
    if (this.isWaiting(lot)) return;
    /** @type {SentBid} */
    const bid = { bid_id: newBidId(), lot, offer, state: "sent" };
    this.#latest.set(lot, bid);
    this.#keep();
    this.#send(bid);
  }

  /** After every connect: takes up again what has no answer. */
  recover() {
    for (const bid of this.#kept()) {
      if (!this.#latest.has(bid.lot)) this.#latest.set(bid.lot, { ...bid, state: "unknown" });
    }
    for (const bid of this.#latest.values()) if (isUndecided(bid)) this.#ask(bid);
  }

  async #send(/** @type {SentBid} */ bid) {
    this.#become(bid, "sent");
    try {
      const { bid_id, lot, offer } = bid;
      this.#accepted(bid, await this.connection.request("bid", { lot, bid_id, ...offer }));
    } catch (failure) {
      if (failure instanceof Refusal && failure.code !== STOPPED) this.#refused(bid, failure);
      else this.#doubt(bid);
    }
  }

  async #ask(/** @type {SentBid} */ bid) {
    this.#become(bid, "unknown");
    try {
      const answer = await this.connection.request("bid.get", { bid_id: bid.bid_id });
      if (answer.verdict === "accepted") this.#accepted(bid, answer);
      else if (answer.verdict === "refused") this.#refused(bid, answer.error);
      else await this.#send(bid);
    } catch {
      this.#doubt(bid);
    }
  }

  /** Nobody knows: asked again soon if the line holds, else after the next connect. */
  #doubt(/** @type {SentBid} */ bid) {
    this.#become(bid, "unknown");
    setTimeout(() => {
      const isOurs = this.connection.state === "live" && this.latest(bid.lot) === bid;
      if (isOurs && bid.state === "unknown") this.#ask(bid);
    }, ASK_AGAIN_MS);
  }

  #accepted(/** @type {SentBid} */ bid, /** @type {any} */ { seq, receipt }) {
    this.receipts.take(bid, "accepted", receipt);
    this.#become(bid, "accepted", { seq });
  }

  /** What was not sequenced stands in no journal, and nothing can be shown of it. */
  #refused(/** @type {SentBid} */ bid, /** @type {any} */ { code, message, data }) {
    const { receipt, ...acted } = data ?? {};
    if (acted.seq !== undefined) this.receipts.take(bid, { refused: code }, receipt);
    this.#become(bid, "refused", { seq: acted.seq, refusal: { code, message, data: acted } });
  }

  #become(/** @type {SentBid} */ bid, /** @type {SentBid["state"]} */ state, known = {}) {
    Object.assign(bid, known, { state });
    this.#keep();
    this.changed();
  }

  #keep() {
    const undecided = [...this.#latest.values()].filter(isUndecided);
    sessionStorage.setItem(this.#key(), JSON.stringify(undecided));
  }

  /** @returns {SentBid[]} */
  #kept() {
    return JSON.parse(sessionStorage.getItem(this.#key()) ?? "[]");
  }

  #key() {
    const { session, paddle } = this.connection.welcome ?? {};
    return `gavel.bids.${session}.${paddle}`;
  }
}

/** @param {SentBid | null} bid */
function isUndecided(bid) {
  return bid?.state === "sent" || bid?.state === "unknown";
}

/** A new id; `randomUUID` exists in secure contexts only. */
export function newBidId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
