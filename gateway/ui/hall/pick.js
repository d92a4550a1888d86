// Which lot the hall looks at: the one that people act on now. A choice of what to show, no rule.

import { isByHammer, isRunning } from "../lot.js";

/** @typedef {import("../store.js").Lot} Lot */

/** How long a result stays before the next lot takes the stage. */
export const RESULT_MS = 20000;

/**
 * The lot for the stage, or nothing when every lot has ended and its result was shown.
 * @param {import("../store.js").Store} store
 * @param {number} now the server's time in milliseconds since 1970
 * @param {number | null} pinned a lot that is to be shown whatever happens
 * @returns {Lot | undefined}
 */
export function pickedLot(store, now, pinned) {
  const named = store.lots.get(pinned ?? NaN);
  if (named) return named;
  const lots = [...store.lots.values()];
  for (const isWanted of WANTED) {
    const found = lots.filter((lot) => isWanted(lot, now));
    if (0 < found.length) return found.reduce((one, other) => (sooner(other, one) ? other : one));
  }
  return undefined;
}

/** What is looked at first: calls, a fresh result, where the auctioneer is, what runs, what waits. */
const WANTED = [
  (/** @type {Lot} */ lot) => lot.phase === "closing",
  (/** @type {Lot} */ lot, /** @type {number} */ now) =>
    lot.phase === "closed" && now - Date.parse(lot.closes_at ?? "") < RESULT_MS,
  (/** @type {Lot} */ lot) => isByHammer(lot) && isRunning(lot),
  isRunning,
  (/** @type {Lot} */ lot) => lot.phase !== "closed" && lot.phase !== "published",
  (/** @type {Lot} */ lot) => lot.phase === "published",
];

/** By the deadline; what has none comes behind what has one, and then by number. */
function sooner(/** @type {Lot} */ one, /** @type {Lot} */ other) {
  const until = (/** @type {Lot} */ { closes_at }) =>
    closes_at ? Date.parse(closes_at) : Infinity;
  return until(one) < until(other);
}
