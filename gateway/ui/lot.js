// What a lot's terms and state say, read off for the views. Decides nothing.

/** @typedef {import("./store.js").Lot} Lot */
/** @typedef {"english" | "sealed" | "units" | "exclusive" | "dutch" | "turns"} FormatName */

/**
 * The round of the programme that runs or ran last.
 * @param {Lot} lot
 */
export function round(lot) {
  return lot.terms.rounds[lot.round - 1] ?? lot.terms.rounds[0];
}

/**
 * How the round takes bids.
 * @param {Lot} lot
 * @returns {FormatName}
 */
export function formatName(lot) {
  return /** @type {FormatName} */ (Object.keys(round(lot).format)[0]);
}

/**
 * The terms of the round's own format.
 * @param {Lot} lot
 */
export function format(lot) {
  return round(lot).format[formatName(lot)];
}

/**
 * Whether bids lie in envelopes until all are opened together.
 * @param {Lot} lot
 */
export function isSealed(lot) {
  return formatName(lot) === "sealed" || formatName(lot) === "units";
}

/**
 * Whether the lowest wins.
 * @param {Lot} lot
 */
export function isReverse(lot) {
  return lot.terms.direction === "reverse";
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
  const { pace } = lot.terms.rounds[0];
  return pace.timed?.opens_at ?? pace.stepped?.opens_at ?? null;
}

/** @param {Lot} lot */
export function isTakingBids(lot) {
  return lot.phase === "open" || lot.phase === "closing";
}

/**
 * Whether a round runs, its clock stopped or not.
 * @param {Lot} lot
 */
export function isRunning(lot) {
  return isTakingBids(lot) || lot.phase === "paused";
}

/**
 * Whether this paddle may bid in the round that runs.
 * @param {Lot} lot
 * @param {number | undefined} paddle
 */
export function isInRound(lot, paddle) {
  if (paddle === undefined) return false;
  return (lot.open_to?.includes(paddle) ?? true) && lot.closed_to !== paddle;
}

/**
 * Whether this paddle has left the round for good.
 * @param {Lot} lot
 * @param {number | undefined} paddle
 */
export function hasLeft(lot, paddle) {
  return lot.left?.some((left) => left === paddle) ?? false;
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
 * The units that a paddle gets of a lot of several.
 * @param {Lot} lot
 * @param {number | undefined} paddle
 * @returns {{quantity: number, unit_price: string, pays: string}[]}
 */
export function awardsOf(lot, paddle) {
  const awards = lot.result?.allotted?.awards ?? [];
  return awards.filter((/** @type {any} */ award) => award.paddle === paddle);
}

/**
 * What the side that is ahead comes to, where one exclusive licence stands against several.
 * @param {Lot} lot
 * @returns {string | null}
 */
export function aheadAmount({ sides }) {
  if (!sides?.ahead) return null;
  return (sides.ahead === "exclusive" ? sides.exclusive?.amount : sides.shared_sum) ?? null;
}

/**
 * The name of a lot's result: `sold`, `allotted`, `passed`, `failed`, `withdrawn`.
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
  const envelopes = [...(lot.envelopes ?? []), ...(lot.before?.envelopes ?? [])];
  const inEnvelopes = envelopes.some((envelope) => envelope.paddle === paddle);
  return Boolean(lot.mine || inEnvelopes || lot.history.some((point) => point.bidder === paddle));
}
