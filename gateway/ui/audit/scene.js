// The session as it stood behind the frame that is looked at: every lot in a row.

import { each, h, view } from "../element.js";
import { chipTone, priceWords, stateWords } from "../views/lots.js";
import { cash } from "../views/page.js";
import { inBoth, t } from "../words.js";

/** @typedef {import("../store.js").Lot} Lot */

/** @param {import("./film.js").Film} film */
export function scene(film) {
  /** @type {any} What is shown until the next is there. */
  let last = null;
  const now = () => (last = film.scene() ?? last);
  const lots = () => /** @type {Lot[]} */ (now()?.lots ?? []);
  const head = (/** @type {string} */ name, look = "") =>
    h("th", { scope: "col", class: look }, () => t(name));
  return view(() =>
    h(
      "div.scene",
      {
        class: () => `scene${film.scene() ? "" : " stale"}`,
        "data-test": "scene",
        "data-seq": () => (film.scene() ? film.frame()?.seq : null),
      },
      h("h3", {}, () => t("audit_scene_at", { seq: film.frame()?.seq ?? "" })),
      h("p.quiet", { hidden: () => 0 < lots().length }, () => t("audit_scene_none")),
      h(
        "div.scroll",
        {
          tabIndex: 0,
          role: "region",
          hidden: () => lots().length === 0,
          "aria-label": () => t("audit_scene"),
        },
        h(
          "table",
          {},
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              head("audit_lot"),
              head("audit_state"),
              head("price", "number"),
              head("hall_leader"),
              head("asking", "number"),
              head("audit_reserve", "number"),
            ),
          ),
          each(
            h("tbody"),
            lots,
            ({ lot }) => lot,
            (lot) => row(film, lot),
          ),
        ),
      ),
    ),
  );
}

function row(/** @type {import("./film.js").Film} */ film, /** @type {() => Lot} */ lot) {
  const isMeant = () => film.filter.lot === lot().lot;
  return view(() =>
    h(
      "tr",
      { class: () => (isMeant() ? "meant" : "") },
      h("th", { scope: "row" }, () => `${lot().lot}. ${inBoth(lot().terms.title)}`),
      h(
        "td",
        {},
        h("span", { class: () => `chip ${chipTone(lot())}` }, () => stateWords(lot())),
      ),
      h("td.number", {}, () => priceWords(lot())),
      h("td", {}, () => (lot().leader ? t("paddle", { paddle: lot().leader ?? "" }) : "")),
      h("td.number", {}, () => cash(lot(), lot().asking)),
      h("td.number", {}, () => cash(lot(), lot().reserve_amount)),
    ),
  );
}
