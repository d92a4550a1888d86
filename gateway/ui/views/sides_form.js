// One exclusive licence against several: a bid for me alone, or one for a licence of several.

import { h, include, view } from "../element.js";
import { t } from "../words.js";
import { AmountField } from "./amount_field.js";
import { canSend, cash, waitWords } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */
/** @typedef {"exclusive" | "shared"} SideName */

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function sidesForm(page, lot) {
  /** @type {SideName} */
  let side = lot().mine?.schedule?.length ? "shared" : "exclusive";
  const asking = () => askingOf(lot(), side);
  const field = new AmountField({
    currency: () => lot().terms.currency,
    name: "bid-amount",
    label: () => t("amount", { currency: lot().terms.currency.code }),
    example: () => asking() ?? "130000000",
    need: "needed",
  });
  const place = (/** @type {string | null | undefined} */ amount) => {
    if (!amount || !canSend(page, lot())) return;
    const schedule = [{ quantity: 1, unit_price: amount }];
    page.bids.place(lot().lot, side === "exclusive" ? { amount } : { schedule });
    field.clear();
  };
  const submit = (/** @type {Event} */ event) => (event.preventDefault(), place(field.read()));
  const choose = (/** @type {SideName} */ name) => ((side = name), own.refresh());
  const words = () =>
    waitWords(page, lot()) || t(`bid_at_${side}`, { asking: cash(lot(), asking()) });
  const isStuck = () => !canSend(page, lot());
  const large = {
    type: "button",
    "data-test": "bid-asking",
    disabled: isStuck,
    onclick: () => place(asking()),
  };
  const button = { type: "submit", "data-test": "bid-submit", disabled: isStuck };
  const choice = (/** @type {SideName} */ name) => sideChoice(lot, name, () => side, choose);
  const own = view(() =>
    h(
      "form.envelope",
      { onsubmit: submit, noValidate: true },
      h("fieldset.kinds.two", {}, choice("exclusive"), choice("shared")),
      h("button.primary.large", large, words),
      h(
        "details.other",
        {},
        h("summary", { "data-test": "bid-other" }, () => t("other_amount")),
        h(
          "div.other-fields",
          {},
          include(field.view),
          h("button.plain", button, () => t("submit_amount")),
        ),
      ),
    ),
  );
  return own;
}

/** The least next bid of this side, as the server told it. */
function askingOf(/** @type {Lot} */ { sides, asking }, /** @type {SideName} */ name) {
  return name === "exclusive" ? (sides?.asking_exclusive ?? asking) : sides?.asking_shared;
}

function sideChoice(
  /** @type {() => Lot} */ lot,
  /** @type {SideName} */ name,
  /** @type {() => SideName} */ chosen,
  /** @type {(name: SideName) => void} */ choose,
) {
  const input = h("input", {
    type: "radio",
    name: "side",
    value: name,
    checked: () => chosen() === name,
    onchange: () => choose(name),
    "data-test": `side-${name}`,
  });
  const note = () => t(`side_${name}_note`, { k: lot().terms.quantity });
  return h(
    "label.choice",
    {},
    input,
    h(
      "span",
      {},
      h("strong", {}, () => t(`side_${name}`, { k: lot().terms.quantity })),
      h("span.note", {}, note),
    ),
  );
}
