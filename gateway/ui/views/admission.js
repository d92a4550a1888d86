// Admitting a bidder: the number on the paddle, and a limit if there is one.

import { h, include, view } from "../element.js";
import { t } from "../words.js";
import { AmountField } from "./amount_field.js";

/**
 * @param {() => import("../store.js").Currency} currency
 * @param {import("./outcome.js").Outcome} outcome
 */
export function admission(currency, outcome) {
  const paddle = paddleInput();
  const limit = new AmountField({
    currency,
    name: "admit-limit",
    label: () => t("admit_limit"),
    example: () => "500000000",
    need: "optional",
  });
  const complaint = h("p.said.complaint", { role: "alert" });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const number = /^\s*(\d{1,9})\s*$/.exec(paddle.value)?.[1];
    complaint.textContent = number ? "" : t("paddle_needed");
    const most = limit.read();
    if (!number || (most === null && !limit.isEmpty())) return;
    const params = { paddle: Number(number), ...(most && { limit: most }) };
    if (!(await outcome.ask("admit", params)).done) return;
    paddle.value = "";
    limit.clear();
  };
  const label = () => h("label", { for: paddle.id }, () => t("roster_paddle"));
  return view(() =>
    h(
      "form.admission",
      { onsubmit: submit, noValidate: true },
      h("div", {}, label(), paddle, complaint),
      include(limit.view),
      h("button.primary", { type: "submit", "data-test": "admit-submit" }, () => t("admit")),
    ),
  );
}

function paddleInput() {
  return h("input", {
    id: "admit-paddle",
    type: "text",
    inputMode: "numeric",
    autocomplete: "off",
    "data-test": "admit-paddle",
  });
}
