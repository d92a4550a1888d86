// Near the end of a lot: how long a bid takes on its way, and whether one sent now may come too late.

import { h, view } from "../element.js";
import { isTakingBids, round } from "../lot.js";
import { t } from "../words.js";
import "./running_text.js";

/** From here on the way to the server matters. */
const NEAR_MS = 15000;
/** What a hand and a queue may take besides the way. */
const SPARE_MS = 400;

/**
 * @param {import("./page.js").Page} page
 * @param {() => import("../store.js").Lot} lot
 */
export function cutoff(page, lot) {
  const text = h("running-text.cutoff", { "data-test": "cutoff" });
  text.ask = () => cutoffWords(lot(), page.clock);
  return view(() => text);
}

/**
 * Nothing while there is time; a stepped round's next price is no end.
 * @param {import("../store.js").Lot} lot
 * @param {import("../../../clients/js/gavel.js").ServerClock} clock
 */
export function cutoffWords(lot, clock) {
  const best = clock.best();
  const left = Date.parse(lot.closes_at ?? "") - clock.now();
  const isNear = isTakingBids(lot) && !round(lot).pace.stepped && 0 < left && left < NEAR_MS;
  if (!isNear || !best) return { text: "", isHurried: false };
  const isLate = left < 2 * best.roundTrip + SPARE_MS;
  const trip = Math.max(1, Math.round(best.roundTrip));
  return { text: t(isLate ? "cutoff_late" : "cutoff_near", { trip }), isHurried: isLate };
}
