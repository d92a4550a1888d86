// The shelf: where this browser keeps receipts and keys, over reloads and closed tabs.

/** @typedef {import("./check.js").Receipt} Receipt */
/** @typedef {import("./check.js").Verdict} Verdict */
/**
 * A receipt with what it was given for.
 * @typedef {object} Kept
 * @property {number} [id] its place on the shelf; none where it is only in this tab
 * @property {string} bid_id the bid that it was asked for
 * @property {number} lot
 * @property {Verdict} told what the answer said
 * @property {Receipt} receipt
 */
/** @typedef {{bid_id: string, lot: number, told?: Verdict}} Wanted */
/** @typedef {{text: string, how: "first" | "announced" | "accepted", at: string}} TrustedKey */
/** @typedef {{session: string, paddle: number}} Owner */

const DATABASE = "gavel.receipts";
const VERSION = 1;
const RECEIPTS = "receipts";
const WANTED = "wanted";
const KEYS = "keys";
const BY_OWNER = "owner";

/** The receipts of this browser, in a database of its own. */
export class Shelf {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
  }

  /** Opens the shelf; rejects where the browser keeps nothing, as in some private windows. */
  static async open() {
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = () => {
      const database = opening.result;
      const receipts = database.createObjectStore(RECEIPTS, { keyPath: "id", autoIncrement: true });
      receipts.createIndex(BY_OWNER, "owner");
      database.createObjectStore(WANTED, { keyPath: "bid_id" }).createIndex(BY_OWNER, "owner");
      database.createObjectStore(KEYS, { keyPath: "session" });
    };
    return new Shelf(await done(opening));
  }

  /**
   * @param {Owner} owner
   * @returns {Promise<Kept[]>}
   */
  async receipts(owner) {
    return done(this.#read(RECEIPTS).index(BY_OWNER).getAll(ownerKey(owner)));
  }

  /**
   * Puts a receipt on the shelf: its place there.
   * @param {Owner} owner
   * @param {Kept} kept
   * @returns {Promise<number>}
   */
  async keep(owner, { bid_id, lot, told, receipt }) {
    const record = { owner: ownerKey(owner), bid_id, lot, told, receipt };
    return Number(await done(this.#write(RECEIPTS).add(record)));
  }

  /**
   * Takes receipts off the shelf.
   * @param {number[]} ids
   */
  async remove(ids) {
    const store = this.#write(RECEIPTS);
    await Promise.all(ids.map((id) => done(store.delete(id))));
  }

  /**
   * The bids whose receipts have not come yet.
   * @param {Owner} owner
   * @returns {Promise<Wanted[]>}
   */
  async wanted(owner) {
    return done(this.#read(WANTED).index(BY_OWNER).getAll(ownerKey(owner)));
  }

  /**
   * @param {Owner} owner
   * @param {Wanted} wanted
   */
  async want(owner, wanted) {
    await done(this.#write(WANTED).put({ owner: ownerKey(owner), ...wanted }));
  }

  /** @param {string} bid_id */
  async unwant(bid_id) {
    await done(this.#write(WANTED).delete(bid_id));
  }

  /**
   * The keys that are trusted in a session.
   * @param {string} session
   * @returns {Promise<TrustedKey[]>}
   */
  async keys(session) {
    return (await done(this.#read(KEYS).get(session)))?.keys ?? [];
  }

  /**
   * @param {string} session
   * @param {TrustedKey[]} keys
   */
  async keepKeys(session, keys) {
    await done(this.#write(KEYS).put({ session, keys }));
  }

  /**
   * Everybody whose receipts are here.
   * @returns {Promise<Owner[]>}
   */
  async owners() {
    const cursor = this.#read(RECEIPTS).index(BY_OWNER).openKeyCursor(null, "nextunique");
    /** @type {Owner[]} */
    const owners = [];
    return new Promise((resolve, reject) => {
      cursor.onerror = () => reject(cursor.error);
      cursor.onsuccess = () => {
        if (!cursor.result) return resolve(owners);
        const [session, paddle] = String(cursor.result.key).split(" ");
        owners.push({ session, paddle: Number(paddle) });
        cursor.result.continue();
      };
    });
  }

  #read(/** @type {string} */ store) {
    return this.database.transaction(store).objectStore(store);
  }

  #write(/** @type {string} */ store) {
    return this.database.transaction(store, "readwrite").objectStore(store);
  }
}

function ownerKey(/** @type {Owner} */ { session, paddle }) {
  return `${session} ${paddle}`;
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
