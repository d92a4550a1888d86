// My standing on a lot, as one word that cannot be misread, with what to show beside it.

import { buyer, hasBid, isSealed } from "./lot.js";

/** @typedef {import("./store.js").Lot} Lot */

/** How each standing sounds. */
const TONES = {
  not_admitted: "wait",
  deposit_awaited: "wait",
  not_bid: "quiet",
  sent: "wait",
  unknown: "wait",
  recorded: "wait",
  envelope_in: "good",
  envelopes_opened: "wait",
  leading: "good",
  leading_reserve_not_met: "wait",
  outbid: "bad",
  disqualified: "bad",
  won: "good",
  not_won: "bad",
  over: "quiet",
};

/**
 * @param {Lot} lot
 * @param {import("./store.js").Store} store
 * @param {import("./bids.js").Bids} bids
 * @returns {{name: keyof typeof TONES, tone: string}}
 */
export function standing(lot, store, bids) {
  const name = nameOf(lot, store, bids);
  return { name, tone: TONES[name] };
}

/** @returns {keyof typeof TONES} */
function nameOf(/** @type {Lot} */ lot, /** @type {any} */ store, /** @type {any} */ bids) {
  const paddle = store.paddle();
  const sent = bids.latest(lot.lot);
  if (sent?.state === "sent" || sent?.state === "unknown") return sent.state;
  if (lot.phase === "closed") return ended(lot, paddle);
  if (lot.barred?.some((/** @type {any} */ bar) => bar.paddle === paddle)) return "disqualified";
  if (!store.me) return "not_admitted";
  if (!store.me.deposit_confirmed) return "deposit_awaited";
  if (isSealed(lot)) return envelope(lot, paddle);
  if (lot.leader === paddle)
    return lot.reserve === "not_met" ? "leading_reserve_not_met" : "leading";
  if (sent?.state === "accepted" && lot.mine?.bid_id !== sent.bid_id) return "recorded";
  return hasBid(lot, paddle) ? "outbid" : "not_bid";
}

function ended(/** @type {Lot} */ lot, /** @type {number} */ paddle) {
  if (buyer(lot) === paddle) return "won";
  return hasBid(lot, paddle) ? "not_won" : "over";
}

function envelope(/** @type {Lot} */ lot, /** @type {number} */ paddle) {
  if (lot.phase === "opened") return hasBid(lot, paddle) ? "envelopes_opened" : "over";
  return lot.mine ? "envelope_in" : "not_bid";
}
