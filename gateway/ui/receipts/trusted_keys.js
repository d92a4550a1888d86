// Which keys are trusted: the first one seen in a session, and those that followed it openly.

import { isOwnId, missing, readKey } from "./key.js";

/** @typedef {import("./key.js").Key} Key */
/** @typedef {import("./shelf.js").Shelf} Shelf */
/** @typedef {import("./shelf.js").TrustedKey} TrustedKey */

/** The keys of one session, the first one first. */
export class TrustedKeys {
  /** @type {TrustedKey[]} */
  known = [];
  /** What the house shows now and nobody announced: trusted when the bidder says so. */
  /** @type {string | null} */
  awaited = null;

  #session = "";
  /** @type {Shelf | null} */
  #shelf = null;

  /**
   * Takes up what was trusted before.
   * @param {string} session
   * @param {Shelf | null} shelf
   */
  async load(session, shelf) {
    this.#session = session;
    this.#shelf = shelf;
    this.known = (await shelf?.keys(session)) ?? [];
  }

  /** The keys that receipts are checked with. */
  get keys() {
    return this.known.map(({ text }) => readKey(text)).filter((key) => key !== null);
  }

  /** @param {string | undefined} text */
  knows(text) {
    return this.known.some((key) => key.text === text);
  }

  /**
   * Meets the key that the house shows: the first one is believed, another one only if it was
   * announced.
   * @param {string | undefined} text
   */
  async meet(text) {
    this.awaited = null;
    if (!text || this.knows(text) || !(await isKey(text))) return;
    if (this.known.length === 0) await this.#trust(text, "first");
    else this.awaited = text;
  }

  /**
   * The journal says that this key signs from now on: who trusts the one before it trusts it.
   * @param {string} text
   */
  async hear(text) {
    if (this.known.length === 0 || this.knows(text) || !(await isKey(text))) return;
    await this.#trust(text, "announced");
  }

  /** The bidder has compared the awaited key with the one that the exchange gave out. */
  async accept() {
    if (this.awaited) await this.#trust(this.awaited, "accepted");
  }

  async #trust(/** @type {string} */ text, /** @type {TrustedKey["how"]} */ how) {
    this.known = [...this.known, { text, how, at: new Date().toISOString() }];
    if (this.awaited === text) this.awaited = null;
    await this.#shelf?.keepKeys(this.#session, this.known).catch(() => {});
  }
}

/** Whether this is the text of a key, with the id that belongs to it as far as it can be told. */
async function isKey(/** @type {string} */ text) {
  const key = readKey(text);
  if (!key) return false;
  return (await missing()) === "no_crypto" || (await isOwnId(key));
}
