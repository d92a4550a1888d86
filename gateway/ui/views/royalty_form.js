// A bid that is a structure: a lump sum, a share of what the technology brings, a yearly minimum.

import { h, include, view } from "../element.js";
import { format, isSealed } from "../lot.js";
import { t } from "../words.js";
import { AmountField } from "./amount_field.js";
import { ask } from "./dialog.js";
import { canSend, waitWords } from "./page.js";
import { readPercent, structureWords } from "./royalty.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("../store.js").Royalty} Royalty */

/**
 * @param {import("./page.js").Page} page
 * @param {() => Lot} lot
 */
export function royaltyForm(page, lot) {
  const lump = amountField(lot, "lump-sum", "lump_sum", "500000000");
  const minimum = amountField(lot, "yearly-minimum", "yearly_minimum", "50000000");
  const share = new ShareField(lot);
  const complaint = h("p.said.complaint", { role: "alert" });
  const isFinal = () => isSealed(lot()) && format(lot()).replacement === "refused";
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    complaint.textContent = "";
    if (!canSend(page, lot())) return;
    const royalty = read();
    if (royalty === null) return;
    if (Object.keys(royalty).length === 0) return void (complaint.textContent = t("royalty_empty"));
    const amount = structureWords(lot(), royalty);
    if (isFinal() && !(await isMeant(amount))) return;
    page.bids.place(lot().lot, { royalty });
    for (const field of [lump, minimum, share]) field.clear();
  };
  /** @returns {Royalty | null} */
  const read = () => {
    const parts = {
      lump_sum: lump.isEmpty() ? undefined : lump.read(),
      share: share.isEmpty() ? undefined : share.read(),
      yearly_minimum: minimum.isEmpty() ? undefined : minimum.read(),
    };
    if (Object.values(parts).some((part) => part === null)) return null;
    const written = Object.entries(parts).filter(([, part]) => part !== undefined);
    return /** @type {Royalty} */ (Object.fromEntries(written));
  };
  const leads = () =>
    lot().leader === page.store.paddle() && format(lot()).leader_bids !== "accepted";
  const isIn = () => (isSealed(lot()) ? Boolean(lot().mine) && isFinal() : leads());
  const words = () => waitWords(page, lot()) || t(submitKey(lot()));
  const button = {
    type: "submit",
    "data-test": "bid-submit",
    disabled: () => !canSend(page, lot()),
  };
  return view(() =>
    h(
      "form.envelope",
      { onsubmit: submit, noValidate: true, hidden: () => isIn() },
      h("h2", {}, () => t(isSealed(lot()) ? "envelope" : "royalty")),
      h("p.quiet", {}, () => t("royalty_hint")),
      include(lump.view),
      include(share.view),
      include(minimum.view),
      complaint,
      h("button.primary.large", button, words),
    ),
  );
}

function submitKey(/** @type {Lot} */ lot) {
  if (!isSealed(lot)) return "submit_royalty";
  return lot.mine ? "submit_envelope_again" : "submit_envelope";
}

function amountField(
  /** @type {() => Lot} */ lot,
  /** @type {string} */ name,
  /** @type {string} */ key,
  /** @type {string} */ example,
) {
  return new AmountField({
    currency: () => lot().terms.currency,
    name,
    label: () => t(key, { currency: lot().terms.currency.code }),
    example: () => example,
    need: "optional",
  });
}

/** How much, in percent, and of which of the bases that the forecast counts by. */
class ShareField {
  constructor(/** @type {() => Lot} */ lot) {
    this.percent = h("input", {
      id: "share-percent",
      type: "text",
      inputMode: "decimal",
      autocomplete: "off",
      "data-test": "share-percent",
      oninput: () => (this.said.textContent = ""),
    });
    const bases = lot().terms.royalty.expected.map((/** @type {any} */ { of }) => of);
    const option = (/** @type {string} */ base) =>
      h("option", { value: base }, () => t(`base_${base}`));
    this.base = () =>
      h(
        "select",
        { id: "share-base", "data-test": "share-base", "aria-label": () => t("share_base") },
        ...bases.map(option),
      );
    this.said = h("p.said.complaint", { role: "alert" });
    this.view = view(() =>
      h(
        "div.share",
        {},
        h("label", { for: "share-percent" }, () => t("share_percent")),
        h("div.pair", {}, this.percent, (this.chosen = this.base())),
        this.said,
      ),
    );
  }

  isEmpty() {
    return this.percent.value.trim() === "";
  }

  /** The share, or nothing; then the field says what it takes. */
  read() {
    const basis_points = readPercent(this.percent.value);
    this.said.textContent = basis_points === null ? t("share_needed") : "";
    return basis_points === null ? null : { of: this.chosen.value, basis_points };
  }

  clear() {
    this.percent.value = "";
  }
}

async function isMeant(/** @type {string} */ amount) {
  const question = {
    title: t("final_title"),
    text: t("final_text", { amount }),
    confirm: t("submit_envelope"),
  };
  return (await ask(question)) !== null;
}
