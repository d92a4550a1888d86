// What every view is given: the session as known, the line to the server, the chosen lot.

import { money } from "../format.js";
import { isTakingBids } from "../lot.js";
import { language } from "../words.js";

/**
 * @typedef {object} Page
 * @property {import("../store.js").Store} store
 * @property {import("../bids.js").Bids} bids
 * @property {import("../connection.js").Connection} connection
 * @property {import("../clock.js").ServerClock} clock
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
export function canSend({ connection, bids }, lot) {
  return connection.state === "live" && isTakingBids(lot) && !bids.isWaiting(lot.lot);
}
