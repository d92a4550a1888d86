// My bids on this page: the latest of each lot, and the receipt of each that was decided.

/** @typedef {import("../../clients/js/types.d.ts").Outcome} Outcome */
/**
 * What a bid offers: one of the five kinds, and whether a great jump is meant.
 * @typedef {Omit<import("../../clients/js/types.d.ts").Asked, "lot">} Offer
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

/** The bids of this tab. That each has one outcome is the client's care. */
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
    const state = this.latest(lot)?.state;
    return state === "sent" || state === "unknown";
  }

  /**
   * Sends a new bid, unless one on this lot still awaits its answer.
   * @param {number} lot
   * @param {Offer} offer
   */
  place(lot, offer) {
    if (this.isWaiting(lot)) return;
    // Without a line nothing is sent, and the buttons say so.
    this.connection.bid({ lot, ...offer }).catch(() => this.changed());
  }

  /** Hears of a bid under way, also of one from before a reload. */
  heard(
    /** @type {import("../../clients/js/types.d.ts").SentBid} */ { bid_id, asked, state },
    /** @type {Outcome | undefined} */ outcome,
  ) {
    const { lot, ...offer } = asked;
    const bid = { bid_id, lot, offer, state, ...(outcome && this.#ended(bid_id, lot, outcome)) };
    if (state === "sent" || !this.isWaiting(lot) || this.latest(lot)?.bid_id === bid_id) {
      this.#latest.set(lot, bid);
    }
    this.changed();
  }

  /** What was not sequenced stands in no journal, and nothing can be shown of it. */
  #ended(/** @type {string} */ bid_id, /** @type {number} */ lot, /** @type {any} */ outcome) {
    if (outcome.verdict === "accepted") {
      this.receipts.take({ bid_id, lot }, "accepted", outcome.receipt);
      return { seq: outcome.seq };
    }
    const { code, message } = outcome;
    const { receipt, ...data } = outcome.data;
    if (data.seq !== undefined) this.receipts.take({ bid_id, lot }, { refused: code }, receipt);
    return { seq: data.seq, refusal: { code, message, data } };
  }
}
