// A round in turns: whose turn it is, and in mine the field to improve my own bid.

import { h, include, view } from "../element.js";
import { t } from "../words.js";
import { AmountField } from "./amount_field.js";
import { canSend, cash, tOf, waitWords } from "./page.js";

/**
 * @param {import("./page.js").Page} page
 * @param {() => import("../store.js").Lot} lot
 */
export function turnForm(page, lot) {
  const isMine = () => lot().turn !== undefined && lot().turn === page.store.paddle();
  const isAble = () => isMine() && canSend(page, lot());
  const asking = () => cash(lot(), lot().asking);
  const field = new AmountField({
    currency: () => lot().terms.currency,
    name: "bid-amount",
    label: () => t("amount", { currency: lot().terms.currency.code }),
    example: () => lot().asking ?? lot().terms.opening ?? "130000000",
    need: "needed",
  });
  const place = (/** @type {string | null} */ amount) => {
    if (!amount || !isAble()) return;
    page.bids.place(lot().lot, { amount });
    field.clear();
  };
  const submit = (/** @type {Event} */ event) => (event.preventDefault(), place(field.read()));
  const words = () => {
    const wait = waitWords(page, lot());
    if (wait) return wait;
    return isMine() ? tOf(lot(), "bid_at", { asking: asking() }) : t("turn_wait");
  };
  const large = {
    type: "button",
    "data-test": "bid-asking",
    disabled: () => !isAble(),
    onclick: () => place(lot().asking),
  };
  const button = { type: "submit", "data-test": "bid-submit", disabled: () => !isAble() };
  return view(() =>
    h(
      "form.envelope",
      { onsubmit: submit, noValidate: true },
      h("p.turn", { "data-test": "turn" }, () => turnWords(page, lot())),
      h("button.primary.large", large, words),
      h(
        "div.fields-of-turn",
        { hidden: () => !isMine() },
        include(field.view),
        h("button.plain", button, () => tOf(lot(), "submit_amount")),
      ),
    ),
  );
}

function turnWords(
  /** @type {import("./page.js").Page} */ page,
  /** @type {import("../store.js").Lot} */ lot,
) {
  if (lot.turn === undefined) return t("turn_none");
  return lot.turn === page.store.paddle() ? t("turn_yours") : t("turn_of", { paddle: lot.turn });
}
