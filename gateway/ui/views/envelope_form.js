// The envelope of a sealed round: one amount, replaced until the end where the terms allow it.

import { minorUnits } from "../amount.js";
import { h, include, view } from "../element.js";
import { format, isReverse } from "../lot.js";
import { t } from "../words.js";
import { AmountField } from "./amount_field.js";
import { ask } from "./dialog.js";
import { canSend, cash, tOf, waitWords } from "./page.js";

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
    example: () => bestBefore(lot()) ?? lot().terms.opening ?? "130000000",
    need: "needed",
  });
  const isFinal = () => format(lot()).replacement === "refused";
  const isIn = () => Boolean(lot().mine);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const amount = canSend(page, lot()) ? field.read() : null;
    if (!amount || (isFinal() && !(await isMeant(cash(lot(), amount))))) return;
    page.bids.place(lot().lot, { amount });
    field.clear();
  };
  const hint = () => hintWords(lot(), isFinal());
  return view(() =>
    h(
      "form.envelope",
      { onsubmit: submit, noValidate: true, hidden: () => isIn() && isFinal() },
      h("h2", {}, () => t("envelope")),
      h("p.quiet", {}, hint),
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
  /** @type {import("./page.js").Page} */ page,
  /** @type {import("../store.js").Lot} */ lot,
  /** @type {boolean} */ isIn,
) {
  return waitWords(page, lot) || t(isIn ? "submit_envelope_again" : "submit_envelope");
}

function hintWords(/** @type {import("../store.js").Lot} */ lot, /** @type {boolean} */ isFinal) {
  const best = bestBefore(lot);
  const hints = [
    t("envelope_hint"),
    isFinal ? t("envelope_final") : "",
    best ? tOf(lot, "envelope_from", { best: cash(lot, best) }) : "",
    1 < lot.round && !best ? t("envelope_from_before") : "",
    format(lot).pricing === "second_price" ? tOf(lot, "second_price_hint") : "",
  ];
  return hints.filter(Boolean).join(" ");
}

/** The best of the round before, where it was heard: a later round opens at it. */
function bestBefore(/** @type {import("../store.js").Lot} */ lot) {
  const { price, envelopes } = lot.before ?? {};
  if (price) return price;
  const { currency } = lot.terms;
  const valid = (envelopes ?? []).filter((envelope) => !envelope.fault);
  valid.sort((one, other) =>
    minorUnits(one.amount, currency) < minorUnits(other.amount, currency) ? -1 : 1,
  );
  return (isReverse(lot) ? valid[0] : valid.at(-1))?.amount ?? null;
}

async function isMeant(/** @type {string} */ amount) {
  const question = {
    title: t("final_title"),
    text: t("final_text", { amount }),
    confirm: t("final_yes", { amount }),
  };
  return (await ask(question)) !== null;
}
