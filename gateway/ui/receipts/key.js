// The key that checks signed heads: read from its text, and tried on a signature.

import { base64, fromBase64, fromHex, hex, joined, utf8 } from "../bytes.js";
import { sha256 } from "./tree.js";

/**
 * The public half of a house's key, written as `name+id+key`.
 * @typedef {object} Key
 * @property {string} name whose it is, and the origin of the journals that it signs
 * @property {string} id eight hexadecimal digits, to tell keys apart
 * @property {Uint8Array<ArrayBuffer>} bytes
 */

const ED25519 = Uint8Array.of(1);
const LINE_FEED = Uint8Array.of(10);
const KEY_BYTES = 32;
const ID_BYTES = 4;
const SIGNATURE_BYTES = 64;

/**
 * The key in this text; nothing where it is none. Whether the id is that of the key, only
 * [`isOwnId`] tells: it takes a hash.
 * @param {string} text
 * @returns {Key | null}
 */
export function readKey(text) {
  const [, name, id, written] = /^([^+\s]+)\+([0-9a-f]{8})\+([^\s]+)$/.exec(text) ?? [];
  const bytes = fromBase64(written ?? "");
  if (!bytes || bytes.length !== 1 + KEY_BYTES || bytes[0] !== ED25519[0]) return null;
  return { name, id, bytes: bytes.slice(1) };
}

/**
 * Whether the id in a key's text is that of its name and bytes.
 * @param {Key} key
 */
export async function isOwnId({ name, id, bytes }) {
  const hash = await sha256(joined(utf8(name), LINE_FEED, ED25519, bytes));
  return hex(hash.slice(0, ID_BYTES)) === id;
}

/**
 * The id of the key that made a signature, and the signature itself; nothing where it is none.
 * @param {string} text as a receipt states it
 */
export function readSignature(text) {
  const bytes = fromBase64(text);
  if (bytes?.length !== ID_BYTES + SIGNATURE_BYTES) return null;
  return { id: hex(bytes.slice(0, ID_BYTES)), bytes: bytes.slice(ID_BYTES) };
}

/**
 * Whether this key signed the head of the journal that has the key's name.
 * @param {Key} key
 * @param {{size: number, root: string}} head
 * @param {Uint8Array<ArrayBuffer>} signature
 */
export async function hasSigned(key, { size, root }, signature) {
  const text = `${key.name}\n${size}\n${base64(fromHex(root))}\n`;
  const own = await crypto.subtle.importKey("raw", key.bytes, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", own, signature, utf8(text));
}

/** @type {Promise<"" | "no_crypto" | "no_ed25519"> | null} */
let lack = null;

/**
 * What this browser lacks to check a signature; nothing if it can. `crypto.subtle` is there on
 * secure lines only, and Ed25519 came to browsers late.
 */
export function missing() {
  return (lack ??= tried());
}

/** @returns {Promise<"" | "no_crypto" | "no_ed25519">} */
async function tried() {
  if (!globalThis.crypto?.subtle) return "no_crypto";
  try {
    await crypto.subtle.importKey("raw", BASE_POINT, "Ed25519", false, ["verify"]);
    return "";
  } catch {
    return "no_ed25519";
  }
}

/** A key as good as any to try with: the base point of the curve. */
const BASE_POINT = Uint8Array.from({ length: KEY_BYTES }, (_, place) => (place ? 0x66 : 0x58));
