// My standing on a lot, as one word that cannot be misread, with what to show beside it.

import {
  awardsOf,
  buyer,
  format,
  formatName,
  hasBid,
  hasLeft,
  isInRound,
  isSealed,
  resultName,
} from "./lot.js";

/** @typedef {import("./store.js").Lot} Lot */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./bids.js").Bids} Bids */

/** How each standing sounds. */
const TONES = {
  not_admitted: "wait",
  excluded: "bad",
  deposit_awaited: "wait",
  not_bid: "quiet",
  not_bid_again: "quiet",
  sent: "wait",
  unknown: "wait",
  recorded: "wait",
  envelope_in: "good",
  envelopes_opened: "wait",
  leading: "good",
  leading_reserve_not_met: "wait",
  outbid: "bad",
  side_ahead: "good",
  side_behind: "wait",
  turn_mine: "wait",
  turn_other: "quiet",
  not_in_round: "quiet",
  left: "quiet",
  in_draw: "wait",
  drawn: "good",
  not_drawn: "bad",
  provisional: "wait",
  runner_up: "wait",
  accepted: "wait",
  struck: "bad",
  disqualified: "bad",
  withdrew: "bad",
  won: "good",
  won_units: "good",
  refused: "bad",
  unsigned: "bad",
  not_won: "bad",
  lot_withdrawn: "wait",
  over: "quiet",
};

/** @typedef {keyof typeof TONES} Name */

/**
 * @param {Lot} lot
 * @param {Store} store
 * @param {Bids} bids
 * @returns {{name: Name, tone: string}}
 */
export function standing(lot, store, bids) {
  const name = nameOf(lot, store, bids);
  return { name, tone: TONES[name] };
}

/** @returns {Name} */
function nameOf(/** @type {Lot} */ lot, /** @type {Store} */ store, /** @type {Bids} */ bids) {
  const paddle = store.paddle();
  const sent = bids.latest(lot.lot);
  if (sent?.state === "sent" || sent?.state === "unknown") return sent.state;
  const bar = lot.barred?.find((barred) => barred.paddle === paddle);
  if (bar) return /** @type {Name} */ (bar.how);
  if (lot.runner_up?.paddle === paddle) return "runner_up";
  if (lot.phase === "closed") return ended(lot, paddle);
  if (!store.me) return "not_admitted";
  if (store.me.excluded) return "excluded";
  if (!store.me.deposit_confirmed) return "deposit_awaited";
  if (lot.phase === "provisional" && lot.leader === paddle) return "provisional";
  if (lot.draw?.paddles.some((one) => one === paddle)) return inDraw(lot, paddle);
  const isUnheard = sent?.state === "accepted" && (store.seq ?? 0) < (sent.seq ?? 0);
  return inRound(lot, paddle, isUnheard);
}

/** @returns {Name} */
function inRound(
  /** @type {Lot} */ lot,
  /** @type {number | undefined} */ paddle,
  /** @type {boolean} */ isUnheard,
) {
  if (hasLeft(lot, paddle)) return "left";
  if (!isInRound(lot, paddle) && lot.leader !== paddle) return "not_in_round";
  if (isSealed(lot)) return envelope(lot, paddle);
  if (lot.sides) return side(lot, paddle);
  if (lot.mine && format(lot).tie_window_ms) return "accepted";
  if (formatName(lot) === "turns" && lot.turn) {
    if (lot.turn === paddle && lot.phase !== "round_over") return "turn_mine";
    if (lot.leader !== paddle) return "turn_other";
  }
  if (lot.leader === paddle)
    return lot.reserve === "not_met" ? "leading_reserve_not_met" : "leading";
  if (isUnheard) return "recorded";
  if (lot.history.findLast((point) => point.bidder === paddle)?.struck) return "struck";
  return hasBid(lot, paddle) ? "outbid" : "not_bid";
}

/** @returns {Name} */
function ended(/** @type {Lot} */ lot, /** @type {number | undefined} */ paddle) {
  if (buyer(lot) !== null && buyer(lot) === paddle) return "won";
  if (0 < awardsOf(lot, paddle).length) return "won_units";
  if (resultName(lot) === "withdrawn") return "lot_withdrawn";
  return hasBid(lot, paddle) ? "not_won" : "over";
}

/** @returns {Name} */
function envelope(/** @type {Lot} */ lot, /** @type {number | undefined} */ paddle) {
  if (lot.envelopes) return hasBid(lot, paddle) ? "envelopes_opened" : "over";
  if (lot.mine) return "envelope_in";
  return hasBid(lot, paddle) ? "not_bid_again" : "not_bid";
}

/** @returns {Name} */
function inDraw(/** @type {Lot} */ lot, /** @type {number | undefined} */ paddle) {
  if (lot.draw?.winner === undefined) return "in_draw";
  return lot.draw.winner === paddle ? "drawn" : "not_drawn";
}

/** Where my bid stands among the two sides. @returns {Name} */
function side(/** @type {Lot} */ lot, /** @type {number | undefined} */ paddle) {
  const { exclusive, shared, ahead } = /** @type {import("./store.js").Sides} */ (lot.sides);
  const mine = [
    ...(exclusive?.paddle === paddle ? ["exclusive"] : []),
    ...(shared.some((one) => one.paddle === paddle) ? ["shared"] : []),
  ];
  if (mine.length === 0) return lot.mine ? "outbid" : "not_bid";
  return mine.some((name) => name === ahead) ? "side_ahead" : "side_behind";
}
