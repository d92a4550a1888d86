// The figure that a lot stands at, and what it is called.

import { aheadAmount, formatName, isRunning } from "../lot.js";

/** @typedef {import("../store.js").Lot} Lot */

/**
 * The words for the figure.
 * @param {Lot} lot
 */
export function priceKey(lot) {
  if (lot.result?.allotted) return "price_total";
  if (lot.phase === "runner_up") return "price_runner_up";
  return isDutchRunning(lot) ? "dutch_price" : "price";
}

/**
 * The price of the lot; in a Dutch round that nobody has accepted, the price that is asked.
 * @param {Lot} lot
 * @returns {string | null}
 */
export function shownPrice(lot) {
  const { sold, allotted } = lot.result ?? {};
  const ended = sold?.price ?? allotted?.total ?? lot.runner_up?.price;
  const standing = lot.price ?? aheadAmount(lot);
  return ended ?? standing ?? (isDutchRunning(lot) ? lot.asking : null);
}

/** @param {Lot} lot */
export function isDutchRunning(lot) {
  return formatName(lot) === "dutch" && isRunning(lot) && lot.leader === null;
}
