// My hand in a draw: a nonce drawn here, committed to, and revealed by itself when it is time.

import { fromHex, hex } from "./bytes.js";
import { Refusal } from "../../clients/js/gavel.js";

/** @typedef {import("./store.js").Lot} Lot */
/** @typedef {{nonce: string, isRevealed: boolean}} Kept */

const AUCTIONEER = 0;
const NONCE_BYTES = 32;
const TRY_AGAIN_MS = 1500;

/** The nonces of this tab, kept over a reload. Nobody reads one before it is revealed. */
export class Nonces {
  /** @type {Set<string>} what was asked already: each step once */
  #asked = new Set();
  /** @type {Map<number, string>} why a hand has no part: the name of its words */
  #trouble = new Map();

  /**
   * @param {import("./connection.js").Connection} connection
   * @param {import("./store.js").Store} store
   * @param {() => void} changed
   */
  constructor(connection, store, changed) {
    this.connection = connection;
    this.store = store;
    this.changed = changed;
  }

  /**
   * The number of my hand in the draw of this lot; nothing where I have none.
   * @param {Lot} lot
   * @returns {number | null}
   */
  hand({ draw }) {
    if (this.connection.welcome?.role === "auctioneer") return AUCTIONEER;
    const paddle = this.store.paddle();
    return paddle !== undefined && draw?.paddles.includes(paddle) ? paddle : null;
  }

  /**
   * What keeps my hand out of the draw, as the key of its words; nothing if nothing does.
   * @param {number} lot
   */
  trouble(lot) {
    return this.#trouble.get(lot) ?? null;
  }

  /** Does what each draw waits for from this hand; called at every change. */
  follow() {
    if (this.connection.state !== "live") return;
    for (const lot of this.store.lots.values()) {
      const hand = lot.phase === "drawing" ? this.hand(lot) : null;
      if (hand !== null && lot.draw) this.#step(lot, lot.draw, hand);
    }
  }

  #step(
    /** @type {Lot} */ lot,
    /** @type {import("./store.js").Draw} */ { committed, revealed, head },
    /** @type {number} */ hand,
  ) {
    if (head === undefined && !committed.includes(hand)) this.#commit(lot.lot, hand);
    const isDue = head !== undefined && committed.includes(hand) && !revealed.includes(hand);
    if (isDue) this.#reveal(lot.lot, hand, head);
  }

  async #commit(/** @type {number} */ lot, /** @type {number} */ hand) {
    if (!crypto.subtle) return this.#say(lot, "draw_no_crypto");
    const kept = this.#kept(lot, hand);
    const nonce = kept && !kept.isRevealed ? kept.nonce : hex(newNonce());
    this.#keep(lot, hand, { nonce, isRevealed: false });
    const commitment = await commitmentTo(hand, nonce);
    await this.#ask(`commit,${lot},${commitment}`, lot, "commit", { lot, commitment });
  }

  async #reveal(/** @type {number} */ lot, /** @type {number} */ hand, /** @type {string} */ head) {
    const kept = this.#kept(lot, hand);
    if (!kept) return this.#say(lot, "draw_no_nonce");
    this.#keep(lot, hand, { ...kept, isRevealed: true });
    await this.#ask(`reveal,${lot},${head}`, lot, "reveal", { lot, nonce: kept.nonce });
  }

  /** Asks once; without an answer once more a little later, for the same. */
  async #ask(
    /** @type {string} */ name,
    /** @type {number} */ lot,
    /** @type {string} */ method,
    /** @type {object} */ params,
  ) {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    try {
      await this.connection.request(method, params);
      this.#trouble.delete(lot);
    } catch (failure) {
      if (failure instanceof Refusal) return this.#say(lot, "draw_refused");
      setTimeout(() => (this.#asked.delete(name), this.changed()), TRY_AGAIN_MS);
    }
  }

  #say(/** @type {number} */ lot, /** @type {string} */ words) {
    if (this.#trouble.get(lot) === words) return;
    this.#trouble.set(lot, words);
    this.changed();
  }

  /** @returns {Kept | null} */
  #kept(/** @type {number} */ lot, /** @type {number} */ hand) {
    return JSON.parse(sessionStorage.getItem(this.#key(lot, hand)) ?? "null");
  }

  #keep(/** @type {number} */ lot, /** @type {number} */ hand, /** @type {Kept} */ kept) {
    sessionStorage.setItem(this.#key(lot, hand), JSON.stringify(kept));
  }

  #key(/** @type {number} */ lot, /** @type {number} */ hand) {
    return `gavel.nonce.${this.connection.welcome?.session}.${lot}.${hand}`;
  }
}

function newNonce() {
  return crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
}

/** SHA-256 of the number of the hand, 4 bytes, big endian, and the nonce. */
async function commitmentTo(/** @type {number} */ hand, /** @type {string} */ nonce) {
  const bytes = new Uint8Array(4 + NONCE_BYTES);
  new DataView(bytes.buffer).setUint32(0, hand);
  bytes.set(fromHex(nonce), 4);
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
