// The one large button of a Dutch round: accepts the price that is seen, until somebody does.

import { h, view } from "../element.js";
import { decimal } from "../format.js";
import { format, isTakingBids } from "../lot.js";
import { language, t } from "../words.js";
import { canSend, cash, tOf, waitWords } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function acceptButton(page, lot) {
  const hasAccepted = () => lot().leader !== null && lot().leader === page.store.paddle();
  const isAble = () =>
    canSend(page, lot()) && !lot().mine && Boolean(page.store.me?.deposit_confirmed);
  /** @type {string | null} the price that was on the button when it was pressed */
  let pressed = null;
  const press = () => (pressed = lot().asking);
  const accept = () => {
    const asking = pressed ?? lot().asking;
    pressed = null;
    if (asking && isAble()) page.bids.place(lot().lot, { asking_at_most: asking });
  };
  const words = () => {
    if (hasAccepted() || lot().mine)
      return t("dutch_accepted", { price: cash(lot(), lot().asking) });
    return waitWords(page, lot()) || t("dutch_accept", { price: cash(lot(), lot().asking) });
  };
  const props = {
    type: "button",
    "data-test": "bid-accept",
    disabled: () => !isAble(),
    onpointerdown: press,
    onclick: accept,
  };
  return view(() =>
    h(
      "div.accept",
      {},
      h("button.primary.large.tall", props, words),
      h("p.quiet", { hidden: () => !isTakingBids(lot()) }, () => noteWords(lot())),
    ),
  );
}

function noteWords(/** @type {Lot} */ lot) {
  const { decrement, last, tie_window_ms } = format(lot);
  const steps = tOf(lot, "dutch_note", { step: cash(lot, decrement), last: cash(lot, last) });
  return tie_window_ms
    ? `${steps} ${t("dutch_note_tie", { n: decimal(tie_window_ms / 1000, language()) })}`
    : steps;
}
