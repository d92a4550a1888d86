// The tree over the journal, as far as a receipt needs it: a leaf, and the way from it to the root.
// RFC 6962, section 2.1; the way is checked as RFC 9162, section 2.1.3.2, says.

import { fromHex, hex, joined, utf8 } from "../bytes.js";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/**
 * The leaf of an entry, made from its two parts, in hexadecimal digits.
 * @param {string} open the public part, byte for byte
 * @param {string} secret the secret part, byte for byte
 */
export async function leafOf(open, secret) {
  return hex(await sha256(joined(LEAF, await sha256(utf8(secret)), utf8(open))));
}

/**
 * Whether the proof leads from the leaf at `index`, from 0, to the root of so many leaves.
 * @param {{index: number, size: number, leaf: string, root: string, proof: string[]}} claim
 */
export async function isIncluded({ index, size, leaf, root, proof }) {
  if (index < 0 || size <= index) return false;
  let [place, last] = [index, size - 1];
  let top = fromHex(leaf);
  for (const beside of proof.map(fromHex)) {
    if (last === 0) return false;
    const isLeft = place % 2 === 1 || place === last;
    top = await sha256(isLeft ? joined(NODE, beside, top) : joined(NODE, top, beside));
    // On the right border only left neighbours stand in the proof: levels without one are passed.
    while (isLeft && place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && hex(top) === root;
}

/** Sizes may lie beyond the 32 bits of shifts. */
function half(/** @type {number} */ number) {
  return Math.floor(number / 2);
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
