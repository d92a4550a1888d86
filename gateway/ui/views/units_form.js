// The envelope for several units: rows of a quantity at a unit price, as many as the terms take.

import { fromMinorUnits, minorUnits } from "../amount.js";
import { each, h, view } from "../element.js";
import { format } from "../lot.js";
import { t } from "../words.js";
import { ask } from "./dialog.js";
import { canSend, cash, waitWords } from "./page.js";
import { UnitsRow } from "./units_row.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("../store.js").Pair} Pair */
/** @typedef {import("./page.js").Page} Page */

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function unitsForm(page, lot) {
  const most = () => format(lot()).pairs;
  const isFinal = () => format(lot()).replacement === "refused";
  const isIn = () => Boolean(lot().mine);
  let added = 0;
  const newRow = () => new UnitsRow(++added, lot, () => own.refresh(), remove);
  /** @type {UnitsRow[]} */
  let rows = [];
  const remove = (/** @type {UnitsRow} */ row) => {
    rows = rows.filter((one) => one !== row);
    own.refresh();
  };
  const add = () => ((rows = [...rows, newRow()]), own.refresh());
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!canSend(page, lot())) return;
    const pairs = rows.map((row) => row.read());
    if (pairs.some((pair) => pair === null)) return;
    const schedule = /** @type {Pair[]} */ (pairs);
    if (isFinal() && !(await isMeant(cash(lot(), total(lot(), schedule))))) return;
    page.bids.place(lot().lot, { schedule });
    rows = [newRow()];
    own.refresh();
  };
  const words = () =>
    waitWords(page, lot()) || t(isIn() ? "submit_envelope_again" : "submit_envelope");
  const more = {
    type: "button",
    "data-test": "units-add",
    hidden: () => most() <= rows.length,
    onclick: add,
  };
  const button = {
    type: "submit",
    "data-test": "bid-submit",
    disabled: () => !canSend(page, lot()),
  };
  rows = [newRow()];
  const own = view(() =>
    h(
      "form.envelope",
      { onsubmit: submit, noValidate: true, hidden: () => isIn() && isFinal() },
      h("h2", {}, () => t("envelope")),
      h("p.quiet", {}, () => hintWords(lot())),
      each(
        h("div.rows"),
        () => rows,
        (row) => row.number,
        (row) => row().view(() => 1 < rows.length),
      ),
      h("button.plain.small", more, () => t("units_add")),
      h("p.total", { "data-test": "units-total" }, () => totalWords(lot(), rows)),
      h("button.primary.large", button, words),
    ),
  );
  return own;
}

function hintWords(/** @type {Lot} */ lot) {
  const { pairs, cap, replacement } = format(lot);
  const words = [t("units_hint", { quantity: lot.terms.quantity, pairs })];
  if (cap) words.push(t("units_cap", { cap }));
  if (replacement === "refused") words.push(t("envelope_final"));
  return words.join(" ");
}

/** Plain multiplication of what is typed. */
function total(/** @type {Lot} */ lot, /** @type {Pair[]} */ pairs) {
  const { currency } = lot.terms;
  const sum = pairs.reduce(
    (all, { quantity, unit_price }) => all + BigInt(quantity) * minorUnits(unit_price, currency),
    0n,
  );
  return fromMinorUnits(sum, currency);
}

function totalWords(/** @type {Lot} */ lot, /** @type {UnitsRow[]} */ rows) {
  const pairs = /** @type {Pair[]} */ (rows.map((row) => row.peek()).filter(Boolean));
  if (pairs.length === 0) return t("units_total_none");
  const quantity = pairs.reduce((all, pair) => all + pair.quantity, 0);
  return t("units_total", { quantity, total: cash(lot, total(lot, pairs)) });
}

async function isMeant(/** @type {string} */ amount) {
  const question = {
    title: t("final_title"),
    text: t("final_text", { amount }),
    confirm: t("final_yes", { amount }),
  };
  return (await ask(question)) !== null;
}
