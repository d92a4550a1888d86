// The desk's side of the page: beside the room what an officer can do, below it the books.

import { isPermitted, isPossible } from "../desk_acts.js";
import { h, include, view } from "../element.js";
import { needSheet } from "../sheet.js";
import { needWords } from "../words.js";
import { desk } from "./desk.js";
import { faults } from "./faults.js";
import { forfeits } from "./forfeits.js";
import { Outcome } from "./outcome.js";
import { cash } from "./page.js";
import { record } from "./record.js";
import { room } from "./room.js";
import { roster } from "./roster.js";
import { askVoid, strikeButton } from "./voids.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

await Promise.all([needWords("desk"), needSheet("/ui/style/desk.css")]);

/** What the desk keeps beside the lots. */
export const books = [faults, roster, forfeits];

/**
 * Room and record are one column here: the desk beside them has the roster right below it.
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function deskRoom(page, lot) {
  const outcome = new Outcome(page, (amount) => cash(lot(), amount));
  const isOfficer = isPermitted(page.connection.welcome?.role, "void");
  const canVoid = () => isOfficer && isPossible("void", lot()) && !outcome.isBusy;
  const strike = (/** @type {string} */ bid_id) => askVoid(lot(), outcome, bid_id);
  const striking = { canVoid, strike };
  return view(() =>
    h(
      "div.lot-floor",
      {},
      h(
        "div.main",
        {},
        include(room(page, lot)),
        include(outcome.view("record-outcome")),
        include(record(page, lot, (bid) => strikeButton(striking, bid))),
      ),
      include(desk(page, lot)),
    ),
  );
}
