// The price told to screen readers: the newest one, and not more often than it can be heard.

import { always, h, view } from "../element.js";
import { t } from "../words.js";
import { cash } from "./page.js";

const PERIOD_MS = 4000;

/** @param {() => import("../store.js").Lot} lot */
export function announcer(lot) {
  const region = h("p.unseen", { "aria-live": "polite", "data-test": "announcer" });
  let said = "";
  let saidMs = 0;
  /** @type {any} */
  let waiting = null;
  const words = () => {
    const { lot: number, price, leader } = lot();
    return price
      ? t("price_said", { lot: number, price: cash(lot(), price), paddle: leader ?? "" })
      : "";
  };
  const say = () => {
    waiting = null;
    said = region.textContent = words();
    saidMs = Date.now();
  };
  const hear = () => {
    if (words() === said || waiting !== null) return;
    waiting = setTimeout(say, Math.max(0, saidMs + PERIOD_MS - Date.now()));
  };
  return view(() => (always(hear), region));
}
