// What a lot's terms and state say, read off for the views. Decides nothing.

/** @typedef {import("./store.js").Lot} Lot */

/** @param {Lot} lot */
export function round(lot) {
  return lot.terms.rounds[0];
}

/** @param {Lot} lot */
export function isSealed(lot) {
  return round(lot).format.sealed !== undefined;
}

/** @param {Lot} lot */
export function isByHammer(lot) {
  return round(lot).pace === "hammer";
}

/**
 * When the lot opens by itself; nothing where the auctioneer opens it.
 * @param {Lot} lot
 * @returns {string | null}
 */
export function opensAt(lot) {
  return round(lot).pace.timed?.opens_at ?? null;
}

/** @param {Lot} lot */
export function isTakingBids(lot) {
  return lot.phase === "open" || lot.phase === "closing";
}

/**
 * The paddle to which the lot was sold.
 * @param {Lot} lot
 * @returns {number | null}
 */
export function buyer(lot) {
  return lot.result?.sold?.paddle ?? null;
}

/**
 * The name of a lot's result: `sold`, `passed`, `failed`, `withdrawn`.
 * @param {Lot} lot
 * @returns {string | null}
 */
export function resultName(lot) {
  if (!lot.result) return null;
  return typeof lot.result === "string" ? lot.result : Object.keys(lot.result)[0];
}

/**
 * Whether this paddle is known to have bid on the lot.
 * @param {Lot} lot
 * @param {number | undefined} paddle
 */
export function hasBid(lot, paddle) {
  const inEnvelopes = lot.envelopes?.some((envelope) => envelope.paddle === paddle);
  return Boolean(lot.mine || inEnvelopes || lot.history.some((point) => point.bidder === paddle));
}
