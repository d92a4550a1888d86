// The mark beside a bid: whether its receipt is here and checks out. It leads to the receipts.

import { h, view } from "../element.js";
import { t } from "../words.js";

/** @typedef {import("../receipts/receipts.js").Checked} Checked */

export const RECEIPT_SIGNS = { checked: "✓", kept: "○", false: "!", checking: "…" };

/**
 * What was found of a receipt, in a word.
 * @param {Checked | undefined} kept
 * @returns {keyof typeof RECEIPT_SIGNS}
 */
export function receiptState(kept) {
  return kept?.finding?.state ?? "checking";
}

/**
 * @param {() => Checked | undefined} kept
 * @param {string} test its `data-test`
 */
export function receiptMark(kept, test) {
  const words = () => t(`receipt_${receiptState(kept())}`);
  return view(() =>
    h(
      "button",
      {
        type: "button",
        class: () => `receipt-mark ${receiptState(kept())}`,
        hidden: () => !kept(),
        title: () => t("receipt_show"),
        onclick: showReceipts,
        "data-test": test,
      },
      h("span.sign", { "aria-hidden": "true" }, () => RECEIPT_SIGNS[receiptState(kept())]),
      h("span", {}, () =>
        kept() ? `${words()} · ${t("number", { seq: kept()?.receipt.seq ?? "" })}` : "",
      ),
    ),
  );
}

/**
 * The same in a table, as a note beside an own bid; nothing where no receipt is here.
 * @param {import("./page.js").Page} page
 * @param {() => string} bid_id
 */
export function receiptNote({ receipts }, bid_id) {
  const kept = () => receipts.of(bid_id());
  const state = () => receiptState(kept());
  return h(
    "span",
    {
      class: () => `note block receipt-note ${state()}`,
      hidden: () => !kept(),
      "data-test": "receipt-note",
    },
    () => (kept() ? `${RECEIPT_SIGNS[state()]} ${t(`receipt_${state()}`)}` : ""),
  );
}

/** Goes to the card with all of them. */
export function showReceipts() {
  const card = document.getElementById("receipts");
  card?.scrollIntoView({ block: "start" });
  card?.focus({ preventScroll: true });
}
