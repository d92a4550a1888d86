// Receipts that are wanting: asked for one after another, over reconnects and reloads.

import { Refusal } from "../../../clients/js/gavel.js";

/** @typedef {import("./check.js").Receipt} Receipt */
/** @typedef {import("./shelf.js").Wanted} Wanted */
/** @typedef {import("./shelf.js").Owner} Owner */

/** Between two questions, so that bids always have their share of the requests in a second. */
const PAUSE_MS = 200;
const ASK_AGAIN_MS = 5000;
const NO_SUCH_BID = 1013;

/** Which bids have no receipt yet. */
export class Wants {
  /** @type {Map<string, Wanted>} */
  #wanted = new Map();
  /** @type {Set<string>} bids whose receipts are not asked for again in this tab */
  #none = new Set();
  #isFetching = false;
  /** @type {Owner | null} */
  #owner = null;
  /** @type {import("./shelf.js").Shelf | null} */
  #shelf = null;

  /**
   * @param {import("../connection.js").Connection} connection
   * @param {(wanted: Wanted, receipt: Receipt) => Promise<void>} got
   */
  constructor(connection, got) {
    this.connection = connection;
    this.got = got;
  }

  /**
   * Takes up what was wanting before.
   * @param {Owner} owner
   * @param {import("./shelf.js").Shelf | null} shelf
   */
  async open(owner, shelf) {
    this.#owner = owner;
    this.#shelf = shelf;
    const wanted = (await shelf?.wanted(owner).catch(() => [])) ?? [];
    for (const want of wanted) this.#wanted.set(want.bid_id, want);
  }

  /**
   * Asks for the receipt of a bid, soon and until it came.
   * @param {Wanted} wanted
   */
  ask(wanted) {
    const { bid_id } = wanted;
    if (!this.#owner || this.#none.has(bid_id) || this.#wanted.has(bid_id)) return;
    this.#wanted.set(bid_id, wanted);
    this.#shelf?.want(this.#owner, wanted).catch(() => {});
    this.fetch();
  }

  /**
   * Asks no more for the receipt of a bid in this tab.
   * @param {string} bid_id
   */
  forgo(bid_id) {
    this.#none.add(bid_id);
    this.#wanted.delete(bid_id);
    this.#shelf?.unwant(bid_id).catch(() => {});
  }

  /** Asks for one after another, as long as the line holds. */
  async fetch() {
    if (this.#isFetching) return;
    this.#isFetching = true;
    for (const wanted of this.#wanted.values()) {
      if (this.connection.state !== "live") break;
      await this.#fetchOne(wanted);
      await pause(PAUSE_MS);
    }
    this.#isFetching = false;
    const isLeft = 0 < this.#wanted.size && this.connection.state === "live";
    if (isLeft) setTimeout(() => this.fetch(), ASK_AGAIN_MS);
  }

  async #fetchOne(/** @type {Wanted} */ wanted) {
    const { bid_id } = wanted;
    try {
      const receipt = await this.connection.request("receipt.get", { bid_id });
      await this.got(wanted, receipt);
    } catch (failure) {
      if (failure instanceof Refusal && failure.code === NO_SUCH_BID) this.forgo(bid_id);
      return;
    }
    this.#wanted.delete(bid_id);
    this.#shelf?.unwant(bid_id).catch(() => {});
  }
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
