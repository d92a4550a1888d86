// How the two sides stand: one exclusive bid against the sum of several, and the gap, as two bars.

import { minorUnits } from "../amount.js";
import { each, h, view } from "../element.js";
import { t } from "../words.js";
import { cash, named } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

/** A bar is drawn to the thousandth. */
const WIDE = 1000;

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function sidesCard(page, lot) {
  const sides = () => lot().sides;
  const exclusive = () => sides()?.exclusive?.amount ?? null;
  const shared = () => sides()?.shared_sum ?? null;
  const whose = () => {
    const paddle = sides()?.exclusive?.paddle;
    return paddle === undefined ? t("side_no_bid") : named(page, paddle);
  };
  const count = () =>
    t("side_shared_count", { n: sides()?.shared.length ?? 0, k: lot().terms.quantity });
  const one = (/** @type {() => any} */ side) =>
    view(() =>
      h(
        "li",
        {},
        h("span", {}, () => named(page, side().paddle)),
        h("strong", {}, () => cash(lot(), side().amount)),
      ),
    );
  return view(() =>
    h(
      "div.sides",
      { hidden: () => !sides(), "data-test": "sides" },
      h("p.gap", { role: "status", "data-test": "gap" }, () => gapWords(lot())),
      bar(lot, "exclusive", exclusive, whose),
      bar(lot, "shared", shared, count),
      each(
        h("ul.shared-bids"),
        () => sides()?.shared ?? [],
        (side) => side.paddle,
        one,
      ),
    ),
  );
}

function bar(
  /** @type {() => Lot} */ lot,
  /** @type {"exclusive" | "shared"} */ name,
  /** @type {() => string | null} */ amount,
  /** @type {() => string} */ note,
) {
  const isAhead = () => lot().sides?.ahead === name;
  const length = () => `width: ${share(lot(), amount()) / 10}%`;
  return h(
    "div",
    { class: () => `side-bar ${isAhead() ? "ahead" : ""}` },
    h(
      "p.side-head",
      {},
      h("span", {}, () => t(`sides_${name}`, { k: lot().terms.quantity })),
      h("strong", { "data-test": `side-sum-${name}` }, () => cash(lot(), amount()) || "–"),
    ),
    h("div.bar", { "aria-hidden": "true" }, h("div.filled", { style: length })),
    h("p.note", {}, note),
  );
}

/** How long a bar is, against the longer of the two. */
function share(/** @type {Lot} */ lot, /** @type {string | null} */ amount) {
  if (!amount) return 0;
  const units = (/** @type {string | null | undefined} */ one) =>
    one ? minorUnits(one, lot.terms.currency) : 0n;
  const [one, other] = [units(lot.sides?.exclusive?.amount), units(lot.sides?.shared_sum)];
  return Number((units(amount) * BigInt(WIDE)) / (one < other ? other : one));
}

function gapWords(/** @type {Lot} */ lot) {
  const { ahead, gap } = lot.sides ?? {};
  if (!ahead) return t("gap_none");
  if (!gap) return t(`gap_equal_${ahead}`);
  return t(`gap_${ahead}`, { gap: cash(lot, gap) });
}
