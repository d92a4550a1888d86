// Computes a draw again from what everybody heard: the head and the nonces give seed and winner.

import { fromHex, hex } from "./bytes.js";

const AUCTIONEER = 0;
const ZEROS = "00".repeat(32);
const NUMBERS = 2n ** 64n;

/**
 * The seed and the winner that these nonces give: SHA-256 of the head and the nonces, the
 * auctioneer's first, then by paddle, one that never came as zeros; then the place by rejection.
 * @param {{paddles: number[], head: string, nonces: Record<number, string>}} draw
 * @returns {Promise<{seed: string, winner: number}>}
 */
export async function drawnAgain({ paddles, head, nonces }) {
  const hands = [AUCTIONEER, ...paddles];
  const seed = await sha256(head + hands.map((hand) => nonces[hand] ?? ZEROS).join(""));
  const places = BigInt(paddles.length);
  const beyond = NUMBERS - 1n - ((NUMBERS - 1n) % places);
  for (let n = 0; ; n++) {
    const digest = await sha256(seed + n.toString(16).padStart(8, "0"));
    const number = BigInt(`0x${digest.slice(0, 16)}`);
    if (number < beyond) return { seed, winner: paddles[Number(number % places)] };
  }
}

async function sha256(/** @type {string} */ bytes) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", fromHex(bytes))));
}
