// Checking a receipt: without the house and without its page, with its public key alone. No DOM.

import { hasSigned, missing, readSignature } from "./key.js";
import { REFUSAL_CODES } from "./refusal_codes.js";
import { isIncluded, leafOf } from "./tree.js";

/** @typedef {import("./key.js").Key} Key */
/** @typedef {"accepted" | {refused: number}} Verdict */
/**
 * What the house said of a bid, and the signed head that holds it to that (docs/JOURNAL.md).
 * @typedef {object} Receipt
 * @property {string} origin
 * @property {string} session
 * @property {number} seq
 * @property {string} at
 * @property {string} bid_id
 * @property {Verdict} verdict
 * @property {string} leaf
 * @property {number} size
 * @property {string} root
 * @property {string} signature
 * @property {string[]} [proof]
 * @property {string} [public]
 * @property {string} [secret]
 */
/**
 * What came of a check. `checked`: the verdict is in the entry, the entry in the leaf, the leaf
 * under the signed head. `kept`: nothing speaks against it, but not all of that could be shown;
 * `why` says what is wanting. `false`: it contradicts itself or the key; `why` says in what.
 * @typedef {{state: "checked" | "kept" | "false", why: string}} Finding
 */

const HASH = /^[0-9a-f]{64}$/;

/**
 * Checks as much of a receipt as it holds, with the keys that are trusted.
 * @param {Receipt} receipt
 * @param {Key[]} keys
 * @returns {Promise<Finding>}
 */
export async function checkReceipt(receipt, keys) {
  const malformed = fault(receipt);
  if (malformed) return isFalse(malformed);
  const signature = /** @type {{id: string, bytes: any}} */ (readSignature(receipt.signature));
  const named = keys.filter(({ name }) => name === receipt.origin);
  if (named.length === 0) return isFalse("origin");
  const key = named.find(({ id }) => id === signature.id);
  if (!key) return isFalse("key");
  const lack = await missing();
  if (lack) return isKept(lack);
  if (!(await hasSigned(key, receipt, signature.bytes))) return isFalse("signature");
  const { proof, leaf, root, size, secret } = receipt;
  if (!proof) return isKept("unproven");
  const claim = { index: receipt.seq - 1, size, leaf, root, proof };
  if (!(await isIncluded(claim))) return isFalse("proof");
  if (receipt.public === undefined || secret === undefined) return isKept("sealed");
  if ((await leafOf(receipt.public, secret)) !== leaf) return isFalse("leaf");
  return { state: "checked", why: "" };
}

/**
 * What the entry in a receipt says; nothing where it holds none, or none that can be read.
 * @param {Receipt} receipt
 * @returns {{seq: number, at: string, bid: any, verdict: Verdict, data: any} | null} `data`: what
 *   a refusal tells to act on
 */
export function entryOf(receipt) {
  try {
    const { seq, at } = JSON.parse(receipt.public ?? "");
    const { command, outcome } = JSON.parse(receipt.secret ?? "");
    const bid = command.bid ?? command.bid_for?.bid;
    const [[refusal, data] = ["", {}]] = Object.entries(outcome.refused ?? {});
    const verdict = outcome.accepted ? "accepted" : { refused: REFUSAL_CODES[refusal] };
    return bid ? { seq, at, bid, verdict, data } : null;
  } catch {
    return null;
  }
}

/** What is wrong with a receipt before anything is computed; nothing if nothing is. */
function fault(/** @type {Receipt} */ receipt) {
  const { leaf, root, proof = [], size, seq, signature } = receipt;
  const hashes = [leaf, root, ...proof];
  const isWhole = (/** @type {number} */ number) => Number.isSafeInteger(number) && 0 < number;
  if (!hashes.every((hash) => HASH.test(hash)) || !isWhole(size) || !isWhole(seq)) return "form";
  if (!readSignature(signature)) return "form";
  if (receipt.public === undefined || receipt.secret === undefined) return "";
  const entry = entryOf(receipt);
  if (!entry) return "entry";
  if (entry.seq !== seq) return "seq";
  if (entry.at !== receipt.at) return "at";
  if (entry.bid.bid_id !== receipt.bid_id) return "bid";
  return isSame(entry.verdict, receipt.verdict) ? "" : "verdict";
}

/**
 * Whether two verdicts are one.
 * @param {Verdict} one
 * @param {Verdict} other
 */
export function isSame(one, other) {
  if (one === "accepted" || other === "accepted") return one === other;
  return one?.refused !== undefined && one.refused === other?.refused;
}

/** @returns {Finding} */
function isFalse(/** @type {string} */ why) {
  return { state: "false", why };
}

/** @returns {Finding} */
function isKept(/** @type {string} */ why) {
  return { state: "kept", why };
}
