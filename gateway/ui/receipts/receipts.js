// My receipts: what the house said of each bid of mine, kept, checked, and watched for a fork.

import { checkReceipt, isSame } from "./check.js";
import { forkAmong } from "./forks.js";
import { readKey } from "./key.js";
import { Shelf } from "./shelf.js";
import { TrustedKeys } from "./trusted_keys.js";
import { Wants, pause } from "./wants.js";

/** @typedef {import("./check.js").Receipt} Receipt */
/** @typedef {import("./check.js").Verdict} Verdict */
/** @typedef {import("./check.js").Finding} Finding */
/** @typedef {import("./shelf.js").Kept & {finding?: Finding}} Checked */
/** @typedef {import("./shelf.js").Owner} Owner */
/** @typedef {import("./shelf.js").Wanted} Wanted */

/** Receipts of one paddle that this browser keeps. Beyond them a receipt is in its tab alone. */
export const KEPT_RECEIPTS = 5000;
const CHANNEL = "gavel.receipts";
/** So long an unknown key may still be announced by what was missed. */
const HEARING_MS = 500;

/** The receipts of the bidder whose page this is; of nobody else there are any. */
export class Receipts {
  /** @type {Checked[]} */
  #all = [];
  /** @type {Map<string, Checked[]>} the same by bid */
  #ofBid = new Map();
  /** @type {Map<number, Checked>} the latest of each lot */
  #ofLot = new Map();
  /** The latest change of a lot in which own bids were looked for. */
  #followed = 0;
  /** @type {import("./forks.js").Fork | null} */
  fork = null;
  keys = new TrustedKeys();
  /** Whether all that are here were saved in a file since the last one came. */
  isSaved = false;
  /** @type {Owner | null} */
  #owner = null;
  /** @type {Shelf | null} */
  #shelf = null;
  /** @type {Promise<void> | null} */
  #opened = null;
  #adding = Promise.resolve();
  /** @type {BroadcastChannel | null} */
  #tabs = null;

