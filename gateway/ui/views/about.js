// What a lot is and the terms under which it is sold, in the reader's words.

import { each, h, view } from "../element.js";
import { isByHammer, isSealed, round } from "../lot.js";
import { inBoth, t } from "../words.js";
import { cash } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */

/** @param {() => Lot} lot */
export function about(lot) {
  const row = (/** @type {() => [string, string]} */ term) =>
    view(() =>
      h(
        "div.term",
        {},
        h("dt", {}, () => t(term()[0])),
        h("dd", {}, () => term()[1]),
      ),
    );
  return view(() =>
    h(
      "section.card.about",
      {},
      h("h2", {}, () => t("about")),
      h("p.summary", { hidden: () => !inBoth(lot().terms.summary) }, () =>
        inBoth(lot().terms.summary),
      ),
      each(
        h("dl.terms"),
        () => termsOf(lot()),
        ([name]) => name,
        row,
      ),
    ),
  );
}

/** @returns {[string, string][]} */
function termsOf(/** @type {Lot} */ lot) {
  const { terms } = lot;
  const pace = /** @type {[string, string]} */ ([
    "terms_pace",
    t(isByHammer(lot) ? "pace_hammer" : "pace_timed"),
  ]);
  const grid = terms.grid ? t("grid_said", { grid: cash(lot, terms.grid) }) : "";
  const own = isSealed(lot) ? sealedTerms(lot) : englishTerms(lot);
  const all = /** @type {[string, string][]} */ ([...own, ["terms_grid", grid], pace]);
  return all.filter(([, words]) => words !== "");
}

/** @returns {[string, string][]} */
function sealedTerms(/** @type {Lot} */ lot) {
  const { ceiling, floor, replacement = "allowed" } = round(lot).format.sealed;
  const format = lot.terms.direction === "reverse" ? "format_sealed_reverse" : "format_sealed";
  return [
    ["terms_format", t(format)],
    ["terms_ceiling", cash(lot, ceiling)],
    ["terms_floor", cash(lot, floor)],
    ["terms_replacement", t(`replacement_${replacement}`)],
  ];
}

/** @returns {[string, string][]} */
function englishTerms(/** @type {Lot} */ lot) {
  const { increment, soft_close } = round(lot).format.english;
  const soft = soft_close
    ? t("soft_close_said", {
        window: length(soft_close.window_ms),
        extension: length(soft_close.extension_ms),
      })
    : "";
  return [
    ["terms_format", t("format_english")],
    ["terms_increment", incrementWords(lot, increment)],
    ["terms_soft_close", soft],
  ];
}

function incrementWords(/** @type {Lot} */ lot, /** @type {any} */ increment) {
  if (increment.basis_points) {
    return t("increment_share", { percent: increment.basis_points / 100 });
  }
  return increment.table
    .map((/** @type {any} */ { from, step }) =>
      from
        ? t("increment_from", { step: cash(lot, step), from: cash(lot, from) })
        : cash(lot, step),
    )
    .join(" · ");
}

function length(/** @type {number} */ ms) {
  const seconds = ms / 1000;
  return seconds % 60 === 0 ? t("minutes", { n: seconds / 60 }) : t("seconds", { n: seconds });
}
