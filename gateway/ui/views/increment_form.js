// A new step for the bids from now on.

import { h, include, view } from "../element.js";
import { isPossible } from "../desk_acts.js";
import { t } from "../words.js";
import { AmountField } from "./amount_field.js";
import { incrementWords } from "./terms.js";

/**
 * @param {() => import("../store.js").Lot} lot
 * @param {import("./outcome.js").Outcome} outcome
 * @param {() => boolean} isAble
 */
export function incrementForm(lot, outcome, isAble) {
  const field = new AmountField({
    currency: () => lot().terms.currency,
    name: "increment-step",
    label: () => t("increment_step", { currency: lot().terms.currency.code }),
    example: () => lot().increment?.table?.[0]?.step ?? "10000000",
    need: "needed",
  });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const step = isAble() ? field.read() : null;
    if (!step) return;
    const increment = { table: [{ step }] };
    if ((await outcome.ask("set_increment", { lot: lot().lot, increment })).done) field.clear();
  };
  const now = () => (lot().increment ? incrementWords(lot(), lot().increment) : "");
  const button = { type: "submit", "data-test": "increment-submit", disabled: () => !isAble() };
  return view(() =>
    h(
      "details.other",
      { hidden: () => !isPossible("set_increment", lot()) },
      h("summary", { "data-test": "increment" }, () => t("increment_change")),
      h(
        "form",
        { onsubmit: submit, noValidate: true },
        h("p.quiet", {}, () => t("increment_now", { increment: now() })),
        include(field.view),
        h("button.plain", button, () => t("increment_submit")),
      ),
    ),
  );
}
