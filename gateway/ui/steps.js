// One step up or down from an amount, as far as what the server told names the step.

import { fromMinorUnits, minorUnits } from "./amount.js";
import { format, isReverse } from "./lot.js";

/** @typedef {import("./store.js").Lot} Lot */

/**
 * The asking price for an empty field, then a step from there, never past the asking price.
 * @param {Lot} lot
 * @param {string | null} amount what is typed so far
 * @param {1n | -1n} direction
 * @returns {string | null} nothing where no step is known
 */
export function stepped(lot, amount, direction) {
  const step = stepOf(lot);
  if (!lot.asking || step === null) return null;
  const { currency } = lot.terms;
  const asking = minorUnits(lot.asking, currency);
  if (amount === null) return lot.asking;
  const next = minorUnits(amount, currency) + direction * step;
  const isPast = isReverse(lot) ? asking < next : next < asking;
  const bounded = isPast ? asking : next;
  return 0n < bounded ? fromMinorUnits(bounded, currency) : null;
}

/** From the price to the asking price; before the first bid, the first step of the terms. */
function stepOf(/** @type {Lot} */ lot) {
  const { currency } = lot.terms;
  if (lot.price && lot.asking) {
    const way = minorUnits(lot.asking, currency) - minorUnits(lot.price, currency);
    if (way !== 0n) return way < 0n ? -way : way;
  }
  const first = (lot.increment ?? format(lot).increment)?.table?.[0]?.step;
  return first ? minorUnits(first, currency) : null;
}
