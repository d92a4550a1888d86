// What every view is given: the session as known, the line to the server, the chosen lot.

import { money } from "../format.js";
import { hasLeft, isInRound, isReverse, isTakingBids } from "../lot.js";
import { language, t } from "../words.js";

/**
 * @typedef {object} Page
 * @property {import("../store.js").Store} store
 * @property {import("../bids.js").Bids} bids
 * @property {import("../nonces.js").Nonces} nonces
 * @property {import("../receipts/receipts.js").Receipts} receipts
 * @property {import("../signals.js").Signals} signals
 * @property {import("../presence.js").Presence} presence
 * @property {import("../connection.js").Connection} connection
 * @property {import("../../../clients/js/gavel.js").ServerClock} clock
 * @property {() => import("../store.js").Lot | undefined} chosen
 * @property {(lot: number) => void} choose
 * @property {() => void} changed asks for a refresh
 */

/**
 * An amount of this lot, as the reader writes amounts.
 * @param {import("../store.js").Lot} lot
 * @param {string | null | undefined} amount
 */
export function cash(lot, amount) {
  return amount ? money(amount, lot.terms.currency, language()) : "";
}

/**
 * Whether an offer on this lot can be sent now; whether it is taken, the server decides.
 * @param {Page} page
 * @param {import("../store.js").Lot} lot
 */
export function canSend({ connection, bids, store }, lot) {
  const paddle = store.paddle();
  const mayBid = isInRound(lot, paddle) && !hasLeft(lot, paddle);
  return connection.state === "live" && isTakingBids(lot) && mayBid && !bids.isWaiting(lot.lot);
}

/**
 * Why no offer can be sent now, in a word; nothing if one can.
 * @param {Page} page
 * @param {import("../store.js").Lot} lot
 */
export function waitWords({ connection, bids, store }, lot) {
  const paddle = store.paddle();
  if (bids.isWaiting(lot.lot)) return t("bid_sending");
  if (connection.state !== "live") return t("bid_offline");
  if (lot.phase === "paused") return t("bid_paused");
  if (lot.phase === "published") return t("bid_wait");
  if (!isTakingBids(lot)) return t("bid_over");
  if (!isInRound(lot, paddle)) return t("bid_not_in_round");
  return hasLeft(lot, paddle) ? t("bid_left") : "";
}

/**
 * The words for `key`, those of an order where the lowest wins.
 * @param {import("../store.js").Lot} lot
 * @param {string} key
 * @param {Record<string, string | number>} [given]
 */
export function tOf(lot, key, given) {
  return t(isReverse(lot) ? `${key}_reverse` : key, given);
}

/**
 * A paddle as it is named, with a word where it is the reader's own.
 * @param {Page} page
 * @param {number} paddle
 */
export function named({ store }, paddle) {
  const name = t("paddle", { paddle });
  return paddle === store.paddle() ? `${name} (${t("you")})` : name;
}
