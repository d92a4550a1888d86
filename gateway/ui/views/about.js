// What a lot is and the terms under which it is sold, in the reader's words.

import { each, h, include, view } from "../element.js";
import { inBoth, t } from "../words.js";
import { lotTerms, roundTerms } from "./terms.js";

/** @typedef {import("../store.js").Lot} Lot */

/** @param {() => Lot} lot */
export function about(lot) {
  const row = (/** @type {() => {name: string, words: string}} */ term) =>
    view(() =>
      h(
        "div.term",
        {},
        h("dt", {}, () => term().name),
        h("dd", {}, () => term().words),
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
        ({ key }) => key,
        row,
      ),
      include(documents(lot)),
    ),
  );
}

/** The papers and pictures of the lot, each with the hash that fixes it. */
function documents(/** @type {() => Lot} */ lot) {
  /** @type {() => any[]} */
  const all = () => lot().terms.documents ?? [];
  const row = (/** @type {() => any} */ paper) =>
    view(() =>
      h(
        "li",
        {},
        h("a", { href: paper().address, target: "_blank", rel: "noreferrer noopener" }, () =>
          inBoth(paper().title),
        ),
        h("p.note.hash", {}, "SHA-256 ", h("code", {}, paper().sha256)),
      ),
    );
  return view(() =>
    h(
      "div.documents",
      { hidden: () => all().length === 0, "data-test": "documents" },
      h("h3", {}, () => t("documents")),
      each(h("ul"), all, (paper) => paper.address, row),
    ),
  );
}

/** The terms of the lot, then of each round of its programme; several may say the same. */
function termsOf(/** @type {Lot} */ lot) {
  const { rounds } = lot.terms;
  const ofRounds = rounds.flatMap((/** @type {any} */ one, /** @type {number} */ place) =>
    roundTerms(lot, one, 1 < rounds.length ? place + 1 : null),
  );
  const said = [...lotTerms(lot), ...ofRounds].filter(([, words]) => words !== "");
  return said.map(([name, words], key) => ({ name, words, key }));
}
