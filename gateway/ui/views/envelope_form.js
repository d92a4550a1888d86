// The envelope of a sealed round: one amount, replaced until the end where the terms allow it.

import { h, include, view } from "../element.js";
import { round } from "../lot.js";
import { t } from "../words.js";
import { AmountField } from "./amount_field.js";
import { ask } from "./dialog.js";
import { canSend, cash } from "./page.js";

/**
 * @param {import("./page.js").Page} page
 * @param {() => import("../store.js").Lot} lot
 */
export function envelopeForm(page, lot) {
  const currency = () => lot().terms.currency;
  const field = new AmountField({
    currency,
    name: "bid-amount",
    label: () => t("amount", { currency: currency().code }),
    example: () => lot().terms.opening ?? "130000000",
    need: "needed",
  });
  const isFinal = () => round(lot()).format.sealed.replacement === "refused";
  const isIn = () => Boolean(lot().mine);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const amount = canSend(page, lot()) ? field.read() : null;
    if (!amount || (isFinal() && !(await isMeant(cash(lot(), amount))))) return;
    page.bids.place(lot().lot, { amount });
    field.clear();
  };
  const hint = () => `${t("envelope_hint")} ${isFinal() ? t("envelope_final") : ""}`.trim();
  return view(() =>
    h(
      "form.envelope",
      { onsubmit: submit, noValidate: true, hidden: () => isIn() && isFinal() },
      h("h2", {}, () => t("envelope")),
      h("p.quiet", { hidden: isIn }, hint),
      include(field.view),
      h(
        "button.primary.large",
        { type: "submit", "data-test": "bid-submit", disabled: () => !canSend(page, lot()) },
        () => submitWords(page, lot(), isIn()),
      ),
    ),
  );
}

function submitWords(
  /** @type {import("./page.js").Page} */ { connection, bids },
  /** @type {import("../store.js").Lot} */ lot,
  /** @type {boolean} */ isIn,
) {
  if (bids.isWaiting(lot.lot)) return t("bid_sending");
  if (connection.state !== "live") return t("bid_offline");
  if (lot.phase === "paused") return t("bid_paused");
  if (lot.phase === "published") return t("bid_wait");
  return t(isIn ? "submit_envelope_again" : "submit_envelope");
}

async function isMeant(/** @type {string} */ amount) {
  const question = {
    title: t("final_title"),
    text: t("final_text", { amount }),
    confirm: t("final_yes", { amount }),
  };
  return (await ask(question)) !== null;
}
