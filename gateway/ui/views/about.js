// What a lot is and the terms under which it is sold, in the reader's words.

import { each, h, view } from "../element.js";
import { inBoth, t } from "../words.js";
import { lotTerms, roundTerms } from "./terms.js";

/** @typedef {import("../store.js").Lot} Lot */

/** @param {() => Lot} lot */
export function about(lot) {
  const row = (/** @type {() => [string, string]} */ term) =>
    view(() =>
      h(
        "div.term",
        {},
        h("dt", {}, () => term()[0]),
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
        ([name, words]) => name + words,
        row,
      ),
    ),
  );
}

/** The terms of the lot, then of each round of its programme. @returns {[string, string][]} */
function termsOf(/** @type {Lot} */ lot) {
  const { rounds } = lot.terms;
  const ofRounds = rounds.flatMap((/** @type {any} */ one, /** @type {number} */ place) =>
    roundTerms(lot, one, 1 < rounds.length ? place + 1 : null),
  );
  return [...lotTerms(lot), ...ofRounds].filter(([, words]) => words !== "");
}