  /**
   * @param {import("../connection.js").Connection} connection
   * @param {import("../store.js").Store} store
   * @param {() => void} changed
   */
  constructor(connection, store, changed) {
    this.connection = connection;
    this.store = store;
    this.changed = changed;
    this.wants = new Wants(connection, (wanted, receipt) => this.#add(wanted, receipt));
  }

  /** Whose receipts these are; nothing before a bidder has come in. */
  get owner() {
    return this.#owner;
  }

  /** All that are here, in the order of the journal. */
  get all() {
    return this.#all;
  }

  set all(all) {
    this.#all = all;
    this.#ofLot = new Map(all.map((kept) => [kept.lot, kept]));
    this.#ofBid = new Map(all.map(({ bid_id }) => [bid_id, []]));
    for (const kept of all) this.#ofBid.get(kept.bid_id)?.push(kept);
  }

  /** How many are only in this tab and go with it. */
  get unstored() {
    return this.all.filter(({ id }) => id === undefined).length;
  }

  /**
   * The latest receipt on a bid, or one that does not check out: it hides behind no other.
   * @param {string} bid_id
   */
  of(bid_id) {
    const own = this.#ofBid.get(bid_id) ?? [];
    return own.findLast(({ finding }) => finding?.state === "false") ?? own.at(-1);
  }

  /**
   * The receipt on the latest bid on a lot.
   * @param {number} lot
   */
  latest(lot) {
    const latest = this.#ofLot.get(lot);
    return latest && this.of(latest.bid_id);
  }

  /**
   * How many there are of what was found.
   * @param {Finding["state"]} state
   */
  count(state) {
    return this.all.filter(({ finding }) => finding?.state === state).length;
  }

  /** What the browser lacks to check signatures; nothing if it checks them. */
  get lack() {
    const lacks = ["no_crypto", "no_ed25519"];
    return this.all.find(({ finding }) => lacks.includes(finding?.why ?? ""))?.finding?.why ?? null;
  }

  /** After every connect: takes up what is kept, meets the house's key, asks for what is wanting. */
  async recover() {
    const { role, session, paddle, key } = this.connection.welcome ?? {};
    if (role !== "bidder" || session === undefined || paddle === undefined) return;
    await (this.#opened ??= this.#open({ session, paddle }));
    // What was missed is told right behind this: the announcement of another key may be in it.
    if (0 < this.keys.known.length && !this.keys.knows(key)) await pause(HEARING_MS);
    await this.#hear();
    await this.keys.meet(key);
    await this.#checkAll();
    this.wants.fetch();
    this.follow();
  }

  /** Takes a key that was announced, and asks for receipts of own bids that have none here. */
  async follow() {
    if (!this.#owner || this.connection.state !== "live") return;
    if (await this.#hear()) await this.#checkAll();
    for (const own of this.#ownBids()) {
      if (!this.of(own.bid_id)) this.wants.ask(own);
    }
  }

  /**
   * Takes the receipt that came with an answer; where none came, asks for it.
   * @param {{bid_id: string, lot: number}} bid
   * @param {Verdict} told
   * @param {Receipt | undefined} receipt
   */
  async take({ bid_id, lot }, told, receipt) {
    await this.#opened;
    if (!this.#owner) return;
    const wanted = { bid_id, lot, told };
    if (receipt?.proof) await this.#add(wanted, receipt);
    else this.wants.ask(wanted);
  }

  /** Trusts the key that nobody announced: the bidder has compared it. */
  async acceptKey() {
    await this.keys.accept();
    await this.#checkAll();
  }

  /** Empties the shelf of what was saved in a file. */
  async forget() {
    const ids = this.all.flatMap(({ id }) => (id === undefined ? [] : [id]));
    await this.#shelf?.remove(ids);
    for (const { bid_id } of this.all) this.wants.forgo(bid_id);
    this.all = [];
    this.#tell();
  }

  async #open(/** @type {Owner} */ owner) {
    this.#shelf = await Shelf.open().catch(() => null);
    await this.keys.load(owner.session, this.#shelf).catch(() => {});
    await this.wants.open(owner, this.#shelf);
    this.#owner = owner;
    await this.#load();
    this.#tabs = globalThis.BroadcastChannel ? new BroadcastChannel(CHANNEL) : null;
    this.#tabs?.addEventListener("message", () => this.#load().then(() => this.#checkAll()));
  }

  /** Reads the shelf anew: another tab may have put something there. */
  async #load() {
    const owner = /** @type {Owner} */ (this.#owner);
    const stored = (await this.#shelf?.receipts(owner).catch(() => [])) ?? [];
    const known = new Map(this.all.map((kept) => [kept.id, kept]));
    const tabOnly = this.all.filter(({ id }) => id === undefined);
    this.all = inOrder([...stored.map((kept) => known.get(kept.id) ?? kept), ...tabOnly]);
  }

  /** Checks a receipt and keeps it: one after another, so that none is kept twice. */
  #add(/** @type {Wanted} */ wanted, /** @type {Receipt} */ receipt) {
    this.#adding = this.#adding.then(() => this.#keep(wanted, receipt));
    return this.#adding;
  }

  async #keep(/** @type {Wanted} */ { bid_id, lot, told }, /** @type {Receipt} */ receipt) {
    await this.#opened;
    if (this.#says(receipt)) return;
    /** @type {Checked} */
    const kept = { bid_id, lot, told: told ?? receipt.verdict, receipt };
    const known = this.keys.known;
    kept.finding = await this.#finding(kept);
    // What the browser will not keep stays in this tab, and the page says so.
    kept.id = await this.#stored(kept);
    const others = this.all.filter(({ id }) => id === undefined || id !== kept.id);
    this.all = inOrder([...others, kept]);
    this.isSaved = false;
    // Whoever met a key meanwhile checked again what was here, and this was not here yet.
    if (known !== this.keys.known) await this.#checkAll();
    this.#watch();
    this.#tell();
  }

  /** Puts a receipt on the shelf: its place there, if it found one. */
  async #stored(/** @type {Checked} */ kept) {
    const isFull = KEPT_RECEIPTS <= this.all.length - this.unstored;
    if (isFull || !this.#shelf || !this.#owner) return undefined;
    return this.#shelf.keep(this.#owner, kept).catch(() => undefined);
  }

  /** Whether a receipt is here that says the same, under a head that does not contradict. */
  #says(/** @type {Receipt} */ { bid_id, seq, leaf, size, root, verdict }) {
    const isHere = this.all.some(
      ({ receipt }) =>
        receipt.bid_id === bid_id &&
        receipt.seq === seq &&
        receipt.leaf === leaf &&
        isSame(receipt.verdict, verdict),
    );
    return (
      isHere && !this.all.some((kept) => kept.receipt.size === size && kept.receipt.root !== root)
    );
  }

  async #checkAll() {
    for (const kept of this.all) {
      kept.finding = await this.#finding(kept);
      this.changed();
    }
    this.#watch();
    this.changed();
  }

  /** @returns {Promise<Finding>} */
  async #finding(/** @type {Checked} */ { bid_id, told, receipt }) {
    try {
      if (receipt.bid_id !== bid_id || receipt.session !== this.#owner?.session)
        return not("asked");
      if (!isSame(told, receipt.verdict)) return not("told");
      const finding = await checkReceipt(receipt, this.keys.keys);
      if (finding.why !== "key" && finding.why !== "origin") return finding;
      const shown = readKey(this.connection.welcome?.key ?? "");
      const isAwaited = shown && (await checkReceipt(receipt, [shown])).state !== "false";
      return isAwaited ? { state: "kept", why: "key_awaited" } : finding;
    } catch {
      return not("form");
    }
  }

  /** Hears the keys that were announced: whether one of them was not known. */
  async #hear() {
    const before = this.keys.known.length;
    for (const key of this.store.announced.splice(0)) await this.keys.hear(key);
    return before < this.keys.known.length;
  }

  #watch() {
    const sound = this.all.filter(({ finding }) => finding && finding.state !== "false");
    this.fork = forkAmong(sound.map(({ receipt }) => receipt));
  }

  #tell() {
    this.#tabs?.postMessage("changed");
    this.changed();
  }

  /**
   * My bids that everybody or I alone was told of, from another device or by the clerk, on the lots
   * that changed since this was asked last.
   */
  #ownBids() {
    const { store } = this;
    const paddle = store.paddle();
    const since = this.#followed;
    const changed = [...store.lots.values()].filter(({ lot }) => since < store.version(lot));
    for (const { lot } of changed) this.#followed = Math.max(this.#followed, store.version(lot));
    return changed.flatMap(({ lot, mine, history }) => [
      ...history.filter(({ bidder }) => bidder === paddle).map(({ bid_id }) => ({ bid_id, lot })),
      ...(mine ? [{ bid_id: mine.bid_id, lot }] : []),
    ]);
  }
}

/** @returns {Checked[]} */
function inOrder(/** @type {Checked[]} */ all) {
  return all.sort((one, other) => one.receipt.seq - other.receipt.seq);
}

/** @returns {Finding} */
function not(/** @type {string} */ why) {
  return { state: "false", why };
}
